/** Phone numbers as WhatsApp needs them: E.164 with `+`. */
import parsePhone, { type CountryCode } from 'libphonenumber-js/max'
import type { Brand } from './ids.js'

/** `+4915112345678` */
export type E164 = Brand<string, 'E164'>

export type PhoneReading =
  | { kind: 'mobile'; number: E164 }
  /** A valid number that is not known to be a mobile phone (fixed line, service number). */
  | { kind: 'not_mobile'; number: E164 }
  /** Several numbers, or a note such as "(Mutter)": not plainly the patient's own. */
  | { kind: 'ambiguous' }
  | { kind: 'empty' }
  | { kind: 'invalid' }

/** Words that practices write before a number and that say nothing about whose it is. */
const LABEL = /^(?:mobil(?:telefon|funk)?|handy|tel(?:efon)?|phone|privat|priv)\b\.?\s*(?:mobil)?\s*:?\s*/iu
/** A trunk zero in brackets after a country code: `+49 (0)171`. */
const TRUNK_ZERO = /^((?:\+|00)\d{1,3})\s*\(0\)/

/**
 * Reads a number as it stands in records and on forms: `0171/1234567`, `+49 (0)171 1234567`, `0049171…`,
 * `49171…`. Anything that is not exactly one number is `ambiguous` or `invalid`, never a guess.
 * @param country whose national numbers these are, e.g. `DE`
 */
export function readPhone(text: string, country: CountryCode = 'DE'): PhoneReading {
  let rest = text.normalize('NFKC').trim().replace(/^'/, '')
  if (rest === '') return { kind: 'empty' }
  rest = rest.replace(LABEL, '').replace(TRUNK_ZERO, '$1')
  if (/[\p{L};,|]|\d\s*(?:\/\s*)?\+/u.test(rest)) {
    return /\d/.test(rest) && !/\de[+-]?\d/i.test(rest) ? { kind: 'ambiguous' } : { kind: 'invalid' }
  }
  if (!/^[+\d][\d\s()/.\-–]*$|^\([\d\s]+\)[\d\s()/.\-–]*$/u.test(rest)) return { kind: 'invalid' }
  let digits = rest.replace(/[^\d+]/g, '')
  if (digits.startsWith('00')) digits = `+${digits.slice(2)}`
  else if (/^49\d{10,11}$/.test(digits) && country === 'DE') digits = `+${digits}`
  const parsed = parsePhone(digits, country)
  if (!parsed?.isValid()) return { kind: areSeveral(rest, country) ? 'ambiguous' : 'invalid' }
  const type = parsed.getType()
  const number = parsed.number as E164
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
    ? { kind: 'mobile', number }
    : { kind: 'not_mobile', number }
}

/** `0171 1234567 / 030 12345678`: each part is a number by itself. */
function areSeveral(text: string, country: CountryCode): boolean {
  const parts = text.split(/[\s/\-–]+(?=\(?[+0])/u)
  return parts.length > 1 && parts.every((part) => parsePhone(part, country)?.isValid() === true)
}

/** WhatsApp's `wa_id` and `from`: the digits of an international number without `+`. */
export function phoneOfWaId(waId: string): E164 | null {
  return /^[1-9]\d{6,14}$/.test(waId) ? (`+${waId}` as E164) : null
}

/** The number in an E.164 text that we wrote ourselves; `null` for anything else. */
export function toE164(text: string): E164 | null {
  return /^\+[1-9]\d{6,14}$/.test(text) ? (text as E164) : null
}
