/** The picture of the region around a control, which a person looks at to decide what the software could not. */
import type { PagePlace } from '../reader-task.js'
import type { Rect } from './plane.js'
import { boxOf, paintArea, withPainter } from './rendering.js'

/** Points around a control, so that the wording beside and above it can be read. */
const MARGIN_ABOVE = 130
const MARGIN_BELOW = 60
/** Points. A4 is 595 wide; wider pages are cut around the control. */
const WIDEST = 620
const PIXELS_WIDE = 1200
const SHARPEST = 2.5

/** A PNG of the region around a control, `null` if the file cannot be painted or has no such place. */
export function pictureOf(bytes: Uint8Array, { page: number, rect }: PagePlace): Promise<Uint8Array | null> {
  return withPainter(bytes, async (document) => {
    if (number < 1 || number > document.numPages) return null
    const page = await document.getPage(number)
    const area = regionAround(rect, boxOf(page))
    if (area === null) return null
    // The longer side counts, since a turned page shows the region's height as its width.
    const longer = Math.max(area[2] - area[0], area[3] - area[1])
    const canvas = await paintArea(page, area, Math.min(SHARPEST, PIXELS_WIDE / longer), true)
    return canvas.encode('png')
  })
}

function regionAround(rect: readonly number[], box: Rect): Rect | null {
  const [left = Number.NaN, bottom = Number.NaN, right = Number.NaN, top = Number.NaN] = rect
  const middle = (left + right) / 2
  const half = Math.max(WIDEST / 2, (right - left) / 2)
  const [from, to] =
    box[2] - box[0] <= WIDEST
      ? [box[0], box[2]]
      : [Math.max(box[0], middle - half), Math.min(box[2], middle + half)]
  const area: Rect = [from, Math.max(box[1], bottom - MARGIN_BELOW), to, Math.min(box[3], top + MARGIN_ABOVE)]
  const isOnPage = area[2] - area[0] >= 1 && area[3] - area[1] >= 1
  return isOnPage && right > box[0] && left < box[2] ? area : null
}
