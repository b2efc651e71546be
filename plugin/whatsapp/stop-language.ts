/** In which language somebody asked to stop, by the words that only one of our tables knows. Pure. */
import { phraseSearch, type PhraseSearch } from './phrase-search.js'
import { plainLetters, plainWords } from './plain-words.js'
import { AROUND, EVERYDAY } from './stop-words.js'
import { ARABIC } from './stop-words/arabic.js'
import { ENGLISH } from './stop-words/english.js'
import { GERMAN } from './stop-words/german.js'
import { RUSSIAN } from './stop-words/russian.js'
import { TURKISH } from './stop-words/turkish.js'
import { UKRAINIAN } from './stop-words/ukrainian.js'

const TABLES = { de: GERMAN, en: ENGLISH, tr: TURKISH, ar: ARABIC, ru: RUSSIAN, uk: UKRAINIAN }
export type StopLanguage = keyof typeof TABLES

const LANGUAGES = Object.keys(TABLES) as StopLanguage[]

const WORDS = new Map(
  LANGUAGES.map((language) => {
    const { commands, around, doubtfulAlone } = TABLES[language]
    return [language, new Set(plainWords([commands, around, doubtfulAlone].join('\n')))]
  }),
)

/** Built when the first stop is confirmed: it takes a moment. */
let phrases: PhraseSearch<StopLanguage> | null = null
const phrasesOf = (language: StopLanguage): string[] => TABLES[language].phrases.map(plainLetters)
const build = (): PhraseSearch<StopLanguage> =>
  phraseSearch<StopLanguage>(
    {
      de: phrasesOf('de'),
      en: phrasesOf('en'),
      tr: phrasesOf('tr'),
      ar: phrasesOf('ar'),
      ru: phrasesOf('ru'),
      uk: phrasesOf('uk'),
    },
    new Set([...EVERYDAY, ...AROUND]),
    [],
  )

/**
 * Each word and each phrase that only one language has speaks for that language; the one with most of them it is.
 * @returns `null` where nothing tells, as in `STOP`, or two languages have as much to say for them
 */
export function stopLanguage(text: string): StopLanguage | null {
  const words = plainWords(text)
  phrases ??= build()
  const signs = [
    ...[...new Set(words)].map((word) => LANGUAGES.filter((language) => WORDS.get(language)?.has(word))),
    [...phrases.inText().find(words).keys()],
  ]
  const votes = signs.flatMap(([only, ...others]) =>
    only !== undefined && others.length === 0 ? [only] : [],
  )
  const count = (language: StopLanguage): number => votes.filter((vote) => vote === language).length
  const [first, second] = [...LANGUAGES].sort((a, b) => count(b) - count(a))
  if (first === undefined || second === undefined) return null
  return count(first) > count(second) ? first : null
}
