/**
 * What the webhook tells of our messages. Statuses arrive repeatedly, in any order, and even before the answer that
 * names their wamid; so each is kept once, and the message moves forward only.
 */
import type { Bsuid, MessageId, PracticeId, Wamid, WamidDigest } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { classify } from '../whatsapp/classify.js'
import { wamidDigest } from '../whatsapp/wamid-digest.js'
import { blockWhatIsRefused } from './blocks.js'
import { MESSAGE_COLUMNS, observe, type MessageRow } from './message-rows.js'
import { holdIfNotOnWhatsApp } from './not-on-whatsapp.js'

export type StatusName = 'sent' | 'delivered' | 'read' | 'failed'

export interface MessageStatus {
  wamid: Wamid
  status: StatusName
  /** From `biz_opaque_callback_data`; `null` when the status names none of ours. */
  messageId: MessageId | null
  occurredAt: Instant
  /** Of `failed`. */
  errorCode: number | null
  /** The account that it was sent to, where the status names it. */
  recipientBsuid?: Bsuid
}

/** `parked`: nobody knows its message yet; it counts as soon as the answer names the wamid. */
export type StatusEffect = 'moved' | 'repeated' | 'parked'

export async function recordStatus(
  trx: Transaction,
  open: OpenPractice,
  status: MessageStatus,
  now: Instant,
): Promise<StatusEffect> {
  const { practice } = open.keys
  const observed = { ...status, wamid: wamidDigest(open.keys, status.wamid) }
  const message = await messageOf(trx, practice, observed)
  await trx('message_statuses')
    .insert({
      practice_id: practice,
      wamid_index: observed.wamid,
      status: status.status,
      message_id: message?.id ?? status.messageId,
      occurred_at: status.occurredAt,
      error_code: status.errorCode,
      received_at: now,
    })
    .onConflict(['practice_id', 'wamid_index', 'status'])
    .ignore()
  if (message === undefined) return 'parked'
  return (await apply(trx, open, message, observed, now)) ? 'moved' : 'repeated'
}

/** Statuses that came before the answer. */
export async function applyParkedStatuses(
  trx: Transaction,
  open: OpenPractice,
  messageId: MessageId,
  wamid: WamidDigest,
  now: Instant,
): Promise<void> {
  const practice = open.configuration.id
  const parked = await trx('message_statuses')
    .where({ practice_id: practice, wamid_index: wamid })
    .select<{ status: StatusName; error_code: number | null }[]>('status', 'error_code')
  for (const row of parked) {
    const message = await messageOf(trx, practice, { messageId, wamid })
    if (message !== undefined)
      await apply(trx, open, message, { wamid, status: row.status, errorCode: row.error_code }, now)
  }
  if (parked.length > 0)
    await trx('message_statuses')
      .where({ practice_id: practice, wamid_index: wamid })
      .update({ message_id: messageId })
}

/** By our own id first: it is known before the wamid is. */
async function messageOf(
  trx: Transaction,
  practice: PracticeId,
  status: { messageId: MessageId | null; wamid: WamidDigest },
): Promise<MessageRow | undefined> {
  const find = (where: Record<string, string>): Promise<MessageRow | undefined> =>
    trx('messages')
      .where({ practice_id: practice, ...where })
      .forUpdate()
      .first<MessageRow | undefined>(...MESSAGE_COLUMNS)
  const named = status.messageId === null ? undefined : await find({ id: status.messageId })
  return named ?? find({ wamid_index: status.wamid })
}

/**
 * `failed` is final, also with a code that passes by itself: WhatsApp had taken the message and tried for as long as it
 * wanted to, hours perhaps, and nothing rules out a `delivered` after it. Sending again could be a second message, so only
 * what it means for other messages - a limit, a blocked number, a stopped account - is heeded.
 */
async function apply(
  trx: Transaction,
  practice: OpenPractice,
  message: MessageRow,
  status: { wamid: WamidDigest; status: StatusName; errorCode: number | null },
  now: Instant,
): Promise<boolean> {
  if (status.status !== 'failed')
    return observe(trx, message, { state: status.status, wamid: status.wamid }, now)
  const classification = classify({ code: status.errorCode })
  const { reason, code } = classification
  const moved = await observe(trx, message, { state: 'failed', reason, code, wamid: status.wamid }, now)
  if (moved) {
    await blockWhatIsRefused(
      trx,
      message.practice_id,
      { template: message.template, phoneIndex: message.phone_index },
      classification,
      now,
    )
    await holdIfNotOnWhatsApp(trx, practice, message, reason, now)
  }
  return moved
}
