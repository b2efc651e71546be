/** How far a zone's clocks are from UTC at an instant. */
import { IANAZone } from 'luxon'
import type { TimeZone } from '../time.js'

const DAY = 86_400_000

/**
 * By zone and UTC day: the offset where it is the same all day, `null` where the clocks change. Asking the time zone
 * database takes as long as everything else that is decided about a reminder, and planning asks many times about few
 * days.
 */
const known = new Map<TimeZone, Map<number, number | null>>()

/**
 * @param millis milliseconds since 1970-01-01T00:00:00Z
 * @returns minutes, positive east of Greenwich
 */
export function offsetMinutes(zone: TimeZone, millis: number): number {
  let days = known.get(zone)
  if (days === undefined) {
    days = new Map()
    known.set(zone, days)
  }
  const day = Math.floor(millis / DAY)
  let offset = days.get(day)
  if (offset === undefined) {
    const clocks = IANAZone.create(zone)
    const atStart = clocks.offset(day * DAY)
    offset = atStart === clocks.offset((day + 1) * DAY - 1) ? atStart : null
    days.set(day, offset)
  }
  return offset ?? IANAZone.create(zone).offset(millis)
}
