/**
 * What a form prints against what its blank printed, seen as a person sees it: each word of the blank must still
 * stand in its place, and near the consent it must be legible. A tick under other words is no consent to these (P-07).
 *
 * A word stands if the picture of its place is the same, or if the same word is printed there. Pictures alone would
 * take a substituted font for another wording; texts alone would not see what is white or covered.
 */
import type { ReviewReason } from '../consent-decision.js'
import type { PageSight, PrintedWord } from '../page-sight.js'
import { doubtsOfPicture } from './printed-picture.js'
import { comparePlace, isInside, type PlaceComparison, type Rect } from './printed-place.js'

export interface PrintedPages {
  blank: PageSight
  filled: PageSight
  /** The boxes of the consent on the blank's page. */
  consent: readonly Rect[]
  /** Every control of the blank's page: what stands inside is filled in, not printed. */
  controls: readonly Rect[]
  /** Where somebody typed a remark onto the filled page (FreeText). */
  remarks: readonly Rect[]
}

/** Points above and below the consent's box within which its wording stands. */
const NEAR = 240
/** Points above and below the box within which words may not be added to the wording. */
const ADJACENT = 120
/** Fewer words are a label, beside which something may be written. */
const WORDING_LINE = 3

export function doubtsOfPrint(pages: PrintedPages): ReviewReason[] {
  const { blank, filled, consent, controls, remarks } = pages
  const printed = blank.words.filter(
    ({ text, rect }) => /[\p{L}\p{N}]/u.test(text) && !isInside(rect, controls),
  )
  if (printed.length === 0) return doubtsOfPicture(pages)
  const doubts = new Set<ReviewReason>()
  let crossed = 0
  for (const word of printed) {
    const place = comparePlace(word.rect, blank, filled, controls, [0, 0])
    const standing = place.differing <= SAME ? undefined : standingFor(word, filled.words)
    const seen =
      standing === undefined ? place : bestPlace(place, word, standing, { blank, filled, controls })
    if (place.differing > SAME && !isPrintedThere(standing, seen)) doubts.add('wording_differs')
    if (!isNear(word.rect, consent, NEAR) || place.ink < LEAST_INK) continue
    if (seen.kept < LEGIBLE || seen.darkened > BLOTTED) doubts.add('wording_covered')
    else if (seen.crossed > CROSSED || seen.darkened > SCRIBBLED) crossed += 1
  }
  if (crossed >= WORDING_LINE) doubts.add('wording_covered')
  const lines = blank.words.filter(({ text }) => FILL_IN_LINE.test(text)).map(({ rect }) => rect)
  const added = filled.words.filter(
    (word) => /[\p{L}\p{N}]/u.test(word.text) && !isInside(word.rect, [...controls, ...lines.map(above)]),
  )
  const typed = remarks.filter((rect) => !isInside(rect, controls)).map((rect) => ({ rect }))
  if (added.some((word) => isAddition(word, printed, consent))) doubts.add('wording_differs')
  if (typed.some((remark) => isAtSentence(remark, printed, consent))) doubts.add('wording_differs')
  return [...doubts]
}

/** Share of differing pixels up to which two pictures are the same drawing. */
const SAME = 0.08
const LEAST_INK = 6
/** Share of a word that must still be seen. */
const LEGIBLE = 0.8
/** Share of a word's ground that is dark: nothing can be read there. */
const BLOTTED = 0.5
/** Share of a word's width that a stroke crosses at half its height. */
const CROSSED = 0.4
/** Share of a word's ground that strokes of any kind darken before it counts as crossed out. */
const SCRIBBLED = 0.08

/** The word itself, or, where rewriting lost the meaning of some letters, what has the others and looks alike. */
const isPrintedThere = (standing: Standing | undefined, seen: PlaceComparison): boolean =>
  standing !== undefined && (standing.isExact || (seen.kept >= 0.9 && seen.darkened <= 0.05))

/** The comparison where the word was, or where it stands now: whichever shows more of it. */
function bestPlace(
  unmoved: PlaceComparison,
  { rect }: PrintedWord,
  { moved }: Standing,
  { blank, filled, controls }: Pick<PrintedPages, 'blank' | 'filled' | 'controls'>,
): PlaceComparison {
  let best = unmoved
  // Where a word stands is known by its letters' number only, so the pixels around are tried, too.
  const step = 1 / filled.scale
  for (const dx of [0, -step, step])
    for (const dy of [0, -step, step]) {
      const place = comparePlace(rect, blank, filled, controls, [moved[0] + dx, moved[1] + dy])
      if (place.kept > best.kept) best = place
    }
  return best
}

const isNear = (rect: Rect, places: readonly Rect[], distance: number): boolean =>
  places.some((place) => rect[3] >= place[1] - distance && rect[1] <= place[3] + distance)

/** Points that a word may have moved; producers cut runs elsewhere, so its place in the run is an estimate. */
const SIDEWAYS = 12
const UP_OR_DOWN = 3

interface Standing {
  /** Points to the right and up. */
  moved: readonly [number, number]
  /** All letters are the same, not only those that could be read. */
  isExact: boolean
}

/** Where the word is printed near its place, by itself or as a part of a run that was cut otherwise. */
function standingFor({ text, rect }: PrintedWord, words: readonly PrintedWord[]): Standing | undefined {
  const wanted = letters(text)
  const onLine = words.filter((word) => isOnLine(word.rect, rect))
  const moved = (word: PrintedWord): Standing['moved'] => [word.rect[0] - rect[0], word.rect[1] - rect[1]]
  const near = onLine
    .filter((word) => Math.abs(word.rect[0] - rect[0]) <= SIDEWAYS)
    .sort((a, b) => Math.abs(a.rect[0] - rect[0]) - Math.abs(b.rect[0] - rect[0]))
  const same = near.find((word) => letters(word.text) === wanted)
  if (same !== undefined) return { moved: moved(same), isExact: true }
  const there = onLine
    .filter((word) => word.rect[2] >= rect[0] - SIDEWAYS && word.rect[0] <= rect[2] + SIDEWAYS)
    .sort((a, b) => a.rect[0] - b.rect[0])
  // A word of the line cannot stand for a part of itself: "unrichtig" is not "richtig".
  const first = there.find((_, from) => joins(there.slice(from), wanted))
  if (first !== undefined) return { moved: moved(first), isExact: true }
  const alike = near.find((word) => hasLostLetters(letters(word.text), wanted))
  return alike === undefined ? undefined : { moved: moved(alike), isExact: false }
}

/** Signs of scripts that no form here is written in, and those that mean nothing: traces of a lost encoding. */
const LOST = /[\p{Script=Han}\p{Script=Hangul}\p{Co}\p{Cn}\ufffd]/u

/** Each lost letter may have been three, and their number is bounded, since the pattern is an untrusted file's. */
const MOST_LOST = 4

/** Whether a text is the wanted one, up to letters whose meaning got lost; Ghostscript does so with ligatures. */
function hasLostLetters(text: string, wanted: string): boolean {
  const lost = Array.from(text).filter((letter) => LOST.test(letter)).length
  if (lost === 0 || lost > MOST_LOST || LOST.test(wanted)) return false
  const pattern = Array.from(text, (letter) => (LOST.test(letter) ? '.{1,3}' : escaped(letter))).join('')
  return new RegExp(`^${pattern}$`, 'u').test(wanted)
}

const escaped = (letter: string): string => letter.replace(/[\^$\\.*+?()[\]{}|/]/u, '\\$&')

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

/** Whether half of the lower one is as high as the other. */
const sharesLine = (a: Rect, b: Rect): boolean =>
  Math.min(a[3], b[3]) - Math.max(a[1], b[1]) >= Math.min(a[3] - a[1], b[3] - b[1]) / 2

/** Lines and dots to write on. */
const FILL_IN_LINE = /^[_.…·-]{3,}$/u
/** People write on a line, not in it. */
const above = ([left, bottom, right, top]: Rect): Rect => [left, bottom - 2, right, top + 4]

/** A word beside or within a sentence of the wording that the blank did not print. */
function isAddition(word: PrintedWord, printed: readonly PrintedWord[], consent: readonly Rect[]): boolean {
  return (
    isAtSentence(word, printed, consent) &&
    standingFor(word, printed) === undefined &&
    !printed.some((other) => standingFor(other, [word]) !== undefined) &&
    !isPartOf(word, sentenceBeside(word, printed))
  )
}

const isAtSentence = (
  word: { rect: Rect },
  printed: readonly PrintedWord[],
  consent: readonly Rect[],
): boolean => isNear(word.rect, consent, ADJACENT) && sentenceBeside(word, printed).length >= WORDING_LINE

/** Points between two words of a sentence, and between a sentence and what is added to it. */
const WORD_GAP = 15
const ADDED_GAP = 60

/** The words of the line that stand together nearest to a word. */
function sentenceBeside({ rect }: { rect: Rect }, printed: readonly PrintedWord[]): PrintedWord[] {
  const sentences: PrintedWord[][] = []
  const line = printed.filter((word) => sharesLine(word.rect, rect))
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
