/** `POST /forms` */
import type { Router } from 'express'
import { importForm } from '../consent/import-form.js'
import { recordedForm, type RecordedForm } from '../consent/stored-form.js'
import { RecallError } from '../errors.js'
import type { ReadableForm } from '../form/form-report.js'
import type { Schemas } from './contract.js'
import { bearWitness } from '../privacy/witness/bear-witness.js'
import { once } from './idempotency.js'
import { rawBody } from './body.js'
import type { PracticeOf } from './practice-of.js'

const FORM_LIMIT = 32 * 1024 * 1024

interface Recorded {
  sha256: string
  recorded: RecordedForm['recorded']
}

export function formRoutes(router: Router, base: string, practiceOf: PracticeOf): void {
  router.post(`${base}/forms`, async (request, response) => {
    const practice = practiceOf(request)
    if (request.is('application/pdf') === false) throw new RecallError('FORM_FORMAT_UNKNOWN')
    const bytes = await rawBody(request, FORM_LIMIT)
    const { sha256, recorded } = await once<Recorded>(
      practice,
      request.get('idempotency-key'),
      bytes,
      async () => {
        // None is believed before it is known that the database has forgotten nothing (P-53).
        await bearWitness(practice)
        const form = await importForm(practice, bytes)
        if (form.kind === 'unreadable') throw new RecallError(form.code, form.details)
        return { sha256: form.sha256, recorded: form.recorded }
      },
    )
    const form = await recordedForm(practice, sha256, practice.database.knex)
    if (form === null) throw new RecallError('KEY_DESTROYED')
    response.json({ ...formAnswer(form), recorded, entries: form.entries })
  })
}

/** What HTTP and command line show of a form: the patient's number as text, no internals. */
export function formAnswer(form: ReadableForm): Omit<Schemas['RecordedForm'], 'recorded' | 'entries'> {
  const { mobilePhone, ...person } = form.patient
  return {
    sha256: form.sha256,
    format: form.format,
    mapping: form.mapping,
    patient: { ...person, mobilePhone: 'number' in mobilePhone ? mobilePhone.number : null },
    givenAt: form.givenAt,
    consents: form.consents.map(({ page, rect, ...consent }) => consent),
  }
}
