/** The key of each patient. Everything stored about a person is sealed with it; destroying it is forgetting the person. */
import { RecallError } from '../errors.js'
import type { PracticeId, SubjectId } from '../ids.js'
import type { Queryable } from '../storage/database.js'
import type { Instant } from '../time.js'
import type { PracticeKeys } from './practice-keys.js'
import { newKey } from './seal.js'

/** What the key of a subject is bound to when it is wrapped. */
export const subjectKeyContext = (practice: PracticeId, subject: SubjectId): string =>
  `${practice}/subject/${subject}`

/** Makes the key of a new subject, inside the transaction that makes the subject. */
export const createSubjectKey = (
  connection: Queryable,
  keys: PracticeKeys,
  subject: SubjectId,
  now: Instant,
): Promise<void> => createSubjectKeys(connection, keys, [subject], now)

export async function createSubjectKeys(
  connection: Queryable,
  keys: PracticeKeys,
  subjects: readonly SubjectId[],
  now: Instant,
): Promise<void> {
  const rows = subjects.map((subject) => {
    const key = newKey()
    const wrapped = keys.provider.wrap(key, subjectKeyContext(keys.practice, subject))
    key.fill(0)
    return { practice_id: keys.practice, subject_id: subject, wrapped, created_at: now, destroyed_at: null }
  })
  for (let start = 0; start < rows.length; start += 500)
    await connection('subject_keys').insert(rows.slice(start, start + 500))
}

/** @throws RecallError KEY_DESTROYED, MASTER_KEY_WRONG, PATIENT_UNKNOWN */
export async function subjectKey(
  connection: Queryable,
  keys: PracticeKeys,
  subject: SubjectId,
): Promise<Buffer> {
  const found = (await subjectKeys(connection, keys, [subject])).get(subject)
  if (found === undefined) throw new RecallError('KEY_DESTROYED')
  return found
}

/** The keys of several subjects at once; subjects whose key was destroyed are absent. */
export async function subjectKeys(
  connection: Queryable,
  keys: PracticeKeys,
  subjects: readonly SubjectId[],
): Promise<Map<SubjectId, Buffer>> {
  const found = new Map<SubjectId, Buffer>()
  for (let start = 0; start < subjects.length; start += 500) {
    const rows = await connection('subject_keys')
      .where({ practice_id: keys.practice })
      .whereIn('subject_id', subjects.slice(start, start + 500))
      .select<{ subject_id: SubjectId; wrapped: Buffer | null }[]>('subject_id', 'wrapped')
    for (const row of rows) {
      if (row.wrapped !== null)
        found.set(
          row.subject_id,
          keys.provider.unwrap(row.wrapped, subjectKeyContext(keys.practice, row.subject_id)),
        )
    }
  }
  return found
}
