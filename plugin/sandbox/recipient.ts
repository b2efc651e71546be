/** How the provider reads `to`, and the second name it gives a person. Pure. */
import { createHash } from 'node:crypto'

export type Recipient = { kind: 'phone'; waId: string } | { kind: 'refused'; code: number; details: string }

/**
 * Spaces, hyphens, dots and brackets are tolerated. Without `+` the business number's country code is put in
 * front, so that a caller who forgets the `+` reaches a stranger here as he would there.
 * @param callingCode of the business number, e.g. `49`
 */
export function readRecipient(to: string, callingCode: string): Recipient {
  const bare = to.replace(/[\s\-().]/g, '')
  if (bare.startsWith('00')) return { kind: 'refused', code: 100, details: 'Number with 00 instead of +' }
  const digits = bare.startsWith('+') ? bare.slice(1) : `${callingCode}${bare}`
  if (!/^[1-9]\d{6,16}$/.test(digits)) return { kind: 'refused', code: 100, details: 'Not a phone number' }
  return { kind: 'phone', waId: digits }
}

/** The one business-scoped user id that belongs to a number here. */
export function bsuidOf(waId: string): string {
  const country = COUNTRIES.find(([code]) => waId.startsWith(code))?.[1] ?? 'ZZ'
  const digest = createHash('sha256').update(waId).digest()
  return `${country}.${digest.readBigUInt64BE()}`
}

const COUNTRIES: readonly (readonly [string, string])[] = [
  ['49', 'DE'],
  ['43', 'AT'],
  ['41', 'CH'],
]
