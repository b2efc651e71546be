/** The place of one word, as the blank and the filled form show it: pictures of the two, pixel by pixel. */
import type { PageSight } from '../page-sight.js'

export type Rect = readonly [number, number, number, number]

/** Whether the middle of a word lies within one of these places. */
export function isInside(rect: Rect, places: readonly Rect[]): boolean {
  const [x, y] = [(rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2]
  return places.some((place) => x >= place[0] && x <= place[2] && y >= place[1] && y <= place[3])
}

export interface PlaceComparison {
  /** Dark pixels of the blank. */
  ink: number
  /** Pixels that differ clearly, as a share of the blank's dark ones. */
  differing: number
  /** Share of the blank's dark pixels that are dark still, one pixel aside allowed. */
  kept: number
  /** Share of the blank's light pixels that have become dark. */
  darkened: number
  /** Share of the width in which ground at half the height of the letters has become dark: a stroke goes through. */
  crossed: number
}

const DARK = 150
const CLEARLY = 100
/** From the top: the part of a word's height that lines through it take, but lines below it do not. */
const MIDDLE_FROM = 0.3
const MIDDLE_TO = 0.72

/** @param moved where to look in the filled page, in points to the right and up */
export function comparePlace(
  rect: Rect,
  blank: PageSight,
  filled: PageSight,
  controls: readonly Rect[],
  [right, up]: readonly [number, number],
): PlaceComparison {
  const before = windowOf(blank, rect)
  const now = windowOf(filled, [rect[0] + right, rect[1] + up, rect[2] + right, rect[3] + up])
  let [ink, ground, differing, kept, darkened] = [0, 0, 0, 0, 0]
  const openColumns = new Set<number>()
  const crossedColumns = new Set<number>()
  for (let y = 0; y < before.height; y += 1) {
    const isMiddle = y >= MIDDLE_FROM * before.height && y < MIDDLE_TO * before.height
    for (let x = 0; x < before.width; x += 1) {
      if (isInside(before.place(x, y), controls)) continue
      const [was, is] = [before.at(x, y), now.at(x, y)]
      if (Math.abs(was - is) > CLEARLY) differing += 1
      if (was < DARK) {
        ink += 1
        if (darkestAround(now, x, y) < DARK) kept += 1
      } else {
        ground += 1
        if (!isMiddle && is >= DARK) continue
        if (darkestAround(before, x, y) < DARK) continue
        if (isMiddle) openColumns.add(x)
        if (is >= DARK) continue
        darkened += 1
        if (isMiddle) crossedColumns.add(x)
      }
    }
  }
  return {
    ink,
    differing: ink === 0 ? (differing === 0 ? 0 : 1) : differing / ink,
    kept: ink === 0 ? 1 : kept / ink,
    darkened: ground === 0 ? 0 : darkened / ground,
    crossed: openColumns.size === 0 ? 0 : crossedColumns.size / openColumns.size,
  }
}

interface Window {
  width: number
  height: number
  /** 255, as paper, outside the page. */
  at(x: number, y: number): number
  /** Where the pixel lies on the page, as a rectangle without size. */
  place(x: number, y: number): Rect
}

function windowOf({ box, scale, width, height, grey }: PageSight, rect: Rect): Window {
  const left = Math.round((rect[0] - box[0]) * scale)
  const top = Math.round((box[3] - rect[3]) * scale)
  return {
    width: Math.max(1, Math.round((rect[2] - rect[0]) * scale)),
    height: Math.max(1, Math.round((rect[3] - rect[1]) * scale)),
    at: (x, y) =>
      left + x < 0 || left + x >= width || top + y < 0 || top + y >= height
        ? 255
        : (grey[(top + y) * width + left + x] ?? 255),
    place: (x, y) => {
      const [px, py] = [box[0] + (left + x) / scale, box[3] - (top + y) / scale]
      return [px, py, px, py]
    },
  }
}

function darkestAround(window: Window, x: number, y: number): number {
  let darkest = 255
  for (let dy = -1; dy <= 1; dy += 1)
    for (let dx = -1; dx <= 1; dx += 1) darkest = Math.min(darkest, window.at(x + dx, y + dy))
  return darkest
}
