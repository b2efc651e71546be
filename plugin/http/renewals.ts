/** `GET /renewals`: whose consent has to be asked for anew. */
import type { Router } from 'express'
import { consentRenewals } from '../consent/renewals.js'
import { pageQuery } from './page-query.js'
import type { PracticeOf } from './practice-of.js'

export function renewalRoutes(router: Router, base: string, practiceOf: PracticeOf): void {
  router.get(`${base}/renewals`, async (request, response) => {
    response.json(await consentRenewals(practiceOf(request), pageQuery(request)))
  })
}
