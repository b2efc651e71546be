/**
 * Whether processes work with this practice now. Nearly all keys change while they do; the one of look-ups does not,
 * because a process that still knew only the older one would find nobody.
 */
import { RecallError } from '../errors.js'
import type { PracticeId } from '../ids.js'
import { holdRows, type Database, type Transaction } from '../storage/database.js'
import { addMillis, type Clock, type Instant } from '../time.js'

/** Row of `account_facts`. */
const RUNNING = 'running'
const NEVER = '1970-01-01T00:00:00.000Z'
/** Processes show themselves every minute. */
const SILENT_MILLIS = 3 * 60_000

/** Before keys are read, then every minute. Waits while the key of look-ups is being changed. */
export async function announce(database: Database, practice: PracticeId, clock: Clock): Promise<void> {
  await database.write((trx) =>
    trx('account_facts')
      .insert({ practice_id: practice, name: RUNNING, value: '', changed_at: clock.now() })
      .onConflict(['practice_id', 'name'])
      .merge(['changed_at']),
  )
}

/**
 * From here to the end of the transaction nobody begins to work.
 * @throws RecallError INSTANCES_RUNNING
 */
export async function assertNobodyWorks(
  database: Database,
  trx: Transaction,
  practice: PracticeId,
  now: Instant,
): Promise<void> {
  const row = { practice_id: practice, name: RUNNING }
  await trx('account_facts')
    .insert({ ...row, value: '', changed_at: NEVER })
    .onConflict(['practice_id', 'name'])
    .ignore()
  const seen = await holdRows(database, trx('account_facts').where(row)).first<
    { changed_at: Instant } | undefined
  >('changed_at')
  if (seen !== undefined && seen.changed_at > addMillis(now, -SILENT_MILLIS))
    throw new RecallError('INSTANCES_RUNNING')
}
