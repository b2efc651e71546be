/** Sends the answers that wait, oldest first, one after the other: a person reads them in this order. */
import { RecallError } from '../errors.js'
import type { Gates } from '../gates/gates.js'
import { failuresOf } from '../gates/verdict.js'
import type { ChatReplyId } from '../ids.js'
import { errorFields, type Log } from '../log.js'
import type { OpenPractice } from '../practice.js'
import { troubleOfOne } from '../storage/database-errors.js'
import type { Dialog360 } from '../whatsapp/dialog360.js'
import { giveUpSilentReplies, recordReplyOutcome } from './reply-outcome.js'
import { takeReply, type ReplyState, type Taken } from './take-reply.js'

export interface SendRepliesOptions {
  /** Asked for only when something is to be sent. */
  provider: () => Dialog360
  /** What sending depends on: one check that fails, and nothing is taken (P-61). */
  gates: Gates
  log: Log
  /** When it fires nothing more is taken, and what is in flight is finished. */
  signal: AbortSignal
}

export interface SentReplies {
  sent: number
  failed: number
  unknown: number
}

const BATCH = 100
/** So many in a row without an answer: 360dialog is out of order, and the rest waits for the next run. */
const SILENT_IN_A_ROW = 3
/** Nobody waits for 360dialog's answer as long as this. */
const LONGEST_TIMEOUT_MILLIS = 30_000

/** @throws RecallError DATABASE_UNREACHABLE; SECRET_MISSING when something is to be sent without an API key */
export async function sendChatReplies(
  practice: OpenPractice,
  options: SendRepliesOptions,
): Promise<SentReplies> {
  const result: SentReplies = { sent: 0, failed: 0, unknown: 0 }
  result.unknown += await giveUpSilentReplies(practice, LONGEST_TIMEOUT_MILLIS)
  let silent = 0
  for (;;) {
    let moved = false
    const due = await dueReplies(practice)
    if (due.length === 0) return result
    if (!(await isReady(practice, options))) return result
    // Before anything is taken: without a key nothing is handed over.
    const client = options.provider()
    for (const id of due) {
      if (options.signal.aborted || silent >= SILENT_IN_A_ROW) return result
      const taken = await take(practice, options.log, id)
      if (taken.kind === 'cancelled') moved = true
      if (taken.kind !== 'taken') continue
      moved = true
      const outcome = await client.send(taken.message)
      silent = outcome.kind === 'not_sent' || outcome.kind === 'unknown' ? silent + 1 : 0
      count(result, await record(practice, options.log, id, outcome))
    }
    if (!moved) return result
  }
}

/** What waits goes on waiting, until its window closes. */
async function isReady(
  { configuration }: OpenPractice,
  { gates, log }: Pick<SendRepliesOptions, 'gates' | 'log'>,
): Promise<boolean> {
  const failures = failuresOf(await gates.verdicts())
  if (failures.length > 0) {
    const checks = failures.map(({ check }) => check).join(', ')
    log.warn('chat_not_ready', { practice: configuration.id, checks })
  }
  return failures.length === 0
}

/**
 * One answer that cannot be opened must not keep those to other people waiting; what follows it to the same message
 * waits for it.
 * @throws RecallError DATABASE_UNREACHABLE
 */
async function take(practice: OpenPractice, log: Log, id: ChatReplyId): Promise<Taken> {
  try {
    return await takeReply(practice, id)
  } catch (error) {
    log.error('reply_not_taken', { reply: id, ...errorFields(troubleOfOne(error)) })
    return { kind: 'waiting' }
  }
}

/** @throws RecallError DATABASE_UNREACHABLE: it stays handed over, nobody sends it again, and the run ends */
async function record(
  practice: OpenPractice,
  log: Log,
  id: ChatReplyId,
  outcome: Parameters<typeof recordReplyOutcome>[2],
): Promise<ReplyState> {
  try {
    return await recordReplyOutcome(practice, id, outcome)
  } catch (error) {
    log.error('reply_unrecorded', { reply: id, outcome: outcome.kind, ...errorFields(error) })
    if (error instanceof RecallError && error.code === 'DATABASE_UNREACHABLE') throw error
    return 'unknown'
  }
}

function count(result: SentReplies, state: ReplyState): void {
  if (state === 'rejected' || state === 'failed') result.failed += 1
  else if (state === 'unknown') result.unknown += 1
  else if (state !== 'due') result.sent += 1
}

async function dueReplies({ configuration, database, clock }: OpenPractice): Promise<ChatReplyId[]> {
  const rows = await database
    .knex('chat_replies')
    .where({ practice_id: configuration.id, state: 'due' })
    .andWhere((where) => {
      void where.whereNull('retry_at').orWhere('retry_at', '<=', clock.now())
    })
    .orderBy([{ column: 'created_at' }, { column: 'inbound_id' }, { column: 'position' }])
    .limit(BATCH)
    .select<{ id: ChatReplyId }[]>('id')
  return rows.map(({ id }) => id)
}
