/** What was sent before, as far as it stands against sending now. */
import type { Purpose } from '../consent/purpose.js'
import { inChunks } from '../host/chunks.js'
import type { MessageId, ReminderId, SubjectId } from '../ids.js'
import { STATES_THAT_COUNT, type OutboxState } from '../outbox/state.js'
import type { OpenPractice } from '../practice.js'
import type { Queryable } from '../storage/database.js'
import { addMillis, type Instant, type LocalDate } from '../time.js'
import type { EarlierMessage } from './daily-limit.js'
import { itemOf, keyText } from './reminder-key.js'
import { isWaiting, keyOfRow, type ReminderRow } from './reminder-row.js'

/** Messages so recent that they may still take the place of one of today. */
const RECENT_MILLIS = 2 * 86_400_000

export interface LoadedMessage {
  reminder: ReminderId
  message: EarlierMessage
  handedOver: boolean
  /** It may have reached the patient, or is about to be sent. */
  counts: boolean
}

interface MessageRow {
  id: MessageId
  reminder_id: ReminderId
  state: OutboxState
  claimed_at: Instant
  handed_over_at: Instant | null
  local_day: LocalDate
  subject_id: SubjectId
  item_kind: 'appointment' | 'recall'
  item_id: string
  rule_id: string
  purpose: Purpose
  starts_at: Instant | null
}

/** Those of the given reminders, and those of the last days, up to `now`. */
export async function readEarlierMessages(
  connection: Queryable,
  { keys }: OpenPractice,
  rows: readonly ReminderRow[],
  now: Instant,
): Promise<LoadedMessage[]> {
  const select = () =>
    connection('messages')
      .join('reminders', 'reminders.id', 'messages.reminder_id')
      .where({ 'messages.practice_id': keys.practice })
      .andWhere('messages.claimed_at', '<=', now)
      .select<MessageRow[]>(
        'messages.id',
        'messages.reminder_id',
        'messages.state',
        'messages.claimed_at',
        'messages.handed_over_at',
        'messages.local_day',
        'messages.subject_id',
        'messages.purpose',
        'reminders.item_kind',
        'reminders.item_id',
        'reminders.rule_id',
        'reminders.starts_at',
      )
  const found = new Map<MessageId, MessageRow>()
  const keep = (some: readonly MessageRow[]): void => {
    for (const row of some) found.set(row.id, row)
  }
  keep(await select().andWhere('messages.handed_over_at', '>=', addMillis(now, -RECENT_MILLIS)))
  keep(await select().andWhere('messages.state', 'claimed'))
  for (const ids of inChunks(rows.map((row) => row.id)))
    keep(await select().whereIn('messages.reminder_id', ids))
  return [...found.values()].map((row) => ({
    reminder: row.reminder_id,
    handedOver: row.handed_over_at !== null,
    counts: STATES_THAT_COUNT.includes(row.state),
    message: {
      subject: row.subject_id,
      item: itemOf(row.item_kind, row.item_id),
      rule: row.rule_id,
      purpose: row.purpose,
      startsAt: row.starts_at,
      localDay: row.local_day,
      at: row.handed_over_at ?? row.claimed_at,
      told: row.state !== 'failed',
    },
  }))
}

/** Reminders that the outbox has brought to their end, or is sending at this moment. */
export function closedReminders(
  rows: readonly ReminderRow[],
  messages: readonly LoadedMessage[],
): Map<string, 'already_reminded' | 'not_delivered'> {
  const begun = new Set(
    messages.filter(({ handedOver, counts }) => handedOver || counts).map(({ reminder }) => reminder),
  )
  const closed = new Map<string, 'already_reminded' | 'not_delivered'>()
  for (const row of rows) {
    if (!begun.has(row.id) || isWaiting(row)) continue
    const isLost = ['rejected', 'failed', 'cancelled', 'skipped'].includes(row.state)
    closed.set(keyText(keyOfRow(row)), isLost ? 'not_delivered' : 'already_reminded')
  }
  return closed
}
