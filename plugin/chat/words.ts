/** What the plugin says in a chat, in the languages of the wordings. Never a name, a treatment or an offer (P-33, P-35). */
import type { Purpose } from '../consent/purpose.js'
import { ar } from './words/ar.js'
import { de } from './words/de.js'
import { en } from './words/en.js'
import { ru } from './words/ru.js'
import { tr } from './words/tr.js'
import { uk } from './words/uk.js'

export const CHAT_LANGUAGES = ['de', 'en', 'tr', 'ar', 'ru', 'uk'] as const
export type ChatLanguage = (typeof CHAT_LANGUAGES)[number]

/** The practice as texts name it. */
export interface Speaker {
  name: string
  /** As people of the country read it: `030 12345678`. */
  phone: string
}

export interface ChatWords {
  /** Titles of buttons: at most 20 characters, all different. */
  buttons: Record<Purpose, string> & { no: string; choose: string }
  /** As part of a sentence. */
  purposes: Record<Purpose, string>
  /** Below the wording, with a button for each purpose; at most 1024 characters. */
  question(practice: Speaker): string
  /** The same for a tick that staff had entered. */
  confirmation(practice: Speaker): string
  /** After a yes to one of several purposes: the others are asked again. */
  further: string
  /** After a yes; says how to stop (P-16). */
  granted(purposes: string): string
  /** After a yes from another number than the one on record. */
  grantedElsewhere(purposes: string): string
  /** After a yes from an account that hides its number. */
  grantedHidden(purposes: string): string
  /** After a no; asks nothing more (P-06). */
  refused: string
  /** Pressed again. */
  repeated: string
  /** Pressed too late, or after a no: how to agree anew. */
  over: string
  otherAccount: string
  /** Wrote, instead of pressing one of the buttons that wait. */
  useButtons: string
  codeUnknown: string
  codeExpired: string
  codeUsed: string
  /** Once after a withdrawal, without a reason asked and without advertising (P-21). */
  stopped(practice: Speaker): string
  /** To whoever begins a chat from the poster: how it goes on. */
  poster(practice: Speaker): string
  /** To anything else: nobody reads along here; what concerns health belongs on the telephone (P-36). */
  notice(practice: Speaker): string
  /** What stands ready in the patient's message, before the code. */
  codeText: string
  /** What stands ready in the message of whoever scans the poster. */
  posterText: string
  /** The printed poster. */
  sheet: {
    title: string
    steps: readonly string[]
    voluntary: string
    /** The code in words, for whoever has the sheet read out. */
    code: string
    /** Where the configuration names no address. */
    addressMissing: string
  }
}

const WORDS: Record<ChatLanguage, ChatWords> = { de, en, tr, ar, ru, uk }

/** The language we have words in: `de` for `de-AT`; English for one we do not speak. */
export function chatLanguage(language: string): ChatLanguage {
  const primary = language.toLowerCase().split(/[-_]/)[0]
  return CHAT_LANGUAGES.find((known) => known === primary) ?? 'en'
}

export const wordsIn = (language: string): ChatWords => WORDS[chatLanguage(language)]
