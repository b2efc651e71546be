/** Looks at each turn for what must raise an alarm (P-58). */
import type { RunningPractice } from '../installation.js'
import { addMillis, type Instant } from '../time.js'
import { raiseAlarm, type AlarmKind } from './alarm.js'
import type { Check, Verdict } from './verdict.js'

const ALARM_OF: Partial<Record<Check, AlarmKind>> = { ledger: 'ledger_broken', insert_only: 'guards_missing' }

/** More people than a reception hands papers to in an hour. */
const MANY_PEOPLE = 20
const HOUR_MILLIS = 60 * 60_000
const HANDED_OUT = ['report', 'certificate', 'receipt', 'export']

export async function watch(
  practice: Pick<RunningPractice, 'configuration' | 'database' | 'clock' | 'gates'>,
): Promise<void> {
  for (const kind of alarmsIn(await practice.gates.verdicts())) await raiseAlarm(practice, kind, 1)
  const people = await handedOut(practice, addMillis(practice.clock.now(), -HOUR_MILLIS))
  if (people === 'everybody' || people >= MANY_PEOPLE)
    await raiseAlarm(practice, 'mass_export', people === 'everybody' ? 0 : people)
}

/** Pure. */
export const alarmsIn = (verdicts: readonly Verdict[]): AlarmKind[] =>
  verdicts.flatMap(({ check, level }) => {
    const kind = ALARM_OF[check]
    return level === 'failure' && kind !== undefined ? [kind] : []
  })

/** How many people's data were handed out since; `everybody` when it was the whole practice at once. */
async function handedOut(
  { configuration, database }: Pick<RunningPractice, 'configuration' | 'database'>,
  since: Instant,
): Promise<number | 'everybody'> {
  const rows = await database
    .knex('access_log')
    .where({ practice_id: configuration.id })
    .andWhere('occurred_at', '>', since)
    .whereIn('action', HANDED_OUT)
    .distinct<{ subject_id: string | null }[]>('subject_id')
  return rows.some(({ subject_id }) => subject_id === null) ? 'everybody' : rows.length
}
