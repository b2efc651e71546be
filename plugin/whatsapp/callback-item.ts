/** One status, message, preference or account change of a webhook. Pure; what cannot be read becomes `other`. */
import { createHash } from 'node:crypto'
import { toBsuid, toWamid, type Bsuid, type Wamid } from '../ids.js'
import { phoneOfWaId } from '../phone.js'
import {
  CALLBACK_STATUSES,
  type Account,
  type AccountChangeHappening,
  type MessageHappening,
  type NoticeHappening,
  type PreferenceHappening,
  type StatusHappening,
} from './callback.js'
import { readMessageId, readReplyId } from './intent.js'
import {
  fieldsOf,
  instantOfUnix,
  isFields,
  listOf,
  textOf,
  wholeNumberOf,
  type Fields,
} from './json-shape.js'

type Other = Extract<NoticeHappening, { kind: 'other' }>
const other = (field: string): Other => ({ kind: 'other', field })

const MAX_ID = 255
const MAX_KIND = 24
/** WhatsApp's own limit is 4096; what is longer comes from elsewhere. */
const MAX_TEXT = 16_384

function bsuidOf(value: unknown): Bsuid | null {
  const text = textOf(value)
  return text !== null && text.length <= MAX_ID ? toBsuid(text) : null
}

function wamidOf(value: unknown): Wamid | null {
  const text = textOf(value)
  return text !== null && text.length <= MAX_ID ? toWamid(text) : null
}

function accountOf(phone: unknown, bsuid: unknown): Account {
  const digits = textOf(phone)
  return { phone: digits === null ? null : phoneOfWaId(digits.replace(/^\+/, '')), bsuid: bsuidOf(bsuid) }
}

/** Adds the half of the account that stands only in `contacts`; never from another person's contact. */
function completed(account: Account, contacts: readonly Fields[]): Account {
  for (const contact of contacts) {
    const known = accountOf(contact['wa_id'], contact['user_id'])
    if (account.phone !== null && account.bsuid === null && known.phone === account.phone) {
      return { phone: account.phone, bsuid: known.bsuid }
    }
    if (account.bsuid !== null && account.phone === null && known.bsuid === account.bsuid) {
      return { phone: known.phone, bsuid: account.bsuid }
    }
  }
  return account
}

/** The same content gives the same id, so that a repeated delivery is known as one. */
function madeId(...parts: readonly (string | null)[]): Wamid {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  return toWamid(`made.${digest}`)
}

export function readStatus(item: unknown, contacts: readonly Fields[]): StatusHappening | Other {
  const fields = fieldsOf(item)
  const wamid = wamidOf(fields['id'])
  const word = textOf(fields['status'])?.toLowerCase()
  // A voice message is `played` after it was read; to us that is the same.
  const status = word === 'played' ? 'read' : CALLBACK_STATUSES.find((known) => known === word)
  if (wamid === null || status === undefined) return other('statuses')
  return {
    kind: 'status',
    wamid,
    status,
    messageId: readMessageId(textOf(fields['biz_opaque_callback_data'])),
    replyId: readReplyId(textOf(fields['biz_opaque_callback_data'])),
    occurredAt: instantOfUnix(fields['timestamp']),
    errorCode: wholeNumberOf(fieldsOf(listOf(fields['errors'])[0])['code']),
    recipient: completed(accountOf(fields['recipient_id'], fields['recipient_user_id']), contacts),
  }
}

export function readMessage(item: unknown, contacts: readonly Fields[]): MessageHappening | Other {
  if (!isFields(item)) return other('messages')
  const sender = completed(accountOf(item['from'], item['from_user_id']), contacts)
  const type = (textOf(item['type']) ?? 'unknown').slice(0, MAX_KIND)
  const text = wordsOf(item, type)
  const payload = payloadOf(item)
  return {
    kind: 'message',
    wamid:
      wamidOf(item['id']) ??
      madeId('message', sender.phone, sender.bsuid, textOf(item['timestamp']), type, text, payload),
    sender,
    sentAt: instantOfUnix(item['timestamp']),
    answers: wamidOf(fieldsOf(item['context'])['id']) ?? wamidOf(fieldsOf(item['reaction'])['message_id']),
    type,
    text,
    payload,
    numberChanged:
      type === 'system' && textOf(fieldsOf(item['system'])['type'])?.startsWith('user_changed') === true,
  }
}

/** Looked for wherever words can stand, whatever the type says. What WhatsApp itself wrote (`system`) is not the patient's. */
function wordsOf(item: Fields, type: string): string | null {
  const interactive = fieldsOf(item['interactive'])
  const list = fieldsOf(interactive['list_reply'])
  const words = [
    typeof item['text'] === 'string' ? item['text'] : fieldsOf(item['text'])['body'],
    fieldsOf(item['button'])['text'],
    fieldsOf(interactive['button_reply'])['title'],
    list['title'],
    list['description'],
    fieldsOf(item['reaction'])['emoji'],
    fieldsOf(item['order'])['text'],
    fieldsOf(item[type])['caption'],
  ].flatMap((value) => textOf(value) ?? [])
  return words.length === 0 ? null : words.join('\n').slice(0, MAX_TEXT)
}

function payloadOf(item: Fields): string | null {
  const interactive = fieldsOf(item['interactive'])
  const payload =
    textOf(fieldsOf(item['button'])['payload']) ??
    textOf(fieldsOf(interactive['button_reply'])['id']) ??
    textOf(fieldsOf(interactive['list_reply'])['id'])
  return payload?.slice(0, MAX_TEXT) ?? null
}

export function readPreference(item: unknown): PreferenceHappening | Other {
  if (!isFields(item)) return other('user_preferences')
  const sender = accountOf(item['wa_id'], item['user_id'])
  const word = textOf(item['value'])?.toLowerCase()
  return {
    kind: 'preference',
    wamid: madeId('preference', sender.phone, sender.bsuid, textOf(item['timestamp']), word ?? null),
    sender,
    value: word === 'stop' || word === 'resume' ? word : 'unknown',
    sentAt: instantOfUnix(item['timestamp']),
  }
}

export function readAccountChange(item: unknown): AccountChangeHappening | Other {
  if (!isFields(item)) return other('user_id_update')
  const ids = fieldsOf(item['user_id'])
  const previous = accountOf(item['wa_id'], ids['previous'])
  return {
    kind: 'account_change',
    wamid: madeId(
      'account_change',
      previous.phone,
      previous.bsuid,
      textOf(ids['current']),
      textOf(item['timestamp']),
    ),
    previous,
    sentAt: instantOfUnix(item['timestamp']),
  }
}
