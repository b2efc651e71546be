/** `GET /ledger/checkpoint`, `GET /ledger/entries/{seq}/proof`, `GET /ledger/consistency` */
import type { Router } from 'express'
import { checkpoint } from '../consent/checkpoint.js'
import { proveConsistency, proveEntry } from '../consent/prove.js'
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
  router.get(`${base}/ledger/consistency`, async (request, response) => {
    const { from } = request.query
    if (typeof from !== 'string' || !/^\d{1,15}$/.test(from))
      throw new RecallError('REQUEST_INVALID', { findings: 'from must be the size of an older checkpoint' })
    response.json(await proveConsistency(practiceOf(request), Number(from)))
  })
}
