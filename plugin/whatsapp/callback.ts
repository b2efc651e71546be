/**
 * What a webhook of 360dialog says, as a list of happenings. Every level is iterated, any field may be missing or odd,
 * and one bad item never loses the others. Pure.
 * @see Meta, WhatsApp Business Platform, "Webhooks"; 360dialog, "Webhook reference"
 */
import type { Bsuid, ChatReplyId, MessageId, Wamid } from '../ids.js'
import type { E164 } from '../phone.js'
import type { Instant } from '../time.js'
import { readAccountChange, readMessage, readPreference, readStatus } from './callback-item.js'
import { readNotice } from './callback-notice.js'
import { fieldsOf, instantOfUnix, isFields, listOf, textOf, type Fields } from './json-shape.js'

/** Who stands behind a message. Since usernames exist the number can be hidden. */
export interface Account {
  phone: E164 | null
  bsuid: Bsuid | null
}

export const CALLBACK_STATUSES = ['sent', 'delivered', 'read', 'failed'] as const
export type CallbackStatus = (typeof CALLBACK_STATUSES)[number]

export interface StatusHappening {
  kind: 'status'
  wamid: Wamid
  status: CallbackStatus
  /** Our id, where it came back as `biz_opaque_callback_data`. */
  messageId: MessageId | null
  /** The same for an answer in a chat. */
  replyId: ChatReplyId | null
  occurredAt: Instant | null
  errorCode: number | null
  recipient: Account
}

export interface MessageHappening {
  kind: 'message'
  /** WhatsApp's id, or one made from the content where it is missing, so that a copy is still known as a copy. */
  wamid: Wamid
  sender: Account
  sentAt: Instant | null
  /** The message that it answers. */
  answers: Wamid | null
  /** WhatsApp's own word: `text`, `button`, `image`, `system`, …; at most 24 characters. */
  type: string
  /** Everything in it that a person wrote or pressed: text, caption, title of a button, emoji. */
  text: string | null
  /** What we put behind the button that was pressed. */
  payload: string | null
  /** The sender has, or may have, another number from now on. */
  numberChanged: boolean
}

/** WhatsApp's own switch for advertising of one business. */
export interface PreferenceHappening {
  kind: 'preference'
  /** Made from the content, since WhatsApp gives none. */
  wamid: Wamid
  sender: Account
  value: 'stop' | 'resume' | 'unknown'
  sentAt: Instant | null
}

/** WhatsApp gave the account another user id, as it does when the number changes. */
export interface AccountChangeHappening {
  kind: 'account_change'
  /** Made from the content, since WhatsApp gives none. */
  wamid: Wamid
  previous: Account
  sentAt: Instant | null
}

export type NoticeHappening =
  /** Unique users a day; unlimited is `Number.MAX_SAFE_INTEGER`. */
  | { kind: 'capability'; portfolioLimit: number; occurredAt: Instant | null }
  /** `event` in upper case: APPROVED, PAUSED, … */
  | { kind: 'template_status'; name: string; language: string; event: string; occurredAt: Instant | null }
  /** `category` in upper case; not yet `inForce` when it is only announced. */
  | {
      kind: 'template_category'
      name: string
      language: string
      category: string
      inForce: boolean
      occurredAt: Instant | null
    }
  /** Something about the account itself that a person must look at. */
  | { kind: 'account_notice'; field: string }
  /** Kept and otherwise left alone. */
  | { kind: 'other'; field: string }

export type Happening = { phoneNumberId: string | null } & (
  | StatusHappening
  | MessageHappening
  | PreferenceHappening
  | AccountChangeHappening
  | NoticeHappening
)

/** @param body the parsed JSON of one webhook */
export function readCallback(body: unknown): Happening[] {
  const root = fieldsOf(body)
  // A body without envelope is read as the value of one change.
  if (!('entry' in root)) return readValue('', root, null)
  const happenings = listOf(root['entry']).flatMap((entry) => {
    const { changes, time } = fieldsOf(entry)
    return listOf(changes).flatMap((change) => {
      const { field, value } = fieldsOf(change)
      return readValue(textOf(field) ?? '', fieldsOf(value), instantOfUnix(time))
    })
  })
  return happenings.length > 0 ? happenings : [{ kind: 'other', field: 'entry', phoneNumberId: null }]
}

/** Items are looked for in every change, whatever its field is called: an overlooked STOP would be the worst loss. */
function readValue(field: string, value: Fields, at: Instant | null): Happening[] {
  const phoneNumberId = textOf(fieldsOf(value['metadata'])['phone_number_id'])
  const contacts = listOf(value['contacts']).filter(isFields)
  const items = [
    ...listOf(value['statuses']).map((item) => readStatus(item, contacts)),
    ...listOf(value['messages']).map((item) => readMessage(item, contacts)),
    ...listOf(value['user_preferences']).map((item) => readPreference(item)),
    ...listOf(value['user_id_update']).map((item) => readAccountChange(item)),
  ]
  const found = items.length > 0 ? items : [readNotice(field, value, at)]
  return found.map((happening) => ({ ...happening, phoneNumberId }))
}
