/** A backup, as a dump makes it: every row of every table, put into a new, empty database. */
import { openDatabase, type Database } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { tablesOf } from './scan.js'

export type Backup = Map<string, Record<string, unknown>[]>

/** Not the schema's own bookkeeping, which a new database has already. */
const BOOKKEEPING = /^(sqlite_|migrations$|schema_migrations$|knex_)/

export async function backUp(database: Database): Promise<Backup> {
  const backup: Backup = new Map()
  for (const table of await tablesOf(database))
    if (!BOOKKEEPING.test(table))
      backup.set(table, await database.knex(table).select<Record<string, unknown>[]>())
  return backup
}

/** @param url of an empty database */
export async function restore(backup: Backup, url: string): Promise<Database> {
  const database = openDatabase(url)
  await migrate(database)
  await database.write(async (trx) => {
    for (const [table, rows] of backup)
      for (let start = 0; start < rows.length; start += 100) {
        const some = rows.slice(start, start + 100)
        await trx(table).insert(some).onConflict().ignore()
      }
  })
  return database
}
