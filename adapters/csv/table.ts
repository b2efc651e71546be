/** Text of an export to rows of cells, with the line each row begins on. Pure. */
import { parse } from 'csv-parse/sync'

export interface Row {
  /** 1-based line of the file. */
  line: number
  cells: string[]
  /** The cell in which a quotation mark opens that is never closed: from there on nothing can be trusted. */
  brokenAt: number | null
}

export interface Table {
  rows: Row[]
  /** The text ends without a line end, so its last row may have been cut off. */
  endsOpen: boolean
}

const SEPARATOR_LINE = /^"?sep=(.)"?[^\S\n]*\n/i

/** The delimiter that the file itself names in a first line `sep=;`. */
export function namedDelimiter(text: string): string | null {
  return SEPARATOR_LINE.exec(unixLines(text))?.[1] ?? null
}

const unixLines = (text: string): string => text.replace(/\r\n?/g, '\n')

/** @param delimiter one character */
export function readTable(text: string, delimiter: string): Table {
  const lines = unixLines(text)
  const named = SEPARATOR_LINE.exec(lines)
  const skipped = named === null ? 0 : 1
  const body = named === null ? lines : lines.slice(named[0].length)
  return {
    rows: readRows(body, delimiter, skipped).filter((row) => row.cells.some((cell) => cell.trim() !== '')),
    endsOpen: body !== '' && !body.endsWith('\n'),
  }
}

function readRows(text: string, delimiter: string, skippedLines: number): Row[] {
  const records = parseWhole(text, delimiter)
  if (records === null) return readLineByLine(text, delimiter, skippedLines)
  const rows: Row[] = []
  let line = skippedLines + 1
  for (const { record, lastLine } of records) {
    // A cell with both a line end and a delimiter is what a forgotten quotation mark makes of several rows.
    if (record.some((cell) => cell.includes('\n') && cell.includes(delimiter)))
      return readLineByLine(text, delimiter, skippedLines)
    rows.push({ line, cells: record, brokenAt: null })
    line = skippedLines + lastLine + 1
  }
  return rows
}

interface ParsedRecord {
  record: string[]
  lastLine: number
}

const OPTIONS = {
  record_delimiter: '\n',
  relax_column_count: true,
  relax_quotes: true,
} as const

/** `null` when a quotation mark is never closed. */
function parseWhole(text: string, delimiter: string): ParsedRecord[] | null {
  const records: ParsedRecord[] = []
  try {
    parse(text, {
      ...OPTIONS,
      delimiter,
      on_record: (record: string[], context) => {
        records.push({ record, lastLine: context.lines })
        return null
      },
    })
    return records
  } catch (error) {
    if (isUnclosedQuote(error)) return null
    throw error
  }
}

const isUnclosedQuote = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'CSV_QUOTE_NOT_CLOSED'

/** So that one forgotten quotation mark costs one line, not the rest of the file. */
function readLineByLine(text: string, delimiter: string, skippedLines: number): Row[] {
  return text.split('\n').map((content, index) => {
    const line = skippedLines + index + 1
    const parsed = parseWhole(content, delimiter)
    if (parsed !== null) return { line, cells: parsed[0]?.record ?? [], brokenAt: null }
    const cells = content.split(delimiter)
    return {
      line,
      cells: cells.map((cell) => cell.replace(/^\s*"|"\s*$/g, '')),
      brokenAt: cells.findIndex((cell) => /^\s*"(?!.*"\s*$)/.test(cell)),
    }
  })
}
