/** What a database keeps of deleted rows, and how far that can be emptied. */
import type { Knex } from 'knex'
import type { Database } from './database.js'
import { databaseTrouble, isRepeatable } from './database-errors.js'

/** Where deleted rows may last for a while, outside the tables. */
export type Leftover =
  /** SQLite: another process is reading, so the write-ahead log could not be emptied. */
  | 'write_ahead_log'
  /** MariaDB: overwritten in a circle as others write. */
  | 'redo_log'
  /** MariaDB: until the purge thread has passed. */
  | 'undo_log'
  /** MariaDB: until `binlog_expire_logs_seconds` is over. */
  | 'binary_log'
  /** MariaDB without `innodb_immediate_scrub_data_uncompressed`: freed space in the pages of the tables. */
  | 'unscrubbed_pages'

const EMPTYING_PATIENCE_MILLIS = 5_000

/**
 * After a commit that deleted what must not be found again. SQLite: pages are rewritten without what moves of rows left
 * behind in them, and the write-ahead log is emptied. What a server keeps is not in our hands; it is named.
 */
export async function leaveNoTrace({ dialect, knex: connection }: Database): Promise<Leftover[]> {
  if (dialect === 'mysql') return serverKeeps(connection)
  const patience = Date.now() + EMPTYING_PATIENCE_MILLIS
  for (;;) {
    try {
      await connection.raw('VACUUM')
      const rows: { busy: number }[] = await connection.raw('PRAGMA wal_checkpoint(TRUNCATE)')
      if (rows[0]?.busy === 0) return []
    } catch (error) {
      if (!isRepeatable(error)) throw databaseTrouble(error)
    }
    if (Date.now() > patience) return ['write_ahead_log']
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function serverKeeps(connection: Knex): Promise<Leftover[]> {
  const [rows] = (await connection.raw(
    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('innodb_immediate_scrub_data_uncompressed', 'log_bin')",
  )) as [{ Variable_name: string; Value: string }[]]
  const isOn = (name: string): boolean => rows.some((row) => row.Variable_name === name && row.Value === 'ON')
  return [
    'redo_log',
    'undo_log',
    ...(isOn('log_bin') ? (['binary_log'] as const) : []),
    ...(isOn('innodb_immediate_scrub_data_uncompressed') ? [] : (['unscrubbed_pages'] as const)),
  ]
}
