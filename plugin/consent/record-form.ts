/** Brings what a form says into the ledger: whose form it is, what may be believed of it, which entries that makes. */
import { createHash } from 'node:crypto'
import { readPatient, subjectOf, findByIdentity, type PatientRecord } from '../host/patients.js'
import { linkPhone } from '../host/links.js'
import type { FormMapping, Wording } from '../configuration/configuration.js'
import type { ReadableForm } from '../form/form-report.js'
import { toHostPatientId, type HostPatientId, type SubjectId } from '../ids.js'
import { openJson, sealJson } from '../keys/seal.js'
import { subjectKey } from '../keys/subject-keys.js'
import { cancelWaiting } from '../outbox/cancel.js'
import type { OpenPractice } from '../practice.js'
import { isDuplicate, type Queryable, type Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { RecallError } from '../errors.js'
import { formEntries } from './form-entries.js'
import { consentFor } from './gate.js'

export type RecordedForm = ReadableForm & {
  /** `before`: this very file had been recorded already; `nobody`: it is kept until its patient is known. */
  recorded: 'now' | 'before' | 'nobody'
  /** Sequence numbers of its ledger entries. */
  entries: number[]
}

interface StoredForm {
  reading: ReadableForm
  entries: number[]
}

const contextOf = (practice: OpenPractice, sha256: string): string =>
  `form/${practice.configuration.id}/${sha256}`

interface FormRow {
  state: 'recorded' | 'waiting' | 'unmatched'
  subject_id: SubjectId | null
  mappings_sha256: string
  sealed: Buffer
}

/** Which forms were configured when a file was read. */
const mappingsDigest = ({ configuration }: OpenPractice): string =>
  createHash('sha256').update(JSON.stringify(configuration.forms)).digest('hex')

/**
 * What was made of this file when it was recorded, or `null` if it never was. Needs no reading of the file. A file that
 * was none of the configured forms counts as never recorded once these have changed.
 */
export async function recordedForm(
  practice: OpenPractice,
  sha256: string,
  connection: Queryable,
): Promise<RecordedForm | null> {
  const row = await connection('forms')
    .where({ practice_id: practice.configuration.id, sha256 })
    .first<FormRow | undefined>('state', 'subject_id', 'mappings_sha256', 'sealed')
  if (row === undefined) return null
  if (row.state === 'unmatched' && row.mappings_sha256 !== mappingsDigest(practice)) return null
  const key =
    row.subject_id === null ? practice.keys.box : await subjectKey(connection, practice.keys, row.subject_id)
  const stored = openJson<StoredForm>(key, row.sealed, contextOf(practice, sha256))
  return {
    ...stored.reading,
    recorded: row.state === 'recorded' ? 'before' : 'nobody',
    entries: stored.entries,
  }
}

/** Records a form once: entries, links and the file's hash in one transaction. */
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
    const patient = await patientOf(practice, trx, form)
    if (patient === null) {
      await storeForm(practice, trx, form.mapping === null ? 'unmatched' : 'waiting', null, form, [])
      return { ...form, recorded: 'nobody', entries: [] }
    }
    return { ...form, recorded: 'now', entries: await recordFor(practice, trx, patient, form) }
  })
}

/** Tries again to find the patients of forms that nobody could be found for. @returns how many were found */
export async function recordWaitingForms(practice: OpenPractice): Promise<number> {
  const waiting = await practice.database
    .knex('forms')
    .where({ practice_id: practice.configuration.id, state: 'waiting' })
    .select<{ sha256: string }[]>('sha256')
  let found = 0
  for (const { sha256 } of waiting) {
    found += await practice.database.write(async (trx) => {
      const form = await recordedForm(practice, sha256, trx)
      if (form?.recorded !== 'nobody') return 0
      const { recorded, entries, ...reading } = form
      const patient = await patientOf(practice, trx, reading)
      if (patient === null) return 0
      await forgetForm(practice, trx, sha256)
      await recordFor(practice, trx, patient, reading)
      return 1
    })
  }
  return found
}

async function forgetForm(practice: OpenPractice, trx: Transaction, sha256: string): Promise<void> {
  await trx('forms').where({ practice_id: practice.configuration.id, sha256 }).delete()
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
    return id === null ? null : readPatient(trx, keys, await subjectOf(trx, keys, id, clock.now()))
  }
  if (familyName === null || givenName === null || birthDate === null) return null
  const [only, ...others] = await findByIdentity(trx, keys, { familyName, givenName, birthDate })
  return only === undefined || others.length > 0 ? null : readPatient(trx, keys, only)
}

function hostIdOnForm(text: string): HostPatientId | null {
  try {
    return toHostPatientId(text)
  } catch (error) {
    if (error instanceof RecallError) return null
    throw error
  }
}

async function recordFor(
  practice: OpenPractice,
  trx: Transaction,
  patient: PatientRecord,
  form: ReadableForm,
): Promise<number[]> {
  const { configuration, keys, ledger, clock } = practice
  const now = clock.now()
  const mapping = configuration.forms.find((candidate) => candidate.id === form.mapping)
  const entries = formEntries({
    form,
    patient,
    markedBy: mapping?.markedBy ?? 'staff',
    wordingOf: (purpose) => wordingFor(mapping, configuration.wordings, configuration.language, purpose),
    now,
  })
  const seqs = await ledger.append(trx, entries)
  if (form.patient.mobilePhone.kind === 'mobile' && entries.some((entry) => entry.type === 'granted')) {
    await linkPhone(
      trx,
      keys,
      patient.subject,
      form.patient.mobilePhone.number,
      `form ${form.sha256.slice(0, 16)}`,
      now,
    )
  }
  await cancelWhatLostItsConsent(
    practice,
    trx,
    patient.subject,
    entries.flatMap((entry) => entry.content.purposes),
    now,
  )
  await storeForm(practice, trx, 'recorded', patient.subject, form, seqs)
  return seqs
}

function wordingFor(
  mapping: FormMapping | undefined,
  wordings: readonly Wording[],
  language: string,
  purpose: string,
): Wording | null {
  const id = mapping?.consents.find((consent) =>
    consent.purposes.some((candidate) => candidate === purpose),
  )?.wording
  const candidates = wordings.filter((wording) => wording.id === id)
  return candidates.find((wording) => wording.language === language) ?? candidates[0] ?? null
}

/** A withdrawal or doubt takes effect in the transaction that records it (P-17). */
async function cancelWhatLostItsConsent(
  practice: OpenPractice,
  trx: Transaction,
  subject: SubjectId,
  purposes: readonly ('reminder' | 'recall' | 'conversation')[],
  now: Instant,
): Promise<void> {
  for (const purpose of new Set(purposes)) {
    const consent = await consentFor(trx, practice, subject, purpose, now)
    if (consent.status !== 'active') {
      await cancelWaiting(
        trx,
        practice.configuration.id,
        subject,
        [purpose],
        `consent_${consent.status}`,
        now,
      )
    }
  }
}

async function storeForm(
  practice: OpenPractice,
  trx: Transaction,
  state: FormRow['state'],
  subject: SubjectId | null,
  reading: ReadableForm,
  entries: number[],
): Promise<void> {
  const stored: StoredForm = { reading, entries }
  const key = subject === null ? practice.keys.box : await subjectKey(trx, practice.keys, subject)
  await trx('forms').insert({
    practice_id: practice.configuration.id,
    sha256: reading.sha256,
    recorded_at: practice.clock.now(),
    state,
    subject_id: subject,
    mappings_sha256: mappingsDigest(practice),
    sealed: sealJson(key, stored, contextOf(practice, reading.sha256)),
  })
}
