/** SQLite through knex: one file, one writer, one connection. */
import { dirname } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import knex, { type Knex } from 'knex'
import BetterSqliteClient from 'knex/lib/dialects/better-sqlite3/index.js'
import SqliteTransaction from 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js'
import { makeFolder } from '../files/folder.js'
import { SILENT } from './silent.js'

/**
 * SQLite's plain BEGIN takes the write lock only at the first write; two processes that both read first then fail
 * with SQLITE_BUSY at once, whatever the busy timeout. BEGIN IMMEDIATE waits its turn instead.
 */
class ImmediateTransaction extends SqliteTransaction {
  override begin(connection: unknown): Promise<unknown> {
    return this.query(connection, 'BEGIN IMMEDIATE;')
  }
}

class ImmediateSqliteClient extends BetterSqliteClient {
  override transaction(...args: unknown[]): unknown {
    return new ImmediateTransaction(this, ...args)
  }
}

/**
 * better-sqlite3 waits for a lock synchronously, the whole process with it. So it waits briefly, and whoever writes waits
 * on, letting other work proceed, which may be the very work that holds the lock.
 */
const BUSY_TIMEOUT_MILLIS = 250

/** @param path of the file, or `:memory:` */
export function openSqlite(path: string): Knex {
  if (path !== ':memory:') makeFolder(dirname(path))
  return knex({
    client: ImmediateSqliteClient as unknown as typeof Knex.Client,
    connection: { filename: path },
    useNullAsDefault: true,
    log: SILENT,
    pool: {
      min: 1,
      max: 1,
      // better-sqlite3 works synchronously: the one connection is never idle while a query runs.
      afterCreate: (
        connection: BetterSqlite.Database,
        done: (error: Error | null, connection: unknown) => void,
      ) => {
        connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MILLIS}`)
        connection.pragma('journal_mode = WAL')
        connection.pragma('synchronous = FULL')
        connection.pragma('foreign_keys = ON')
        // What is deleted is overwritten, so that an erasure leaves no bytes behind.
        connection.pragma('secure_delete = ON')
        done(null, connection)
      },
    },
  })
}
