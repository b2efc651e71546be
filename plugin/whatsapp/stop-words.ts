/** The stop words of all languages together: nobody says in which language a patient will write. */
import { lexiconOf } from './lexicon.js'
import { phraseSearch, type PhraseSearch, type TextSearch } from './phrase-search.js'
import { plainLetters, plainWords, typedWords, withoutDoubles } from './plain-words.js'
import { ARABIC } from './stop-words/arabic.js'
import { ENGLISH } from './stop-words/english.js'
import { GERMAN } from './stop-words/german.js'
import { RUSSIAN } from './stop-words/russian.js'
import type { StopWords } from './stop-words/table.js'
import { TURKISH } from './stop-words/turkish.js'
import { UKRAINIAN } from './stop-words/ukrainian.js'
import type { KnownWords } from './word-gaps.js'

const TABLES = [GERMAN, ENGLISH, TURKISH, RUSSIAN, UKRAINIAN, ARABIC]

const wordsOf = (part: (table: StopWords) => string): ReadonlySet<string> =>
  new Set(TABLES.flatMap((table) => part(table).split(/\s+/)).flatMap(plainWords))

const phrasesOf = (part: (table: StopWords) => readonly string[]): readonly string[] =>
  TABLES.flatMap(part).map(plainLetters)

export const COMMANDS = wordsOf((table) => table.commands)
/** With doubled letters written once. */
export const BARE_COMMANDS: ReadonlySet<string> = new Set([...COMMANDS].map(withoutDoubles))
export const NOT_A_SLIP = wordsOf((table) => table.notASlip)
export const AROUND = wordsOf((table) => table.around)
export const DOUBTFUL_ALONE = wordsOf((table) => table.doubtfulAlone)

/** Words in which no typing error is seen: of daily use, and in the two ways of writing umlauts. */
export const EVERYDAY: ReadonlySet<string> = new Set(
  TABLES.flatMap((table) => `${table.everyday} ${table.notASlip}`.split(/\s+/)).flatMap((word) => [
    ...plainWords(word),
    ...typedWords(word),
  ]),
)

const PHRASES = {
  phrase: phrasesOf((table) => table.phrases),
  against: phrasesOf((table) => table.against),
  doubtful: phrasesOf((table) => table.doubtful),
}
const HARMLESS = new RegExp(`(?<= |^)(?:${phrasesOf((table) => table.harmless).join('|')})(?= |$)`, 'gu')
/** A word that no phrase has. */
const TAKEN_OUT = '0'
export const withoutHarmless = (words: readonly string[]): string[] =>
  words.join(' ').replace(HARMLESS, TAKEN_OUT).split(' ')

export type PhraseKind = keyof typeof PHRASES

/** What may have run together, or fallen apart. */
const knownWords = (search: PhraseSearch<PhraseKind>): Omit<KnownWords, 'likelihoodOf'> => ({
  keys: new Set([...[...COMMANDS].filter((word) => word.length >= LEAST_JOINED), ...search.words]),
  others: new Set([...AROUND, ...EVERYDAY]),
  isKey: (word) => search.isWritten(word) || (COMMANDS.has(word) && word.length >= LEAST_JOINED),
})

/** Built when the first text comes: it takes a moment, and most commands of the command line read none. */
let built: { search: PhraseSearch<PhraseKind>; known: Omit<KnownWords, 'likelihoodOf'> } | null = null
function build(): NonNullable<typeof built> {
  const search = phraseSearch<PhraseKind>(PHRASES, new Set([...EVERYDAY, ...AROUND]), ['against'])
  return { search, known: knownWords(search) }
}

/** What one text is read with: the phrases, and the words in which gaps are mended. */
export function searchInText(): { search: TextSearch<PhraseKind>; known: KnownWords } {
  built ??= build()
  const search = built.search.inText()
  return { search, known: { ...built.known, likelihoodOf: likelihoodIn(search) } }
}

/** From this length on, one typing error still leaves no doubt which word was meant. */
const LEAST_LENGTH = 7
const isLong = (command: string): boolean => withoutDoubles(command).length >= LEAST_LENGTH
const LONG_COMMANDS = lexiconOf([...COMMANDS].filter(isLong))
const LONG_BARE_COMMANDS = lexiconOf([...BARE_COMMANDS].filter(isLong))

const NEAR_EVERYDAY = lexiconOf([...EVERYDAY])

export const isSlipOfLongCommand = (word: string): boolean =>
  word.length >= LEAST_LENGTH - 1 &&
  (LONG_COMMANDS.slips(word).size > 0 || LONG_BARE_COMMANDS.slips(withoutDoubles(word)).size > 0) &&
  NEAR_EVERYDAY.slips(word).size === 0

/** The commands that are understood with a typing error although they are short. */
export const SHORT_COMMANDS = ['stop', 'стоп']

/** Every command, also without its doubled letters. */
export const NEAR_COMMANDS = lexiconOf([...COMMANDS, ...BARE_COMMANDS])

/** Shorter commands are syllables of other words. */
const LEAST_JOINED = 4

function likelihoodIn(search: TextSearch<PhraseKind>): KnownWords['likelihoodOf'] {
  const seen = new Map<string, ReturnType<KnownWords['likelihoodOf']>>()
  const likelihoodOf = (word: string): ReturnType<KnownWords['likelihoodOf']> =>
    isSlipOfLongCommand(word)
      ? 'plain'
      : (search.likelihoodOf(word) ?? (NEAR_COMMANDS.slips(word).size > 0 ? 'unclear' : null))
  return (word) => {
    const likelihood = seen.has(word) ? (seen.get(word) ?? null) : likelihoodOf(word)
    seen.set(word, likelihood)
    return likelihood
  }
}

/** The words around a command, mistyped. */
export const COURTESIES = lexiconOf([...AROUND])

/** Signs of "no more": doubt, whatever the words beside them. */
export const STOP_SIGNS = /[🛑⛔🚫✋🖐🔕📵🤚🙅🔇]/u
/** The same where there is nothing else. */
export const STOP_SIGNS_ALONE = /[❌✖🤐⏹]/u
