/** Meta's error codes as answers and as `failed` statuses, and the gateway's own refusals. */
import { randomBytes } from 'node:crypto'
import type { Provider } from './contract.js'

interface KnownCode {
  http: number
  title: string
}

const known = (http: number, title: string): KnownCode => ({ http, title })

/** HTTP statuses are not part of Meta's current page (an older transcription); callers rely on the code. */
const CODES: ReadonlyMap<number, KnownCode> = new Map([
  [0, known(401, 'Authentication failed')],
  [1, known(400, 'Invalid request or server error')],
  [2, known(503, 'Service temporarily unavailable')],
  [3, known(403, 'Capability or permission missing')],
  [4, known(429, 'Too many calls')],
  [10, known(403, 'Permission denied')],
  [33, known(404, 'Business number deleted')],
  [100, known(400, 'Invalid parameter')],
  [190, known(401, 'Access token expired')],
  [200, known(401, 'Access token missing')],
  [368, known(403, 'Temporarily blocked for policy violations')],
  [80007, known(429, 'Rate limit of the account reached')],
  [130403, known(403, 'User is blocked')],
  [130429, known(429, 'Throughput limit reached')],
  [130472, known(400, "User's number is part of an experiment")],
  [130497, known(403, 'Account may not message users in this country')],
  [131000, known(500, 'Something went wrong')],
  [131005, known(403, 'Access denied')],
  [131008, known(400, 'Required parameter is missing')],
  [131009, known(400, 'Parameter value is not valid')],
  [131016, known(503, 'Service unavailable')],
  [131021, known(400, 'Recipient cannot be the sender')],
  [131026, known(400, 'Message undeliverable')],
  [131031, known(403, 'Account has been locked')],
  [131037, known(400, 'Display name not approved')],
  [131042, known(402, 'Business eligibility payment issue')],
  [131045, known(400, 'Number not registered')],
  [131047, known(429, 'Re-engagement message')],
  [131048, known(429, 'Spam rate limit reached')],
  [131049, known(429, 'Not delivered to keep the ecosystem healthy')],
  [131050, known(400, 'User stopped marketing messages of this business')],
  [131051, known(400, 'Unsupported message type')],
  [131052, known(400, 'Media download error')],
  [131053, known(400, 'Media upload error')],
  [131056, known(429, 'Too many messages from this business to this user')],
  [131057, known(503, 'Account in maintenance')],
  [131063, known(400, 'Marketing templates disabled')],
  [131064, known(429, 'Limited because of template misclassification')],
  [132000, known(400, 'Number of parameters does not match')],
  [132001, known(400, 'Template name does not exist in the translation')],
  [132005, known(400, 'Translated text too long')],
  [132007, known(400, 'Template violates policy')],
  [132012, known(400, 'Parameter format does not match')],
  [132015, known(400, 'Template is paused')],
  [132016, known(400, 'Template is disabled')],
  [132018, known(400, 'Invalid template parameter')],
  [133004, known(503, 'Server temporarily unavailable')],
  [133010, known(400, 'Number not registered')],
  [135000, known(400, 'Generic user error')],
  [2494100, known(503, 'Account in maintenance')],
])

const FALLBACK = known(400, 'Unknown error')
const TRANSIENT: ReadonlySet<number> = new Set([2, 131016, 131057, 133004, 2494100])

export const httpStatusOf = (code: number): number => (CODES.get(code) ?? FALLBACK).http

/** The body of a refused request. `details` never repeats what the caller sent. */
export function metaError(code: number, details: string): Provider['MetaError'] {
  const { title } = CODES.get(code) ?? FALLBACK
  return {
    error: {
      message: `(#${code}) ${title}`,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: randomBytes(9).toString('base64url'),
      is_transient: TRANSIENT.has(code),
    },
  }
}

/** The entry in `errors` of a status or an inbound message. */
export function webhookError(code: number): Provider['WebhookError'] {
  const { title } = CODES.get(code) ?? FALLBACK
  return { code, title, message: title, error_data: { details: title } }
}

export function gatewayError(httpStatus: number, message: string): Provider['GatewayError'] {
  return {
    meta: {
      api_status: 'stable',
      version: '2.0',
      success: false,
      http_code: httpStatus,
      developer_message: message,
    },
  }
}
