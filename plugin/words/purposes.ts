/** Purposes in a word or two, as lists name them. */
import type { Purpose } from '../consent/purpose.js'
import type { Language } from '../errors.js'
import type { Words } from './words.js'

export const PURPOSE_WORDS: Words<Purpose> = {
  reminder: { de: 'Terminerinnerung', en: 'reminder' },
  recall: { de: 'Recall', en: 'recall' },
  conversation: { de: 'Chat mit der Praxis', en: 'chat with the practice' },
}

export const purposesText = (purposes: readonly Purpose[], language: Language): string =>
  purposes.map((purpose) => PURPOSE_WORDS[purpose][language]).join(', ')
