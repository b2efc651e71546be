/** Which ledger entries a form makes, given who its patient is. Pure. */
import type { MarkedBy, Wording } from '../configuration/configuration.js'
import type { FormPatient, ReadableForm } from '../form/form-report.js'
import { namesDiffer } from '../host/identity.js'
import type { PatientRecord } from '../host/patients.js'
import type { E164, PhoneReading } from '../phone.js'
import type { Instant, TimeZone } from '../time.js'
import type { EntryType, FormEvidence, NewEntry, Representative, ReviewEvidence } from './entry.js'
import { AGE_TO_AGREE_ALONE, ageAt } from './lapse.js'
import type { Purpose } from './purpose.js'
import { wasReadUnder, type WordingsAsRead } from './wording/of-form.js'
import { isComplete, wordingVersion } from './wording/usable.js'

/**
 * Why a form that reads clearly is still not believed of this patient. Joins the reasons of the reading in
 * `EntryContent.reasons`.
 */
export type RecordReason =
  | 'patient_mismatch'
  | 'number_differs'
  | 'number_unreadable'
  /** The wording lacks what a patient must know, or says what is untrue (P-08, P-37). */
  | 'wording_incomplete'
  | 'marked_by_staff'
  /** A child cannot agree alone, and nobody who may act for it signed (P-28). */
  | 'minor_needs_guardian'

interface Input {
  form: ReadableForm
  patient: PatientRecord
  markedBy: MarkedBy
  /** Who signed for the patient, as the form says; `null`: nobody. */
  representative: { role: Representative; name: string } | null
  wordingOf: (purpose: Purpose) => Wording | null
  /** The texts that the ticks were read under. */
  wordings: WordingsAsRead
  /** A named person said whose form it is: name and birthday are no longer held against it. */
  assigned: Omit<ReviewEvidence, 'about'> | null
  timeZone: TimeZone
  now: Instant
}

type Decision = ReadableForm['consents'][number]

/** One entry for all purposes that were answered by the same mark in the same way. */
export function formEntries(input: Input): NewEntry[] {
  const groups = new Map<string, Decision[]>()
  for (const decision of input.form.consents) {
    const wording = input.wordingOf(decision.purpose)
    const same = JSON.stringify([
      decision.result,
      decision.control,
      decision.raw,
      decision.reasons,
      wording?.id,
    ])
    groups.set(same, [...(groups.get(same) ?? []), decision])
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[0]
    return first === undefined
      ? []
      : [
          entryOf(
            input,
            first,
            group.map((decision) => decision.purpose),
          ),
        ]
  })
}

function entryOf(input: Input, decision: Decision, purposes: Purpose[]): NewEntry {
  const { form, patient, markedBy, representative, assigned, now } = input
  const number = numberOf(form.patient.mobilePhone, patient)
  const { type, reasons } = belief(input, decision, number.doubts)
  const isForeign = reasons.includes('patient_mismatch')
  const wording = wordingRead(input, decision.purpose)
  const evidence = formEvidence(form, markedBy, decision)
  return {
    type,
    subject: patient.subject,
    content: {
      schema: 1,
      purposes,
      method: 'form',
      actor: representative ?? { role: markedBy === 'staff' ? 'staff' : 'patient', name: null },
      givenAt: form.givenAt,
      capturedAt: now,
      // On a form that may be somebody else's the number may be, too: it is nobody's business here.
      number: isForeign && number.isOnForm ? null : number.number,
      // Who signs for somebody and names a number names the own one; a number of the record says nothing.
      numberHolder: representative !== null && number.isOnForm ? 'representative' : 'unknown',
      bsuid: null,
      wording: wording === null ? null : wordingVersion(wording),
      reasons,
      supersedes: [],
      evidence: assigned === null ? evidence : { ...assigned, about: evidence },
    },
  }
}

/** Where the mark can be seen again (P-12); without a decision, the form as a whole. */
export const formEvidence = (
  form: ReadableForm,
  markedBy: MarkedBy,
  decision: Pick<Decision, 'control' | 'page' | 'raw'> | null,
): FormEvidence => ({
  kind: 'form',
  sha256: form.sha256,
  form: form.mapping,
  control: decision?.control ?? null,
  page: decision?.page ?? null,
  raw: decision?.raw ?? null,
  markedBy,
  reader: form.reader,
})

function belief(
  input: Input,
  decision: Decision,
  number: RecordReason[],
): { type: EntryType; reasons: string[] } {
  const { form, patient, markedBy, assigned } = input
  const isStaffTick = markedBy === 'staff' && form.mapping !== null
  const mayGrant = decision.result === 'granted' || decision.result === 'needs_review'
  const doubts = [
    ...decision.reasons,
    ...(assigned === null ? identityDoubts(form.patient, patient) : []),
    ...(mayGrant ? [...number, ...ageDoubts(input), ...wordingDoubts(input, decision)] : []),
  ]
  if (decision.result === 'needs_review' || doubts.length > 0)
    return { type: 'held', reasons: [...doubts, ...(mayGrant && isStaffTick ? ['marked_by_staff'] : [])] }
  if (decision.result === 'granted' && markedBy === 'staff')
    return { type: 'pending', reasons: ['marked_by_staff'] }
  return { type: decision.result, reasons: [] }
}

/** Nobody can agree to what the wording did not say (P-08); a no needs no wording. */
function wordingDoubts(input: Input, { purpose }: Decision): RecordReason[] {
  const isUnderNone = input.wordingOf(purpose) === null && input.wordings[purpose]?.refused !== true
  return isUnderNone || wordingRead(input, purpose) !== null ? [] : ['wording_incomplete']
}

/** A text that came later under the same id is none that the patient had in sight (P-07). */
function wordingRead({ wordingOf, wordings }: Input, purpose: Purpose): Wording | null {
  const wording = wordingOf(purpose)
  return wording !== null && isComplete(wording) && wasReadUnder(wording, wordings[purpose]) ? wording : null
}

/** The record's birthday counts; where there is none, the one on the form. */
function ageDoubts({ form, patient, representative, timeZone, now }: Input): RecordReason[] {
  const birthDate = patient.birthDate ?? form.patient.birthDate
  if (representative !== null || birthDate === null) return []
  return ageAt(birthDate, form.givenAt ?? now, timeZone) < AGE_TO_AGREE_ALONE ? ['minor_needs_guardian'] : []
}

/**
 * A number on the form that is not the record's puts the consent on hold: one of the two may belong to somebody else.
 * Where the form names none, the consent is about the number on record.
 */
function numberOf(
  written: PhoneReading,
  record: PatientRecord,
): { number: E164 | null; isOnForm: boolean; doubts: RecordReason[] } {
  const onRecord = 'number' in record.mobilePhone ? record.mobilePhone.number : null
  switch (written.kind) {
    case 'empty':
      return { number: onRecord, isOnForm: false, doubts: [] }
    case 'ambiguous':
    case 'invalid':
      return { number: null, isOnForm: true, doubts: ['number_unreadable'] }
    case 'mobile':
    case 'not_mobile':
      return {
        number: written.number,
        isOnForm: true,
        doubts: onRecord !== null && onRecord !== written.number ? ['number_differs'] : [],
      }
  }
}

/** The number on the form may be mistyped: name and birthday must not speak against it. */
export function identityDoubts(form: FormPatient, record: PatientRecord): RecordReason[] {
  if (!record.known) return []
  const birthAgrees = form.birthDate !== null && form.birthDate === record.birthDate
  const familyDiffers = namesDiffer(form.familyName, record.familyName)
  const givenDiffers = namesDiffer(form.givenName, record.givenName)
  // A changed family name (marriage) is no doubt while given name and birthday agree.
  const nameDiffers = givenDiffers || (familyDiffers && !birthAgrees)
  return birthdaysDiffer(form, record) || nameDiffers ? ['patient_mismatch'] : []
}

export const birthdaysDiffer = (
  form: Pick<FormPatient, 'birthDate'>,
  record: Pick<PatientRecord, 'birthDate'>,
): boolean => form.birthDate !== null && record.birthDate !== null && form.birthDate !== record.birthDate
