/** What became of an answer that was handed over: what 360dialog said, what its statuses say, or nothing at all. */
import type { ChatReplyId, Wamid, WamidDigest } from '../ids.js'
import { blockWhatIsRefused } from '../outbox/blocks.js'
import { againAfter } from '../outbox/retry.js'
import { nextState } from '../outbox/state.js'
import type { OpenPractice } from '../practice.js'
import { holdRows, type Transaction } from '../storage/database.js'
import { addMillis, type Instant } from '../time.js'
import { classify, type Classification } from '../whatsapp/classify.js'
import type { SendOutcome } from '../whatsapp/dialog360.js'
import { wamidDigest } from '../whatsapp/wamid-digest.js'
import type { ReplyReason, ReplyState } from './take-reply.js'

interface Settled {
  id: ChatReplyId
  state: ReplyState
  wamid_index: WamidDigest | null
  phone_index: string | null
  window_until: Instant
  attempts: number
}

const COLUMNS = ['id', 'state', 'wamid_index', 'phone_index', 'window_until', 'attempts'] as const

/** No byte left, or a limit: soon again, as long as the window is open. */
const AGAIN_MILLIS = 15_000
const MOST_ATTEMPTS = 5

/** @throws RecallError DATABASE_UNREACHABLE: it stays handed over, and becomes `unknown` when that lapses */
export function recordReplyOutcome(
  practice: OpenPractice,
  id: ChatReplyId,
  outcome: SendOutcome,
): Promise<ReplyState> {
  return practice.database.write(async (trx) => {
    const now = practice.clock.now()
    const row = await held(trx, practice, { id })
    if (row === undefined) return 'unknown'
    switch (outcome.kind) {
      case 'accepted': {
        const wamid = wamidDigest(practice.keys, outcome.wamid)
        await move(trx, row, { state: 'accepted', wamid }, now)
        return applyParked(trx, practice, id, wamid, now)
      }
      case 'unknown':
        return move(trx, row, { state: 'unknown', reason: 'outcome_unknown' }, now)
      case 'not_sent':
        return tryAgain(trx, row, AGAIN_MILLIS, null, now)
      case 'rejected':
        return rejected(trx, practice, row, outcome.classification, now)
    }
  })
}

async function rejected(
  trx: Transaction,
  practice: OpenPractice,
  row: Settled,
  classification: Classification,
  now: Instant,
): Promise<ReplyState> {
  await heed(trx, practice, row, classification, now)
  return tryAgain(trx, row, againAfter(classification.next, row.attempts), classification.code, now)
}

/** What a refusal means for everything else that is sent. */
async function heed(
  trx: Transaction,
  practice: OpenPractice,
  { phone_index: phoneIndex }: Settled,
  classification: Classification,
  now: Instant,
): Promise<void> {
  // A hidden number has nothing that could be blocked.
  const isAboutRecipient = /^block_(recipient|marketing)$/.test(classification.next.kind)
  if (isAboutRecipient && phoneIndex === null) return
  const message = { template: '', phoneIndex: phoneIndex ?? '' }
  await blockWhatIsRefused(trx, practice.configuration.id, message, classification, now)
}

async function tryAgain(
  trx: Transaction,
  row: Settled,
  afterMillis: number | null,
  code: number | null,
  now: Instant,
): Promise<ReplyState> {
  // A status has already proved that it was sent after all.
  if (row.state !== 'handed_over') return row.state
  const at = afterMillis === null ? null : addMillis(now, afterMillis)
  if (at === null || at >= row.window_until || row.attempts >= MOST_ATTEMPTS)
    return move(trx, row, { state: 'rejected', reason: 'refused', code }, now)
  await trx('chat_replies')
    .where({ id: row.id })
    .update({ state: 'due', retry_at: at, error_code: code, changed_at: now })
  return 'due'
}

export interface ReplyStatus {
  wamid: Wamid
  /** From `biz_opaque_callback_data`. */
  replyId: ChatReplyId | null
  status: 'sent' | 'delivered' | 'read' | 'failed'
  errorCode: number | null
}

/** @returns false when the status is not about an answer in a chat, as far as anybody knows */
export async function recordReplyStatus(
  trx: Transaction,
  practice: OpenPractice,
  { wamid, replyId, status, errorCode }: ReplyStatus,
  now: Instant,
): Promise<boolean> {
  const digest = wamidDigest(practice.keys, wamid)
  const named = replyId === null ? undefined : await held(trx, practice, { id: replyId })
  const row = named ?? (await held(trx, practice, { wamid_index: digest }))
  if (row === undefined) return false
  const isNews = nextState(row.state, status) === status && row.state !== status
  await move(trx, row, { state: status, code: errorCode, wamid: digest }, now)
  if (isNews && status === 'failed') await heed(trx, practice, row, classify({ code: errorCode }), now)
  return true
}

/** Statuses without our id that came before the answer. */
async function applyParked(
  trx: Transaction,
  practice: OpenPractice,
  id: ChatReplyId,
  wamid: WamidDigest,
  now: Instant,
): Promise<ReplyState> {
  const parked = await trx('message_statuses')
    .where({ practice_id: practice.configuration.id, wamid_index: wamid })
    .select<{ status: ReplyStatus['status']; error_code: number | null }[]>('status', 'error_code')
  let state: ReplyState = 'accepted'
  for (const { status, error_code: code } of parked) {
    const row = await held(trx, practice, { id })
    if (row !== undefined) state = await move(trx, row, { state: status, code }, now)
  }
  return state
}

/** Answers that a process left behind which died, or which is too slow to be waited for: never sent again. */
export function giveUpSilentReplies(practice: OpenPractice, timeoutMillis: number): Promise<number> {
  return practice.database.write((trx) => {
    const now = practice.clock.now()
    const reason: ReplyReason = 'outcome_unknown'
    return trx('chat_replies')
      .where({ practice_id: practice.configuration.id, state: 'handed_over' })
      .andWhere('changed_at', '<=', addMillis(now, -(2 * timeoutMillis + 2_000)))
      .update({ state: 'unknown', reason, changed_at: now })
  })
}

function held(
  trx: Transaction,
  practice: OpenPractice,
  where: { id: ChatReplyId } | { wamid_index: WamidDigest },
): Promise<Settled | undefined> {
  const query = trx('chat_replies').where({ practice_id: practice.configuration.id, ...where })
  return holdRows(practice.database, query).first<Settled | undefined>(...COLUMNS)
}

/** Forward only, as with every other message; what is known better stays. */
async function move(
  trx: Transaction,
  row: Settled,
  seen: { state: ReplyState; reason?: ReplyReason; code?: number | null; wamid?: WamidDigest },
  now: Instant,
): Promise<ReplyState> {
  const state = nextState(row.state, seen.state)
  await trx('chat_replies')
    .where({ id: row.id })
    .update({
      wamid_index: row.wamid_index ?? seen.wamid ?? null,
      ...(state === row.state
        ? {}
        : { state, reason: seen.reason ?? null, error_code: seen.code ?? null, changed_at: now }),
    })
  return state
}
