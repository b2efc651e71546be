/** Does again what an older copy of the database has forgotten, before anything is sent (P-53). */
import type { Leaf } from '../../consent/leaf.js'
import type { EntryType } from '../../consent/entry.js'
import { consentsOfMany } from '../../consent/gate.js'
import { PURPOSES } from '../../consent/purpose.js'
import { holdConsent } from '../../consent/withdraw.js'
import { patientDigest, suppressDigests, type SuppressedDigest } from '../../host/suppression.js'
import type { HostPatientId, SubjectId } from '../../ids.js'
import type { OpenPractice } from '../../practice.js'
import { openReview } from '../../review/open-review.js'
import type { Transaction } from '../../storage/database.js'
import type { Instant } from '../../time.js'
import { eraseSubject } from '../erasure/erase-subject.js'
import { isRestricted } from '../restriction.js'
import { appendRestriction } from '../restrict.js'
import { rememberRestored } from './restored.js'
import { destroyEntries } from '../retention/ledger-endings.js'
import type { LostStrangers, WitnessedErasure } from './testimony.js'

export interface Lost {
  leaf: Leaf
  erased: WitnessedErasure | null
}

const BY_US = { role: 'system', name: null } as const
const RESTORED = 'restored_from_backup'

/**
 * Each person in a transaction of its own; killed half-way, it is done again from the beginning, which does no harm.
 * @param strangers what was lost already the last time of people whom nobody here knows
 * @param until when the last thing that was lost had been recorded
 * @returns how many declarations and erasures were done again, and what was lost of strangers altogether
 */
export async function replayLost(
  practice: OpenPractice,
  { lost, strangers, until }: { lost: readonly Lost[]; strangers: LostStrangers; until: string },
): Promise<{ replayed: number; strangers: LostStrangers }> {
  const bySubject = new Map<SubjectId, Lost[]>()
  for (const one of lost) bySubject.set(one.leaf.subject, [...(bySubject.get(one.leaf.subject) ?? []), one])
  const unknown: LostStrangers = { until: strangers.until, suppressed: [...strangers.suppressed] }
  let replayed = 0
  for (const [subject, all] of bySubject) {
    const done = await practice.database.write((trx) => replayFor(trx, practice, subject, all))
    replayed += done
    if (done > 0) continue
    // Somebody was entered, declared and took it back, all after the copy was made: nobody can tell who it was.
    unknown.until = until
    unknown.suppressed.push(...suppressedOf(all))
  }
  await practice.database.write(async (trx) => {
    await suppressDigests(trx, practice.keys, await withoutReturned(trx, practice, unknown.suppressed), null)
    if (unknown.until !== null) await rememberRestored(trx, practice, unknown.until)
  })
  return { replayed, strangers: unknown }
}

/**
 * Who is here again by a declaration newer than the erasure is heard again; who is here only because the host delivered
 * him or her meanwhile goes again.
 */
async function withoutReturned(
  trx: Transaction,
  practice: OpenPractice,
  suppressed: readonly SuppressedDigest[],
): Promise<SuppressedDigest[]> {
  if (suppressed.length === 0) return []
  const patients = await trx('patients')
    .where({ practice_id: practice.configuration.id })
    .select<{ subject_id: SubjectId; host_patient_id: HostPatientId }[]>('subject_id', 'host_patient_id')
  const present = new Map(
    patients.map((row) => [patientDigest(practice.keys, row.host_patient_id), row.subject_id]),
  )
  const staying: SuppressedDigest[] = []
  for (const one of suppressed) {
    const subject = one.kind === 'form' ? undefined : present.get(one.digest)
    const entries = subject === undefined ? [] : await practice.ledger.entriesOf(trx, subject)
    if (entries.some(({ recordedAt }) => recordedAt > one.at)) continue
    staying.push(one)
    if (subject !== undefined && entries.length === 0)
      await eraseSubject(trx, practice, {
        subject,
        actor: BY_US,
        reason: RESTORED,
        proof: 'destroy',
        suppression: one.kind === 'retired' ? 'retired' : 'patient',
        now: practice.clock.now(),
      })
  }
  return staying
}

const suppressedOf = (lost: readonly Lost[]): SuppressedDigest[] =>
  lost.flatMap(({ erased }) => erased?.suppressed ?? [])

/** @returns how much was done again; 0 for somebody whom this database does not know */
async function replayFor(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  lost: readonly Lost[],
): Promise<number> {
  const { configuration, keys, clock } = practice
  const now = clock.now()
  const mine = { practice_id: configuration.id, subject_id: subject }
  const key = await trx('subject_keys').where(mine).first<{ wrapped: Buffer | null } | undefined>('wrapped')
  if (key === undefined) return 0
  const told = suppressedOf(lost)
  // With the day they bear: what the person declared after the erasure counts.
  await suppressDigests(trx, keys, told, null)
  // Done before, by another process or one that died before the witness heard of it.
  if (key.wrapped === null) return lost.length
  const scopes = lost.flatMap(({ erased }) => erased?.scope ?? [])
  if (scopes.includes('person')) {
    const isRetired =
      told.some(({ kind }) => kind === 'retired') && !told.some(({ kind }) => kind === 'patient')
    const { tombstone } = await eraseSubject(trx, practice, {
      subject,
      actor: BY_US,
      reason: RESTORED,
      proof: 'destroy',
      suppression: isRetired ? 'retired' : 'patient',
      now,
    })
    await belongTo(trx, practice, told, tombstone)
    return lost.length
  }
  if (scopes.includes('proof_kept')) {
    const kept = await trx('kept_proofs').where(mine).first<{ kept_until: string } | undefined>('kept_until')
    if (kept !== undefined) return lost.length
    const { tombstone } = await eraseSubject(trx, practice, {
      subject,
      actor: BY_US,
      reason: RESTORED,
      proof: 'keep',
      suppression: 'patient',
      now,
    })
    await belongTo(trx, practice, told, tombstone)
    return lost.length
  }
  const tombstone = await destroyAgain(trx, practice, subject, lost, now)
  if (tombstone !== null) await belongTo(trx, practice, told, tombstone)
  if (lost.some(({ leaf }) => leaf.type !== 'erased')) await holdAgain(trx, practice, subject, lost, now)
  return lost.length
}

/** What may not come back is told again with the erasure that was laid anew. */
async function belongTo(
  trx: Transaction,
  { configuration }: OpenPractice,
  digests: readonly SuppressedDigest[],
  tombstone: number,
): Promise<void> {
  await trx('suppressions')
    .where({ practice_id: configuration.id, tombstone_seq: null })
    .whereIn(
      'digest',
      digests.map(({ digest }) => digest),
    )
    .update({ tombstone_seq: tombstone })
}

async function destroyAgain(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  lost: readonly Lost[],
  now: Instant,
): Promise<number | null> {
  const named = new Set(lost.flatMap(({ erased }) => erased?.entries ?? []))
  const all = await practice.ledger.entriesOf(trx, subject)
  const seqs = all
    .filter(({ seq, type, content }) => named.has(seq) && type !== 'erased' && content !== null)
    .map(({ seq }) => seq)
  return seqs.length === 0 ? null : destroyEntries(trx, practice, subject, all, seqs, [RESTORED], now)
}

/** What exactly was declared is lost; that something was is enough to send nothing until a person has asked. */
async function holdAgain(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  lost: readonly Lost[],
  now: Instant,
): Promise<void> {
  const last = lost.reduce((newest, one) => (one.leaf.seq > newest.leaf.seq ? one : newest))
  const lastRestriction = lost
    .filter(({ leaf }) => leaf.type === 'restricted' || leaf.type === 'unrestricted')
    .reduce<Lost | null>(
      (newest, one) => (newest === null || one.leaf.seq > newest.leaf.seq ? one : newest),
      null,
    )
  if (lastRestriction?.leaf.type === 'restricted') {
    if (!isRestricted(await practice.ledger.entriesOf(trx, subject)))
      await appendRestriction(trx, practice, { subject, actor: BY_US, reasons: [RESTORED], now })
  }
  const isTakenBack = lost.some(({ leaf }) => !MAY_LEAVE_A_YES.has(leaf.type))
  if (isTakenBack || (await mayBeWrittenTo(trx, practice, subject, now)))
    await holdAsRestored(trx, practice, subject, `restored/${subject}/${last.leaf.commitment}`, now)
}

/** After these a person may be as before; a hold is due only where there is something to hold. */
const MAY_LEAVE_A_YES: ReadonlySet<EntryType> = new Set<EntryType>([
  'not_given',
  'pending',
  'unrestricted',
  'erased',
])

async function mayBeWrittenTo(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  now: Instant,
): Promise<boolean> {
  const consents = await consentsOfMany(trx, practice, [subject], now)
  const states = consents.get(subject)
  return (
    states !== undefined &&
    PURPOSES.some((purpose) => states[purpose].status === 'active' || states[purpose].status === 'pending')
  )
}

/**
 * Nothing is sent to a person before somebody has asked him or her.
 * @param source names the occasion: for one of them a person is held once
 */
export async function holdAsRestored(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  source: string,
  now: Instant,
): Promise<void> {
  const opened = await trx('reviews')
    .where({ practice_id: practice.configuration.id, source })
    .first<{ id: string } | undefined>('id')
  // Done before, by a process that died before the witness heard of it.
  if (opened !== undefined) return
  const { entries } = await holdConsent(trx, practice, {
    subject,
    purposes: PURPOSES,
    method: 'system',
    actor: BY_US,
    evidence: null,
    reasons: [RESTORED],
    now,
  })
  await openReview(
    trx,
    practice,
    {
      kind: 'stop',
      source,
      subject,
      content: { purposes: [...PURPOSES], reasons: [RESTORED], evidence: null, entries, inbound: null },
      picture: null,
    },
    now,
  )
}
