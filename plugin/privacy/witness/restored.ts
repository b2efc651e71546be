/**
 * After a database was set back, forms that lie in their folder come in anew, and somebody among them may have taken
 * back what the form says. Where nobody can tell who, no form from before that time is believed without asking.
 */
import type { OpenPractice } from '../../practice.js'
import type { Queryable, Transaction } from '../../storage/database.js'
import { localDateOf, type Instant, type LocalDate } from '../../time.js'

const FACT = 'restored_until'

/** @param until instant of the last thing that was lost; the latest one stays */
export async function rememberRestored(
  trx: Transaction,
  { configuration, clock }: OpenPractice,
  until: string,
): Promise<void> {
  const now = clock.now()
  // An entry may have been recorded under a clock that was fast.
  const value = until < now ? until : now
  const before = await restoredUntil(trx, configuration.id)
  if (before !== null && before >= value) return
  await trx('account_facts')
    .insert({ practice_id: configuration.id, name: FACT, value, changed_at: now })
    .onConflict(['practice_id', 'name'])
    .merge(['value', 'changed_at'])
}

async function restoredUntil(connection: Queryable, practice: string): Promise<Instant | null> {
  const row = await connection('account_facts')
    .where({ practice_id: practice, name: FACT })
    .first<{ value: Instant } | undefined>('value')
  return row?.value ?? null
}

/** True for a form that may have been answered by a withdrawal which the database has forgotten. */
export async function isFromBeforeRestore(
  connection: Queryable,
  { configuration }: OpenPractice,
  givenAt: Instant | LocalDate | null,
): Promise<boolean> {
  const until = await restoredUntil(connection, configuration.id)
  if (until === null) return false
  return givenAt === null || givenAt.slice(0, 10) <= localDateOf(until, configuration.timeZone)
}
