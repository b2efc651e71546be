/** Recalls as they were last heard of: invitations for patients who have no appointment yet. */
import type { PracticeId, RecallId, SubjectId } from '../ids.js'
import type { Queryable } from '../storage/database.js'
import type { Instant, LocalDate } from '../time.js'

export interface StoredRecall {
  recallId: RecallId
  subject: SubjectId
  dueOn: LocalDate
  firstSeenAt: Instant
  /** The host no longer has it. */
  gone: boolean
}

interface RecallRow {
  recall_id: RecallId
  subject_id: SubjectId
  due_on: LocalDate
  first_seen_at: Instant
  gone_at: Instant | null
}

const COLUMNS = ['recall_id', 'subject_id', 'due_on', 'first_seen_at', 'gone_at'] as const

const fromRow = (row: RecallRow): StoredRecall => ({
  recallId: row.recall_id,
  subject: row.subject_id,
  dueOn: row.due_on,
  firstSeenAt: row.first_seen_at,
  gone: row.gone_at !== null,
})

/** Those the host still has that fall due before a day, by day and id. */
export async function openRecalls(
  connection: Queryable,
  practice: PracticeId,
  dueBefore: LocalDate,
): Promise<StoredRecall[]> {
  const rows = await connection('recalls')
    .where({ practice_id: practice })
    .whereNull('gone_at')
    .andWhere('due_on', '<', dueBefore)
    .orderBy([{ column: 'due_on' }, { column: 'recall_id' }])
    .select<RecallRow[]>(...COLUMNS)
  return rows.map(fromRow)
}

export async function readRecall(
  connection: Queryable,
  practice: PracticeId,
  id: RecallId,
): Promise<StoredRecall | null> {
  const row = await connection('recalls')
    .where({ practice_id: practice, recall_id: id })
    .first<RecallRow | undefined>(...COLUMNS)
  return row === undefined ? null : fromRow(row)
}
