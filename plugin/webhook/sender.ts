/** Whose words these are: the patients behind a number or account, and the message of ours that is answered. */
import { subjectsByBsuid, subjectsByPhone } from '../host/links.js'
import type { MessageId, ReminderId, SubjectId, Wamid } from '../ids.js'
import type { Account } from '../whatsapp/callback.js'
import { wamidDigest } from '../whatsapp/wamid-digest.js'
import { numbersOfBsuid } from './accounts.js'
import { living, type Scene } from './scene.js'

/** Everybody who may stand behind an account, ordered, each once; nobody who was erased. */
export async function subjectsBehind(scene: Scene, account: Account): Promise<SubjectId[]> {
  const { trx, practice } = scene
  const found: SubjectId[] = []
  if (account.phone !== null) found.push(...(await subjectsByPhone(trx, practice.keys, account.phone)))
  if (account.bsuid !== null) {
    found.push(...(await subjectsByBsuid(trx, practice.keys, account.bsuid)))
    // A hidden number may have been seen with this account before.
    if (account.phone === null) {
      for (const number of await numbersOfBsuid(scene, account.bsuid)) {
        found.push(...(await subjectsByPhone(trx, practice.keys, number)))
      }
    }
  }
  return living(scene, found)
}

export interface AnsweredMessage {
  id: MessageId
  subject: SubjectId
  reminder: ReminderId
  phoneIndex: string
}

interface MessageRow {
  id: MessageId
  subject_id: SubjectId
  reminder_id: ReminderId
  phone_index: string
}

/** @param id from the payload of a button; it says more exactly than `wamid`, the message that was quoted */
export async function answeredMessage(
  scene: Scene,
  id: MessageId | null,
  wamid: Wamid | null,
): Promise<AnsweredMessage | null> {
  const named = id ?? (wamid === null ? null : await messageOfWamid(scene, wamid))
  if (named === null) return null
  const row = await scene
    .trx('messages')
    .where({ practice_id: scene.practice.configuration.id, id: named })
    .first<MessageRow | undefined>('id', 'subject_id', 'reminder_id', 'phone_index')
  if (row === undefined) return null
  return { id: row.id, subject: row.subject_id, reminder: row.reminder_id, phoneIndex: row.phone_index }
}

/** The answer that names the wamid may not be stored yet, while a status has named it already. */
async function messageOfWamid(scene: Scene, wamid: Wamid): Promise<MessageId | null> {
  const where = {
    practice_id: scene.practice.configuration.id,
    wamid_index: wamidDigest(scene.practice.keys, wamid),
  }
  const sent = await scene.trx('messages').where(where).first<{ id: MessageId } | undefined>('id')
  if (sent !== undefined) return sent.id
  const status = await scene
    .trx('message_statuses')
    .where(where)
    .whereNotNull('message_id')
    .first<{ message_id: MessageId } | undefined>('message_id')
  return status?.message_id ?? null
}

/** Whether a reply came from the account that the message was sent to. */
export async function isRecipient(
  scene: Scene,
  account: Account,
  message: AnsweredMessage,
): Promise<'yes' | 'no' | 'unknown'> {
  const { trx, practice } = scene
  if (account.phone !== null)
    return practice.keys.index('phone', account.phone) === message.phoneIndex ? 'yes' : 'no'
  if (account.bsuid === null) return 'unknown'
  const numbers = await numbersOfBsuid(scene, account.bsuid)
  if (numbers.length > 0)
    return numbers.some((number) => practice.keys.index('phone', number) === message.phoneIndex)
      ? 'yes'
      : 'no'
  const linked = await subjectsByBsuid(trx, practice.keys, account.bsuid)
  if (linked.length === 0) return 'unknown'
  return linked.includes(message.subject) ? 'yes' : 'no'
}
