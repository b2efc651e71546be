/** How the term tables are written, and how a term is found in a text. Pure. */
import { plainWords } from '../../../whatsapp/plain-words.js'
import type { TermSlot } from '../../slot.js'

/**
 * Ways of saying each slot. A slot is said when one term of every list is found, of several lists in the same sentence or
 * each in the one after the list before. A term is a few words in any spelling: `*` stands for any letters of a word, `|`
 * parts alternatives, `…` stands for up to twelve words of the same sentence.
 */
export type TermTable = Readonly<Record<TermSlot, readonly (readonly string[])[]>>

/** Stands between sentences. */
const END = '¶'
const WORDS_BETWEEN = 12

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
    .map((sentence) => plainWords(sentence.replace(/['’‘`´ʼ＇]/gu, ' ')).join(' '))
    .filter((sentence) => sentence !== '')
    .join(` ${END} `)

function sentences(text: string): string[] {
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

/** A term as a pattern over `plainSentences`. */
export function termPattern(term: string): RegExp {
  const parts = term.split(' ').map((word) => (word === '…' ? null : wordPattern(word)))
  const source = parts
    .map((part, place) => {
      if (part === null) return `(?:[^ ${END}]+ ){0,${WORDS_BETWEEN}}`
      return place === parts.length - 1 ? part : `${part} `
    })
    .join('')
  return new RegExp(`(?<![^ ])${source}(?![^ ])`, 'u')
}

const wordPattern = (word: string): string =>
  `(?:${word
    .split('|')
    .map((way) =>
      way
        .split('*')
        .map((piece) => plainWords(piece).join(''))
        .join(`[^ ${END}]*`),
    )
    .join('|')})`

const patterns = new Map<string, RegExp>()

function isFound(term: string, sentence: string): boolean {
  const pattern = patterns.get(term) ?? termPattern(term)
  patterns.set(term, pattern)
  return pattern.test(sentence)
}

/**
 * @param lists of one slot
 * @param text as `plainSentences` gives it
 */
export function isSaid(lists: readonly (readonly string[])[], text: string): boolean {
  const all = text.split(` ${END} `)
  const isIn = (terms: readonly string[], sentence: string | undefined): boolean =>
    sentence !== undefined && terms.some((term) => isFound(term, sentence))
  const follows = (rest: readonly (readonly string[])[], place: number): boolean => {
    const [terms, ...others] = rest
    if (terms === undefined) return true
    return [place, place + 1].some((at) => isIn(terms, all[at]) && follows(others, at))
  }
  const [first, ...rest] = lists
  if (first === undefined) return false
  return all.some((sentence, place) => isIn(first, sentence) && follows(rest, place))
}
