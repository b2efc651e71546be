/** Mends the gap between words: left out (`nichtmehr`), put in (`Nach richten`), or typed a letter too late (`nich tmehr`). Pure. */
import type { Likelihood } from './phrase-search.js'

export interface KnownWords {
  /** The words that matter. */
  keys: ReadonlySet<string>
  /** Words that often stand beside them. */
  others: ReadonlySet<string>
  /** Whether a word is one that matters, also by its stem. */
  isKey(word: string): boolean
  /** How surely a word that is not known is one that matters: by its stem, or mistyped. */
  likelihoodOf(word: string): 'written' | Likelihood | null
}

/** A shorter one is found in too many other words. */
const LEAST_KEY = 4
const LEAST_KEY_AMONG_KNOWN = 3
/** From this length on a word that matters is found beside one that nobody knows. */
const LEAST_KEY_BESIDE = 5
/** From this length on two known words are taken for one. */
const LEAST_JOINED = 7
/** The same where one of the two is no word. */
const LEAST_JOINED_UNKNOWN = 5
const MOST_PARTS = 4
const LEAST_WITH_STEM = 7
/** What is longer is no words that ran together. */
const LONGEST = 40

export function mendGaps(words: readonly string[], known: KnownWords): string[] {
  const isKnown = (word: string): boolean => known.keys.has(word) || known.others.has(word)
  const mended: string[] = []
  for (const word of words) {
    const before = mended.at(-1)
    const pair = before === undefined ? null : pairOf(before, word, known, isKnown)
    if (pair !== null) mended.splice(-1, 1, ...pair)
    else mended.push(...(isKnown(word) ? [word] : (partsOf(word, known, isKnown) ?? [word])))
  }
  return mended
}

type IsKnown = (word: string) => boolean

/** What two neighbours must have been, if they were not themselves. */
function pairOf(left: string, right: string, known: KnownWords, isKnown: IsKnown): string[] | null {
  const { keys } = known
  const areKnown = isKnown(left) && isKnown(right)
  const joined = left + right
  if (keys.has(joined) && joined.length >= (areKnown ? LEAST_JOINED : LEAST_JOINED_UNKNOWN)) return [joined]
  if (areKnown) return null
  const [first, last] = [right.slice(0, 1), left.slice(-1)]
  const later = [left + first, right.slice(1)]
  const earlier = [left.slice(0, -1), last + right]
  const moved = [later, earlier].find((words) =>
    words.every((word) => keys.has(word) && word.length >= LEAST_KEY_AMONG_KNOWN),
  )
  const isPlain = (word: string): boolean => isKnown(word) || known.likelihoodOf(word) === 'plain'
  return moved === undefined || (isPlain(left) && isPlain(right)) ? null : moved
}

/** The known words that a word consists of, the fewest; else a word that matters and what stands beside it. */
function partsOf(word: string, known: KnownWords, isKnown: IsKnown): string[] | null {
  if (word.length > LONGEST) return null
  const { keys } = known
  const whole = knownParts(word, isKnown, MOST_PARTS)
  if (whole?.every((part) => keys.has(part))) return whole
  const likelihood = known.likelihoodOf(word)
  if (likelihood === 'plain') return null
  if (whole?.some((part) => keys.has(part) && part.length >= LEAST_KEY)) return whole
  if (likelihood !== null) return null
  if (whole?.some((part) => keys.has(part) && part.length >= LEAST_KEY_AMONG_KNOWN)) return whole
  if (word.length < LEAST_WITH_STEM) return null
  const withStems = knownParts(word, (part) => isKnown(part) || known.isKey(part), MOST_PARTS)
  if (withStems?.some((part) => known.isKey(part))) return withStems
  for (let at = word.length - 2; at >= 2; at -= 1) {
    const parts = [word.slice(0, at), word.slice(at)]
    if (parts.some((part) => keys.has(part) && part.length >= LEAST_KEY_BESIDE)) return parts
  }
  return null
}

function knownParts(word: string, isKnown: IsKnown, most: number): string[] | null {
  if (most < 1) return null
  if (most < MOST_PARTS && isKnown(word)) return [word]
  if (most === 1) return null
  let best: string[] | null = null
  for (let at = word.length - 2; at >= 2; at -= 1) {
    const first = word.slice(0, at)
    if (!isKnown(first)) continue
    const rest = knownParts(word.slice(at), isKnown, (best?.length ?? most + 1) - 2)
    if (rest !== null) best = [first, ...rest]
  }
  return best
}
