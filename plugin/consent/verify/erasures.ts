/**
 * Contents that are gone: each must be named by an erasure, and each erasure rest on a tombstone further on, of the
 * same subject, that names the entry. The tombstone of an erased person may lose its own content after three years.
 */
import { RecallError } from '../../errors.js'
import type { SubjectId } from '../../ids.js'
import { open } from '../../keys/seal.js'
import type { Instant } from '../../time.js'
import type { PracticeId } from '../../ids.js'
import type { ErasureEvidence } from '../entry.js'
import { decodeLeaf, sealContext, unsaltContent, type Leaf } from '../leaf.js'
import type { Range } from '../merkle.js'
import type { ExaminedEntry } from './entry-row.js'
import type { BreakReason } from './finding.js'
import type { KeySource } from './keys.js'
import type { Store } from './store.js'

export interface ErasureRow {
  seq: number
  tombstone_seq: unknown
  erased_at: unknown
}

/** A tombstone as it is stored. */
interface Tombstone {
  leaf: Leaf
  /** What it says; `null` where its content is gone or does not open, which is its own matter. */
  says: { entries: ReadonlySet<number>; at: Instant } | null
}

export interface ErasureExaminer {
  /** The erasures of a range, by entry. */
  rowsOf(range: Range): Promise<Map<number, ErasureRow>>
  /** Is a content that is not there gone rightly? */
  examineGone(entry: ExaminedEntry, row: ErasureRow | undefined): Promise<BreakReason | null>
  /** Is what a tombstone says so? */
  examineTombstone(entry: ExaminedEntry, salted: Buffer): Promise<BreakReason | null>
}

const YEARS = 3
const AT_ONCE = 500
const REMEMBERED_TOMBSTONES = 10_000

/** From then on the content of a tombstone may be gone: three years, counted to the end of the year, in any zone. */
export const tombstoneEnds = (recordedAt: string): string =>
  `${Number(recordedAt.slice(0, 4)) + YEARS}-12-31T00:00:00.000Z`

export function erasureExaminer(
  store: Store,
  context: { practice: PracticeId; box: Uint8Array; keys: KeySource; now: Instant },
): ErasureExaminer {
  const { practice, box, keys, now } = context
  const remembered = new Map<number, Tombstone | null>()

  async function tombstoneAt(seq: number): Promise<Tombstone | null> {
    const known = remembered.get(seq)
    if (known !== undefined) return known
    if (remembered.size > REMEMBERED_TOMBSTONES) remembered.clear()
    const found = await readTombstone(seq)
    remembered.set(seq, found)
    return found
  }

  async function readTombstone(seq: number): Promise<Tombstone | null> {
    const row = await store
      .connection('ledger_entries as e')
      .leftJoin('ledger_contents as c', (join) =>
        join.on('c.practice_id', 'e.practice_id').andOn('c.seq', 'e.seq'),
      )
      .where({ 'e.practice_id': practice, 'e.seq': seq })
      .first<{ leaf: unknown; sealed: unknown } | undefined>('e.leaf', 'c.sealed')
    const leaf = Buffer.isBuffer(row?.leaf) ? decodeLeaf(row.leaf) : null
    if (row === undefined || !Buffer.isBuffer(row.leaf) || leaf?.seq !== seq || leaf.type !== 'erased')
      return null
    const salted = Buffer.isBuffer(row.sealed)
      ? opened(box, row.sealed, sealContext(practice, seq, row.leaf))
      : null
    if (salted === null) return { leaf, says: null }
    const { capturedAt } = unsaltContent(salted).content
    return { leaf, says: { entries: new Set(erasureIn(salted)?.entries), at: capturedAt } }
  }

  async function areErased(entries: readonly number[]): Promise<boolean> {
    let count = 0
    for (let start = 0; start < entries.length; start += AT_ONCE) {
      const rows = await store
        .connection('ledger_erasures')
        .where({ practice_id: practice })
        .whereIn('seq', entries.slice(start, start + AT_ONCE))
        .select<{ seq: number }[]>('seq')
      count += rows.length
    }
    return count === new Set(entries).size
  }

  return {
    async rowsOf({ start, end }) {
      const rows = await store
        .connection('ledger_erasures')
        .where({ practice_id: practice })
        .where('seq', '>=', start)
        .where('seq', '<', end)
        .select<ErasureRow[]>('seq', 'tombstone_seq', 'erased_at')
      return new Map(rows.map((row) => [row.seq, row]))
    },
    async examineGone({ seq, isTombstone, subject, recordedAt }, row) {
      const ends = isTombstone ? tombstoneEnds(recordedAt) : ''
      if (row === undefined || now < ends) return 'content_missing'
      const { tombstone_seq: named, erased_at: at } = row
      // A tombstone is its own, and goes only after its person.
      if (isTombstone)
        return named === seq && typeof at === 'string' && at >= ends && (await keyIsGone(subject))
          ? null
          : 'erasure_unfounded'
      if (typeof named !== 'number' || named <= seq || typeof at !== 'string') return 'erasure_unfounded'
      const tombstone = await tombstoneAt(named)
      const isFounded =
        tombstone?.leaf.subject === subject &&
        (tombstone.says === null || (tombstone.says.entries.has(seq) && tombstone.says.at === at))
      return isFounded ? null : 'erasure_unfounded'
    },
    async examineTombstone({ seq, subject }, salted) {
      const evidence = erasureIn(salted)
      if (evidence === null || evidence.entries.some((entry) => entry >= seq)) return 'erasure_incomplete'
      if (!(await areErased(evidence.entries))) return 'erasure_incomplete'
      return evidence.scope === 'person' && !(await keyIsGone(subject)) ? 'erasure_incomplete' : null
    },
  }

  async function keyIsGone(subject: SubjectId): Promise<boolean> {
    const [key] = await keys.keysOf([subject])
    return key?.kind !== 'key'
  }
}

function erasureIn(salted: Buffer): ErasureEvidence | null {
  const { evidence } = unsaltContent(salted).content
  return evidence?.kind === 'erasure' ? evidence : null
}

/** `null` where it does not open. */
export function opened(key: Uint8Array, sealed: Uint8Array, context: string): Buffer | null {
  try {
    return open(key, sealed, context)
  } catch (error) {
    if (error instanceof RecallError && error.code === 'SEALED_BROKEN') return null
    throw error
  }
}
