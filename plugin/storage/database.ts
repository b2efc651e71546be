/**
 * Opens the database and holds every difference between SQLite and MariaDB/MySQL. One schema, the same queries;
 * what is not the same stands here and nowhere else.
 */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import knex, { type Knex } from 'knex'
import BetterSqliteClient from 'knex/lib/dialects/better-sqlite3/index.js'
import SqliteTransaction from 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js'
import type mysql from 'mysql2'
import { RecallError } from '../errors.js'
import { makeFolder } from '../files/folder.js'
import { statedKind } from './address.js'

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
 * better-sqlite3 waits for a lock synchronously, the whole process with it. So it waits briefly, and `write` waits on,
 * letting other work proceed, which may be the very work that holds the lock.
 */
const BUSY_TIMEOUT_MILLIS = 250
const WRITE_PATIENCE_MILLIS = 20_000

/** knex would write to stdout, which belongs to the commands' own output; its errors reach us as errors. */
const SILENT: Knex.Logger = {
  warn: () => undefined,
  error: () => undefined,
  deprecate: () => undefined,
  debug: () => undefined,
}

function openSqlite(path: string): Knex {
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

function openMysql(url: string): Knex {
  const parsed = new URL(url.replace(/^mariadb:/, 'mysql:'))
  return knex({
    client: 'mysql2',
    log: SILENT,
    connection: {
      host: parsed.hostname,
      port: parsed.port === '' ? 3306 : Number(parsed.port),
      user: decodeURIComponent(parsed.username),
      password: decodeURIComponent(parsed.password),
      database: decodeURIComponent(parsed.pathname.slice(1)),
      ...(parsed.searchParams.get('socket') === null
        ? {}
        : { socketPath: parsed.searchParams.get('socket') ?? '' }),
      charset: 'utf8mb4_bin',
      supportBigNumbers: true,
      ...tlsOf(url, parsed),
      connectTimeout: 5_000,
    },
    pool: {
      min: 0,
      max: 10,
      afterCreate: (
        connection: { query(sql: string, done: (error: Error | null) => void): void },
        done: (error: Error | null, connection: unknown) => void,
      ) => {
        // READ COMMITTED: a claim must see what others have just committed, not a snapshot from before.
        connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', (isolationError) => {
          if (isolationError !== null) {
            done(isolationError, connection)
            return
          }
          connection.query(
            "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout = 10, group_concat_max_len = 16777216",
            (error) => {
              done(error, connection)
            },
          )
        })
      },
    },
    acquireConnectionTimeout: 10_000,
  })
}

/**
 * Off this machine only over TLS whose other side is verified (P-54); there is no way to switch that off.
 * `?ca=FILE` names the certificate of an authority of one's own; with it TLS is used on this machine, too.
 * @throws RecallError DATABASE_CA_MISSING, FILE_UNREADABLE
 */
function tlsOf(url: string, { hostname, searchParams }: URL): { ssl?: mysql.SslOptions } {
  const ca = searchParams.get('ca')
  const kind = statedKind(url)
  if (ca === null && (kind === 'socket' || kind === 'loopback')) return {}
  // The driver compares names only. Behind a bare address the authority of one's own is what identifies the server;
  // the public ones give certificates to anybody.
  const isBareAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
  if (isBareAddress && ca === null) throw new RecallError('DATABASE_CA_MISSING')
  const authority = ca === null ? {} : { ca: readAuthority(ca) }
  return {
    ssl: { minVersion: 'TLSv1.2', rejectUnauthorized: true, verifyIdentity: !isBareAddress, ...authority },
  }
}

function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new RecallError('FILE_UNREADABLE', { file, reason: 'cannot be opened' }, { cause: error })
  }
}

/** SQLite's and the mysql drivers' errors carry a code; nothing else of them is looked at. */
export function databaseErrorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}

const REPEATABLE = new Set([
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
])
const UNREACHABLE =
  /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|EHOSTUNREACH|PROTOCOL_|HANDSHAKE_|ER_ACCESS_DENIED|ER_BAD_DB|ER_DBACCESS|ER_CON_COUNT|ER_SERVER_SHUTDOWN|SQLITE_CANTOPEN|SQLITE_READONLY|SQLITE_IOERR|SQLITE_FULL|SQLITE_PERM)/
/** SQLite's file is cut off, overwritten, or none. */
const DAMAGED_FILE = /^SQLITE_(NOTADB|CORRUPT)/
/** The file system's own: they mean the database only where it is reached through a folder or a socket. */
const NO_WAY_IN = /^(EACCES|ENOENT|EROFS|ENOSPC|ENOTDIR)$/

const isConnecting = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && error.syscall === 'connect'

/** True for the violation of a unique key, on either database. */
export function isDuplicate(error: unknown): boolean {
  return /^(SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)|ER_DUP_ENTRY)$/.test(databaseErrorCode(error))
}

/** True where a table or a column is not there: somebody changed the schema by hand. */
export function isSchemaLack(error: unknown): boolean {
  const code = databaseErrorCode(error)
  if (code === 'SQLITE_ERROR') return error instanceof Error && /no such (table|column)/.test(error.message)
  return /^ER_(NO_SUCH_TABLE|BAD_FIELD_ERROR)$/.test(code)
}

/** Turns a driver's error into DATABASE_UNREACHABLE, DATABASE_FILE_DAMAGED or DATABASE_DAMAGED where that is what it means; others come back as they are. */
export function databaseTrouble(error: unknown): unknown {
  if (error instanceof RecallError) return error
  const code = databaseErrorCode(error)
  if (UNREACHABLE.test(code) || (NO_WAY_IN.test(code) && isConnecting(error)))
    return new RecallError('DATABASE_UNREACHABLE', { reason: code }, { cause: error })
  if (error instanceof Error && error.name === 'KnexTimeoutError') {
    return new RecallError('DATABASE_UNREACHABLE', { reason: 'no free connection' }, { cause: error })
  }
  if (DAMAGED_FILE.test(code))
    return new RecallError('DATABASE_FILE_DAMAGED', { reason: code }, { cause: error })
  if (isSchemaLack(error)) return new RecallError('DATABASE_DAMAGED', { reason: code }, { cause: error })
  return error
}

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
          if (Date.now() > patience || !REPEATABLE.has(databaseErrorCode(error))) throw databaseTrouble(error)
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
      if (!REPEATABLE.has(databaseErrorCode(error))) throw databaseTrouble(error)
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
