/** What reading one file gives: the value behind `forms read`, `forms import` and `POST /forms`. */
import type { ErrorCode, ErrorDetails } from '../errors.js'
import type { PhoneReading } from '../phone.js'
import type { LocalDate } from '../time.js'
import type { ConsentDecision } from './consent-decision.js'

/** The patient as the form names him or her; `null` where the form is silent or cannot be understood. */
export interface FormPatient {
  hostPatientId: string | null
  familyName: string | null
  givenName: string | null
  birthDate: LocalDate | null
  mobilePhone: PhoneReading
}

/** A decision with the place of the widget that decided it, for showing its picture. */
export interface PlacedDecision extends ConsentDecision {
  /** From 1; `null` if no page shows it. */
  page: number | null
  /** Left, bottom, right, top in points of the page. */
  rect: [number, number, number, number] | null
}

export interface ReadableForm {
  kind: 'read'
  /** Hex SHA-256 of the file. */
  sha256: string
  format: 'pdf'
  /** Id of the mapping that the form matches. */
  mapping: string | null
  /** Where it matches none: id of the mapping that it looks like, so that a person should look at it. */
  resembles: string | null
  patient: FormPatient
  givenAt: LocalDate | null
  /** Who acted for the patient, as written; `null` where the form names nobody. Personal: never logged. */
  representative: string | null
  consents: PlacedDecision[]
  /** Name and version of the readers behind it; kept as evidence (P-12). */
  reader: string
}

export interface UnreadableForm {
  kind: 'unreadable'
  sha256: string
  code: ErrorCode
  details: ErrorDetails
}

export type FormReport = ReadableForm | UnreadableForm
