/** Dates as practice software and spreadsheets write them. Never a guess: what can be read in two ways is refused. Pure. */
import { DateTime } from 'luxon'
import { RecallError } from '../../plugin/errors.js'
import { toLocalDate, type LocalDate } from '../../plugin/time.js'

export type Read<T> = { kind: 'read'; value: T } | { kind: 'refused'; reason: string }

export const read = <T>(value: T): Read<T> => ({ kind: 'read', value })
export const refused = (reason: string): { kind: 'refused'; reason: string } => ({ kind: 'refused', reason })

const WEEKDAY = /^(?:mo|di|mi|do|fr|sa|so)[a-zäöü]*\.?,?\s+/i
const GERMAN = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})$/
const ISO = /^(\d{4})-(\d\d)-(\d\d)$/
/** 1913 to 2119: below stand numbers that could be meant as a year. */
const SERIAL = { min: 5_000, max: 80_000 }

/**
 * `23.11.2026`, `3.1.26`, `2026-11-23`, `Mo, 23.11.2026`, a spreadsheet's day number; a time of midnight behind it is
 * what databases add and is let pass.
 * @param century how two digits of a year are meant: `past` never lies in the future (birthdays), `now` is 20xx
 */
export function readDate(text: string, century: 'past' | 'now', today: LocalDate): Read<LocalDate> {
  const day = text.replace(WEEKDAY, '').replace(/[ T]0?0:00(?::00(?:\.0+)?)?$/, '')
  const german = GERMAN.exec(day)
  if (german !== null) {
    const [, dayOfMonth = '', month = '', year = ''] = german
    if (year.length === 4) return calendarDay(year, month, dayOfMonth)
    const inThisCentury = calendarDay(`20${year}`, month, dayOfMonth)
    if (century === 'now' || (inThisCentury.kind === 'read' && inThisCentury.value <= today))
      return inThisCentury
    return calendarDay(`19${year}`, month, dayOfMonth)
  }
  const iso = ISO.exec(day)
  if (iso !== null) {
    const [, year = '', month = '', dayOfMonth = ''] = iso
    return calendarDay(year, month, dayOfMonth)
  }
  return /^\d{4,5}$/.test(day) ? ofSerial(Number(day)) : refused('not_a_date')
}

function calendarDay(year: string, month: string, day: string): Read<LocalDate> {
  try {
    return read(toLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`))
  } catch (error) {
    if (error instanceof RecallError) return refused('no_such_day')
    throw error
  }
}

/** Days since 1899-12-30: the 1900 system of spreadsheets, from March 1900 on. */
function ofSerial(serial: number): Read<LocalDate> {
  if (serial < SERIAL.min || serial > SERIAL.max) return refused('not_a_date')
  const day = DateTime.fromISO('1899-12-30', { zone: 'utc' }).plus({ days: serial })
  return read(toLocalDate(day.toFormat('yyyy-MM-dd')))
}

/** A day on which a recall falls due: also `11/2026` (the 1st) and `Q4/2026` (the quarter's 1st day). */
export function readDueDate(text: string, today: LocalDate): Read<LocalDate> {
  const month = /^(\d{1,2})\s?[/.]\s?(\d{4})$/.exec(text)
  if (month !== null) return calendarDay(month[2] ?? '', month[1] ?? '', '1')
  const quarter = /^Q([1-4])\s?[/ ]\s?(\d{4})$/i.exec(text)
  if (quarter !== null) return calendarDay(quarter[2] ?? '', String(Number(quarter[1]) * 3 - 2), '1')
  return readDate(text, 'now', today)
}
