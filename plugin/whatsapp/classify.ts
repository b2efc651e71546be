/**
 * What a refusal means: the one place that maps codes of Meta and 360dialog, from an answer or from a `failed`
 * status, to what happens next. Pure.
 *
 * @see Meta, WhatsApp Cloud API error codes; 360dialog, error messages
 */
import type { RefusalReason } from './refusal-reasons.js'

export type NextStep =
  /** Passes by itself: the same message again after `afterMillis`, at most `times` times, then it is given up. */
  | { kind: 'retry'; afterMillis: number; growth: number; times: number }
  /** A limit was reached: nothing of this account for `millis`. */
  | { kind: 'slow_down'; millis: number }
  /** This number cannot be reached with any message, until somebody looks at it. */
  | { kind: 'block_recipient' }
  /** Marketing to this number stops, for a time or (`null`) until the person resumes. */
  | { kind: 'block_marketing'; millis: number | null }
  /** Marketing stops for the whole account. */
  | { kind: 'stop_marketing' }
  /** Every message with this template waits until the template is in order again. */
  | { kind: 'block_template' }
  /** The account may not send. `recheckMillis`: tried again after that time; `null`: a person lifts it. */
  | { kind: 'stop_account'; recheckMillis: number | null }
  /** Only this message fails; sending it again changes nothing. */
  | { kind: 'give_up' }
  /** Our request is wrong: never repeated, to be repaired in code or configuration. */
  | { kind: 'defect' }
  /** Nobody knows whether the message was taken. */
  | { kind: 'outcome_unknown' }

export interface Classification {
  /** Meta's code, or the gateway's HTTP status. */
  code: number | null
  reason: RefusalReason
  next: NextStep
}

export interface Refusal {
  httpStatus?: number
  /** The parsed body, or its text where it is not JSON. */
  body?: unknown
  /** The code of a `failed` status. */
  code?: number | null
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const retry = (afterMillis: number, times: number, growth = 4): NextStep => ({
  kind: 'retry',
  afterMillis,
  growth,
  times,
})
const slowDown = (millis: number): NextStep => ({ kind: 'slow_down', millis })
/** Key, payment, permission: set right outside, so that it is tried again by itself. */
const REPAIRABLE: NextStep = { kind: 'stop_account', recheckMillis: 15 * MINUTE }
/** Meta's measures against the account: sending on makes them worse. */
const FOR_A_PERSON: NextStep = { kind: 'stop_account', recheckMillis: null }
const DEFECT: NextStep = { kind: 'defect' }
const GIVE_UP: NextStep = { kind: 'give_up' }
const TEMPLATE: NextStep = { kind: 'block_template' }
const RECIPIENT: NextStep = { kind: 'block_recipient' }
const UNKNOWN: NextStep = { kind: 'outcome_unknown' }

const TRANSIENT = retry(30 * SECOND, 4)

const META: ReadonlyMap<number, readonly [reason: RefusalReason, next: NextStep]> = new Map<
  number,
  readonly [RefusalReason, NextStep]
>([
  [0, ['account_not_authenticated', REPAIRABLE]],
  [1, ['invalid_request_or_server_error', retry(30 * SECOND, 2)]],
  [2, ['provider_unavailable', TRANSIENT]],
  [3, ['account_permission_missing', REPAIRABLE]],
  [4, ['call_limit', slowDown(MINUTE)]],
  [10, ['account_permission_missing', REPAIRABLE]],
  [33, ['business_number_deleted', REPAIRABLE]],
  [100, ['request_invalid', DEFECT]],
  [190, ['account_token_expired', REPAIRABLE]],
  [368, ['account_restricted', FOR_A_PERSON]],
  [80007, ['account_rate_limit', slowDown(MINUTE)]],
  [130403, ['recipient_blocked_by_us', RECIPIENT]],
  [130429, ['throughput_limit', slowDown(5 * SECOND)]],
  [130472, ['withheld_by_experiment', GIVE_UP]],
  [130497, ['country_not_allowed', RECIPIENT]],
  [131000, ['provider_error', retry(30 * SECOND, 3)]],
  [131005, ['account_permission_missing', REPAIRABLE]],
  [131008, ['request_invalid', DEFECT]],
  [131009, ['request_invalid', DEFECT]],
  [131016, ['provider_unavailable', TRANSIENT]],
  [131021, ['recipient_is_sender', DEFECT]],
  [131026, ['not_on_whatsapp', RECIPIENT]],
  [131031, ['account_locked', FOR_A_PERSON]],
  [131037, ['display_name_not_approved', REPAIRABLE]],
  [131042, ['account_payment', REPAIRABLE]],
  [131045, ['business_number_not_registered', REPAIRABLE]],
  [131047, ['outside_service_window', GIVE_UP]],
  [131048, ['account_spam_restriction', FOR_A_PERSON]],
  [131049, ['marketing_limit_of_recipient', { kind: 'block_marketing', millis: 24 * HOUR }]],
  [131050, ['marketing_stopped_by_recipient', { kind: 'block_marketing', millis: null }]],
  [131051, ['message_type_unsupported', DEFECT]],
  [131052, ['media_not_downloadable', GIVE_UP]],
  [131053, ['media_not_uploadable', DEFECT]],
  [131056, ['pair_limit', retry(SECOND, 6)]],
  [131057, ['account_maintenance', retry(2 * MINUTE, 6, 2)]],
  [131063, ['marketing_disabled', { kind: 'stop_marketing' }]],
  [131064, ['account_misclassification', FOR_A_PERSON]],
  [132000, ['template_parameter_count', DEFECT]],
  [132001, ['template_missing', TEMPLATE]],
  [132005, ['template_filled_too_long', DEFECT]],
  [132007, ['template_policy', TEMPLATE]],
  [132012, ['template_parameter_format', DEFECT]],
  [132015, ['template_paused', TEMPLATE]],
  [132016, ['template_disabled', TEMPLATE]],
  [132018, ['template_parameter_invalid', DEFECT]],
  [132068, ['flow_blocked', TEMPLATE]],
  [132069, ['flow_throttled', slowDown(10 * MINUTE)]],
  [133000, ['registration_unfinished', retry(5 * MINUTE, 4, 1)]],
  [133004, ['provider_unavailable', TRANSIENT]],
  [133005, ['registration_pin', REPAIRABLE]],
  [133006, ['registration_pin', REPAIRABLE]],
  [133008, ['registration_pin', REPAIRABLE]],
  [133009, ['registration_pin', REPAIRABLE]],
  [133010, ['business_number_not_registered', REPAIRABLE]],
  [133015, ['registration_unfinished', retry(5 * MINUTE, 4, 1)]],
  [133016, ['registration_limit', REPAIRABLE]],
  [135000, ['request_invalid', DEFECT]],
  [2494100, ['account_maintenance', retry(2 * MINUTE, 6, 2)]],
])

/** Codes of creating templates: 2388019 and its neighbours. */
const isTemplateEditorCode = (code: number): boolean => code >= 2_388_000 && code <= 2_388_999

/**
 * @param refusal an answer other than 2xx, or the code of a `failed` status
 */
export function classify(refusal: Refusal): Classification {
  const meta = refusal.code ?? metaCode(refusal.body)
  if (meta !== null) return classifyMeta(meta)
  const gateway = gatewayStatus(refusal.body)
  const status = gateway ?? refusal.httpStatus ?? null
  return classifyGateway(status, gateway !== null || isRefusalBody(refusal.body), gatewayText(refusal.body))
}

function classifyMeta(code: number): Classification {
  const known = META.get(code)
  if (known !== undefined) return { code, reason: known[0], next: known[1] }
  if (code >= 200 && code <= 299) return { code, reason: 'account_permission_missing', next: REPAIRABLE }
  if (isTemplateEditorCode(code)) return { code, reason: 'template_creation', next: DEFECT }
  return { code, reason: 'refused_for_unknown_reason', next: GIVE_UP }
}

/**
 * The gateway's own answers. Only what it says before it passes a message on is a no; an error in the middle of the
 * way leaves the outcome open.
 * @param understood whether the body is one of its refusals, not a page of something on the way
 */
function classifyGateway(status: number | null, understood: boolean, text: string): Classification {
  const of = (reason: RefusalReason, next: NextStep): Classification => ({ code: status, reason, next })
  if (status === null) return of('answer_not_understood', UNKNOWN)
  switch (status) {
    case 401:
      return of('api_key_refused', REPAIRABLE)
    case 403:
      return of('endpoint_blocked', REPAIRABLE)
    case 404:
    case 405:
      return of('address_wrong', REPAIRABLE)
    case 429:
      return of('gateway_limit', slowDown(MINUTE))
    case 503:
      return understood ? of('gateway_limit', slowDown(MINUTE)) : of('gateway_unavailable', UNKNOWN)
    case 400:
      if (!understood) return of('answer_not_understood', UNKNOWN)
      return /rate limit/i.test(text)
        ? of('gateway_limit', slowDown(MINUTE))
        : of('account_refused_by_gateway', REPAIRABLE)
    default:
      if (status >= 400 && status <= 499 && understood) return of('refused_for_unknown_reason', GIVE_UP)
      return of(status >= 500 ? 'gateway_error' : 'answer_not_understood', UNKNOWN)
  }
}

function member(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}

function integer(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) ? number : null
}

/** `error.code`, else the older `errors[0].code`. */
function metaCode(body: unknown): number | null {
  return (
    integer(member(member(body, 'error'), 'code')) ??
    integer(member(member(member(body, 'errors'), 0), 'code'))
  )
}

function gatewayStatus(body: unknown): number | null {
  return integer(member(member(body, 'meta'), 'http_code'))
}

function gatewayText(body: unknown): string {
  const candidates = [
    member(member(body, 'meta'), 'developer_message'),
    member(body, 'error'),
    member(member(body, 'error'), 'message'),
    member(body, 'message'),
  ]
  return candidates.find((candidate) => typeof candidate === 'string') ?? ''
}

const isRefusalBody = (body: unknown): boolean => gatewayText(body) !== ''
