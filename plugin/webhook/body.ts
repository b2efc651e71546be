/** What a stored webhook body turns out to be. Pure. */
import { readCallback, type Happening } from '../whatsapp/callback.js'

export type ReadBody =
  | { kind: 'processed'; happenings: Happening[] }
  /** Everything in it is about a number that is not this practice's. */
  | { kind: 'foreign' }
  | { kind: 'unparsable' }

/** @param phoneNumberId of the practice; parts about another number are left out */
export function readBody(bytes: Buffer, phoneNumberId: string): ReadBody {
  let json: unknown
  try {
    json = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    // Too deep a nesting is a RangeError.
    if (error instanceof SyntaxError || error instanceof RangeError) return { kind: 'unparsable' }
    throw error
  }
  const all = readCallback(json)
  // Notices about the account name no number.
  const happenings = all.filter(
    (happening) => happening.phoneNumberId === null || happening.phoneNumberId === phoneNumberId,
  )
  return happenings.length === 0 ? { kind: 'foreign' } : { kind: 'processed', happenings }
}
