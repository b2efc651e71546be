/** One patient's consents: state per purpose and every entry. */
import { subjectNamed } from '../host/patients.js'
import type { HostPatientId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import type { LedgerEntry } from './entry.js'
import { stateOf } from './gate.js'
import { personFacts } from './person-facts.js'
import type { Purpose } from './purpose.js'
import type { ConsentStatus } from './status.js'

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
  const { database, keys, ledger, clock } = practice
  const subject = await subjectNamed(database.knex, keys, patient)
  const entries = await ledger.entriesOf(database.knex, subject)
  const facts = (await personFacts(database.knex, practice, [subject])).get(subject)
  const now = clock.now()
  const state = (purpose: Purpose): PatientConsents['purposes'][Purpose] => {
    const { status, since, entry, reasons } = stateOf(practice, entries, facts, purpose, now)
    return { status, since, entry, reasons }
  }
  return {
    patient,
    purposes: {
      reminder: state('reminder'),
      recall: state('recall'),
      conversation: state('conversation'),
    },
    entries: entries.map(({ seq, type, recordedAt, content }) => ({ seq, type, recordedAt, content })),
  }
}
