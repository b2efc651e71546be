/** A case that a person must decide: what could not be decided, why, with which evidence, and what may be decided. */
import type { Evidence } from '../consent/entry.js'
import type { Purpose } from '../consent/purpose.js'
import type { HostPatientId, ReviewId, SubjectId } from '../ids.js'
import type { Instant, LocalDate } from '../time.js'

/** What the case came from. */
export const REVIEW_KINDS = [
  /** A form whose mark could not be believed, or is not believed of this patient. */
  'form',
  /** A form that nobody could be found for. */
  'form_unassigned',
  /** Words that may have meant stop. */
  'reply',
  /** A stop from a number that several patients share, or from an account that may be somebody else's. */
  'stop',
  /** The number changed, or may have a new owner. */
  'number',
  /** Somebody agreed for a patient of whom nobody knows whether and until when that was right (P-28). */
  'birthday',
  /** A chat begun from the poster: staff must say who it is. */
  'poster',
] as const
export type ReviewKind = (typeof REVIEW_KINDS)[number]

export const REVIEW_DECISIONS = [
  /** The patient's own, recognisable yes: a named person has looked at the original. */
  'granted',
  /** The patient said no. */
  'refused',
  /** Nothing was declared. */
  'not_given',
  /** The patient is asked in the chat, or with a code at the desk; until then nothing is sent. */
  'ask_patient',
  /** It was a stop: consents are withdrawn. */
  'withdrawn',
  /** It was no stop, and the number is still this patient's: the hold ends. */
  'released',
  /** It belongs to this patient. */
  'assigned',
  /** It concerns nobody here. */
  'dismissed',
] as const
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number]

/** Whom the form names, for staff to find out who it is. */
export interface ReviewPerson {
  hostPatientId: string | null
  familyName: string | null
  givenName: string | null
  birthDate: LocalDate | null
}

/** The sealed part of a case. */
export interface ReviewContent {
  purposes: Purpose[]
  /** Codes; `doubtText` has German and English words for each. */
  reasons: string[]
  evidence: Evidence | null
  /** Ledger entries that hold the consent because of it. */
  entries: number[]
  /** Our id of the patient's message, where there is one. */
  inbound: string | null
  /** Only where nobody is found for a form, or it names somebody else than the record. */
  person?: ReviewPerson
  /** Which decisions may be taken, two or three. */
  decisions: ReviewDecision[]
  /** After the decision: by whom, with which note, and the entries it made. */
  decided: { by: string; note: string | null; entries: number[] } | null
}

export interface NewReview {
  kind: ReviewKind
  /**
   * Unique for what it is about: `form/<sha256>/<seq>` and `hold/<seq>` after the ledger entry in doubt,
   * `message/<inbound>/<subject>` for what a message of the patient put in doubt, `birthday/<subject>`, `form/<sha256>`
   * for a form of nobody, `stop/<inbound>` for a stop of nobody. Holds nothing personal; at most 120 characters.
   */
  source: string
  subject: SubjectId | null
  content: Omit<ReviewContent, 'decisions' | 'decided'>
  /** PNG of the region around the control. */
  picture: Uint8Array | null
}

/** As command line and HTTP show it. */
export interface Review {
  id: ReviewId
  kind: ReviewKind
  state: 'open' | 'decided'
  /** `null` while nobody knows whom it concerns. */
  patient: HostPatientId | null
  openedAt: Instant
  purposes: Purpose[]
  reasons: { code: string; de: string; en: string }[]
  evidence: Evidence | null
  entries: number[]
  inbound: string | null
  person: ReviewPerson | null
  decisions: ReviewDecision[]
  decision: ReviewDecision | null
  decidedAt: Instant | null
  decidedBy: string | null
  note: string | null
  /** Whether a picture of the region is kept. */
  picture: boolean
}
