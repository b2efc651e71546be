/** Instants and days, given as ISO 8601, as people read them. Pure. */
import { DateTime } from 'luxon'
import type { Language } from '../errors.js'
import type { TimeZone } from '../time.js'

const FORMATS = { de: 'dd.MM.yyyy HH:mm:ss', en: 'd MMM yyyy HH:mm:ss' } as const
const DAYS = { de: 'dd.MM.yyyy', en: 'd MMM yyyy' } as const

/** In the zone of the practice, e.g. `21.11.2026 10:00:00`. */
export const momentText = (instant: string, zone: TimeZone, language: Language): string =>
  DateTime.fromISO(instant, { zone }).setLocale(language).toFormat(FORMATS[language])

export const dayText = (day: string, language: Language): string =>
  DateTime.fromISO(day, { zone: 'utc' }).setLocale(language).toFormat(DAYS[language])

/** As it stands in the ledger, in UTC, and as the clock of the practice showed it. */
export const provenMoment = (instant: string, zone: TimeZone, language: Language): string =>
  `${instant} (${momentText(instant, zone, language)} ${zone})`
