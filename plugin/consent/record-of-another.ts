/**
 * The record under a patient number now names another person: practices give numbers out again. What the former patient
 * agreed to says nothing about the one of today, so every yes is held, and a person is asked (P-29).
 */
import { endRequestsOf } from '../chat/request.js'
import type { SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { openMessageCase } from '../review/one-case.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { consentsOfMany } from './gate.js'
import { PURPOSES } from './purpose.js'
import type { ConsentState } from './status.js'
import { holdConsent } from './withdraw.js'

/** `record_damaged`: what it said before cannot be read, so nobody can tell. */
export type RecordDoubt = 'record_of_another' | 'record_damaged'

/** What is a yes, may become one, or comes back with a renewal. */
const YES_OR_MAYBE: ReadonlySet<ConsentState> = new Set<ConsentState>([
  'active',
  'pending',
  'on_hold',
  'expired',
])

export async function holdForAnother(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  doubt: RecordDoubt,
  now: Instant,
): Promise<void> {
  // A code or a question that waits was meant for the former patient, too.
  await endRequestsOf(trx, practice, subject)
  const states = (await consentsOfMany(trx, practice, [subject], now)).get(subject)
  const purposes = PURPOSES.filter(
    (purpose) => states !== undefined && YES_OR_MAYBE.has(states[purpose].status),
  )
  if (purposes.length === 0) return
  const reasons = [doubt]
  const { entries } = await holdConsent(trx, practice, {
    subject,
    purposes,
    method: 'system',
    actor: { role: 'system', name: null },
    evidence: null,
    reasons,
    now,
  })
  await openMessageCase(
    trx,
    practice,
    { kind: 'number', subject, content: { purposes, reasons, evidence: null, entries, inbound: null } },
    now,
  )
}
