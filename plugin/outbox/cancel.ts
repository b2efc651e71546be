/** Takes back what has not been handed to 360dialog yet. */
import type { Purpose } from '../consent/purpose.js'
import type { PracticeId, SubjectId } from '../ids.js'
import type { Transaction } from '../storage/database.js'
import type { ConsentRefusal } from '../reminder/recipient.js'
import type { Instant } from '../time.js'

/**
 * Cancels a patient's waiting reminders in the caller's transaction, claimed ones included: whoever holds the claim
 * finds it gone when it wants to hand over, and sends nothing.
 * @returns how many reminders were cancelled
 */
export async function cancelWaiting(
  trx: Transaction,
  practice: PracticeId,
  subject: SubjectId,
  purposes: readonly Purpose[],
  reason: ConsentRefusal,
  now: Instant,
): Promise<number> {
  await trx('messages')
    .where({ practice_id: practice, subject_id: subject, state: 'claimed' })
    .whereIn('purpose', purposes)
    .update({ state: 'cancelled', reason, settled_at: now, changed_at: now })
  return trx('reminders')
    .where({ practice_id: practice, subject_id: subject })
    .whereIn('purpose', purposes)
    .whereIn('state', ['planned', 'due', 'claimed'])
    .update({ state: 'cancelled', reason, changed_at: now })
}
