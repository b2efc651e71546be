/** One patient's consents: state per purpose and every entry. */
import { subjectNamed } from '../host/patients.js'
import type { HostPatientId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import type { LedgerEntry } from './entry.js'
import { PURPOSES, type Purpose } from './purpose.js'
import { consentStatus, type ConsentStatus } from './status.js'

export interface PatientConsents {
  patient: HostPatientId
  purposes: Record<Purpose, Pick<ConsentStatus, 'status' | 'since' | 'entry' | 'reasons'>>
  entries: Omit<LedgerEntry, 'subject'>[]
}

/** @throws RecallError PATIENT_UNKNOWN */
export async function patientConsents(
  practice: OpenPractice,
  patient: HostPatientId,
): Promise<PatientConsents> {
  const subject = await subjectNamed(practice.database.knex, practice.keys, patient)
  const entries = await practice.ledger.entriesOf(practice.database.knex, subject)
  const now = practice.clock.now()
  const stateOf = (purpose: Purpose): PatientConsents['purposes'][Purpose] => {
    const { status, since, entry, reasons } = consentStatus(
      entries,
      purpose,
      now,
      practice.configuration.timeZone,
    )
    return { status, since, entry, reasons }
  }
  return {
    patient,
    purposes: Object.fromEntries(
      PURPOSES.map((purpose) => [purpose, stateOf(purpose)]),
    ) as PatientConsents['purposes'],
    entries: entries.map(({ seq, type, recordedAt, content }) => ({ seq, type, recordedAt, content })),
  }
}
