/**
 * Recipients with a fixed fate: `+49 151 00` and a six-digit code. Codes of Meta stand for themselves
 * (`+4915100131026` has no WhatsApp); the small ones are ways in which nothing is certain.
 */
import type { Control } from './contract.js'

export interface SpecialNumber {
  /** E.164. */
  phone: string
  effect: Control['Effect']
  /** What happened, in words. */
  about: string
}

const later = (code: number, about: string): SpecialNumber => ({
  phone: `+4915100${code}`,
  effect: { kind: 'failed_status', code },
  about: `accepted, then failed ${code}: ${about}`,
})
const atOnce = (code: number, about: string): SpecialNumber => ({
  phone: `+4915100${code}`,
  effect: { kind: 'meta_error', code },
  about: `refused ${code}: ${about}`,
})

export const SPECIAL_NUMBERS: readonly SpecialNumber[] = [
  later(131026, 'no WhatsApp on this number'),
  later(131047, 'outside the 24 h window'),
  later(131049, 'per-user marketing limit'),
  later(130472, 'withheld by an experiment'),
  later(131000, 'unknown error'),
  atOnce(131050, 'the person stopped marketing'),
  atOnce(130403, 'we blocked this person'),
  atOnce(131056, 'too many messages to this person'),
  atOnce(130429, 'throughput reached'),
  atOnce(130497, 'country not allowed'),
  atOnce(131016, 'service unavailable'),
  atOnce(131031, 'account locked'),
  atOnce(131042, 'payment problem'),
  atOnce(131048, 'spam restriction'),
  atOnce(131057, 'maintenance'),
  atOnce(131064, 'template misclassification'),
  atOnce(132015, 'template paused'),
  { phone: '+4915100000001', effect: { kind: 'silent', sent: true }, about: 'sent, never delivered' },
  { phone: '+4915100000002', effect: { kind: 'silent', sent: false }, about: 'accepted, no status ever' },
  { phone: '+4915100000003', effect: { kind: 'skip_delivered' }, about: 'read without delivered' },
  { phone: '+4915100000004', effect: { kind: 'failed_status', code: 131026, afterSent: true }, about: 'sent, then failed 131026' },
  { phone: '+4915100000408', effect: { kind: 'hang', accepted: true }, about: 'no answer, but the message is sent' },
  { phone: '+4915100000409', effect: { kind: 'hang', accepted: false }, about: 'no answer, nothing is sent' },
  { phone: '+4915100000429', effect: { kind: 'gateway_error', httpStatus: 429 }, about: 'refused by the gateway, 429' },
  { phone: '+4915100000500', effect: { kind: 'server_error', accepted: false }, about: '500, nothing is sent' },
  { phone: '+4915100000502', effect: { kind: 'bad_gateway', accepted: true }, about: '502 with HTML, but the message is sent' },
]

const BY_WA_ID: ReadonlyMap<string, Control['Effect']> = new Map(
  SPECIAL_NUMBERS.map(({ phone, effect }) => [phone.slice(1), effect]),
)

export const specialEffect = (waId: string): Control['Effect'] | undefined => BY_WA_ID.get(waId)
