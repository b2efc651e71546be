/** What a content stream paints with: colours, transparency, type, and where it may paint (ISO 32000-2, 8.4). */
import type { PDFDict } from 'pdf-lib'
import type { Operand } from './content.js'
import { dictEntry, numberEntry } from './objects.js'
import type { Matrix, Rect } from './plane.js'

export interface Colour {
  /** Components, after the name of a colour space that is not the device's. */
  text: string
  isPaper: boolean
  alpha: number
  isDevice: boolean
}

export interface Pen {
  transform: Matrix
  clip: Rect
  fill: Colour
  stroke: Colour
  font: string
  fontSize: number
  invisibleText: boolean
}

/** Below this share of black a tint is paper. */
export const FAINTEST = 0.03
const DEVICE_SPACES = new Set(['DeviceGray', 'DeviceRGB', 'DeviceCMYK', 'G', 'RGB', 'CMYK'])

const BLACK: Colour = { text: '0', isPaper: false, alpha: 1, isDevice: true }

export const newPen = (transform: Matrix, clip: Rect): Pen => ({
  transform,
  clip,
  fill: BLACK,
  stroke: BLACK,
  font: '',
  fontSize: 0,
  invisibleText: false,
})

/** In colour spaces of its own a full tint may be black, so only the device's colours can be called white. */
export function coloured(colour: Colour, numbers: number[]): Colour {
  const white = numbers.length === 4 ? 0 : 1
  const isPaper = colour.isDevice && numbers.every((n) => Math.abs(n - white) <= FAINTEST)
  return { ...colour, text: `${colour.isDevice ? '' : 'other '}${numbers.join(' ')}`, isPaper }
}

export const isDeviceSpace = (operand: Operand | undefined): boolean =>
  operand?.kind === 'name' && DEVICE_SPACES.has(operand.value)

export function setAlpha(pen: Pen, resources: PDFDict | undefined, operand: Operand | undefined): void {
  const states = resources === undefined ? undefined : dictEntry(resources, 'ExtGState')
  const state =
    states === undefined || operand?.kind !== 'name' ? undefined : dictEntry(states, operand.value)
  if (state === undefined) return
  pen.fill = { ...pen.fill, alpha: numberEntry(state, 'ca') ?? pen.fill.alpha }
  pen.stroke = { ...pen.stroke, alpha: numberEntry(state, 'CA') ?? pen.stroke.alpha }
}
