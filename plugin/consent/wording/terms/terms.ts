/** How the term tables are written, and how a term is found in a text. Pure. */
import { plainWords } from '../../../whatsapp/plain-words.js'
import type { TermSlot } from '../../slot.js'
import type { Denials } from './denials.js'

/**
 * Ways of saying each slot. A slot is said when one term of every list is found, of several lists in the same sentence or
 * each in the one after the list before. A term is a few words in any spelling: `*` stands for any letters of a word, `|`
 * parts alternatives, `…` stands for up to twelve words of the same sentence, `¶` for its end.
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

/** Part of a sentence: a place in its words. What stands in brackets is one of its own, and so is a heading. */
interface Clause {
  from: number
  to: number
  words: string
  isDenied: boolean
  isHeading: boolean
}

export interface Sentence {
  words: string
  clauses: readonly Clause[]
}

/** The text as words in one spelling, its sentences apart. A question and its answer are one. */
export const plainSentences = (text: string): string =>
  sentences(text)
    .map(plainText)
    .filter((sentence) => sentence !== '')
    .join(` ${END} `)

const plainText = (text: string): string => plainWords(text.replace(/['’‘`´ʼ＇]/gu, ' ')).join(' ')

/** Where a clause ends, or turns against the one before. */
const CLAUSE_END =
  /(?<=[,;:،؛?؟](?=\s|$))|(?=[([])|(?<=[)\]])|(?<=[–—])|(?<=\s-)(?=\s)|(?<=\s)(?=(?:sondern|aber|jedoch|but|ama|fakat|ancak|но|а|але|لكن|ولكن|بل)\s)/u

/** @param denials of the text's language; without them nothing is seen to be denied */
export const readSentences = (text: string, denials: Denials | undefined): Sentence[] =>
  sentences(text)
    .map((sentence) => readSentence(sentence, denials))
    .filter(({ words }) => words !== '')

function readSentence(sentence: string, denials: Denials | undefined): Sentence {
  const pieces = sentence
    .split(CLAUSE_END)
    .map((raw) => ({ raw: raw.trim(), words: plainText(raw) }))
    .filter(({ words }) => words !== '')
  const denied = denials === undefined ? pieces.map(() => false) : deniedPieces(pieces, denials)
  let from = 0
  const clauses = pieces.map(({ raw, words }, place): Clause => {
    const to = from + words.length
    const isHeading = /[:?؟]$/u.test(raw) && words.split(' ').filter((word) => !/^\d/u.test(word)).length <= 2
    const clause = { from, to, words, isDenied: denied[place] === true, isHeading }
    from = to + 1
    return clause
  })
  return { words: clauses.map(({ words }) => words).join(' '), clauses }
}

interface Piece {
  raw: string
  words: string
}

function deniedPieces(pieces: readonly Piece[], denials: Denials): boolean[] {
  const isPart = ({ words }: Piece): boolean => startsWith(denials.partOpeners, words)
  const inBrackets = ({ raw }: Piece): boolean => /^[([]/u.test(raw)
  const denied = pieces.map(
    ({ words }, place) =>
      denies(words, denials) ||
      (/[?؟]$/u.test(pieces[place]?.raw ?? '') && startsWith(denials.no, pieces[place + 1]?.words ?? '')),
  )
  // What a clause denies is in the ones beside it that are its parts; a part's own "nicht" stays there.
  const reaches = pieces.map((piece, place) => denied[place] === true && !isPart(piece))
  const reach = (from: number, to: number): void => {
    const [one, other] = [pieces[from], pieces[to]]
    const isApart = /[;؛:?؟]$/u.test(pieces[Math.min(from, to)]?.raw ?? '')
    if (one === undefined || other === undefined || isApart || reaches[from] !== true) return
    if (!isPart(other) || inBrackets(one) || inBrackets(other)) return
    denied[to] = true
    reaches[to] = true
  }
  for (const place of pieces.keys()) reach(place, place + 1)
  for (const place of [...pieces.keys()].reverse()) reach(place, place - 1)
  for (const [place, piece] of pieces.entries()) {
    if (place === 0 || !inBrackets(piece)) continue
    const [before, after] = [place - 1, place + 1]
    const goesOn = !/[,;:،؛?؟]$/u.test(pieces[before]?.raw ?? '') && startsSmall(pieces[after])
    if (goesOn && (denied[before] === true || denied[after] === true)) {
      denied[before] = true
      denied[after] = true
    }
    if (denied[before] === true) denied[place] = true
  }
  return denied
}

const startsSmall = (piece: Piece | undefined): boolean =>
  /^\p{Ll}|^\p{Script=Arabic}/u.test(piece?.raw ?? '')

const startsWith = (terms: readonly string[], words: string): boolean =>
  terms.some((term) => patternOf(term).exec(words)?.index === 0)

function denies(words: string, { negations, harmless }: Denials): boolean {
  const left = harmless.reduce((rest, term) => rest.replace(patternOf(term), ''), words)
  return negations.some((term) => patternOf(term).test(left))
}

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

/** A term as a pattern over the words of a sentence; each of its words is a group. */
export function termPattern(term: string): RegExp {
  const parts = term
    .split(' ')
    .filter((word) => word !== END)
    .map((word) => (word === '…' ? null : `(${wordPattern(word)})`))
  const source = parts
    .map((part, place) => {
      if (part === null) return `(?:[^ ${END}]+ ){0,${WORDS_BETWEEN}}?`
      return place === parts.length - 1 ? part : `${part} `
    })
    .join('')
  return new RegExp(`(?<![^ ])${source}${term.endsWith(END) ? '$' : '(?![^ ])'}`, 'u')
}

const wordPattern = (word: string): string =>
  word
    .split('|')
    .map((way) =>
      way
        .split('*')
        .map((piece) => plainWords(piece).join(''))
        .join(`[^ ${END}]*`),
    )
    .join('|')

const patterns = new Map<string, RegExp>()

function patternOf(term: string): RegExp {
  const pattern = patterns.get(term) ?? termPattern(term)
  patterns.set(term, pattern)
  return pattern
}

const globals = new Map<RegExp, RegExp>()

/** Every place of a pattern, as where its words stand. */
function* places(pattern: RegExp, words: string): Generator<(readonly [number, number])[]> {
  const all = globals.get(pattern) ?? new RegExp(pattern.source, 'dgu')
  globals.set(pattern, all)
  let next = 0
  for (;;) {
    all.lastIndex = next
    const match = all.exec(words)
    if (match === null) return
    const [whole, ...groups] = match.indices ?? []
    yield groups.length > 0 ? groups : whole === undefined ? [] : [whole]
    // The next may begin within this one.
    next = match.index + 1
  }
}

/** True when the pattern stands in the sentence, and not in clauses that say the opposite. */
export function isMeant(
  pattern: RegExp,
  { words, clauses }: Sentence,
  isOpposite: (within: readonly Clause[]) => boolean,
): boolean {
  if (!pattern.test(words)) return false
  for (const groups of places(pattern, words)) {
    const within = clauses.filter(({ from, to }) => groups.some(([start, end]) => start < to && end > from))
    if (!isOpposite(within)) return true
  }
  return false
}

export const isOneDenied = (within: readonly Clause[]): boolean => within.some(({ isDenied }) => isDenied)

/**
 * @param lists of one slot
 * @param denials of the text's language
 */
export function isSaid(
  slot: TermSlot,
  lists: readonly (readonly string[])[],
  all: readonly Sentence[],
  denials: Denials,
): boolean {
  const denying = (denials.of?.[slot] ?? []).map(patternOf)
  const isOpposite =
    (term: string) =>
    (within: readonly Clause[]): boolean => {
      if (denying.some((pattern) => within.some(({ words }) => pattern.test(words)))) return true
      // Who the practice is stands in whatever it says; "kein Nachteil" denies, and says it.
      if (slot === 'practice' || isDenial(term, denials)) return false
      // A heading says what it is about, not what about it.
      return isOneDenied(within) || (slot === 'voluntary' && within.every(({ isHeading }) => isHeading))
    }
  const isIn = (terms: readonly string[], sentence: Sentence | undefined): boolean =>
    sentence !== undefined && terms.some((term) => isMeant(patternOf(term), sentence, isOpposite(term)))
  const follows = (rest: readonly (readonly string[])[], place: number): boolean => {
    const [terms, ...others] = rest
    if (terms === undefined) return true
    return [place, place + 1].some((at) => isIn(terms, all[at]) && follows(others, at))
  }
  const [first, ...rest] = lists
  if (first === undefined) return false
  return all.some((sentence, place) => isIn(first, sentence) && follows(rest, place))
}

/** Whether a word of the term is one that denies. */
function isDenial(term: string, { negations, no }: Denials): boolean {
  const words = term.split(/[ |]/u).map((word) => plainText(word.replaceAll('*', '')))
  return [...negations, ...no].some((negation) => words.some((word) => patternOf(negation).test(word)))
}
