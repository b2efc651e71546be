/**
 * What Art. 15(1) asks for beside the data, from the live configuration: who is responsible, what for, on which ground,
 * who receives it, how long it is kept, and which rights there are. States only what is true (P-37, P-38). Pure.
 */
import type { Practice } from '../../configuration/configuration.js'
import { PURPOSES, type Purpose } from '../../consent/purpose.js'
import type { Language } from '../../errors.js'
import type { Schemas } from '../../http/contract.js'
import { storedWord, type Words } from '../../words/words.js'
import { addressLine, controllerName, officerLine } from '../controller.js'
import { statedPeriods } from '../retention/stated-periods.js'
import { supervisoryAuthority } from '../supervisory-authority.js'

export type ProcessingFacts = Schemas['ProcessingFacts']

const PURPOSE_TEXTS: Words<Purpose> = {
  reminder: {
    de: 'Erinnerung an vereinbarte Termine über WhatsApp',
    en: 'Reminders of agreed appointments by WhatsApp',
  },
  recall: {
    de: 'Einladung über WhatsApp, einen fälligen Kontrolltermin zu vereinbaren',
    en: 'Invitations by WhatsApp to arrange a check-up that is due',
  },
  conversation: {
    de: 'Antworten über WhatsApp auf das, was der Patient schreibt',
    en: 'Answers by WhatsApp to what the patient writes',
  },
}

export const purposeText = (purpose: Purpose, language: Language): string =>
  storedWord(PURPOSE_TEXTS, purpose, language)

const LEGAL_BASIS: Record<Language, string> = {
  de: 'ausdrückliche Einwilligung, Art. 6 Abs. 1 Buchst. a und Art. 9 Abs. 2 Buchst. a DSGVO',
  en: 'explicit consent, Art. 6(1)(a) and Art. 9(2)(a) GDPR',
}

export function processingFacts(practice: Practice, language: Language): ProcessingFacts {
  return {
    controller: `${controllerName(practice)}, ${practice.phone}`,
    address: practice.address === null ? null : addressLine(practice.address),
    dataProtectionOfficer: officerLine(practice),
    supervisoryAuthority: supervisoryAuthority(practice.region),
    purposes: PURPOSES.map((purpose) => ({
      purpose,
      description: purposeText(purpose, language),
      legalBasis: LEGAL_BASIS[language],
    })),
    recipients: recipients(practice, language),
    transfer: transferFacts(practice, language),
    storagePeriods: statedPeriods(practice, language),
    rights: rights(practice, language),
    source:
      language === 'de'
        ? 'Praxissoftware (Name, Geburtsdatum, Mobilnummer, Termine, Recalls), Formulare und Nachrichten des Patienten, Meldungen von WhatsApp'
        : 'practice software (name, birthday, mobile number, appointments, recalls), forms and messages of the patient, reports of WhatsApp',
    automatedDecisions:
      language === 'de'
        ? 'Keine. Niemand wird bewertet; der Zeitpunkt einer Nachricht folgt aus dem Termin und festen Regeln.'
        : 'None. Nobody is scored; when a message is sent follows from the appointment and fixed rules.',
  }
}

function recipients({ whatsapp }: Practice, language: Language): ProcessingFacts['recipients'] {
  const roles: Readonly<Record<string, Record<Language, string>>> = {
    '360dialog': { de: 'Versanddienst, Auftragsverarbeiter', en: 'dispatch service, processor' },
    Meta: {
      de: 'WhatsApp Cloud API: weiterer Auftragsverarbeiter für den Inhalt, der ihn entschlüsselt und verarbeitet; WhatsApp für Metadaten',
      en: 'WhatsApp Cloud API: further processor of the content, which it decrypts and handles; WhatsApp for metadata',
    },
  }
  const other = { de: 'von der Praxis benannter Empfänger', en: 'recipient named by the practice' }
  return whatsapp.recipients.map((name) => ({ name, role: (roles[name] ?? other)[language] }))
}

/** What P-38 wants to be known. */
export function transferFacts({ whatsapp }: Practice, language: Language): string[] {
  const region = whatsapp.storageRegion
  return language === 'de'
    ? [
        'Meta entschlüsselt die Nachrichten und verarbeitet ihren Inhalt.',
        region === null
          ? 'Eine Speicherregion ist nicht gewählt: Meta speichert die Inhalte bis zu 30 Tage, auch in den USA.'
          : `Gewählte Speicherregion: ${region}. Meta verarbeitet die Inhalte bis zu 60 Minuten weltweit und speichert sie danach in dieser Region.`,
        'Wer wann mit wem schreibt (Metadaten), erfährt WhatsApp und behält es.',
        'Die Übermittlung in die USA stützt sich auf den Angemessenheitsbeschluss zum EU-US Data Privacy Framework. Dagegen ist ein Rechtsmittel anhängig (C-703/25 P).',
      ]
    : [
        'Meta decrypts the messages and handles their content.',
        region === null
          ? 'No storage region was chosen: Meta stores contents for up to 30 days, in the USA too.'
          : `Storage region chosen: ${region}. Meta handles contents worldwide for up to 60 minutes and then stores them in this region.`,
        'Who writes with whom and when (metadata) becomes known to WhatsApp, which keeps it.',
        'The transfer to the USA rests on the adequacy decision on the EU-US Data Privacy Framework, against which an appeal is pending (C-703/25 P).',
      ]
}

function rights({ phone, region }: Practice, language: Language): ProcessingFacts['rights'] {
  const authority = supervisoryAuthority(region)
  return language === 'de'
    ? [
        { right: 'Auskunft (Art. 15)', how: `bei der Praxis, ${phone}` },
        { right: 'Berichtigung (Art. 16)', how: `bei der Praxis, ${phone}` },
        { right: 'Löschung (Art. 17)', how: `bei der Praxis, ${phone}` },
        { right: 'Einschränkung (Art. 18)', how: `bei der Praxis, ${phone}` },
        { right: 'Datenübertragbarkeit (Art. 20)', how: 'diese Auskunft als Datei (JSON)' },
        {
          right: 'Widerruf der Einwilligung (Art. 7 Abs. 3)',
          how: `jederzeit für die Zukunft: Antwort STOP, am Empfang, auf einem neuen Formular oder unter ${phone}`,
        },
        {
          right: 'Beschwerde (Art. 77)',
          how:
            authority === null
              ? 'bei jeder Datenschutz-Aufsichtsbehörde, zum Beispiel der Ihres Bundeslandes'
              : `bei jeder Datenschutz-Aufsichtsbehörde; für die Praxis zuständig: ${authority}`,
        },
      ]
    : [
        { right: 'Access (Art. 15)', how: `from the practice, ${phone}` },
        { right: 'Rectification (Art. 16)', how: `from the practice, ${phone}` },
        { right: 'Erasure (Art. 17)', how: `from the practice, ${phone}` },
        { right: 'Restriction (Art. 18)', how: `from the practice, ${phone}` },
        { right: 'Portability (Art. 20)', how: 'this report as a file (JSON)' },
        {
          right: 'Withdrawal of consent (Art. 7(3))',
          how: `at any time for the future: reply STOP, at the reception, on a new form, or under ${phone}`,
        },
        {
          right: 'Complaint (Art. 77)',
          how:
            authority === null
              ? 'to any data-protection authority, for example that of your federal state'
              : `to any data-protection authority; competent for the practice: ${authority}`,
        },
      ]
}
