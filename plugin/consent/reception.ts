/** What a patient declares at the reception, entered by staff. */
import { RecallError } from '../errors.js'
import { readPatient, subjectNamed } from '../host/patients.js'
import type { HostPatientId } from '../ids.js'
import { cancelWaiting } from '../outbox/cancel.js'
import type { OpenPractice } from '../practice.js'
import type { EntryType } from './entry.js'
import { PURPOSES, type Purpose } from './purpose.js'
import { withdrawConsent } from './withdraw.js'

export interface ReceptionDeclaration {
  patient: HostPatientId
  result: 'granted' | 'refused' | 'withdrawn'
  /** `null`: all purposes. */
  purposes: readonly Purpose[] | null
  /** Who entered it. */
  by: string
  /** Id of the wording that was shown. */
  wording: string | null
  note: string | null
}

export interface RecordedDeclaration {
  entries: number[]
  /** Reminders that were waiting and are not sent. */
  cancelled: number
}

/**
 * A no or a withdrawal takes effect at once. A yes that staff enter is `pending`: that the patient said it is what
 * would have to be proven, so the patient confirms it (P-04).
 * @throws RecallError PATIENT_UNKNOWN, WORDING_UNKNOWN
 */
export async function recordAtReception(
  practice: OpenPractice,
  declaration: ReceptionDeclaration,
): Promise<RecordedDeclaration> {
  const { configuration, database, keys, ledger, clock } = practice
  const subject = await subjectNamed(database.knex, keys, declaration.patient)
  const purposes = [...(declaration.purposes ?? PURPOSES)]
  const actor = { role: 'staff' as const, name: declaration.by }
  const evidence = { kind: 'reception' as const, note: declaration.note }
  const wording = configuration.wordings.find((candidate) => candidate.id === declaration.wording)
  if (declaration.wording !== null && wording === undefined)
    throw new RecallError('WORDING_UNKNOWN', { wording: declaration.wording })
  return database.write(async (trx) => {
    const now = clock.now()
    if (declaration.result === 'withdrawn') {
      return withdrawConsent(trx, practice, { subject, purposes, method: 'reception', actor, evidence, now })
    }
    const type: EntryType = declaration.result === 'granted' ? 'pending' : 'refused'
    const record = await readPatient(trx, keys, subject)
    const entries = await ledger.append(trx, [
      {
        type,
        subject,
        content: {
          schema: 1,
          purposes,
          method: 'reception',
          actor,
          givenAt: now,
          capturedAt: now,
          number: record !== null && 'number' in record.mobilePhone ? record.mobilePhone.number : null,
          numberHolder: 'unknown',
          bsuid: null,
          wording:
            wording === undefined
              ? null
              : { id: wording.id, language: wording.language, sha256: wording.sha256 },
          reasons: type === 'pending' ? ['entered_by_staff'] : [],
          supersedes: [],
          evidence,
        },
      },
    ])
    const cancelled =
      type === 'refused'
        ? await cancelWaiting(trx, configuration.id, subject, purposes, 'consent_refused', now)
        : 0
    return { entries, cancelled }
  })
}
