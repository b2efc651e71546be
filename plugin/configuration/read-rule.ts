/** The rules of a configuration, and the hours they send in. */
import type { components } from '../../openapi/types/configuration.js'
import { toIsoDuration, toLocalTime, type IsoDuration, type LocalTime } from '../time.js'
import type { ReminderRule, SendWindow } from './configuration.js'
import type { Findings } from './findings.js'

type Raw = components['schemas']

export const DEFAULT_WINDOW: SendWindow = {
  from: toLocalTime('08:00'),
  to: toLocalTime('20:00'),
  days: [1, 2, 3, 4, 5, 6],
  holidays: 'skip',
}
const DEFAULT_DO_NOT_SEND_WITHIN = toIsoDuration('PT2H')
const WEEKDAYS = ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So']

export function readWindow(
  raw: Raw['Window'] | undefined,
  base: SendWindow,
  place: string,
  findings: Findings,
): SendWindow {
  const window: SendWindow = {
    from: timeOfDay(raw?.from, base.from),
    to: timeOfDay(raw?.to, base.to),
    days: raw?.days === undefined ? base.days : raw.days.map((day) => WEEKDAYS.indexOf(day) + 1).sort(),
    holidays: raw?.holidays ?? base.holidays,
  }
  if (window.from >= window.to)
    findings.add(place, {
      de: `"from" (${window.from}) muss vor "to" (${window.to}) liegen`,
      en: `"from" (${window.from}) must lie before "to" (${window.to})`,
    })
  return window
}

const timeOfDay = (text: string | undefined, fallback: LocalTime): LocalTime =>
  text === undefined ? fallback : toLocalTime(text)

function duration(text: string | undefined, fallback: IsoDuration): IsoDuration {
  return text === undefined ? fallback : toIsoDuration(text)
}

export function readRule(
  raw: Raw['Rule'],
  practice: Raw['Practice'],
  window: SendWindow,
  place: string,
  findings: Findings,
): ReminderRule {
  const base = {
    id: raw.id,
    template: raw.template,
    window:
      raw.window === 'always'
        ? ('always' as const)
        : readWindow(raw.window, window, `${place}.window`, findings),
  }
  if (raw.before !== undefined) {
    return {
      ...base,
      kind: 'before',
      purpose: 'reminder',
      before: toIsoDuration(raw.before),
      at: raw.at === undefined ? null : toLocalTime(raw.at),
      doNotSendWithin: duration(raw.doNotSendWithin ?? practice.doNotSendWithin, DEFAULT_DO_NOT_SEND_WITHIN),
    }
  }
  return {
    ...base,
    kind: 'after',
    purpose: 'recall',
    after: (raw.after ?? []).map(toIsoDuration),
    at: timeOfDay(raw.at, toLocalTime('10:00')),
  }
}
