/**
 * The portfolio limit: how many different people a practice may write to in 24 hours, shared by all its numbers.
 * It is counted from what was handed over, on the database that all instances share.
 */
import type { PracticeId } from '../ids.js'
import { holdRows, type Database, type Transaction } from '../storage/database.js'
import { addMillis, type Instant } from '../time.js'
import { mayHaveLeft, OUTBOX_STATES } from './state.js'

const DAY_MILLIS = 24 * 60 * 60 * 1000
/** Row of `account_facts` that 360dialog's notices set. */
export const PORTFOLIO_LIMIT = 'portfolio_limit'
/** Row of `account_facts` whose lock makes instances count one after the other. */
const PORTFOLIO_TURN = 'portfolio_turn'

const COUNTED = ['claimed', ...OUTBOX_STATES.filter((state) => mayHaveLeft(state))]

/**
 * @param configured the limit in the configuration; a greater one that 360dialog told us counts instead
 * @returns when one more person may be written to; `null`: now
 */
export async function portfolioFreeAt(
  trx: Transaction,
  database: Database,
  practice: PracticeId,
  phoneIndex: string,
  configured: number,
  now: Instant,
): Promise<Instant | null> {
  const limit = Math.max(configured, await toldLimit(trx, practice))
  // Who counts must see what others have just claimed.
  await holdRows(
    database,
    trx('account_facts').where({ practice_id: practice, name: PORTFOLIO_TURN }),
  ).first()
  const since = addMillis(now, -DAY_MILLIS)
  const rows: { phone_index: string; last: Instant | null }[] = await trx('messages')
    .where({ practice_id: practice })
    .whereIn('state', COUNTED)
    .andWhere((where) => {
      void where.where('handed_over_at', '>', since).orWhere({ state: 'claimed' })
    })
    .groupBy('phone_index')
    .select('phone_index')
    .max({ last: 'handed_over_at' })
  if (rows.length < limit || rows.some((row) => row.phone_index === phoneIndex)) return null
  const leaving = rows.flatMap((row) => (row.last === null ? [] : [row.last])).sort()
  // As many must leave as there are too many, and one more.
  const freed = leaving[rows.length - limit]
  return addMillis(freed ?? now, freed === undefined ? 60_000 : DAY_MILLIS)
}

/** Makes the row that instances take turns by; once, before the first claim. */
export async function preparePortfolio(
  database: Database,
  practice: PracticeId,
  now: Instant,
): Promise<void> {
  await database.write((trx) =>
    trx('account_facts')
      .insert({ practice_id: practice, name: PORTFOLIO_TURN, value: '', changed_at: now })
      .onConflict(['practice_id', 'name'])
      .ignore(),
  )
}

async function toldLimit(trx: Transaction, practice: PracticeId): Promise<number> {
  const row = await trx('account_facts')
    .where({ practice_id: practice, name: PORTFOLIO_LIMIT })
    .first<{ value: string } | undefined>('value')
  const limit = Number(row?.value ?? '')
  return Number.isFinite(limit) && limit > 0 ? limit : 0
}
