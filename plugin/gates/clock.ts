/** Whether the clock can be trusted with due times and with the ledger's (P-13, P-61). Pure. */
import { addMillis, type Instant, type LocalDate } from '../time.js'
import { failure, ok, type Verdict } from './verdict.js'

export interface ClockFacts {
  now: Instant
  /** The day this program was made; earlier than that it cannot be. */
  built: LocalDate
  /** Of the ledger's last entry; `null` while there is none. */
  lastRecordedAt: Instant | null
  /** Since the last look: by the clock, and by a counter that nobody sets; `null` for a clock that is not a machine's. */
  elapsed: { clockMillis: number; steadyMillis: number } | null
}

/** Machines' clocks differ a little. */
const TOLERANCE_MILLIS = 2_000
/** NTP corrects by less; a sleeping machine wakes up with more. */
const JUMP_MILLIS = 60 * 60 * 1000

/** How far the clock was set, in milliseconds; 0 for what passes as drift. Pure. */
export function jumpOf(elapsed: ClockFacts['elapsed']): number {
  const jump = elapsed === null ? 0 : elapsed.clockMillis - elapsed.steadyMillis
  return Math.abs(jump) > JUMP_MILLIS ? jump : 0
}

export function clockVerdict({ now, built, lastRecordedAt, elapsed }: ClockFacts): Verdict {
  if (now.slice(0, 10) < built) return failure('clock', 'clock_before_build', { now, built })
  if (lastRecordedAt !== null && addMillis(lastRecordedAt, -TOLERANCE_MILLIS) > now)
    return failure('clock', 'clock_before_ledger', { now, last: lastRecordedAt })
  const jump = jumpOf(elapsed)
  return jump !== 0 ? failure('clock', 'clock_jumped', { minutes: Math.round(jump / 60_000) }) : ok('clock')
}
