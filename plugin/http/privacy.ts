/** The rights of a person: report, certificate, erasure, restriction. Personal data: never to be cached. */
import type { Request, Response, Router } from 'express'
import { RecallError, type Language } from '../errors.js'
import { toHostPatientId, type HostPatientId } from '../ids.js'
import { erasePatient } from '../privacy/erasure/erase.js'
import { rectifyEntry } from '../privacy/rectify.js'
import { buildReport } from '../privacy/report/report.js'
import { reportPdf } from '../privacy/report/pdf.js'
import { liftRestriction, restrictPatient } from '../privacy/restrict.js'
import { certificate } from '../proof/certificate.js'
import { jsonBody } from './body.js'
import type { Contract } from './contract.js'
import { once } from './idempotency.js'
import { HOST_SOFTWARE } from './host-software.js'
import type { PracticeOf } from './practice-of.js'

const patientOf = (request: Request): HostPatientId => toHostPatientId(String(request.params['patient']))

const languageOf = (request: Request): Language =>
  request.acceptsLanguages('de', 'en') === 'en' ? 'en' : 'de'

export function privacyRoutes(
  router: Router,
  base: string,
  practiceOf: PracticeOf,
  contract: Contract,
): void {
  const person = `${base}/patients/:patient`
  router.get(`${person}/certificate`, async (request, response) => {
    const made = await certificate(practiceOf(request), patientOf(request), {
      language: languageOf(request),
      actor: HOST_SOFTWARE,
    })
    sendPdf(response, made.pdf, 'certificate.pdf')
  })
  router.get(`${person}/report`, async (request, response) => {
    const practice = practiceOf(request)
    const language = languageOf(request)
    const report = await buildReport(practice, patientOf(request), { actor: HOST_SOFTWARE, language })
    if (request.accepts(['application/json', 'application/pdf']) === 'application/pdf') {
      const zone = practice.configuration.timeZone
      sendPdf(response, await reportPdf(report, { language, zone }), 'report.pdf')
    } else {
      response.set('Cache-Control', 'no-store').json(report)
    }
  })
  router.delete(person, async (request, response) => {
    const proof = textOf(request, 'proof') ?? 'destroy'
    if (proof !== 'destroy' && proof !== 'keep')
      throw new RecallError('REQUEST_INVALID', { findings: 'proof: destroy, keep' })
    response.json(
      await erasePatient(practiceOf(request), {
        patient: patientOf(request),
        by: byOf(request),
        reason: 'erasure_request',
        proof,
      }),
    )
  })
  router.post(`${person}/rectifications`, async (request, response) => {
    const practice = practiceOf(request)
    const patient = patientOf(request)
    const { note = null, ...wanted } = contract.parse('RectificationRequest', await jsonBody(request))
    const fingerprint = Buffer.from(JSON.stringify(['rectification', patient, wanted, note]))
    response.json(
      await once(practice, request.get('idempotency-key'), fingerprint, () =>
        rectifyEntry(practice, { patient, note, ...wanted }),
      ),
    )
  })
  router.put(`${person}/restriction`, async (request, response) => {
    const { by, ground } = contract.parse('RestrictionRequest', await jsonBody(request))
    response.json(await restrictPatient(practiceOf(request), { patient: patientOf(request), by, ground }))
  })
  router.delete(`${person}/restriction`, async (request, response) => {
    response.json(
      await liftRestriction(practiceOf(request), { patient: patientOf(request), by: byOf(request) }),
    )
  })
}

function sendPdf(response: Response, bytes: Uint8Array, name: string): void {
  response
    .set('Cache-Control', 'no-store')
    .attachment(name)
    .type('application/pdf')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

/** @throws RecallError REQUEST_INVALID for a parameter that is given more than once, or with nothing in it */
function textOf(request: Request, name: string): string | undefined {
  const value = request.query[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value.trim() === '' || value.length > 64)
    throw new RecallError('REQUEST_INVALID', { findings: `${name} must be a text of 1 to 64 characters` })
  return value
}

const byOf = (request: Request): string => textOf(request, 'by') ?? HOST_SOFTWARE
