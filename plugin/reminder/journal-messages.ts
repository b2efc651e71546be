/** The attempts to send a reminder, each with what became of it. */
import { inChunks } from '../host/chunks.js'
import type { MessageId, ReminderId } from '../ids.js'
import type { MessageState } from '../outbox/state.js'
import type { Queryable } from '../storage/database.js'
import type { Instant } from '../time.js'
import type { CallbackStatus } from '../whatsapp/callback.js'

/** One attempt to send. */
export interface JournalMessage {
  id: MessageId
  attempt: number
  status: MessageState
  claimedAt: Instant
  handedOverAt: Instant | null
  /** Meta's code of a refusal. */
  errorCode: number | null
  reason: string | null
  consent: number
  /** What WhatsApp reported, in the order of its own times. */
  statuses: { status: CallbackStatus; at: Instant; errorCode: number | null }[]
}

interface MessageRow {
  id: MessageId
  reminder_id: ReminderId
  attempt: number
  state: MessageState
  claimed_at: Instant
  handed_over_at: Instant | null
  error_code: number | null
  reason: string | null
  consent_entry: number
}

/** By attempt. Reminders that nobody tried to send are absent. */
export async function messagesOf(
  connection: Queryable,
  reminders: readonly ReminderId[],
): Promise<Map<ReminderId, JournalMessage[]>> {
  const found = new Map<ReminderId, JournalMessage[]>()
  for (const some of inChunks(reminders)) {
    const rows = await connection('messages')
      .whereIn('reminder_id', some)
      .orderBy(['reminder_id', 'attempt'])
      .select<MessageRow[]>(
        'id',
        'reminder_id',
        'attempt',
        'state',
        'claimed_at',
        'handed_over_at',
        'error_code',
        'reason',
        'consent_entry',
      )
    const statuses = await statusesOf(
      connection,
      rows.map((row) => row.id),
    )
    for (const row of rows) {
      const attempts = found.get(row.reminder_id) ?? []
      attempts.push({
        id: row.id,
        attempt: row.attempt,
        status: row.state,
        claimedAt: row.claimed_at,
        handedOverAt: row.handed_over_at,
        errorCode: row.error_code,
        reason: row.reason,
        consent: row.consent_entry,
        statuses: statuses.get(row.id) ?? [],
      })
      found.set(row.reminder_id, attempts)
    }
  }
  return found
}

interface StatusRow {
  message_id: MessageId
  status: CallbackStatus
  occurred_at: Instant
  error_code: number | null
}

async function statusesOf(
  connection: Queryable,
  messages: readonly MessageId[],
): Promise<Map<MessageId, JournalMessage['statuses']>> {
  const found = new Map<MessageId, JournalMessage['statuses']>()
  for (const some of inChunks(messages)) {
    const rows = await connection('message_statuses')
      .whereIn('message_id', some)
      .orderBy(['occurred_at', 'received_at'])
      .select<StatusRow[]>('message_id', 'status', 'occurred_at', 'error_code')
    for (const row of rows) {
      const statuses = found.get(row.message_id) ?? []
      statuses.push({ status: row.status, at: row.occurred_at, errorCode: row.error_code })
      found.set(row.message_id, statuses)
    }
  }
  return found
}
