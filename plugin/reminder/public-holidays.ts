/** Public holidays of a country, Land or municipality (ISO 3166: `DE`, `DE-BE`; `DE-BY-KATH` names a region in it). */
import Holidays from 'date-holidays'
import { RecallError } from '../errors.js'
import { toLocalDate, type LocalDate } from '../time.js'
import { addDays } from './wall-clock.js'

/** Days of one region and year. They follow from fixed rules, so that computing each once is enough. */
const computed = new Map<string, ReadonlySet<LocalDate>>()

/**
 * @throws RecallError REGION_UNKNOWN: an unknown region has no holidays in any table, and would send on all of them
 */
export function isPublicHoliday(day: LocalDate, region: string): boolean {
  const year = day.slice(0, 4)
  const key = `${region} ${year}`
  let days = computed.get(key)
  if (days === undefined) {
    days = publicHolidays(region, Number(year))
    computed.set(key, days)
  }
  return days.has(day)
}

/** @throws RecallError REGION_UNKNOWN */
export function assertRegionKnown(region: string): void {
  const known = new Holidays()
  const [country = '', state, municipality, ...rest] = region.split('-')
  const knows = (names: Record<string, string> | undefined, code: string): boolean =>
    names !== undefined && Object.hasOwn(names, code)
  if (
    !knows(known.getCountries(), country) ||
    (state !== undefined && !knows(known.getStates(country), state)) ||
    (municipality !== undefined && !knows(known.getRegions(country, state ?? ''), municipality)) ||
    rest.length > 0
  ) {
    throw new RecallError('REGION_UNKNOWN', { region })
  }
}

function publicHolidays(region: string, year: number): Set<LocalDate> {
  assertRegionKnown(region)
  const table = new Holidays()
  // The constructor's own reading of the text depends on the number of arguments; `init` takes it whole.
  table.init(region)
  const days = new Set<LocalDate>()
  for (const holiday of table.getHolidays(year)) {
    if (holiday.type !== 'public') continue
    const first = toLocalDate(holiday.date.slice(0, 10))
    const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000))
    for (let index = 0; index < length; index += 1) days.add(addDays(first, index))
  }
  return days
}
