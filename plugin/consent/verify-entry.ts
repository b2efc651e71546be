/** Is a row the entry that must stand at this place? Pure. */
import type { Instant } from '../time.js'
import { decodeLeaf, type Leaf } from './leaf.js'
import type { BreakReason } from './verify-finding.js'

export interface EntryRow {
  seq: number
  subject_id: string
  leaf: Buffer
}

/** An entry whose row and leaf are in order. */
export interface ExaminedEntry {
  kind: 'entry'
  leaf: Leaf
  bytes: Buffer
}

/**
 * @param row as the database delivers it: any column may hold anything
 * @param before when the entry in front of it was recorded
 */
export function examineEntry(
  row: EntryRow | undefined,
  seq: number,
  before: Instant | null,
): ExaminedEntry | { kind: 'broken'; reason: BreakReason } {
  if (row?.seq !== seq) return { kind: 'broken', reason: 'entry_missing' }
  const leaf = Buffer.isBuffer(row.leaf) ? decodeLeaf(row.leaf) : null
  if (leaf === null) return { kind: 'broken', reason: 'leaf_malformed' }
  if (leaf.seq !== seq) return { kind: 'broken', reason: 'leaf_moved' }
  if (leaf.subject !== row.subject_id) return { kind: 'broken', reason: 'subject_differs' }
  if (before !== null && leaf.recordedAt < before) return { kind: 'broken', reason: 'recorded_backwards' }
  return { kind: 'entry', leaf, bytes: row.leaf }
}
