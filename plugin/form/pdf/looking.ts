/** Looks at pages as a reader does: the printed words with their places, and the picture they are part of. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PageSight, PrintedWord } from '../page-sight.js'
import { apply, boundsOf, cornersOf, toMatrix, type Matrix } from './plane.js'
import { boxOf, paintArea, withPainter } from './rendering.js'

/** Pixels a point: letters of 8 points are then readable. */
const SCALE = 2
/** Of a page; an A4 page has two million at full scale. */
const MOST_PIXELS = 2_200_000
const MOST_WORDS = 20_000

/** In the order asked for; `null` if the file cannot be painted or lacks a page. */
export function lookAt(bytes: Uint8Array, pages: readonly number[]): Promise<PageSight[] | null> {
  return withPainter(bytes, async (document) => {
    const sights: PageSight[] = []
    for (const number of pages) sights.push(await sightOf(await document.getPage(number), number))
    return sights
  })
}

async function sightOf(page: PDFPageProxy, number: number): Promise<PageSight> {
  const box = boxOf(page)
  const area = Math.max(1, (box[2] - box[0]) * (box[3] - box[1]))
  const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / area))
  const words = await printedWords(page)
  const canvas = await paintArea(page, box, scale, false)
  const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  return { page: number, box, words, scale, width, height, grey: toGrey(data) }
}

/** Rec. 601 luma, which is how bright a colour looks. */
function toGrey(rgba: Uint8ClampedArray): Uint8Array {
  const grey = new Uint8Array(rgba.length >> 2)
  for (let i = 0; i < grey.length; i += 1) {
    const [red = 0, green = 0, blue = 0] = [rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]]
    grey[i] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue)
  }
  return grey
}

async function printedWords(page: PDFPageProxy): Promise<PrintedWord[]> {
  const { items } = await page.getTextContent()
  const words: PrintedWord[] = []
  for (const item of items) {
    if (words.length >= MOST_WORDS) break
    if (!('str' in item) || item.str.trim() === '') continue
    words.push(...wordsOf(item.str, toMatrix(item.transform.map(Number)), item.width))
  }
  return words
}

/** Share of the font size above and below the base line. */
const ASCENT = 0.75
const DESCENT = 0.2

/** The words of a run; where each stands in it is estimated by the number of letters. */
function wordsOf(run: string, [a, b, c, d, e, f]: Matrix, width: number): PrintedWord[] {
  const [along, across] = [Math.hypot(a, b) || 1, Math.hypot(c, d) || 1]
  const toPage: Matrix = [a / along, b / along, c / across, d / across, e, f]
  return [...run.matchAll(/\S+/gu)].map((match) => {
    const from = (width * match.index) / run.length
    const to = (width * (match.index + match[0].length)) / run.length
    const corners = cornersOf([from, -DESCENT * across, to, ASCENT * across])
    return {
      text: match[0].normalize('NFC'),
      rect: boundsOf(corners.map((corner) => apply(toPage, corner))),
    }
  })
}
