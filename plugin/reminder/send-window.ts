/**
 * When a practice may send (P-60): hours, week days and public holidays on the practice's own clock. Pure.
 *
 * `from` belongs to the window and `to` does not: with 08:00 to 20:00 a message may go out at 08:00:00 and at 19:59:59,
 * not at 20:00:00.
 */
import type { SendWindow } from '../configuration/configuration.js'
import type { Instant, LocalDate, TimeZone } from '../time.js'
import { isPublicHoliday } from './public-holidays.js'
import { addDays, instantAt, wallClockOf, weekdayOf } from './wall-clock.js'

/** How far a search for an allowed day goes. No window that has a week day at all is closed for so long. */
const SEARCH_DAYS = 60

/** @throws RecallError REGION_UNKNOWN */
export function isAllowedDay(day: LocalDate, window: SendWindow | 'always', region: string): boolean {
  if (window === 'always') return true
  return window.days.includes(weekdayOf(day)) && (window.holidays === 'send' || !isPublicHoliday(day, region))
}

/** @throws RecallError REGION_UNKNOWN */
export function isAllowed(
  at: Instant,
  window: SendWindow | 'always',
  zone: TimeZone,
  region: string,
): boolean {
  if (window === 'always') return true
  const { day, time } = wallClockOf(at, zone)
  return time >= window.from && time < window.to && isAllowedDay(day, window, region)
}

/**
 * The first allowed moment that is not before `at`: `at` itself if it is allowed.
 * @returns `null` when there is none within 60 days
 * @throws RecallError REGION_UNKNOWN
 */
export function nextAllowed(
  at: Instant,
  window: SendWindow | 'always',
  zone: TimeZone,
  region: string,
): Instant | null {
  if (window === 'always' || isAllowed(at, window, zone, region)) return at
  const today = wallClockOf(at, zone).day
  for (let ahead = 0; ahead <= SEARCH_DAYS; ahead += 1) {
    const day = addDays(today, ahead)
    if (!isAllowedDay(day, window, region)) continue
    const opens = instantAt(day, window.from, zone)
    // The spring gap can swallow a window that lies wholly inside it.
    if (opens >= at && isAllowed(opens, window, zone, region)) return opens
  }
  return null
}

/**
 * `day` itself if it is allowed, else the nearest one before it. Looks at days only, not at hours.
 * @returns `null` when there is none within 60 days
 * @throws RecallError REGION_UNKNOWN
 */
export function previousAllowedDay(
  day: LocalDate,
  window: SendWindow | 'always',
  region: string,
): LocalDate | null {
  for (let back = 0; back <= SEARCH_DAYS; back += 1) {
    const candidate = addDays(day, -back)
    if (isAllowedDay(candidate, window, region)) return candidate
  }
  return null
}
