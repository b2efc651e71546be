/** What every part of working on a webhook has at hand: one transaction, one practice, one moment. */
import { recordEvent, type NewHostEvent } from '../host/events.js'
import type { HostPatientId, SubjectId } from '../ids.js'
import { subjectKeys } from '../keys/subject-keys.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'

export interface Scene {
  trx: Transaction
  practice: OpenPractice
  now: Instant
}

export const tell = (scene: Scene, event: NewHostEvent): Promise<void> =>
  recordEvent(scene.trx, scene.practice.configuration.id, event, scene.now)

/** The host's numbers of these patients, ordered; by these alone are patients named in events. */
export async function hostIdsOf(scene: Scene, subjects: readonly SubjectId[]): Promise<HostPatientId[]> {
  if (subjects.length === 0) return []
  const rows = await scene
    .trx('patients')
    .where({ practice_id: scene.practice.configuration.id })
    .whereIn('subject_id', subjects)
    .orderBy('host_patient_id')
    .select<{ host_patient_id: HostPatientId }[]>('host_patient_id')
  return rows.map((row) => row.host_patient_id)
}

export async function hostIdOf(scene: Scene, subject: SubjectId | null): Promise<HostPatientId | null> {
  return subject === null ? null : ((await hostIdsOf(scene, [subject]))[0] ?? null)
}

/** Ordered, each once, without those who were erased. */
export async function living(scene: Scene, subjects: readonly SubjectId[]): Promise<SubjectId[]> {
  const distinct = [...new Set(subjects)].sort()
  const keys = await subjectKeys(scene.trx, scene.practice.keys, distinct)
  return distinct.filter((subject) => keys.has(subject))
}
