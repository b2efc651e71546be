/** One typing error in a text, as people make it on a telephone. */
import fc from 'fast-check'

const ROWS = [
  ['qwertzuiopü', 'asdfghjklöä', 'yxcvbnm'],
  ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'],
  ['йцукенгшщзхї', 'фівапролджє', 'ячсмитьбю'],
  ['ضصثقفغعهخحج', 'شسيبلاتنمك', 'ظطذدزروة'],
]

/** The keys beside a key, on the keyboards that have it. */
function besides(letter: string): string[] {
  const found = new Set<string>()
  for (const rows of ROWS) {
    rows.forEach((row, at) => {
      const place = row.indexOf(letter)
      if (place < 0) return
      for (const line of [rows[at - 1], row, rows[at + 1]])
        for (const near of line?.slice(Math.max(0, place - 1), place + 2) ?? []) found.add(near)
    })
  }
  found.delete(letter)
  return [...found]
}

/** All letters that are typed where this one is. */
const alphabetOf = (letter: string): string[] =>
  Array.from(ROWS.find((rows) => rows.some((row) => row.includes(letter)))?.join('') ?? '')

export type SlipKind = 'missing' | 'added' | 'doubled' | 'wrong' | 'beside' | 'swapped' | 'gap'
const KINDS: readonly SlipKind[] = ['missing', 'added', 'doubled', 'wrong', 'beside', 'swapped', 'gap']

export interface Slip {
  text: string
  /** The words it touched, as they stand now: one, or where a gap is missing the word that two became. */
  word: string
  kind: SlipKind
}

/** With its apostrophes: one letter makes "won't" of "don't". */
const WORD = /\p{L}[\p{L}\p{M}]*(?:['’ʼ]\p{L}[\p{L}\p{M}]*)*/gu

/** @returns `null` where the text has no place for it */
export function slipped(text: string, kind: SlipKind, place: number, key: number): Slip | null {
  const words = [...text.matchAll(WORD)]
  if (kind === 'gap') {
    const gaps = [...text.matchAll(/(?<=\p{L}) (?=\p{L})/gu)]
    const gap = gaps[place % gaps.length]
    if (gap === undefined) return null
    const joined = text.slice(0, gap.index) + text.slice(gap.index + 1)
    const word = [...joined.matchAll(WORD)].find(({ index, 0: { length } }) => index + length > gap.index)
    return { text: joined, word: word?.[0] ?? '', kind }
  }
  const letters = words.flatMap((word) => Array.from(word[0], (_, at) => ({ word, at })))
  const chosen = letters[place % letters.length]
  if (chosen === undefined) return null
  const { word, at } = chosen
  const was = word[0]
  const letter = was.charAt(at)
  const keys = kind === 'beside' ? besides(letter.toLowerCase()) : alphabetOf(letter.toLowerCase())
  const other = keys[key % keys.length]
  if (other === undefined) return null
  const [before, after] = [was.slice(0, at), was.slice(at + 1)]
  const becomes = {
    missing: before + after,
    added: before + other + letter + after,
    doubled: before + letter + letter + after,
    wrong: before + other + after,
    beside: before + other + after,
    swapped: before + after.slice(0, 1) + letter + after.slice(1),
  }[kind]
  if (becomes === was || becomes === '') return null
  return {
    text: text.slice(0, word.index) + becomes + text.slice(word.index + was.length),
    word: becomes,
    kind,
  }
}

/** A text with one slip in it. */
export const slipIn = (texts: readonly string[]): fc.Arbitrary<{ text: string; slip: Slip }> =>
  fc
    .tuple(fc.constantFrom(...texts), fc.constantFrom(...KINDS), fc.nat(500), fc.nat(60))
    .map(([text, kind, place, key]) => ({ text, slip: slipped(text.normalize('NFC'), kind, place, key) }))
    .filter((made): made is { text: string; slip: Slip } => made.slip !== null)
