/**
 * Proves to anybody who has a checkpoint that one entry is in the ledger, or that the ledger extends an older one.
 * @see https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3
 */
import { RecallError } from '../errors.js'
import type { OpenPractice } from '../practice.js'
import { brokenLedger } from './broken-ledger.js'
import { consistencyRanges, inclusionRanges, leafHash, type Range } from './merkle.js'
import { openTree, type SignedTree } from './signed-tree.js'

export interface EntryProof {
  seq: number
  /** Size of the tree the proof leads to. */
  size: number
  /** Base64. */
  path: string[]
  /** Leaf bytes in base64. */
  leaf: string
  /** The signed note with that size and root. */
  checkpoint: string
}

export interface ConsistencyProof {
  /** Size of the older tree; its root is in the note that was signed then. */
  from: number
  size: number
  /** Base64; none where the older tree is empty or the same. */
  path: string[]
  /** The signed note of that size; `null` when another size than that of the head was asked for. */
  checkpoint: string | null
}

/** @throws RecallError LEDGER_ENTRY_UNKNOWN, LEDGER_BROKEN */
export async function proveEntry(practice: OpenPractice, seq: number): Promise<EntryProof> {
  const tree = await openTree(practice)
  const { size } = tree.checkpoint
  if (!Number.isSafeInteger(seq) || seq < 0 || seq >= size) throw unknownEntry(seq, size)
  const row = await practice.database
    .knex('ledger_entries')
    .where({ practice_id: practice.keys.practice, seq })
    .first<{ leaf: Buffer } | undefined>('leaf')
  if (row === undefined || !leafHash(row.leaf).equals(await tree.leafHash(seq)))
    throw brokenLedger(seq, 'root_differs')
  const path = await proofOf(tree, inclusionRanges(seq, size))
  return { seq, size, path, leaf: row.leaf.toString('base64'), checkpoint: tree.note }
}

/**
 * That the ledger of `newSize` entries (by default: as it is now) begins with the one of `oldSize`.
 * @throws RecallError LEDGER_ENTRY_UNKNOWN when it never had so many, LEDGER_BROKEN
 */
export async function proveConsistency(
  practice: OpenPractice,
  oldSize: number,
  newSize?: number,
): Promise<ConsistencyProof> {
  const tree = await openTree(practice)
  const size = newSize ?? tree.checkpoint.size
  for (const [wanted, most] of [
    [size, tree.checkpoint.size],
    [oldSize, size],
  ] as const)
    if (!Number.isSafeInteger(wanted) || wanted < 0 || wanted > most) throw unknownEntry(wanted - 1, most)
  const ranges = oldSize === 0 ? [] : consistencyRanges(oldSize, size)
  const path = await proofOf(tree, ranges)
  return { from: oldSize, size, path, checkpoint: size === tree.checkpoint.size ? tree.note : null }
}

const unknownEntry = (seq: number, size: number): RecallError =>
  new RecallError('LEDGER_ENTRY_UNKNOWN', { entry: seq, last: size - 1 })

/** The hashes of a proof, in base64. */
export async function proofOf(tree: SignedTree, ranges: readonly Range[]): Promise<string[]> {
  const path: string[] = []
  for (const range of ranges) path.push((await tree.rootOf(range)).toString('base64'))
  return path
}
