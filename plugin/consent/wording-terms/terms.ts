/** How the term tables are written, and how a term is found in a text. Pure. */
import { plainWords } from '../../whatsapp/plain-words.js'
import type { TermSlot } from '../slot.js'

/**
 * Ways of saying each slot. A slot is said when one term of every list is found. A term is a few words in any spelling:
 * `*` stands for any letters of a word, `|` parts alternatives, `…` stands for up to eight words of the same sentence.
 */
export type TermTable = Readonly<Record<TermSlot, readonly (readonly string[])[]>>

/** Stands between sentences. */
const END = '¶'
const WORDS_BETWEEN = 8

/** The text as words in one spelling, its sentences apart. */
export const plainSentences = (text: string): string =>
  text
    .split(/[.!?;؛؟](?=\s|$)|\n+/u)
    .map((sentence) => plainWords(sentence.replace(/['’‘`´ʼ＇]/gu, ' ')).join(' '))
    .filter((sentence) => sentence !== '')
    .join(` ${END} `)

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
