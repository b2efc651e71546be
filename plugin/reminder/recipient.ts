/**
 * To which number a message may go: a consent binds a person and a number (P-29), so the number in the record must be
 * the one the person agreed for (P-30). Pure.
 */
import type { ConsentStatus } from '../consent/status.js'
import type { PatientRecord } from '../host/patients.js'
import type { E164 } from '../phone.js'

/** Holds that are told by their own name, since staff can do something about them. */
const TOLD_BY_NAME = ['number_hidden', 'birthday_unknown'] as const

export type ConsentRefusal =
  | `consent_${Exclude<ConsentStatus['status'], 'active'>}`
  | (typeof TOLD_BY_NAME)[number]

/** Why nothing is sent under a consent; `null` for an active one. Pure. */
export function consentRefusal({ status, reasons }: ConsentStatus): ConsentRefusal | null {
  if (status === 'active') return null
  const [only, ...others] = status === 'on_hold' ? reasons : []
  const named = others.length === 0 ? TOLD_BY_NAME.find((reason) => reason === only) : undefined
  return named ?? `consent_${status}`
}

export type Recipient =
  | { kind: 'number'; number: E164 }
  | {
      kind: 'nobody'
      reason:
        | ConsentRefusal
        | 'patient_unknown'
        | 'patient_inactive'
        | 'no_mobile_number'
        | 'consent_without_number'
        | 'number_not_mobile'
        | 'number_unreadable'
        | 'number_differs'
    }

const nobody = (reason: Extract<Recipient, { kind: 'nobody' }>['reason']): Recipient => ({
  kind: 'nobody',
  reason,
})

/** @param patient `null`: nobody knows this person, or all about them was erased */
export function recipientOf(patient: PatientRecord | null, consent: ConsentStatus): Recipient {
  if (patient === null || !patient.known) return nobody('patient_unknown')
  if (patient.gone || !patient.active) return nobody('patient_inactive')
  const refusal = consentRefusal(consent)
  if (refusal !== null) return nobody(refusal)
  const { mobilePhone } = patient
  switch (mobilePhone.kind) {
    case 'invalid':
    case 'ambiguous':
      return nobody('number_unreadable')
    case 'not_mobile':
      return nobody('number_not_mobile')
    case 'empty':
      // The form may be the only place where the number stands; a record that had one has lost it on purpose.
      return consent.number === null || patient.numberDelivered
        ? nobody('no_mobile_number')
        : { kind: 'number', number: consent.number }
    case 'mobile':
      // Which number the person meant is not guessed.
      if (consent.number === null) return nobody('consent_without_number')
      return consent.number === mobilePhone.number
        ? { kind: 'number', number: consent.number }
        : nobody('number_differs')
  }
}
