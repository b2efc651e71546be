/** The bytes of one export to a list of records, or why the file as a whole cannot be used. Pure. */
import type { HostProblem } from '../host.js'
import { decode, type CsvEncoding } from './decode.js'
import { findHeader, type Column, type ColumnMapping, type FoundHeader } from './header.js'
import { readRecords, type RecordKind, type Records } from './records.js'
import { namedDelimiter, readTable } from './table.js'

/** What German spreadsheets write first. */
const DELIMITERS = [';', '\t', ',', '|']

export interface ListFormat {
  delimiter: string | null
  encoding: CsvEncoding | null
  columns: ColumnMapping
}

export type ReadList<Item, Id> =
  | ({ kind: 'list' } & Records<Item, Id>)
  /** Nothing in the file can be used; what was last read stays. */
  | { kind: 'refused'; problem: HostProblem }

/**
 * @param file its name, for problems
 * @param layouts sets of columns, one of which the file must have
 */
export function readList<Item, Id>(
  file: string,
  bytes: Uint8Array,
  layouts: readonly (readonly Column[])[],
  kind: RecordKind<Item, Id>,
  format: ListFormat,
): ReadList<Item, Id> {
  const decoded = decode(bytes, format.encoding)
  if (decoded.kind === 'refused') return invalid(file, decoded.reason)
  // Without even a header this is no list of nobody, but a file that was just made or cut off.
  if (decoded.text.trim() === '') return invalid(file, 'empty')
  const { found, endsOpen } = findLayout(decoded.text, layouts, format)
  if (found.kind === 'missing')
    return {
      kind: 'refused',
      problem: { code: 'HOST_HEADER_UNKNOWN', details: { file, column: found.column } },
    }
  return { kind: 'list', ...readRecords(file, found.header, kind, endsOpen) }
}

const invalid = (file: string, reason: string): { kind: 'refused'; problem: HostProblem } => ({
  kind: 'refused',
  problem: { code: 'HOST_FILE_INVALID', details: { file, reason } },
})

interface Layout {
  found: FoundHeader
  endsOpen: boolean
}

/** The first delimiter with which the file has a header we know; else the one that comes nearest. */
function findLayout(text: string, layouts: readonly (readonly Column[])[], format: ListFormat): Layout {
  const given = format.delimiter ?? namedDelimiter(text)
  let nearest: Layout = { found: { kind: 'missing', column: '', matching: -1 }, endsOpen: false }
  for (const delimiter of given === null ? DELIMITERS : [given]) {
    const { rows, endsOpen } = readTable(text, delimiter)
    for (const columns of layouts) {
      const found = findHeader(rows, columns, format.columns)
      if (found.kind === 'found') return { found, endsOpen }
      if (nearest.found.kind === 'missing' && found.matching > nearest.found.matching)
        nearest = { found, endsOpen }
    }
  }
  return nearest
}
