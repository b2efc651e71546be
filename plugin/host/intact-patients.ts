/** The records of many people, of which some may be damaged. */
import { RecallError } from '../errors.js'
import { readPatients, type PatientRecord } from './patients.js'
import type { SubjectId } from '../ids.js'
import type { PracticeKeys } from '../keys/practice-keys.js'
import type { Queryable } from '../storage/database.js'

/**
 * Reads what can be opened. One that cannot is found by halves, so that a sound practice costs a single reading.
 * @param damaged receives those whose record does not open
 */
export async function intactPatients(
  connection: Queryable,
  keys: PracticeKeys,
  subjects: readonly SubjectId[],
  damaged: Set<SubjectId>,
): Promise<Map<SubjectId, PatientRecord>> {
  try {
    return await readPatients(connection, keys, subjects)
  } catch (error) {
    if (!(error instanceof RecallError) || error.code !== 'SEALED_BROKEN') throw error
    const [only, ...others] = subjects
    if (only === undefined) throw error
    if (others.length === 0) {
      damaged.add(only)
      return new Map()
    }
    const middle = Math.ceil(subjects.length / 2)
    const halves = [subjects.slice(0, middle), subjects.slice(middle)]
    const records = new Map<SubjectId, PatientRecord>()
    for (const half of halves)
      for (const [subject, record] of await intactPatients(connection, keys, half, damaged))
        records.set(subject, record)
    return records
  }
}
