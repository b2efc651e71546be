/** How a term is found in words. Pure. */
import { plainWords } from '../../../whatsapp/plain-words.js'
import { END } from './sentences.js'

const WORDS_BETWEEN = 12

/** A term as a pattern over the words of a sentence; each of its words is a group. */
function termPattern(term: string): RegExp {
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

export function patternOf(term: string): RegExp {
  const pattern = patterns.get(term) ?? termPattern(term)
  patterns.set(term, pattern)
  return pattern
}

const globals = new Map<RegExp, RegExp>()

/** Every place of a pattern, as where its words stand. */
export function* places(pattern: RegExp, words: string): Generator<(readonly [number, number])[]> {
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
