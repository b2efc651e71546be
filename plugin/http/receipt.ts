/** `GET /patients/{id}/receipt` */
import type { Router } from 'express'
import { toHostPatientId } from '../ids.js'
import { fhirConsents, patientReceipt } from '../proof/patient-receipt.js'
import { HOST_SOFTWARE } from './host-software.js'
import type { PracticeOf } from './practice-of.js'

/** ISO/IEC TS 27560 unless the caller asks for `application/fhir+json`. */
export function receiptRoutes(router: Router, base: string, practiceOf: PracticeOf): void {
  router.get(`${base}/patients/:patient/receipt`, async (request, response) => {
    const practice = practiceOf(request)
    const patient = toHostPatientId(request.params.patient)
    if (request.accepts(['application/json', 'application/fhir+json']) === 'application/fhir+json') {
      response
        .type('application/fhir+json')
        .send(JSON.stringify(await fhirConsents(practice, patient, HOST_SOFTWARE)))
      return
    }
    response.json(await patientReceipt(practice, patient, HOST_SOFTWARE))
  })
}
