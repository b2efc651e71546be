/** A strip of the page as high as it says, which is never cut: one line of text, one line of a table row, a picture. */
import type { Canvas } from './canvas.js'

export interface Band {
  /** Points. */
  height: number
  /** White space at a place where a page may begin; left out there. */
  space: boolean
  /** Must not be the last on a page: a heading, the first lines of a paragraph. */
  keepWithNext: boolean
  /** Repeated at the top of a page that this band begins: the head of its table. */
  head?: readonly Band[]
  /** @param top upper edge, in points from the foot of the page */
  draw(canvas: Canvas, top: number): void
}

export const spaceBand = (height: number): Band => ({
  height,
  space: true,
  keepWithNext: false,
  draw: () => undefined,
})
