/**
 * Roots of complete runs of leaves, kept so that a proof needs neither all leaves nor much time. Only a convenience:
 * whoever uses them holds what follows from them against the signed root, and makes them anew where it differs.
 */
import type { PracticeId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import type { Queryable, Transaction } from '../storage/database.js'
import { insertRows } from './insert-rows.js'
import { leafHashes } from './leaves.js'
import { HASH_BYTES, rootOf } from './merkle.js'

/** Leaves a block stands for; a power of two, so that each block is a complete subtree. */
export const BLOCK_LEAVES = 1_024
/** Written together: few enough that nobody waits long for the write lock. */
const BLOCKS_PER_WRITE = 64

interface BlockRow {
  position: number
  root: Buffer
}

/** How many blocks a tree of that size has complete. */
export const blocksOf = (size: number): number => Math.floor(size / BLOCK_LEAVES)

/**
 * Makes the blocks that became complete since the last time; costs two small queries where none did.
 * @returns how many were made
 * @throws RecallError LEDGER_BROKEN when a leaf is missing
 */
export async function catchUpBlocks(practice: OpenPractice): Promise<number> {
  const { database, keys } = practice
  const head = await database
    .knex('ledger_heads')
    .where({ practice_id: keys.practice })
    .first<{ size: number } | undefined>('size')
  const stored = await database
    .knex('tree_blocks')
    .where({ practice_id: keys.practice })
    .first<{ count: number; last: number | null } | undefined>(
      database.knex.raw('count(*) as count, max(position) as last'),
    )
  const count = stored?.count ?? 0
  // With a gap, what stands there is worth nothing.
  const from = (stored?.last ?? -1) === count - 1 ? count : 0
  return makeBlocks(practice, from, blocksOf(head?.size ?? 0))
}

/**
 * Makes the first `count` blocks from their leaves, whatever is stored.
 * @throws RecallError LEDGER_BROKEN when a leaf is missing
 */
export async function rebuildBlocks(practice: OpenPractice, count: number): Promise<void> {
  await makeBlocks(practice, 0, count)
}

async function makeBlocks(practice: OpenPractice, from: number, to: number): Promise<number> {
  const { database, keys } = practice
  for (let first = from; first < to; first += BLOCKS_PER_WRITE) {
    const blocks: BlockRow[] = []
    for (let position = first; position < Math.min(first + BLOCKS_PER_WRITE, to); position += 1) {
      const start = position * BLOCK_LEAVES
      const hashes = await leafHashes(database.knex, keys.practice, { start, end: start + BLOCK_LEAVES })
      blocks.push({ position, root: rootOf(hashes, 0, BLOCK_LEAVES) })
    }
    await database.write((trx) => storeBlocks(trx, keys.practice, blocks))
  }
  return Math.max(0, to - from)
}

/** Two processes may make the same blocks: each takes away what it brings. */
async function storeBlocks(
  trx: Transaction,
  practice: PracticeId,
  blocks: readonly BlockRow[],
): Promise<void> {
  const positions = blocks.map(({ position }) => position)
  await trx('tree_blocks').where({ practice_id: practice }).whereIn('position', positions).delete()
  await insertRows(
    trx,
    'tree_blocks',
    ['practice_id', 'position', 'root'],
    blocks.map(({ position, root }) => [practice, position, root]),
  )
}

/** The roots of the first `count` blocks, one after the other; `null` when one is missing or has another length. */
export async function readBlocks(
  connection: Queryable,
  practice: PracticeId,
  count: number,
): Promise<Buffer | null> {
  const rows = await connection('tree_blocks')
    .where({ practice_id: practice })
    .where('position', '>=', 0)
    .where('position', '<', count)
    .orderBy('position')
    .select<BlockRow[]>('position', 'root')
  const roots = Buffer.concat(rows.map(({ root }) => root))
  const isWhole = rows.length === count && rows.every(({ root }) => root.length === HASH_BYTES)
  return isWhole ? roots : null
}
