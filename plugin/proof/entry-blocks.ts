/** One ledger entry as it is printed: what was declared, by whom, when, under which wording, and with which evidence. Pure. */
import type { Block } from '../document/document.js'
import { dayText, provenMoment } from '../document/moment.js'
import type { Language } from '../errors.js'
import type { Schemas } from '../http/contract.js'
import { purposeText } from '../privacy/papers/processing-facts.js'
import { doubtText } from '../review/doubt-texts.js'
import type { TimeZone } from '../time.js'
import {
  ERASURE_WORDS,
  HOLDER_WORDS,
  MARKED_WORDS,
  METHOD_WORDS,
  ROLE_WORDS,
  ROUTE_WORDS,
  TYPE_WORDS,
} from '../words/ledger.js'
import { DECISION_WORDS } from '../words/reviews.js'
import { storedWord } from '../words/words.js'

export interface Printing {
  language: Language
  zone: TimeZone
}

type Fact = readonly [name: string, value: string]
/** As the ledger has it, or as a report that was read back. */
export type PrintableEntry = Schemas['PatientReport']['entries'][number]
type EntryContent = Schemas['EntryContent']
type Evidence = Schemas['Evidence']

export function entryBlocks(entry: PrintableEntry, printing: Printing): Block[] {
  const { language, zone } = printing
  const name = words(language)
  const heading = `${name('Eintrag', 'Entry')} ${entry.seq}: ${storedWord(TYPE_WORDS, entry.type, language)}`
  const recorded: Fact = [name('Eingetragen', 'Recorded'), provenMoment(entry.recordedAt, zone, language)]
  const facts =
    entry.content === null
      ? [recorded, [name('Inhalt', 'Content'), name('vernichtet', 'destroyed')] as const]
      : [
          ...contentFacts(entry.content, printing),
          recorded,
          ...evidenceFacts(entry.content.evidence, language),
        ]
  return [
    { kind: 'heading', level: 2, text: heading },
    { kind: 'facts', facts, together: true },
  ]
}

const words =
  (language: Language) =>
  (de: string, en: string): string =>
    language === 'de' ? de : en

function contentFacts(content: EntryContent, { language, zone }: Printing): Fact[] {
  const name = words(language)
  const { actor, wording, number, bsuid } = content
  const role = storedWord(ROLE_WORDS, actor.role, language)
  return [
    [
      name('Zwecke', 'Purposes'),
      content.purposes.map((purpose) => purposeText(purpose, language)).join('\n') || '-',
    ],
    [name('Weg', 'Method'), storedWord(METHOD_WORDS, content.method, language)],
    [name('Erklärt von', 'Declared by'), actor.name === null ? role : `${role}: ${actor.name}`],
    [name('Erklärt', 'Given'), givenText(content.givenAt, language, zone)],
    [name('Erfasst', 'Captured'), provenMoment(content.capturedAt, zone, language)],
    ...present(name('Mobilnummer', 'Mobile number'), number),
    ...present(
      name('Inhaber der Nummer', 'Holder of the number'),
      number === null ? null : storedWord(HOLDER_WORDS, content.numberHolder, language),
    ),
    ...present(name('WhatsApp-Konto', 'WhatsApp account'), bsuid),
    ...present(
      name('Wortlaut', 'Wording'),
      wording === null ? null : `${wording.id} (${wording.language}), SHA-256 ${wording.sha256}`,
    ),
    ...present(
      name('Gründe', 'Reasons'),
      content.reasons.map((code) => reasonText(code, language)).join('\n') || null,
    ),
    ...present(name('Ersetzt Einträge', 'Supersedes entries'), content.supersedes.join(', ') || null),
  ]
}

const reasonText = (code: string, language: Language): string =>
  Object.hasOwn(ERASURE_WORDS, code)
    ? ERASURE_WORDS[code as keyof typeof ERASURE_WORDS][language]
    : doubtText(code, language)

function givenText(givenAt: EntryContent['givenAt'], language: Language, zone: TimeZone): string {
  if (givenAt === null) return language === 'de' ? 'nicht angegeben' : 'not said'
  return givenAt.includes('T') ? provenMoment(givenAt, zone, language) : dayText(givenAt, language)
}

function evidenceFacts(evidence: Evidence, language: Language): Fact[] {
  const name = words(language)
  switch (evidence?.kind) {
    case undefined:
      return [[name('Beleg', 'Evidence'), name('keiner', 'none')]]
    case 'form':
      return [
        [
          name('Beleg', 'Evidence'),
          name('Formular (bleibt in der Patientenakte)', 'form (stays in the patient file)'),
        ],
        [name('Datei, SHA-256', 'File, SHA-256'), evidence.sha256],
        [name('Formularart', 'Form'), evidence.form ?? '-'],
        [name('Seite', 'Page'), evidence.page === null ? '-' : String(evidence.page)],
        [name('Feld', 'Field'), evidence.control ?? '-'],
        [name('Rohwert', 'Raw value'), evidence.raw ?? '-'],
        [name('Kreuz gesetzt von', 'Mark set by'), storedWord(MARKED_WORDS, evidence.markedBy, language)],
        [name('Leser', 'Reader'), evidence.reader],
      ]
    case 'reply':
      return [
        [name('Beleg', 'Evidence'), name('Nachricht des Patienten', 'message of the patient')],
        [name('Kennung bei WhatsApp', 'WhatsApp id'), evidence.wamid],
        ...present(name('Antwort auf', 'Answer to'), evidence.message),
      ]
    case 'reception':
      return [
        [name('Beleg', 'Evidence'), name('Eintrag am Empfang', 'entry at the reception')],
        ...present(name('Eingetragen von', 'Entered by'), evidence.by ?? null),
        ...present(name('Vermerk', 'Note'), evidence.note),
      ]
    case 'chat':
      return [
        [
          name('Beleg', 'Evidence'),
          name('Knopf im Chat unter dem Wortlaut', 'button in the chat under the wording'),
        ],
        [name('Anlass', 'Route'), storedWord(ROUTE_WORDS, evidence.route, language)],
        [name('Frage', 'Question'), evidence.request],
        [name('Begonnen mit', 'Opened by'), evidence.opened],
        [name('Gedrückt mit', 'Pressed by'), evidence.pressed],
        [
          name('Konto', 'Account'),
          [evidence.account.phone, evidence.account.bsuid].filter((part) => part !== null).join(', ') || '-',
        ],
      ]
    case 'review':
      return [
        [name('Entschieden von', 'Decided by'), evidence.by],
        [
          name('Entscheidung', 'Decision'),
          `${storedWord(DECISION_WORDS, evidence.decision, language)} (${evidence.review})`,
        ],
        ...present(name('Vermerk', 'Note'), evidence.note),
        ...(evidence.about === null ? [] : evidenceFacts(evidence.about, language)),
      ]
    case 'erasure':
      return [
        [name('Gelöschte Einträge', 'Erased entries'), evidence.entries.join(', ') || name('keine', 'none')],
        [
          name('Umfang', 'Scope'),
          evidence.scope === 'person'
            ? name('alles zur Person', 'everything about the person')
            : name('nur diese Inhalte', 'these contents only'),
        ],
      ]
  }
}

const present = (name: string, value: string | null): Fact[] => (value === null ? [] : [[name, value]])
