/** What an erasure is asked for, and what it answers. */
import type { HostPatientId } from '../../ids.js'
import type { Leftover } from '../../storage/leave-no-trace.js'
import type { Instant, LocalDate } from '../../time.js'

/** Why; a closed list, because a free text would name the person again. */
export const ERASURE_REASONS = [
  /** The person asked for it (Art. 17(1)). */
  'erasure_request',
  /** Every period of retention is over. */
  'retention_over',
  /** The database was set back to a time before the erasure. */
  'restored_from_backup',
] as const
export type ErasureReason = (typeof ERASURE_REASONS)[number]

export interface ErasureRequest {
  patient: HostPatientId
  /** The named person who decides it; stands in the tombstone. */
  by: string
  reason: 'erasure_request'
  /**
   * `destroy`: everything, the proof of consent too; the practice decides that it needs none any more.
   * `keep`: content at once; the proof stays sealed until its period ends (Art. 17(3)(b), (e)), then its key is
   * destroyed by the daily retention.
   */
  proof: 'destroy' | 'keep'
}

/** Rows that are gone, by what they held. */
export interface Removed {
  /** Contents of ledger entries: what was declared, with number and evidence. */
  ledgerContents: number
  /** The record as the host delivered it. */
  records: number
  /** Numbers and WhatsApp accounts that were known to be the person's. */
  links: number
  forms: number
  appointments: number
  recalls: number
  reminders: number
  messages: number
  /** What the person wrote. */
  inbound: number
  chat: number
  reviews: number
  events: number
  webhooks: number
  /** Stored answers to requests, of everybody: they may hold readings of forms. */
  answers: number
}

/** What stays although the person is gone, and why. */
export interface Remaining {
  /** Webhooks that could not be worked on yet and may hold words of the person; gone with their period. */
  webhooks: number
  /** A number or account that somebody else has too stays theirs. */
  sharedNumbers: number
  /** Deleted rows that the database server itself still keeps for a while. */
  storage: readonly Leftover[]
}

export interface ErasureResult {
  /** `proof_kept`: the content is gone, the proof follows; `already_erased`: there was nothing left to do. */
  kind: 'erased' | 'proof_kept' | 'already_erased'
  erasedAt: Instant
  removed: Removed
  /** Sequence number of the tombstone in the ledger; `null` where nothing was removed now. */
  tombstone: number | null
  /** Last day of the proof. */
  proofKeptUntil: LocalDate | null
  remaining: Remaining
  /** The answer to the person (Art. 12(3)), without salutation. */
  letter: { de: string; en: string }
}

export const NOTHING_REMOVED: Removed = {
  ledgerContents: 0,
  records: 0,
  links: 0,
  forms: 0,
  appointments: 0,
  recalls: 0,
  reminders: 0,
  messages: 0,
  inbound: 0,
  chat: 0,
  reviews: 0,
  events: 0,
  webhooks: 0,
  answers: 0,
}
