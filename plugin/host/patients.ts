/** Patients: the host's number and our own random subject for it, and the record as the host last delivered it. */
import type { HostPatientId, SubjectId } from '../ids.js'
import { RecallError } from '../errors.js'
import { newSubjectId } from '../ids.js'
import type { PracticeKeys } from '../keys/practice-keys.js'
import { openJson } from '../keys/seal.js'
import { createSubjectKey, createSubjectKeys, subjectKeys } from '../keys/subject-keys.js'
import type { E164, PhoneReading } from '../phone.js'
import type { Queryable, Transaction } from '../storage/database.js'
import { isDuplicate } from '../storage/database-errors.js'
import type { Instant, LocalDate } from '../time.js'
import { identityKey, type Identity } from './identity.js'
import { inChunks } from './chunks.js'
import { liftSuppression } from './suppression.js'

export interface PatientRecord {
  subject: SubjectId
  hostPatientId: HostPatientId
  /** Empty while the record is not known. */
  familyName: string
  givenName: string
  birthDate: LocalDate | null
  mobilePhone: PhoneReading
  /** Whether a host ever named a number: then an empty field means that somebody took it out. */
  numberDelivered: boolean
  /** False when the host says deceased, moved, blocked or archived: nothing is sent (P-32). */
  active: boolean
  /** The host no longer has this patient. */
  gone: boolean
  /** False while only the patient number is known, from a form or an appointment. */
  known: boolean
}

/** What is sealed with the patient's key. */
export type SealedPatient = Pick<
  PatientRecord,
  'familyName' | 'givenName' | 'birthDate' | 'mobilePhone' | 'active'
>

export const patientContext = (keys: PracticeKeys, subject: SubjectId): string =>
  `patient/${keys.practice}/${subject}`

/** @returns the subject of a patient number, erased ones included, or `null` when nobody ever named that number */
export async function findSubject(
  connection: Queryable,
  keys: PracticeKeys,
  hostPatientId: HostPatientId,
): Promise<SubjectId | null> {
  const row = await connection('patients')
    .where({ practice_id: keys.practice, host_patient_id: hostPatientId })
    .first<{ subject_id: SubjectId } | undefined>('subject_id')
  return row?.subject_id ?? null
}

/** @throws RecallError PATIENT_UNKNOWN when nobody ever named that number */
export async function subjectNamed(
  connection: Queryable,
  keys: PracticeKeys,
  patient: HostPatientId,
): Promise<SubjectId> {
  const subject = await findSubject(connection, keys, patient)
  if (subject === null) throw new RecallError('PATIENT_UNKNOWN', { patient })
  return subject
}

/**
 * Finds the subject of a patient number, or makes one with its key. The unique patient number lets one of two
 * processes win; the other waits for it and takes its subject.
 */
export async function subjectOf(
  trx: Transaction,
  keys: PracticeKeys,
  hostPatientId: HostPatientId,
  now: Instant,
): Promise<SubjectId> {
  const known = await findSubject(trx, keys, hostPatientId)
  if (known !== null) return known
  const subject = newSubjectId()
  try {
    await trx('patients').insert(bareRow(keys, subject, hostPatientId, now))
  } catch (error) {
    const winner = isDuplicate(error) ? await findSubject(trx, keys, hostPatientId) : null
    if (winner === null) throw error
    return winner
  }
  await createSubjectKey(trx, keys, subject, now)
  return subject
}

/**
 * {@link subjectOf} for somebody who declares something: a form, an entry at the reception, a code. Who was erased
 * begins anew with it, as a new subject that nothing ties to the erased one, and the host's records are wanted again.
 */
export async function declaringSubject(
  trx: Transaction,
  keys: PracticeKeys,
  hostPatientId: HostPatientId,
  now: Instant,
): Promise<SubjectId> {
  await liftSuppression(trx, keys, hostPatientId, now)
  return subjectOf(trx, keys, hostPatientId, now)
}

/**
 * The subject of somebody who declares something at the desk: known, or erased and back.
 * @throws RecallError PATIENT_UNKNOWN when nobody ever named that number
 */
export async function declaringSubjectNamed(
  trx: Transaction,
  keys: PracticeKeys,
  patient: HostPatientId,
  now: Instant,
): Promise<SubjectId> {
  const known = await findSubject(trx, keys, patient)
  if (known !== null) return known
  if (!(await liftSuppression(trx, keys, patient, now))) throw new RecallError('PATIENT_UNKNOWN', { patient })
  return subjectOf(trx, keys, patient, now)
}

/** {@link subjectOf} for many at once. */
export async function subjectsOf(
  trx: Transaction,
  keys: PracticeKeys,
  hostPatientIds: readonly HostPatientId[],
  now: Instant,
): Promise<Map<HostPatientId, SubjectId>> {
  const subjects = new Map<HostPatientId, SubjectId>()
  for (const ids of inChunks([...new Set(hostPatientIds)])) {
    const rows = await trx('patients')
      .where({ practice_id: keys.practice })
      .whereIn('host_patient_id', ids)
      .select<{ subject_id: SubjectId; host_patient_id: HostPatientId }[]>('subject_id', 'host_patient_id')
    for (const row of rows) subjects.set(row.host_patient_id, row.subject_id)
    await createSubjects(
      trx,
      keys,
      ids.filter((id) => !subjects.has(id)),
      subjects,
      now,
    )
  }
  return subjects
}

async function createSubjects(
  trx: Transaction,
  keys: PracticeKeys,
  ids: readonly HostPatientId[],
  subjects: Map<HostPatientId, SubjectId>,
  now: Instant,
): Promise<void> {
  if (ids.length === 0) return
  const fresh = ids.map((id) => ({ id, subject: newSubjectId() }))
  try {
    await trx('patients').insert(fresh.map(({ id, subject }) => bareRow(keys, subject, id, now)))
  } catch (error) {
    // Another process named one of them in the meantime; the statement left nothing behind, so one by one.
    if (!isDuplicate(error)) throw error
    for (const id of ids) subjects.set(id, await subjectOf(trx, keys, id, now))
    return
  }
  await createSubjectKeys(
    trx,
    keys,
    fresh.map(({ subject }) => subject),
    now,
  )
  for (const { id, subject } of fresh) subjects.set(id, subject)
}

function bareRow(
  keys: PracticeKeys,
  subject: SubjectId,
  hostPatientId: HostPatientId,
  now: Instant,
): Record<string, unknown> {
  return {
    practice_id: keys.practice,
    subject_id: subject,
    host_patient_id: hostPatientId,
    sealed: null,
    fingerprint: null,
    identity_index: null,
    phone_index: null,
    number_delivered_at: null,
    host_id: null,
    first_seen_at: now,
    changed_at: now,
    gone_at: null,
  }
}

/** @returns `null` for a subject that is unknown or was erased */
export async function readPatient(
  connection: Queryable,
  keys: PracticeKeys,
  subject: SubjectId,
): Promise<PatientRecord | null> {
  return (await readPatients(connection, keys, [subject])).get(subject) ?? null
}

/** `null` where the record names none that can be read, or there is no record. */
export async function numberOnRecord(
  connection: Queryable,
  keys: PracticeKeys,
  subject: SubjectId,
): Promise<E164 | null> {
  const record = await readPatient(connection, keys, subject)
  return record !== null && 'number' in record.mobilePhone ? record.mobilePhone.number : null
}

/** Subjects that are unknown or were erased are absent. */
export async function readPatients(
  connection: Queryable,
  keys: PracticeKeys,
  subjects: readonly SubjectId[],
): Promise<Map<SubjectId, PatientRecord>> {
  const records = new Map<SubjectId, PatientRecord>()
  for (const chunk of inChunks([...new Set(subjects)])) {
    const opened = await subjectKeys(connection, keys, chunk)
    const rows = await connection('patients')
      .where({ practice_id: keys.practice })
      .whereIn('subject_id', chunk)
      .select<PatientRow[]>('subject_id', 'host_patient_id', 'sealed', 'number_delivered_at', 'gone_at')
    for (const row of rows) {
      const key = opened.get(row.subject_id)
      if (key !== undefined) records.set(row.subject_id, recordOf(row, key, keys))
    }
  }
  return records
}

interface PatientRow {
  subject_id: SubjectId
  host_patient_id: HostPatientId
  sealed: Buffer | null
  number_delivered_at: Instant | null
  gone_at: Instant | null
}

const NOT_KNOWN: SealedPatient = {
  familyName: '',
  givenName: '',
  birthDate: null,
  mobilePhone: { kind: 'empty' },
  active: true,
}

function recordOf(row: PatientRow, key: Buffer, keys: PracticeKeys): PatientRecord {
  const content =
    row.sealed === null
      ? NOT_KNOWN
      : openJson<SealedPatient>(key, row.sealed, patientContext(keys, row.subject_id))
  return {
    subject: row.subject_id,
    hostPatientId: row.host_patient_id,
    ...content,
    numberDelivered: row.number_delivered_at !== null,
    gone: row.gone_at !== null,
    known: row.sealed !== null,
  }
}

/** Everybody with this name and birthday whom the host still has. More than one: nobody can say who is meant. */
export async function findByIdentity(
  connection: Queryable,
  keys: PracticeKeys,
  identity: Identity,
): Promise<SubjectId[]> {
  const key = identityKey(identity)
  if (key === null) return []
  const rows = await connection('patients')
    .join('subject_keys', (on) =>
      on
        .on('subject_keys.practice_id', 'patients.practice_id')
        .andOn('subject_keys.subject_id', 'patients.subject_id'),
    )
    .where({ 'patients.practice_id': keys.practice, identity_index: keys.index('identity', key) })
    .whereNull('patients.gone_at')
    .whereNotNull('subject_keys.wrapped')
    .orderBy('patients.subject_id')
    .select<{ subject_id: SubjectId }[]>('patients.subject_id')
  return rows.map((row) => row.subject_id)
}
