/**
 * Whether a tick whose drawing is elaborate, or lies below something, can be seen. Its place is painted ticked, unticked
 * and without the box: seen is what is there neither without the tick nor without the box, since a box that is merely
 * missing its frame shows no tick.
 */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { ControlReading, Drawing, OnState, WidgetReading } from '../reading.js'
import { paintArea, withPainter } from './rendering.js'

/** Pixels a point. */
const SCALE = 3
/** Of 255: how much a pixel must differ to be seen, and the share of the box in which pixels must. */
const CLEARLY = 40
const LEAST_SHARE = 0.01
/** Groups of more widgets are no consents. */
const MOST_WIDGETS = 40

/** Replaces `elaborate` of the states that are on; the others show nothing now. */
export async function judgeByPainting(bytes: Uint8Array, controls: readonly ControlReading[]): Promise<void> {
  const ticks = controls
    .flatMap(({ widgets }) => widgets.flatMap((widget) => tickOf(widget) ?? []))
    .slice(0, MOST_WIDGETS)
  if (ticks.length === 0) return
  await withPainter(bytes, async (document) => {
    const ticked = await paintAll(document, ticks)
    for (const { id } of ticks) document.annotationStorage.setValue(id, { value: false })
    const unticked = await paintAll(document, ticks)
    for (const { id } of ticks) document.annotationStorage.setValue(id, { value: false, noView: true })
    const without = await paintAll(document, ticks)
    for (const [i, { state }] of ticks.entries())
      state.drawing = isSeen(ticked[i], unticked[i], without[i]) ? 'drawn' : 'same_as_off'
  })
}

interface Tick {
  id: string
  page: number
  rect: [number, number, number, number]
  state: OnState
}

function tickOf({ id, page, rect, appearanceState, onStates, visibility }: WidgetReading): Tick | null {
  const state = onStates.find(({ name }) => name.bytes === appearanceState?.bytes)
  if (state === undefined || page === null || rect === null || visibility !== 'visible') return null
  return id !== 'direct' && state.drawing === ELABORATE ? { id, page, rect, state } : null
}

const ELABORATE: Drawing = 'elaborate'

/** Colours of the places, one after the other, four bytes a pixel. */
async function paintAll(document: PDFDocumentProxy, ticks: readonly Tick[]): Promise<Uint8ClampedArray[]> {
  const painted: Uint8ClampedArray[] = []
  for (const { page, rect } of ticks) {
    const canvas = await paintArea(await document.getPage(page), rect, SCALE, false)
    painted.push(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data)
  }
  return painted
}

function isSeen(
  ticked: Uint8ClampedArray = new Uint8ClampedArray(),
  ...others: readonly (Uint8ClampedArray | undefined)[]
): boolean {
  let seen = 0
  for (let at = 0; at < ticked.length; at += 4)
    if (others.every((other) => other !== undefined && differsAt(at, ticked, other))) seen += 1
  return seen > 0 && seen >= LEAST_SHARE * (ticked.length / 4)
}

const differsAt = (at: number, one: Uint8ClampedArray, other: Uint8ClampedArray): boolean =>
  [at, at + 1, at + 2].some((i) => Math.abs((one[i] ?? 0) - (other[i] ?? 0)) > CLEARLY)
