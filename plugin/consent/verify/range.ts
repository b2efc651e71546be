/** Examines a part of the ledger, page by page, down to its first finding. It only reads. */
import type { PracticeId } from '../../ids.js'
import type { Instant } from '../../time.js'
import { decodeLeaf } from '../leaf.js'
import { Frontier, HASH_BYTES, type Range } from '../merkle.js'
import { BLOCK_LEAVES } from '../tree-blocks.js'
import { contentExaminer, type ContentExaminer } from './contents.js'
import { examinePacked, examineRows, type ExaminedPage } from './entry-row.js'
import { erasureExaminer } from './erasures.js'
import type { Finding } from './finding.js'
import { rememberingKeys, type KeySource } from './keys.js'
import { entryRows, packedEntries, type Store } from './store.js'
import { storedWordings } from './wordings.js'

/** What verification needs besides the entries themselves. */
export interface Reading {
  practice: PracticeId
  /** `null`: entries alone, without their contents. */
  contents: { box: Uint8Array; keys: KeySource; now: Instant } | null
}

/** What is known of an examined range. */
export interface RangeFacts {
  /** Roots of its complete blocks, one after the other. */
  blocks: Uint8Array
  /** The complete subtrees of the leaves behind the last complete block. */
  rest: Uint8Array
  finding: Finding | null
}

export type ExamineRange = (range: Range) => Promise<RangeFacts>

/** A page whose contents are still to be examined. */
interface Begun {
  page: ExaminedPage
  finish: () => Promise<Finding | null>
}

/**
 * @param giveWay awaited between two pages
 * @returns examines ranges that begin with a block and are kept in memory; all but the last of the ledger end with a block, too
 */
export async function rangeExaminer(
  store: Store,
  reading: Reading,
  giveWay: () => Promise<void> = nextTurn,
): Promise<ExamineRange> {
  const { practice } = reading
  const contents = await contentsOf(store, reading)

  async function begin(range: Range, before: string | null): Promise<Begun> {
    const page = await examinePage(range, before)
    const finish = contents === null ? null : contents.begin(page.entries)
    return { page, finish: async () => (await finish?.()) ?? page.finding }
  }

  async function examinePage({ start, end }: Range, before: string | null): Promise<ExaminedPage> {
    const packed = await packedEntries(store, practice, { start, end })
    const examined = packed === null ? null : examinePacked(packed, start, end, before, contents !== null)
    if (examined !== null) return examined
    return examineRows(await entryRows(store, practice, { start, end }), start, end, before)
  }

  /** All pages of a range: their keys are fetched while the following ones are read. */
  async function beginAll({ start, end }: Range): Promise<Begun[]> {
    const begun: Begun[] = []
    let before = await recordedBefore(store, practice, start)
    for (let from = start; from < end; from += BLOCK_LEAVES) {
      const one = await begin(pageFrom(from, end), before)
      begun.push(one)
      if (one.page.finding !== null) break
      before = one.page.recordedAt
      await giveWay()
    }
    return begun
  }

  return async (range) => {
    const roots: Uint8Array[] = []
    let rest: Uint8Array = Buffer.alloc(0)
    for (const { page, finish } of await beginAll(range)) {
      const finding = await finish()
      if (finding !== null) return { blocks: Buffer.concat(roots), rest, finding }
      if (page.tree.size === BLOCK_LEAVES) roots.push(page.tree.root())
      else rest = page.tree.hashes()
      await giveWay()
    }
    return { blocks: Buffer.concat(roots), rest, finding: null }
  }
}

const pageFrom = (start: number, end: number): Range => ({ start, end: Math.min(start + BLOCK_LEAVES, end) })

/** Whoever else works in this process gets a turn: SQLite is read without ever waiting. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function contentsOf(store: Store, { practice, contents }: Reading): Promise<ContentExaminer | null> {
  if (contents === null) return null
  const keys = rememberingKeys(contents.keys)
  const { box, now } = contents
  const erasures = erasureExaminer(store, { practice, box, keys, now })
  const wordings = await storedWordings(store.connection, practice)
  return contentExaminer(store, { practice, box, keys, erasures, wordings })
}

/** When the entry in front of a range was recorded; whoever examines that one finds out if it says nothing. */
async function recordedBefore(store: Store, practice: PracticeId, start: number): Promise<string | null> {
  if (start === 0) return null
  const row = await store
    .connection('ledger_entries')
    .where({ practice_id: practice, seq: start - 1 })
    .first<{ leaf: unknown } | undefined>('leaf')
  return Buffer.isBuffer(row?.leaf) ? (decodeLeaf(row.leaf)?.recordedAt ?? null) : null
}

/** The tree over ranges that follow each other without a gap. */
export function treeOf(size: number, facts: readonly RangeFacts[]): Frontier | null {
  const over = new Frontier()
  for (const { blocks } of facts)
    for (let at = 0; at < blocks.length; at += HASH_BYTES) over.pushHash(blocks.subarray(at, at + HASH_BYTES))
  // The subtrees over whole blocks are those of their leaves; behind them come the small ones of the last block.
  return Frontier.of(size, Buffer.concat([over.hashes(), ...facts.map(({ rest }) => rest)]))
}
