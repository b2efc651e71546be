/** A clock that moves only when it is told to. */
import { addMillis, type Clock, type Instant } from './time.js'

export interface FixedClock extends Clock {
  set(now: Instant): void
  advance(millis: number): void
}

export function fixedClock(start: Instant): FixedClock {
  let now = start
  return {
    now: () => now,
    set: (instant) => {
      now = instant
    },
    advance: (millis) => {
      now = addMillis(now, millis)
    },
  }
}
