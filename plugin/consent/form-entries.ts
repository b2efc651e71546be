/** Which ledger entries a form makes, given who its patient is. Pure. */
import type { MarkedBy, Wording } from '../configuration/configuration.js'
import type { ConsentDecision } from '../form/consent-decision.js'
import type { FormPatient, ReadableForm } from '../form/form-report.js'
import { spelling } from '../host/identity.js'
import type { PatientRecord } from '../host/patients.js'
import type { E164, PhoneReading } from '../phone.js'
import type { Instant } from '../time.js'
import type { EntryType, NewEntry } from './entry.js'
import type { Purpose } from './purpose.js'

/**
 * Why a form that reads clearly is still not believed of this patient. Joins the reasons of the reading in
 * `EntryContent.reasons`.
 */
export type RecordReason = 'patient_mismatch' | 'number_differs' | 'number_unreadable' | 'marked_by_staff'

interface Input {
  form: ReadableForm
  patient: PatientRecord
  markedBy: MarkedBy
  wordingOf: (purpose: Purpose) => Wording | null
  now: Instant
}

/** One entry for all purposes that were answered by the same mark in the same way. */
export function formEntries(input: Input): NewEntry[] {
  const groups = new Map<string, ReadableForm['consents']>()
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

function entryOf(input: Input, decision: ReadableForm['consents'][number], purposes: Purpose[]): NewEntry {
  const { form, patient, markedBy, now } = input
  const number = numberOf(form.patient.mobilePhone, patient)
  const { type, reasons } = belief(decision, identityDoubts(form.patient, patient), number.doubts, markedBy)
  const wording = input.wordingOf(decision.purpose)
  return {
    type,
    subject: patient.subject,
    content: {
      schema: 1,
      purposes,
      method: 'form',
      actor: { role: markedBy === 'staff' ? 'staff' : 'patient', name: null },
      givenAt: form.givenAt,
      capturedAt: now,
      number: number.number,
      numberHolder: 'unknown',
      bsuid: null,
      wording:
        wording === null ? null : { id: wording.id, language: wording.language, sha256: wording.sha256 },
      reasons,
      supersedes: [],
      evidence: {
        kind: 'form',
        sha256: form.sha256,
        form: form.mapping,
        control: decision.control,
        page: decision.page,
        raw: decision.raw,
        markedBy,
        reader: form.reader,
      },
    },
  }
}

function belief(
  decision: ConsentDecision,
  identity: RecordReason[],
  number: RecordReason[],
  markedBy: MarkedBy,
): { type: EntryType; reasons: string[] } {
  if (decision.result === 'needs_review') return { type: 'held', reasons: [...decision.reasons, ...identity] }
  if (identity.length > 0) return { type: 'held', reasons: identity }
  if (decision.result !== 'granted') return { type: decision.result, reasons: [] }
  if (number.length > 0) return { type: 'held', reasons: number }
  if (markedBy === 'staff') return { type: 'pending', reasons: ['marked_by_staff'] }
  return { type: 'granted', reasons: [] }
}

/**
 * A number on the form that is not the record's puts the consent on hold: one of the two may belong to somebody else.
 * Where the form names none, the consent is about the number on record.
 */
function numberOf(
  written: PhoneReading,
  record: PatientRecord,
): { number: E164 | null; doubts: RecordReason[] } {
  const onRecord = 'number' in record.mobilePhone ? record.mobilePhone.number : null
  switch (written.kind) {
    case 'empty':
      return { number: onRecord, doubts: [] }
    case 'ambiguous':
    case 'invalid':
      return { number: null, doubts: ['number_unreadable'] }
    case 'mobile':
    case 'not_mobile':
      return {
        number: written.number,
        doubts: onRecord !== null && onRecord !== written.number ? ['number_differs'] : [],
      }
  }
}

/** The number on the form may be mistyped: name and birthday must not speak against it. */
function identityDoubts(form: FormPatient, record: PatientRecord): RecordReason[] {
  if (!record.known) return []
  const birthDiffers =
    form.birthDate !== null && record.birthDate !== null && form.birthDate !== record.birthDate
  const birthAgrees = form.birthDate !== null && form.birthDate === record.birthDate
  const familyDiffers = differs(form.familyName, record.familyName)
  const givenDiffers = differs(form.givenName, record.givenName)
  // A changed family name (marriage) is no doubt while given name and birthday agree.
  const nameDiffers = givenDiffers || (familyDiffers && !birthAgrees)
  return birthDiffers || nameDiffers ? ['patient_mismatch'] : []
}

/** Compares names as people write them: case, accents, ae for ä, a second given name left out. */
function differs(written: string | null, recorded: string): boolean {
  if (written === null || recorded === '') return false
  const left = nameParts(written)
  const right = nameParts(recorded)
  if (left.length === 0 || right.length === 0) return false
  const [fewer, more] = left.length <= right.length ? [left, right] : [right, left]
  return !fewer.every((part) => more.includes(part))
}

/** Also without accents: tablets write `Yılmaz` and `José`, older practice software often cannot. */
function nameParts(name: string): string[] {
  return spelling(name)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ı', 'i')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
}
