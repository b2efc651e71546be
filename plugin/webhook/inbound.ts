/** What patients write and press: each kept once, sealed, under an id of our own. */
import { randomUUID } from 'node:crypto'
import type { MessageId, SubjectId, Wamid, WamidDigest } from '../ids.js'
import { openJson, sealJson } from '../keys/seal.js'
import { subjectKey } from '../keys/subject-keys.js'
import { isDuplicate } from '../storage/database-errors.js'
import type { Instant } from '../time.js'
import type { Account } from '../whatsapp/callback.js'
import type { Intent } from '../whatsapp/intent.js'
import { wamidDigest } from '../whatsapp/wamid-digest.js'
import type { Scene } from './scene.js'

export const inboundContext = (practice: string, wamid: WamidDigest): string => `inbound/${practice}/${wamid}`

/** The sealed part: who wrote what. Media are named by their type only and never fetched (P-36). */
export interface InboundContent {
  wamid: Wamid
  sender: Account
  text: string | null
  payload: string | null
  answers: Wamid | null
}

export interface NewInbound extends InboundContent {
  kind: string
  intent: Intent['intent']
  /** Our message that it answers. */
  message: MessageId | null
  sentAt: Instant
}

export async function isKnownInbound(scene: Scene, wamid: Wamid): Promise<boolean> {
  return (await inboundIdOf(scene, wamid)) !== null
}

/** Our id of it; `null` when it is not stored. */
export async function inboundIdOf({ trx, practice }: Scene, wamid: Wamid): Promise<string | null> {
  const row = await trx('inbound_messages')
    .where({ practice_id: practice.configuration.id, wamid_index: wamidDigest(practice.keys, wamid) })
    .first<{ id: string } | undefined>('id')
  return row?.id ?? null
}

/**
 * @param subject whose it is; `null` while nobody knows, or several may be meant
 * @returns our id of it, or `null` when this is a copy of one that is stored already
 */
export async function storeInbound(
  scene: Scene,
  inbound: NewInbound,
  subject: SubjectId | null,
): Promise<string | null> {
  const { trx, practice, now } = scene
  const { sender, text, payload, answers, wamid } = inbound
  const content: InboundContent = { wamid, sender, text, payload, answers }
  const digest = wamidDigest(practice.keys, wamid)
  const key = subject === null ? practice.keys.box : await subjectKey(trx, practice.keys, subject)
  const id = `i_${randomUUID()}`
  try {
    await trx('inbound_messages').insert({
      practice_id: practice.configuration.id,
      wamid_index: digest,
      id,
      subject_id: subject,
      kind: inbound.kind,
      intent: inbound.intent,
      message_id: inbound.message,
      sent_at: inbound.sentAt,
      received_at: now,
      sealed: sealJson(key, content, inboundContext(practice.configuration.id, digest)),
    })
  } catch (error) {
    if (isDuplicate(error)) return null
    throw error
  }
  return id
}

/**
 * A person found out whose message it is: from now on it is sealed with that patient's key.
 * @returns what it says; `null` where it was someone's already, or its words are gone
 */
export async function giveInbound(
  { trx, practice }: Pick<Scene, 'trx' | 'practice'>,
  id: string,
  subject: SubjectId,
): Promise<InboundContent | null> {
  const mine = { practice_id: practice.configuration.id, id, subject_id: null }
  const row = await trx('inbound_messages')
    .where(mine)
    .whereNotNull('sealed')
    .first<{ wamid_index: WamidDigest; sealed: Buffer } | undefined>('wamid_index', 'sealed')
  if (row === undefined) return null
  const context = inboundContext(practice.configuration.id, row.wamid_index)
  const content = openJson<InboundContent>(practice.keys.box, row.sealed, context)
  const key = await subjectKey(trx, practice.keys, subject)
  await trx('inbound_messages')
    .where(mine)
    .update({ subject_id: subject, sealed: sealJson(key, content, context) })
  return content
}
