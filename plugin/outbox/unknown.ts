/** A message whose outcome stays unknown is put before a person. It is never sent again by itself. */
import { recordEvent } from '../host/events.js'
import type { OpenPractice } from '../practice.js'
import { holdRows } from '../storage/database.js'
import { addMillis, durationMillis } from '../time.js'
import { MESSAGE_COLUMNS, type MessageRow } from './message-rows.js'
import type { OutboxReason } from './reasons.js'

/** The reason of a message that waits for a person. */
export const UNKNOWN_OUTCOME: OutboxReason = 'unknown_outcome'

/**
 * A status usually names the outcome within seconds. After `unknownGrace` nobody can tell but the patient.
 * @returns how many were put before a person now
 */
export function reportUnknown(practice: OpenPractice): Promise<number> {
  const { configuration, database, clock } = practice
  return database.write(async (trx) => {
    const now = clock.now()
    const messages = await holdRows(
      database,
      trx('messages')
        .where({ practice_id: configuration.id, state: 'unknown' })
        .whereNot({ reason: UNKNOWN_OUTCOME })
        .andWhere('changed_at', '<=', addMillis(now, -durationMillis(configuration.whatsapp.unknownGrace)))
        .orderBy('id'),
    ).select<MessageRow[]>(...MESSAGE_COLUMNS)
    for (const message of messages) {
      const { id, reminder_id: reminder } = message
      await trx('messages').where({ id }).update({ reason: UNKNOWN_OUTCOME, changed_at: now })
      await trx('reminders')
        .where({ id: reminder, state: 'unknown' })
        .update({ reason: UNKNOWN_OUTCOME, changed_at: now })
      const data = { reminder, message: id }
      await recordEvent(trx, configuration.id, { type: 'reminder.outcome_unknown', data }, now)
    }
    return messages.length
  })
}
