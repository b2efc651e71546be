/**
 * The switch that stops everything a practice sends (P-40). It is one row in the database, so it holds for all
 * instances and survives restarts; whoever claims or hands over asks for it in its own transaction. Reading, the
 * ledger, webhooks and withdrawals go on.
 */
import { recordEvent } from '../host/events.js'
import type { PracticeId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { insertAccess } from '../privacy/access-log.js'
import type { Queryable, Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { HALT, setBlock } from './blocks.js'
import type { OutboxReason } from './reasons.js'

export type SendingState = { halted: true; since: Instant; by: string } | { halted: false }

/** What the switch needs; no key, so that it works when nothing else does. */
export type Switchable = Pick<OpenPractice, 'configuration' | 'database' | 'clock'>

/** Row of `account_facts` with the name of whoever pressed the switch. */
const HALTED_BY = 'halted_by'

export const HALTED: OutboxReason = 'halted'

/** Nothing more is claimed, and what is claimed is not handed over. Pressed again it stays as it was. */
export function halt(practice: Switchable, by: string): Promise<SendingState> {
  const { configuration, database, clock } = practice
  return database.write(async (trx) => {
    const now = clock.now()
    const isNews = await setBlock(
      trx,
      configuration.id,
      { scope: 'account', key: HALT, code: null, until: null },
      now,
    )
    if (isNews) {
      await trx('account_facts')
        .insert({ practice_id: configuration.id, name: HALTED_BY, value: by.slice(0, 255), changed_at: now })
        .onConflict(['practice_id', 'name'])
        .merge(['value', 'changed_at'])
      await insertAccess(trx, configuration.id, { action: 'halt', actor: by, subject: null }, now)
      await recordEvent(trx, configuration.id, { type: 'sending.halted', data: { by } }, now)
    }
    return sendingState(trx, configuration.id)
  })
}

/** Lifts the switch; what waited for it is looked at at once. */
export function resume(practice: Switchable, by: string): Promise<SendingState> {
  const { configuration, database, clock } = practice
  return database.write(async (trx) => {
    const now = clock.now()
    const lifted = await trx('send_blocks').where(switchOf(configuration.id)).delete()
    if (lifted > 0) {
      await trx('reminders')
        .where({ practice_id: configuration.id, state: 'due', reason: HALTED })
        .update({ retry_at: null, changed_at: now })
      await insertAccess(trx, configuration.id, { action: 'resume', actor: by, subject: null }, now)
      await recordEvent(trx, configuration.id, { type: 'sending.resumed', data: { by } }, now)
    }
    return sendingState(trx, configuration.id)
  })
}

export async function isHalted(connection: Queryable, practice: PracticeId): Promise<boolean> {
  return (await since(connection, practice)) !== null
}

export async function sendingState(connection: Queryable, practice: PracticeId): Promise<SendingState> {
  const begun = await since(connection, practice)
  if (begun === null) return { halted: false }
  const fact = await connection('account_facts')
    .where({ practice_id: practice, name: HALTED_BY })
    .first<{ value: string } | undefined>('value')
  return { halted: true, since: begun, by: fact?.value ?? '' }
}

/** Gives a claim back in the moment of handing over: nothing was sent, and the reminder waits for the switch. */
export async function giveBackHalted(
  trx: Transaction,
  claim: { message: string; reminder: string },
  now: Instant,
): Promise<void> {
  const taken = await trx('messages')
    .where({ id: claim.message, state: 'claimed' })
    .update({ state: 'cancelled', reason: HALTED, settled_at: now, changed_at: now })
  if (taken !== 1) return
  await trx('reminders')
    .where({ id: claim.reminder, state: 'claimed' })
    .update({ state: 'due', reason: HALTED, changed_at: now })
}

const switchOf = (practice: PracticeId): Record<string, string> => ({
  practice_id: practice,
  scope: 'account',
  block_key: HALT,
})

async function since(connection: Queryable, practice: PracticeId): Promise<Instant | null> {
  const row = await connection('send_blocks')
    .where(switchOf(practice))
    .first<{ since: Instant } | undefined>('since')
  return row?.since ?? null
}
