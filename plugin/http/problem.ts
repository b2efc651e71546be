/** The only file that knows HTTP status numbers: error code to RFC 9457 problem. */
import type { components } from '../../openapi/types/recall.js'
import { errorText, type ErrorCode, type ErrorKind, type Language, RecallError } from '../errors.js'

export type Problem = components['schemas']['Problem']

const BY_KIND: Record<ErrorKind, number> = {
  usage: 400,
  finding: 422,
  unreachable: 503,
  not_found: 404,
  conflict: 409,
  unauthorized: 401,
  internal: 500,
}

const BY_CODE: Partial<Record<ErrorCode, number>> = {
  PRACTICE_UNKNOWN: 404,
  REQUEST_TOO_LARGE: 413,
  FORM_TOO_LARGE: 413,
  FORM_FORMAT_UNKNOWN: 415,
  SECRET_MISSING: 500,
  MASTER_KEY_WRONG: 500,
  SEALED_BROKEN: 500,
  KEY_DESTROYED: 410,
  PATIENT_ERASED: 410,
}

export function problemOf(error: unknown, language: Language): Problem {
  const known =
    error instanceof RecallError
      ? error
      : isRefusal(error)
        ? new RecallError('REQUEST_INVALID', { findings: 'address or headers' })
        : new RecallError('INTERNAL', { reason: error instanceof Error ? error.name : typeof error })
  const { problem, remedy } = errorText(known.code, known.details, language)
  return {
    type: `urn:anamnese-recall:error:${known.code}`,
    title: known.code,
    status: BY_CODE[known.code] ?? BY_KIND[known.kind],
    code: known.code,
    detail: problem,
    remedy,
  }
}

/** Express refuses what it cannot decode itself, such as a broken escape in an address, with a 4xx of its own. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status >= 400 &&
    error.status < 500
  )
}
