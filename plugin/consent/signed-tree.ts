/**
 * The tree under a signed head, as far as proofs need it: roots of blocks, and the leaves of a few of them. What it
 * hands out leads to the signed root; a leaf that was changed is found before it gets into a proof.
 */
import type { OpenPractice } from '../practice.js'
import { brokenLedger } from './broken-ledger.js'
import { signedCheckpoint, type SignedCheckpoint } from './checkpoint.js'
import { leafHashes } from './leaves.js'
import { frontierOfBlocks, HASH_BYTES, rootOf, type Range } from './merkle.js'
import { BLOCK_LEAVES, blocksOf, catchUpBlocks, readBlocks, rebuildBlocks } from './tree-blocks.js'

export interface SignedTree extends SignedCheckpoint {
  /**
   * The root of a part of the tree that starts where a complete subtree starts, as the parts of a proof do.
   * @throws RecallError LEDGER_BROKEN when the leaves there are not those that were signed
   */
  rootOf(range: Range): Promise<Buffer>
  /** @throws RecallError LEDGER_BROKEN when it is not the one that was signed */
  leafHash(seq: number): Promise<Buffer>
}

/** @throws RecallError LEDGER_BROKEN when the leaves do not lead to the signed root */
export async function openTree(practice: OpenPractice): Promise<SignedTree> {
  const { database, keys } = practice
  const signed = await signedCheckpoint(practice, database.knex)
  const { size, root } = signed.checkpoint
  const count = blocksOf(size)
  const tailStart = count * BLOCK_LEAVES
  const tail = await leafHashes(database.knex, keys.practice, { start: tailStart, end: size })
  await catchUpBlocks(practice)
  let blocks = await readBlocks(database.knex, keys.practice, count)
  if (blocks === null || !rootWith(blocks, tail).equals(root)) {
    await rebuildBlocks(practice, count)
    blocks = await readBlocks(database.knex, keys.practice, count)
    if (blocks === null || !rootWith(blocks, tail).equals(root)) throw brokenLedger(null, 'root_differs')
  }
  const roots = blocks
  const opened = new Map<number, Buffer>([[count, tail]])

  /** The hashes of a block's leaves, or of those behind the last complete block. */
  async function leavesOf(position: number): Promise<Buffer> {
    const known = opened.get(position)
    if (known !== undefined) return known
    const start = position * BLOCK_LEAVES
    const hashes = await leafHashes(database.knex, keys.practice, { start, end: start + BLOCK_LEAVES })
    const expected = roots.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES)
    if (!rootOf(hashes, 0, BLOCK_LEAVES).equals(expected)) throw brokenLedger(start, 'root_differs')
    opened.set(position, hashes)
    return hashes
  }

  return {
    ...signed,
    async rootOf({ start, end }) {
      const first = blocksOf(start)
      const last = blocksOf(end)
      const inLast = end - last * BLOCK_LEAVES
      const rest = inLast === 0 ? Buffer.alloc(0) : await leavesOf(last)
      if (first === last) return rootOf(rest, start - first * BLOCK_LEAVES, inLast)
      if (start === first * BLOCK_LEAVES)
        return rootWith(
          roots.subarray(first * HASH_BYTES, last * HASH_BYTES),
          rest.subarray(0, inLast * HASH_BYTES),
        )
      // Ends with its block: a part of a proof never reaches from inside one block into the next.
      return rootOf(await leavesOf(first), start - first * BLOCK_LEAVES, BLOCK_LEAVES)
    },
    async leafHash(seq) {
      const position = blocksOf(seq)
      const at = (seq - position * BLOCK_LEAVES) * HASH_BYTES
      return (await leavesOf(position)).subarray(at, at + HASH_BYTES)
    },
  }
}

/** The root over complete blocks and the leaves behind them. */
const rootWith = (blocks: Buffer, leaves: Buffer): Buffer =>
  frontierOfBlocks(blocks, BLOCK_LEAVES, leaves).root()
