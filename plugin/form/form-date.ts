/**
 * Dates as they stand on forms: `31.1.1980`, `31.01.80`, `1980-01-31`, `31. Januar 1980`, Acrobat's own formats,
 * eight digits of a comb field. A place, a weekday or `den` may stand before, a time behind.
 */
import { toLocalDate, type LocalDate } from '../time.js'

const EARLIEST_YEAR = 1880

export type DateReading = { kind: 'date'; date: LocalDate } | { kind: 'empty' } | { kind: 'unreadable' }

const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'jän'],
  ['feb'],
  ['mär', 'mar', 'mrz', 'maer'],
  ['apr'],
  ['mai', 'may'],
  ['jun'],
  ['jul'],
  ['aug'],
  ['sep'],
  ['okt', 'oct'],
  ['nov'],
  ['dez', 'dec'],
]

/** `Berlin, den`, `Fr.,`, `geb. am`, `*`; other words may change the meaning ("widerrufen am …"). */
const BEFORE = /^(?:\p{L}[\p{L}.\-/() ]*, ?)?(?:(?:den|am) |geb(?:oren|\.)?(?: am)? ?|\* ?)?(?=[\p{L}\d])/iu
/** `09:30`, `, 9:30:00 Uhr`, after the date */
const TIME = /,? \d{1,2}:\d{2}(?::\d{2})?(?: ?Uhr)?$/i

/** `__.__.____`, and the pattern that a form shows before anybody writes a date */
const UNFILLED = /^(?:[._\-/ ]+|(?:TT|DD)[./-]MM[./-](?:JJJJ|YYYY|JJ|YY)|(?:YYYY|JJJJ)-MM-(?:TT|DD))$/i

/**
 * @param notAfter the latest day the date can mean; it decides the century of two-digit years, so that a birth
 *   year never lies in the future
 */
export function readFormDate(text: string, notAfter: LocalDate): DateReading {
  const clean = text.normalize('NFKC').replace(/\s+/g, ' ').trim()
  if (clean === '' || UNFILLED.test(clean)) return { kind: 'empty' }
  const parts = partsOf(clean.replace(BEFORE, '').replace(TIME, ''))
  if (parts === null) return { kind: 'unreadable' }
  const year = parts.year.length === 2 ? centuryOf(Number(parts.year), notAfter) : Number(parts.year)
  const iso = `${String(year).padStart(4, '0')}-${pad(parts.month)}-${pad(parts.day)}`
  if (year < EARLIEST_YEAR || !exists(year, parts.month, parts.day)) return { kind: 'unreadable' }
  return { kind: 'date', date: toLocalDate(iso) }
}

interface Parts {
  year: string
  month: number
  day: number
}

function partsOf(text: string): Parts | null {
  const german =
    /^(\d{1,2}) ?\. ?(\d{1,2}) ?\. ?(\d{4}|\d{2})$/.exec(text) ?? /^(\d{1,2}) (\d{1,2}) (\d{4})$/.exec(text)
  if (german) return ordered(german[3], german[2], german[1])
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text) ?? /^D:(\d{4})(\d{2})(\d{2})/.exec(text)
  if (iso) return ordered(iso[1], iso[2], iso[3])
  const comb = /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  // Eight digits are never two dates of our time: read the other way round, the month would be 18, 19 or 20.
  if (comb && Number(comb[3]) >= EARLIEST_YEAR) return ordered(comb[3], comb[2], comb[1])
  const reversed = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (reversed) return ordered(reversed[1], reversed[2], reversed[3])
  const compact = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(text)
  if (compact) return ordered(compact[1], compact[2], compact[3])
  const named = /^(\d{1,2})[.\- ]{1,2}(\p{L}+)\.?[\- ,.]{1,2}(\d{4}|\d{2})$/u.exec(text)
  if (named) return ordered(named[3], monthOf(named[2]), named[1])
  const english = /^(\p{L}+)\.? (\d{1,2}),? (\d{4})$/u.exec(text)
  if (english) return ordered(english[3], monthOf(english[1]), english[2])
  const dashed = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text)
  return dashed ? dayAndMonth(Number(dashed[1]), Number(dashed[3]), dashed[4] ?? '') : null
}

/** With slashes, German and American order both occur: only a day above twelve, or a double, tells them apart. */
function dayAndMonth(first: number, second: number, year: string): Parts | null {
  if (first === second || first > 12) return { year, month: second, day: first }
  return second > 12 ? { year, month: first, day: second } : null
}

const ordered = (
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): Parts | null =>
  year === undefined || month === undefined || day === undefined
    ? null
    : { year, month: Number(month), day: Number(day) }

function monthOf(word: string | undefined): string | undefined {
  const start = (word ?? '').toLowerCase().normalize('NFC')
  const found = MONTHS.findIndex((names) => names.some((name) => start.startsWith(name)))
  return found < 0 ? undefined : String(found + 1)
}

function centuryOf(year: number, notAfter: LocalDate): number {
  const thisYear = Number(notAfter.slice(0, 4))
  const recent = Math.floor(thisYear / 100) * 100 + year
  return recent > thisYear ? recent - 100 : recent
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const pad = (n: number): string => String(n).padStart(2, '0')
