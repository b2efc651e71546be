/** What a patient declares at the reception, entered by staff. */
import { declaringSubjectNamed, readPatient } from '../host/patients.js'
import type { HostPatientId } from '../ids.js'
import { cancelWaiting } from '../outbox/cancel.js'
import type { OpenPractice } from '../practice.js'
import type { Actor, EntryType, NumberHolder, ReceptionEvidence, Representative } from './entry.js'
import { PURPOSES, type Purpose } from './purpose.js'
import { assertUsable, isComplete, wordingNamed, wordingVersion } from './wording/usable.js'
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
  /** Who declared it, where that is somebody who may act for the patient (P-27); default: the patient. */
  actor?: { role: Representative; name: string } | null
  /** Whose number it is, where somebody said so. */
  numberHolder?: NumberHolder
}

export interface RecordedDeclaration {
  entries: number[]
  /** Reminders that were waiting and are not sent. */
  cancelled: number
}

/**
 * A no or a withdrawal takes effect at once. A yes that staff enter is `pending`: that the patient said it is what
 * would have to be proven, so the patient confirms it (P-04).
 * @throws RecallError PATIENT_UNKNOWN, WORDING_UNKNOWN, WORDING_INCOMPLETE, WORDING_OUTDATED
 */
export async function recordAtReception(
  practice: OpenPractice,
  declaration: ReceptionDeclaration,
): Promise<RecordedDeclaration> {
  const { configuration, database, keys, ledger, clock } = practice
  const purposes = [...(declaration.purposes ?? PURPOSES)]
  const { actor, evidence } = whoseAct(declaration)
  const wording = declaration.wording === null ? null : wordingNamed(configuration, declaration.wording)
  if (wording !== null && declaration.result === 'granted') assertUsable(configuration, wording, purposes)
  return database.write(async (trx) => {
    const now = clock.now()
    const subject = await declaringSubjectNamed(trx, keys, declaration.patient, now)
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
          numberHolder: declaration.numberHolder ?? 'unknown',
          bsuid: null,
          wording: wording === null || !isComplete(wording) ? null : wordingVersion(wording),
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

/** What a patient says at the desk is on record as entered by staff; who acts for a patient stands there by name. */
function whoseAct({ actor, by, note }: ReceptionDeclaration): { actor: Actor; evidence: ReceptionEvidence } {
  return actor === undefined || actor === null
    ? { actor: { role: 'staff', name: by }, evidence: { kind: 'reception', note } }
    : { actor, evidence: { kind: 'reception', note, by } }
}
