/** Each kind of block as the bands it is printed in. */
import type { PDFDocument, PDFPage } from 'pdf-lib'
import { spaceBand } from './band.js'
import type { Band } from './band.js'
import { factBands, tableBands } from './cells.js'
import { directionOf } from './direction.js'
import type { Direction } from './direction.js'
import type { Block } from './document.js'
import { ascentOf, BLACK, drawLine } from './draw-text.js'
import type { Face } from './fonts.js'
import { modulesBand, pictureBand } from './pictures.js'
import type { Sheet } from './sheet.js'
import { layOutText, lineHeight } from './text-layout.js'

export async function bandsOf(block: Block, sheet: Sheet, pdf: PDFDocument): Promise<Band[]> {
  const { faces, type, direction } = sheet
  const gap = spaceBand(type.text * 0.7)
  switch (block.kind) {
    case 'heading': {
      const size = type.heading[block.level - 1] ?? type.text
      const lines = textBands(sheet, block.text, faces.bold, size, direction)
      return [
        spaceBand(type.text * (block.level === 1 ? 1.8 : 1)),
        ...lines.map((band) => ({ ...band, keepWithNext: true })),
        { ...spaceBand(type.text * 0.4), keepWithNext: true },
      ]
    }
    case 'paragraph': {
      const way = block.language === undefined ? direction : directionOf(block.language)
      return [...keptAtEnds(textBands(sheet, block.text, faces.regular, type.text, way)), gap]
    }
    case 'verbatim':
      return [...textBands(sheet, block.text, faces.mono, type.verbatim, 'ltr'), gap]
    case 'facts':
      return [...factBands(sheet, block.facts), gap]
    case 'table':
      return [...tableBands(sheet, block.head, block.rows, block.widths), gap]
    case 'modules':
      return [modulesBand(sheet, block.rows, block.sizeMillimetres), gap]
    case 'picture':
      return [pictureBand(sheet, await pdf.embedPng(block.png), block.widthMillimetres), gap]
  }
}

function textBands(sheet: Sheet, text: string, face: Face, size: number, direction: Direction): Band[] {
  const lines = layOutText(text, { face, size, width: sheet.width, direction })
  return lines.map((line) => ({
    height: lineHeight(size),
    space: false,
    keepWithNext: false,
    draw: (page: PDFPage, top: number) => {
      drawLine(page, face, size, line, {
        left: sheet.left,
        width: sheet.width,
        baseline: top - ascentOf(face, size),
        align: sheet.centred ? 'centre' : 'start',
        colour: BLACK,
      })
    },
  }))
}

/** No single line of a paragraph at the foot or at the top of a page. */
function keptAtEnds(bands: readonly Band[]): Band[] {
  return bands.map((band, index) => ({
    ...band,
    keepWithNext: bands.length > 1 && (index === 0 || index === bands.length - 2),
  }))
}
