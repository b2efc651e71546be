/**
 * What time and age do to a consent that stands: a recall nobody used for long waits for its renewal (P-10), a child
 * cannot agree alone, a guardian's word ends at 18 (P-28), and a tick that nobody confirmed lapses (P-24). Pure.
 */
import { DateTime } from 'luxon'
import { addMillis, type Instant, type LocalDate, type TimeZone } from '../time.js'
import { REPRESENTATIVES, type LedgerEntry } from './entry.js'
import type { PersonFacts } from './person-facts.js'
import type { Purpose } from './purpose.js'
import type { ConsentStatus } from './status.js'

/** Our own choices, not law: see docs/compliance.md. */
const RECALL_UNUSED_MONTHS = 17
export const AGE_TO_AGREE_ALONE = 16
export const AGE_OF_MAJORITY = 18
const UNCONFIRMED_MILLIS = 14 * 86_400_000

export function lapse(
  declared: ConsentStatus,
  entries: readonly LedgerEntry[],
  facts: PersonFacts,
  purpose: Purpose,
  now: Instant,
  timeZone: TimeZone,
): ConsentStatus {
  const { status, since, entry: seq } = declared
  if (since === null || (status !== 'active' && status !== 'pending')) return declared
  if (status === 'pending') {
    return addMillis(since, UNCONFIRMED_MILLIS) <= now ? ended(declared, 'not_confirmed') : declared
  }
  const entry = entries.find((candidate) => candidate.seq === seq)
  const role = entry?.content?.actor.role
  const isRepresentative = REPRESENTATIVES.some((known) => known === role)
  const { birthDate, lastRecallAt } = facts
  // When a parent's or guardian's word ends, and whether it counted at all, only the birthday tells.
  if (birthDate === null && isRepresentative && role !== 'betreuer')
    return { ...declared, status: 'on_hold', reasons: ['birthday_unknown'], number: null }
  if (birthDate !== null) {
    // A Betreuer acts for an adult: no birthday ends that.
    if (isRepresentative && role !== 'betreuer' && ageAt(birthDate, now, timeZone) >= AGE_OF_MAJORITY)
      return ended(declared, 'guardian_consent_ended')
    const givenAt = entry?.content?.givenAt ?? since
    if (!isRepresentative && ageAt(birthDate, givenAt, timeZone) < AGE_TO_AGREE_ALONE)
      return { ...declared, status: 'on_hold', reasons: ['minor_needs_guardian'], number: null }
  }
  if (purpose === 'recall' && isUnused(entry?.content?.givenAt ?? null, since, lastRecallAt, now, timeZone))
    return ended(declared, 'unused_17_months')
  return declared
}

/** From the day it was declared, however late that was recorded, or from its last use. */
function isUnused(
  givenAt: Instant | LocalDate | null,
  recordedAt: Instant,
  lastRecallAt: Instant | null,
  now: Instant,
  timeZone: TimeZone,
): boolean {
  const moment = (at: Instant | LocalDate): DateTime => DateTime.fromISO(at, { zone: timeZone })
  const declared = DateTime.min(moment(givenAt ?? recordedAt), moment(recordedAt))
  const lastUse = lastRecallAt === null ? declared : DateTime.max(declared, moment(lastRecallAt))
  return lastUse.plus({ months: RECALL_UNUSED_MONTHS }) <= moment(now)
}

const ended = (declared: ConsentStatus, reason: string): ConsentStatus => ({
  ...declared,
  status: 'expired',
  reasons: [reason],
  number: null,
})

/** Whole years; born on 29 February one is a year older from 1 March on (§ 188 BGB counts the day as complete). */
export function ageAt(birthDate: LocalDate, at: Instant | LocalDate, timeZone: TimeZone): number {
  const day = DateTime.fromISO(at, { zone: timeZone }).startOf('day')
  const birth = DateTime.fromISO(birthDate, { zone: timeZone })
  const years = day.year - birth.year
  const hadBirthday = day.month > birth.month || (day.month === birth.month && day.day >= birth.day)
  return hadBirthday ? years : years - 1
}
