/**
 * Destroys contents of the ledger and says so in it: which entries, and why, and nothing about the person. The leaves
 * stay, so the ledger goes on verifying.
 */
import type { Actor, ErasureEvidence, NewEntry } from '../../consent/entry.js'
import { insertRows } from '../../consent/insert-rows.js'
import { inChunks } from '../../host/chunks.js'
import type { SubjectId } from '../../ids.js'
import type { OpenPractice } from '../../practice.js'
import type { Transaction } from '../../storage/database.js'
import type { Instant } from '../../time.js'

export interface Destruction {
  subject: SubjectId
  scope: ErasureEvidence['scope']
  /** Entries whose contents go. */
  entries: readonly number[]
  actor: Actor
  reasons: readonly string[]
  now: Instant
}

/** @returns sequence number of the tombstone */
export async function layTombstone(
  trx: Transaction,
  practice: OpenPractice,
  { subject, scope, entries, actor, reasons, now }: Destruction,
): Promise<number> {
  const tombstone: NewEntry = {
    type: 'erased',
    subject,
    content: {
      schema: 1,
      purposes: [],
      method: 'system',
      actor,
      givenAt: null,
      capturedAt: now,
      number: null,
      numberHolder: 'unknown',
      bsuid: null,
      wording: null,
      reasons: [...reasons],
      supersedes: [],
      evidence: { kind: 'erasure', entries: [...entries], scope },
    },
  }
  const [seq = 0] = await practice.ledger.append(trx, [tombstone])
  await destroyContents(
    trx,
    practice,
    entries.map((entry) => ({ seq: entry, tombstone: seq })),
    now,
  )
  if (scope === 'person')
    await trx('subject_keys')
      .where({ practice_id: practice.configuration.id, subject_id: subject })
      .update({ wrapped: null, destroyed_at: now })
  return seq
}

/** First the rows that name them: the database lets nothing else go. */
export async function destroyContents(
  trx: Transaction,
  practice: OpenPractice,
  named: readonly { seq: number; tombstone: number }[],
  now: Instant,
): Promise<void> {
  const { id } = practice.configuration
  for (const chunk of inChunks(named)) {
    await insertRows(
      trx,
      'ledger_erasures',
      ['practice_id', 'seq', 'tombstone_seq', 'erased_at'],
      chunk.map(({ seq, tombstone }) => [id, seq, tombstone, now]),
    )
    await trx('ledger_contents')
      .where({ practice_id: id })
      .whereIn(
        'seq',
        chunk.map(({ seq }) => seq),
      )
      .delete()
  }
}
