/** `POST /qr-codes` */
import type { Router } from 'express'
import { derivedCode, newCode } from '../chat/code.js'
import { registerCode, showCode, type CodeOrder } from '../chat/issue-code.js'
import { toHostPatientId } from '../ids.js'
import { jsonBody } from './body.js'
import type { Contract, Schemas } from './contract.js'
import { HOST_SOFTWARE } from './host-software.js'
import { once } from './idempotency.js'
import type { PracticeOf } from './practice-of.js'

export function qrRoutes(router: Router, base: string, practiceOf: PracticeOf, contract: Contract): void {
  router.post(`${base}/qr-codes`, async (request, response) => {
    const practice = practiceOf(request)
    const body = contract.parse('CodeOrder', await jsonBody(request))
    const key = request.get('idempotency-key')
    // Only its hash may be kept (P-22), so the code of a request that may be repeated is computed again, not stored.
    const ordered = JSON.stringify(body)
    const code = key === undefined ? newCode() : derivedCode(practice.keys, JSON.stringify([key, ordered]))
    const registered = await once(practice, key, Buffer.from(ordered), () =>
      registerCode(practice, code, orderOf(body)),
    )
    response.json(await showCode(practice, code, registered))
  })
}

const orderOf = ({
  patient,
  purposes,
  wording,
  language,
  actor,
  by = HOST_SOFTWARE,
}: Schemas['CodeOrder']): CodeOrder => ({
  patient: toHostPatientId(patient),
  by,
  ...(purposes !== undefined && { purposes }),
  ...(wording !== undefined && { wording }),
  ...(language !== undefined && { language }),
  ...(actor !== undefined && { actor: { role: actor.role, name: actor.name ?? null } }),
})
