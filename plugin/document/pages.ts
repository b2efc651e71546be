/** Distributes bands over pages and writes the footers. */
import { setImmediate } from 'node:timers/promises'
import type { PDFDocument, PDFPage } from 'pdf-lib'
import type { Band } from './band.js'
import { canvasOf, repeating } from './canvas.js'
import type { Direction } from './direction.js'
import { drawLine, GREY } from './draw-text.js'
import { pageNumberText } from './page-number.js'
import type { Sheet } from './sheet.js'
import { layOutText, lineHeight } from './text-layout.js'

/** A band and where it stands: the distance of its upper edge from the top of the text area, in points. */
interface PlacedBand {
  band: Band
  down: number
  /** The head of a table that began on an earlier page. */
  repeated: boolean
}

/**
 * Pages as lists of placed bands. A page is broken before a group of bands that keep together and do not fit; a group
 * higher than a page is broken where the page ends. Pure.
 * @param room height of the text area in points
 */
export function paginate(bands: readonly Band[], room: number): PlacedBand[][] {
  const pages: PlacedBand[][] = [[]]
  let used = 0
  const begin = (first: Band): void => {
    pages.push([])
    used = 0
    for (const band of first.head ?? []) place(band, true)
  }
  const place = (band: Band, repeated = false): void => {
    pages.at(-1)?.push({ band, down: used, repeated })
    used += band.height
  }
  for (const group of groupsKeptTogether(bands)) {
    const first = group.find((band) => !band.space)
    const height = group.reduce((sum, band) => sum + band.height, 0)
    if (used > 0 && used + height > room && first !== undefined) begin(first)
    for (const band of group) {
      if (band.space && used === 0) continue
      if (used > 0 && used + band.height > room && !band.space) begin(band)
      place(band)
    }
  }
  return pages
}

function groupsKeptTogether(bands: readonly Band[]): Band[][] {
  const groups: Band[][] = []
  let open: Band[] | undefined
  for (const band of bands) {
    if (open) open.push(band)
    else groups.push((open = [band]))
    if (!band.keepWithNext) open = undefined
  }
  return groups
}

export async function drawPages(
  pdf: PDFDocument,
  sheet: Sheet,
  bands: readonly Band[],
  footer: string,
  language: string,
): Promise<void> {
  const pages = paginate(bands, sheet.top - sheet.bottom)
  for (const [index, placed] of pages.entries()) {
    const page = pdf.addPage([sheet.pageWidth, sheet.pageHeight])
    const canvas = canvasOf(page)
    for (const { band, down, repeated } of placed)
      band.draw(repeated ? repeating(canvas) : canvas, sheet.top - down)
    canvas.artifact(() => {
      const number = sheet.numbered ? pageNumberText(language, index + 1, pages.length) : ''
      drawFooter(page, sheet, footer, number)
    }, 'Pagination')
    await setImmediate()
  }
}

/** The footer where reading begins, the page number at the other end, on one base line. */
function drawFooter(page: PDFPage, sheet: Sheet, footer: string, number: string): void {
  const { footer: size } = sheet.type
  const face = sheet.faces.regular
  const away: Direction = sheet.direction === 'ltr' ? 'rtl' : 'ltr'
  const numberLine = layOutText(number, { face, size, width: sheet.width, direction: sheet.direction })[0]
  const footerWidth = sheet.width - (numberLine?.width ?? 0) - size * 2
  const lines = layOutText(footer, { face, size, width: footerWidth, direction: sheet.direction })
  const place = { baseline: sheet.bottom - lineHeight(size) * 2, align: 'start', colour: GREY } as const
  const footerLeft = sheet.direction === 'ltr' ? sheet.left : sheet.left + sheet.width - footerWidth
  lines.forEach((line, index) => {
    const baseline = place.baseline - index * lineHeight(size)
    drawLine(page, face, size, line, { ...place, baseline, left: footerLeft, width: footerWidth })
  })
  if (!numberLine) return
  drawLine(
    page,
    face,
    size,
    { ...numberLine, direction: away },
    { ...place, left: sheet.left, width: sheet.width },
  )
}
