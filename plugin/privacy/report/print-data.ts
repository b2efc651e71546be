/** The stored rows of the report on paper, a table for each kind, every code in its words (Art. 12). Pure. */
import type { Block } from '../../document/document.js'
import { dayText } from '../../document/moment.js'
import { reasonText } from '../../reminder/reasons.js'
import { doubtText } from '../../review/doubt-texts.js'
import { INTENT_WORDS, QUESTION_WORDS, REPLY_WORDS } from '../../words/chat.js'
import { APPOINTMENT_WORDS, EVENT_WORDS, evidenceText } from '../../words/host.js'
import { ROUTE_WORDS } from '../../words/ledger.js'
import { ACCESS_WORDS } from '../../words/privacy.js'
import { PURPOSE_WORDS } from '../../words/purposes.js'
import { DECISION_WORDS, RESULT_WORDS } from '../../words/reviews.js'
import { SCOPE_WORDS, STATE_WORDS } from '../../words/sending.js'
import { storedWord } from '../../words/words.js'
import { type Paper, section } from './paper.js'
import type { Report } from './report.js'

/** By what the person is known, and which forms were recorded. */
export function personSections(report: Report, paper: Paper): Block[] {
  const { say, at, language } = paper
  return [
    ...section(paper, say('Nummern und WhatsApp-Konten', 'Numbers and WhatsApp accounts'), {
      head: [say('Art', 'Kind'), say('Wert', 'Value'), say('Woher', 'How known'), say('seit', 'since')],
      rows: report.links.map(({ kind, value, evidence, since }) => [
        kind === 'phone' ? say('Nummer', 'number') : say('Konto', 'account'),
        value ?? say('nur Prüfwert gespeichert', 'only a digest stored'),
        evidenceText(evidence, language),
        at(since),
      ]),
      widths: [14, 28, 32, 26],
    }),
    ...section(paper, say('Erfasste Formulare', 'Recorded forms'), {
      head: [
        say('Datei (SHA-256)', 'File (SHA-256)'),
        say('Erfasst', 'Recorded'),
        say('Datum', 'Dated'),
        say('Kreuze', 'Marks'),
      ],
      rows: report.forms.map(({ sha256, recordedAt, givenAt, consents }) => [
        sha256,
        at(recordedAt),
        givenAt === null ? '-' : dayText(givenAt, language),
        consents.map((mark) => markText(mark, paper)).join('\n'),
      ]),
      widths: [34, 20, 14, 32],
    }),
  ]
}

type Mark = Report['forms'][number]['consents'][number]

/** The field and its value stand as they are on the form. */
function markText({ purpose, result, control, raw }: Mark, { language }: Paper): string {
  const read = storedWord(RESULT_WORDS, result, language)
  return `${storedWord(PURPOSE_WORDS, purpose, language)}: ${read} (${control ?? '-'} = ${raw ?? '-'})`
}

/** Appointments and recalls, what was planned for them, and what was sent. */
export function sendingSections(report: Report, paper: Paper): Block[] {
  const { say, at, language } = paper
  return [
    ...section(paper, say('Termine', 'Appointments'), {
      head: [
        say('Nummer', 'Number'),
        say('Beginn', 'Beginning'),
        say('Stand', 'Status'),
        say('Zuletzt geändert', 'Last changed'),
      ],
      rows: report.appointments.map(({ id, startsAt, status, changedAt, gone }) => [
        id,
        at(startsAt),
        storedWord(APPOINTMENT_WORDS, status, language) + (gone ? `, ${say('entfernt', 'removed')}` : ''),
        at(changedAt),
      ]),
    }),
    ...section(paper, 'Recalls', {
      head: [say('Nummer', 'Number'), say('Fällig', 'Due'), say('Zuletzt geändert', 'Last changed')],
      rows: report.recalls.map(({ id, dueOn, changedAt }) => [id, dayText(dueOn, language), at(changedAt)]),
    }),
    ...section(paper, say('Erinnerungen', 'Reminders'), {
      head: [
        say('Regel', 'Rule'),
        say('Fällig', 'Due'),
        say('Stand', 'Status'),
        say('Grund', 'Reason'),
        say('Eintrag', 'Entry'),
      ],
      rows: report.reminders.map(({ rule, dueAt, status, reason, consent }) => [
        rule,
        at(dueAt),
        storedWord(STATE_WORDS, status, language),
        reason === null ? '-' : reasonText(reason, language),
        consent === null ? '-' : String(consent),
      ]),
      widths: [20, 24, 14, 32, 10],
    }),
    ...section(paper, say('Gesendete Nachrichten', 'Messages sent'), {
      head: [
        say('Übergeben', 'Handed over'),
        say('An', 'To'),
        say('Vorlage und Angaben', 'Template and parameters'),
        say('Stand', 'Status'),
        say('Eintrag', 'Entry'),
      ],
      rows: report.messages.map(({ handedOverAt, to, template, parameters, status, consent }) => [
        at(handedOverAt),
        to ?? say('gelöscht', 'deleted'),
        `${template}: ${parameters?.join(', ') ?? say('gelöscht', 'deleted')}`,
        storedWord(STATE_WORDS, status, language),
        String(consent),
      ]),
      widths: [22, 20, 32, 14, 10],
    }),
  ]
}

/** What the person wrote or pressed, was asked and was answered. */
export function conversationSections(report: Report, paper: Paper): Block[] {
  const { say, at, language } = paper
  return [
    ...section(paper, say('Empfangene Nachrichten', 'Messages received'), {
      head: [say('Gesendet', 'Sent'), say('Von', 'From'), 'Text', say('Verstanden als', 'Understood as')],
      rows: report.inbound.map(({ sentAt, sender, text, intent }) => [
        at(sentAt),
        sender === null
          ? say('gelöscht', 'deleted')
          : [sender.phone, sender.bsuid].filter((part) => part !== null).join(', '),
        text ?? '-',
        storedWord(INTENT_WORDS, intent, language),
      ]),
      widths: [22, 22, 36, 20],
    }),
    ...section(paper, say('Fragen im Chat', 'Questions in the chat'), {
      head: [say('Kennung', 'Id'), say('Weg', 'Route'), say('Stand', 'State'), say('Ausgegeben', 'Issued')],
      rows: report.questions.map(({ id, route, state, issuedAt }) => [
        id,
        storedWord(ROUTE_WORDS, route, language),
        storedWord(QUESTION_WORDS, state, language),
        at(issuedAt),
      ]),
      widths: [32, 22, 24, 22],
    }),
    ...section(paper, say('Antworten im Chat', 'Answers in the chat'), {
      head: [say('Erstellt', 'Created'), say('Art', 'Kind'), say('Stand', 'State')],
      rows: report.replies.map(({ createdAt, kind, state }) => [
        at(createdAt),
        storedWord(REPLY_WORDS, kind, language),
        storedWord(STATE_WORDS, state, language),
      ]),
    }),
  ]
}

/** What people decided and the plugin keeps about the person, whom it told, and who looked. */
export function noteSections(report: Report, paper: Paper): Block[] {
  const { say, at, language } = paper
  return [
    ...section(paper, say('Zweifelsfälle', 'Cases of doubt'), {
      head: [
        say('Eröffnet', 'Opened'),
        say('Gründe', 'Reasons'),
        say('Entscheidung', 'Decision'),
        say('Von', 'By'),
      ],
      rows: report.reviews.map(({ openedAt, reasons, decision, decidedBy }) => [
        at(openedAt),
        reasons.map((code) => doubtText(code, language)).join('\n'),
        decision === null ? say('offen', 'open') : storedWord(DECISION_WORDS, decision, language),
        decidedBy ?? '-',
      ]),
      widths: [22, 42, 20, 16],
    }),
    ...section(paper, say('Sendesperren', 'Blocks'), {
      head: [say('Was gesperrt ist', 'What is blocked'), say('seit', 'since'), say('bis', 'until')],
      rows: report.blocks.map(({ scope, since, until }) => [
        storedWord(SCOPE_WORDS, scope, language),
        at(since),
        at(until),
      ]),
    }),
    ...section(paper, say('Meldungen an die Praxissoftware', 'Events told to the practice software'), {
      head: [say('Art', 'Type'), say('Zeit', 'Time'), say('Zugestellt', 'Delivered')],
      rows: report.events.map((event) => [
        storedWord(EVENT_WORDS, event.type, language),
        at(event.at),
        at(event.deliveredAt),
      ]),
    }),
    ...section(paper, say('Zugriffe auf diese Daten', 'Accesses to these data'), {
      head: [say('Zeit', 'Time'), say('Vorgang', 'Action')],
      rows: report.accesses.map((access) => [
        at(access.at),
        storedWord(ACCESS_WORDS, access.action, language),
      ]),
    }),
  ]
}
