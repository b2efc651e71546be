/** One business number with its key, account, webhook and the people who wrote to it. */
import { isIP } from 'node:net'
import parsePhone from 'libphonenumber-js/max'
import { RecallError } from '../errors.js'
import type { Provider } from './contract.js'
import { WINDOW_MILLIS } from './timing.js'

export interface WebhookTarget {
  url: string
  headers?: Readonly<Record<string, string>>
  /** If set, every webhook carries `x-360dialog-signature`, an HMAC-SHA256 over the body. */
  platformSecret?: string
}

export interface ChannelOptions {
  apiKey: string
  phoneNumberId: string
  /** E.164. */
  displayPhone: string
  wabaId: string
  /** Numbers of one account share the templates of all. */
  templates: readonly Provider['Template'][]
  webhook?: WebhookTarget
}

export interface Channel {
  readonly phoneNumberId: string
  readonly displayPhone: string
  readonly wabaId: string
  /** Digits of the number itself. */
  readonly waId: string
  /** `49` */
  readonly callingCode: string
  apiKey: string
  webhook: WebhookTarget | null
  canSendMessage: string
  /** BSUID -> Unix milliseconds of the person's last message that opens the window. */
  readonly heardFrom: Map<string, number>
  /** Wamids of messages received, for `read`. */
  readonly received: Set<string>
}

/** @throws RecallError USAGE when the number is not E.164 or the webhook address is not allowed */
export function channelOf(options: ChannelOptions): Channel {
  const phone = parsePhone(options.displayPhone)
  if (!phone || !options.displayPhone.startsWith('+')) {
    throw new RecallError('USAGE', { detail: 'The number of a sandbox channel must be written as +49…' })
  }
  if (options.webhook && !isAllowedWebhook(options.webhook.url)) {
    throw new RecallError('USAGE', {
      detail: 'A webhook address must be https, except on the loopback address.',
    })
  }
  return {
    phoneNumberId: options.phoneNumberId,
    displayPhone: options.displayPhone,
    wabaId: options.wabaId,
    waId: phone.number.slice(1),
    callingCode: phone.countryCallingCode,
    apiKey: options.apiKey,
    webhook: options.webhook ?? null,
    canSendMessage: 'AVAILABLE',
    heardFrom: new Map(),
    received: new Set(),
  }
}

export function windowIsOpen(channel: Channel, bsuid: string, now: number): boolean {
  const heard = channel.heardFrom.get(bsuid)
  return heard !== undefined && now - heard < WINDOW_MILLIS
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

/** https anywhere, http on this machine only. */
export function isAllowedWebhook(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}
