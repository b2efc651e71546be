/** Opens a case in the transaction that found the doubt: both are recorded or neither. */
import { newReviewId, type ReviewId, type SubjectId } from '../ids.js'
import { seal, sealJson } from '../keys/seal.js'
import { subjectKey } from '../keys/subject-keys.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { decisionsFor } from './decisions.js'
import type { NewReview, ReviewContent, ReviewKind } from './review.js'

export const reviewContext = (practice: OpenPractice, id: ReviewId): string =>
  `review/${practice.configuration.id}/${id}`
export const pictureContext = (practice: OpenPractice, id: ReviewId): string =>
  `picture/${practice.configuration.id}/${id}`

/**
 * A case about the same source that is there already, decided or not, stays as it is.
 * @returns the id that the case has if it was opened now
 */
export async function openReview(
  trx: Transaction,
  practice: OpenPractice,
  review: NewReview,
  now: Instant,
): Promise<ReviewId> {
  const id = newReviewId()
  const { kind, source, subject, picture } = review
  const key = subject === null ? practice.keys.box : await subjectKey(trx, practice.keys, subject)
  const content: ReviewContent = {
    ...review.content,
    decisions: decisionsFor(kind, review.content.reasons, subject !== null),
    decided: null,
  }
  await trx('reviews')
    .insert({
      id,
      practice_id: practice.configuration.id,
      subject_id: subject,
      kind,
      source,
      state: 'open',
      opened_at: now,
      decided_at: null,
      decision: null,
      sealed: sealJson(key, content, reviewContext(practice, id)),
      picture: picture === null ? null : seal(key, picture, pictureContext(practice, id)),
    })
    .onConflict(['practice_id', 'source'])
    .ignore()
  return id
}

/** A case that settled itself: what nobody knew has become known, and where doubt is left, it has a case of its own. */
export async function dropReview(trx: Transaction, practice: OpenPractice, source: string): Promise<void> {
  await trx('reviews').where({ practice_id: practice.configuration.id, source, state: 'open' }).delete()
}

/** The same for whatever is open of one kind about a patient. */
export async function dropReviewsOf(
  trx: Transaction,
  practice: OpenPractice,
  kind: ReviewKind,
  subject: SubjectId,
): Promise<void> {
  const open = { practice_id: practice.configuration.id, subject_id: subject, kind, state: 'open' }
  await trx('reviews').where(open).delete()
}
