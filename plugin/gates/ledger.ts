/**
 * Whether the consent ledger is the one that was signed (P-61): its end at every look, the chain as a whole now and then.
 * The contents are opened by `ledger verify` and `doctor` alone.
 */
import { signedCheckpoint } from '../consent/checkpoint.js'
import { decodeLeaf } from '../consent/leaf.js'
import { Frontier } from '../consent/merkle.js'
import { breakText, isBreakReason } from '../consent/verify/break-words.js'
import type { BreakReason, Finding } from '../consent/verify/finding.js'
import { verifyLedger } from '../consent/verify/verify.js'
import { RecallError } from '../errors.js'
import type { OpenPractice } from '../practice.js'
import type { Instant } from '../time.js'
import { failure, ok, type Verdict } from './verdict.js'

export type LedgerFacts =
  | { kind: 'sound'; lastRecordedAt: Instant | null }
  | { kind: 'head_broken'; reason: BreakReason }
  | { kind: 'entry_broken'; entry: number; reason: BreakReason }

/** Pure. */
export function ledgerVerdict(facts: LedgerFacts): Verdict {
  switch (facts.kind) {
    case 'sound':
      return ok('ledger')
    case 'head_broken':
      return brokenLedger({ seq: null, reason: facts.reason })
    case 'entry_broken':
      return brokenLedger({ seq: facts.entry, reason: facts.reason })
  }
}

/** What verification found, as a verdict: the code, and its words for people. Pure. */
export function brokenLedger({ seq, reason }: Finding): Verdict {
  const why = { reason, 'reason:de': breakText(reason, 'de'), 'reason:en': breakText(reason, 'en') }
  return seq === null
    ? failure('ledger', 'ledger_head_broken', why)
    : failure('ledger', 'ledger_entry_broken', { entry: seq, ...why })
}

/** Each entry in its place and about whom its leaf says: a withdrawal under another name would not be found. */
export async function wholeChain({ database, keys }: OpenPractice): Promise<Verdict> {
  const { firstBroken } = await verifyLedger(database, keys, { depth: 'chain', processes: 1 })
  return firstBroken === null ? ok('ledger') : brokenLedger(firstBroken)
}

/** Entries at the end that are looked at. */
const LAST = 20

/** A few rows, whatever the ledger's length. */
export async function ledgerFacts(practice: OpenPractice): Promise<LedgerFacts> {
  const { configuration, database } = practice
  const where = { practice_id: configuration.id }
  const head = await database
    .knex('ledger_heads')
    .where(where)
    .first<{ size: number; frontier: Buffer } | undefined>('size', 'frontier')
  if (head === undefined) {
    const entry = await database.knex('ledger_entries').where(where).first<{ seq: number } | undefined>('seq')
    return entry === undefined
      ? { kind: 'sound', lastRecordedAt: null }
      : { kind: 'head_broken', reason: 'head_missing' }
  }
  try {
    const { checkpoint } = await signedCheckpoint(practice, database.knex)
    // Somebody may have appended meanwhile; then this head is an older one, and sound if the newer one is.
    const isSigned = Frontier.of(head.size, head.frontier)?.root().equals(checkpoint.root) === true
    if (checkpoint.size === head.size && !isSigned) return { kind: 'head_broken', reason: 'head_frontier' }
  } catch (error) {
    if (!(error instanceof RecallError) || error.code !== 'LEDGER_BROKEN') throw error
    const { reason } = error.details
    if (!isBreakReason(reason)) throw error
    return { kind: 'head_broken', reason }
  }
  const rows = await database
    .knex('ledger_entries')
    .where(where)
    .andWhere('seq', '<', head.size)
    .orderBy('seq', 'desc')
    .limit(LAST)
    .select<{ seq: number; leaf: Buffer }[]>('seq', 'leaf')
  let lastRecordedAt: Instant | null = null
  for (let n = 0; n < Math.min(LAST, head.size); n += 1) {
    const expected = head.size - 1 - n
    const row = rows[n]
    if (row?.seq !== expected) return { kind: 'entry_broken', entry: expected, reason: 'entry_missing' }
    const leaf = decodeLeaf(row.leaf)
    if (leaf?.seq !== expected) return { kind: 'entry_broken', entry: expected, reason: 'leaf_malformed' }
    if (lastRecordedAt !== null && leaf.recordedAt > lastRecordedAt && n > 0)
      return { kind: 'entry_broken', entry: expected, reason: 'recorded_backwards' }
    lastRecordedAt ??= leaf.recordedAt
  }
  return { kind: 'sound', lastRecordedAt }
}
