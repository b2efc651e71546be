/**
 * What the practice signs off before anything is sent: what it must have in hand (P-39), and what is true of the channel
 * and cannot be changed by any software (P-38). The texts stand in documents and in `doctor --sign-off`.
 */
import type { Language } from '../errors.js'

export const SIGN_OFF_POINTS = [
  'processing-contract-vendor',
  'processing-contract-360dialog',
  'secrecy-undertaking',
  'dpia',
  'storage-region',
  'c5-evidence',
] as const
export type SignOffPoint = (typeof SIGN_OFF_POINTS)[number]

export const SIGN_OFF_TEXTS: Readonly<Record<SignOffPoint, Record<Language, string>>> = {
  'processing-contract-vendor': {
    de: 'Der Vertrag zur Auftragsverarbeitung mit dem Anbieter dieser Software ist geschlossen (Art. 28 DSGVO).',
    en: 'The processing contract with the vendor of this software is concluded (Art. 28 GDPR).',
  },
  'processing-contract-360dialog': {
    de: 'Der Vertrag zur Auftragsverarbeitung mit 360dialog ist geschlossen und nennt Meta als weiteren Empfänger.',
    en: 'The processing contract with 360dialog is concluded and names Meta as a further recipient.',
  },
  'secrecy-undertaking': {
    de: 'Alle mitwirkenden Stellen sind auf die Verschwiegenheit verpflichtet (§ 203 Abs. 3 und 4 StGB).',
    en: 'Everybody who takes part is bound to secrecy (§ 203(3), (4) of the German Criminal Code).',
  },
  dpia: {
    de: 'Die Datenschutz-Folgenabschätzung liegt vor, oder es ist begründet, warum sie nicht nötig ist (Art. 35 DSGVO).',
    en: 'The data-protection impact assessment is there, or it is reasoned why none is needed (Art. 35 GDPR).',
  },
  'storage-region': {
    de: 'Es ist entschieden und eingerichtet, in welcher Region Meta Nachrichten speichert (zum Beispiel DE).',
    en: 'It is decided and set up in which region Meta stores messages (DE, for example).',
  },
  'c5-evidence': {
    de: 'Der Nachweis nach § 393 SGB V (C5-Testat Typ 2 der genutzten Cloud-Dienste) liegt vor oder seine Entbehrlichkeit ist begründet.',
    en: 'The evidence under § 393 SGB V (C5 type 2 report of the cloud services in use) is there, or it is reasoned why none is needed.',
  },
}

/** What is so, whatever the practice does; it confirms that it knows. */
export const CHANNEL_TRUTHS: readonly Record<Language, string>[] = [
  {
    de: 'Meta entschlüsselt und verarbeitet den Inhalt jeder Nachricht: Die Cloud-API ist der einzige Weg.',
    en: 'Meta decrypts and handles the content of every message: Cloud API is the only way.',
  },
  {
    de: 'Meta bewahrt Nachrichten bis zu 30 Tage auf; mit lokaler Speicherung höchstens 60 Minuten weltweit und danach nur in der gewählten Region (DE ist möglich); mit „No Storage“ höchstens eine Stunde, wobei einzelne Nachrichten verloren gehen.',
    en: 'Meta keeps messages for up to 30 days; with local storage for at most 60 minutes worldwide and then only in the chosen region (DE is available); with "No Storage" for at most an hour, and some messages get lost.',
  },
  {
    de: 'Lokale Speicherung ist aus, solange sie niemand einschaltet, und bei Nummern im Koexistenzbetrieb nicht möglich.',
    en: 'Local storage is off until somebody sets it, and impossible for coexistence numbers.',
  },
  {
    de: 'Metadaten (wer wem wann schreibt) bleiben bei WhatsApp.',
    en: 'Metadata (who writes to whom, and when) stay with WhatsApp.',
  },
  {
    de: 'Die Übermittlung in die USA beruht auf dem Data Privacy Framework; gegen seine Bestätigung (T-553/23) ist ein Rechtsmittel anhängig (C-703/25 P). Fällt es, hält "anamnese-recall halt" den Versand an.',
    en: 'The transfer to the USA rests on the Data Privacy Framework; an appeal (C-703/25 P) against the judgment that upheld it (T-553/23) is pending. If it falls, "anamnese-recall halt" stops all sending.',
  },
  {
    de: 'Aufsichtsbehörden sehen WhatsApp im Gesundheitswesen kritisch.',
    en: 'Data-protection authorities see WhatsApp in health care critically.',
  },
  {
    de: 'Patienten brauchen einen anderen Weg zur Praxis und dürfen ohne Nachteil ablehnen.',
    en: 'Patients need another way to the practice, and may refuse without any drawback.',
  },
]
