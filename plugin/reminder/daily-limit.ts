/**
 * At most one message per appointment and day, and one recall per person and day (P-60), days being those of the
 * practice's calendar. Pure.
 */
import type { Purpose } from '../consent/purpose.js'
import type { SubjectId } from '../ids.js'
import type { Instant, LocalDate, TimeZone } from '../time.js'
import type { ReminderItem } from './reminder-key.js'
import { wallClockOf } from './wall-clock.js'

/** A message of before that reached the patient, may have, or is just being sent. */
export interface EarlierMessage {
  subject: SubjectId
  item: ReminderItem
  rule: string
  purpose: Purpose
  /** The beginning of the appointment that it told. */
  startsAt: Instant | null
  localDay: LocalDate
  at: Instant
  /** False when WhatsApp gave it up: it takes its place in the day, but the patient was told nothing. */
  told: boolean
}

interface Candidate {
  subject: SubjectId
  item: ReminderItem
  purpose: Purpose
  startsAt: Instant | null
  dueAt: Instant
  sendAt: Instant
}

/**
 * Of several candidates for one day the one whose turn comes first is sent: nobody waits for what may never come. Of
 * those that would go out at the same moment, having all been late, it is the one that fell due last, being nearest to
 * the appointment.
 *
 * A reminder that gives way is dropped for good, since the patient heard of the same appointment on the day it was due;
 * a recall that gives way is taken up again the next day, and so is the news that an appointment was moved.
 * @returns those that may be sent
 */
export function withinDailyLimit<C extends Candidate>(
  candidates: readonly C[],
  earlier: readonly EarlierMessage[],
  zone: TimeZone,
): Set<C> {
  const taken = new Set(
    earlier.flatMap((message) => [dayOf(message, message.localDay), toldOn(message, message.localDay)]),
  )
  const inTurn = [...candidates].sort(
    (one, other) => order(one.sendAt, other.sendAt) || order(other.dueAt, one.dueAt),
  )
  const sent = new Set<C>()
  for (const candidate of inTurn) {
    const day = wallClockOf(candidate.sendAt, zone).day
    if (taken.has(dayOf(candidate, day))) continue
    if (
      candidate.purpose === 'reminder' &&
      taken.has(toldOn(candidate, wallClockOf(candidate.dueAt, zone).day))
    )
      continue
    taken.add(dayOf(candidate, day))
    sent.add(candidate)
  }
  return sent
}

type Placed = Pick<Candidate, 'subject' | 'item' | 'purpose' | 'startsAt'>

/** What only one message may take: a day of an appointment, or a person's day of recalls. */
const dayOf = ({ subject, item, purpose }: Placed, day: LocalDate): string =>
  purpose === 'recall' ? JSON.stringify(['recall', subject, day]) : JSON.stringify([subject, item.id, day])

const toldOn = ({ subject, item, startsAt }: Placed, day: LocalDate): string =>
  JSON.stringify(['told', subject, item.id, startsAt, day])

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
