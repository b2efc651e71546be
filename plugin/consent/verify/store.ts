/**
 * What verification reads of entries and contents, a page at a time. A whole page comes as one packed value: a row at
 * a time, the driver would cost more than all hashing. What does not look in order is read again row by row, by whoever
 * asks: then any column may hold anything.
 */
import type { PracticeId } from '../../ids.js'
import type { Dialect, Queryable } from '../../storage/database.js'
import type { Range } from '../merkle.js'
import type { EntryRow } from './entry-row.js'

/** Where a verification reads: a connection, or the transaction that it looks into. */
export interface Store {
  dialect: Dialect
  connection: Queryable
}

export interface ContentRow {
  seq: unknown
  sealed: unknown
}

interface Packed {
  count: unknown
  /** Rows whose columns have the type they should have. */
  plain: unknown
  first: unknown
  last: unknown
  packed: unknown
}

/** MariaDB ignores spaces at the end when it compares. */
const OF_PRACTICE = 'practice_id = ? and length(practice_id) = ?'
/** From the very beginning in the first page, so that a row before entry 0 is seen. */
const fromOf = ({ start }: Range): string => (start === 0 ? '' : ' and seq >= ?')
const valuesOf = (practice: PracticeId, { start, end }: Range): (string | number)[] => [
  practice,
  practice.length,
  ...(start === 0 ? [] : [start]),
  end,
]

/** So many in one string: V8 keeps one above 128 KiB with its large objects, and takes three times as long to make it. */
const ENTRIES_PER_PIECE = 512

/**
 * Of each entry the subject of its row, a NUL, and its leaf, in pieces of whole entries.
 * @returns `null` unless exactly the entries of the range are there
 */
export async function packedEntries(
  store: Store,
  practice: PracticeId,
  { start, end }: Range,
): Promise<string[] | null> {
  const pieces: string[] = []
  for (let from = start; from < end; from += ENTRIES_PER_PIECE) {
    const piece = await packedPiece(store, practice, {
      start: from,
      end: Math.min(from + ENTRIES_PER_PIECE, end),
    })
    if (piece === null) return null
    pieces.push(piece)
  }
  return pieces
}

async function packedPiece(
  { dialect, connection }: Store,
  practice: PracticeId,
  range: Range,
): Promise<string | null> {
  const where = `${OF_PRACTICE}${fromOf(range)} and seq < ?`
  const sql =
    dialect === 'sqlite'
      ? `select count(*) as count, min(seq) as first, max(seq) as last,
           sum(typeof(seq) = 'integer' and typeof(subject_id) = 'text' and typeof(leaf) = 'blob') as plain,
           group_concat(subject_id || x'00' || leaf, '') as packed
         from (select seq, subject_id, leaf from ledger_entries where ${where} order by seq)`
      : `select count(*) as count, min(seq) as first, max(seq) as last, count(*) as plain,
           group_concat(subject_id, char(0), leaf order by seq separator '') as packed
         from ledger_entries where ${where}`
  const [row] = await rowsOf<Packed>({ dialect, connection }, sql, valuesOf(practice, range))
  const count = range.end - range.start
  const isWhole =
    row?.count === count &&
    Number(row.plain) === count &&
    row.first === range.start &&
    row.last === range.end - 1
  if (!isWhole) return null
  if (Buffer.isBuffer(row.packed)) return row.packed.toString('latin1')
  return typeof row.packed === 'string' ? row.packed : null
}

export function entryRows({ connection }: Store, practice: PracticeId, range: Range): Promise<EntryRow[]> {
  return connection('ledger_entries')
    .whereRaw(`${OF_PRACTICE}${fromOf(range)}`, valuesOf(practice, range).slice(0, -1))
    .orderBy('seq')
    .limit(range.end - range.start)
    .select<EntryRow[]>('seq', 'subject_id', 'leaf')
}

interface PackedContents {
  plain: unknown
  numbers: unknown
  lengths: unknown
  packed: unknown
}

/** The contents of a range in order; missing ones are left out. */
export async function contentRows(store: Store, practice: PracticeId, range: Range): Promise<ContentRow[]> {
  const where = `${OF_PRACTICE} and seq >= ? and seq < ?`
  const values = [practice, practice.length, range.start, range.end]
  const sql =
    store.dialect === 'sqlite'
      ? `select sum(typeof(seq) = 'integer' and typeof(sealed) = 'blob') = count(*) as plain,
           group_concat(seq) as numbers, group_concat(length(sealed)) as lengths,
           cast(group_concat(sealed, '') as blob) as packed
         from (select seq, sealed from ledger_contents where ${where} order by seq)`
      : `select 1 as plain, group_concat(seq order by seq) as numbers,
           group_concat(length(sealed) order by seq) as lengths,
           group_concat(sealed order by seq separator '') as packed
         from ledger_contents where ${where}`
  const [row] = await rowsOf<PackedContents>(store, sql, values)
  const unpacked = row === undefined ? null : unpackContents(row)
  if (unpacked !== null) return unpacked
  return store
    .connection('ledger_contents')
    .whereRaw(where, values)
    .orderBy('seq')
    .select<ContentRow[]>('seq', 'sealed')
}

function unpackContents({ plain, numbers, lengths, packed }: PackedContents): ContentRow[] | null {
  if (plain !== 1 || typeof numbers !== 'string' || typeof lengths !== 'string' || !Buffer.isBuffer(packed))
    return null
  const each = lengths.split(',').map(Number)
  const rows: ContentRow[] = []
  let at = 0
  for (const [index, seq] of numbers.split(',').entries()) {
    const end = at + (each[index] ?? Number.NaN)
    rows.push({ seq: Number(seq), sealed: packed.subarray(at, end) })
    at = end
  }
  // Cut off by the database where it is too long for it.
  return at === packed.length && rows.length === each.length ? rows : null
}

/** Rows of a statement in SQL. */
async function rowsOf<Row>(
  { dialect, connection }: Store,
  sql: string,
  values: readonly (string | number)[],
): Promise<Row[]> {
  if (dialect === 'sqlite') return (await connection.raw(sql, [...values])) as Row[]
  const [rows] = (await connection.raw(sql, [...values])) as [Row[]]
  return rows
}
