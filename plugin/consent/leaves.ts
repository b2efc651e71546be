/** The leaves of a ledger in order, a page at a time, for exports and proofs. */
import type { PracticeId } from '../ids.js'
import type { Queryable } from '../storage/database.js'

const PAGE = 2_000

export interface LeafRow {
  seq: number
  leaf: Buffer
}

/** The first `size` leaves: as many as a checkpoint covers, whatever is appended meanwhile. */
export async function* leafPages(
  connection: Queryable,
  practice: PracticeId,
  size: number,
): AsyncGenerator<LeafRow[]> {
  for (let from = 0; from < size; from += PAGE) {
    yield await connection('ledger_entries')
      .where({ practice_id: practice })
      .where('seq', '>=', from)
      .where('seq', '<', Math.min(from + PAGE, size))
      .orderBy('seq')
      .select<LeafRow[]>('seq', 'leaf')
  }
}
