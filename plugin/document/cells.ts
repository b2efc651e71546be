/** Rows of cells: tables, and names with their values. A row is one band per line of text, so that long rows break over pages. */
import { rgb } from 'pdf-lib'
import type { PDFPage } from 'pdf-lib'
import type { Band } from './band.js'
import { ascentOf, BLACK, drawLine } from './draw-text.js'
import type { Face } from './fonts.js'
import type { Sheet } from './sheet.js'
import { layOutText, lineHeight } from './text-layout.js'
import type { TextLine } from './text-layout.js'

const RULE = rgb(0.75, 0.75, 0.75)
const HEAD_GROUND = rgb(0.93, 0.93, 0.93)
const PADDING = 3
/** A row of at most so many lines is not broken. */
const UNBROKEN_LINES = 6

interface Column {
  left: number
  width: number
}

interface Cell {
  column: Column
  face: Face
  lines: readonly TextLine[]
}

export function tableBands(
  sheet: Sheet,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  shares: readonly number[] | undefined,
): Band[] {
  const columns = columnsOf(sheet, shares ?? head.map(() => 1))
  const headBands = rowBands(sheet, columns, head, [sheet.faces.bold], HEAD_GROUND).map((band) => ({
    ...band,
    keepWithNext: true,
  }))
  const body = rows.flatMap((row) => rowBands(sheet, columns, row, [sheet.faces.regular]))
  return [...headBands, ...body.map((band) => ({ ...band, head: headBands }))]
}

export function factBands(sheet: Sheet, facts: readonly (readonly [string, string])[]): Band[] {
  const columns = columnsOf(sheet, [27, 73])
  return facts.flatMap((fact) => rowBands(sheet, columns, fact, [sheet.faces.bold, sheet.faces.regular]))
}

/** Columns stand in the order of reading: from the right in a document written from right to left. */
function columnsOf(sheet: Sheet, shares: readonly number[]): Column[] {
  const total = shares.reduce((sum, share) => sum + share, 0)
  let used = 0
  return shares.map((share) => {
    const width = (share / total) * sheet.width
    const left = sheet.direction === 'ltr' ? sheet.left + used : sheet.left + sheet.width - used - width
    used += width
    return { left: left + PADDING, width: width - 2 * PADDING }
  })
}

function rowBands(
  sheet: Sheet,
  columns: readonly Column[],
  texts: readonly string[],
  faces: readonly Face[],
  ground?: ReturnType<typeof rgb>,
): Band[] {
  const size = sheet.type.table
  const cells = columns.map((column, index): Cell => {
    const face = faces[index] ?? faces[0] ?? sheet.faces.regular
    const setting = { face, size, width: column.width, direction: 'auto' as const }
    return { column, face, lines: layOutText(texts[index] ?? '', setting) }
  })
  const count = Math.max(...cells.map((cell) => cell.lines.length))
  return Array.from({ length: count }, (_, index) => {
    const above = index === 0 ? PADDING : 0
    const below = index === count - 1 ? PADDING : 0
    const height = above + lineHeight(size) + below
    return {
      height,
      space: false,
      keepWithNext: index < count - 1 && (count <= UNBROKEN_LINES || index === 0 || index === count - 2),
      draw: (page: PDFPage, top: number) => {
        if (ground) drawGround(page, sheet, top, height, ground)
        for (const { column, face, lines } of cells) {
          const line = lines[index]
          const baseline = top - above - ascentOf(face, size)
          if (line) drawLine(page, face, size, line, { ...column, baseline, align: 'start', colour: BLACK })
        }
        if (below > 0) drawRule(page, sheet, top - height)
      },
    }
  })
}

function drawGround(
  page: PDFPage,
  sheet: Sheet,
  top: number,
  height: number,
  color: ReturnType<typeof rgb>,
): void {
  page.drawRectangle({ x: sheet.left, y: top - height, width: sheet.width, height, color })
}

function drawRule(page: PDFPage, sheet: Sheet, y: number): void {
  const start = { x: sheet.left, y }
  page.drawLine({ start, end: { x: sheet.left + sheet.width, y }, thickness: 0.5, color: RULE })
}
