/**
 * When a rule falls due for an appointment or a recall. Pure.
 *
 * A day rule is a duration of whole days, weeks, months or years (`P2D`, `P1W`): its message goes out at the rule's
 * wall-clock time on that day; without `at`, at the wall-clock time of the appointment. On a closed day it moves to the
 * previous allowed day, at its time. A duration with a time part (`PT3H`, `P1DT12H`) is an hour rule: exact elapsed
 * time, a day of it being 24 hours; `at` says nothing to it. Outside the window it waits for the next allowed moment if
 * an hour remains before the appointment then. A day rule whose `at` lies outside the hours waits in the same way.
 */
import { DateTime, Duration } from 'luxon'
import type { ReminderRule } from '../configuration/configuration.js'
import {
  addMillis,
  durationMillis,
  millisOf,
  toLocalDate,
  type Instant,
  type IsoDuration,
  type LocalDate,
  type TimeZone,
} from '../time.js'
import { isAllowed, nextAllowed, previousAllowedDay } from './send-window.js'
import { addDays, instantAt, wallClockOf } from './wall-clock.js'

export type AppointmentRule = Extract<ReminderRule, { kind: 'before' }>
export type RecallRule = Extract<ReminderRule, { kind: 'after' }>

/** Whose clock and holidays count. */
export interface PracticeCalendar {
  zone: TimeZone
  /** ISO 3166, e.g. `DE-BE`. */
  region: string
}

export type DueTime =
  /** `nominal` is what the rule says, `at` the allowed moment it moved to. */
  | { kind: 'due'; nominal: Instant; at: Instant }
  | { kind: 'never'; nominal: Instant; reason: 'outside_window' | 'too_late' }

const HOUR = 3_600_000

const isDayRule = (duration: IsoDuration): boolean => !duration.includes('T')

/** @throws RecallError REGION_UNKNOWN */
export function dueBeforeAppointment(
  rule: AppointmentRule,
  startsAt: Instant,
  calendar: PracticeCalendar,
): DueTime {
  const due = isDayRule(rule.before)
    ? dayRuleBefore(rule, startsAt, calendar)
    : waiting(rule, addMillis(startsAt, -durationMillis(rule.before)), calendar)
  if (due.kind === 'never') return due
  if (due.at >= startsAt && due.nominal >= startsAt)
    return { kind: 'never', nominal: due.nominal, reason: 'too_late' }
  if (due.at > due.nominal && millisOf(startsAt) - millisOf(due.at) < HOUR)
    return { kind: 'never', nominal: due.nominal, reason: 'outside_window' }
  return due
}

function dayRuleBefore(rule: AppointmentRule, startsAt: Instant, calendar: PracticeCalendar): DueTime {
  const clock = wallClockOf(startsAt, calendar.zone)
  return onDay(rule, shifted(clock.day, rule.before, 'back'), rule.at ?? clock.time, calendar)
}

/**
 * @param index which of the rule's reminders, from 0; counted from the day the recall falls due
 * @throws RecallError REGION_UNKNOWN
 */
export function dueAfterRecall(
  rule: RecallRule,
  dueOn: LocalDate,
  index: number,
  calendar: PracticeCalendar,
): DueTime {
  const after = rule.after[index]
  if (after === undefined) throw new RangeError(`rule ${rule.id} has no reminder ${index}`)
  if (isDayRule(after)) return onDay(rule, shifted(dueOn, after, 'forth'), rule.at, calendar)
  return waiting(rule, addMillis(instantAt(dueOn, rule.at, calendar.zone), durationMillis(after)), calendar)
}

function shifted(day: LocalDate, duration: IsoDuration, direction: 'back' | 'forth'): LocalDate {
  const length = Duration.fromISO(duration)
  // Months and years are not of one length.
  if (length.years === 0 && length.months === 0) {
    const days = length.weeks * 7 + length.days
    return addDays(day, direction === 'back' ? -days : days)
  }
  const from = DateTime.fromISO(day, { zone: 'utc' })
  return toLocalDate((direction === 'back' ? from.minus(length) : from.plus(length)).toFormat('yyyy-MM-dd'))
}

/** On `day`, or on the previous allowed one, at `time`. */
function onDay(
  rule: ReminderRule,
  day: LocalDate,
  time: Parameters<typeof instantAt>[1],
  calendar: PracticeCalendar,
): DueTime {
  const nominal = instantAt(day, time, calendar.zone)
  const allowedDay = previousAllowedDay(day, rule.window, calendar.region)
  if (allowedDay === null) return { kind: 'never', nominal, reason: 'outside_window' }
  const moved = waiting(rule, instantAt(allowedDay, time, calendar.zone), calendar)
  return { ...moved, nominal }
}

/** At `nominal`, or at the next allowed moment. */
function waiting(rule: ReminderRule, nominal: Instant, calendar: PracticeCalendar): DueTime {
  if (isAllowed(nominal, rule.window, calendar.zone, calendar.region))
    return { kind: 'due', nominal, at: nominal }
  const at = nextAllowed(nominal, rule.window, calendar.zone, calendar.region)
  return at === null ? { kind: 'never', nominal, reason: 'outside_window' } : { kind: 'due', nominal, at }
}
