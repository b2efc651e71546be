/**
 * Whether a wording names a practice, and never the one that uses it: a consent to Schmidt's messages is none to
 * Lindner's. "Die Praxis" without a name is whoever hands the text out. Pure.
 */
import { plainWords } from '../../whatsapp/plain-words.js'

const NAME = "\\p{Lu}[\\p{L}'’-]+"
const TITLES = '(?:(?:Dres|Dr|Prof|med|dent)\\b\\.? ?)+'
/** Nouns that stand beside "die Praxis" and are no name. */
const NO_NAME =
  '(?!(?:Dr\\b|Dres\\b|Prof\\b|Termin|Nachricht|Daten|Whats|Erinner|Einlad|Info|Hinweis|Mitteil|Patient|Auskunft|Auskünfte|Kontakt|Kontroll|Angaben|Sie|Ihne|Ihr|Meine|Meta|Vorsorge|Recall|Rückfrag|Frage|Antwort|Benachricht|Rezept|Rechnung|Name|Anschrift|Adresse|Text|SMS|Telefon|Handy|Mobil|Nummer|Widerruf|Einwillig|Zustimm|Kind|Zahn|Zähne|STOP|Stop|Bescheid|Service|Software|Personal|Team|Messenger|Verantwort|Stempel|Straße|Auf|Für|Nach|Mit)\\p{L}*)'
/** What follows the name of a practice in a German sentence. */
const AFTER =
  '(?= (?:in|aus|GmbH|mich|mir|dich|dir|uns|Sie|Ihnen|darf|möchte|erinnert|schreibt|per|über) |[,.;:()]|$)'
const KIND = '(?<!\\p{L})(?:\\p{L}*(?:[Pp]raxis|[Kk]linik|[Oo]rdination|[Zz]entrum)|MVZ)'

const IN_GERMAN = [
  `${KIND} ${TITLES}(?<name>${NAME})`,
  `${KIND} ${NO_NAME}(?<name>${NAME}) ?(?:&|\\+|und (?:Partner|Kolleg))`,
  `${KIND} ${NO_NAME}(?<name>${NAME})${AFTER}`,
]
/** German names in other languages, where only names are written large. */
const GERMAN_NAME = `${KIND} (?:${TITLES})?${NO_NAME}(?<name>${NAME})`

const CYRILLIC_KIND =
  '(?<!\\p{L})(?:[Сс]томатолог\\p{L}*|[Кк]л[иі]н[иі][кц]\\p{L}*|[Пп]ракти[кц]\\p{L}*|[Кк]аб[иі]нет\\p{L}*)'
const IN_CYRILLIC = [
  GERMAN_NAME,
  `${CYRILLIC_KIND} (?:(?:доктора|врача|лікаря|д-ра) )?["«„“]?(?!(?:Whats|Meta|STOP))(?<name>${NAME})`,
]

const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  de: IN_GERMAN,
  en: [
    GERMAN_NAME,
    `(?<!\\p{L})(?!(?:The|Our|Your|My|This|That|A|Any|Dental|Orthodontic|Each|By|In|If) )(?<name>${NAME})(?:,? (?:& )?${NAME})*? (?:Practice|Clinic|Surgery)(?!\\p{L})`,
    `Dr\\.? (?<name>${NAME})(?:['’]s?)? (?:dental )?(?:practice|clinic|surgery)`,
    `(?:practice|clinic|surgery) (?:of )?Dr\\.? (?<name>${NAME})`,
  ],
  tr: [
    GERMAN_NAME,
    `(?<!\\p{L})(?!(?:Diş|Ağız|Sağlığı|Bu|Bizim|Sizin|Özel|Benim) )(?<name>${NAME}) (?:(?:Ağız|ve|Diş|Sağlığı) )*(?:Muayenehane|Klini[kğ]|Poliklini[kğ])`,
    `Dr\\.? (?<name>${NAME}) (?:diş )?(?:muayenehane|klini[kğ])`,
  ],
  ar: [
    GERMAN_NAME,
    '(?<!\\p{L})[وفبلك]?عيادة (?:(?:ال)?دكتورة?|د\\.) (?<name>\\p{L}+)',
    `(?<!\\p{L})[وفبلك]?عيادة (?:${TITLES})?(?<name>${NAME})`,
    '(?<!\\p{L})[وفبلك]?عيادة (?!(?:ال)?أ?سنان|الأسنان|طب|لطب|تقويم|الدكتور|دكتور)(?<name>ال\\p{L}+)',
  ],
  ru: IN_CYRILLIC,
  uk: IN_CYRILLIC,
}
const COMPILED = new Map(
  Object.entries(PATTERNS).map(([language, sources]) => [
    language,
    sources.map((source) => new RegExp(source, 'gu')),
  ]),
)

/** Of a name that its language bends. */
const STEM = 4
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Arabic}/u]

export function namesAnotherPractice(text: string, language: string, practiceName: string): boolean {
  const plain = text.normalize('NFKC').replace(/\s+/gu, ' ')
  const own = plainWords(practiceName).map(stem)
  const names = (COMPILED.get(language) ?? [])
    .flatMap((pattern) => [...plain.matchAll(pattern)])
    .flatMap(({ groups }) => plainWords(groups?.['name'] ?? '').map(stem))
    // A name in another script may be the same.
    .filter((name) => SCRIPTS.some((script) => script.test(name) && script.test(practiceName)))
  return names.length > 0 && names.every((name) => !own.includes(name))
}

const stem = (word: string): string => word.replace(/^ال/u, '').slice(0, STEM)
