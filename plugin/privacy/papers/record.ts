/** Record of processing activities (Art. 30(1) GDPR), from the live configuration. Pure. */
import type { Language } from '../../errors.js'
import { toFillIn } from '../controller.js'
import { controllerSection } from './controller.js'
import type { DocumentFacts } from './facts.js'
import type { PrivacyDocument } from './section.js'
import { signOffSection } from './sign-off.js'
import { processingFacts } from './processing-facts.js'

export function recordOfProcessing(facts: DocumentFacts, language: Language): PrivacyDocument {
  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  const { practice } = facts
  const { purposes, recipients, transfer, storagePeriods, source } = processingFacts(practice, language)
  return {
    name: 'art-30-record',
    title: say(
      'Verzeichnis der Verarbeitungstätigkeit: WhatsApp-Erinnerungen',
      'Record of processing: WhatsApp reminders',
    ),
    language,
    sections: [
      controllerSection(facts, language),
      {
        heading: say('Vertreter und gemeinsam Verantwortliche', 'Representative and joint controllers'),
        paragraphs: [toFillIn(language)],
      },
      {
        heading: say('Zwecke und Rechtsgrundlagen', 'Purposes and legal bases'),
        table: {
          head: [say('Zweck', 'Purpose'), say('Rechtsgrundlage', 'Legal basis')],
          rows: purposes.map(({ description, legalBasis }) => [description, legalBasis]),
        },
      },
      {
        heading: say('Betroffene und Daten', 'Persons and data'),
        table: {
          head: [say('Betroffene', 'Persons'), say('Daten', 'Data')],
          rows: [
            [
              say('Patienten', 'Patients'),
              say(
                'Name, Geburtsdatum, Mobilnummer, Patientennummer der Praxissoftware, WhatsApp-Kennung; Beginn und Stand von Terminen, Fälligkeit von Recalls (Gesundheitsdaten nach Art. 9, weil sie auf eine Behandlung schließen lassen); Einwilligung, Ablehnung, Widerruf mit Beleg; gesendete und empfangene Nachrichten und ihr Stand',
                'name, birthday, mobile number, patient number of the practice software, WhatsApp id; beginning and status of appointments, due dates of recalls (health data under Art. 9, because they let one infer a treatment); consent, refusal, withdrawal with evidence; messages sent and received and their status',
              ),
            ],
            [
              say('Eltern, Vormünder, Betreuer', 'Parents, guardians, Betreuer'),
              say(
                'Name und Rolle, wenn sie für den Patienten erklären',
                'name and role, where they declare for the patient',
              ),
            ],
            [
              say('Mitarbeiter', 'Staff'),
              say(
                'Name bei Einträgen, Entscheidungen und Zugriffen',
                'name with entries, decisions and accesses',
              ),
            ],
          ],
          widths: [28, 72],
        },
        paragraphs: [
          `${say('Herkunft', 'Source')}: ${source}.`,
          say(
            'Nicht verarbeitet werden: Befunde, Behandlungen, Preise, Versicherung, Freitext der Praxissoftware.',
            'Not processed: findings, treatments, prices, insurance, free text of the practice software.',
          ),
        ],
      },
      {
        heading: say('Empfänger', 'Recipients'),
        table: {
          head: [say('Name', 'Name'), say('Rolle', 'Role')],
          rows: recipients.map(({ name, role }) => [name, role]),
          widths: [30, 70],
        },
      },
      { heading: say('Übermittlung in Drittländer', 'Transfer to third countries'), paragraphs: transfer },
      {
        heading: say('Löschfristen', 'Time limits for erasure'),
        table: {
          head: [say('Daten', 'Data'), say('Dauer', 'Period'), say('Grund', 'Reason')],
          rows: storagePeriods.map(({ data, period, reason }) => [data, period, reason]),
          widths: [38, 28, 34],
        },
      },
      {
        heading: say('Systeme', 'Systems'),
        paragraphs: [
          practice.hosts.length === 0
            ? say('Keine Praxissoftware ist angebunden.', 'No practice software is attached.')
            : `${say('Angebunden', 'Attached')}: ${practice.hosts.map(({ id, adapter }) => `${id} (${adapter})`).join(', ')}.`,
          `WhatsApp: ${practice.whatsapp.phone}, ${say('Telefonnummer-Kennung', 'phone number id')} ${practice.whatsapp.phoneNumberId}.`,
          say(
            'Technische und organisatorische Maßnahmen: siehe Maßnahmenliste (Art. 32).',
            'Technical and organisational measures: see the list of measures (Art. 32).',
          ),
        ],
      },
      signOffSection(facts, language),
    ],
  }
}
