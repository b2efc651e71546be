/** What the drivers' errors mean, on either database. */
import { RecallError } from '../errors.js'

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

/** The database asks for the whole transaction once more: a deadlock, a lock that others held too long. */
export const isRepeatable = (error: unknown): boolean => REPEATABLE.has(databaseErrorCode(error))

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
 * What stood in the way of one of many, for whoever goes on with the others.
 * @throws RecallError DATABASE_UNREACHABLE, which concerns all of them
 */
export function troubleOfOne(error: unknown): unknown {
  const trouble = databaseTrouble(error)
  if (trouble instanceof RecallError && trouble.code === 'DATABASE_UNREACHABLE') throw trouble
  return trouble
}
