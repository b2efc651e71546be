/**
 * Taking a consent back, and putting it on hold in doubt: recorded, and what waits to be sent cancelled, in one
 * transaction (P-17).
 */
import type { SubjectId } from '../ids.js'
import { cancelWaiting } from '../outbox/cancel.js'
import type { E164 } from '../phone.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'
import type { Instant, LocalDate } from '../time.js'
import type { Actor, EntryContent, EntryType, Method } from './entry.js'
import type { Purpose } from './purpose.js'

export interface Withdrawal {
  subject: SubjectId
  purposes: readonly Purpose[]
  method: Method
  actor: Actor
  evidence: EntryContent['evidence']
  now: Instant
  /** When the person said so, where that is known to be earlier than `now`. */
  givenAt?: Instant | LocalDate
  /** The number it came from or is about, where it names one. */
  number?: E164 | null
}

export interface Doubt extends Withdrawal {
  /** Codes for the person who decides. */
  reasons: readonly string[]
}

export interface RecordedWithdrawal {
  /** Sequence numbers of the ledger entries. */
  entries: number[]
  /** Reminders that were waiting and are not sent. */
  cancelled: number
}

/**
 * Takes consents back. A second withdrawal is a further declaration and is recorded too: it is evidence, and harmless.
 * @throws RecallError LEDGER_HEAD_MOVED, KEY_DESTROYED
 */
export async function withdrawConsent(
  trx: Transaction,
  practice: OpenPractice,
  withdrawal: Withdrawal,
): Promise<RecordedWithdrawal> {
  return takeAway(trx, practice, 'withdrawn', withdrawal, [])
}

/**
 * Nothing is sent for these purposes until a person has decided (P-18).
 * @throws RecallError LEDGER_HEAD_MOVED, KEY_DESTROYED
 */
export async function holdConsent(
  trx: Transaction,
  practice: OpenPractice,
  doubt: Doubt,
): Promise<RecordedWithdrawal> {
  return takeAway(trx, practice, 'held', doubt, doubt.reasons)
}

async function takeAway(
  trx: Transaction,
  practice: OpenPractice,
  type: EntryType & ('withdrawn' | 'held'),
  { subject, purposes, method, actor, evidence, now, givenAt, number }: Withdrawal,
  reasons: readonly string[],
): Promise<RecordedWithdrawal> {
  const entries = await practice.ledger.append(trx, [
    {
      type,
      subject,
      content: {
        schema: 1,
        purposes: [...purposes],
        method,
        actor,
        givenAt: givenAt ?? now,
        capturedAt: now,
        number: number ?? null,
        numberHolder: 'unknown',
        bsuid: null,
        wording: null,
        reasons: [...reasons],
        supersedes: [],
        evidence,
      },
    },
  ])
  const reason = type === 'withdrawn' ? 'consent_withdrawn' : 'consent_on_hold'
  const cancelled = await cancelWaiting(trx, practice.configuration.id, subject, purposes, reason, now)
  return { entries, cancelled }
}
