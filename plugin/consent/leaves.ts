/** The leaves of a ledger in order, for exports and proofs. */
import type { PracticeId } from '../ids.js'
import type { Queryable } from '../storage/database.js'
import { brokenLedger } from './broken-ledger.js'
import { HASH_BYTES, leafHash, type Range } from './merkle.js'

const PAGE = 2_000

export interface LeafRow {
  seq: number
  leaf: Buffer
}

/** A page at a time. Others may append meanwhile: the range stays what it was. */
export async function* leafPages(
  connection: Queryable,
  practice: PracticeId,
  { start, end }: Range,
): AsyncGenerator<LeafRow[]> {
  for (let from = start; from < end; from += PAGE) {
    yield await connection('ledger_entries')
      .where({ practice_id: practice })
      .where('seq', '>=', from)
      .where('seq', '<', Math.min(from + PAGE, end))
      .orderBy('seq')
      .select<LeafRow[]>('seq', 'leaf')
  }
}

/**
 * The hashes of the leaves, one after the other.
 * @throws RecallError LEDGER_BROKEN when one is missing
 */
export async function leafHashes(connection: Queryable, practice: PracticeId, range: Range): Promise<Buffer> {
  const hashes = Buffer.alloc((range.end - range.start) * HASH_BYTES)
  let next = range.start
  for await (const rows of leafPages(connection, practice, range)) {
    for (const { seq, leaf } of rows) {
      if (seq !== next) throw brokenLedger(next, 'entry_missing')
      leafHash(leaf).copy(hashes, (seq - range.start) * HASH_BYTES)
      next += 1
    }
  }
  if (next < range.end) throw brokenLedger(next, 'entry_missing')
  return hashes
}
