/** Times of day as practice software writes them, and the instant they mean in the practice's zone. Pure. */
import { DateTime } from 'luxon'
import {
  instantOf,
  toLocalTime,
  type Instant,
  type LocalDate,
  type LocalTime,
  type TimeZone,
} from '../../plugin/time.js'
import { read, refused, type Read } from './date.js'

const CLOCK = /^(\d{1,2})[:.](\d\d)(?:[:.]00)?$/
const DIGITS = /^(\d{1,2})(\d\d)$/
const HOUR_ONLY = /^(\d{1,2})()$/

/** `14:30`, `14.30`, `1430`, `14:30 Uhr`, `14 Uhr`, `14:30:00`; of `14:30-15:00` the beginning. */
export function readTime(text: string): Read<LocalTime> {
  const beginning = text.replace(/\s*[-–—].*$/u, '')
  const withoutWord = beginning.replace(/\s*(?:Uhr|h)\.?$/i, '')
  const parts =
    CLOCK.exec(withoutWord) ??
    DIGITS.exec(withoutWord) ??
    (withoutWord === beginning ? null : HOUR_ONLY.exec(withoutWord))
  if (parts === null) return refused('not_a_time')
  const hour = (parts[1] ?? '').padStart(2, '0')
  const minute = (parts[2] ?? '').padStart(2, '0')
  if (Number(hour) > 23 || Number(minute) > 59) return refused('not_a_time')
  return read(toLocalTime(`${hour}:${minute}`))
}

export type LocalMoment =
  | { kind: 'instant'; instant: Instant }
  /** The hour comes twice when the clocks go back; `instant` is the first of the two. */
  | { kind: 'doubled'; instant: Instant }
  /** The hour does not exist when the clocks go forward. */
  | { kind: 'missing' }

export type MomentReader = (date: LocalDate, time: LocalTime) => LocalMoment

/** Reads local times of a zone; remembers the days it has seen, because a list has many times of few days. */
export function momentsIn(zone: TimeZone): MomentReader {
  const offsets = new Map<LocalDate, number | null>()
  return (date, time) => {
    let offset = offsets.get(date)
    if (offset === undefined) {
      offset = offsetOfDay(date, zone)
      offsets.set(date, offset)
    }
    if (offset === null) return momentOfChange(date, time, zone)
    return { kind: 'instant', instant: instantOf(Date.parse(`${date}T${time}:00Z`) - offset * 60_000) }
  }
}

/** Minutes east of UTC, or `null` for a day on which the clocks are changed. */
function offsetOfDay(date: LocalDate, zone: TimeZone): number | null {
  const noon = DateTime.fromISO(`${date}T12:00`, { zone })
  const around = [noon.minus({ hours: 18 }), noon.plus({ hours: 18 })]
  return around.every((moment) => moment.offset === noon.offset) ? noon.offset : null
}

function momentOfChange(date: LocalDate, time: LocalTime, zone: TimeZone): LocalMoment {
  const moment = DateTime.fromISO(`${date}T${time}`, { zone })
  if (moment.toFormat("yyyy-MM-dd'T'HH:mm") !== `${date}T${time}`) return { kind: 'missing' }
  const millis = moment.getPossibleOffsets().map((candidate) => candidate.toMillis())
  const instant = instantOf(Math.min(...millis))
  return { kind: millis.length > 1 ? 'doubled' : 'instant', instant }
}
