/** Each kind of block as the bands it is printed in, and as the elements that it is in the structure of the document. */
import type { PDFDocument } from 'pdf-lib'
import { spaceBand } from './band.js'
import type { Band } from './band.js'
import type { Canvas } from './canvas.js'
import { factBands, tableBands } from './cells.js'
import { directionOf } from './direction.js'
import type { Block } from './document.js'
import { ascentOf, BLACK, drawLine } from './draw-text.js'
import type { Face } from './fonts.js'
import { modulesBand, pictureBand } from './pictures.js'
import type { Sheet } from './sheet.js'
import type { Role, StructureElement } from './structure.js'
import { lineHeight } from './text-layout.js'
import { taggedText } from './text-pieces.js'

/** A verbatim text of at most so many lines is not broken: a proof is compared as a whole. */
const UNBROKEN_LINES = 30
const INTRODUCTION_LINES = 4

/** What one block comes to. */
export interface SetBlock {
  bands: Band[]
  elements: StructureElement[]
}

export async function setBlock(block: Block, sheet: Sheet, pdf: PDFDocument): Promise<SetBlock> {
  const { faces, type } = sheet
  const gap = spaceBand(type.text * 0.7)
  switch (block.kind) {
    case 'heading': {
      const face = faces.bold
      const size = type.heading[block.level - 1] ?? type.text
      const { bands, elements } = setText(sheet, block.text, { role: `H${block.level}`, face, size })
      return {
        bands: [
          { ...spaceBand(type.text * (block.level === 1 ? 1.8 : 1)), keepWithNext: true },
          ...bands.map((band) => ({ ...band, keepWithNext: true })),
          { ...spaceBand(type.text * 0.4), keepWithNext: true },
        ],
        elements,
      }
    }
    case 'paragraph': {
      const { language } = block
      const { bands, elements } = setText(sheet, block.text, {
        role: 'P',
        face: faces.regular,
        size: type.text,
        ...(language !== undefined && { language }),
      })
      return { bands: [...keptAtEnds(bands), gap], elements }
    }
    case 'verbatim': {
      const { bands, elements } = setText(sheet, block.text, {
        role: 'P',
        face: faces.mono,
        size: type.verbatim,
        direction: 'ltr',
      })
      const kept = bands.length <= UNBROKEN_LINES ? keptTogether(bands) : bands
      return { bands: [...kept, gap], elements }
    }
    case 'facts': {
      const { bands, elements } = factBands(sheet, block.facts)
      return { bands: [...(block.together === true ? keptTogether(bands) : bands), gap], elements }
    }
    case 'table':
      return withGap(tableBands(sheet, block.head, block.rows, block.widths), gap)
    case 'modules':
      return withGap(modulesBand(sheet, block.rows, block.sizeMillimetres, block.alternative), gap)
    case 'picture': {
      const image = await pdf.embedPng(block.png)
      return withGap(pictureBand(sheet, image, block.widthMillimetres, block.alternative), gap)
    }
  }
}

/** An introduction, the short paragraph between a heading and what it introduces, is not torn from either. */
export function asIntroduction({ bands, elements }: SetBlock): SetBlock {
  if (bands.length > INTRODUCTION_LINES + 1) return { bands, elements }
  return { bands: bands.map((band) => ({ ...band, keepWithNext: true })), elements }
}

const withGap = ({ bands, elements }: SetBlock, gap: Band): SetBlock => ({ bands: [...bands, gap], elements })

interface TextStyle {
  role: Role
  face: Face
  size: number
  /** Where it is not the document's own. */
  language?: string
  /** Where it does not follow from the language. */
  direction?: 'ltr'
}

function setText(sheet: Sheet, text: string, { role, face, size, language, ...style }: TextStyle): SetBlock {
  const ofLanguage = language === undefined ? sheet.direction : directionOf(language)
  const setting = { face, size, width: sheet.width, direction: style.direction ?? ofLanguage }
  const { lines, elements } = taggedText(text, setting, role, language)
  const bands = lines.map(({ line, element }) => ({
    height: lineHeight(size),
    space: false,
    keepWithNext: false,
    draw: ({ page, piece }: Canvas, top: number) => {
      if (line.runs.length === 0) return
      piece(element, () => {
        drawLine(page, face, size, line, {
          left: sheet.left,
          width: sheet.width,
          baseline: top - ascentOf(face, size),
          align: sheet.centred ? 'centre' : 'start',
          colour: BLACK,
        })
      })
    },
  }))
  return { bands, elements }
}

const keptTogether = (bands: readonly Band[]): Band[] =>
  bands.map((band, index) => ({ ...band, keepWithNext: index < bands.length - 1 }))

/** No single line of a paragraph at the foot or at the top of a page. */
function keptAtEnds(bands: readonly Band[]): Band[] {
  return bands.map((band, index) => ({
    ...band,
    keepWithNext: bands.length > 1 && (index === 0 || index === bands.length - 2),
  }))
}
