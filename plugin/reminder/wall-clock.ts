/** Wall-clock times of a zone as instants, on the two odd days of the year as well. */
import {
  instantOf,
  millisOf,
  toLocalDate,
  toLocalTime,
  type Instant,
  type LocalDate,
  type LocalTime,
  type TimeZone,
} from '../time.js'
import { offsetMinutes } from './zone-offset.js'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/**
 * The instant at which clocks in `zone` show `time` on `day`. In the doubled hour of autumn it is the first of the
 * two; a time that spring leaves out becomes the first existing moment after it (02:30 becomes 03:00).
 */
export function instantAt(day: LocalDate, time: LocalTime, zone: TimeZone): Instant {
  // The wall clock read as if it were UTC; subtracting the zone's offset gives the instant.
  const reading = Date.parse(`${day}T${time}:00.000Z`)
  const before = offsetMinutes(zone, reading - DAY)
  const after = offsetMinutes(zone, reading + DAY)
  const fitting = [before, after]
    .filter((offset) => offsetMinutes(zone, reading - offset * MINUTE) === offset)
    .map((offset) => reading - offset * MINUTE)
  return instantOf(fitting.length > 0 ? Math.min(...fitting) : endOfGap(zone, reading, before, after))
}

/** The moment at which the clocks jump over `reading`: the first one with the later offset. */
function endOfGap(zone: TimeZone, reading: number, before: number, after: number): number {
  let jumpedBy = reading - before * MINUTE
  let stillBefore = reading - after * MINUTE
  while (jumpedBy - stillBefore > 1) {
    const middle = Math.floor((jumpedBy + stillBefore) / 2)
    if (offsetMinutes(zone, middle) === after) jumpedBy = middle
    else stillBefore = middle
  }
  return jumpedBy
}

export interface WallClock {
  day: LocalDate
  time: LocalTime
}

/** What clock and calendar in `zone` show; seconds are cut off. */
export function wallClockOf(instant: Instant, zone: TimeZone): WallClock {
  const millis = millisOf(instant)
  const shown = new Date(millis + offsetMinutes(zone, millis) * MINUTE).toISOString()
  return { day: dayNamed(shown.slice(0, 10)), time: toLocalTime(shown.slice(11, 16)) }
}

/** ISO: 1 = Monday. */
export const weekdayOf = (day: LocalDate): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

export const addDays = (day: LocalDate, days: number): LocalDate =>
  dayNamed(instantOf(Date.parse(`${day}T00:00:00Z`) + days * DAY).slice(0, 10))

/** Each day is checked once: planning names the same few hundred again and again. */
const named = new Map<string, LocalDate>()

function dayNamed(text: string): LocalDate {
  let day = named.get(text)
  if (day === undefined) {
    day = toLocalDate(text)
    named.set(text, day)
  }
  return day
}
