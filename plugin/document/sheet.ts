/** The measures of a page and of the type on it. All in points (1/72 inch), from the lower left corner. */
import type { Direction } from './direction.js'
import type { PrintableDocument } from './document.js'
import type { Faces } from './fonts.js'

export interface Sheet {
  pageWidth: number
  pageHeight: number
  left: number
  width: number
  top: number
  /** Nothing but the footer stands below. */
  bottom: number
  /** Of the document's own words: the first column of a table stands where reading begins. */
  direction: Direction
  faces: Faces
  type: TypeSizes
  centred: boolean
  /** Pages bear their number. */
  numbered: boolean
}

interface TypeSizes {
  heading: readonly [first: number, second: number]
  text: number
  table: number
  verbatim: number
  footer: number
}

export const MILLIMETRE = 72 / 25.4

const PAGES = { A4: [210, 297], A5: [148, 210] } as const
const TYPE: Record<'record' | 'poster', TypeSizes> = {
  record: { heading: [16, 11.5], text: 9.5, table: 8.5, verbatim: 7, footer: 7 },
  poster: { heading: [28, 17], text: 13, table: 11, verbatim: 8, footer: 9 },
}
const POSTER_ON_A5 = 0.75

export function sheetOf(document: PrintableDocument, direction: Direction, faces: Faces): Sheet {
  const [pageWidth, pageHeight] = PAGES[document.pageSize].map((side) => side * MILLIMETRE) as [
    number,
    number,
  ]
  const margin = (document.pageSize === 'A4' ? 20 : 14) * MILLIMETRE
  const poster = document.style === 'poster'
  const type = TYPE[document.style ?? 'record']
  return {
    pageWidth,
    pageHeight,
    left: margin,
    width: pageWidth - 2 * margin,
    top: pageHeight - margin,
    bottom: margin + 2 * type.footer,
    direction,
    faces,
    type: poster && document.pageSize === 'A5' ? scaled(type, POSTER_ON_A5) : type,
    centred: poster,
    numbered: !poster,
  }
}

function scaled(type: TypeSizes, by: number): TypeSizes {
  return {
    heading: [type.heading[0] * by, type.heading[1] * by],
    text: type.text * by,
    table: type.table * by,
    verbatim: type.verbatim,
    footer: type.footer,
  }
}
