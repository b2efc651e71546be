/** How the term tables are written, and how a text says what they hold. Pure. */
import type { TermSlot } from '../../slot.js'
import { type Clause, isMeant, isOneDenied, type Sentence } from './clauses.js'
import type { Denials } from './denials.js'
import { plainText } from './sentences.js'
import { patternOf } from './term-pattern.js'

/**
 * Ways of saying each slot. A slot is said when one term of every list is found, of several lists in the same sentence or
 * each in the one after the list before. A term is a few words in any spelling: `*` stands for any letters of a word, `|`
 * parts alternatives, `…` stands for up to twelve words of the same sentence, `¶` for its end.
 */
export type TermTable = Readonly<Record<TermSlot, readonly (readonly string[])[]>>

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
