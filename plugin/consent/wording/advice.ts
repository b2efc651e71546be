/** What a refused wording lacks, and what to write instead, in words for those who wrote it (P-08, P-37). Pure. */
import type { Language } from '../../errors.js'
import { modelSentence } from './model-sentences.js'
import type { Slot, TermSlot } from '../slot.js'
import type { UntrueClaim } from './untrue-claims.js'
import type { RefusedWording } from './usable.js'

type Words = Readonly<Record<Language, string>>

const PARTS: Readonly<Record<TermSlot | 'whatsapp', Words>> = {
  practice: { de: 'wer schreibt (die Praxis)', en: 'who writes (the practice)' },
  'purpose:reminder': { de: 'der Zweck Terminerinnerung', en: 'the purpose of reminding of appointments' },
  'purpose:recall': {
    de: 'der Zweck Recall (Einladung zur Kontrolle)',
    en: 'the purpose of recall (invitation to a check-up)',
  },
  'purpose:conversation': { de: 'der Zweck Rückfragen', en: 'the purpose of answering questions' },
  whatsapp: { de: 'dass es über WhatsApp geschieht', en: 'that it is done by WhatsApp' },
  usa: { de: 'dass Daten in die USA gelangen', en: 'that data go to the USA' },
  metadata: {
    de: 'dass Metadaten anfallen (wer wann mit wem schreibt)',
    en: 'that metadata arise (who writes to whom and when)',
  },
  voluntary: { de: 'dass die Einwilligung freiwillig ist', en: 'that consent is voluntary' },
  withdrawal: { de: 'wie man widerruft (auf welchem Weg)', en: 'how to withdraw (by which way)' },
  retention: { de: 'wie lange Daten gespeichert werden', en: 'how long data are kept' },
}

const CLAIMS: Readonly<Record<UntrueClaim, Words>> = {
  full_compliance: {
    de: 'das Versprechen, das Datenschutzrecht sei von selbst eingehalten',
    en: 'the promise that data protection law is met by itself',
  },
  end_to_end: {
    de: 'das Versprechen, niemand dazwischen könne mitlesen',
    en: 'the promise that nobody in between can read',
  },
  key_in_germany: {
    de: 'das Versprechen, wo Schlüssel oder Daten bleiben',
    en: 'the promise where keys or data stay',
  },
}

export function partName(slot: Slot, language: Language): string {
  if (!slot.startsWith('recipient:')) return PARTS[slot as TermSlot | 'whatsapp'][language]
  const name = slot.slice('recipient:'.length)
  return language === 'de' ? `${name} als Empfänger der Daten` : `${name} as a recipient of the data`
}

type Refusal = Pick<RefusedWording, 'language' | 'missing' | 'untrue'>

/** `Es fehlt: …. Unwahr: ….`, without the codes. */
export function lackText({ missing, untrue }: Refusal, language: Language): string {
  const [lacks, wrong] = language === 'de' ? ['es fehlt', 'unwahr ist'] : ['it lacks', 'untrue is']
  return [
    ...(missing.length > 0
      ? [`${lacks}: ${missing.map((slot) => partName(slot, language)).join('; ')}`]
      : []),
    ...(untrue.length > 0 ? [`${wrong}: ${untrue.map((claim) => CLAIMS[claim][language]).join('; ')}`] : []),
  ].join('; ')
}

/** What to change, with the sentences to add in the wording's own language. */
export function adviceText(refused: readonly Refusal[], language: Language): string {
  const sentences = refused.flatMap((one) =>
    one.missing.flatMap((slot) => modelSentence(slot, one.language) ?? []),
  )
  const [add, drop] =
    language === 'de'
      ? ['zu ergänzen ist zum Beispiel', 'zu streichen ist, was unwahr ist']
      : ['to be added, for example', 'to be taken out: what is untrue']
  return [
    ...(sentences.length > 0 ? [`${add}: ${sentences.map((sentence) => `„${sentence}“`).join(' ')}`] : []),
    ...(refused.some(({ untrue }) => untrue.length > 0) ? [drop] : []),
  ].join('; ')
}

/** For a practice whose wordings are several: each with its name. */
export const lacksOf = (refused: readonly RefusedWording[], language: Language): string =>
  refused.map((one) => `${one.id}.${one.language}: ${lackText(one, language)}`).join(' | ')
