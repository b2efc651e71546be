/**
 * Instants, local dates and the clock. An `Instant` is UTC text of fixed width, so that comparing and
 * ordering it as text, here and in both databases, is comparing and ordering time.
 */
import { DateTime, Duration } from 'luxon'
import type { Brand } from './ids.js'
import { RecallError } from './errors.js'

/** `2026-11-21T09:00:00.000Z`: always UTC, always milliseconds, always 24 characters. */
export type Instant = Brand<string, 'Instant'>
/** `2026-11-21`: a calendar day without zone, e.g. a birthday or the date written on a form. */
export type LocalDate = Brand<string, 'LocalDate'>
/** `10:00`: a wall-clock time without zone. */
export type LocalTime = Brand<string, 'LocalTime'>
/** ISO 8601, e.g. `P2D`, `PT3H`. */
export type IsoDuration = Brand<string, 'IsoDuration'>
/** IANA name, e.g. `Europe/Berlin`. */
export type TimeZone = Brand<string, 'TimeZone'>

export interface Clock {
  now(): Instant
}

export const systemClock: Clock = { now: () => instantOf(Date.now()) }

/** @param millis milliseconds since 1970-01-01T00:00:00Z */
export function instantOf(millis: number): Instant {
  const date = new Date(millis)
  const year = date.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) throw new RecallError('TIME_INVALID', { kind: 'instant' })
  return date.toISOString() as Instant
}

export const millisOf = (instant: Instant): number => Date.parse(instant)

/** Reads any ISO 8601 instant that carries its offset (`Z`, `+01:00`). */
export function toInstant(text: string): Instant {
  const parsed = DateTime.fromISO(text, { setZone: true })
  if (!parsed.isValid || !/(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(text) || !text.includes('T')) {
    throw new RecallError('TIME_INVALID', { kind: 'instant' })
  }
  return instantOf(parsed.toMillis())
}

/** Reads `yyyy-mm-dd`; refuses days that do not exist. */
export function toLocalDate(text: string): LocalDate {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || !DateTime.fromISO(text, { zone: 'utc' }).isValid) {
    throw new RecallError('TIME_INVALID', { kind: 'date' })
  }
  return text as LocalDate
}

/** Reads `hh:mm`, 00:00 to 23:59. */
export function toLocalTime(text: string): LocalTime {
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text)) throw new RecallError('TIME_INVALID', { kind: 'time' })
  return text as LocalTime
}

export function toIsoDuration(text: string): IsoDuration {
  const parsed = Duration.fromISO(text)
  if (!parsed.isValid || text.startsWith('-')) throw new RecallError('TIME_INVALID', { kind: 'duration' })
  return text as IsoDuration
}

/** Length of a duration of fixed units (hours, minutes, seconds; a day counts 24 h), in milliseconds. */
export const durationMillis = (duration: IsoDuration): number => Duration.fromISO(duration).toMillis()

export function toTimeZone(text: string): TimeZone {
  if (!DateTime.utc().setZone(text).isValid) throw new RecallError('TIME_INVALID', { kind: 'time zone' })
  return text as TimeZone
}

/** The calendar day on which an instant falls in a zone. */
export function localDateOf(instant: Instant, zone: TimeZone): LocalDate {
  return DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd') as LocalDate
}

export const addMillis = (instant: Instant, millis: number): Instant => instantOf(millisOf(instant) + millis)
