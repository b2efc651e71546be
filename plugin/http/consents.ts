/** `GET` and `POST /patients/{id}/consents` */
import type { Router } from 'express'
import { patientConsents } from '../consent/history.js'
import { recordAtReception } from '../consent/reception.js'
import { toHostPatientId } from '../ids.js'
import { jsonBody } from './body.js'
import type { Contract } from './contract.js'
import { HOST_SOFTWARE } from './host-software.js'
import { once } from './idempotency.js'
import type { PracticeOf } from './practice-of.js'

export function consentRoutes(
  router: Router,
  base: string,
  practiceOf: PracticeOf,
  contract: Contract,
): void {
  const path = `${base}/patients/:patient/consents`
  router.get(path, async (request, response) => {
    response.json(
      await patientConsents(practiceOf(request), toHostPatientId(String(request.params['patient']))),
    )
  })
  router.post(path, async (request, response) => {
    const practice = practiceOf(request)
    const patient = toHostPatientId(String(request.params['patient']))
    const declaration = contract.parse('ReceptionDeclaration', await jsonBody(request))
    const fingerprint = Buffer.from(JSON.stringify([patient, declaration]))
    response.json(
      await once(practice, request.get('idempotency-key'), fingerprint, () =>
        recordAtReception(practice, {
          patient,
          result: declaration.result,
          purposes: declaration.purposes ?? null,
          by: declaration.by ?? HOST_SOFTWARE,
          wording: declaration.wording ?? null,
          note: declaration.note ?? null,
          actor: declaration.actor ?? null,
          numberHolder: declaration.numberHolder ?? 'unknown',
        }),
      ),
    )
  })
}
