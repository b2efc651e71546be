/** What the ledger remembers: one entry per declaration, withdrawal or doubt. */
import type { SubjectId } from '../ids.js'
import type { E164 } from '../phone.js'
import type { Instant, LocalDate } from '../time.js'
import type { MarkedBy } from '../configuration/configuration.js'
import type { Purpose } from './purpose.js'

export const ENTRY_TYPES = [
  /** The person agreed. */
  'granted',
  /** The person said no. */
  'refused',
  /** The person was asked and left the answer open. */
  'not_given',
  /** A tick that staff set and the patient has not confirmed yet (P-04). */
  'pending',
  /** Doubt: nothing is sent until a person decides. */
  'held',
  /** The person took a consent back. */
  'withdrawn',
] as const
export type EntryType = (typeof ENTRY_TYPES)[number]

/** How a declaration reached us. */
export type Method = 'form' | 'reception' | 'reply' | 'button' | 'system'

export interface Actor {
  role: 'patient' | 'staff' | 'system'
  /** Name or id of the member of staff, where one acted. */
  name: string | null
}

/** Where a declaration can be seen again (P-12). The form itself stays in the patient file. */
export interface FormEvidence {
  kind: 'form'
  /** Hex SHA-256 of the file. */
  sha256: string
  /** Id of the mapping. */
  form: string | null
  control: string | null
  page: number | null
  raw: string | null
  markedBy: MarkedBy
  /** Name and version of the reader. */
  reader: string
}

export interface ReplyEvidence {
  kind: 'reply'
  /** WhatsApp's id of the patient's message. */
  wamid: string
  /** Our message that it answers, where it names one. */
  message: string | null
}

export interface ReceptionEvidence {
  kind: 'reception'
  note: string | null
}

/** The sealed part of an entry. Stored as canonical JSON (RFC 8785) behind a random salt. */
export interface EntryContent {
  schema: 1
  purposes: Purpose[]
  method: Method
  actor: Actor
  /** When the person declared it: a day as written on a form, or an instant; `null` when nothing tells. */
  givenAt: Instant | LocalDate | null
  /** When we first saw it. */
  capturedAt: Instant
  /** The telephone number that the declaration is about; a consent binds person and number (P-29). */
  number: E164 | null
  wording: { id: string; language: string; sha256: string } | null
  /** Why it is held, pending or doubtful: codes, never sentences. */
  reasons: string[]
  evidence: FormEvidence | ReplyEvidence | ReceptionEvidence | null
}

/** An entry before it has its place. `recordedAt` is given by the ledger. */
export interface NewEntry {
  type: EntryType
  subject: SubjectId
  content: EntryContent
}

export interface LedgerEntry {
  /** Its place, from 0. */
  seq: number
  type: EntryType
  subject: SubjectId
  recordedAt: Instant
  /** `null` after an erasure. */
  content: EntryContent | null
}
