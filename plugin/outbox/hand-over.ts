/**
 * From the claim to 360dialog and back. `handed_over` is committed before the first byte leaves, so that whatever
 * happens afterwards - a crash, a lost database, a lost answer - nobody takes the message for unsent.
 */
import type { OpenPractice } from '../practice.js'
import { addMillis } from '../time.js'
import type { Claim } from './claim.js'
import { giveBackHalted, isHalted } from './halt.js'
import type { OutboxReason } from './reasons.js'

/**
 * How long a claim may be used. Its consent was looked at when it was made; who comes later starts anew. Others take
 * back claims only after this time, and even a claim that was taken back in error sends nothing: this is where it ends.
 */
export const CLAIM_MILLIS = 3_000

const TAKEN_BACK: OutboxReason = 'taken_back'

/**
 * Compare-and-swap: claimed becomes handed over, unless the claim was taken back (a STOP, a withdrawal), has lapsed, or the
 * practice has halted its sending.
 * @returns false: nothing may be sent
 */
export function handOver(practice: OpenPractice, claim: Claim): Promise<boolean> {
  return practice.database.write(async (trx) => {
    const now = practice.clock.now()
    if (await isHalted(trx, practice.configuration.id)) {
      await giveBackHalted(trx, claim, now)
      return false
    }
    // First the message, then the reminder: the order in which a withdrawal takes them.
    const messages = await trx('messages')
      .where({ id: claim.message, state: 'claimed' })
      .andWhere('claimed_at', '>', addMillis(now, -CLAIM_MILLIS))
      .update({ state: 'handed_over', handed_over_at: now, changed_at: now })
    if (messages !== 1) return false
    const reminders = await trx('reminders')
      .where({ id: claim.reminder, state: 'claimed' })
      .update({ state: 'handed_over', changed_at: now })
    if (reminders === 1) return true
    // A withdrawal came between the claim and here and saw the reminder, not yet the message.
    await trx('messages').where({ id: claim.message }).update({
      state: 'cancelled',
      reason: TAKEN_BACK,
      handed_over_at: null,
      settled_at: now,
      changed_at: now,
    })
    return false
  })
}
