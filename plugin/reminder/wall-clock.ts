/** Wall-clock times of a zone as instants, on the two odd days of the year as well. Pure. */
import { DateTime, IANAZone } from 'luxon'
import {
  instantOf,
  toLocalDate,
  toLocalTime,
  type Instant,
  type LocalDate,
  type LocalTime,
  type TimeZone,
} from '../time.js'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/**
 * The instant at which clocks in `zone` show `time` on `day`. In the doubled hour of autumn it is the first of the
 * two; a time that spring leaves out becomes the first existing moment after it (02:30 becomes 03:00).
 */
export function instantAt(day: LocalDate, time: LocalTime, zone: TimeZone): Instant {
  const clocks = IANAZone.create(zone)
  // The wall clock read as if it were UTC; subtracting the zone's offset gives the instant.
  const reading = Date.parse(`${day}T${time}:00.000Z`)
  const before = clocks.offset(reading - DAY)
  const after = clocks.offset(reading + DAY)
  const fitting = [before, after]
    .filter((offset) => clocks.offset(reading - offset * MINUTE) === offset)
    .map((offset) => reading - offset * MINUTE)
  return instantOf(fitting.length > 0 ? Math.min(...fitting) : endOfGap(clocks, reading, before, after))
}

/** The moment at which the clocks jump over `reading`: the first one with the later offset. */
function endOfGap(clocks: IANAZone, reading: number, before: number, after: number): number {
  let jumpedBy = reading - before * MINUTE
  let stillBefore = reading - after * MINUTE
  while (jumpedBy - stillBefore > 1) {
    const middle = Math.floor((jumpedBy + stillBefore) / 2)
    if (clocks.offset(middle) === after) jumpedBy = middle
    else stillBefore = middle
  }
  return jumpedBy
}

export interface WallClock {
  day: LocalDate
  time: LocalTime
  /** ISO: 1 = Monday. */
  weekday: number
}

/** What clock and calendar in `zone` show; seconds are cut off. */
export function wallClockOf(instant: Instant, zone: TimeZone): WallClock {
  const local = DateTime.fromISO(instant, { zone })
  return {
    day: toLocalDate(local.toFormat('yyyy-MM-dd')),
    time: toLocalTime(local.toFormat('HH:mm')),
    weekday: local.weekday,
  }
}

/** ISO: 1 = Monday. */
export const weekdayOf = (day: LocalDate): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

export const addDays = (day: LocalDate, days: number): LocalDate =>
  toLocalDate(instantOf(Date.parse(`${day}T00:00:00Z`) + days * DAY).slice(0, 10))
