/** A message as it is stored, and the one way its state changes: forward, its reminder with it, in one transaction. */
import type { Purpose } from '../consent/purpose.js'
import type { MessageId, PracticeId, ReminderId, SubjectId, WamidDigest } from '../ids.js'
import type { SendReason, StoredReason } from '../reminder/reasons.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { nextState, type MessageState } from './state.js'

export interface MessageRow {
  id: MessageId
  practice_id: PracticeId
  reminder_id: ReminderId
  attempt: number
  subject_id: SubjectId
  phone_index: string
  purpose: Purpose
  template: string
  state: MessageState
  claimed_at: Instant
  handed_over_at: Instant | null
  wamid_index: WamidDigest | null
  reason: StoredReason | null
  send_reason: SendReason
}

export const MESSAGE_COLUMNS = [
  'id',
  'practice_id',
  'reminder_id',
  'attempt',
  'subject_id',
  'phone_index',
  'purpose',
  'template',
  'state',
  'claimed_at',
  'handed_over_at',
  'wamid_index',
  'reason',
  'send_reason',
] as const

export interface Observation {
  state: MessageState
  /** Where it has none, the reminder says why it was sent. */
  reason?: StoredReason | null
  code?: number | null
  wamid?: WamidDigest | null
}

/**
 * Moves a message to what was observed, if that is news, and its reminder with it. Only the reminder's latest message
 * speaks for it; of an earlier one only the news that it left after all counts, as long as nothing else was sent.
 * @param message as read in this transaction, its row held
 * @returns whether the state changed
 */
export async function observe(
  trx: Transaction,
  message: MessageRow,
  observation: Observation,
  now: Instant,
): Promise<boolean> {
  const wamid_index = message.wamid_index ?? observation.wamid ?? null
  const state = nextState(message.state, observation.state)
  const isNews = state !== message.state
  if (!isNews && wamid_index === message.wamid_index) return false
  const reason = observation.reason ?? null
  await trx('messages')
    .where({ id: message.id })
    .update(
      isNews
        ? {
            wamid_index,
            state,
            reason,
            error_code: observation.code ?? null,
            settled_at: now,
            changed_at: now,
          }
        : { wamid_index, changed_at: now },
    )
  if (!isNews) return false
  const later = await trx('messages')
    .where({ reminder_id: message.reminder_id })
    .andWhere('attempt', '>', message.attempt)
    .whereNot({ state: 'cancelled' })
    .first<{ id: string } | undefined>('id')
  if (later === undefined) {
    await trx('reminders')
      .where({ id: message.reminder_id })
      .update({ state, reason: reason ?? message.send_reason, retry_at: null, changed_at: now })
  }
  return true
}
