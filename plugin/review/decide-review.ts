/**
 * A named person's decision about a case: the entries it makes, what it cancels and that it was made stand in one
 * transaction, and a case is decided once.
 */
import { RecallError } from '../errors.js'
import type { HostPatientId, ReviewId } from '../ids.js'
import { sealJson } from '../keys/seal.js'
import { subjectKey, subjectKeys } from '../keys/subject-keys.js'
import type { OpenPractice } from '../practice.js'
import { insertAccess } from '../privacy/access-log.js'
import { holdRows, type Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { assignCase, dismissCase, releaseCase } from './cases-of-nobody.js'
import { reviewContext } from './open-review.js'
import type { Review, ReviewContent, ReviewDecision } from './review.js'
import { openContent, reviewRows, reviewsOf, type ReviewRow } from './review-row.js'
import { settleEntries, type OpenCase, type Outcome } from './settle-entries.js'

export interface NewDecision {
  decision: ReviewDecision
  /** The named person who decides. */
  by: string
  /** Whose it is; with `assigned`, and only then. */
  patient?: HostPatientId | null
  note?: string | null
}

/**
 * @throws RecallError REVIEW_UNKNOWN, REVIEW_DECIDED, REVIEW_DECISION_INVALID, REVIEW_PATIENT_MISSING, REVIEW_OUTDATED,
 *   PATIENT_UNKNOWN, KEY_DESTROYED, LEDGER_HEAD_MOVED
 */
export async function decideReview(
  practice: OpenPractice,
  id: ReviewId,
  { decision, by, patient = null, note = null }: NewDecision,
): Promise<Review> {
  const { configuration, database, clock } = practice
  return database.write(async (trx) => {
    const now = clock.now()
    // On MariaDB whoever comes second waits here, and finds it decided.
    await holdRows(database, trx('reviews').where({ practice_id: configuration.id, id })).first('id')
    const row = await readRow(trx, practice, id)
    if (row.decision !== null) throw new RecallError('REVIEW_DECIDED', { review: id, decision: row.decision })
    const content = await contentOf(trx, practice, row)
    if (!content.decisions.includes(decision))
      throw new RecallError('REVIEW_DECISION_INVALID', { decisions: content.decisions.join(', ') })
    if ((decision === 'assigned') !== (patient !== null)) throw new RecallError('REVIEW_PATIENT_MISSING')
    const evidence = { kind: 'review' as const, review: id, decision, by, note }
    const outcome = await carryOut({ trx, practice, row, content, evidence, now }, decision, patient)
    await close(
      trx,
      practice,
      row,
      { ...content, decided: { by, note, entries: outcome.entries } },
      outcome,
      {
        decision,
        now,
      },
    )
    await insertAccess(trx, configuration.id, { action: 'review', actor: by, subject: outcome.subject }, now)
    const [decided] = await reviewsOf(trx, practice, [await readRow(trx, practice, id)])
    if (decided === undefined) throw new RecallError('REVIEW_UNKNOWN', { review: id })
    return decided
  })
}

async function readRow(trx: Transaction, practice: OpenPractice, id: ReviewId): Promise<ReviewRow> {
  const [row] = await reviewRows(trx, practice).andWhere({ id })
  if (row === undefined) throw new RecallError('REVIEW_UNKNOWN', { review: id })
  return row
}

async function contentOf(trx: Transaction, practice: OpenPractice, row: ReviewRow): Promise<ReviewContent> {
  const subjects = row.subject_id === null ? [] : [row.subject_id]
  const content = openContent(practice, row, await subjectKeys(trx, practice.keys, subjects))
  if (content === null) throw new RecallError('REVIEW_OUTDATED', { review: row.id })
  return content
}

async function carryOut(
  open: OpenCase,
  decision: ReviewDecision,
  patient: HostPatientId | null,
): Promise<Outcome> {
  switch (decision) {
    case 'assigned':
      if (patient === null) throw new RecallError('REVIEW_PATIENT_MISSING')
      return assignCase(open, patient)
    case 'dismissed':
      return open.row.subject_id === null
        ? dismissCase(open)
        : settleEntries(open, open.row.subject_id, 'released')
    case 'released':
      return open.row.subject_id === null
        ? releaseCase(open)
        : settleEntries(open, open.row.subject_id, decision)
    case 'granted':
    case 'refused':
    case 'not_given':
    case 'ask_patient':
    case 'withdrawn':
      if (open.row.subject_id === null) throw new RecallError('REVIEW_OUTDATED', { review: open.row.id })
      return settleEntries(open, open.row.subject_id, decision)
  }
}

/** From now on it belongs to whom it turned out to concern, and is sealed with that person's key. */
async function close(
  trx: Transaction,
  practice: OpenPractice,
  row: ReviewRow,
  content: ReviewContent,
  { subject }: Outcome,
  { decision, now }: { decision: ReviewDecision; now: Instant },
): Promise<void> {
  const key = subject === null ? practice.keys.box : await subjectKey(trx, practice.keys, subject)
  await trx('reviews')
    .where({ practice_id: practice.configuration.id, id: row.id, state: 'open' })
    .update({
      state: 'decided',
      subject_id: subject,
      decided_at: now,
      decision,
      sealed: sealJson(key, content, reviewContext(practice, row.id)),
      picture: null,
    })
}
