/** Records of hosts that push: `PUT /patients`, `PUT`/`DELETE /appointments`, `PUT`/`DELETE /recalls`. */
import type { CountryCode } from 'libphonenumber-js/max'
import type { Request, Router } from 'express'
import { putAppointment, removeAppointment } from '../host/store-appointments.js'
import { storeRecords } from '../consent/first-record.js'
import { putRecall, removeRecall } from '../host/store-recalls.js'
import { toAppointmentId, toHostPatientId, toRecallId } from '../ids.js'
import { readPhone } from '../phone.js'
import { toInstant, toLocalDate } from '../time.js'
import { jsonBody } from './body.js'
import type { Contract } from './contract.js'
import type { PracticeOf } from './practice-of.js'

/** The name under which pushed records are kept, beside those of the adapters. */
const PUSH = 'push'

const parameter = (request: Request, name: string): string => String(request.params[name])

export function hostRoutes(router: Router, base: string, practiceOf: PracticeOf, contract: Contract): void {
  router.put(`${base}/patients/:patient`, async (request, response) => {
    const practice = practiceOf(request)
    const body = contract.parse('Patient', await jsonBody(request))
    const record = {
      hostPatientId: toHostPatientId(parameter(request, 'patient')),
      familyName: body.familyName,
      givenName: body.givenName,
      birthDate: typeof body.birthDate === 'string' ? toLocalDate(body.birthDate) : null,
      mobilePhone: readPhone(
        body.mobilePhone ?? '',
        practice.configuration.region.slice(0, 2) as CountryCode,
      ),
      active: body.active,
    }
    await practice.database.write((trx) => storeRecords(trx, practice, PUSH, [record], practice.clock.now()))
    response.status(204).end()
  })
  router.put(`${base}/appointments/:appointment`, async (request, response) => {
    const practice = practiceOf(request)
    const body = contract.parse('Appointment', await jsonBody(request))
    const record = {
      appointmentId: toAppointmentId(parameter(request, 'appointment')),
      hostPatientId: toHostPatientId(body.patient),
      startsAt: toInstant(body.startsAt),
      status: body.status,
    }
    await practice.database.write((trx) =>
      putAppointment(trx, practice.keys, PUSH, record, practice.clock.now()),
    )
    response.status(204).end()
  })
  router.delete(`${base}/appointments/:appointment`, async (request, response) => {
    const practice = practiceOf(request)
    const id = toAppointmentId(parameter(request, 'appointment'))
    await practice.database.write((trx) => removeAppointment(trx, practice.keys, id, practice.clock.now()))
    response.status(204).end()
  })
  router.put(`${base}/recalls/:recall`, async (request, response) => {
    const practice = practiceOf(request)
    const body = contract.parse('Recall', await jsonBody(request))
    const record = {
      recallId: toRecallId(parameter(request, 'recall')),
      hostPatientId: toHostPatientId(body.patient),
      dueOn: toLocalDate(body.dueOn),
    }
    await practice.database.write((trx) => putRecall(trx, practice.keys, PUSH, record, practice.clock.now()))
    response.status(204).end()
  })
  router.delete(`${base}/recalls/:recall`, async (request, response) => {
    const practice = practiceOf(request)
    const id = toRecallId(parameter(request, 'recall'))
    await practice.database.write((trx) => removeRecall(trx, practice.keys, id, practice.clock.now()))
    response.status(204).end()
  })
}
