/** In which language somebody asked to stop, by the words that only one of our tables knows. Pure. */
import { plainLetters, plainWords } from './plain-words.js'
import { ARABIC } from './stop-words/arabic.js'
import { ENGLISH } from './stop-words/english.js'
import { GERMAN } from './stop-words/german.js'
import { RUSSIAN } from './stop-words/russian.js'
import type { StopWords } from './stop-words/table.js'
import { TURKISH } from './stop-words/turkish.js'
import { UKRAINIAN } from './stop-words/ukrainian.js'

const TABLES = { de: GERMAN, en: ENGLISH, tr: TURKISH, ar: ARABIC, ru: RUSSIAN, uk: UKRAINIAN }
export type StopLanguage = keyof typeof TABLES

interface Telling {
  language: StopLanguage
  words: ReadonlySet<string>
  phrases: readonly RegExp[]
}

const TELLING: readonly Telling[] = (Object.keys(TABLES) as StopLanguage[]).map((language) => {
  const { commands, slips, around, doubtfulAlone, phrases } = TABLES[language]
  return {
    language,
    words: new Set(plainWords([commands, slips, around, doubtfulAlone].join('\n'))),
    phrases: wholeWords(phrases),
  }
})

function wholeWords(phrases: StopWords['phrases']): RegExp[] {
  return phrases.map(
    (source) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${plainLetters(source)})(?![\\p{L}\\p{N}])`, 'u'),
  )
}

/**
 * Each word and each phrase that only one language has speaks for that language; the one with most of them it is.
 * @returns `null` where nothing tells, as in `STOP`, or two languages have as much to say for them
 */
export function stopLanguage(text: string): StopLanguage | null {
  const words = plainWords(text)
  const sentence = words.join(' ')
  const signs = [
    ...[...new Set(words)].map((word) => TELLING.filter((telling) => telling.words.has(word))),
    TELLING.filter(({ phrases }) => phrases.some((phrase) => phrase.test(sentence))),
  ]
  const votes = signs.flatMap(([only, ...others]) =>
    only !== undefined && others.length === 0 ? [only.language] : [],
  )
  const count = (language: StopLanguage): number => votes.filter((vote) => vote === language).length
  const [first, second] = TELLING.map(({ language }) => language).sort((a, b) => count(b) - count(a))
  if (first === undefined || second === undefined) return null
  return count(first) > count(second) ? first : null
}
