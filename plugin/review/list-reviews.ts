/** What a person must decide, page by page, and the picture of a box in doubt. Whoever looks is noted (P-56). */
import { RecallError } from '../errors.js'
import type { ReviewId } from '../ids.js'
import { open } from '../keys/seal.js'
import { subjectKeys } from '../keys/subject-keys.js'
import type { OpenPractice } from '../practice.js'
import { noteAccess } from '../privacy/access-log.js'
import { pictureContext } from './open-review.js'
import type { Review } from './review.js'
import { reviewRows, reviewsOf, type ReviewRow } from './review-row.js'

export interface ReviewPage {
  items: Review[]
  /** Where the next page begins; `null` on the last one. */
  next: string | null
}

export interface ReviewQuery {
  state: 'open' | 'all'
  /** `next` of the page before; `null` for the first. */
  cursor: string | null
  limit: number
  /** `api`, or the named person of the command line. */
  actor: string
}

/**
 * One page, newest first.
 * @throws RecallError REQUEST_INVALID for a cursor that no page gave
 */
export async function listReviews(
  practice: OpenPractice,
  { state, cursor, limit, actor }: ReviewQuery,
): Promise<ReviewPage> {
  const query = reviewRows(practice.database.knex, practice)
    .orderBy([
      { column: 'opened_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit + 1)
  if (state === 'open') query.andWhere({ state })
  if (cursor !== null) {
    const { openedAt, id } = placeOfCursor(cursor)
    query.andWhere((where) => {
      void where.where('opened_at', '<', openedAt).orWhere((same) => {
        void same.where('opened_at', openedAt).andWhere('id', '<', id)
      })
    })
  }
  await noteAccess(practice, { action: 'review', actor, subject: null })
  const rows = await query
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await reviewsOf(practice.database.knex, practice, page),
    next: rows.length > limit && last !== undefined ? cursorAfter(last) : null,
  }
}

const cursorAfter = (row: ReviewRow): string =>
  Buffer.from(`${row.opened_at} ${row.id}`).toString('base64url')

function placeOfCursor(cursor: string): { openedAt: string; id: string } {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const [, openedAt, id] = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z) (v_[0-9a-z]{26})$/.exec(text) ?? []
  if (openedAt === undefined || id === undefined)
    throw new RecallError('REQUEST_INVALID', { findings: 'cursor' })
  return { openedAt, id }
}

/**
 * The region of the form around the box, as PNG.
 * @throws RecallError REVIEW_UNKNOWN, REVIEW_WITHOUT_PICTURE
 */
export async function reviewPicture(practice: OpenPractice, id: ReviewId, actor: string): Promise<Buffer> {
  const { database, configuration, keys } = practice
  const row = await database
    .knex('reviews')
    .where({ practice_id: configuration.id, id })
    .first<(Pick<ReviewRow, 'subject_id'> & { picture: Buffer | null }) | undefined>('subject_id', 'picture')
  if (row === undefined) throw new RecallError('REVIEW_UNKNOWN', { review: id })
  const subject = row.subject_id
  const key = subject === null ? keys.box : (await subjectKeys(database.knex, keys, [subject])).get(subject)
  if (row.picture === null || key === undefined)
    throw new RecallError('REVIEW_WITHOUT_PICTURE', { review: id })
  await noteAccess(practice, { action: 'review', actor, subject })
  return open(key, row.picture, pictureContext(practice, id))
}
