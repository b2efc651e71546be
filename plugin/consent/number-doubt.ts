/** Doubts about whose a number is. Whoever answers there cannot settle them: it may be the new owner (P-31). Pure. */
import type { RefusalReason } from '../whatsapp/refusal-reasons.js'
import type { HoldReason } from '../webhook/consent-effects.js'

const NUMBER_DOUBTS: ReadonlySet<string> = new Set<
  HoldReason | RefusalReason | 'number_hidden' | 'record_of_another' | 'record_damaged'
>([
  // The same account would hide it again.
  'number_hidden',
  'number_changed',
  'account_changed',
  'not_on_whatsapp',
  // Whoever agreed may be another person than the patient now.
  'record_of_another',
  'record_damaged',
])

export const numberDoubts = (reasons: readonly string[]): string[] =>
  reasons.filter((reason) => NUMBER_DOUBTS.has(reason))
