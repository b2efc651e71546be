/** Ends what the ledger has kept for its time: contents of entries, persons, and at last the tombstones. */
import type { LedgerEntry } from '../../consent/entry.js'
import { suppress } from '../../host/suppression.js'
import type { SubjectId } from '../../ids.js'
import type { OpenPractice } from '../../practice.js'
import type { Queryable, Transaction } from '../../storage/database.js'
import type { Instant } from '../../time.js'
import { eraseSubject } from '../erasure/erase-subject.js'
import { periodsOf } from './periods.js'
import type { LedgerRetention } from './of-entries.js'
import { isRestricted } from '../restriction.js'
import { beginningOfYear } from './sweeps.js'
import { destroyContents, layTombstone } from '../erasure/tombstone.js'
import { rememberToLeaveNoTrace } from '../erasure/trace-duty.js'

const BY_US = { role: 'system', name: null } as const

/** @returns 1, or 0 where somebody restricted it in this moment */
export async function endPerson(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  data: 'kept_proofs' | 'inactive_patients',
  now: Instant,
): Promise<number> {
  if (isRestricted(await practice.ledger.entriesOf(trx, subject))) return 0
  await eraseSubject(trx, practice, {
    subject,
    actor: BY_US,
    reason: 'retention_over',
    proof: 'destroy',
    suppression: data === 'kept_proofs' ? 'patient' : 'retired',
    now,
  })
  return 1
}

/** What was sent under a consent is proof of its use, and goes with it. @returns how many contents went */
export async function endContents(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  { entries: due, data }: Extract<LedgerRetention, { kind: 'contents' }>,
  now: Instant,
): Promise<number> {
  const all = await practice.ledger.entriesOf(trx, subject)
  if (isRestricted(all)) return 0
  const destroyed = all.filter(({ seq, content }) => due.includes(seq) && content !== null)
  if (destroyed.length === 0) return 0
  const seqs = destroyed.map(({ seq }) => seq)
  await destroyEntries(trx, practice, subject, all, seqs, ['retention_over', data], now)
  return seqs.length
}

/**
 * Destroys some contents of a person with what rests on them.
 * @param all every entry of the person
 * @returns sequence number of the tombstone
 */
export async function destroyEntries(
  trx: Transaction,
  practice: OpenPractice,
  subject: SubjectId,
  all: readonly LedgerEntry[],
  seqs: readonly number[],
  reasons: readonly string[],
  now: Instant,
): Promise<number> {
  const tombstone = await layTombstone(trx, practice, {
    subject,
    scope: 'contents',
    entries: seqs,
    actor: BY_US,
    reasons,
    now,
  })
  await trx('messages')
    .where({ practice_id: practice.configuration.id, subject_id: subject })
    .whereIn('consent_entry', [...seqs])
    .delete()
  await forgetForms(trx, practice, subject, all, { seqs: new Set(seqs), tombstone }, now)
  await rememberToLeaveNoTrace(trx, practice.configuration.id, now)
  return tombstone
}

/** A form of which nothing counts any more goes, and does not come in again: it would say yes a second time. */
async function forgetForms(
  trx: Transaction,
  { keys }: OpenPractice,
  subject: SubjectId,
  entries: readonly LedgerEntry[],
  { seqs: destroyed, tombstone }: { seqs: ReadonlySet<number>; tombstone: number },
  now: Instant,
): Promise<void> {
  const filesOf = (some: readonly LedgerEntry[]): string[] =>
    some.flatMap(({ content }) => {
      const evidence = content?.evidence?.kind === 'review' ? content.evidence.about : content?.evidence
      return evidence?.kind === 'form' ? [evidence.sha256] : []
    })
  const left = new Set(filesOf(entries.filter(({ seq }) => !destroyed.has(seq))))
  const gone = filesOf(entries.filter(({ seq }) => destroyed.has(seq))).filter((sha256) => !left.has(sha256))
  await suppress(
    trx,
    keys,
    [...new Set(gone)].map((sha256) => ({ kind: 'form', sha256 })),
    now,
    tombstone,
  )
  await trx('forms')
    .where({ practice_id: keys.practice, subject_id: subject })
    .whereIn('sha256', gone)
    .delete()
}

/** Tombstones of persons erased more than the period ago whose contents are still there. @returns their numbers */
export async function overdueTombstones(
  { configuration }: OpenPractice,
  connection: Queryable,
  now: Instant,
  atMost?: number,
): Promise<number[]> {
  const { tombstoneYears } = periodsOf(configuration)
  const query = connection('subject_keys as k')
    .join('ledger_entries as e', (on) =>
      on.on('e.practice_id', 'k.practice_id').andOn('e.subject_id', 'k.subject_id'),
    )
    .join('ledger_contents as c', (on) => on.on('c.practice_id', 'e.practice_id').andOn('c.seq', 'e.seq'))
    .where('k.practice_id', configuration.id)
    .whereNull('k.wrapped')
    .andWhere('k.destroyed_at', '<', beginningOfYear(now, tombstoneYears, configuration.timeZone))
    .orderBy('e.seq')
  if (atMost !== undefined) void query.limit(atMost)
  const rows = await query.select<{ seq: number }[]>('e.seq as seq')
  return rows.map((row) => row.seq)
}

/** A tombstone needs none of its own: that it stood for somebody is what its leaf goes on saying. */
export async function endTombstones(
  trx: Transaction,
  practice: OpenPractice,
  now: Instant,
  atMost: number,
): Promise<number> {
  const seqs = await overdueTombstones(practice, trx, now, atMost)
  await destroyContents(
    trx,
    practice,
    seqs.map((seq) => ({ seq, tombstone: seq })),
    now,
  )
  return seqs.length
}
