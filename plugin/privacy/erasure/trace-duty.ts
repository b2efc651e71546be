/**
 * Deleted rows must leave no bytes in files either. That is work outside the transaction, so the transaction notes that
 * it is due: a process killed in between leaves it to the next turn.
 */
import type { OpenPractice } from '../../practice.js'
import type { Transaction } from '../../storage/database.js'
import { leaveNoTrace, type Leftover } from '../../storage/leave-no-trace.js'
import type { Instant } from '../../time.js'

const DUTY = 'traces_to_remove'

export async function rememberToLeaveNoTrace(
  trx: Transaction,
  practice: string,
  now: Instant,
): Promise<void> {
  await trx('account_facts')
    .insert({ practice_id: practice, name: DUTY, value: now, changed_at: now })
    .onConflict(['practice_id', 'name'])
    .merge(['value', 'changed_at'])
}

/** Does what is due. @returns what lasts nevertheless */
export async function removeTraces({ configuration, database }: OpenPractice): Promise<Leftover[]> {
  const duty = { practice_id: configuration.id, name: DUTY }
  const due = await database.knex('account_facts').where(duty).first<{ value: string } | undefined>('value')
  if (due === undefined) return []
  const leftovers = await leaveNoTrace(database)
  // One that came meanwhile stays due.
  if (!leftovers.includes('write_ahead_log'))
    await database.write((trx) =>
      trx('account_facts')
        .where({ ...duty, value: due.value })
        .delete(),
    )
  return leftovers
}
