/**
 * Rectification (Art. 16, P-45): a new entry that takes the place of an earlier one, which stays as it was. A refusal or
 * a withdrawal is never undone like this, and a yes that staff put in place waits for the patient's own.
 */
import { countsFromRecording } from '../consent/declaration.js'
import type { EntryContent, EntryType, LedgerEntry } from '../consent/entry.js'
import { consentFor } from '../consent/gate.js'
import { numberDoubts } from '../consent/number-doubt.js'
import { RecallError } from '../errors.js'
import { subjectNamed } from '../host/patients.js'
import type { HostPatientId } from '../ids.js'
import { cancelWaiting } from '../outbox/cancel.js'
import type { OpenPractice } from '../practice.js'
import { insertAccess } from './access-log.js'

export const RECTIFIED_RESULTS = ['granted', 'refused', 'not_given', 'withdrawn'] as const
export type RectifiedResult = (typeof RECTIFIED_RESULTS)[number]

export interface RectificationRequest {
  patient: HostPatientId
  /** Sequence number of the entry that is wrong. */
  entry: number
  /** What it should have said. */
  result: RectifiedResult
  /** The named person who puts it right. */
  by: string
  /** Why; sealed with the patient's key like the entry itself. */
  note: string | null
}

export interface RectificationResult {
  /** Sequence number of the entry that takes its place. */
  entry: number
  type: EntryType
  /** Reminders that were waiting and are not sent. */
  cancelled: number
}

/** @throws RecallError PATIENT_UNKNOWN, ENTRY_NOT_RECTIFIABLE, LEDGER_BROKEN */
export function rectifyEntry(
  practice: OpenPractice,
  { patient, entry, result, by, note }: RectificationRequest,
): Promise<RectificationResult> {
  const { configuration, database, keys, ledger, clock } = practice
  return database.write(async (trx) => {
    const now = clock.now()
    const subject = await subjectNamed(trx, keys, patient)
    const entries = await ledger.entriesOf(trx, subject)
    const { type: wrongType, content: wrong } = rectifiable(entries, entry)
    const type = TYPES[result]
    const [seq = 0] = await ledger.append(trx, [
      {
        type,
        subject,
        content: {
          ...wrong,
          method: 'reception',
          actor: { role: 'staff', name: by },
          // A withdrawal is of today, and so is what takes the place of a doubt that counted from its recording; the rest
          // was declared when the wrong entry says, and only written down wrongly.
          givenAt:
            result === 'withdrawn' || countsFromRecording(wrongType, wrong.method) ? now : wrong.givenAt,
          capturedAt: now,
          reasons: ['rectified', ...numberDoubts(wrong.reasons)],
          supersedes: [entry],
          evidence: { kind: 'reception', note },
        },
      },
    ])
    await insertAccess(trx, configuration.id, { action: 'rectify', actor: by, subject }, now)
    let cancelled = 0
    for (const purpose of wrong.purposes) {
      const { status } = await consentFor(trx, practice, subject, purpose, now)
      if (status !== 'active')
        cancelled += await cancelWaiting(trx, configuration.id, subject, [purpose], `consent_${status}`, now)
    }
    return { entry: seq, type, cancelled }
  })
}

const TYPES: Record<RectifiedResult, EntryType> = {
  granted: 'pending',
  refused: 'refused',
  not_given: 'not_given',
  withdrawn: 'withdrawn',
}

const RECTIFIABLE: ReadonlySet<EntryType> = new Set<EntryType>(['granted', 'not_given', 'pending', 'held'])

function rectifiable(
  entries: readonly LedgerEntry[],
  seq: number,
): { type: EntryType; content: EntryContent } {
  const refuse = (reason: string): RecallError =>
    new RecallError('ENTRY_NOT_RECTIFIABLE', { entry: seq, reason })
  const entry = entries.find((candidate) => candidate.seq === seq)
  if (entry === undefined) throw refuse('not_of_this_patient')
  if (entry.type === 'refused' || entry.type === 'withdrawn') throw refuse('is_final')
  if (!RECTIFIABLE.has(entry.type)) throw refuse('no_declaration')
  if (entry.content === null) throw refuse('content_destroyed')
  if (entries.some(({ content }) => content?.supersedes.includes(seq) === true))
    throw refuse('put_right_before')
  return { type: entry.type, content: entry.content }
}
