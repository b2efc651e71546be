/** The stop words of all languages together: nobody says in which language a patient will write. */
import { plainLetters, plainWords } from './plain-words.js'
import { ARABIC } from './stop-words/arabic.js'
import { ENGLISH } from './stop-words/english.js'
import { GERMAN } from './stop-words/german.js'
import { RUSSIAN } from './stop-words/russian.js'
import type { StopWords } from './stop-words/table.js'
import { TURKISH } from './stop-words/turkish.js'
import { UKRAINIAN } from './stop-words/ukrainian.js'

const TABLES = [GERMAN, ENGLISH, TURKISH, RUSSIAN, UKRAINIAN, ARABIC]

const wordsOf = (part: (table: StopWords) => string): ReadonlySet<string> =>
  new Set(TABLES.flatMap((table) => part(table).split(/\s+/)).flatMap(plainWords))

const patternsOf = (part: (table: StopWords) => readonly string[]): readonly RegExp[] =>
  TABLES.flatMap(part).map(
    (source) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${plainLetters(source)})(?![\\p{L}\\p{N}])`, 'u'),
  )

export const COMMANDS = wordsOf((table) => table.commands)
export const NOT_A_SLIP = wordsOf((table) => table.notASlip)
export const SLIPS = wordsOf((table) => table.slips)
export const AROUND = wordsOf((table) => table.around)
export const DOUBTFUL_ALONE = wordsOf((table) => table.doubtfulAlone)

export const PHRASES = patternsOf((table) => table.phrases)
export const AGAINST = patternsOf((table) => table.against)
export const DOUBTFUL = patternsOf((table) => table.doubtful)

/** The commands that are understood with a typing error although they are short. */
export const SHORT_COMMANDS = ['stop', 'стоп']

/** Signs of "no more": doubt, whatever the words beside them. */
export const STOP_SIGNS = /[🛑⛔🚫✋🖐🔕📵🤚]/u
