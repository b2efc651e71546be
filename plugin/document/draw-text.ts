/** Sets laid-out lines on a page. */
import {
  beginText,
  endText,
  popGraphicsState,
  PDFArray,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFOperator,
  PDFOperatorNames,
  pushGraphicsState,
  rgb,
  setFillingColor,
  setFontAndSize,
  setTextMatrix,
} from 'pdf-lib'
import type { Color, PDFPage } from 'pdf-lib'
import type { Face } from './fonts.js'
import { lineHeight } from './text-layout.js'
import type { TextLine } from './text-layout.js'

export const BLACK = rgb(0, 0, 0)
export const GREY = rgb(0.35, 0.35, 0.35)

/** Glyph codes are two bytes, written in hexadecimal. */
const CODE_DIGITS = 4
/** Thousandths of the type size. */
const NEGLIGIBLE = 0.01

export interface Place {
  /** Left edge of the line's room and its width, in points from the left of the page. */
  left: number
  width: number
  /** Base line, in points from the foot of the page. */
  baseline: number
  align: 'start' | 'centre'
  colour: Color
}

/** How far below the top of a line of this size its base line lies, in points. */
export function ascentOf(face: Face, size: number): number {
  const ink = ((face.ascent - face.descent) * size) / 1000
  return (lineHeight(size) - ink) / 2 + (face.ascent * size) / 1000
}

export function drawLine(page: PDFPage, face: Face, size: number, line: TextLine, place: Place): void {
  const spare = place.width - line.width
  const offset = place.align === 'centre' ? spare / 2 : line.direction === 'rtl' ? spare : 0
  if (line.runs.length === 0) return
  const key = fontKey(page, face)
  page.pushOperators(
    pushGraphicsState(),
    beginText(),
    setFillingColor(place.colour),
    setFontAndSize(key, size),
    ...line.runs.flatMap((run) => [
      setTextMatrix(1, 0, 0, 1, place.left + offset + run.x, place.baseline),
      showRun(page, face, run.text),
    ]),
    endText(),
    popGraphicsState(),
  )
}

/** The glyphs of one piece with the steps of the pen between them where these differ from the glyphs' own widths. */
function showRun(page: PDFPage, face: Face, text: string): PDFOperator {
  const codes = face.font.encodeText(text).asString()
  const items = PDFArray.withContext(page.doc.context)
  let unshown = ''
  const show = (): void => {
    if (unshown !== '') items.push(PDFHexString.of(unshown))
    unshown = ''
  }
  const move = (thousandths: number): void => {
    if (Math.abs(thousandths) < NEGLIGIBLE) return
    show()
    items.push(PDFNumber.of(-thousandths))
  }
  face.shape(text).glyphs.forEach((glyph, index) => {
    move(glyph.right)
    unshown += codes.slice(index * CODE_DIGITS, (index + 1) * CODE_DIGITS)
    move(glyph.advance - glyph.natural - glyph.right)
  })
  show()
  return PDFOperator.of(PDFOperatorNames.ShowTextAdjusted, [items])
}

const keys = new WeakMap<PDFPage, Map<Face, PDFName>>()

/** The name under which a page knows a face; asked for once a page. */
function fontKey(page: PDFPage, face: Face): PDFName {
  const known = keys.get(page) ?? new Map<Face, PDFName>()
  keys.set(page, known)
  const key = known.get(face) ?? page.node.newFontDictionary(face.font.name, face.font.ref)
  known.set(face, key)
  return key
}
