/**
 * Whether a wording says what a patient must know to agree (P-08), and nothing that is untrue (P-37). A practice's own
 * lawyer writes it in their own words, so each slot is looked for in many ways; what is not found is asked for. Pure.
 */
import { PURPOSES, type Purpose } from '../purpose.js'
import { purposeSlot, SPOKEN_SLOTS, type Slot } from '../slot.js'
import { namesAnotherPractice } from './another-practice.js'
import { untrueClaims, type UntrueClaim } from './untrue-claims.js'
import { ARABIC } from './terms/arabic.js'
import { ENGLISH } from './terms/english.js'
import { GERMAN } from './terms/german.js'
import { RUSSIAN } from './terms/russian.js'
import { DENIALS } from './terms/denials.js'
import { isMeant, isOneDenied, readSentences, type Sentence } from './terms/clauses.js'
import { plainSentences } from './terms/sentences.js'
import { isSaid, type TermTable } from './terms/terms.js'
import { TURKISH } from './terms/turkish.js'
import { UKRAINIAN } from './terms/ukrainian.js'

export interface WordingUse {
  /** `de`, `en`, `tr`, `ar`, `ru`, `uk`; `de_AT` is read as `de`. */
  language: string
  practiceName: string
  /** What consents under it are for. Where nothing is said yet, it must name one purpose at least. */
  purposes: readonly Purpose[]
  /** Who receives the data; 360dialog and Meta are looked for in any case. */
  recipients: readonly string[]
}

/** Why a wording is not used. */
export interface WordingRefusal {
  missing: readonly Slot[]
  untrue: readonly UntrueClaim[]
}

/** Who receives the data of every message. */
export const ALWAYS_RECIPIENTS = ['360dialog', 'Meta'] as const

const TABLES: ReadonlyMap<string, TermTable> = new Map([
  ['de', GERMAN],
  ['en', ENGLISH],
  ['tr', TURKISH],
  ['ar', ARABIC],
  ['ru', RUSSIAN],
  ['uk', UKRAINIAN],
])

const WHATSAPP = /whats ?app|واتس ?اب|в[ао]тс ?[ау]п/u
const DIALOG360 = /360 ?dialog/u
/** The company; not the first half of its data (`meta veriler`). Ukrainian `мета` is an aim. */
const META = /(?<![^ ])(?:metas?|[وفبلك]?ميتا)(?! (?:daten|data|veri))(?![^ ])/u
const META_IN_RUSSIAN = /(?<![^ ])мета(?! данн)(?![^ ])/u
const USA = /(?<![^ ])usa(?![^ ])/u

/** @returns `null` when the wording may be used */
export function wordingRefusal(text: string, use: WordingUse): WordingRefusal | null {
  const missing = missingSlots(text, use)
  const untrue = untrueClaims(text)
  return missing.length === 0 && untrue.length === 0 ? null : { missing, untrue }
}

/**
 * What a text leaves out, or names only to deny it. In a language without a table nobody can tell what it says: then it
 * is missing, too.
 */
export function missingSlots(text: string, use: WordingUse): Slot[] {
  const language = languageOf(use.language)
  const sentences = readSentences(text, DENIALS.get(language))
  const plain = plainSentences(text)
  const spoken = SPOKEN_SLOTS.filter((slot) => {
    if (slot === 'practice' && namesPractice(plain, use.practiceName)) return false
    if (slot === 'practice' && namesAnotherPractice(text, language, use.practiceName)) return true
    if (slot === 'usa' && !TABLES.has(language)) return !isNamed(USA, sentences)
    return !says(slot, language, sentences)
  })
  return [
    ...spoken,
    ...missingPurposes(use.purposes, namedPurposes(text, use.language)).map(purposeSlot),
    ...(isNamed(WHATSAPP, sentences) ? [] : ['whatsapp' as const]),
    ...[...new Set([...ALWAYS_RECIPIENTS, ...use.recipients])]
      .filter((recipient) => !namesRecipient(recipient, sentences, language))
      .map((recipient): Slot => `recipient:${recipient}`),
  ]
}

/** The purposes that a text is about: a consent under it is never for another one (P-09). */
export function namedPurposes(text: string, language: string): Purpose[] {
  const code = languageOf(language)
  const sentences = readSentences(text, DENIALS.get(code))
  return PURPOSES.filter((purpose) => says(purposeSlot(purpose), code, sentences))
}

function says(slot: keyof TermTable, language: string, sentences: readonly Sentence[]): boolean {
  const table = TABLES.get(language)
  const denials = DENIALS.get(language)
  return table !== undefined && denials !== undefined && isSaid(slot, table[slot], sentences, denials)
}

const isNamed = (pattern: RegExp, sentences: readonly Sentence[]): boolean =>
  sentences.some((sentence) => isMeant(pattern, sentence, isOneDenied))

function missingPurposes(used: readonly Purpose[], named: readonly Purpose[]): readonly Purpose[] {
  if (used.length > 0) return used.filter((purpose) => !named.includes(purpose))
  return named.length > 0 ? [] : (['reminder', 'recall'] as const)
}

const languageOf = (code: string): string => code.slice(0, 2)

function isNamedInFull(sentences: string, fullName: string): boolean {
  const name = plainSentences(fullName).replaceAll(' ¶ ', ' ')
  return name !== '' && ` ${sentences.replaceAll(' ¶ ', ' ')} `.includes(` ${name} `)
}

/** Titles and forms of a company: a name is the same with and without them. */
const TITLES: ReadonlySet<string> = new Set([
  'dr',
  'dres',
  'prof',
  'med',
  'dent',
  'gmbh',
  'mvz',
  'und',
  'and',
])
const MOST_ENDINGS = 3

/**
 * The practice's name as its language bends it (`Стоматологии доктора …`, `للمركز …`), with titles and first names or
 * without, in whole or, of several words, without the first of them, where that says what kind of place it is.
 */
function namesPractice(sentences: string, practiceName: string): boolean {
  const words = plainSentences(practiceName)
    .split(' ')
    .filter((word) => word !== '¶' && !TITLES.has(word))
  // One word alone may be any word: Klein, Lang.
  if (words.length < 2) return isNamedInFull(sentences, practiceName)
  const text = sentences
    .split(' ')
    .filter((word) => word !== '¶' && !TITLES.has(word))
    .join(' ')
  const bent = (word: string): string => {
    const stem = word.length <= MOST_ENDINGS + 1 ? word : word.slice(0, Math.max(4, word.length - 2))
    const prefix = /\p{Script=Arabic}/u.test(word) ? '(?:[وفبك]?(?:ال|لل|ل)?)' : ''
    return `${prefix}${stem.replace(/^ال/u, '(?:ال|ل)?')}${stem === word ? '' : `[^ ]{0,${MOST_ENDINGS}}`}`
  }
  const names = (some: readonly string[]): boolean =>
    new RegExp(`(?<![^ ])${some.map(bent).join(' (?:[^ ]+ )?')}(?![^ ])`, 'u').test(text)
  return names(words) || (words.length > 2 && names(words.slice(1)))
}

function namesRecipient(recipient: string, sentences: readonly Sentence[], language: string): boolean {
  switch (recipient) {
    case '360dialog':
      return isNamed(DIALOG360, sentences)
    case 'Meta':
      return isNamed(META, sentences) || (language === 'ru' && isNamed(META_IN_RUSSIAN, sentences))
    default: {
      const name = plainSentences(recipient).replaceAll(' ¶ ', ' ')
      return name !== '' && isNamed(new RegExp(`(?<![^ ])${name}(?![^ ])`, 'u'), sentences)
    }
  }
}
