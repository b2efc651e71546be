/** Which file of a host the form of a case is: names of files may hold a patient's, so that none is stored. */
import { createHash } from 'node:crypto'
import type { HostAdapter } from '../../adapters/host.js'
import { RecallError } from '../errors.js'
import type { ReviewId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { noteAccess } from '../privacy/access-log.js'
import { reviewRows, reviewsOf } from './review-row.js'

/**
 * Reads the forms of the hosts until one has the SHA-256 of the case. Whoever asks is noted (P-56). The hosts must be newly
 * opened: those that have offered a form do not offer it again.
 * @returns what the host calls it
 * @throws RecallError REVIEW_UNKNOWN, REVIEW_WITHOUT_FILE, HOST_UNAVAILABLE
 */
export async function formFile(
  practice: OpenPractice & { hosts: readonly HostAdapter[] },
  id: ReviewId,
  actor: string,
): Promise<string> {
  const { database, hosts } = practice
  const rows = await reviewRows(database.knex, practice).where({ id })
  const [review] = await reviewsOf(database.knex, practice, rows)
  if (review === undefined) throw new RecallError('REVIEW_UNKNOWN', { review: id })
  await noteAccess(practice, { action: 'review', actor, subject: rows[0]?.subject_id ?? null })
  const sha256 = review.evidence?.kind === 'form' ? review.evidence.sha256 : null
  for (const host of sha256 === null ? [] : hosts) {
    for await (const form of host.forms?.() ?? []) {
      // Only looked at: whoever takes forms in is still to be offered it.
      form.again?.()
      const digest = createHash('sha256').update(await form.bytes())
      if (digest.digest('hex') === sha256) return form.name
    }
  }
  throw new RecallError('REVIEW_WITHOUT_FILE', { review: id })
}
