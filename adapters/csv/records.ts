/** Rows of a file to records: ids, duplicates, broken lines, lines that are no records. Pure. */
import { isDeepStrictEqual } from 'node:util'
import { RecallError } from '../../plugin/errors.js'
import type { Completeness, HostList, HostProblem } from '../host.js'
import { refused, type Read } from './date.js'
import type { Header } from './header.js'
import { headerKey } from './header.js'
import type { Row } from './table.js'

/** The cleaned text of a column; empty where the file has no such column. */
export type Cells = (column: string) => string

/** A value that cannot be used, and the column it stands in. */
export interface Refusal {
  kind: 'refused'
  column: string
  reason: string
}

/** A record, and what is to be said about it although it can be used. */
export interface Accepted<Item> {
  kind: 'item'
  item: Item
  remarks: { column: string; reason: string }[]
}

export interface RecordKind<Item, Id> {
  idColumn: string
  patientColumn: string
  toId(text: string): Id
  read(id: Id, cells: Cells): Accepted<Item> | Refusal
}

export interface Records<Item, Id> {
  list: HostList<Item, Id>
  problems: HostProblem[]
}

/** Sums, page numbers and the like, as printed lists end with. */
const FOOTER = /^(?:summen?|gesamt|anzahl|seite|total|ende)(?=\W|\d|$)/i

/** A spreadsheet that took the number for a quantity has destroyed its digits. */
const SPREADSHEET_DAMAGE = /^\d(?:[.,]\d+)?E\+\d+$/i

/**
 * @param file its name, for problems
 * @param cutOff the last row may be incomplete, because the file ends without a line end
 */
export function readRecords<Item, Id>(
  file: string,
  header: Header,
  kind: RecordKind<Item, Id>,
  cutOff: boolean,
): Records<Item, Id> {
  const problems: HostProblem[] = []
  const items = new Map<Id, Item>()
  const unreadable = new Set<Id>()
  let completeness: Completeness = 'snapshot'
  const invalid = (line: number, column: string, reason: string): void => {
    problems.push({ code: 'HOST_LINE_INVALID', details: { file, line, column, reason } })
  }
  const rows = header.rows.filter((row) => !isFurniture(row, header))
  for (const row of rows) {
    const cells: Cells = (column) => cleaned(row.cells[header.positions.get(column) ?? -1] ?? '')
    const id = readId(cells(kind.idColumn), (text) => kind.toId(text))
    if (id.kind === 'refused') {
      invalid(row.line, kind.idColumn, id.reason)
      // A patient's record is there, but which one cannot be said: nothing may count as missing from this list.
      if (cells(kind.patientColumn) !== '') completeness = 'changes'
      continue
    }
    const incomplete = cutOff && row === rows.at(-1) && isShort(row, header)
    if (incomplete) completeness = 'changes'
    const outcome = incomplete
      ? { ...refused('cut_off'), column: lastColumn(header) }
      : row.brokenAt !== null
        ? { ...refused('quote_not_closed'), column: columnAt(header, row.brokenAt) }
        : hasTooManyCells(row, header)
          ? { ...refused('too_many_cells'), column: lastColumn(header) }
          : kind.read(id.value, cells)
    if (outcome.kind === 'refused') {
      invalid(row.line, outcome.column, outcome.reason)
      unreadable.add(id.value)
      continue
    }
    for (const { column, reason } of outcome.remarks) invalid(row.line, column, reason)
    const before = items.get(id.value)
    if (before !== undefined && !isDeepStrictEqual(before, outcome.item)) {
      invalid(row.line, kind.idColumn, 'contradicts_other_line')
      unreadable.add(id.value)
    }
    items.set(id.value, outcome.item)
  }
  for (const id of unreadable) items.delete(id)
  return {
    list: { completeness, items: [...items.values()], gone: [], unreadable: [...unreadable] },
    problems,
  }
}

/** The number of a record, its own or that of another one it names. */
export function readId<Id>(text: string, toId: (text: string) => Id): Read<Id> {
  if (text === '') return refused('empty')
  if (SPREADSHEET_DAMAGE.test(text)) return refused('spreadsheet_damage')
  try {
    return { kind: 'read', value: toId(text) }
  } catch (error) {
    if (error instanceof RecallError) return refused('not_an_id')
    throw error
  }
}

/** Repeated headers and footers of printed lists. */
function isFurniture(row: Row, header: Header): boolean {
  const filled = row.cells.filter((cell) => cell.trim() !== '')
  if (filled.length <= 2 && FOOTER.test(filled[0]?.trim() ?? '')) return true
  return (
    header.cells !== null &&
    row.cells.length === header.cells.length &&
    row.cells.every((cell, index) => headerKey(cell) === headerKey(header.cells?.[index] ?? ''))
  )
}

/** One form of umlauts; without what spreadsheets wrap around text (`="0171"`, `'0171`) and hard blanks. */
function cleaned(cell: string): string {
  return cell
    .normalize('NFC')
    .replace(/\u00a0/g, ' ')
    .trim()
    .replace(/^="(.*)"$/s, '$1')
    .replace(/^'/, '')
    .trim()
}

const isShort = (row: Row, header: Header): boolean =>
  row.brokenAt !== null ||
  row.cells.length < (header.cells?.length ?? Math.max(...header.positions.values()) + 1)

/** A delimiter inside a cell without quotation marks has shifted everything behind it. */
const hasTooManyCells = (row: Row, header: Header): boolean =>
  header.cells !== null && row.cells.slice(header.cells.length).some((cell) => cell.trim() !== '')

const lastColumn = (header: Header): string => columnAt(header, Math.max(...header.positions.values()))

/** Our name of the column at a position, or of the nearest before it. */
function columnAt(header: Header, position: number): string {
  const before = [...header.positions].filter(([, at]) => at <= position).sort((a, b) => b[1] - a[1])
  return before[0]?.[0] ?? ''
}
