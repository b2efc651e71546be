/** Messages of patients that a person still has to decide about, or decided about a short while ago. */
import type { SubjectId } from '../../ids.js'
import { toReviewId } from '../../ids.js'
import { openJson } from '../../keys/seal.js'
import { subjectKeys } from '../../keys/subject-keys.js'
import type { OpenPractice } from '../../practice.js'
import { reviewContext } from '../../review/open-review.js'
import type { ReviewContent } from '../../review/review.js'
import type { Instant, IsoDuration } from '../../time.js'
import { ago } from './sweeps.js'

/** @returns our ids of them */
export async function unhandledMessages(
  practice: OpenPractice,
  period: IsoDuration,
  now: Instant,
): Promise<Set<string>> {
  const { configuration, database, keys } = practice
  const rows = await database
    .knex('reviews')
    .where({ practice_id: configuration.id })
    .whereNotNull('sealed')
    .andWhere((where) => {
      void where.where({ state: 'open' }).orWhere('decided_at', '>', ago(now, period))
    })
    .select<{ id: string; subject_id: SubjectId | null; sealed: Buffer }[]>('id', 'subject_id', 'sealed')
  const opened = await subjectKeys(database.knex, keys, [
    ...new Set(rows.flatMap((row) => row.subject_id ?? [])),
  ])
  const messages = new Set<string>()
  for (const row of rows) {
    const key = row.subject_id === null ? keys.box : opened.get(row.subject_id)
    if (key === undefined) continue
    const { inbound } = openJson<ReviewContent>(key, row.sealed, reviewContext(practice, toReviewId(row.id)))
    if (inbound !== null) messages.add(inbound)
  }
  return messages
}
