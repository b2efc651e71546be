/** What a subject's entries say about one purpose at one instant. */
import type { E164 } from '../phone.js'
import type { Instant } from '../time.js'

export const CONSENT_STATES = [
  'active',
  'pending',
  'on_hold',
  'refused',
  'withdrawn',
  'expired',
  'never_asked',
] as const
export type ConsentState = (typeof CONSENT_STATES)[number]

export interface ConsentStatus {
  status: ConsentState
  /** When this state began (recorded); `null` for `never_asked` without any entry. */
  since: Instant | null
  /** Sequence number of the ledger entry it rests on. */
  entry: number | null
  reasons: string[]
  /** The number the consent binds; only for `active`. */
  number: E164 | null
}
