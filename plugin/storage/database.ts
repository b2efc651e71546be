/**
 * Opens the database. One schema, the same queries on SQLite and on MariaDB/MySQL: what is not the same stands in this
 * folder; only verification packs whole pages in the words of each.
 */
import type { Knex } from 'knex'
import { RecallError } from '../errors.js'
import { databaseErrorCode, databaseTrouble, isRepeatable } from './database-errors.js'
import { openMysql } from './mysql.js'
import { openSqlite } from './sqlite.js'

export type Dialect = 'sqlite' | 'mysql'
/** Inside or outside a transaction: anything a query can start from. */
export type Queryable = Knex
export type Transaction = Knex.Transaction

export interface Database {
  readonly dialect: Dialect
  /** What it was opened with, for opening it once more; holds a password. */
  readonly url: string
  readonly knex: Knex
  /**
   * The way to change anything. Runs `work` in one transaction that holds the right to write from its start, and repeats it whole when the
   * database asks for that (deadlock, lock wait): `work` must therefore have no effects but its queries.
   */
  write<T>(work: (trx: Transaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const WRITE_PATIENCE_MILLIS = 20_000

/**
 * @param url `sqlite:<path>` or `mysql://user:password@host:port/name`
 * @throws RecallError DATABASE_URL_INVALID, DATABASE_CA_MISSING, DATABASE_UNREACHABLE
 */
export function openDatabase(url: string): Database {
  let dialect: Dialect
  let connection: Knex
  try {
    if (url.startsWith('sqlite:')) {
      dialect = 'sqlite'
      connection = openSqlite(url.slice('sqlite:'.length))
    } else if (/^(mysql|mariadb):\/\//.test(url)) {
      dialect = 'mysql'
      connection = openMysql(url)
    } else {
      throw new RecallError('DATABASE_URL_INVALID')
    }
  } catch (error) {
    // Whatever the file system says against it, the database cannot be had there.
    if (error instanceof Error && 'syscall' in error)
      throw new RecallError('DATABASE_UNREACHABLE', { reason: databaseErrorCode(error) }, { cause: error })
    throw databaseTrouble(error instanceof TypeError ? new RecallError('DATABASE_URL_INVALID') : error)
  }
  return {
    dialect,
    url,
    knex: connection,
    async write(work) {
      const patience = Date.now() + WRITE_PATIENCE_MILLIS
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await connection.transaction(work)
        } catch (error) {
          if (Date.now() > patience || !isRepeatable(error)) throw databaseTrouble(error)
          await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(20 * attempt, 200)))
        }
      }
    },
    close: () => connection.destroy(),
  }
}

/**
 * Takes the rows of a query for this transaction and passes over those that another one holds. SQLite has a single
 * writer, so there nothing needs to be passed over.
 */
export function takeRows<Q extends Knex.QueryBuilder>(database: Database, query: Q): Q {
  if (database.dialect === 'mysql') query.forUpdate().skipLocked()
  return query
}

/** Holds the rows of a query for this transaction and waits for whoever has them. */
export function holdRows<Q extends Knex.QueryBuilder>(database: Database, query: Q): Q {
  if (database.dialect === 'mysql') query.forUpdate()
  return query
}
