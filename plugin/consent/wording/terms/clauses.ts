/** The clauses of a sentence, and which of them say the opposite of what they name. Pure. */
import type { Denials } from './denials.js'
import { plainText, sentences } from './sentences.js'
import { patternOf, places } from './term-pattern.js'

/** Part of a sentence: a place in its words. What stands in brackets is one of its own, and so is a heading. */
export interface Clause {
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
