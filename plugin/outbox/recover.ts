/** Takes up what a process left behind that died, or that is too slow to be waited for. */
import type { OpenPractice } from '../practice.js'
import { holdRows, type Transaction } from '../storage/database.js'
import { addMillis, millisOf, type Instant } from '../time.js'
import { CLAIM_MILLIS } from './hand-over.js'
import { MESSAGE_COLUMNS, observe, type MessageRow } from './message-rows.js'
import type { OutboxReason } from './reasons.js'

export interface Recovered {
  /** Claims that nobody used: due again. */
  claims: number
  /** Handed over and never heard of: unknown. */
  unknown: number
}

const CLAIM_LAPSED: OutboxReason = 'claim_lapsed'

/** After twice the time-out nobody is still waiting for the answer. */
const handedOverMillis = (timeoutMillis: number): number => 2 * timeoutMillis + 2_000

/** @param timeoutMillis of the provider's client */
export function recoverLapsed(practice: OpenPractice, timeoutMillis: number): Promise<Recovered> {
  return practice.database.write(async (trx) => {
    const now = practice.clock.now()
    const claims = await lapsed(trx, practice, 'claimed', addMillis(now, -CLAIM_MILLIS))
    for (const message of claims) await takeBack(trx, message, now)
    const silent = await lapsed(
      trx,
      practice,
      'handed_over',
      addMillis(now, -handedOverMillis(timeoutMillis)),
    )
    for (const message of silent)
      await observe(trx, message, { state: 'unknown', reason: 'outcome_lapsed' }, now)
    return { claims: claims.length, unknown: silent.length }
  })
}

function lapsed(
  trx: Transaction,
  practice: OpenPractice,
  state: 'claimed' | 'handed_over',
  before: Instant,
): Promise<MessageRow[]> {
  return holdRows(
    practice.database,
    trx('messages')
      .where({ practice_id: practice.configuration.id, state })
      .andWhere('changed_at', '<=', before)
      .orderBy('id'),
  ).select<MessageRow[]>(...MESSAGE_COLUMNS)
}

/** The next claim is a new message, for which everything is looked at again. */
async function takeBack(trx: Transaction, message: MessageRow, now: Instant): Promise<void> {
  await trx('messages')
    .where({ id: message.id, state: 'claimed' })
    .update({ state: 'cancelled', reason: CLAIM_LAPSED, settled_at: now, changed_at: now })
  await trx('reminders')
    .where({ id: message.reminder_id, state: 'claimed' })
    .update({ state: 'due', changed_at: now })
}

/** @returns milliseconds until the last claim in force lapses; `null` when there is none */
export async function untilClaimsLapse(practice: OpenPractice): Promise<number | null> {
  const row = await practice.database
    .knex('messages')
    .where({ practice_id: practice.configuration.id, state: 'claimed' })
    .max<{ last: Instant | null }[]>({ last: 'claimed_at' })
  const last = row[0]?.last ?? null
  return last === null
    ? null
    : Math.max(0, millisOf(last) + CLAIM_MILLIS - millisOf(practice.clock.now())) + 1
}
