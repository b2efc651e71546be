/** Brings what people type into one form, so that ways of writing the same words become equal. Pure. */

/** Letters that no decomposition splits. */
const LETTERS: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'a',
  œ: 'o',
}

/**
 * Words in lower case without accents, umlauts as their plain letter however they were written (`hört`, `hoert`,
 * `hort`), apostrophes and invisible characters removed, everything else that is no letter or digit taken as a gap,
 * single spaced-out letters joined (`S T O P`), three or more equal letters as one.
 */
export function plainWords(text: string): string[] {
  const words = text
    // Upper case first: it is where ß and ss, ı and i meet.
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}'’‘`´ʼ＇]/gu, '')
    .replace(/[øłđæœ]/gu, (letter) => LETTERS[letter] ?? letter)
    .replace(/([aou])e/gu, '$1')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  return joinSpelled(words)
}

/** `s t o p` → `stop`; a single letter among words stays one. */
function joinSpelled(words: readonly string[]): string[] {
  const joined: string[] = []
  let spelled: string[] = []
  const flush = (): void => {
    if (spelled.length >= 3) joined.push(spelled.join('').replace(/(\p{L})\1{2,}/gu, '$1'))
    else joined.push(...spelled)
    spelled = []
  }
  for (const word of words) {
    if (/^\p{L}$/u.test(word)) {
      spelled.push(word)
      continue
    }
    flush()
    joined.push(word)
  }
  flush()
  return joined
}

/** Doubled letters written once: `stopp`, `stoop` and `stop` are the same word. */
export const withoutDoubles = (word: string): string => word.replace(/(\p{L})\1+/gu, '$1')

/**
 * True when the words differ by at most one typing error: a letter missing, added, wrong, or two neighbours swapped.
 */
export function almostEqual(left: string, right: string): boolean {
  if (left === right) return true
  if (Math.abs(left.length - right.length) > 1) return false
  let start = 0
  while (start < left.length && left[start] === right[start]) start += 1
  const restLeft = left.slice(start)
  const restRight = right.slice(start)
  return (
    restLeft.slice(1) === restRight.slice(1) ||
    restLeft.slice(1) === restRight ||
    restLeft === restRight.slice(1) ||
    (restLeft.slice(2) === restRight.slice(2) &&
      restLeft.length >= 2 &&
      restLeft[0] === restRight[1] &&
      restLeft[1] === restRight[0])
  )
}
