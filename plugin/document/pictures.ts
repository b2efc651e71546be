/** Pictures and squares of modules (QR codes) as bands. */
import { rgb } from 'pdf-lib'
import type { PDFImage } from 'pdf-lib'
import type { SetBlock } from './blocks.js'
import type { Canvas } from './canvas.js'
import { BLACK } from './draw-text.js'
import { MILLIMETRE } from './sheet.js'
import type { Sheet } from './sheet.js'
import { element } from './structure.js'

/** A reader needs four light modules on every side of the symbol (ISO/IEC 18004). */
const QUIET_MODULES = 4
const WHITE = rgb(1, 1, 1)

export function modulesBand(
  sheet: Sheet,
  rows: readonly (readonly boolean[])[],
  sizeMillimetres: number,
  alternative: string,
): SetBlock {
  const side = Math.min(sizeMillimetres * MILLIMETRE, sheet.width)
  const module = side / (rows.length + 2 * QUIET_MODULES)
  const left = leftOf(sheet, side)
  return figure(alternative, { left, width: side, height: side }, ({ page }, top) => {
    page.drawRectangle({ x: left, y: top - side, width: side, height: side, color: WHITE })
    rows.forEach((row, y) => {
      for (const [x, length] of darkStretches(row)) {
        page.drawRectangle({
          x: left + (x + QUIET_MODULES) * module,
          y: top - (y + 1 + QUIET_MODULES) * module,
          width: length * module,
          height: module,
          color: BLACK,
        })
      }
    })
  })
}

/** Start and length of each unbroken dark stretch: neighbours in one rectangle leave no hair lines between them. */
function darkStretches(row: readonly boolean[]): [start: number, length: number][] {
  const stretches: [number, number][] = []
  row.forEach((dark, x) => {
    const last = stretches.at(-1)
    if (!dark) return
    if (last && last[0] + last[1] === x) last[1]++
    else stretches.push([x, 1])
  })
  return stretches
}

export function pictureBand(
  sheet: Sheet,
  image: PDFImage,
  widthMillimetres: number,
  alternative: string,
): SetBlock {
  const wanted = Math.min(widthMillimetres * MILLIMETRE, sheet.width)
  const scale = Math.min(wanted / image.width, (sheet.top - sheet.bottom) / image.height)
  const width = image.width * scale
  const height = image.height * scale
  const left = leftOf(sheet, width)
  return figure(alternative, { left, width, height }, ({ page }, top) => {
    page.drawImage(image, { x: left, y: top - height, width, height })
  })
}

function figure(
  alternative: string,
  { left, width, height }: { left: number; width: number; height: number },
  draw: (canvas: Canvas, top: number) => void,
): SetBlock {
  const picture = element('Figure', { alternative })
  return {
    elements: [picture],
    bands: [
      {
        height,
        space: false,
        keepWithNext: false,
        draw: (canvas, top) => {
          picture.box = [left, top - height, left + width, top]
          canvas.piece(picture, () => {
            draw(canvas, top)
          })
        },
      },
    ],
  }
}

function leftOf(sheet: Sheet, width: number): number {
  if (sheet.centred) return sheet.left + (sheet.width - width) / 2
  return sheet.direction === 'ltr' ? sheet.left : sheet.left + sheet.width - width
}
