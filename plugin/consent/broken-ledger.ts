/** A ledger that is not the one that was signed, as the error that ends whatever would rest on it. */
import { RecallError } from '../errors.js'
import { breakText } from './verify/break-words.js'
import type { BreakReason } from './verify/finding.js'

/** @param entry `null` where it is the head or the ledger as a whole */
export const brokenLedger = (entry: number | null, reason: BreakReason): RecallError =>
  new RecallError('LEDGER_BROKEN', {
    ...(entry === null
      ? { entry: '-', 'entry:de': '(Buch als Ganzes)', 'entry:en': '(the ledger as a whole)' }
      : { entry }),
    reason,
    'reason:de': `${breakText(reason, 'de')} (${reason})`,
    'reason:en': `${breakText(reason, 'en')} (${reason})`,
  })
