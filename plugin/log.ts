/**
 * What is written down while it runs. An event is a fixed name with ids and counts; there is no way to pass a
 * sentence, so no name, number or word of a patient can slip in (P-57).
 */
import pino from 'pino'
import { databaseErrorCode } from './storage/database-errors.js'
import { RecallError } from './errors.js'

export type LogFields = Readonly<Record<string, string | number | boolean | null>>

export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

/** JSON lines on stderr; stdout belongs to the commands' own output. */
export function jsonLog(): Log {
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  )
  return {
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
    error: (event, fields = {}) => logger.error(fields, event),
  }
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

/**
 * What may be written down of an error: our code and details; of a foreign one its class, its code and where it was
 * thrown, never its message, which can quote what it was about.
 */
export function errorFields(error: unknown): LogFields {
  if (error instanceof RecallError) return { code: error.code, ...error.details }
  if (!(error instanceof Error)) return { code: 'INTERNAL', reason: typeof error }
  // The stack begins with the message, whose own lines could look like frames.
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
  return {
    code: 'INTERNAL',
    reason: databaseErrorCode(error) === '' ? error.name : databaseErrorCode(error),
    at: frames
      .slice(0, 6)
      .map((line) =>
        line.trim().replace(/\(?(?:file:\/\/)?\/\S*\/((?:plugin|adapters|node_modules)\/)/, '($1'),
      )
      .join(' < '),
  }
}
