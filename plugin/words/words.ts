/** Closed lists in words for people: every code of a list has its German and its English word. Pure. */
import type { Language } from '../errors.js'

export type Words<Code extends string> = Readonly<Record<Code, Readonly<Record<Language, string>>>>

/** The code stands beside it: whoever is told about stored data is told what is stored. */
const UNKNOWN: Readonly<Record<Language, string>> = {
  de: 'dieser Version unbekannt',
  en: 'not known to this version',
}

/** For what another version of this program wrote into the database. */
export const unknownWord = (code: string, language: Language): string => `${UNKNOWN[language]} (${code})`

/** For a code from a database: what this version has no word for is said as it stands, and never an error. */
export const storedWord = <Code extends string>(
  words: Words<Code>,
  code: NoInfer<Code>,
  language: Language,
): string => (Object.hasOwn(words, code) ? words[code][language] : unknownWord(code, language))
