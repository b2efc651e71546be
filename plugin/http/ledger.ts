/** `GET /ledger/checkpoint`, `GET /ledger/entries/{seq}/proof` */
import type { Router } from 'express'
import { checkpoint } from '../consent/checkpoint.js'
import { proveEntry } from '../consent/prove.js'
import { RecallError } from '../errors.js'
import type { PracticeOf } from './practice-of.js'

export function ledgerRoutes(router: Router, base: string, practiceOf: PracticeOf): void {
  router.get(`${base}/ledger/checkpoint`, async (request, response) => {
    response.type('text/plain').send(await checkpoint(practiceOf(request)))
  })
  router.get(`${base}/ledger/entries/:seq/proof`, async (request, response) => {
    const seq = Number(request.params['seq'])
    if (!Number.isSafeInteger(seq) || seq < 0)
      throw new RecallError('REQUEST_INVALID', { findings: 'seq must be a number from 0' })
    response.json(await proveEntry(practiceOf(request), seq))
  })
}
