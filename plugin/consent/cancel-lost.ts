/** What lost its consent is not sent: in the transaction that records the withdrawal or the doubt (P-17). */
import type { SubjectId } from '../ids.js'
import { consentRefusal } from '../reminder/recipient.js'
import { cancelWaiting } from '../outbox/cancel.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { consentFor } from './gate.js'
import type { Purpose } from './purpose.js'

/** Cancels what waits for each of these purposes that is not active now. @returns how many reminders */
export async function cancelWhatLostItsConsent(
  practice: OpenPractice,
  trx: Transaction,
  subject: SubjectId,
  purposes: readonly Purpose[],
  now: Instant,
): Promise<number> {
  let cancelled = 0
  for (const purpose of new Set(purposes)) {
    const refusal = consentRefusal(await consentFor(trx, practice, subject, purpose, now))
    if (refusal === null) continue
    cancelled += await cancelWaiting(trx, practice.configuration.id, subject, [purpose], refusal, now)
  }
  return cancelled
}
