/**
 * 360dialog as we use it: send a message, list the templates, set the webhook.
 *
 * There is no idempotency key: a repeated call is a second message. So `send` never repeats anything; it says as
 * exactly as can be known what became of its one call. The API key is in no error and no outcome.
 */
import type { components } from '../../openapi/types/dialog360.js'
import { RecallError } from '../errors.js'
import { toWamid, type Wamid } from '../ids.js'
import { classify, type Classification } from './classify.js'
import { openLine, type Exchange } from './exchange.js'
import { listTemplates, type TemplateList } from './list-templates.js'

type Schemas = components['schemas']
export type OutgoingMessage =
  | Schemas['TemplateMessage']
  | Schemas['TextMessage']
  | Schemas['InteractiveMessage']
export type TemplateMessage = Schemas['TemplateMessage']

export type SendOutcome =
  /** 360dialog has taken the message, which is not delivered. */
  | { kind: 'accepted'; wamid: Wamid }
  /** It said no: nothing was sent. */
  | { kind: 'rejected'; classification: Classification }
  /** No byte of the message left this machine. */
  | { kind: 'not_sent'; reason: string }
  /** It may have been sent, or not. */
  | { kind: 'unknown'; reason: string }

export interface Dialog360 {
  /** Longest time that `send` takes. */
  readonly timeoutMillis: number
  /** Never throws for what the network or 360dialog do. */
  send(message: OutgoingMessage): Promise<SendOutcome>
  /** @throws RecallError PROVIDER_UNREACHABLE, PROVIDER_REFUSED */
  listTemplates(): Promise<TemplateList>
  /**
   * Where 360dialog delivers messages and statuses. Issuing a new API key removes it again.
   * @param headers sent with every webhook, e.g. the secret
   * @throws RecallError PROVIDER_UNREACHABLE, PROVIDER_REFUSED
   */
  configureWebhook(url: string, headers: Readonly<Record<string, string>>): Promise<void>
  close(): Promise<void>
}

export interface Dialog360Options {
  /** https, or http on loopback. */
  baseUrl: string
  apiKey: string
  /** Default 7 s: a process that is asked to end waits for what is in flight. */
  timeoutMillis?: number
}

const TIMEOUT_MILLIS = 7_000

/** @throws RecallError PROVIDER_URL_INSECURE */
export function dialog360(options: Dialog360Options): Dialog360 {
  const base = baseOf(options.baseUrl)
  const timeoutMillis = options.timeoutMillis ?? TIMEOUT_MILLIS
  const line = openLine(base.origin, timeoutMillis)
  const headers = { 'd360-api-key': options.apiKey, accept: 'application/json' }
  const get = (path: string): Promise<Exchange> =>
    line.exchange({ method: 'GET', path: base.path + path, headers, body: null })
  const post = (path: string, body: unknown): Promise<Exchange> =>
    line.exchange({
      method: 'POST',
      path: base.path + path,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return {
    timeoutMillis,
    send: async (message) => outcomeOf(await post('/messages', message)),
    listTemplates: () => listTemplates(get),
    async configureWebhook(url, webhookHeaders) {
      const exchange = await post('/v1/configs/webhook', { url, headers: webhookHeaders })
      if (exchange.kind !== 'answered')
        throw new RecallError('PROVIDER_UNREACHABLE', { reason: exchange.reason })
      if (exchange.httpStatus >= 300) throw refusal(exchange.httpStatus, exchange.body)
    },
    close: () => line.close(),
  }
}

/** @throws RecallError PROVIDER_URL_INSECURE */
function baseOf(text: string): { origin: string; path: string } {
  if (!URL.canParse(text)) throw new RecallError('PROVIDER_URL_INSECURE')
  const url = new URL(text)
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback))
    throw new RecallError('PROVIDER_URL_INSECURE')
  return { origin: url.origin, path: url.pathname.replace(/\/+$/, '') }
}

/** Pure. */
export function outcomeOf(exchange: Exchange): SendOutcome {
  if (exchange.kind === 'not_begun') return { kind: 'not_sent', reason: exchange.reason }
  if (exchange.kind === 'interrupted') return { kind: 'unknown', reason: exchange.reason }
  const { httpStatus, body } = exchange
  if (httpStatus >= 200 && httpStatus <= 299) {
    const wamid = wamidOf(body)
    return wamid === null ? { kind: 'unknown', reason: 'no_message_id' } : { kind: 'accepted', wamid }
  }
  const classification = classify({ httpStatus, body })
  return classification.next.kind === 'outcome_unknown'
    ? { kind: 'unknown', reason: classification.reason }
    : { kind: 'rejected', classification }
}

function wamidOf(body: unknown): Wamid | null {
  if (typeof body !== 'object' || body === null || !('messages' in body) || !Array.isArray(body.messages))
    return null
  const first: unknown = body.messages[0]
  if (typeof first !== 'object' || first === null || !('id' in first)) return null
  return typeof first.id === 'string' && first.id.length > 0 && first.id.length <= 255
    ? toWamid(first.id)
    : null
}

export function refusal(httpStatus: number, body: unknown): RecallError {
  const { code, reason } = classify({ httpStatus, body })
  return new RecallError('PROVIDER_REFUSED', { code: code ?? httpStatus, reason })
}
