/**
 * Whether a rule can still be kept, seen from now: on schedule, late, or beyond its sense. Pure.
 *
 * Late is what fell due before the appointment was first seen, or what a standstill of ours, a short-notice move or a
 * later consent kept from going out. It goes out once, at the next allowed moment, if at least `doNotSendWithin` remains
 * before the appointment then. A rule shorter than `doNotSendWithin` (`PT1H` with the default `PT2H`) is therefore sent
 * when it is on time and never when it is late.
 */
import { durationMillis, millisOf, type Instant } from '../time.js'
import {
  dueAfterRecall,
  dueBeforeAppointment,
  type AppointmentRule,
  type DueTime,
  type PracticeCalendar,
  type RecallRule,
} from './due.js'
import { nextAllowed } from './send-window.js'
import type { LocalDate } from '../time.js'

export type Timing =
  | {
      kind: 'send'
      /** Stays the same however often one asks. */
      dueAt: Instant
      /** The first allowed moment that is neither before `dueAt` nor before now. */
      sendAt: Instant
      reason: 'on_schedule' | 'moved_into_window' | 'late'
    }
  | { kind: 'skip'; dueAt: Instant; reason: 'outside_window' | 'too_late' | 'begun' | 'superseded' }

/** What the next few ticks bring out is not late: otherwise each rule would be late in its first second. */
const PUNCTUAL_MILLIS = 15 * 60_000
/** A recall whose turn is longer past than this is not caught up with. */
const RECALL_STALE_MILLIS = 14 * 86_400_000
/** A late recall gives way to the next one of the same recall when that is so near. */
const RECALL_APART_MILLIS = 3 * 86_400_000

interface Seen {
  firstSeenAt: Instant
  now: Instant
  calendar: PracticeCalendar
}

/** @throws RecallError REGION_UNKNOWN */
export function appointmentTiming(rule: AppointmentRule, appointment: Seen & { startsAt: Instant }): Timing {
  const { startsAt, now, calendar } = appointment
  const due = dueBeforeAppointment(rule, startsAt, calendar)
  if (startsAt <= now) return { kind: 'skip', dueAt: due.nominal, reason: 'begun' }
  if (due.kind === 'never') return { kind: 'skip', dueAt: due.nominal, reason: due.reason }
  const turn = turnOf(rule, due, appointment)
  if (turn === null) return { kind: 'skip', dueAt: due.nominal, reason: 'outside_window' }
  const asSent = turn.reason === 'late' && turn.overdue ? turn.sendAt : turn.dueAt
  const remaining = millisOf(startsAt) - millisOf(asSent)
  const least = turn.reason === 'late' ? durationMillis(rule.doNotSendWithin) : 0
  if (turn.sendAt >= startsAt || remaining < least) return { kind: 'skip', dueAt: due.at, reason: 'too_late' }
  return { kind: 'send', dueAt: turn.dueAt, sendAt: turn.sendAt, reason: turn.reason }
}

/**
 * Of several reminders of one recall that are overdue only the latest goes out; one that is more than 14 days past does
 * not, nor one that would come less than 3 days before the next.
 * @throws RecallError REGION_UNKNOWN
 */
export function recallTiming(rule: RecallRule, index: number, recall: Seen & { dueOn: LocalDate }): Timing {
  const { now, calendar, dueOn } = recall
  const due = dueAfterRecall(rule, dueOn, index, calendar)
  if (due.kind === 'never') return { kind: 'skip', dueAt: due.nominal, reason: due.reason }
  const turn = turnOf(rule, due, recall)
  if (turn === null) return { kind: 'skip', dueAt: due.nominal, reason: 'outside_window' }
  if (turn.reason === 'late') {
    const next = index + 1 < rule.after.length ? dueAfterRecall(rule, dueOn, index + 1, calendar) : null
    if (next?.kind === 'due' && millisOf(next.at) - millisOf(turn.sendAt) < RECALL_APART_MILLIS)
      return { kind: 'skip', dueAt: due.at, reason: 'superseded' }
    if (millisOf(now) - millisOf(due.at) > RECALL_STALE_MILLIS)
      return { kind: 'skip', dueAt: due.at, reason: 'too_late' }
  }
  return { kind: 'send', dueAt: turn.dueAt, sendAt: turn.sendAt, reason: turn.reason }
}

interface Turn {
  dueAt: Instant
  sendAt: Instant
  reason: 'on_schedule' | 'moved_into_window' | 'late'
  /** It should have gone out by now. */
  overdue: boolean
}

function turnOf(
  rule: AppointmentRule | RecallRule,
  due: Extract<DueTime, { kind: 'due' }>,
  { firstSeenAt, now, calendar }: Seen,
): Turn | null {
  const { zone, region } = calendar
  // When a past or future instant is asked about, what is known counts as known by then.
  const seen = firstSeenAt < now ? firstSeenAt : now
  const seenLate = seen > due.nominal || seen > due.at
  const dueAt = nextAllowed(latest(due.at, seenLate ? seen : due.at), rule.window, zone, region)
  const sendAt = dueAt === null ? null : nextAllowed(latest(dueAt, now), rule.window, zone, region)
  if (dueAt === null || sendAt === null) return null
  const overdue = millisOf(sendAt) - millisOf(dueAt) > PUNCTUAL_MILLIS
  const moved = due.at !== due.nominal
  return {
    dueAt,
    sendAt,
    reason: seenLate || overdue ? 'late' : moved ? 'moved_into_window' : 'on_schedule',
    overdue,
  }
}

const latest = (one: Instant, other: Instant): Instant => (one > other ? one : other)
