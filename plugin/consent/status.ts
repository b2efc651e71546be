/**
 * What a subject's entries say about one purpose at one instant. Pure.
 *
 * Entries count in the order in which the person declared them, not in which they arrived: an old form imported late
 * is history. Where the order matters and cannot be told, the purpose is on hold. What takes away counts as soon as it
 * is recorded.
 */
import type { E164 } from '../phone.js'
import type { Instant, TimeZone } from '../time.js'
import { declarationsOf, isAfter, type Declaration } from './declaration.js'
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

const NEVER_ASKED: ConsentStatus = {
  status: 'never_asked',
  since: null,
  entry: null,
  reasons: [],
  number: null,
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
