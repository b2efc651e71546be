/** Breaks a text into lines of a given width and places its pieces. Pure but for the face, which only measures. */
import { levelsOf, visualRuns } from './direction.js'
import type { Direction, Levels } from './direction.js'
import type { Face } from './fonts.js'
import { printableText } from './printable-text.js'

/** One line: its pieces from left to right, each in one direction. Widths in points. */
export interface TextLine {
  runs: readonly { text: string; x: number }[]
  width: number
  /** Of the paragraph; a line from right to left starts at the right edge. */
  direction: Direction
}

export interface TextParagraph {
  /** As it is printed. */
  text: string
  lines: readonly TextLine[]
}

export interface TextSetting {
  face: Face
  /** Points. */
  size: number
  /** Room of the line in points. */
  width: number
  /** `auto` takes the direction of the first letter of each paragraph. */
  direction: Direction | 'auto'
}

/** Distance from one base line to the next, in points. */
export const lineHeight = (size: number): number => size * 1.35

/**
 * The lines of a text. Breaks at spaces, after hyphens and slashes between letters, and inside what is wider than a
 * line (a hash) at any character. Line feeds begin a new paragraph; an empty paragraph is an empty line.
 */
export const layOutText = (text: string, setting: TextSetting): TextLine[] =>
  layOutParagraphs(text, setting).flatMap(({ lines }) => lines)

/** The same, with each paragraph's lines by themselves. */
export function layOutParagraphs(text: string, setting: TextSetting): TextParagraph[] {
  return printableText(text, (codePoint) => setting.face.has(codePoint))
    .split('\n')
    .map((paragraph) => ({ text: paragraph, lines: layOutParagraph(paragraph, setting) }))
}

function layOutParagraph(paragraph: string, setting: TextSetting): TextLine[] {
  const levels = levelsOf(paragraph, setting.direction)
  const lines = breakLines(paragraph, setting)
  return lines.map(({ from, to }) => {
    const line = placeRuns(paragraph, levels, from, to, setting)
    // Where words end is said by spaces alone to whoever reads the text without looking at the page.
    return paragraph[to] === ' ' && to < paragraph.trimEnd().length ? withSpace(line, setting) : line
  })
}

/** A space beyond the line's end, where the next line would go on; it takes no room. */
function withSpace(line: TextLine, setting: TextSetting): TextLine {
  const { runs, width, direction } = line
  return direction === 'ltr'
    ? { ...line, runs: [...runs, { text: ' ', x: width }] }
    : { ...line, runs: [{ text: ' ', x: -widthOf(' ', setting) }, ...runs] }
}

interface Span {
  from: number
  to: number
}

function placeRuns(
  paragraph: string,
  levels: Levels,
  from: number,
  to: number,
  setting: TextSetting,
): TextLine {
  let x = 0
  const runs = visualRuns(paragraph, levels, from, to).map((text) => {
    const run = { text, x }
    x += widthOf(text, setting)
    return run
  })
  return { runs, width: x, direction: levels.direction }
}

function breakLines(paragraph: string, setting: TextSetting): Span[] {
  const lines: Span[] = []
  let from = 0
  let to = 0
  let used = 0
  for (const piece of breakablePieces(paragraph).flatMap((whole) =>
    piecesThatFit(paragraph, whole, setting),
  )) {
    const word = paragraph.slice(piece.from, piece.to)
    if (to > from && used + widthOf(word.trimEnd(), setting) > setting.width) {
      lines.push(trimEnd(paragraph, { from, to }))
      from = piece.from
      used = 0
    }
    to = piece.to
    used += widthOf(word, setting)
  }
  lines.push(trimEnd(paragraph, { from, to }))
  return lines
}

/** Words with the spaces that follow them, compounds cut after the hyphen; leading spaces are a piece of their own. */
function breakablePieces(paragraph: string): Span[] {
  let from = 0
  return (paragraph.match(/[^ ]+ *| +/g) ?? [])
    .flatMap((word) => word.split(/(?<=\p{L}[-/])(?=\p{L})/u))
    .map((piece) => ({ from, to: (from += piece.length) }))
}

const clusters = new Intl.Segmenter('und', { granularity: 'grapheme' })

function piecesThatFit(paragraph: string, whole: Span, setting: TextSetting): Span[] {
  const text = paragraph.slice(whole.from, whole.to)
  if (widthOf(text.trimEnd(), setting) <= setting.width) return [whole]
  const pieces: Span[] = []
  let from = whole.from
  let used = 0
  for (const { segment, index } of clusters.segment(text)) {
    const width = widthOf(segment, setting)
    const at = whole.from + index
    if (at > from && used + width > setting.width && segment !== ' ') {
      pieces.push({ from, to: at })
      from = at
      used = 0
    }
    used += width
  }
  pieces.push({ from, to: whole.to })
  return pieces
}

function trimEnd(paragraph: string, { from, to }: Span): Span {
  return { from, to: from + paragraph.slice(from, to).trimEnd().length }
}

const widthOf = (text: string, { face, size }: TextSetting): number => (face.shape(text).width * size) / 1000
