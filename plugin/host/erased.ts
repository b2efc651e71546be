/** Nothing is stored about a person who was erased, however often a host delivers them. */
import type { SubjectId } from '../ids.js'
import type { PracticeKeys } from '../keys/practice-keys.js'
import type { Queryable } from '../storage/database.js'

/** @param items at most as many as one statement may bind */
export async function withoutErased<T extends { subject: SubjectId }>(
  connection: Queryable,
  keys: PracticeKeys,
  items: readonly T[],
): Promise<T[]> {
  if (items.length === 0) return []
  const rows = await connection('subject_keys')
    .where({ practice_id: keys.practice })
    .whereIn(
      'subject_id',
      items.map((item) => item.subject),
    )
    .whereNotNull('wrapped')
    .select<{ subject_id: SubjectId }[]>('subject_id')
  const living = new Set(rows.map((row) => row.subject_id))
  return items.filter((item) => living.has(item.subject))
}
