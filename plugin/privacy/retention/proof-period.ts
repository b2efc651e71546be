/** Until when the proof of a consent must be kept: the end of the third year after it was last of use. Pure. */
import { consentStatus } from '../../consent/status.js'
import { PURPOSES } from '../../consent/purpose.js'
import type { LedgerEntry } from '../../consent/entry.js'
import { localDateOf, toLocalDate, type Instant, type LocalDate, type TimeZone } from '../../time.js'

/** The last day of the year that lies `years` after the one of `instant`. */
export function endOfYearAfter(instant: Instant, years: number, timeZone: TimeZone): LocalDate {
  const year = Number(localDateOf(instant, timeZone).slice(0, 4)) + years
  return toLocalDate(`${String(year).padStart(4, '0')}-12-31`)
}

/** Entries that somebody may want to see proven. A refusal or an open answer alone proves nothing that was done. */
const PROVING = new Set<LedgerEntry['type']>(['granted', 'pending', 'held', 'withdrawn', 'released'])

export const isProof = (entries: readonly LedgerEntry[]): boolean =>
  entries.some(({ type, content }) => content !== null && PROVING.has(type))

/** True where a consent stands, or may turn out to stand. */
export function isConsentOpen(entries: readonly LedgerEntry[], now: Instant, timeZone: TimeZone): boolean {
  return PURPOSES.some((purpose) => {
    const { status } = consentStatus(entries, purpose, now, timeZone)
    return status === 'active' || status === 'pending' || status === 'on_hold'
  })
}

/**
 * @param ended when the last consent ended at the latest; later declarations and uses count from themselves
 * @param lastUse when something was last sent under one of these consents
 * @returns `null` where there is nothing to prove
 */
export function proofKeptUntil(
  entries: readonly LedgerEntry[],
  { ended, lastUse }: { ended: Instant | null; lastUse: Instant | null },
  years: number,
  timeZone: TimeZone,
): LocalDate | null {
  if (!isProof(entries)) return null
  const last = [
    ...entries.filter(({ type }) => type !== 'erased').map(({ recordedAt }) => recordedAt),
    ...(ended === null ? [] : [ended]),
    ...(lastUse === null ? [] : [lastUse]),
  ].reduce((latest, instant) => (instant > latest ? instant : latest))
  return endOfYearAfter(last, years, timeZone)
}
