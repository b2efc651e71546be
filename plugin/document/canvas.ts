/** A page that is being drawn on. Everything on it belongs to an element of the structure, or is decoration. */
import { PDFName, PDFOperator, PDFOperatorNames } from 'pdf-lib'
import type { PDFPage } from 'pdf-lib'
import type { StructureElement } from './structure.js'

export interface Canvas {
  page: PDFPage
  /** Draws a piece of `element`. */
  piece: (element: StructureElement, draw: () => void) => void
  /** Draws what a reader of the text need not know of: lines, grounds, what was said already. */
  artifact: (draw: () => void, kind?: 'Layout' | 'Pagination') => void
}

export function canvasOf(page: PDFPage): Canvas {
  let pieces = 0
  return {
    page,
    piece: (element, draw) => {
      const id = pieces++
      element.kids.push({ page, id })
      marked(page, element.role, `/MCID ${id}`, draw)
    },
    artifact: (draw, kind = 'Layout') => {
      marked(page, 'Artifact', `/Type /${kind}`, draw)
    },
  }
}

/** The same page for something that stands there again, such as the head of a table that goes on. */
export const repeating = ({ page, artifact }: Canvas): Canvas => ({
  page,
  piece: (_, draw) => {
    artifact(draw, 'Pagination')
  },
  artifact,
})

/** @param properties as the page description writes them */
function marked(page: PDFPage, tag: string, properties: string, draw: () => void): void {
  page.pushOperators(
    PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [PDFName.of(tag), `<< ${properties} >>`]),
  )
  draw()
  page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent))
}
