/** How far each host has been read. Whoever stores a reading holds the cursor, so that two processes take turns. */
import type { PracticeId } from '../ids.js'
import type { Queryable, Transaction } from '../storage/database.js'
import { isDuplicate } from '../storage/database-errors.js'
import type { Instant } from '../time.js'

/** What stands in the row of a host that was never read to the end. */
const NEVER = ''

/** @returns `null` until the first reading was stored */
export async function readCursor(
  connection: Queryable,
  practice: PracticeId,
  host: string,
): Promise<string | null> {
  const row = await connection('host_cursors')
    .where({ practice_id: practice, host_id: host })
    .first<{ cursor_text: string } | undefined>('cursor_text')
  return row === undefined || row.cursor_text === NEVER ? null : row.cursor_text
}

/**
 * Holds the cursor for the rest of the transaction.
 * @param expected where the reading began
 * @returns false when another process has stored a reading since
 */
export async function holdCursor(
  trx: Transaction,
  practice: PracticeId,
  host: string,
  expected: string | null,
  now: Instant,
): Promise<boolean> {
  const row = await trx('host_cursors')
    .where({ practice_id: practice, host_id: host })
    .forUpdate()
    .first<{ cursor_text: string } | undefined>('cursor_text')
  if (row !== undefined) return row.cursor_text === (expected ?? NEVER)
  if (expected !== null) return false
  try {
    await trx('host_cursors').insert({
      practice_id: practice,
      host_id: host,
      cursor_text: NEVER,
      read_at: now,
    })
    return true
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return false
  }
}

export async function moveCursor(
  trx: Transaction,
  practice: PracticeId,
  host: string,
  cursor: string,
  now: Instant,
): Promise<void> {
  await trx('host_cursors')
    .where({ practice_id: practice, host_id: host })
    .update({ cursor_text: cursor, read_at: now })
}
