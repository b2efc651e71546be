/** Whether this person may agree for the patient at all (P-28). Pure. */
import { AGE_OF_MAJORITY, AGE_TO_AGREE_ALONE, ageAt } from '../consent/lapse.js'
import { REPRESENTATIVES, type Actor } from '../consent/entry.js'
import type { Instant, LocalDate, TimeZone } from '../time.js'

export type Unfit = 'GUARDIAN_NEEDED' | 'GUARDIAN_ENDED'

/** @param birthDate `null` while the host has not said: then age stands against nothing yet */
export function unfitToAgree(
  { role }: Actor,
  birthDate: LocalDate | null,
  now: Instant,
  timeZone: TimeZone,
): Unfit | null {
  if (birthDate === null) return null
  const age = ageAt(birthDate, now, timeZone)
  const isRepresentative = REPRESENTATIVES.some((known) => known === role)
  if (age < AGE_TO_AGREE_ALONE) return isRepresentative ? null : 'GUARDIAN_NEEDED'
  // A Betreuer acts for an adult.
  return age >= AGE_OF_MAJORITY && (role === 'parent' || role === 'guardian') ? 'GUARDIAN_ENDED' : null
}
