/**
 * Stores records that a host delivers. A form may have come before the record of its patient, when there was nothing to
 * hold it against but a number that somebody typed: with the record it is held against name and birthday (P-29), in the
 * same transaction, so that nothing is sent in between. The same where a record gains a birthday, or another one, and
 * where it becomes another person's.
 */
import type { HostPatient } from '../../adapters/host.js'
import { inChunks } from '../host/chunks.js'
import { isOfAnother } from '../host/identity.js'
import { readPatients, type PatientRecord } from '../host/patients.js'
import { storePatients } from '../host/store-patients.js'
import type { SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { dropReview, openReview } from '../review/open-review.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { personOf } from './form-cases.js'
import type { EntryType, Evidence } from './entry.js'
import { birthdaysDiffer, formEvidence, identityDoubts, type RecordReason } from './form-entries.js'
import type { Purpose } from './purpose.js'
import { markedByOf } from './record-form.js'
import { holdForAnother, type RecordDoubt } from './record-of-another.js'
import { yesBeneath } from './status.js'
import { storedForm, type StoredForm } from './stored-form.js'
import { reviewUnknownBirthdays } from './unknown-birthday.js'
import { holdConsent } from './withdraw.js'

/**
 * @param host id of the adapter that delivers
 * @returns how many were new, changed or came back
 */
export async function storeRecords(
  trx: Transaction,
  practice: OpenPractice,
  host: string,
  patients: readonly HostPatient[],
  now: Instant,
): Promise<number> {
  const before = await withFormsOnly(trx, practice)
  const withBirthday: SubjectId[] = []
  const doubtful: [SubjectId, RecordDoubt][] = []
  const changed = await storePatients(trx, practice.keys, host, patients, now, (subject, record, after) => {
    if (record === null) doubtful.push([subject, 'record_damaged'])
    else if (isOfAnother(record, after)) doubtful.push([subject, 'record_of_another'])
    else if (after.birthDate !== null && record.birthDate !== after.birthDate) withBirthday.push(subject)
  })
  const records = await readPatients(trx, practice.keys, [...before.keys(), ...withBirthday])
  for (const [subject, forms] of before) {
    const record = records.get(subject)
    if (record?.known !== true) continue
    for (const sha256 of forms) await holdIfForeign(trx, practice, record, sha256, now)
  }
  for (const subject of withBirthday) {
    const record = records.get(subject)
    if (record !== undefined) await holdFormsOfOtherBirthday(trx, practice, record, now)
  }
  for (const [subject, doubt] of doubtful) await holdForAnother(trx, practice, subject, doubt, now)
  if (changed > 0)
    await reviewUnknownBirthdays(
      trx,
      practice,
      await withBirthdayInQuestion(trx, practice, patients, now),
      now,
    )
  return changed
}

/** Whose birthday is missing in what was just stored, and whose was missing till now. */
async function withBirthdayInQuestion(
  trx: Transaction,
  { configuration }: OpenPractice,
  patients: readonly HostPatient[],
  now: Instant,
): Promise<SubjectId[]> {
  const own = { practice_id: configuration.id }
  const waiting = await trx('reviews')
    .where({ ...own, kind: 'birthday', state: 'open' })
    .select<{ subject_id: SubjectId }[]>('subject_id')
  const rows = [...waiting]
  const without = patients.filter(({ birthDate }) => birthDate === null)
  for (const chunk of inChunks(without.map(({ hostPatientId }) => hostPatientId))) {
    const stored = await trx('patients')
      .where({ ...own, changed_at: now })
      .whereIn('host_patient_id', chunk)
      .select<{ subject_id: SubjectId }[]>('subject_id')
    rows.push(...stored)
  }
  return [...new Set(rows.map(({ subject_id }) => subject_id))]
}

/** Forms of those of whom no host has delivered a record yet. */
async function withFormsOnly(
  trx: Transaction,
  { configuration }: OpenPractice,
): Promise<Map<SubjectId, string[]>> {
  const rows = await trx('patients as p')
    .join('forms as f', (on) => on.on('f.practice_id', 'p.practice_id').andOn('f.subject_id', 'p.subject_id'))
    .where({ 'p.practice_id': configuration.id, 'f.state': 'recorded' })
    .whereNull('p.sealed')
    .select<{ subject_id: SubjectId; sha256: string }[]>('p.subject_id as subject_id', 'f.sha256 as sha256')
  const forms = new Map<SubjectId, string[]>()
  for (const { subject_id, sha256 } of rows) forms.set(subject_id, [...(forms.get(subject_id) ?? []), sha256])
  return forms
}

async function holdIfForeign(
  trx: Transaction,
  practice: OpenPractice,
  record: PatientRecord,
  sha256: string,
  now: Instant,
): Promise<void> {
  const form = await storedForm(practice, trx, sha256)
  if (form === null || identityDoubts(form.reading.patient, record).length === 0) return
  const purposes = form.reading.consents.map(({ purpose }) => purpose)
  await holdForm(trx, practice, record.subject, form, purposes, now)
}

/** What was read of a form is held against the birthday as long as the form is what counts, and is not held already. */
async function holdFormsOfOtherBirthday(
  trx: Transaction,
  practice: OpenPractice,
  record: PatientRecord,
  now: Instant,
): Promise<void> {
  const { id, timeZone } = practice.configuration
  const { subject } = record
  const rows = await trx('forms')
    .where({ practice_id: id, subject_id: subject, state: 'recorded' })
    .orderBy('sha256')
    .select<{ sha256: string }[]>('sha256')
  for (const { sha256 } of rows) {
    const form = await storedForm(practice, trx, sha256)
    if (form === null || !birthdaysDiffer(form.reading.patient, record)) continue
    const entries = await practice.ledger.entriesOf(trx, subject)
    const settled = new Set(entries.flatMap(({ content }) => content?.supersedes ?? []))
    const open = entries.filter(
      ({ seq, type, content }) =>
        GIVES_OR_MAY.has(type) && !settled.has(seq) && isAboutForm(content?.evidence ?? null, sha256),
    )
    if (open.some(({ content }) => content?.reasons.includes('patient_mismatch') === true)) continue
    const purposes = [...new Set(open.flatMap(({ content }) => content?.purposes ?? []))].filter(
      (purpose) => {
        // What the patient has said since elsewhere does not rest on the form.
        const yes = yesBeneath(entries, purpose, now, timeZone)
        return yes === null || isAboutForm(yes.content?.evidence ?? null, sha256)
      },
    )
    if (purposes.length === 0) continue
    // A yes that a person had made of it is about the form, too.
    const whole = { ...form, entries: [...new Set([...form.entries, ...open.map(({ seq }) => seq)])] }
    await holdForm(trx, practice, subject, whole, purposes, now)
  }
}

const GIVES_OR_MAY: ReadonlySet<EntryType> = new Set<EntryType>(['granted', 'pending', 'held'])

function isAboutForm(evidence: Evidence | null, sha256: string): boolean {
  const seen = evidence?.kind === 'review' ? evidence.about : evidence
  return seen?.kind === 'form' && seen.sha256 === sha256
}

async function holdForm(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  { reading, mapping, entries }: StoredForm,
  purposes: readonly Purpose[],
  now: Instant,
): Promise<void> {
  const reasons = ['patient_mismatch'] satisfies RecordReason[]
  const evidence = formEvidence(reading, markedByOf(mapping), null)
  const { entries: held } = await holdConsent(trx, practice, {
    subject,
    purposes,
    method: 'system',
    actor: { role: 'system', name: null },
    evidence,
    reasons,
    now,
  })
  // Whose form it is comes first: until then nobody settles any other doubt about it.
  for (const seq of entries) await dropReview(trx, practice, `form/${reading.sha256}/${seq}`)
  await openReview(
    trx,
    practice,
    {
      kind: 'form',
      source: `form/${reading.sha256}/${held.join('-')}`,
      subject,
      // What the form had said before is put right with the doubt about it.
      content: {
        purposes: [...purposes],
        reasons,
        evidence,
        entries: [...entries, ...held],
        inbound: null,
        person: personOf(reading),
      },
      picture: null,
    },
    now,
  )
}
