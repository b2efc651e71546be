/** A form whose patient a named person has found: recorded for that patient, and no longer held for anybody else. */
import { RecallError } from '../errors.js'
import { readPatient, subjectNamed } from '../host/patients.js'
import type { HostPatientId, SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'
import type { ReviewEvidence } from './entry.js'
import { recordFor } from './record-form.js'
import { forgetForm, storedForm } from './stored-form.js'

export interface AssignedForm {
  sha256: string
  patient: HostPatientId
  decided: Omit<ReviewEvidence, 'about'>
  /** Whom it was held for, and by which entries; `null` for a form of nobody. */
  heldFor: { subject: SubjectId; entries: number[] } | null
}

/**
 * @returns whose it is now and its entries; `null` where what was read of the form has been erased
 * @throws RecallError PATIENT_UNKNOWN, KEY_DESTROYED, FORM_ERASED for one that may be older than that patient's erasure
 */
export async function assignForm(
  practice: OpenPractice,
  trx: Transaction,
  { sha256, patient, decided, heldFor }: AssignedForm,
): Promise<{ subject: SubjectId; entries: number[] } | null> {
  const form = await storedForm(practice, trx, sha256)
  if (form === null) return null
  const subject = await subjectNamed(trx, practice.keys, patient)
  const record = await readPatient(trx, practice.keys, subject)
  if (record === null) throw new RecallError('KEY_DESTROYED')
  await forgetForm(practice, trx, sha256)
  const entries = await recordFor(practice, trx, record, form, {
    decided,
    supersedes: heldFor !== null && heldFor.subject === subject ? heldFor.entries : [],
  })
  return { subject, entries }
}
