/** What a caller gets, or does not get, from the provider. */
import { gatewayError, httpStatusOf, metaError } from './meta-error.js'

export type Answer =
  | { kind: 'json'; status: number; body: unknown }
  | { kind: 'html'; status: number; html: string }
  | { kind: 'reset' }
  /** `forMillis` null: until the caller gives up. */
  | { kind: 'hang'; forMillis: number | null; then: Answer }

export const json = (status: number, body: unknown): Answer => ({ kind: 'json', status, body })

export const refusedByMeta = (code: number, details: string, httpStatus = httpStatusOf(code)): Answer =>
  json(httpStatus, metaError(code, details))

export const refusedByGateway = (httpStatus: number, message: string): Answer =>
  json(httpStatus, gatewayError(httpStatus, message))

export const serverError = (): Answer => json(500, { message: 'Internal Server Error' })

export const badGateway = (): Answer => ({
  kind: 'html',
  status: 502,
  html: '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>',
})
