/** `GET /reviews`, `POST /reviews/{id}`, `GET /reviews/{id}/picture` */
import type { Router } from 'express'
import { RecallError } from '../errors.js'
import { toHostPatientId, toReviewId } from '../ids.js'
import { decideReview } from '../review/decide-review.js'
import { listReviews, reviewPicture } from '../review/list-reviews.js'
import { jsonBody } from './body.js'
import type { Contract } from './contract.js'
import { once } from './idempotency.js'
import { HOST_SOFTWARE } from './host-software.js'
import type { PracticeOf } from './practice-of.js'

const MOST = 500
export function reviewRoutes(router: Router, base: string, practiceOf: PracticeOf, contract: Contract): void {
  router.get(`${base}/reviews`, async (request, response) => {
    const { state = 'open', cursor, limit: asked = '50' } = request.query
    const limit = Number(asked)
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
      throw new RecallError('REQUEST_INVALID', { findings: `limit must be 1 to ${MOST}` })
    if (cursor !== undefined && typeof cursor !== 'string')
      throw new RecallError('REQUEST_INVALID', { findings: 'cursor' })
    if (state !== 'open' && state !== 'all')
      throw new RecallError('REQUEST_INVALID', { findings: 'state must be open or all' })
    response.json(
      await listReviews(practiceOf(request), { state, cursor: cursor ?? null, limit, actor: HOST_SOFTWARE }),
    )
  })
  router.post(`${base}/reviews/:review`, async (request, response) => {
    const practice = practiceOf(request)
    const id = toReviewId(request.params.review)
    const { decision, by, patient, note } = contract.parse('NewDecision', await jsonBody(request))
    const fingerprint = Buffer.from(JSON.stringify([id, decision, by, patient, note]))
    response.json(
      await once(practice, request.get('idempotency-key'), fingerprint, () =>
        decideReview(practice, id, {
          decision,
          by,
          patient: patient === undefined ? null : toHostPatientId(patient),
          note: note ?? null,
        }),
      ),
    )
  })
  router.get(`${base}/reviews/:review/picture`, async (request, response) => {
    const id = toReviewId(request.params.review)
    response.type('image/png').send(await reviewPicture(practiceOf(request), id, HOST_SOFTWARE))
  })
}
