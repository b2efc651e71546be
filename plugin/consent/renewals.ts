/** Whose consent has to be asked for anew, and why (P-09, P-10, P-28). Writes nothing. */
import { RecallError } from '../errors.js'
import type { HostPatientId, SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { hostPatientIds } from '../reminder/host-patient-ids.js'
import type { Instant } from '../time.js'
import { consentsOfMany } from './gate.js'
import { PURPOSES, type Purpose } from './purpose.js'
import type { ConsentStatus } from './status.js'

/** What only a new answer of the patient, or of who may act for the patient, puts right. */
const NEEDS_A_NEW_ANSWER: ReadonlySet<string> = new Set([
  'renewal_needed',
  'unused_17_months',
  'guardian_consent_ended',
  'minor_needs_guardian',
  'not_confirmed',
  'wording_incomplete',
])

export interface Renewal {
  /** The host's patient number. */
  patient: HostPatientId
  /** Those that need it, each with why: codes. */
  purposes: {
    purpose: Purpose
    status: 'on_hold' | 'expired'
    /** When the consent that no longer holds was recorded. */
    since: Instant | null
    entry: number | null
    reasons: string[]
  }[]
}

export interface RenewalPage {
  items: Renewal[]
  /** Where the next page begins; `null` on the last one. */
  next: string | null
}

/** How many subjects are looked at together. */
const AT_ONCE = 200
const SUBJECT_ID = /^[0-9a-z_]{1,40}$/

/**
 * One item for each patient who is on record. Erased people are absent.
 * @param page.cursor `next` of the page before
 * @throws RecallError REQUEST_INVALID for a cursor that is none; LEDGER_BROKEN, SEALED_BROKEN
 */
export async function consentRenewals(
  practice: OpenPractice,
  { cursor, limit }: { cursor: string | null; limit: number },
): Promise<RenewalPage> {
  if (cursor !== null && !SUBJECT_ID.test(cursor))
    throw new RecallError('REQUEST_INVALID', { findings: 'cursor' })
  const items: Renewal[] = []
  let after = cursor ?? ''
  for (;;) {
    const subjects = await subjectsAfter(practice, after)
    const numbers = await hostPatientIds(practice, subjects)
    const known = subjects.filter((subject) => numbers.has(subject))
    const consents = await consentsOfMany(practice.database.knex, practice, known, practice.clock.now())
    for (const subject of subjects) {
      const patient = numbers.get(subject)
      const states = consents.get(subject)
      const purposes =
        states === undefined ? [] : PURPOSES.flatMap((purpose) => due(purpose, states[purpose]))
      if (patient !== undefined && purposes.length > 0) {
        if (items.length === limit) return { items, next: after }
        items.push({ patient, purposes })
      }
      after = subject
    }
    if (subjects.length < AT_ONCE) return { items, next: null }
  }
}

async function subjectsAfter({ database, keys }: OpenPractice, after: string): Promise<SubjectId[]> {
  const rows = await database
    .knex('ledger_entries')
    .where({ practice_id: keys.practice })
    .where('subject_id', '>', after)
    .distinct<{ subject_id: SubjectId }[]>('subject_id')
    .orderBy('subject_id')
    .limit(AT_ONCE)
  return rows.map((row) => row.subject_id)
}

function due(purpose: Purpose, { status, since, entry, reasons }: ConsentStatus): Renewal['purposes'] {
  if (status !== 'on_hold' && status !== 'expired') return []
  return reasons.some((reason) => NEEDS_A_NEW_ANSWER.has(reason))
    ? [{ purpose, status, since, entry, reasons }]
    : []
}
