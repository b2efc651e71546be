/** Whose data a patient number stands for, when they are to be handed out or proven: present, kept as proof only, or erased. */
import { RecallError } from '../errors.js'
import { findSubject } from '../host/patients.js'
import { suppressedSince } from '../host/suppression.js'
import type { HostPatientId, SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { localDateOf, type Instant } from '../time.js'

export type Whose =
  | { kind: 'present'; subject: SubjectId }
  /** Erased but for the proof of the consents (Art. 17(3)(b), (e)). */
  | { kind: 'proof_kept'; subject: SubjectId; erasedAt: Instant }

/** @throws RecallError PATIENT_ERASED, PATIENT_UNKNOWN */
export async function whoIs(practice: OpenPractice, patient: HostPatientId): Promise<Whose> {
  const { database, keys, configuration } = practice
  const present = await findSubject(database.knex, keys, patient)
  if (present !== null) return { kind: 'present', subject: present }
  const kept = await database
    .knex('kept_proofs')
    .where({ practice_id: keys.practice, patient_index: keys.index('patient', patient) })
    .orderBy('erased_at', 'desc')
    .first<{ subject_id: SubjectId; erased_at: Instant } | undefined>('subject_id', 'erased_at')
  if (kept !== undefined) return { kind: 'proof_kept', subject: kept.subject_id, erasedAt: kept.erased_at }
  const erased = await erasedAt(practice, patient)
  if (erased === null) throw new RecallError('PATIENT_UNKNOWN', { patient })
  throw new RecallError('PATIENT_ERASED', { patient, on: localDateOf(erased, configuration.timeZone) })
}

/** For whom everything must be there. @throws RecallError PATIENT_ERASED, PATIENT_UNKNOWN */
export async function whoIsPresent(practice: OpenPractice, patient: HostPatientId): Promise<SubjectId> {
  const who = await whoIs(practice, patient)
  if (who.kind === 'present') return who.subject
  const on = localDateOf(who.erasedAt, practice.configuration.timeZone)
  throw new RecallError('PATIENT_ERASED', { patient, on })
}

async function erasedAt({ database, keys }: OpenPractice, patient: HostPatientId): Promise<Instant | null> {
  return (
    (await suppressedSince(database.knex, keys, { kind: 'patient', patient })) ??
    (await suppressedSince(database.knex, keys, { kind: 'retired', patient }))
  )
}
