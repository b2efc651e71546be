/**
 * Taking an answer for sending: one transaction that looks at everything again and, if nothing stands against it, writes
 * down that it is handed over. That is committed before the first byte leaves, so that whatever happens afterwards nobody
 * takes it for unsent.
 */
import type { ChatReplyId, SubjectId } from '../ids.js'
import { openJson } from '../keys/seal.js'
import { subjectKeys } from '../keys/subject-keys.js'
import { accountBlock } from '../outbox/blocks.js'
import { mayHaveLeft, type MessageState } from '../outbox/state.js'
import type { OpenPractice } from '../practice.js'
import { takeRows, type Transaction } from '../storage/database.js'
import { addMillis, type Instant } from '../time.js'
import type { OutgoingMessage } from '../whatsapp/dialog360.js'
import { replyContext, type ReplyContent } from './replies.js'
import { addressed } from './reply-message.js'

export type ReplyState = 'due' | Exclude<MessageState, 'claimed'>

/** Why one was taken back, or nobody knows what became of it. */
export type ReplyReason =
  | 'window_closed'
  | 'stopped'
  | 'erased'
  | 'no_addressee'
  /** An answer before it, to the same message, is not known to have been sent. */
  | 'earlier_failed'
  | 'outcome_unknown'
  | 'refused'

export interface ReplyRow {
  id: ChatReplyId
  subject_id: SubjectId | null
  inbound_id: string
  position: number
  state: ReplyState
  window_until: Instant
  phone_index: string | null
  attempts: number
  sealed: Buffer | null
}

const COLUMNS = [
  'id',
  'subject_id',
  'inbound_id',
  'position',
  'state',
  'window_until',
  'phone_index',
  'attempts',
  'sealed',
] as const

export type Taken =
  | { kind: 'taken'; message: OutgoingMessage }
  | { kind: 'cancelled' }
  /** Stays due: the account is stopped, or an earlier answer is still on its way. */
  | { kind: 'waiting' }
  /** Somebody else has it. */
  | { kind: 'gone' }

/** What is sent so shortly before the window closes may arrive after it. */
const MARGIN_MILLIS = 60_000

export function takeReply(practice: OpenPractice, id: ChatReplyId): Promise<Taken> {
  return practice.database.write(async (trx): Promise<Taken> => {
    const now = practice.clock.now()
    const row = await takeRows(practice.database, trx('chat_replies').where({ id, state: 'due' })).first<
      ReplyRow | undefined
    >(...COLUMNS)
    if (row === undefined) return { kind: 'gone' }
    const cancel = async (reason: ReplyReason): Promise<Taken> => {
      await trx('chat_replies').where({ id }).update({ state: 'cancelled', reason, changed_at: now })
      return { kind: 'cancelled' }
    }
    if (row.window_until <= addMillis(now, MARGIN_MILLIS)) return cancel('window_closed')
    const earlier = await statesBefore(trx, practice, row)
    if (earlier.some((state) => !mayHaveLeft(state) && state !== 'due')) return cancel('earlier_failed')
    if (earlier.some((state) => state === 'unknown' || state === 'failed')) return cancel('earlier_failed')
    if (earlier.some((state) => state === 'due' || state === 'handed_over')) return { kind: 'waiting' }
    if ((await accountBlock(trx, practice.configuration.id, now)) !== null) return { kind: 'waiting' }
    const content = await openReply(trx, practice, row)
    if (content === null) return cancel('erased')
    const message = addressed(id, content.account, content.message)
    if (message === null) return cancel('no_addressee')
    await trx('chat_replies')
      .where({ id })
      .update({
        state: 'handed_over',
        handed_over_at: now,
        retry_at: null,
        attempts: row.attempts + 1,
        changed_at: now,
      })
    return { kind: 'taken', message }
  })
}

async function statesBefore(trx: Transaction, practice: OpenPractice, row: ReplyRow): Promise<ReplyState[]> {
  const rows = await trx('chat_replies')
    .where({ practice_id: practice.configuration.id, inbound_id: row.inbound_id })
    .andWhere('position', '<', row.position)
    .select<{ state: ReplyState }[]>('state')
  return rows.map(({ state }) => state)
}

/** @returns `null` when the person was erased meanwhile */
async function openReply(
  trx: Transaction,
  practice: OpenPractice,
  { id, subject_id: subject, sealed }: ReplyRow,
): Promise<ReplyContent | null> {
  if (sealed === null) return null
  const key =
    subject === null ? practice.keys.box : (await subjectKeys(trx, practice.keys, [subject])).get(subject)
  return key === undefined ? null : openJson<ReplyContent>(key, sealed, replyContext(practice, id))
}
