/** Facts for the data-protection impact assessment (Art. 35 GDPR). The assessment itself is the practice's. Pure. */
import type { Language } from '../../errors.js'
import { CHANNEL_TRUTHS } from '../../gates/sign-off-points.js'
import { controllerSection } from './controller.js'
import type { DocumentFacts } from './facts.js'
import type { PrivacyDocument } from './section.js'
import { signOffSection } from './sign-off.js'
import { processingFacts, purposeText } from './processing-facts.js'

type Words = Readonly<Record<Language, string>>

export function impactFacts(facts: DocumentFacts, language: Language): PrivacyDocument {
  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  const { practice } = facts
  const { transfer, automatedDecisions } = processingFacts(practice, language)
  return {
    name: 'art-35-facts',
    title: say(
      'Tatsachen für die Datenschutz-Folgenabschätzung',
      'Facts for the data-protection impact assessment',
    ),
    language,
    sections: [
      controllerSection(facts, language),
      {
        heading: say('Beschreibung der Verarbeitung', 'Description of the processing'),
        paragraphs: [
          say(
            'Die Software liest Formulare und Termine der Praxis, führt Buch über Einwilligungen und sendet Erinnerungen über WhatsApp (360dialog) an Patienten, die eingewilligt haben. Antworten werden gelesen, um Bestätigungen, Absagen und Widerrufe zu erkennen.',
            'The software reads forms and appointments of the practice, keeps a ledger of consents, and sends reminders by WhatsApp (360dialog) to patients who agreed. Replies are read to recognise confirmations, cancellations and withdrawals.',
          ),
          automatedDecisions,
        ],
      },
      {
        heading: say('Eingerichtete Erinnerungen', 'Reminders as configured'),
        table: {
          head: [
            say('Regel', 'Rule'),
            say('Zweck', 'Purpose'),
            say('Vorlage', 'Template'),
            say('Zeitpunkt', 'When'),
          ],
          rows: practice.rules.map((rule) => [
            rule.id,
            purposeText(rule.purpose, language),
            rule.template,
            rule.kind === 'before'
              ? say(`${rule.before} vor dem Termin`, `${rule.before} before the appointment`)
              : say(`${rule.after.join(', ')} nach Fälligkeit`, `${rule.after.join(', ')} after it fell due`),
          ]),
          widths: [20, 36, 22, 22],
        },
        paragraphs: practice.templates.map(({ name, language: of, body }) => `${name} (${of}): ${body}`),
      },
      {
        heading: say('Notwendigkeit und Verhältnismäßigkeit', 'Necessity and proportionality'),
        paragraphs: [
          say(
            'Gesendet wird nur mit ausdrücklicher Einwilligung je Zweck. Wer ablehnt, hat keinen Nachteil; die Erinnerung kann als Anruf oder Brief erfolgen.',
            'Nothing is sent without explicit consent for each purpose. Who refuses has no drawback; the reminder can be a call or a letter.',
          ),
          say(
            `Wortlaute in Gebrauch: ${practice.wordings.map(({ id, language: of }) => `${id} (${of})`).join(', ') || 'keine'}.`,
            `Wordings in use: ${practice.wordings.map(({ id, language: of }) => `${id} (${of})`).join(', ') || 'none'}.`,
          ),
          ...transfer,
        ],
      },
      {
        heading: say('Was am Kanal nicht zu ändern ist', 'What cannot be changed about the channel'),
        table: {
          head: [say('Tatsache', 'Fact')],
          rows: CHANNEL_TRUTHS.map((truth) => [truth[language]]),
        },
      },
      {
        heading: say('Risiken und Maßnahmen', 'Risks and measures'),
        table: {
          head: [say('Risiko', 'Risk'), say('Maßnahme', 'Measure'), say('Was bleibt', 'What remains')],
          rows: RISKS.map(({ risk, measure, rest }) => [risk[language], measure[language], rest[language]]),
          widths: [28, 42, 30],
        },
        paragraphs: [
          say(
            'Eintrittswahrscheinlichkeit und Schwere bewertet die Praxis.',
            'Likelihood and severity are for the practice to assess.',
          ),
        ],
      },
      signOffSection(facts, language),
    ],
  }
}

const RISKS: readonly { risk: Words; measure: Words; rest: Words }[] = [
  {
    risk: { de: 'Nachricht ohne gültige Einwilligung', en: 'Message without a valid consent' },
    measure: {
      de: 'Prüfung in der Transaktion, die die Nachricht beansprucht; Zweifel hält an und fragt einen Menschen',
      en: 'check in the transaction that claims the message; doubt holds and asks a person',
    },
    rest: {
      de: 'Nachrichten, die beim Widerruf schon übergeben waren, sind nicht rückholbar',
      en: 'messages that had been handed over when consent was withdrawn cannot be called back',
    },
  },
  {
    risk: { de: 'Nachricht an die falsche Person', en: 'Message to the wrong person' },
    measure: {
      de: 'Einwilligung bindet Person und Nummer; geänderte Nummer, neues Konto oder fremder Name halten an; neutraler Text',
      en: 'consent binds person and number; a changed number, a new account or a foreign name hold; neutral text',
    },
    rest: {
      de: 'eine neu vergebene Nummer, die niemand meldet; Mitleser am Gerät des Patienten',
      en: "a number given to somebody else that nobody reports; others at the patient's device",
    },
  },
  {
    risk: { de: 'Kenntnis bei Meta und 360dialog', en: 'Knowledge at Meta and 360dialog' },
    measure: {
      de: 'nur Anrede, Zeit und Praxis in der Nachricht; Speicherregion wählbar; Halteschalter',
      en: 'only salutation, time and practice in the message; storage region can be chosen; halt switch',
    },
    rest: {
      de: 'Inhalt und Metadaten sind dort bekannt, auch in den USA; dass jemand Patient ist, wird erkennbar',
      en: 'content and metadata are known there, in the USA too; that somebody is a patient shows',
    },
  },
  {
    risk: { de: 'Diebstahl der Datenbank oder einer Sicherung', en: 'Theft of the database or a backup' },
    measure: {
      de: 'Inhalte verschlüsselt, Nummern nur als Prüfwert; Hauptschlüssel getrennt',
      en: 'contents encrypted, numbers as keyed digests only; master key apart',
    },
    rest: {
      de: 'Patienten- und Terminnummern der Praxissoftware und Zeiten stehen lesbar in der Datenbank',
      en: 'patient and appointment numbers of the practice software and times stand readable in the database',
    },
  },
  {
    risk: { de: 'Nachträgliche Änderung von Einwilligungen', en: 'Consents changed afterwards' },
    measure: {
      de: 'nur anfügen, Merkle-Baum, unterschriebener Kopf, Prüfung jederzeit',
      en: 'append only, Merkle tree, signed head, verification at any time',
    },
    rest: {
      de: 'Wer Hauptschlüssel und Datenbank hat, könnte das ganze Buch neu schreiben; ein früherer Kopf außer Haus zeigt es',
      en: 'who has master key and database could rewrite the whole ledger; an earlier head outside the house shows it',
    },
  },
  {
    risk: {
      de: 'Patienten schreiben Gesundheitliches in den Chat',
      en: 'Patients write of their health in the chat',
    },
    measure: {
      de: 'keine Medien werden geladen, keine Übernahme in die Akte, kurze Aufbewahrung',
      en: 'no media are fetched, nothing goes to the patient file by itself, short retention',
    },
    rest: { de: 'der Text war bei Meta und 360dialog', en: 'the text was at Meta and 360dialog' },
  },
]
