/** Is a row the entry that must stand at this place? Pure. */
import { toSubjectId, type SubjectId } from '../../ids.js'
import { decodeLeaf, LEAF_FORM, type Leaf } from '../leaf.js'
import { Frontier } from '../merkle.js'
import type { BreakReason, Finding } from './finding.js'

export interface EntryRow {
  seq: unknown
  subject_id: unknown
  leaf: unknown
}

/** An entry whose row and leaf are in order. */
export interface ExaminedEntry {
  seq: number
  subject: SubjectId
  recordedAt: string
  isTombstone: boolean
  commitment: string
  /** Hex. */
  leafHash: string
}

/** Entries one after the other, from the beginning of a page to its end or to the first that is not in order. */
export interface ExaminedPage {
  /** Empty where nobody asked for them. */
  entries: ExaminedEntry[]
  tree: Frontier
  /** When the last one was recorded. */
  recordedAt: string | null
  finding: Finding | null
}

/**
 * @param rows as the database delivers them: any column may hold anything
 * @param before when the entry in front of the first was recorded, where there is one
 */
export function examineRows(
  rows: readonly EntryRow[],
  start: number,
  end: number,
  before: string | null,
): ExaminedPage {
  const tree = new Frontier()
  const entries: ExaminedEntry[] = []
  let recordedAt = before
  for (let seq = start; seq < end; seq += 1) {
    const examined = examineRow(rows[seq - start], seq, recordedAt)
    if (typeof examined === 'string') return { entries, tree, recordedAt, finding: { seq, reason: examined } }
    const { leaf, bytes } = examined
    const { subject, commitment } = leaf
    recordedAt = leaf.recordedAt
    const leafHash = hexOf(tree.pushPrefixed(Buffer.concat([Buffer.of(0), bytes])))
    entries.push({ seq, subject, recordedAt, isTombstone: leaf.type === 'erased', commitment, leafHash })
  }
  return { entries, tree, recordedAt, finding: null }
}

function examineRow(
  row: EntryRow | undefined,
  seq: number,
  before: string | null,
): { leaf: Leaf; bytes: Buffer } | BreakReason {
  if (row?.seq !== seq) return 'entry_missing'
  const bytes = Buffer.isBuffer(row.leaf) ? row.leaf : Buffer.alloc(0)
  const leaf = decodeLeaf(bytes)
  if (leaf === null) return 'leaf_malformed'
  if (leaf.seq !== seq) return 'leaf_moved'
  if (leaf.subject !== row.subject_id) return 'subject_differs'
  if (before !== null && leaf.recordedAt < before) return 'recorded_backwards'
  return { leaf, bytes }
}

const SUBJECT = 26
/**
 * Subject of the row, a NUL, the leaf, whose subject is the same. The NUL is the prefix that a leaf is hashed behind.
 * Only ASCII fits, so that characters are bytes.
 */
const PACKED = new RegExp(
  `([0-9a-hjkmnp-tv-z]{${SUBJECT}})\0${LEAF_FORM.replaceAll('(', '(?:').replace(/\(\?:\[0-9a-hjkmnp-tv-z\]\{26\}\)/, '\\1')}`,
  'y',
)
/** Where the parts of an entry stand in its packed form. */
const COMMITMENT_AT = SUBJECT + '\0{"commitment":"'.length
const COMMITMENT = 44
const RECORDED_AT = COMMITMENT_AT + COMMITMENT + '","recordedAt":"'.length
const RECORDED = 24
const SEQ_AT = RECORDED_AT + RECORDED + '","seq":'.length
const TOMBSTONE = '"erased"}'

/**
 * The same for a packed page, without reading the rows one by one.
 * @param pieces of whole entries, one after the other
 * @param keep whether the entries are wanted
 * @returns `null` as soon as one is not in order; which one and why, only the rows tell
 */
export function examinePacked(
  pieces: readonly string[],
  start: number,
  end: number,
  before: string | null,
  keep: boolean,
): ExaminedPage | null {
  const tree = new Frontier()
  const entries: ExaminedEntry[] = []
  let last = before ?? ''
  let piece = 0
  let packed = pieces[piece] ?? ''
  let at = 0
  for (let seq = start; seq < end; seq += 1) {
    if (at === packed.length) {
      piece += 1
      packed = pieces[piece] ?? ''
      at = 0
    }
    PACKED.lastIndex = at
    if (!PACKED.test(packed)) return null
    const next = PACKED.lastIndex
    const recordedAt = packed.slice(at + RECORDED_AT, at + RECORDED_AT + RECORDED)
    if (!packed.startsWith(`${seq},`, at + SEQ_AT) || recordedAt < last) return null
    last = recordedAt
    const digest = tree.pushPrefixed(packed.slice(at + SUBJECT, next))
    if (keep)
      entries.push({
        seq,
        subject: toSubjectId(packed.slice(at, at + SUBJECT)),
        recordedAt,
        isTombstone: packed.startsWith(TOMBSTONE, next - TOMBSTONE.length),
        commitment: packed.slice(at + COMMITMENT_AT, at + COMMITMENT_AT + COMMITMENT),
        leafHash: hexOf(digest),
      })
    at = next
  }
  const isAll = at === packed.length && piece === pieces.length - 1
  return isAll ? { entries, tree, recordedAt: last, finding: null } : null
}

const hexOf = (digest: string): string => Buffer.from(digest, 'latin1').toString('hex')
