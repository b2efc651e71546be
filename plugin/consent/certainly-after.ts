/** Whether something was certainly declared after an instant. Of a mere day, or of none, often nobody can tell. Pure. */
import { localDateOf, type Instant, type LocalDate, type TimeZone } from '../time.js'

export function isCertainlyAfter(
  givenAt: Instant | LocalDate | null,
  than: Instant,
  timeZone: TimeZone,
): boolean {
  if (givenAt === null) return false
  return givenAt > (givenAt.includes('T') ? than : localDateOf(than, timeZone))
}
