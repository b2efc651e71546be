/**
 * An entry of the ledger as a declaration: which of them count for a purpose, and in which order they were made. Pure.
 *
 * When a declaration was made is often known to the day only, or not at all, so each has a span of time in which it was
 * made, and one is after another only if the spans say so.
 */
import { DateTime } from 'luxon'
import { millisOf, type Instant, type LocalDate, type TimeZone } from '../time.js'
import type { EntryType, LedgerEntry, Method } from './entry.js'
import type { Purpose } from './purpose.js'

/** An entry, and the span of milliseconds in which it was declared. */
export interface Declaration {
  entry: LedgerEntry
  type: EntryType
  reasons: string[]
  earliest: number
  latest: number
  /** A yes entered by staff, beside which the patient's own yes stands as it stood. */
  isMereTick: boolean
}

/** What counts of the entries about a purpose at an instant. */
export function declarationsOf(
  entries: readonly LedgerEntry[],
  purpose: Purpose,
  at: Instant,
  timeZone: TimeZone,
): Declaration[] {
  const settled = supersededBy(entries, purpose)
  const over = outlived(entries)
  const mere = mereTicks(entries)
  return entries
    .filter((entry) => DECLARATIONS.has(entry.type) && !settled.has(entry.seq))
    .filter((entry) => entry.content !== null || !over.has(entry.seq))
    .filter((entry) => entry.content === null || entry.content.purposes.includes(purpose))
    .filter((entry) => entry.recordedAt <= at || takesAway(entry.type))
    .map((entry) => declarationOf(entry, timeZone, mere))
}

/**
 * Ticks of staff that put nothing right but other such ticks. One that took the place of a doubt waits for the patient,
 * whatever was agreed to before: else an entry of staff could end a doubt.
 */
function mereTicks(entries: readonly LedgerEntry[]): ReadonlySet<number> {
  const mere = new Set<number>()
  for (const { seq, type, content } of entries) {
    const isTick = type === 'pending' || (type === 'granted' && isMarkedByStaff(content))
    if (isTick && content?.supersedes.every((earlier) => mere.has(earlier)) === true) mere.add(seq)
  }
  return mere
}

const isMarkedByStaff = (content: LedgerEntry['content']): boolean =>
  content?.evidence?.kind === 'form' && content.evidence.markedBy === 'staff'

/** The rest are acts about data, which neither give nor take. */
const DECLARATIONS: ReadonlySet<EntryType> = new Set<EntryType>([
  'granted',
  'refused',
  'not_given',
  'pending',
  'held',
  'withdrawn',
])

/**
 * Entries that a later one puts right, for the purposes that the later one is about: a yes to one purpose settles
 * nothing about another (P-01). A withdrawal or a refusal is never undone like this: who wants messages after all says
 * so anew.
 */
function supersededBy(entries: readonly LedgerEntry[], purpose: Purpose): ReadonlySet<number> {
  const named = new Set(
    entries.flatMap(({ seq, content }) =>
      content?.purposes.includes(purpose) === true
        ? content.supersedes.filter((earlier) => earlier < seq)
        : [],
    ),
  )
  const final = new Set(
    entries.filter(({ type }) => type === 'withdrawn' || type === 'refused').map(({ seq }) => seq),
  )
  return new Set([...named].filter((seq) => !final.has(seq)))
}

/**
 * Entries whose contents were destroyed because their time was over: only such that later ones had made history of, so
 * what is missing of them leaves no doubt.
 */
function outlived(entries: readonly LedgerEntry[]): ReadonlySet<number> {
  return new Set(
    entries.flatMap(({ seq, type, content }) =>
      type === 'erased' && content?.evidence?.kind === 'erasure'
        ? content.evidence.entries.filter((earlier) => earlier < seq)
        : [],
    ),
  )
}

const takesAway = (type: EntryType): boolean => type === 'withdrawn' || type === 'refused' || type === 'held'

/** A withdrawal, and a doubt that did not come with a dated form, count from their recording on, whatever they say. */
export const countsFromRecording = (type: EntryType, method: Method | undefined): boolean =>
  type === 'withdrawn' || (type === 'held' && method !== 'form')

function declarationOf(entry: LedgerEntry, timeZone: TimeZone, mere: ReadonlySet<number>): Declaration {
  const { type, content } = entry
  const recorded = millisOf(entry.recordedAt)
  const declared = { entry, type, reasons: content?.reasons ?? [], isMereTick: mere.has(entry.seq) }
  if (countsFromRecording(type, content?.method)) return { ...declared, earliest: recorded, latest: recorded }
  if (content === null) {
    return { ...declared, type: 'held', reasons: ['content_missing'], earliest: recorded, latest: recorded }
  }
  const { earliest, latest } = spanOf(content.givenAt, timeZone)
  // Nothing was declared after it was recorded: a date in the future says nothing about the order, and gives nothing.
  if (earliest > recorded) {
    return {
      ...declared,
      ...(type === 'granted' ? { type: 'held', reasons: ['given_in_future'] } : {}),
      earliest: Number.NEGATIVE_INFINITY,
      latest: recorded,
    }
  }
  return {
    ...declared,
    type: type === 'granted' && isMarkedByStaff(content) ? 'pending' : type,
    earliest,
    latest: Math.min(latest, recorded),
  }
}

function spanOf(given: Instant | LocalDate | null, timeZone: TimeZone): { earliest: number; latest: number } {
  if (given === null) return { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY }
  if (given.includes('T')) return { earliest: Date.parse(given), latest: Date.parse(given) }
  const day = DateTime.fromISO(given, { zone: timeZone })
  return { earliest: day.startOf('day').toMillis(), latest: day.endOf('day').toMillis() }
}

/**
 * True if `later` was certainly declared after `earlier`. What takes away and was declared as it was recorded is after
 * everything recorded before it, though the clock may show the same instant; what gives has to be later by the clock.
 */
export function isAfter(later: Declaration, earlier: Declaration): boolean {
  if (later.earliest > earlier.latest) return true
  const isDeclaredWhenRecorded = later.earliest === millisOf(later.entry.recordedAt)
  return takesAway(later.type) && isDeclaredWhenRecorded && later.entry.seq > earlier.entry.seq
}
