/** Brings the schema up to date, from the list in `migrations/index.ts`. */
import { migrations } from '../../migrations/index.js'
import { RecallError } from '../errors.js'
import type { Database, Queryable } from './database.js'
import { databaseTrouble } from './database-errors.js'
import { createTable, whileMigrating } from './schema.js'

const TABLE = 'schema_migrations'

async function pendingMigrations(connection: Queryable): Promise<typeof migrations> {
  if (!(await connection.schema.hasTable(TABLE))) return migrations
  const rows = await connection(TABLE).select<{ name: string }[]>('name')
  const applied = new Set(rows.map((row) => row.name))
  return migrations.filter((migration) => !applied.has(migration.name))
}

/**
 * Applies what is missing. Safe to be killed and to be run by several processes at once.
 * @returns the names of the migrations that were applied now
 * @throws RecallError DATABASE_UNREACHABLE
 */
export async function migrate(database: Database): Promise<string[]> {
  try {
    if ((await pendingMigrations(database.knex)).length === 0) return []
    return await whileMigrating(database, async (connection) => {
      await createTable(connection, database.dialect, TABLE, (table) => {
        table.string('name', 80).primary()
        table.string('applied_at', 24).notNullable()
      })
      const pending = await pendingMigrations(connection)
      for (const migration of pending) {
        await migration.up(connection, database.dialect)
        await connection(TABLE).insert({ name: migration.name, applied_at: new Date().toISOString() })
      }
      return pending.map((migration) => migration.name)
    })
  } catch (error) {
    throw databaseTrouble(error)
  }
}

/** @throws RecallError DATABASE_NOT_MIGRATED, DATABASE_UNREACHABLE */
export async function assertMigrated(database: Database): Promise<void> {
  let pending: number
  try {
    pending = (await pendingMigrations(database.knex)).length
  } catch (error) {
    throw databaseTrouble(error)
  }
  if (pending > 0) throw new RecallError('DATABASE_NOT_MIGRATED', { pending })
}
