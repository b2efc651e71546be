/** When a refused message may be tried again, or never. Pure. */
import type { NextStep } from '../whatsapp/classify.js'

const LONGEST_WAIT_MILLIS = 30 * 60 * 1000

/**
 * @param refusals how often this reminder was refused for this reason, this time included
 * @returns milliseconds to wait; `null`: it is given up
 */
export function againAfter(next: NextStep, refusals: number): number | null {
  switch (next.kind) {
    case 'retry':
      return refusals > next.times
        ? null
        : Math.min(next.afterMillis * next.growth ** (refusals - 1), LONGEST_WAIT_MILLIS)
    case 'slow_down':
      return next.millis
    // Not the reminder's fault: it is due again when the account is in order, if that is not too late.
    case 'stop_account':
      return next.recheckMillis ?? LONGEST_WAIT_MILLIS
    case 'block_marketing':
      return next.millis
    case 'block_recipient':
    case 'block_template':
    case 'stop_marketing':
    case 'give_up':
    case 'defect':
    case 'outcome_unknown':
      return null
  }
}
