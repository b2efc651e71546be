/** The bytes of one export to a list of records, or why the file as a whole cannot be used. Pure. */
import type { HostProblem } from '../host.js'
import { decode, type CsvEncoding } from './decode.js'
import { findHeader, type Column, type ColumnMapping, type FoundHeader } from './header.js'
import { readRecords, type RecordKind, type Records } from './records.js'
import { namedDelimiter, readTable, type Table } from './table.js'

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
  const { found, table } = findLayout(decoded.text, layouts, format)
  if (found.kind === 'missing')
    return {
      kind: 'refused',
      problem: { code: 'HOST_HEADER_UNKNOWN', details: { file, column: found.column } },
    }
  return { kind: 'list', ...readRecords(file, found.header, kind, table.endsOpen) }
}

const invalid = (file: string, reason: string): { kind: 'refused'; problem: HostProblem } => ({
  kind: 'refused',
  problem: { code: 'HOST_FILE_INVALID', details: { file, reason } },
})

interface Layout {
  found: FoundHeader
  table: Table
}

/** The first delimiter with which the file has a header we know; else what the first one misses. */
function findLayout(text: string, layouts: readonly (readonly Column[])[], format: ListFormat): Layout {
  const given = format.delimiter ?? namedDelimiter(text)
  let first: Layout | undefined
  for (const delimiter of given === null ? DELIMITERS : [given]) {
    const table = readTable(text, delimiter)
    for (const columns of layouts) {
      const layout = { found: findHeader(table.rows, columns, format.columns), table }
      if (layout.found.kind === 'found') return layout
      first ??= layout
    }
  }
  return first ?? { found: { kind: 'missing', column: '' }, table: { rows: [], endsOpen: false } }
}
