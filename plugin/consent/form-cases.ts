/** The cases that a form opens, in the transaction that records it: what could not be believed, or whose it is. */
import type { MarkedBy } from '../configuration/configuration.js'
import type { ReadableForm } from '../form/form-report.js'
import type { OpenPractice } from '../practice.js'
import { openReview } from '../review/open-review.js'
import type { NewReview, ReviewPerson } from '../review/review.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import type { NewEntry } from './entry.js'
import { formEvidence } from './form-entries.js'

/** The case of a form of nobody. */
export const unassignedSource = (sha256: string): string => `form/${sha256}`

interface RecordedEntries {
  entries: readonly NewEntry[]
  /** The sequence number of each. */
  seqs: readonly number[]
}

/** One case for each entry in doubt; one for the whole form where it may be somebody else's. */
export async function openFormCases(
  trx: Transaction,
  practice: OpenPractice,
  form: ReadableForm,
  recorded: RecordedEntries,
  now: Instant,
): Promise<void> {
  for (const review of formCases(form, recorded)) await openReview(trx, practice, review, now)
}

function formCases(form: ReadableForm, { entries, seqs }: RecordedEntries): NewReview[] {
  const doubtful = entries.flatMap((entry, index) => {
    const seq = seqs[index]
    return seq !== undefined && (entry.type === 'held' || entry.type === 'pending') ? [{ entry, seq }] : []
  })
  const [first] = doubtful
  if (first === undefined) return []
  const mismatched = doubtful.some(({ entry }) => entry.content.reasons.includes('patient_mismatch'))
  return mismatched
    ? [caseOf(form, doubtful, first.seq, personOf(form))]
    : doubtful.map((one) => caseOf(form, [one], one.seq))
}

function caseOf(
  form: ReadableForm,
  doubtful: readonly { entry: NewEntry; seq: number }[],
  seq: number,
  person?: ReviewPerson,
): NewReview {
  const contents = doubtful.map(({ entry }) => entry.content)
  return {
    kind: 'form',
    source: `form/${form.sha256}/${seq}`,
    subject: doubtful[0]?.entry.subject ?? null,
    content: {
      purposes: [...new Set(contents.flatMap(({ purposes }) => purposes))],
      reasons: [...new Set(contents.flatMap(({ reasons }) => reasons))],
      evidence: contents[0]?.evidence ?? null,
      entries: doubtful.map((one) => one.seq),
      inbound: null,
      ...(person !== undefined && { person }),
    },
    picture: null,
  }
}

/** Nobody fits, several do, or it is none of the configured forms. */
export async function openUnassignedCase(
  trx: Transaction,
  practice: OpenPractice,
  form: ReadableForm,
  markedBy: MarkedBy,
  now: Instant,
): Promise<void> {
  const ofNoForm = [
    ...(form.resembles === null ? [] : ['resembles_form']),
    ...form.consents.flatMap((consent) => consent.reasons),
  ]
  const reasons = form.mapping === null ? ofNoForm : ['nobody_found']
  await openReview(
    trx,
    practice,
    {
      kind: 'form_unassigned',
      source: unassignedSource(form.sha256),
      subject: null,
      content: {
        purposes: form.consents.map(({ purpose }) => purpose),
        reasons: [...new Set(reasons)],
        evidence: formEvidence(form, markedBy, null),
        entries: [],
        inbound: null,
        person: personOf(form),
      },
      picture: null,
    },
    now,
  )
}

export const personOf = ({ patient }: ReadableForm): ReviewPerson => ({
  hostPatientId: patient.hostPatientId,
  familyName: patient.familyName,
  givenName: patient.givenName,
  birthDate: patient.birthDate,
})
