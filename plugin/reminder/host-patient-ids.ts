/** The host's patient numbers of subjects, for those who read the journal. */
import { inChunks } from '../host/chunks.js'
import type { HostPatientId, SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'

/** Subjects whose record is gone are absent. */
export async function hostPatientIds(
  { database, keys }: OpenPractice,
  subjects: readonly SubjectId[],
): Promise<Map<SubjectId, HostPatientId>> {
  const found = new Map<SubjectId, HostPatientId>()
  for (const some of inChunks([...new Set(subjects)])) {
    const rows = await database
      .knex('patients')
      .where({ practice_id: keys.practice })
      .whereIn('subject_id', some)
      .select<{ subject_id: SubjectId; host_patient_id: HostPatientId }[]>('subject_id', 'host_patient_id')
    for (const row of rows) found.set(row.subject_id, row.host_patient_id)
  }
  return found
}
