/**
 * Forgets a person in one transaction: everything outside the ledger, the contents in it, and the key that opened them.
 * Killed half-way, nothing has happened.
 */
import type { Actor, LedgerEntry } from '../../consent/entry.js'
import { PURPOSES } from '../../consent/purpose.js'
import { suppress } from '../../host/suppression.js'
import type { SubjectId } from '../../ids.js'
import type { OpenPractice } from '../../practice.js'
import { holdRows, type Transaction } from '../../storage/database.js'
import type { Instant, LocalDate } from '../../time.js'
import type { ErasureReason, Removed } from './erasure.js'
import { forget } from './forget.js'
import { periodsOf } from '../retention/periods.js'
import { isConsentOpen, isProof, proofKeptUntil } from '../retention/proof-period.js'
import { layTombstone } from './tombstone.js'
import { rememberToLeaveNoTrace } from './trace-duty.js'
import { tracesOf } from './traces.js'

export interface SubjectErasure {
  subject: SubjectId
  actor: Actor
  reason: ErasureReason
  proof: 'destroy' | 'keep'
  /** Whether only the person, or also the host, can bring the person back. */
  suppression: 'patient' | 'retired'
  now: Instant
}

export interface ErasedSubject {
  kind: 'erased' | 'proof_kept'
  tombstone: number
  removed: Removed
  webhooks: number
  sharedNumbers: number
  proofKeptUntil: LocalDate | null
}

/** Whether processing is restricted is the caller's question. @throws RecallError LEDGER_BROKEN, LEDGER_HEAD_MOVED */
export async function eraseSubject(
  trx: Transaction,
  practice: OpenPractice,
  { subject, actor, reason, proof, suppression, now }: SubjectErasure,
): Promise<ErasedSubject> {
  const { configuration, database, keys, ledger } = practice
  const mine = { practice_id: configuration.id, subject_id: subject }
  // Whoever claims a message of this person waits here, and finds nobody.
  await holdRows(database, trx('patients').where(mine)).first('subject_id')
  const before = await ledger.entriesOf(trx, subject)
  const keep = proof === 'keep' && isProof(before)
  if (keep && isConsentOpen(before, now, configuration.timeZone))
    await endConsent(trx, practice, subject, actor, reason, now)
  const entries = keep ? await ledger.entriesOf(trx, subject) : before
  const traces = await tracesOf(trx, practice, subject)
  const keptUntil = keep ? await lastDay(trx, practice, subject, entries) : null
  const contents = keep ? [] : entries.filter(isDestructible).map(({ seq }) => seq)
  const tombstone = await layTombstone(trx, practice, {
    subject,
    scope: keep ? 'contents' : 'person',
    entries: contents,
    actor,
    reasons: [reason, ...(keep ? [PROOF_KEPT] : [])],
    now,
  })
  if (traces.hostPatientId !== null)
    await suppress(trx, keys, [{ kind: suppression, patient: traces.hostPatientId }], now, tombstone)
  const { removed, webhooks } = await forget(trx, practice, traces, keep ? 'keep' : 'destroy', tombstone, now)
  await trx('kept_proofs').where(mine).delete()
  if (keptUntil !== null)
    await trx('kept_proofs').insert({
      ...mine,
      patient_index: traces.hostPatientId === null ? '' : keys.index('patient', traces.hostPatientId),
      erased_at: now,
      kept_until: keptUntil,
    })
  await rememberToLeaveNoTrace(trx, configuration.id, now)
  return {
    kind: keep ? 'proof_kept' : 'erased',
    tombstone,
    removed: { ...removed, ledgerContents: contents.length },
    webhooks,
    sharedNumbers: traces.shared,
    proofKeptUntil: keptUntil,
  }
}

/** Reason in the tombstone of an erasure that left the proof for its period. */
export const PROOF_KEPT = 'proof_kept'

/** Tombstones outlive the person. */
const isDestructible = ({ type, content }: LedgerEntry): boolean => type !== 'erased' && content !== null

/** What is only kept to be proven gives nobody the right to send. */
async function endConsent(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  actor: Actor,
  reason: ErasureReason,
  now: Instant,
): Promise<void> {
  await practice.ledger.append(trx, [
    {
      type: 'withdrawn',
      subject,
      content: {
        schema: 1,
        purposes: [...PURPOSES],
        method: 'system',
        actor,
        givenAt: now,
        capturedAt: now,
        number: null,
        numberHolder: 'unknown',
        bsuid: null,
        wording: null,
        reasons: [reason],
        supersedes: [],
        evidence: null,
      },
    },
  ])
}

async function lastDay(
  trx: Transaction,
  { configuration }: OpenPractice,
  subject: SubjectId,
  entries: readonly LedgerEntry[],
): Promise<LocalDate | null> {
  const rows = await trx('messages')
    .where({ practice_id: configuration.id, subject_id: subject })
    .max<{ last: Instant | null }[]>({ last: 'handed_over_at' })
  return proofKeptUntil(
    entries,
    { ended: null, lastUse: rows[0]?.last ?? null },
    periodsOf(configuration).proofYears,
    configuration.timeZone,
  )
}
