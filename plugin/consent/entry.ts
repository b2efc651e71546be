/** What the ledger remembers: one entry per declaration, withdrawal, doubt, or act about a person's data. */
import type { Bsuid, RequestId, ReviewId, SubjectId } from '../ids.js'
import type { E164 } from '../phone.js'
import type { Instant, LocalDate } from '../time.js'
import type { MarkedBy } from '../configuration/configuration.js'
import type { ReviewDecision } from '../review/review.js'
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
  /** A named member of staff settled the doubts that the entry names in `supersedes`. Gives nothing by itself. */
  'released',
  /** Processing is restricted (Art. 18): nothing is sent and nothing deleted until `unrestricted`. */
  'restricted',
  'unrestricted',
  /** Tombstone: contents of this subject were destroyed. It says which and why, and nothing about the person. */
  'erased',
] as const
export type EntryType = (typeof ENTRY_TYPES)[number]

/** How a declaration reached us. */
export type Method = 'form' | 'reception' | 'reply' | 'button' | 'qr' | 'review' | 'system'

/** Those who may act for a patient: a parent, an appointed guardian, a court-appointed Betreuer of an adult (P-27). */
export const REPRESENTATIVES = ['parent', 'guardian', 'betreuer'] as const
export type Representative = (typeof REPRESENTATIVES)[number]

/** Whose act it was; subject, acting person and number holder are three fields (P-27). */
export interface Actor {
  role: 'patient' | Representative | 'staff' | 'system'
  /** Name or id of the member of staff or the representative, where one acted. */
  name: string | null
}

/** Whose telephone it is, as far as anybody said. */
export const NUMBER_HOLDERS = ['patient', 'representative', 'unknown'] as const
export type NumberHolder = (typeof NUMBER_HOLDERS)[number]

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
  /** Who entered it, where the actor is somebody else. */
  by?: string
}

/** A button pressed in the chat, under the wording that the plugin had sent there (P-23). */
export interface ChatEvidence {
  kind: 'chat'
  /**
   * What was asked, and why: a reception code, a tick of staff that awaited its confirmation, or a chat begun from the
   * poster that staff had assigned to the patient.
   */
  request: RequestId
  route: 'code' | 'confirmation' | 'poster'
  /** WhatsApp's id of the message that brought the code or opened the window. */
  opened: string
  /** WhatsApp's id of the pressed button's message. */
  pressed: string
  /** The account that pressed; the very one that opened. Where it hides its number only the id is bound. */
  account: { phone: E164 | null; bsuid: Bsuid | null }
}

/** A named person's decision about something that could not be decided. */
export interface ReviewEvidence {
  kind: 'review'
  review: ReviewId
  decision: ReviewDecision
  /** Who decided. */
  by: string
  note: string | null
  /** What the decision is about: the evidence of the entry that was in doubt. */
  about: FormEvidence | ReplyEvidence | ReceptionEvidence | ChatEvidence | null
}

/** What a tombstone stands for. */
export interface ErasureEvidence {
  kind: 'erasure'
  /** Entries whose contents were destroyed. */
  entries: number[]
  /** `person`: the key and everything about the person too. */
  scope: 'person' | 'contents'
}

export type Evidence =
  | FormEvidence
  | ReplyEvidence
  | ReceptionEvidence
  | ChatEvidence
  | ReviewEvidence
  | ErasureEvidence

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
  numberHolder: NumberHolder
  /** The WhatsApp account that declared it, where it was said in the chat. */
  bsuid: Bsuid | null
  wording: { id: string; language: string; sha256: string } | null
  /** Why it is held, pending or doubtful: codes, never sentences. */
  reasons: string[]
  /** Earlier entries of the same subject that this one puts right; they stay, and no longer count (P-45). */
  supersedes: number[]
  evidence: Evidence | null
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
  /** `null` when it was destroyed; a later `erased` entry names it. */
  content: EntryContent | null
}
