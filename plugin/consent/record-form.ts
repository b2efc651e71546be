/** Brings what a form says into the ledger: whose form it is, what may be believed of it, which entries that makes. */
import { declaringSubject, findByIdentity, readPatient, type PatientRecord } from '../host/patients.js'
import { linkPhone } from '../host/links.js'
import { lastErasedAt, suppress } from '../host/suppression.js'
import type { FormMapping, MarkedBy } from '../configuration/configuration.js'
import type { ReadableForm } from '../form/form-report.js'
import { toHostPatientId, type HostPatientId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { isFromBeforeRestore } from '../privacy/witness/restored.js'
import { dropReview } from '../review/open-review.js'
import type { Transaction } from '../storage/database.js'
import { isDuplicate, troubleOfOne } from '../storage/database-errors.js'
import { RecallError } from '../errors.js'
import { holdForEarlierStops } from '../webhook/earlier-stop.js'
import { isCertainlyAfter } from './certainly-after.js'
import { cancelWhatLostItsConsent } from './cancel-lost.js'
import type { NewEntry, Representative, ReviewEvidence } from './entry.js'
import { openFormCases, openUnassignedCase, unassignedSource } from './form-cases.js'
import { wordingFor, wordingsRead } from './wording/of-form.js'
import { formEntries } from './form-entries.js'
import {
  countUnmatched,
  forgetForm,
  recordedForm,
  storeForm,
  waitingForm,
  type FormAsRead,
  type RecordedForm,
} from './stored-form.js'
import { reviewUnknownBirthdays } from './unknown-birthday.js'

/**
 * Records a form once: entries, links and the file's hash in one transaction.
 * @throws RecallError FORM_ERASED for one that may be older than the erasure of its patient
 */
export async function recordForm(practice: OpenPractice, form: ReadableForm): Promise<RecordedForm> {
  try {
    return await recordOnce(practice, form)
  } catch (error) {
    // Another process recorded the same file in this moment; nothing of ours was kept.
    const theirs = isDuplicate(error)
      ? await recordedForm(practice, form.sha256, practice.database.knex)
      : null
    if (theirs === null) throw error
    return theirs
  }
}

function recordOnce(practice: OpenPractice, form: ReadableForm): Promise<RecordedForm> {
  return practice.database.write(async (trx) => {
    const before = await recordedForm(practice, form.sha256, trx)
    if (before !== null) return before
    await forgetForm(practice, trx, form.sha256)
    await dropReview(trx, practice, unassignedSource(form.sha256))
    const patient = await patientOf(practice, trx, form)
    const mapping = mappingOf(practice, form)
    const asRead = { reading: form, mapping, wordings: wordingsRead(practice.configuration, mapping) }
    if (patient === null) {
      const state = stateOfNobodys(form)
      await storeForm(practice, trx, state, null, { ...asRead, entries: [] })
      if (state !== 'unmatched' || (await countUnmatched(practice, trx)) <= MOST_UNMATCHED_CASES)
        await openUnassignedCase(trx, practice, form, markedByOf(mapping), practice.clock.now())
      return { ...form, recorded: 'nobody', entries: [] }
    }
    return {
      ...form,
      recorded: 'now',
      entries: await recordFor(practice, trx, patient, asRead, NOT_ASSIGNED),
    }
  })
}

/**
 * So many files that are none of the configured forms are a case each: a scan may say no. Where there are more, the
 * folder holds other documents, and the rest is only counted.
 */
const MOST_UNMATCHED_CASES = 20

function stateOfNobodys({ mapping, resembles }: ReadableForm): 'waiting' | 'lookalike' | 'unmatched' {
  if (mapping !== null) return 'waiting'
  return resembles === null ? 'unmatched' : 'lookalike'
}

/**
 * Tries again to find the patients of forms that nobody could be found for.
 * @param failed told of each that could not be recorded: it goes on waiting, with its case, and the others go on; without
 *   it the first such ends the work
 * @returns how many were found
 * @throws RecallError DATABASE_UNREACHABLE
 */
export async function recordWaitingForms(
  practice: OpenPractice,
  failed: (sha256: string, error: unknown) => void = (_sha256, error) => {
    throw error
  },
): Promise<number> {
  const waiting = await practice.database
    .knex('forms')
    .where({ practice_id: practice.configuration.id, state: 'waiting' })
    .select<{ sha256: string }[]>('sha256')
  let found = 0
  for (const { sha256 } of waiting) {
    try {
      found += await recordWaiting(practice, sha256)
    } catch (error) {
      const trouble = troubleOfOne(error)
      const isErased = trouble instanceof RecallError && trouble.code === 'FORM_ERASED'
      if (isErased) await refuseWaiting(practice, sha256)
      else failed(sha256, trouble)
    }
  }
  return found
}

function recordWaiting(practice: OpenPractice, sha256: string): Promise<0 | 1> {
  return practice.database.write(async (trx) => {
    const form = await waitingForm(practice, trx, sha256)
    const patient = form === null ? null : await patientOf(practice, trx, form.reading)
    if (form === null || patient === null) return 0
    await forgetForm(practice, trx, sha256)
    await dropReview(trx, practice, unassignedSource(sha256))
    await recordFor(practice, trx, patient, form, NOT_ASSIGNED)
    return 1
  })
}

/** It is of somebody erased since: nothing of it stays, and the file is not read again. */
function refuseWaiting(practice: OpenPractice, sha256: string): Promise<void> {
  const { database, keys, clock } = practice
  return database.write(async (trx) => {
    await forgetForm(practice, trx, sha256)
    await dropReview(trx, practice, unassignedSource(sha256))
    await suppress(trx, keys, [{ kind: 'form', sha256 }], clock.now())
  })
}

/** By patient number, else by name and birthday together; never by name alone. */
async function patientOf(
  practice: OpenPractice,
  trx: Transaction,
  form: ReadableForm,
): Promise<PatientRecord | null> {
  if (form.mapping === null) return null
  const { keys, clock } = practice
  const { hostPatientId, familyName, givenName, birthDate } = form.patient
  if (hostPatientId !== null) {
    const id = hostIdOnForm(hostPatientId)
    if (id === null) return null
    return readPatient(trx, keys, await declaringSubject(trx, keys, id, clock.now()))
  }
  if (familyName === null || givenName === null || birthDate === null) return null
  const [only, ...others] = await findByIdentity(trx, keys, { familyName, givenName, birthDate })
  return only === undefined || others.length > 0 ? null : readPatient(trx, keys, only)
}

/**
 * Only what was certainly declared after an erasure brings a person back; an older paper that comes late does not, nor does
 * it count where something else has brought the person back.
 */
async function assertNotFromBeforeErasure(
  trx: Transaction,
  { configuration, keys }: OpenPractice,
  patient: HostPatientId,
  givenAt: ReadableForm['givenAt'],
): Promise<void> {
  const erasedAt = await lastErasedAt(trx, keys, patient)
  if (erasedAt !== null && !isCertainlyAfter(givenAt, erasedAt, configuration.timeZone))
    throw new RecallError('FORM_ERASED')
}

function hostIdOnForm(text: string): HostPatientId | null {
  try {
    return toHostPatientId(text)
  } catch (error) {
    if (error instanceof RecallError) return null
    throw error
  }
}

/** How a form came to its patient. */
export interface Assignment {
  /** The decision of a named person; `null` where the form itself says whose it is. */
  decided: Omit<ReviewEvidence, 'about'> | null
  /** Entries of the same patient that the new ones put right. */
  supersedes: number[]
}

const NOT_ASSIGNED: Assignment = { decided: null, supersedes: [] }

/**
 * @returns the sequence numbers of its entries
 * @throws RecallError FORM_ERASED
 */
export async function recordFor(
  practice: OpenPractice,
  trx: Transaction,
  patient: PatientRecord,
  asRead: FormAsRead,
  assignment: Assignment,
): Promise<number[]> {
  const { configuration, keys, ledger, clock } = practice
  const { reading: form, mapping, wordings = {} } = asRead
  const now = clock.now()
  await assertNotFromBeforeErasure(trx, practice, patient.hostPatientId, form.givenAt)
  // Somebody may have taken back what this form says, and the database forgotten it (P-53).
  const mayBeOutdated = await isFromBeforeRestore(trx, practice, form.givenAt)
  const entries = formEntries({
    form,
    patient,
    markedBy: markedByOf(mapping),
    representative: representativeOf(mapping, form),
    wordingOf: (purpose) => wordingFor(mapping, configuration.wordings, configuration.language, purpose),
    wordings,
    assigned: assignment.decided,
    timeZone: configuration.timeZone,
    now,
  })
    .map((entry) => (mayBeOutdated && mayBecomeYes(entry) ? inDoubt(entry) : entry))
    .map(
      (entry): NewEntry => ({
        ...entry,
        content: { ...entry.content, supersedes: [...assignment.supersedes] },
      }),
    )
  const seqs = await ledger.append(trx, entries)
  if ('number' in form.patient.mobilePhone && entries.some((entry) => entry.type === 'granted')) {
    await linkPhone(
      trx,
      keys,
      patient.subject,
      form.patient.mobilePhone.number,
      `form ${form.sha256.slice(0, 16)}`,
      now,
    )
  }
  await openFormCases(trx, practice, form, { entries, seqs }, now)
  await holdForEarlierStops({ trx, practice, now }, patient.subject, entries)
  await cancelWhatLostItsConsent(
    practice,
    trx,
    patient.subject,
    entries.flatMap((entry) => entry.content.purposes),
    now,
  )
  await reviewUnknownBirthdays(trx, practice, [patient.subject], now)
  await storeForm(practice, trx, 'recorded', patient.subject, { ...asRead, entries: seqs })
  return seqs
}

const mappingOf = ({ configuration }: OpenPractice, form: ReadableForm): FormMapping | null =>
  configuration.forms.find((candidate) => candidate.id === form.mapping) ?? null

/** Of a form that nobody set up, a tick may be anybody's. */
export const markedByOf = (mapping: FormMapping | null): MarkedBy => mapping?.markedBy ?? 'staff'

/** Who signed in the field for those who act for a patient (P-27). */
function representativeOf(
  mapping: FormMapping | null,
  { representative }: ReadableForm,
): { role: Representative; name: string } | null {
  const role = mapping?.representative?.role
  return role === undefined || representative === null ? null : { role, name: representative }
}

/** What is held for another doubt could be granted by whoever settles that one. */
const mayBecomeYes = ({ type }: NewEntry): boolean => type === 'granted' || type === 'held'

const inDoubt = (entry: NewEntry): NewEntry => ({
  ...entry,
  type: 'held',
  content: { ...entry.content, reasons: [...entry.content.reasons, 'restored_from_backup'] },
})
