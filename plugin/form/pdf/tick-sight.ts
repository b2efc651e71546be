/**
 * Whether a tick whose drawing is elaborate, or lies below something, can be seen. Its place is painted ticked, unticked
 * and without the box: seen is what is there neither without the tick nor without the box, since a box that is merely
 * missing its frame shows no tick.
 */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { ControlReading, Drawing, OnState, WidgetReading } from '../reading.js'
import { boundsOf, cornersOf } from './plane.js'
import { paintArea, withPainter } from './rendering.js'

/** Pixels a point. */
const SCALE = 3
/** Of 255: how much a pixel must differ to be seen, and the share of the box in which pixels must. */
const CLEARLY = 40
const LEAST_SHARE = 0.01
/** Of a page. */
const MOST_PIXELS = 4_500_000
/** Forms have fewer consents. */
const MOST_TICKS = 200

/** Replaces `elaborate` of the states that are on; the others show nothing now. */
export async function judgeByPainting(bytes: Uint8Array, controls: readonly ControlReading[]): Promise<void> {
  const ticks = controls
    .flatMap(({ widgets }) => widgets.flatMap((widget) => tickOf(widget) ?? []))
    .slice(0, MOST_TICKS)
  if (ticks.length === 0) return
  await withPainter(bytes, async (document) => {
    const ticked = await paintAll(document, ticks)
    for (const { id } of ticks) document.annotationStorage.setValue(id, { value: false })
    const unticked = await paintAll(document, ticks)
    for (const { id } of ticks) document.annotationStorage.setValue(id, { value: false, noView: true })
    const without = await paintAll(document, ticks)
    for (const tick of ticks)
      tick.state.drawing = isSeen(ticked.get(tick), unticked.get(tick), without.get(tick))
        ? 'drawn'
        : 'same_as_off'
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

/** Colours of the places, four bytes a pixel. A page is painted once, as far as the ticks on it reach. */
async function paintAll(
  document: PDFDocumentProxy,
  ticks: readonly Tick[],
): Promise<Map<Tick, Uint8ClampedArray>> {
  const painted = new Map<Tick, Uint8ClampedArray>()
  for (const number of new Set(ticks.map(({ page }) => page))) {
    const onPage = ticks.filter(({ page }) => page === number)
    const area = boundsOf(onPage.flatMap(({ rect }) => cornersOf(rect)))
    const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / ((area[2] - area[0]) * (area[3] - area[1]))))
    const context = (await paintArea(await document.getPage(number), area, scale, false)).getContext('2d')
    for (const tick of onPage) {
      const [left, bottom, right, top] = tick.rect
      const [x, y] = [Math.floor((left - area[0]) * scale), Math.floor((area[3] - top) * scale)]
      const [width, height] = [Math.ceil((right - left) * scale), Math.ceil((top - bottom) * scale)]
      painted.set(tick, context.getImageData(x, y, Math.max(1, width), Math.max(1, height)).data)
    }
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
