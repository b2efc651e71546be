/** The machine-readable papers about one patient's consents: FHIR R4, and ISO/IEC TS 27560. */
import type { Bundle, Consent } from 'fhir/r4.js'
import { consentBundle } from '../../adapters/fhir/consent.js'
import { signedCheckpoint } from '../consent/checkpoint.js'
import { patientConsents } from '../consent/history.js'
import { subjectNamed } from '../host/patients.js'
import type { HostPatientId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { noteAccess } from '../privacy/access-log.js'
import { consentReceipt, type ConsentReceipt } from './receipt.js'

/** @throws RecallError PATIENT_UNKNOWN, LEDGER_BROKEN */
export async function fhirConsents(
  practice: OpenPractice,
  patient: HostPatientId,
  actor: string,
): Promise<Bundle<Consent>> {
  const { configuration, database, keys, clock } = practice
  const consents = await patientConsents(practice, patient)
  const subject = await subjectNamed(database.knex, keys, patient)
  await noteAccess(practice, { action: 'receipt', actor, subject })
  return consentBundle({
    practice: configuration,
    patient,
    entries: consents.entries.map((entry) => ({ ...entry, subject })),
    purposes: consents.purposes,
    now: clock.now(),
  })
}

/** @throws RecallError PATIENT_UNKNOWN, LEDGER_BROKEN */
export async function patientReceipt(
  practice: OpenPractice,
  patient: HostPatientId,
  actor: string,
): Promise<ConsentReceipt> {
  const { configuration, database, keys, clock } = practice
  const subject = await subjectNamed(database.knex, keys, patient)
  await noteAccess(practice, { action: 'receipt', actor, subject })
  const consents = await patientConsents(practice, patient)
  const wordings = await database
    .knex('wordings')
    .where({ practice_id: configuration.id })
    .whereIn(
      'sha256',
      consents.entries.flatMap(({ content }) => content?.wording?.sha256 ?? []),
    )
    .select<{ sha256: string; text: string }[]>('sha256', 'content as text')
  const { note } = await signedCheckpoint(practice, database.knex)
  return consentReceipt({
    practice: configuration,
    wordings,
    subject,
    entries: consents.entries.map((entry) => ({ ...entry, subject })),
    purposes: consents.purposes,
    checkpoint: note,
    now: clock.now(),
  })
}
