/** Sets a consent block on an empty page: who, the wording, a yes and a no for each purpose, the date. */
import type { PDFDocument, PDFPage } from 'pdf-lib'
import type { Purpose } from '../../consent/purpose.js'
import { directionOf } from '../../document/direction.js'
import { ascentOf, BLACK, drawLine, GREY } from '../../document/draw-text.js'
import { embedFaces, type Face } from '../../document/fonts.js'
import { layOutText, lineHeight, type TextLine } from '../../document/text-layout.js'
import type { Rect } from '../pdf/plane.js'
import { addTextField, addYesNo, provideFonts } from './controls.js'
import type { BlockWords } from './words.js'

/** A line to write on: its control's name and the printed label. */
export interface WrittenField {
  name: string
  label: string
}

export interface ConsentBlock {
  words: BlockWords
  /** BCP 47; decides where reading begins. */
  language: string
  wording: string
  /** What the form does not ask for elsewhere. */
  person: readonly WrittenField[]
  purposes: readonly { purpose: Purpose; control: string }[]
  date: WrittenField
}

/** One part of the page, from top to bottom. */
interface Part {
  height: number
  draw: (top: number) => void
}

const MARGIN = 50
const SMALLEST_MARGIN = 24
const HEADING = 14
const LABEL = 8
const BOX = 12
/** Sizes of the wording from the best legible to the smallest that is still fair to read. */
const SIZES = [10, 9.5, 9, 8.5, 8] as const
/** Room for a box with its word. */
const ANSWER = 58
const FIELD = 18

/** @returns false if the page is too small for this wording; nothing is drawn then */
export async function drawConsentBlock(
  document: PDFDocument,
  page: PDFPage,
  block: ConsentBlock,
): Promise<boolean> {
  const { regular, bold } = await embedFaces(document)
  const { width, height } = page.getSize()
  const margin = Math.max(SMALLEST_MARGIN, Math.min(MARGIN, width * 0.085))
  const sheet: Sheet = {
    document,
    page,
    left: margin,
    width: width - 2 * margin,
    isRightToLeft: directionOf(block.language) === 'rtl',
    regular,
    bold,
  }
  for (const size of SIZES) {
    const parts = partsOf(sheet, block, size)
    const needed = parts.reduce((sum, part) => sum + part.height, 0)
    if (needed > height - 2 * margin) continue
    provideFonts(document)
    let top = height - margin
    for (const part of parts) {
      part.draw(top)
      top -= part.height
    }
    return true
  }
  return false
}

interface Sheet {
  document: PDFDocument
  page: PDFPage
  left: number
  width: number
  isRightToLeft: boolean
  regular: Face
  bold: Face
}

function partsOf(sheet: Sheet, block: ConsentBlock, size: number): Part[] {
  const { words, wording, person, purposes, date } = block
  return [
    textPart(sheet, sheet.bold, HEADING, words.heading, 8),
    ...fieldRows(sheet, person),
    space(person.length > 0 ? 6 : 0),
    ...wording
      .split(/\n{2,}/)
      .map((paragraph) => textPart(sheet, sheet.regular, size, paragraph.replace(/\n/g, ' '), size * 0.6)),
    space(6),
    ...purposes.map(({ purpose, control }) =>
      answerPart(sheet, words, words.purposes[purpose], control, size),
    ),
    textPart(sheet, sheet.regular, size, words.nothingTicked, 10),
    ...fieldRows(sheet, [date]),
  ]
}

const space = (height: number): Part => ({ height, draw: () => undefined })

function textPart(sheet: Sheet, face: Face, size: number, text: string, after: number): Part {
  const { left, width } = sheet
  const lines = setLines(sheet, face, size, text, width)
  return {
    height: lines.length * lineHeight(size) + after,
    draw: (top) => drawLines(sheet, face, size, lines, { left, width, top }),
  }
}

const setLines = (sheet: Sheet, face: Face, size: number, text: string, width: number): TextLine[] =>
  layOutText(text, { face, size, width, direction: sheet.isRightToLeft ? 'rtl' : 'ltr' })

function drawLines(
  { page }: Sheet,
  face: Face,
  size: number,
  lines: readonly TextLine[],
  { left, width, top, colour = BLACK }: { left: number; width: number; top: number; colour?: typeof BLACK },
): void {
  for (const [i, line] of lines.entries()) {
    const baseline = top - i * lineHeight(size) - ascentOf(face, size)
    drawLine(page, face, size, line, { left, width, baseline, align: 'start', colour })
  }
}

/** `from` points after the side where reading begins. */
function across(
  { left, width, isRightToLeft }: Sheet,
  from: number,
  wide: number,
): { left: number; width: number } {
  return { left: isRightToLeft ? left + width - from - wide : left + from, width: wide }
}

/** Yes, no, and what they are about; both answers look alike and cost one tick (P-06). */
function answerPart(sheet: Sheet, words: BlockWords, sentence: string, control: string, size: number): Part {
  const text = across(sheet, 2 * ANSWER + 8, sheet.width - 2 * ANSWER - 8)
  const lines = setLines(sheet, sheet.regular, size, sentence, text.width)
  const height = Math.max(BOX + 2, lines.length * lineHeight(size)) + 8
  return {
    height,
    draw: (top) => {
      // The box stands on the first line of the sentence, a little lower than its letters.
      const boxTop = top - (lineHeight(size) - BOX) / 2
      const boxes = [words.yes, words.no].map((word, i): Rect => {
        const box = across(sheet, i * ANSWER, BOX)
        const label = across(sheet, i * ANSWER + BOX + 5, ANSWER - BOX - 7)
        drawLines(sheet, sheet.regular, size, setLines(sheet, sheet.regular, size, word, label.width), {
          ...label,
          top,
        })
        return [box.left, boxTop - BOX, box.left + BOX, boxTop]
      })
      const [yes, no] = boxes
      if (yes !== undefined && no !== undefined)
        addYesNo(sheet.document, sheet.page, { name: control, label: sentence, yes, no })
      drawLines(sheet, sheet.regular, size, lines, { ...text, top })
    },
  }
}

/** Two fields a row, each with its label above a line. */
function fieldRows(sheet: Sheet, fields: readonly WrittenField[]): Part[] {
  const gap = 16
  const wide = (sheet.width - gap) / 2
  const rows: Part[] = []
  for (let i = 0; i < fields.length; i += 2) {
    const row = fields.slice(i, i + 2)
    rows.push({
      height: lineHeight(LABEL) + FIELD + 8,
      draw: (top) => {
        for (const [column, { name, label }] of row.entries()) {
          const place = across(sheet, column * (wide + gap), wide)
          const lines = setLines(sheet, sheet.regular, LABEL, label, wide)
          drawLines(sheet, sheet.regular, LABEL, lines, { ...place, top, colour: GREY })
          const bottom = top - lineHeight(LABEL) - FIELD
          const end = { x: place.left + wide, y: bottom }
          sheet.page.drawLine({ start: { x: place.left, y: bottom }, end, thickness: 0.6, color: GREY })
          addTextField(sheet.document, sheet.page, {
            name,
            label,
            rect: [place.left, bottom + 1, place.left + wide, bottom + FIELD],
          })
        }
      },
    })
  }
  return rows
}
