/** Which contents of one person's ledger entries have had their time. Pure. */
import { PURPOSES } from '../../consent/purpose.js'
import { consentStatus, tickBeside, type ConsentStatus } from '../../consent/status.js'
import type { EntryContent, LedgerEntry } from '../../consent/entry.js'
import {
  addMillis,
  durationMillis,
  localDateOf,
  type Instant,
  type LocalDate,
  type TimeZone,
} from '../../time.js'
import type { RetentionPeriods } from './periods.js'
import { endOfYearAfter, isConsentOpen, isProof, proofKeptUntil } from './proof-period.js'
import { isRestricted } from '../restriction.js'

export interface PersonInLedger {
  entries: readonly LedgerEntry[]
  /** When something was last sent, by the entry whose consent it rested on. */
  uses: ReadonlyMap<number, Instant>
  /** Since when the host calls the person inactive, or has nobody of that number; `null` for a patient. */
  inactiveSince: Instant | null
  /** Last day of the proof of somebody erased. */
  keptUntil: LocalDate | null
}

export type LedgerRetention =
  /** Nothing is due. */
  | { kind: 'keep' }
  /** Contents that a tombstone takes the place of. */
  | { kind: 'contents'; data: 'past_consents' | 'unconfirmed_entries'; entries: number[] }
  /** The person, wholly. */
  | { kind: 'person'; data: 'kept_proofs' | 'inactive_patients' }

const KEEP: LedgerRetention = { kind: 'keep' }

export function ledgerRetention(
  person: PersonInLedger,
  periods: RetentionPeriods,
  now: Instant,
  timeZone: TimeZone,
): LedgerRetention {
  const { entries, keptUntil, inactiveSince } = person
  if (isRestricted(entries)) return KEEP
  const today = localDateOf(now, timeZone)
  if (keptUntil !== null) return today > keptUntil ? { kind: 'person', data: 'kept_proofs' } : KEEP
  if (inactiveSince !== null) {
    return isPersonOver(person, inactiveSince, periods, now, timeZone)
      ? { kind: 'person', data: 'inactive_patients' }
      : KEEP
  }
  const past = pastEntries(person, periods, now, timeZone)
  if (changesNothing(entries, past, now, timeZone))
    return { kind: 'contents', data: 'past_consents', entries: past }
  const unconfirmed = unconfirmedEntries(entries, periods, now, timeZone)
  if (changesNothing(entries, unconfirmed, now, timeZone))
    return { kind: 'contents', data: 'unconfirmed_entries', entries: unconfirmed }
  return KEEP
}

/** A refusal is kept while the person is a patient, to obey it; a proof until its period ends. */
function isPersonOver(
  { entries, uses }: PersonInLedger,
  since: Instant,
  periods: RetentionPeriods,
  now: Instant,
  timeZone: TimeZone,
): boolean {
  if (addMillis(since, durationMillis(periods.inactivePatients)) > now) return false
  if (!isProof(entries)) return true
  const ended = isConsentOpen(entries, now, timeZone) ? since : null
  const lastUse = [...uses.values()].sort().at(-1) ?? null
  const until = proofKeptUntil(entries, { ended, lastUse }, periods.proofYears, timeZone)
  return until === null || localDateOf(now, timeZone) > until
}

/** What came before everything that the present states rest on, once three years have passed since it ended. */
function pastEntries(
  { entries, uses }: PersonInLedger,
  { proofYears }: RetentionPeriods,
  now: Instant,
  timeZone: TimeZone,
): number[] {
  const resting = statesOf(entries, now, timeZone).flatMap(({ entry }) => entry ?? [])
  if (resting.length === 0) return []
  const first = Math.min(...resting)
  const past = entries.filter(
    ({ seq, type, content }) => seq < first && type !== 'erased' && content !== null,
  )
  const ending = entries.find(({ seq }) => seq === first)
  if (past.length === 0 || ending === undefined) return []
  const last = [ending.recordedAt, ...past.flatMap(({ seq }) => uses.get(seq) ?? [])].sort().at(-1)
  return last !== undefined && localDateOf(now, timeZone) > endOfYearAfter(last, proofYears, timeZone)
    ? past.map(({ seq }) => seq)
    : []
}

/** Ticks of staff that nobody confirmed in time, and that nothing came of. */
function unconfirmedEntries(
  entries: readonly LedgerEntry[],
  { unconfirmed }: RetentionPeriods,
  now: Instant,
  timeZone: TimeZone,
): number[] {
  const pending = new Set(
    PURPOSES.flatMap((purpose) => {
      const { status, entry } = consentStatus(entries, purpose, now, timeZone)
      if (entry === null) return []
      if (status === 'pending') return [entry]
      // A tick beside the patient's own yes waits for nothing, and is not kept any longer for that.
      const tick = status === 'active' ? tickBeside(entries, purpose, entry, now, timeZone) : null
      return tick?.entry ?? []
    }),
  )
  return entries
    .filter(({ seq, recordedAt, content }) => {
      const isOver = addMillis(recordedAt, durationMillis(unconfirmed)) <= now
      return pending.has(seq) && isOver && content !== null
    })
    .map(({ seq }) => seq)
}

const statesOf = (entries: readonly LedgerEntry[], now: Instant, timeZone: TimeZone): ConsentStatus[] =>
  PURPOSES.map((purpose) => consentStatus(entries, purpose, now, timeZone))

/**
 * Deleting must give nobody the right to send: a state that allowed nothing before allows nothing after, and one that
 * did rests on the same entry.
 */
function changesNothing(
  entries: readonly LedgerEntry[],
  destroyed: readonly number[],
  now: Instant,
  timeZone: TimeZone,
): boolean {
  if (destroyed.length === 0) return false
  const before = statesOf(entries, now, timeZone)
  const after = statesOf(withTombstone(entries, destroyed, now), now, timeZone)
  return after.every(({ status, entry }, index) => {
    const was = before[index]
    return status === 'active' || status === 'pending'
      ? was?.status === status && was.entry === entry
      : was?.status !== 'active'
  })
}

function withTombstone(
  entries: readonly LedgerEntry[],
  destroyed: readonly number[],
  now: Instant,
): LedgerEntry[] {
  const named = new Set(destroyed)
  const last = entries.at(-1)
  if (last === undefined) return []
  const content: EntryContent = {
    schema: 1,
    purposes: [],
    method: 'system',
    actor: { role: 'system', name: null },
    givenAt: null,
    capturedAt: now,
    number: null,
    numberHolder: 'unknown',
    bsuid: null,
    wording: null,
    reasons: [],
    supersedes: [],
    evidence: { kind: 'erasure', entries: [...destroyed], scope: 'contents' },
  }
  return [
    ...entries.map((entry) => (named.has(entry.seq) ? { ...entry, content: null } : entry)),
    { seq: last.seq + 1, type: 'erased', subject: last.subject, recordedAt: now, content },
  ]
}
