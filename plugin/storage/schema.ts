/** What migrations are made of: columns, tables and guards that mean the same on both databases. */
import type { Knex } from 'knex'
import { RecallError } from '../errors.js'
import type { Database, Dialect } from './database.js'

/** Bytes of any length up to 16 MiB. */
export function bytesColumn(
  table: Knex.CreateTableBuilder,
  name: string,
  dialect: Dialect,
): Knex.ColumnBuilder {
  return table.specificType(name, dialect === 'mysql' ? 'mediumblob' : 'blob')
}

/** Makes a table insert-only by trigger: code with an error, or a person at the console, cannot change evidence. */
export async function forbid(
  connection: Knex,
  dialect: Dialect,
  table: string,
  what: 'update' | 'delete',
): Promise<void> {
  const name = `${table}_no_${what}`
  const message = `${table} is insert-only`
  await connection.raw(
    dialect === 'sqlite'
      ? `CREATE TRIGGER IF NOT EXISTS ${name} BEFORE ${what} ON ${table} BEGIN SELECT RAISE(ABORT, '${message}'); END`
      : `CREATE TRIGGER IF NOT EXISTS ${name} BEFORE ${what} ON ${table} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'`,
  )
}

/** Lets a row be deleted only if a row of another table names it. */
export async function forbidDeleteUnless(
  connection: Knex,
  dialect: Dialect,
  table: string,
  namedIn: string,
  columns: readonly string[],
): Promise<void> {
  const name = `${table}_no_delete`
  const message = `${table}: only what ${namedIn} names may be deleted`
  const same = columns.map((column) => `${namedIn}.${column} = OLD.${column}`).join(' AND ')
  const isNamed = `EXISTS (SELECT 1 FROM ${namedIn} WHERE ${same})`
  await connection.raw(
    dialect === 'sqlite'
      ? `CREATE TRIGGER IF NOT EXISTS ${name} BEFORE DELETE ON ${table} WHEN NOT ${isNamed} BEGIN SELECT RAISE(ABORT, '${message}'); END`
      : `CREATE TRIGGER IF NOT EXISTS ${name} BEFORE DELETE ON ${table} FOR EACH ROW IF NOT ${isNamed} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'; END IF`,
  )
}

/**
 * Creates a table unless it is there: MariaDB commits each change of the schema at once, so a migration that was
 * killed half-way is simply run again. Comparison is by code point on both databases.
 */
export async function createTable(
  connection: Knex,
  dialect: Dialect,
  name: string,
  columns: (table: Knex.CreateTableBuilder) => void,
): Promise<void> {
  if (await connection.schema.hasTable(name)) return
  await connection.schema.createTable(name, (table) => {
    if (dialect === 'mysql') {
      table.engine('InnoDB')
      table.charset('utf8mb4')
      table.collate('utf8mb4_bin')
    }
    columns(table)
  })
}

/**
 * Runs `work` while no other process changes the schema. The lock goes with the process that holds it, so a killed
 * one blocks nobody: SQLite's is the transaction itself, MariaDB's belongs to the connection.
 */
export async function whileMigrating<T>(
  database: Database,
  work: (connection: Knex) => Promise<T>,
): Promise<T> {
  if (database.dialect === 'sqlite') return database.write(work)
  return database.knex.transaction(async (trx) => {
    const [rows] = (await trx.raw("SELECT GET_LOCK('anamnese-recall-migrate', 60) AS granted")) as [
      { granted: number | null }[],
    ]
    if (rows[0]?.granted !== 1)
      throw new RecallError('DATABASE_UNREACHABLE', { reason: 'another migration is running' })
    try {
      return await work(trx)
    } finally {
      await trx.raw("SELECT RELEASE_LOCK('anamnese-recall-migrate')")
    }
  })
}
