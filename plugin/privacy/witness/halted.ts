/**
 * The switch that stops all sending must not be forgotten with an older copy of the database: whoever pressed it may have
 * restored that copy for the same reason (P-40, P-53).
 */
import { halt, sendingState } from '../../outbox/halt.js'
import type { OpenPractice } from '../../practice.js'
import type { Instant } from '../../time.js'

const BY_US = 'anamnese-recall'

/**
 * Presses the switch again where this database knows neither that it is pressed nor that it was released since.
 * @param told since when the witness knows it pressed
 * @returns since when it is pressed now
 */
export async function keepHalted(practice: OpenPractice, told: Instant | null): Promise<Instant | null> {
  const { configuration, database } = practice
  const state = await sendingState(database.knex, configuration.id)
  if (state.halted) return state.since
  if (told === null || (await wasResumed(practice, told))) return null
  const kept = await halt(practice, BY_US)
  return kept.halted ? kept.since : null
}

async function wasResumed({ configuration, database }: OpenPractice, since: Instant): Promise<boolean> {
  const row = await database
    .knex('access_log')
    .where({ practice_id: configuration.id, action: 'resume' })
    .andWhere('occurred_at', '>=', since)
    .first<{ id: unknown } | undefined>('id')
  return row !== undefined
}
