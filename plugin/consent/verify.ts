/**
 * Verifies a ledger: rebuilds everything from storage and names the first broken entry. It only reads, and shares with
 * appending no more than the pure definitions of tree, leaf and note.
 */
import { RecallError } from '../errors.js'
import type { PracticeKeys } from '../keys/practice-keys.js'
import type { Database, Queryable } from '../storage/database.js'
import type { Instant } from '../time.js'
import { Frontier, HASH_BYTES } from './merkle.js'
import { openCheckpoint, signatoryOf, signCheckpoint, type Checkpoint, type Signatory } from './note.js'
import { contentExaminer } from './verify-contents.js'
import { examineEntry, type EntryRow, type ExaminedEntry } from './verify-entry.js'
import type { BreakReason, Finding } from './verify-finding.js'

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
}

const PAGE = 1_000

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
export async function verifyLedger(
  database: Database,
  keys: PracticeKeys,
  options: VerifyOptions = {},
): Promise<Verification> {
  const signatory = signatoryOf(keys)
  const older = options.older === undefined ? null : openOlder(options.older, signatory)
  const connection = database.knex
  const head = await readHead(connection, keys, signatory)
  const broken = (finding: Finding | null, entries: number, root: Buffer | null = null): Verification => ({
    ok: finding === null,
    entries,
    root: root?.toString('base64') ?? null,
    checkpoint: head.kind === 'head' ? head.note : null,
    firstBroken: finding,
  })
  if (head.kind === 'broken') return broken({ seq: null, reason: head.reason }, 0)
  const size = head.kind === 'none' ? 0 : head.checkpoint.size
  const walk = await walkEntries(connection, keys, size, older?.size ?? null, options.depth ?? 'everything')
  if (walk.kind === 'broken') return broken(walk.finding, size)
  const root = walk.frontier.root()
  const finding =
    (head.kind === 'head' ? compareWithHead(walk.frontier, root, head) : null) ??
    (await findSurplus(connection, keys, head.kind)) ??
    (await findForeign(connection)) ??
    (await findMissing(connection, keys, size)) ??
    (older === null ? null : compareWithOlder(older, size, walk.olderRoot))
  const verification = broken(finding, size, root)
  if (head.kind === 'head' || finding !== null) return verification
  return { ...verification, checkpoint: signCheckpoint({ size, root }, signatory, keys.signing.privateKey) }
}

/**
 * A ledger that was cut together with its head, or emptied, is whole in itself. But messages name the entry they rest
 * on, outside the ledger: one that names an entry which is not there tells of the cut.
 */
async function findMissing(connection: Queryable, keys: PracticeKeys, size: number): Promise<Finding | null> {
  for (const table of ['messages', 'reminders']) {
    const row = await connection(table)
      .where({ practice_id: keys.practice })
      .max<{ last: number | null }[]>({ last: 'consent_entry' })
    if ((row[0]?.last ?? -1) >= size) return { seq: size, reason: 'entry_missing' }
  }
  const recorded = await connection('forms')
    .where({ practice_id: keys.practice, state: 'recorded' })
    .first<{ sha256: string } | undefined>('sha256')
  return recorded !== undefined && size === 0 ? { seq: 0, reason: 'entry_missing' } : null
}

function openOlder(older: { note: string; file: string }, signatory: Signatory): Checkpoint {
  const opened = openCheckpoint(older.note.replaceAll('\r\n', '\n'), signatory)
  if (opened.kind === 'invalid') throw new RecallError('CHECKPOINT_INVALID', { file: older.file })
  return opened.checkpoint
}

async function readHead(connection: Queryable, keys: PracticeKeys, signatory: Signatory): Promise<ReadHead> {
  const row = await connection('ledger_heads')
    .where({ practice_id: keys.practice })
    .first<HeadRow | undefined>('practice_id', 'size', 'frontier', 'note')
  if (row?.practice_id !== keys.practice) return { kind: 'none' }
  if (typeof row.note !== 'string') return { kind: 'broken', reason: 'note_malformed' }
  const opened = openCheckpoint(row.note, signatory)
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

type Walk =
  | { kind: 'whole'; frontier: Frontier; olderRoot: Buffer | null }
  | { kind: 'broken'; finding: Finding }

async function walkEntries(
  connection: Queryable,
  keys: PracticeKeys,
  size: number,
  olderSize: number | null,
  depth: 'everything' | 'chain',
): Promise<Walk> {
  const frontier = new Frontier()
  let olderRoot = olderSize === 0 ? frontier.root() : null
  let recordedAt: Instant | null = null
  const contents = contentExaminer(connection, keys)
  for (let from = 0; from < size; from += PAGE) {
    const to = Math.min(from + PAGE, size)
    const rows = await connection('ledger_entries')
      .where({ practice_id: keys.practice })
      // MariaDB ignores spaces at the end when it compares.
      .whereRaw('length(practice_id) = ?', [keys.practice.length])
      // From the very beginning on the first page, so that a row before entry 0 is seen.
      .modify((query) => {
        if (from > 0) void query.where('seq', '>=', from)
      })
      .orderBy('seq')
      .limit(to - from)
      .select<EntryRow[]>('seq', 'subject_id', 'leaf')
    const examined: ExaminedEntry[] = []
    let finding: Finding | null = null
    for (let seq = from; seq < to; seq += 1) {
      const row = rows[seq - from]
      const entry = examineEntry(row, seq, recordedAt)
      if (entry.kind === 'broken') {
        finding = { seq, reason: entry.reason }
        break
      }
      recordedAt = entry.leaf.recordedAt
      if (depth === 'everything') examined.push(entry)
      frontier.push(entry.bytes)
      if (frontier.size === olderSize) olderRoot = frontier.root()
    }
    // A content further up in the page comes before the entry that ended it.
    finding = (await contents.firstFinding(examined)) ?? finding
    if (finding !== null) return { kind: 'broken', finding }
  }
  return { kind: 'whole', frontier, olderRoot }
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

/** Rows beyond the head, in one statement each, so that an append in the same moment is no finding. */
async function findSurplus(
  connection: Queryable,
  keys: PracticeKeys,
  head: 'head' | 'none',
): Promise<Finding | null> {
  const practice = { practice_id: keys.practice }
  const sizeNow = connection('ledger_heads').where(practice).select('size')
  for (const table of ['ledger_entries', 'ledger_contents']) {
    const row = await connection(table)
      .where(practice)
      .where((beyond) => {
        void beyond.where('seq', '<', 0).orWhere('seq', '>=', connection.raw('coalesce(?, 0)', [sizeNow]))
      })
      .orderBy('seq')
      .first<{ seq: unknown } | undefined>('seq')
    if (row === undefined) continue
    const reason =
      table === 'ledger_contents' ? 'content_surplus' : head === 'none' ? 'head_missing' : 'entry_surplus'
    return { seq: typeof row.seq === 'number' ? row.seq : null, reason }
  }
  return null
}

/** Rows of practices that this installation does not have: they stand in no ledger that anybody verifies. */
async function findForeign(connection: Queryable): Promise<Finding | null> {
  const known = await connection('practice_keys').distinct<{ practice_id: string }[]>('practice_id')
  const practices = new Set(known.map((row) => row.practice_id))
  for (const table of ['ledger_heads', 'ledger_entries', 'ledger_contents']) {
    let last: string | null = null
    for (;;) {
      const after: string | null = last
      // From one practice to the next along the index, instead of over all rows.
      const row: { practice_id: string } | undefined = await connection(table)
        .modify((query) => {
          if (after !== null) void query.where('practice_id', '>', after)
        })
        .orderBy('practice_id')
        .first<{ practice_id: string } | undefined>('practice_id')
      if (row === undefined) break
      if (!practices.has(row.practice_id)) return { seq: null, reason: 'practice_unknown' }
      last = row.practice_id
    }
  }
  return null
}

function compareWithOlder(older: Checkpoint, size: number, rootThen: Buffer | null): Finding | null {
  if (older.size > size) return { seq: size, reason: 'older_checkpoint_longer' }
  if (rootThen?.equals(older.root) !== true) return { seq: null, reason: 'older_checkpoint_differs' }
  return null
}
