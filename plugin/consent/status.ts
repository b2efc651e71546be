/**
 * What a subject's entries say about one purpose at one instant. Pure.
 *
 * Entries count in the order in which the person declared them, not in which they arrived: an old form imported late
 * is history. When a declaration was made is often known to the day only, or not at all, so each has a span of time in
 * which it was made, and one is after another only if the spans say so. Where the order matters and cannot be told, the
 * purpose is on hold. What takes away counts as soon as it is recorded.
 */
import { DateTime } from 'luxon'
import type { E164 } from '../phone.js'
import { millisOf, type Instant, type LocalDate, type TimeZone } from '../time.js'
import type { EntryType, LedgerEntry } from './entry.js'
import type { Purpose } from './purpose.js'

export const CONSENT_STATES = [
  'active',
  'pending',
  'on_hold',
  'refused',
  'withdrawn',
  'expired',
  'never_asked',
] as const
export type ConsentState = (typeof CONSENT_STATES)[number]

/** Why a purpose is on hold, beyond the reasons of the entry that holds it. */
export type HoldReason =
  /** A yes and a no (or an open answer), and nobody can tell which came last. */
  | 'order_unclear'
  /** A newer form left open what an older one had granted. */
  | 'newer_form_not_given'
  /** The declaration is dated after the day it was recorded. */
  | 'given_in_future'
  /** The content of an entry is gone. */
  | 'content_missing'
  /** Processing is restricted (Art. 18). */
  | 'restricted'

export interface ConsentStatus {
  status: ConsentState
  /** When the entry it rests on was recorded; `null` for `never_asked` without any entry. */
  since: Instant | null
  /** Sequence number of the ledger entry it rests on. */
  entry: number | null
  reasons: string[]
  /** The number the consent binds; only for `active`. */
  number: E164 | null
}

/** An entry, and the span of milliseconds in which it was declared. */
interface Declaration {
  entry: LedgerEntry
  type: EntryType
  reasons: string[]
  earliest: number
  latest: number
  /** A yes entered by staff, beside which the patient's own yes stands as it stood. */
  isMereTick: boolean
}

/**
 * @param entries everything recorded about the subject, in the order of the ledger
 * @param at what gives is counted only if it was recorded by then; what takes away is counted always, so that a clock
 *   that lags behind the one that recorded it delays no withdrawal
 * @param timeZone in which forms are dated
 */
export function consentStatus(
  entries: readonly LedgerEntry[],
  purpose: Purpose,
  at: Instant,
  timeZone: TimeZone,
): ConsentStatus {
  const declarations = declarationsOf(entries, purpose, at, timeZone)
  const restriction = entries.findLast(({ type }) => type === 'restricted' || type === 'unrestricted')
  const state = stateOf(declarations)
  if (restriction?.type === 'restricted' && (state.status === 'active' || state.status === 'pending'))
    return {
      ...state,
      status: 'on_hold',
      since: restriction.recordedAt,
      entry: restriction.seq,
      reasons: ['restricted'],
      number: null,
    }
  const missing = declarations.find(({ entry }) => entry.content === null)
  // What is gone can no longer prove a consent, nor that none of it was a no.
  if (missing !== undefined && (state.status === 'active' || state.status === 'pending'))
    return resting('on_hold', missing, ['content_missing'])
  return state
}

/**
 * The tick of staff that a patient's own yes makes no difference to, and that makes none to it: of use only where that
 * yes no longer holds, when the patient is to be asked anew.
 * @param yes the entry that the consent rests on
 */
export function tickBeside(
  entries: readonly LedgerEntry[],
  purpose: Purpose,
  yes: number,
  at: Instant,
  timeZone: TimeZone,
): ConsentStatus | null {
  const declarations = declarationsOf(entries, purpose, at, timeZone)
  const grant = declarations.find(({ entry }) => entry.seq === yes)
  const tick = declarations.findLast(
    (candidate) => candidate.isMereTick && (grant === undefined || !isAfter(grant, candidate)),
  )
  return tick === undefined ? null : resting('pending', tick, tick.reasons)
}

/** The yes that counts, or would once no doubt, tick or restriction stood beside it; none that a no came after. */
export function yesBeneath(
  entries: readonly LedgerEntry[],
  purpose: Purpose,
  at: Instant,
  timeZone: TimeZone,
): LedgerEntry | null {
  const declarations = declarationsOf(entries, purpose, at, timeZone)
  const grants = declarations.filter(({ type }) => type === 'granted')
  const isOver = declarations.some(
    (denial) =>
      (denial.type === 'refused' || denial.type === 'withdrawn') &&
      grants.every((grant) => isAfter(denial, grant)),
  )
  return isOver ? null : (latestOf(grants)?.entry ?? null)
}

/** What counts of the entries about a purpose at an instant. */
function declarationsOf(
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

const NEVER_ASKED: ConsentStatus = {
  status: 'never_asked',
  since: null,
  entry: null,
  reasons: [],
  number: null,
}

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

function declarationOf(entry: LedgerEntry, timeZone: TimeZone, mere: ReadonlySet<number>): Declaration {
  const { type, content } = entry
  const recorded = millisOf(entry.recordedAt)
  const declared = { entry, type, reasons: content?.reasons ?? [], isMereTick: mere.has(entry.seq) }
  // A withdrawal, and a doubt that did not come with a dated form, count from their recording on, whatever they say.
  if (type === 'withdrawn' || (type === 'held' && content?.method !== 'form'))
    return { ...declared, earliest: recorded, latest: recorded }
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
function isAfter(later: Declaration, earlier: Declaration): boolean {
  if (later.earliest > earlier.latest) return true
  const isDeclaredWhenRecorded = later.earliest === millisOf(later.entry.recordedAt)
  return takesAway(later.type) && isDeclaredWhenRecorded && later.entry.seq > earlier.entry.seq
}

function resting(
  status: ConsentState,
  on: Declaration,
  reasons: readonly string[] = [],
  number: E164 | null = null,
): ConsentStatus {
  return { status, since: on.entry.recordedAt, entry: on.entry.seq, reasons: [...new Set(reasons)], number }
}

function stateOf(declarations: readonly Declaration[]): ConsentStatus {
  const ofType = (...types: EntryType[]): Declaration[] =>
    declarations.filter(({ type }) => types.includes(type))
  const grants = ofType('granted')
  const denials = ofType('refused', 'withdrawn')
  const last = denials.filter((denial) => grants.every((grant) => isAfter(denial, grant)))
  if (last.length > 0) return deniedState(last, declarations)
  const grant = latestOf(grants)
  if (grant === undefined) return unansweredState(declarations)
  const rival = denials.find((denial) => !isAfter(grant, denial))
  if (rival !== undefined) return resting('on_hold', rival, ['order_unclear'])
  return grantedState(grant, declarations)
}

/** The grant with the latest beginning: if any is after every denial, this one is. */
const latestOf = (grants: readonly Declaration[]): Declaration | undefined =>
  grants.reduce<Declaration | undefined>(
    (best, candidate) => (best === undefined || candidate.earliest >= best.earliest ? candidate : best),
    undefined,
  )

/** @param denials those after every grant */
function deniedState(denials: readonly Declaration[], declarations: readonly Declaration[]): ConsentStatus {
  const withdrawal = denials.find(({ type }) => type === 'withdrawn')
  if (withdrawal !== undefined) return resting('withdrawn', withdrawal)
  const refusal = denials.reduce((best, candidate) => (candidate.latest >= best.latest ? candidate : best))
  const since = declarations.filter((candidate) => isAfter(candidate, refusal))
  return openState(since) ?? resting('refused', refusal)
}

function unansweredState(declarations: readonly Declaration[]): ConsentStatus {
  const blank = declarations.findLast(({ type }) => type === 'not_given')
  return openState(declarations) ?? (blank === undefined ? NEVER_ASKED : resting('never_asked', blank))
}

/** What is neither yes nor no: a doubt, else a tick that awaits its confirmation. */
function openState(declarations: readonly Declaration[]): ConsentStatus | null {
  const [doubt, ...furtherDoubts] = declarations.filter(({ type }) => type === 'held')
  if (doubt !== undefined)
    return resting(
      'on_hold',
      doubt,
      [doubt, ...furtherDoubts].flatMap(({ reasons }) => reasons),
    )
  const tick = declarations.findLast(({ type }) => type === 'pending')
  return tick === undefined ? null : resting('pending', tick, tick.reasons)
}

function grantedState(grant: Declaration, declarations: readonly Declaration[]): ConsentStatus {
  const unsettled = declarations.filter((candidate) => !isAfter(grant, candidate))
  const doubts = unsettled.filter(({ type }) => type === 'held')
  const blanks = unsettled.filter(({ type }) => type === 'not_given')
  const [first] = [...doubts, ...blanks].sort((a, b) => a.entry.seq - b.entry.seq)
  if (first !== undefined) {
    const reasons = doubts.flatMap((doubt) => doubt.reasons)
    const ofBlanks = blanks.map((blank) => (isAfter(blank, grant) ? 'newer_form_not_given' : 'order_unclear'))
    return resting('on_hold', first, [...reasons, ...ofBlanks])
  }
  const tick = unsettled.findLast((candidate) => candidate.type === 'pending' && !candidate.isMereTick)
  if (tick !== undefined) return resting('pending', tick, tick.reasons)
  return resting('active', grant, [], grant.entry.content?.number ?? null)
}
