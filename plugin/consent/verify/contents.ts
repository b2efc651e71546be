/** Opens the contents of a page of entries and compares each with the commitment in its leaf. It only reads. */
import type { PracticeId } from '../../ids.js'
import { commitmentOf, sealContextOf } from '../leaf.js'
import type { Range } from '../merkle.js'
import type { ExaminedEntry } from './entry-row.js'
import { opened, type ErasureExaminer, type ErasureRow } from './erasures.js'
import type { BreakReason, Finding } from './finding.js'
import type { KeySource, SubjectKey } from './keys.js'
import { contentRows, type Store } from './store.js'
import type { StoredWordings } from './wordings.js'

export interface ContentExaminer {
  /**
   * Asks for the keys of these entries; what is returned examines their contents.
   * @param entries without gaps, in order
   */
  begin(entries: readonly ExaminedEntry[]): () => Promise<Finding | null>
}

export function contentExaminer(
  store: Store,
  context: {
    practice: PracticeId
    box: Uint8Array
    keys: KeySource
    erasures: ErasureExaminer
    wordings: StoredWordings
  },
): ContentExaminer {
  const { practice, box, keys, erasures, wordings } = context
  const boxKey: SubjectKey = { kind: 'key', key: box }

  function begin(entries: readonly ExaminedEntry[]): () => Promise<Finding | null> {
    const asked = keys.keysOf(entries.map(({ subject }) => subject))
    // Whoever finishes sees the error; until then it is nobody's.
    asked.catch(() => undefined)
    return () => firstFinding(entries, asked)
  }

  async function firstFinding(
    entries: readonly ExaminedEntry[],
    asked: Promise<SubjectKey[]>,
  ): Promise<Finding | null> {
    const first = entries[0]?.seq
    if (first === undefined) return null
    const range: Range = { start: first, end: first + entries.length }
    const rows = await contentRows(store, practice, range)
    // Erasures after contents: one in between is then seen.
    const erased = await erasures.rowsOf(range)
    const keysOf = await asked
    let at = 0
    for (const [index, entry] of entries.entries()) {
      const row = rows[at]
      const isIts = row?.seq === entry.seq
      if (isIts) at += 1
      // A tombstone outlives the key of its person.
      const key = entry.isTombstone ? boxKey : (keysOf[index] ?? { kind: 'missing' })
      const reason =
        isIts && key.kind === 'key' && !entry.isTombstone && !erased.has(entry.seq)
          ? openAndCompare(entry, row.sealed, key.key).reason
          : await examineRare(entry, isIts ? row.sealed : null, key, erased)
      if (reason !== null) return { seq: entry.seq, reason }
    }
    return at === rows.length ? null : { seq: first, reason: 'content_surplus' }
  }

  function openAndCompare(
    { seq, leafHash, commitment }: ExaminedEntry,
    sealed: unknown,
    key: Uint8Array,
  ): { salted: Buffer; reason: null } | { reason: BreakReason } {
    if (!Buffer.isBuffer(sealed)) return { reason: 'content_broken' }
    const salted = opened(key, sealed, sealContextOf(practice, seq, leafHash))
    if (salted === null) return { reason: 'content_broken' }
    if (commitmentOf(salted) !== commitment) return { reason: 'commitment_differs' }
    return wordings.has(salted) ? { salted, reason: null } : { reason: 'wording_missing' }
  }

  /** What an erasure, or an error, has to do with. @param sealed `null`: not there */
  async function examineRare(
    entry: ExaminedEntry,
    sealed: unknown,
    key: SubjectKey,
    erased: ReadonlyMap<number, ErasureRow>,
  ): Promise<BreakReason | null> {
    if (sealed === null) return erasures.examineGone(entry, erased.get(entry.seq))
    if (key.kind === 'missing') return 'subject_key_missing'
    if (key.kind === 'erased' || erased.has(entry.seq))
      return (await contentIsGone(entry.seq)) ? null : 'content_not_erased'
    const compared = openAndCompare(entry, sealed, key.key)
    if (compared.reason !== null || !entry.isTombstone) return compared.reason
    return erasures.examineTombstone(entry, compared.salted)
  }

  /** An erasure may have come between reading the content and reading the key. */
  async function contentIsGone(seq: number): Promise<boolean> {
    const row = await store
      .connection('ledger_contents')
      .where({ practice_id: practice, seq })
      .first<{ seq: number } | undefined>('seq')
    return row === undefined
  }

  return { begin }
}
