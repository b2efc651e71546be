/** Finds phrases among words, typing errors included. Pure; time grows with the number of words only. */
import { lexiconOf, type Lexicon } from './lexicon.js'
import { ANY_WORD, wordPattern, type Place } from './word-pattern.js'

/** How sure it is that a phrase stands there: as written, typing errors that leave no doubt, or words that may be others. */
export type Likelihood = 'plain' | 'unclear'

export interface PhraseSearch<Kind extends string> {
  /** The words of the phrases, stems left out. */
  words: ReadonlySet<string>
  /** Whether a word stands in a phrase, itself or by a stem long enough. */
  isWritten(word: string): boolean
  /** A search that remembers the words of one text, and only as long as that is read: they are a patient's. */
  inText(): TextSearch<Kind>
}

export interface TextSearch<Kind extends string> {
  /** The kinds of phrases that were found. */
  find(words: readonly string[]): ReadonlyMap<Kind, Likelihood>
  /** How surely a word belongs to a phrase: as it is, by its stem, or mistyped. */
  likelihoodOf(word: string): 'written' | Likelihood | null
}

/** Shorter words are too near to too many others. */
const LEAST_CLEAR_WORD = 4
const LEAST_CLEAR_STEM = 6
const LEAST_STEM = 4
const LEAST_WORD = 2
/** A stem as short as this stands in a word that has run together with another. */
const LEAST_STEM_JOINED = 5
/** A typing error in the only word of a phrase: from this length on no other word is meant. */
const LEAST_ALONE = 7

/** No word of a phrase is so long. */
const LONGEST = 30

/** Costs of a way through a pattern: errors that leave no doubt, and at most one that does. */
const CLEAR = 1
const UNCLEAR = 64
const MOST = 2 * UNCLEAR

interface Node<Kind> {
  steps: Map<number, readonly number[]>
  any: readonly number[]
  isEnd: boolean
  /** Whether anything leads on from here. */
  isOpen: boolean
  kind: Kind
}

/**
 * @param usual words of daily use in which no typing error is seen, however near they are to a word of a phrase; in plain form
 * @param asWritten kinds of phrases whose single words are found without typing errors only
 */
export function phraseSearch<Kind extends string>(
  patterns: Readonly<Record<Kind, readonly string[]>>,
  usual: ReadonlySet<string>,
  asWritten: readonly Kind[],
): PhraseSearch<Kind> {
  const ids = new Map<string, number>()
  const { nodes, start } = numbered(patterns, ids)
  const entries = [...ids.keys()]
  const lexicon = lexiconOf(entries)
  const usualWords = [...usual]
  const usualLexicon = lexiconOf(usualWords)
  const nearUsual = (word: string): string[] =>
    [...usualLexicon.slips(word).keys()].flatMap((id) => usualWords[id] ?? [])
  return {
    words: new Set(entries.filter((entry) => !entry.endsWith('*'))),
    isWritten: (word) =>
      lexicon
        .exact(word)
        .some((id) => entries[id] === word || lengthOf(entries[id] ?? '') >= LEAST_STEM_JOINED),
    inText: () => {
      const seen = new Map<string, ReadonlyMap<number, number>>()
      const costsOf = (word: string): ReadonlyMap<number, number> => {
        const costs = seen.get(word) ?? costsOfWord(word, entries, lexicon, usual, nearUsual)
        seen.set(word, costs)
        return costs
      }
      return {
        find: (words) => walk(words.map(costsOf)),
        likelihoodOf: (word) => {
          const least = Math.min(...costsOf(word).values())
          if (least === Infinity) return null
          return least === 0 ? 'written' : least >= UNCLEAR ? 'unclear' : 'plain'
        },
      }
    },
  }

  /** @param text of each word the entries it stands for, with what that costs */
  function walk(text: readonly ReadonlyMap<number, number>[]): Map<Kind, Likelihood> {
    const found = new Map<Kind, Likelihood>()
    let active = new Map<number, number>()
    for (const costs of text) {
      const next = new Map<number, number>()
      const arrive = (target: number, cost: number, isTooLittle = false): void => {
        const node = nodes[target]
        if (node === undefined || cost >= MOST) return
        if (node.isEnd && !isTooLittle && found.get(node.kind) !== 'plain')
          found.set(node.kind, cost >= UNCLEAR ? 'unclear' : 'plain')
        if (node.isOpen && cost < (next.get(target) ?? MOST)) next.set(target, cost)
      }
      for (const [place, cost] of active) {
        const node = nodes[place]
        if (node === undefined) continue
        for (const target of node.any) arrive(target, cost)
        for (const [id, more] of costs)
          for (const target of node.steps.get(id) ?? []) arrive(target, cost + more)
      }
      for (const [id, cost] of costs) {
        const isSure = cost <= CLEAR && lengthOf(entries[id] ?? '') >= LEAST_ALONE
        for (const target of start.get(id) ?? [])
          arrive(
            target,
            cost,
            cost > 0 && (!isSure || asWritten.some((kind) => kind === nodes[target]?.kind)),
          )
      }
      active = next
    }
    return found
  }
}

function costsOfWord(
  word: string,
  entries: readonly string[],
  lexicon: Lexicon,
  usual: ReadonlySet<string>,
  nearUsual: (word: string) => string[],
): Map<number, number> {
  const costs = new Map(lexicon.exact(word).map((id) => [id, 0]))
  if (usual.has(word) || word.length > LONGEST || /\p{N}/u.test(word)) return costs
  const slips = lexicon.slips(word)
  if (slips.size === 0) return costs
  const isOther = [...costs.keys()].some((id) => entries[id] === word)
  const others = nearUsual(word)
  for (const [id, likeness] of slips) {
    if (costs.has(id)) continue
    const entry = entries[id] ?? ''
    const isStem = entry.endsWith('*')
    const length = lengthOf(entry)
    if (length < (isStem ? LEAST_STEM : LEAST_WORD)) continue
    const mayBeOther = isOther || others.some((other) => other !== entry)
    const isLong = length >= (isStem ? LEAST_CLEAR_STEM : LEAST_CLEAR_WORD)
    const isClear = !mayBeOther && likeness !== 'loose' && isLong
    costs.set(id, isClear ? CLEAR : UNCLEAR)
  }
  return costs
}

/** Letters without the sign of a stem. */
const lengthOf = (entry: string): number => (entry.endsWith('*') ? entry.length - 1 : entry.length)

/** The places of all patterns with numbers instead of words, and where the first words lead. */
function numbered<Kind extends string>(
  patterns: Readonly<Record<Kind, readonly string[]>>,
  ids: Map<string, number>,
): { nodes: Node<Kind>[]; start: Map<number, number[]> } {
  const nodes: Node<Kind>[] = []
  const start = new Map<number, number[]>()
  const idOf = (word: string): number => {
    const id = ids.get(word) ?? ids.size
    ids.set(word, id)
    return id
  }
  for (const kind of Object.keys(patterns) as Kind[]) {
    for (const source of patterns[kind]) {
      const places = new Map<Place, number>()
      const numberOf = (place: Place): number => {
        const before = places.get(place)
        if (before !== undefined) return before
        const node: Node<Kind> = {
          steps: new Map(),
          any: [],
          isEnd: place.isEnd,
          isOpen: place.steps.size > 0,
          kind,
        }
        const number = nodes.push(node) - 1
        places.set(place, number)
        for (const [word, targets] of place.steps) {
          const numbers = [...targets].map(numberOf)
          if (word === ANY_WORD) node.any = numbers
          else node.steps.set(idOf(word), numbers)
        }
        return number
      }
      for (const [word, targets] of wordPattern(source).steps) {
        const id = idOf(word)
        start.set(id, [...(start.get(id) ?? []), ...[...targets].map(numberOf)])
      }
    }
  }
  return { nodes, start }
}
