/** Does again what an older copy of the database has forgotten, before anything is sent (P-53). */
import type { Leaf } from '../../consent/leaf.js'
import { PURPOSES } from '../../consent/purpose.js'
import { holdConsent } from '../../consent/withdraw.js'
import { suppressDigests, type SuppressedDigest } from '../../host/suppression.js'
import type { SubjectId } from '../../ids.js'
import { subjectKeys } from '../../keys/subject-keys.js'
import type { OpenPractice } from '../../practice.js'
import { openReview } from '../../review/open-review.js'
import type { Transaction } from '../../storage/database.js'
import type { Instant } from '../../time.js'
import { eraseSubject } from '../erasure/erase-subject.js'
import { isRestricted } from '../restriction.js'
import { appendRestriction } from '../restrict.js'
import { rememberRestored } from './restored.js'
import { layTombstone } from '../erasure/tombstone.js'
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
    await suppressDigests(trx, practice.keys, unknown.suppressed, null)
    if (unknown.until !== null) await rememberRestored(trx, practice, unknown.until)
  })
  return { replayed, strangers: unknown }
}

const suppressedOf = (lost: readonly Lost[]): SuppressedDigest[] =>
  lost.flatMap(({ erased }) => erased?.suppressed ?? [])

async function replayFor(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  lost: readonly Lost[],
): Promise<number> {
  const now = practice.clock.now()
  if (!(await subjectKeys(trx, practice.keys, [subject])).has(subject)) return 0
  const scopes = lost.flatMap(({ erased }) => erased?.scope ?? [])
  if (scopes.includes('person') || scopes.includes('proof_kept')) {
    const { tombstone } = await eraseSubject(trx, practice, {
      subject,
      actor: BY_US,
      reason: RESTORED,
      proof: scopes.includes('person') ? 'destroy' : 'keep',
      suppression: 'patient',
      now,
    })
    await suppressDigests(trx, practice.keys, suppressedOf(lost), tombstone)
    return lost.length
  }
  await destroyAgain(trx, practice, subject, lost, now)
  if (lost.some(({ leaf }) => leaf.type !== 'erased')) await holdAgain(trx, practice, subject, lost, now)
  return lost.length
}

async function destroyAgain(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  lost: readonly Lost[],
  now: Instant,
): Promise<void> {
  const named = new Set(lost.flatMap(({ erased }) => erased?.entries ?? []))
  const entries = (await practice.ledger.entriesOf(trx, subject))
    .filter(({ seq, type, content }) => named.has(seq) && type !== 'erased' && content !== null)
    .map(({ seq }) => seq)
  const tombstone =
    entries.length === 0
      ? null
      : await layTombstone(trx, practice, {
          subject,
          scope: 'contents',
          entries,
          actor: BY_US,
          reasons: [RESTORED],
          now,
        })
  await suppressDigests(trx, practice.keys, suppressedOf(lost), tombstone)
}

/** What exactly was declared is lost; that something was is enough to send nothing until a person has asked. */
async function holdAgain(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  lost: readonly Lost[],
  now: Instant,
): Promise<void> {
  if (lost.some(({ leaf }) => leaf.type === 'restricted')) {
    if (!isRestricted(await practice.ledger.entriesOf(trx, subject)))
      await appendRestriction(trx, practice, { subject, actor: BY_US, reasons: [RESTORED], now })
  }
  const last = Math.max(...lost.map(({ leaf }) => leaf.seq))
  await holdAsRestored(trx, practice, subject, `restored/${subject}/${last}`, now)
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
