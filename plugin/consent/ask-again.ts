/**
 * Whether a patient who said no may be asked again. The decision proposed for the EU's Digital Omnibus is six months; it
 * is our own choice here (P-06). A patient who asks for messages is never kept waiting by this. Pure.
 */
import { DateTime } from 'luxon'
import { millisOf, type Instant } from '../time.js'
import type { LedgerEntry } from './entry.js'
import type { Purpose } from './purpose.js'

const NOT_ASKED_AGAIN_MONTHS = 6

/**
 * @param entries everything recorded about the subject
 * @returns false for six months after a refusal or a withdrawal, unless the patient has agreed since
 */
export function mayAskAgain(entries: readonly LedgerEntry[], purpose: Purpose, now: Instant): boolean {
  const about = entries.filter(({ content }) => content === null || content.purposes.includes(purpose))
  const grants = about.filter(({ type }) => type === 'granted')
  return about
    .filter(({ type }) => type === 'refused' || type === 'withdrawn')
    .filter((denial) => !grants.some((grant) => isLater(grant, denial)))
    .every((denial) => monthsAfter(denial.recordedAt) <= millisOf(now))
}

/** An old form that is imported late overtakes nothing; a grant of the same day may have been before the no. */
function isLater(grant: LedgerEntry, denial: LedgerEntry): boolean {
  const given = grant.content?.givenAt ?? null
  if (given === null) return false
  return given > (given.includes('T') ? denial.recordedAt : denial.recordedAt.slice(0, 10))
}

/** Counted from the recording: when it was said may be known to the day only, or not at all. */
const monthsAfter = (instant: Instant): number =>
  DateTime.fromISO(instant).plus({ months: NOT_ASKED_AGAIN_MONTHS }).toMillis()
