/** What nobody may overlook (P-58): told to the host as an event, which the log repeats, once an hour while it lasts. */
import { recordEvent } from '../host/events.js'
import type { OpenPractice } from '../practice.js'
import { addMillis } from '../time.js'

export type AlarmKind =
  /** The consent ledger is not as it was signed. */
  | 'ledger_broken'
  /** The database no longer guards the ledger. */
  | 'guards_missing'
  /** The whole practice, or many people, were taken out within an hour. */
  | 'mass_export'
  /** Wrong secrets or sign-ins in a row. */
  | 'wrong_secrets'

const QUIET_MILLIS = 60 * 60_000

/** @returns false when the same alarm was raised less than an hour ago */
export function raiseAlarm(
  practice: Pick<OpenPractice, 'configuration' | 'database' | 'clock'>,
  kind: AlarmKind,
  count: number,
): Promise<boolean> {
  const { configuration, database, clock } = practice
  return database.write(async (trx) => {
    const now = clock.now()
    const fact = { practice_id: configuration.id, name: `alarm_${kind}` }
    const last = await trx('account_facts')
      .where(fact)
      .first<{ changed_at: string } | undefined>('changed_at')
    if (last !== undefined && last.changed_at > addMillis(now, -QUIET_MILLIS) && last.changed_at <= now)
      return false
    await trx('account_facts')
      .insert({ ...fact, value: String(count), changed_at: now })
      .onConflict(['practice_id', 'name'])
      .merge(['value', 'changed_at'])
    await recordEvent(trx, configuration.id, { type: 'alarm', data: { kind, count } }, now)
    return true
  })
}
