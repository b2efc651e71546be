/**
 * What a form prints against what its blank printed, seen as a person sees it: each word of the blank must still
 * stand in its place, and near the consent it must be legible. A tick under other words is no consent to these (P-07).
 *
 * A word stands if the picture of its place is the same, or if the same word is printed there. Pictures alone would
 * take a substituted font for another wording; texts alone would not see what is white or covered.
 */
import type { PageSight, PrintedWord } from '../page-sight.js'
import type { ReviewReason } from '../consent-decision.js'

type Rect = readonly [number, number, number, number]

export interface PrintedPages {
  blank: PageSight
  filled: PageSight
  /** The boxes of the consent on the blank's page. */
  consent: readonly Rect[]
  /** Every control of the blank's page: what stands inside is filled in, not printed. */
  controls: readonly Rect[]
}

/** Points above and below the consent's box within which its wording stands. */
const NEAR = 240
/** Points above and below the box within which words may not be added to the wording. */
const ADJACENT = 120
/** Fewer words are a label, beside which something may be written. */
const WORDING_LINE = 3

export function doubtsOfPrint({ blank, filled, consent, controls }: PrintedPages): ReviewReason[] {
  const printed = blank.words.filter(
    ({ text, rect }) => /[\p{L}\p{N}]/u.test(text) && !isInside(rect, controls),
  )
  if (printed.length === 0) return []
  const doubts = new Set<ReviewReason>()
  let crossed = 0
  for (const word of printed) {
    const place = comparePlace(word.rect, blank, filled, controls)
    const isSame = place.differing <= SAME
    if (!isSame && !stands(word, filled.words)) doubts.add('wording_differs')
    if (!isNear(word.rect, consent, NEAR) || place.ink < LEAST_INK) continue
    if (place.kept < LEGIBLE || place.darkened > BLOTTED) doubts.add('wording_covered')
    else if (place.darkened > CROSSED) crossed += 1
  }
  if (crossed >= WORDING_LINE) doubts.add('wording_covered')
  if (hasAdditions(printed, filled.words, consent, controls)) doubts.add('wording_differs')
  return [...doubts]
}

const isNear = (rect: Rect, places: readonly Rect[], distance: number): boolean =>
  places.some((place) => rect[3] >= place[1] - distance && rect[1] <= place[3] + distance)

/** Whether the middle of a word lies within one of these places. */
function isInside(rect: Rect, places: readonly Rect[]): boolean {
  const [x, y] = [(rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2]
  return places.some((place) => x >= place[0] && x <= place[2] && y >= place[1] && y <= place[3])
}

/** Points that a word may have moved; producers cut runs elsewhere, so its place in the run is an estimate. */
const SIDEWAYS = 12
const UP_OR_DOWN = 3

/** Whether the word is printed at its place, by itself or as a part of a run that was cut otherwise. */
function stands({ text, rect }: PrintedWord, words: readonly PrintedWord[]): boolean {
  const wanted = letters(text)
  const onLine = words.filter((word) => isOnLine(word.rect, rect))
  if (onLine.some((word) => letters(word.text) === wanted && Math.abs(word.rect[0] - rect[0]) <= SIDEWAYS))
    return true
  const there = onLine
    .filter((word) => word.rect[2] >= rect[0] - SIDEWAYS && word.rect[0] <= rect[2] + SIDEWAYS)
    .sort((a, b) => a.rect[0] - b.rect[0])
  // A word of the line cannot stand for a part of itself: "unrichtig" is not "richtig".
  return there.some((_, from) => joins(there.slice(from), wanted))
}

/** Whether the first words of a line, one after the other, spell the wanted one. */
function joins(words: readonly PrintedWord[], wanted: string): boolean {
  let joined = ''
  for (const { text } of words) {
    joined += letters(text)
    if (joined === wanted) return true
    if (!wanted.startsWith(joined)) return false
  }
  return false
}

const letters = (text: string): string => text.normalize('NFKC').replace(/[\s\u00ad]/gu, '')

const isOnLine = (a: Rect, b: Rect): boolean => Math.abs(a[1] - b[1]) <= UP_OR_DOWN

/** Words beside or within sentences of the wording that the blank did not print, outside every control. */
function hasAdditions(
  printed: readonly PrintedWord[],
  words: readonly PrintedWord[],
  consent: readonly Rect[],
  controls: readonly Rect[],
): boolean {
  return words.some((word) => {
    if (!/[\p{L}\p{N}]/u.test(word.text) || isInside(word.rect, controls)) return false
    if (!isNear(word.rect, consent, ADJACENT)) return false
    const line = sentenceBeside(word, printed)
    return line.length >= WORDING_LINE && !stands(word, printed) && !isPartOf(word, line)
  })
}

/** Points between two words of a sentence, and between a sentence and what is added to it. */
const WORD_GAP = 15
const ADDED_GAP = 60

/** The words of the line that stand together nearest to a word. */
function sentenceBeside({ rect }: PrintedWord, printed: readonly PrintedWord[]): PrintedWord[] {
  const sentences: PrintedWord[][] = []
  const line = printed.filter((word) => isOnLine(word.rect, rect))
  for (const word of line.sort((a, b) => a.rect[0] - b.rect[0])) {
    const last = sentences.at(-1)
    const before = last?.at(-1)
    if (last !== undefined && before !== undefined && word.rect[0] - before.rect[2] <= WORD_GAP)
      last.push(word)
    else sentences.push([word])
  }
  const gap = (sentence: readonly PrintedWord[]): number =>
    Math.max((sentence[0]?.rect[0] ?? 0) - rect[2], rect[0] - (sentence.at(-1)?.rect[2] ?? 0))
  const beside = sentences.filter((sentence) => gap(sentence) <= ADDED_GAP)
  return beside.sort((a, b) => gap(a) - gap(b))[0] ?? []
}

/** A piece of a run that the blank printed in one: producers cut words between any two letters. */
const isPartOf = ({ text, rect }: PrintedWord, line: readonly PrintedWord[]): boolean =>
  line.some(
    (word) =>
      letters(word.text).includes(letters(text)) &&
      rect[0] >= word.rect[0] - SIDEWAYS &&
      rect[2] <= word.rect[2] + SIDEWAYS,
  )

interface PlaceComparison {
  /** Dark pixels of the blank. */
  ink: number
  /** Pixels that differ clearly, as a share of the blank's dark ones. */
  differing: number
  /** Share of the blank's dark pixels that are dark still, one pixel aside allowed. */
  kept: number
  /** Share of the blank's light pixels that have become dark. */
  darkened: number
}

/** Share of differing pixels up to which two pictures are the same drawing. */
const SAME = 0.08
const LEAST_INK = 6
/** Share of a word that must still be seen. */
const LEGIBLE = 0.8
/** Share of a word's ground that is dark: nothing can be read there. */
const BLOTTED = 0.5
/** A stroke through the middle of a word darkens more than this of its ground. */
const CROSSED = 0.08
const DARK = 150
const CLEARLY = 100

function comparePlace(
  rect: Rect,
  blank: PageSight,
  filled: PageSight,
  controls: readonly Rect[],
): PlaceComparison {
  const before = windowOf(blank, rect)
  const now = windowOf(filled, rect)
  let [ink, ground, differing, kept, darkened] = [0, 0, 0, 0, 0]
  for (let y = 0; y < before.height; y += 1) {
    for (let x = 0; x < before.width; x += 1) {
      if (isInside(before.place(x, y), controls)) continue
      const [was, is] = [before.at(x, y), now.at(x, y)]
      if (Math.abs(was - is) > CLEARLY) differing += 1
      if (was < DARK) {
        ink += 1
        if (darkestAround(now, x, y) < DARK) kept += 1
      } else {
        ground += 1
        if (is < DARK && darkestAround(before, x, y) >= DARK) darkened += 1
      }
    }
  }
  return {
    ink,
    differing: ink === 0 ? (differing === 0 ? 0 : 1) : differing / ink,
    kept: ink === 0 ? 1 : kept / ink,
    darkened: ground === 0 ? 0 : darkened / ground,
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
