/** What waits to be answered in the chats: each answer once for a message of the patient, inside its window. */
import type { Knex } from 'knex'
import { newChatReplyId, type SubjectId } from '../ids.js'
import { sealJson } from '../keys/seal.js'
import { subjectKey } from '../keys/subject-keys.js'
import type { OpenPractice } from '../practice.js'
import type { Queryable, Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import type { Account } from '../whatsapp/callback.js'
import { indexesOf, whereAccount } from './account.js'
import type { ReplyMessage } from './reply-message.js'
import type { ReplyState } from './take-reply.js'
import { windowOf, type Turn } from './turn.js'

export const REPLY_KINDS = [
  'consent_wording',
  'consent_question',
  'consent_answer',
  'stop_confirmed',
  'poster_answer',
  'notice',
] as const
export type ReplyKind = (typeof REPLY_KINDS)[number]

/** The sealed part. */
export interface ReplyContent {
  account: Account
  message: ReplyMessage
}

export const replyContext = (practice: OpenPractice, id: string): string =>
  `reply/${practice.configuration.id}/${id}`

export interface NewReply {
  turn: Turn
  /** `null`: sealed with the practice's key, since nobody knows whose it is. */
  subject: SubjectId | null
  kind: ReplyKind
  /** A later one waits until the earlier ones to the same message were taken. */
  position: number
  message: ReplyMessage
}

/** Queues an answer in the caller's transaction; one that was queued for this message before stays as it is. */
export async function queueReply(
  trx: Transaction,
  practice: OpenPractice,
  { turn, subject, kind, position, message }: NewReply,
  now: Instant,
): Promise<void> {
  const { phoneIndex, bsuidIndex } = indexesOf(practice.keys, turn.account)
  if (phoneIndex === null && bsuidIndex === null) return
  const id = newChatReplyId()
  const key = subject === null ? practice.keys.box : await subjectKey(trx, practice.keys, subject)
  const content: ReplyContent = { account: turn.account, message }
  await trx('chat_replies')
    .insert({
      id,
      practice_id: practice.configuration.id,
      subject_id: subject,
      inbound_id: turn.inbound,
      kind,
      state: 'due',
      reason: null,
      position,
      phone_index: phoneIndex,
      bsuid_index: bsuidIndex,
      attempts: 0,
      retry_at: null,
      window_until: windowOf(turn),
      wamid_index: null,
      error_code: null,
      handed_over_at: null,
      created_at: now,
      changed_at: now,
      sealed: sealJson(key, content, replyContext(practice, id)),
    })
    .onConflict(['practice_id', 'inbound_id', 'kind', 'position'])
    .ignore()
}

/** Takes back what waits for an account, which asked to stop; what is on its way is not tried again. */
export async function cancelReplies(
  trx: Transaction,
  practice: OpenPractice,
  account: Account,
  now: Instant,
): Promise<void> {
  const inState = (state: ReplyState): Knex.QueryBuilder =>
    whereAccount(
      trx('chat_replies').where({ practice_id: practice.configuration.id, state }),
      indexesOf(practice.keys, account),
    )
  await inState('due').update({ state: 'cancelled', reason: 'stopped', changed_at: now })
  await inState('handed_over').update({ window_until: now })
}

/** Whether an account was answered like this since an instant: nobody is told the same again and again. */
export async function wasAnswered(
  connection: Queryable,
  practice: OpenPractice,
  account: Account,
  kinds: readonly ReplyKind[],
  since: Instant,
): Promise<boolean> {
  const found = await whereAccount(
    connection('chat_replies')
      .where({ practice_id: practice.configuration.id })
      .whereIn('kind', kinds)
      .whereNot({ state: 'cancelled' })
      .andWhere('created_at', '>', since),
    indexesOf(practice.keys, account),
  ).first<{ id: string } | undefined>('id')
  return found !== undefined
}
