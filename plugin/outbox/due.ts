/** Which reminders are due, most urgent first. */
import type { PracticeId, ReminderId } from '../ids.js'
import type { Database, Queryable } from '../storage/database.js'
import type { Instant } from '../time.js'
import type { OutboxReason } from './reasons.js'

export interface DueReminder {
  id: ReminderId
  item_kind: 'appointment' | 'recall'
  item_id: string
}

/** @returns how many became due */
export function markDue(database: Database, practice: PracticeId, now: Instant): Promise<number> {
  return database.write((trx) =>
    trx('reminders')
      .where({ practice_id: practice, state: 'planned' })
      .andWhere('due_at', '<=', now)
      .update({ state: 'due', changed_at: now }),
  )
}

/** Appointments by their beginning, then recalls: what a limit leaves behind is what can best wait. */
export async function dueReminders(
  connection: Queryable,
  practice: PracticeId,
  now: Instant,
  limit: number,
  except: readonly ReminderId[],
): Promise<DueReminder[]> {
  return connection('reminders')
    .where({ practice_id: practice, state: 'due' })
    .andWhere('due_at', '<=', now)
    .andWhere((where) => {
      void where.whereNull('retry_at').orWhere('retry_at', '<=', now)
    })
    .whereNotIn('id', [...except])
    .orderBy([{ column: 'item_kind' }, { column: 'starts_at' }, { column: 'due_at' }, { column: 'id' }])
    .limit(limit)
    .select<DueReminder[]>('id', 'item_kind', 'item_id')
}

/** Says of everything due why it waits, where all of it waits for the same. */
export async function noteWaiting(
  database: Database,
  practice: PracticeId,
  reason: OutboxReason,
  now: Instant,
): Promise<void> {
  await database.write((trx) =>
    trx('reminders')
      .where({ practice_id: practice, state: 'due' })
      .andWhere('due_at', '<=', now)
      .andWhere((where) => {
        void where.whereNull('reason').orWhereNot({ reason })
      })
      .update({ reason, changed_at: now }),
  )
}

/** Everything that waits to be sent, also what waits for a limit or a person. */
export async function countDue(connection: Queryable, practice: PracticeId): Promise<number> {
  const rows = await connection('reminders')
    .where({ practice_id: practice, state: 'due' })
    .count<{ due: number }[]>({ due: '*' })
  return rows[0]?.due ?? 0
}
