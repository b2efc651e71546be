/**
 * That and when this database was told to a witness: an empty witness is new, or that of an instance that has just joined
 * others, or it is lost.
 */
import type { OpenPractice } from '../../practice.js'
import type { Transaction } from '../../storage/database.js'
import { addMillis, type Instant } from '../../time.js'

/** Row of `account_facts`: when a witness last agreed with this database. */
const TOLD = 'witness_told'
/** While some witness agreed that recently, another one is that of an instance which has just joined. */
const JOINING_MILLIS = 5 * 60_000
const NOTED_EVERY_MILLIS = 60_000

async function toldAt({ configuration, database }: OpenPractice): Promise<Instant | null> {
  const row = await database
    .knex('account_facts')
    .where({ practice_id: configuration.id, name: TOLD })
    .first<{ value: Instant } | undefined>('value')
  return row?.value ?? null
}

/**
 * Whether this database was told to a witness that is not this one, which says nothing of it.
 * @param isForeign it is that of another database: no instance that joins begins with one of these
 */
export async function isMissing(practice: OpenPractice, isForeign: boolean): Promise<boolean> {
  const told = await toldAt(practice)
  if (told === null) return false
  if (isForeign) return true
  const now = practice.clock.now()
  // One from the future says nothing of the present.
  return told > now || addMillis(told, JOINING_MILLIS) < now
}

/** After a witness and this database were found to agree. */
export async function noteTold(practice: OpenPractice): Promise<void> {
  const now = practice.clock.now()
  const before = await toldAt(practice)
  if (before !== null && before <= now && addMillis(before, NOTED_EVERY_MILLIS) > now) return
  await practice.database
    .knex('account_facts')
    .insert({ practice_id: practice.configuration.id, name: TOLD, value: now, changed_at: now })
    .onConflict(['practice_id', 'name'])
    .merge(['value', 'changed_at'])
}

/** The next witness is new. */
export async function forgetTold(trx: Transaction, { configuration }: OpenPractice): Promise<void> {
  await trx('account_facts').where({ practice_id: configuration.id, name: TOLD }).delete()
}
