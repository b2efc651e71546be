/** A text in its sentences, and as words in one spelling. Pure. */
import { plainWords } from '../../../whatsapp/plain-words.js'

/** Stands between sentences. */
export const END = '¶'

/** Of a line that was broken because it was full; shorter ones were meant to end. */
const FULL_LINE = 50
/** Letters and signs that a line broken inside a sentence may go on with; not the mark of a list. */
const GOES_ON = /^[\p{L}\p{N}(„“"«]/u
/** Points that end no sentence: `z. B.`, `m. W. f. d.`, `Art. 6`, `Dr. Muster`, `Ltd. (Dublin)`. */
const ABBREVIATED =
  /(?:(?<!\p{L})\p{L}|\b(?:Abs|Art|Dr|Dres|Inc|Ltd|Nr|No|Prof|Str|Tel|bzw|dent|etc|ggf|lit|med))\.$/iu

/** The text as words in one spelling, its sentences apart. A question and its answer are one. */
export const plainSentences = (text: string): string =>
  sentences(text)
    .map(plainText)
    .filter((sentence) => sentence !== '')
    .join(` ${END} `)

export const plainText = (text: string): string => plainWords(text.replace(/['’‘`´ʼ＇]/gu, ' ')).join(' ')

export function sentences(text: string): string[] {
  const pieces = unwrapped(text).match(/[^\n.!;؛]*(?:[.!;؛]+|\n|$)/gu) ?? []
  const found: string[] = []
  let open = ''
  for (const [place, piece] of pieces.entries()) {
    open += piece
    if (piece.endsWith('\n') ? /[?؟:]\s*$/u.test(open) : goesOn(open, pieces[place + 1] ?? '')) continue
    found.push(open)
    open = ''
  }
  return [...found, open]
}

/** A point within a word or number, after an abbreviation, or before a small letter. */
const goesOn = (open: string, next: string): boolean =>
  /^[^\s]/u.test(next) || (open.endsWith('.') && (ABBREVIATED.test(open) || /^[^\S\n]+\p{Ll}/u.test(next)))

/** Lines of a text that an editor broke put together again. */
const unwrapped = (text: string): string =>
  text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .reduce((before, line) => {
      const last = before.slice(before.lastIndexOf('\n') + 1)
      const wasBroken = last.length >= FULL_LINE && !/[.!?:;؛؟]$/u.test(last) && GOES_ON.test(line)
      return `${before}${wasBroken ? ' ' : '\n'}${line}`
    }, '')
