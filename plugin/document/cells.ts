/** Rows of cells: tables, and names with their values. A row is one band per line of text, so that long rows break over pages. */
import { rgb } from 'pdf-lib'
import type { PDFPage } from 'pdf-lib'
import type { Band } from './band.js'
import type { SetBlock } from './blocks.js'
import type { Canvas } from './canvas.js'
import { ascentOf, BLACK, drawLine } from './draw-text.js'
import type { Face } from './fonts.js'
import type { Sheet } from './sheet.js'
import { element } from './structure.js'
import type { StructureElement } from './structure.js'
import { lineHeight } from './text-layout.js'
import type { TextLine } from './text-layout.js'
import { taggedCell } from './text-pieces.js'
import type { TaggedLine } from './text-pieces.js'

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
  lines: readonly TaggedLine[]
}

/** The faces of its cells, from the first on, and what they are; the last holds for all that follow. */
interface RowStyle {
  cells: readonly { face: Face; element: () => StructureElement }[]
  ground?: ReturnType<typeof rgb>
}

export function tableBands(
  sheet: Sheet,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  shares: readonly number[] | undefined,
): SetBlock {
  const columns = columnsOf(sheet, shares ?? head.map(() => 1))
  const { bold, regular } = sheet.faces
  const headRow = setRow(sheet, columns, head, {
    cells: [{ face: bold, element: () => element('TH', { scope: 'Column' }) }],
    ground: HEAD_GROUND,
  })
  const headBands = headRow.bands.map((band) => ({ ...band, keepWithNext: true }))
  const style = { cells: [{ face: regular, element: () => element('TD') }] }
  const body = rows.map((row) => setRow(sheet, columns, row, style))
  return {
    bands: [
      ...headBands,
      ...keptAtEnds(body.map(({ bands }) => bands)).map((band) => ({ ...band, head: headBands })),
    ],
    elements: [
      element(
        'Table',
        {},
        [headRow, ...body].map((row) => row.element),
      ),
    ],
  }
}

/** No single row below the head of a table at the foot of a page, and none alone at the top of one. */
const keptAtEnds = (rows: readonly (readonly Band[])[]): Band[] =>
  rows.flatMap((bands, row) =>
    row < rows.length - 1 && (row === 0 || row === rows.length - 2)
      ? bands.map((band, line) => (line === bands.length - 1 ? { ...band, keepWithNext: true } : band))
      : bands,
  )

/** To the structure of the document a table of two columns, whose rows begin with their head. */
export function factBands(sheet: Sheet, facts: readonly (readonly [string, string])[]): SetBlock {
  const columns = columnsOf(sheet, [27, 73])
  const { bold, regular } = sheet.faces
  const style = {
    cells: [
      { face: bold, element: () => element('TH', { scope: 'Row' }) },
      { face: regular, element: () => element('TD') },
    ],
  }
  const rows = facts.map((fact) => setRow(sheet, columns, fact, style))
  return {
    bands: rows.flatMap(({ bands }) => bands),
    elements: [
      element(
        'Table',
        {},
        rows.map((row) => row.element),
      ),
    ],
  }
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

function setRow(
  sheet: Sheet,
  columns: readonly Column[],
  texts: readonly string[],
  { cells: styles, ground }: RowStyle,
): { bands: Band[]; element: StructureElement } {
  const size = sheet.type.table
  const row = element('TR')
  const cells = columns.flatMap((column, index): Cell[] => {
    const style = styles[index] ?? styles.at(-1)
    if (!style) return []
    const { face } = style
    const cell = style.element()
    row.kids.push(cell)
    const setting = { face, size, width: column.width, direction: 'auto' as const }
    return [{ column, face, lines: taggedCell(texts[index] ?? '', setting, cell) }]
  })
  const count = Math.max(1, ...cells.map((cell) => cell.lines.length))
  // A single word of the other direction, a name, stands where the column begins; a text stands at its own edge.
  const aligned = (line: TextLine): TextLine => (count === 1 ? { ...line, direction: sheet.direction } : line)
  const bands = Array.from({ length: count }, (_, index) => {
    const above = index === 0 ? PADDING : 0
    const below = index === count - 1 ? PADDING : 0
    const height = above + lineHeight(size) + below
    return {
      height,
      space: false,
      keepWithNext: index < count - 1 && (count <= UNBROKEN_LINES || index === 0 || index === count - 2),
      draw: ({ page, piece, artifact }: Canvas, top: number) => {
        if (ground) {
          artifact(() => {
            drawGround(page, sheet, top, height, ground)
          })
        }
        for (const { column, face, lines } of cells) {
          const tagged = lines[index]
          if (!tagged || tagged.line.runs.length === 0) continue
          const baseline = top - above - ascentOf(face, size)
          piece(tagged.element, () => {
            drawLine(page, face, size, aligned(tagged.line), {
              ...column,
              baseline,
              align: 'start',
              colour: BLACK,
            })
          })
        }
        if (below > 0) {
          artifact(() => {
            drawRule(page, sheet, top - height)
          })
        }
      },
    }
  })
  return { bands, element: row }
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
