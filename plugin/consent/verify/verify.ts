/**
 * Verifies a ledger: rebuilds everything from storage and names the first broken entry. It only reads, and shares with
 * appending no more than the pure definitions of tree, leaf and note.
 */
import { RecallError } from '../../errors.js'
import type { PracticeKeys } from '../../keys/practice-keys.js'
import type { Database, Queryable } from '../../storage/database.js'
import { isSchemaLack } from '../../storage/database-errors.js'
import { systemClock, type Instant } from '../../time.js'
import { decodeLeaf } from '../leaf.js'
import { leafHashes } from '../leaves.js'
import { emptyRoot, Frontier, frontierOfBlocks, HASH_BYTES } from '../merkle.js'
import {
  openCheckpoint,
  signatoriesOf,
  signatoryOf,
  signCheckpoint,
  type Checkpoint,
  type Signatory,
} from '../note.js'
import { BLOCK_LEAVES, blocksOf } from '../tree-blocks.js'
import type { BreakReason, Finding } from './finding.js'
import { rememberingKeys, storedKeys } from './keys.js'
import { examineParts, lanesFor } from './parallel.js'
import { nextTurn, rangeExaminer, treeOf, type RangeFacts, type Reading } from './range.js'
import type { Store } from './store.js'
import { findForeign, findMissing, findSurplus } from './strays.js'
import { hasForgedFacts, storedWordings } from './wordings.js'

export interface Verification {
  ok: boolean
  /** Entries that the head names. */
  entries: number
  /** Base64 of the root rebuilt from the entries; `null` where a broken entry left nothing to build. */
  root: string | null
  /** The signed note of the head; `null` when it is missing or broken. */
  checkpoint: string | null
  firstBroken: Finding | null
}

export interface VerifyOptions {
  /** An older signed note, which the log must extend, and the file it comes from. */
  older?: { note: string; file: string }
  /**
   * `everything` opens each content and compares it with its commitment; `chain` looks at entries, tree and head
   * alone, as anyone can who has the public key and no other.
   */
  depth?: 'everything' | 'chain'
  /** What time it is, for what may be gone after years; by default that of the system, or of the last entry if later. */
  now?: Instant
  /** How many processes work; by default one for a small ledger, else one per core. */
  processes?: number
  /** Told how many entries more have been examined. */
  progress?: (entries: number, of: number) => void
}

interface HeadRow {
  practice_id: unknown
  size: unknown
  frontier: unknown
  note: unknown
}

type ReadHead =
  | { kind: 'head'; note: string; frontier: Uint8Array | null; checkpoint: Checkpoint }
  | { kind: 'none' }
  | { kind: 'broken'; reason: BreakReason }

/**
 * Reads in pages and holds no transaction: entries below the head never change, so others may go on writing.
 * @throws RecallError CHECKPOINT_INVALID when `older` is no note of this ledger
 */
export function verifyLedger(
  database: Database,
  keys: PracticeKeys,
  options: VerifyOptions = {},
): Promise<Verification> {
  return verifyThrough({ dialect: database.dialect, connection: database.knex }, keys, options, database.url)
}

/**
 * The same through one connection, such as a transaction that nobody else sees into yet.
 * @param url for processes with connections of their own; `null`: none
 */
export async function verifyThrough(
  store: Store,
  keys: PracticeKeys,
  options: VerifyOptions = {},
  url: string | null = null,
): Promise<Verification> {
  const older = options.older === undefined ? null : openOlder(options.older, signatoriesOf(keys))
  try {
    return await verifyStored(store, keys, older, options, url)
  } catch (error) {
    if (!isSchemaLack(error)) throw error
    return {
      ok: false,
      entries: 0,
      root: null,
      checkpoint: null,
      firstBroken: { seq: null, reason: 'table_missing' },
    }
  }
}

async function verifyStored(
  store: Store,
  keys: PracticeKeys,
  older: Checkpoint | null,
  options: VerifyOptions,
  url: string | null,
): Promise<Verification> {
  const { connection } = store
  const head = await readHead(connection, keys)
  const result = (finding: Finding | null, entries: number, root: Buffer | null = null): Verification => ({
    ok: finding === null,
    entries,
    root: root?.toString('base64') ?? null,
    checkpoint: head.kind === 'head' ? head.note : null,
    firstBroken: finding,
  })
  if (head.kind === 'broken') return result({ seq: null, reason: head.reason }, 0)
  const size = head.kind === 'none' ? 0 : head.checkpoint.size
  const facts = await examineAll(store, keys, size, options, url)
  const found = facts.find(({ finding }) => finding !== null)?.finding ?? null
  if (found !== null) return result(found, size)
  const tree = treeOf(size, facts)
  if (tree === null) throw new RangeError('the parts of the ledger do not make up the whole')
  const root = tree.root()
  const finding =
    (head.kind === 'head' ? compareWithHead(tree, root, head) : null) ??
    (await findSurplus(connection, keys, head.kind)) ??
    (await findForeign(connection)) ??
    (await findMissing(connection, keys, size)) ??
    (await findBrokenWording(connection, keys)) ??
    (older === null ? null : await compareWithOlder(connection, keys, older, size, facts))
  const verification = result(finding, size, root)
  if (head.kind === 'head' || finding !== null) return verification
  return {
    ...verification,
    checkpoint: signCheckpoint({ size, root }, signatoryOf(keys), keys.signing.privateKey),
  }
}

async function examineAll(
  store: Store,
  keys: PracticeKeys,
  size: number,
  options: VerifyOptions,
  url: string | null,
): Promise<RangeFacts[]> {
  const contents =
    options.depth === 'chain'
      ? null
      : {
          box: keys.box,
          keys: rememberingKeys(storedKeys(store.connection, keys)),
          now: options.now ?? (await latestOf(store, keys, size)),
        }
  const reading: Reading = { practice: keys.practice, contents }
  const answering = new Set<Promise<void>>()
  // The other processes do not wait for their keys until this one is done with its part.
  const here = await rangeExaminer(store, reading, async () => {
    await nextTurn()
    await Promise.all(answering)
  })
  const processes = url === null ? 1 : (options.processes ?? lanesFor(size, url))
  let examined = 0
  return examineParts(size, here, processes - 1, url ?? '', reading, answering, (entries) => {
    examined += entries
    options.progress?.(examined, size)
  })
}

/** A ledger may be ahead of this machine: one that was restored elsewhere, or kept by another clock. */
async function latestOf(store: Store, keys: PracticeKeys, size: number): Promise<Instant> {
  const row = await store
    .connection('ledger_entries')
    .where({ practice_id: keys.practice, seq: size - 1 })
    .first<{ leaf: unknown } | undefined>('leaf')
  const last = Buffer.isBuffer(row?.leaf) ? decodeLeaf(row.leaf) : null
  const now = systemClock.now()
  return last !== null && last.recordedAt > now ? last.recordedAt : now
}

/** A stored wording that no entry names, or that nobody looked at because contents were not asked for. */
async function findBrokenWording(connection: Queryable, keys: PracticeKeys): Promise<Finding | null> {
  const { broken } = await storedWordings(connection, keys.practice)
  const isBroken = broken > 0 || (await hasForgedFacts(connection, keys))
  return isBroken ? { seq: null, reason: 'wording_differs' } : null
}

function openOlder(older: { note: string; file: string }, signatories: readonly Signatory[]): Checkpoint {
  const opened = openCheckpoint(older.note.replaceAll('\r\n', '\n'), signatories)
  if (opened.kind === 'invalid') throw new RecallError('CHECKPOINT_INVALID', { file: older.file })
  return opened.checkpoint
}

async function readHead(connection: Queryable, keys: PracticeKeys): Promise<ReadHead> {
  const row = await connection('ledger_heads')
    .where({ practice_id: keys.practice })
    .first<HeadRow | undefined>('practice_id', 'size', 'frontier', 'note')
  if (row?.practice_id !== keys.practice) return { kind: 'none' }
  if (typeof row.note !== 'string') return { kind: 'broken', reason: 'note_malformed' }
  const opened = openCheckpoint(row.note, signatoriesOf(keys))
  if (opened.kind === 'invalid') return { kind: 'broken', reason: opened.reason }
  // An empty ledger has no head yet.
  if (row.size !== opened.checkpoint.size || row.size === 0) return { kind: 'broken', reason: 'head_size' }
  return {
    kind: 'head',
    note: row.note,
    frontier: row.frontier instanceof Uint8Array ? row.frontier : null,
    checkpoint: opened.checkpoint,
  }
}

function compareWithHead(
  frontier: Frontier,
  root: Buffer,
  head: Extract<ReadHead, { kind: 'head' }>,
): Finding | null {
  const { size, root: signed } = head.checkpoint
  const stored = head.frontier === null ? null : Frontier.of(size, head.frontier)
  const storedIsSigned = stored !== null && stored.root().equals(signed)
  if (!root.equals(signed)) {
    const seq = storedIsSigned ? firstDifference(frontier.hashes(), stored.hashes(), size) : null
    return { seq, reason: 'root_differs' }
  }
  return storedIsSigned ? null : { seq: null, reason: 'head_frontier' }
}

/** The beginning of the first complete subtree that is not as it was signed. */
function firstDifference(rebuilt: Buffer, signed: Buffer, size: number): number | null {
  let start = 0
  let rest = size
  for (let at = 0; at < signed.length; at += HASH_BYTES) {
    if (!rebuilt.subarray(at, at + HASH_BYTES).equals(signed.subarray(at, at + HASH_BYTES))) return start
    const subtree = 2 ** Math.floor(Math.log2(rest))
    start += subtree
    rest -= subtree
  }
  return null
}

async function compareWithOlder(
  connection: Queryable,
  keys: PracticeKeys,
  older: Checkpoint,
  size: number,
  facts: readonly RangeFacts[],
): Promise<Finding | null> {
  if (older.size > size) return { seq: size, reason: 'older_checkpoint_longer' }
  const count = blocksOf(older.size)
  const blocks = Buffer.concat(facts.map((part) => part.blocks)).subarray(0, count * HASH_BYTES)
  const rest = await leafHashes(connection, keys.practice, {
    start: count * BLOCK_LEAVES,
    end: older.size,
  })
  const rootThen = older.size === 0 ? emptyRoot() : frontierOfBlocks(blocks, BLOCK_LEAVES, rest).root()
  return rootThen.equals(older.root) ? null : { seq: null, reason: 'older_checkpoint_differs' }
}
