/** Which column of a file holds what: by the practice's own mapping, else by the names that exports use. Pure. */
import type { Row } from './table.js'

export interface Column {
  /** The name in the documentation and in the option `columns`. */
  name: string
  required: boolean
  synonyms: readonly string[]
}

/** Our column name to the host's header, or to a position (1 = first) in files without a header. */
export type ColumnMapping = Readonly<Record<string, string | number>>

export interface Header {
  /** Position of each column that is there. */
  positions: ReadonlyMap<string, number>
  /** The rows below the header. */
  rows: Row[]
  /** The header's own cells, by which a repeated header is known; `null` in files without one. */
  cells: readonly string[] | null
}

export type FoundHeader =
  | { kind: 'found'; header: Header }
  /** `matching`: how many columns the row that comes nearest has. */
  | { kind: 'missing'; column: string; matching: number }

/** Titles, dates and blank lines may stand above the header, but not this many. */
const ROWS_ABOVE = 30

/** One spelling for `Pat.-Nr`, `PAT_NR:` and `Patnr`, for `Fällig` and `Faellig`. */
export function headerKey(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

export function findHeader(
  rows: readonly Row[],
  columns: readonly Column[],
  mapping: ColumnMapping,
): FoundHeader {
  const byPosition = columns.filter((column) => typeof mapping[column.name] === 'number')
  if (byPosition.length > 0) return withoutHeader(rows, columns, mapping)
  let nearest: FoundHeader = {
    kind: 'missing',
    column: columns.find((column) => column.required)?.name ?? '',
    matching: 0,
  }
  for (const [index, row] of rows.slice(0, ROWS_ABOVE).entries()) {
    const positions = positionsIn(row, columns, mapping)
    const missing = columns.find((column) => column.required && !positions.has(column.name))
    if (missing === undefined)
      return { kind: 'found', header: { positions, rows: rows.slice(index + 1), cells: row.cells } }
    if (positions.size > nearest.matching)
      nearest = { kind: 'missing', column: missing.name, matching: positions.size }
  }
  return nearest
}

function withoutHeader(
  rows: readonly Row[],
  columns: readonly Column[],
  mapping: ColumnMapping,
): FoundHeader {
  const positions = new Map<string, number>()
  for (const { name } of columns) {
    const position = mapping[name]
    if (typeof position === 'number') positions.set(name, position - 1)
  }
  const missing = columns.find((column) => column.required && !positions.has(column.name))
  return missing === undefined
    ? { kind: 'found', header: { positions, rows: [...rows], cells: null } }
    : { kind: 'missing', column: missing.name, matching: positions.size }
}

function positionsIn(row: Row, columns: readonly Column[], mapping: ColumnMapping): Map<string, number> {
  const keys = row.cells.map(headerKey)
  const positions = new Map<string, number>()
  for (const column of columns) {
    const mapped = mapping[column.name]
    const names = typeof mapped === 'string' ? [mapped] : [column.name, ...column.synonyms]
    const position = names.map((name) => keys.indexOf(headerKey(name))).find((found) => found >= 0)
    if (position !== undefined) positions.set(column.name, position)
  }
  return positions
}
