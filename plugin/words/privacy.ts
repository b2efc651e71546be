/** Accesses to data, what is erased of them and what is left for a time, and the categories of a breach report. */
import type { Category } from '../gates/breach-report.js'
import type { AccessAction } from '../privacy/access-log.js'
import type { Removed } from '../privacy/erasure/erasure.js'
import type { Leftover } from '../storage/leave-no-trace.js'
import type { Words } from './words.js'

export const REMOVED_WORDS: Words<keyof Removed> = {
  ledgerContents: { de: 'Inhalte im Einwilligungsbuch', en: 'contents of the ledger' },
  records: { de: 'Patientendatensatz', en: 'patient record' },
  links: { de: 'Nummern und WhatsApp-Konten', en: 'numbers and WhatsApp accounts' },
  forms: { de: 'Formulare', en: 'forms' },
  appointments: { de: 'Termine', en: 'appointments' },
  recalls: { de: 'Recalls', en: 'recalls' },
  reminders: { de: 'Erinnerungen', en: 'reminders' },
  messages: { de: 'gesendete Nachrichten', en: 'messages sent' },
  inbound: { de: 'empfangene Nachrichten', en: 'messages received' },
  chat: { de: 'Fragen und Antworten im Chat', en: 'questions and answers in the chat' },
  reviews: { de: 'Zweifelsfälle', en: 'cases' },
  events: { de: 'Meldungen an die Praxissoftware', en: 'events for the practice software' },
  webhooks: { de: 'rohe Meldungen von 360dialog', en: 'raw reports of 360dialog' },
  answers: { de: 'gemerkte Antworten auf Anfragen', en: 'stored answers to requests' },
}

export const LEFTOVER_WORDS: Words<Leftover> = {
  write_ahead_log: {
    de: 'das Schreibprotokoll der Datenbank, solange ein anderer Prozess liest; beim nächsten Durchlauf wird es geleert',
    en: 'the write-ahead log of the database while another process reads; the next turn empties it',
  },
  redo_log: {
    de: 'das Redo-Log von MariaDB, bis es überschrieben ist',
    en: "MariaDB's redo log, until it is overwritten",
  },
  undo_log: {
    de: 'das Undo-Log von MariaDB, bis sie aufgeräumt hat',
    en: "MariaDB's undo log, until it is purged",
  },
  binary_log: {
    de: 'das Binärlog von MariaDB, bis binlog_expire_logs_seconds abgelaufen ist',
    en: "MariaDB's binary log, until binlog_expire_logs_seconds is over",
  },
  unscrubbed_pages: {
    de: 'freie Stellen in den Tabellen von MariaDB; innodb_immediate_scrub_data_uncompressed überschreibt sie',
    en: "free space in MariaDB's tables; innodb_immediate_scrub_data_uncompressed overwrites it",
  },
}

export const ACCESS_WORDS: Words<AccessAction> = {
  report: { de: 'Auskunft', en: 'access report' },
  certificate: { de: 'Nachweis', en: 'certificate' },
  receipt: { de: 'Beleg', en: 'receipt' },
  export: { de: 'Export', en: 'export' },
  review: { de: 'Zweifelsfälle', en: 'cases' },
  rectify: { de: 'Berichtigung', en: 'rectification' },
  restrict: { de: 'Einschränkung', en: 'restriction' },
  erase: { de: 'Löschung', en: 'erasure' },
  halt: { de: 'Versand angehalten', en: 'sending halted' },
  resume: { de: 'Versand fortgesetzt', en: 'sending resumed' },
  witness: { de: 'Zeugendatei neu begonnen', en: 'witness file begun anew' },
}

/** Of a breach report (Art. 33(3)(a)). */
export const CATEGORY_WORDS: Words<Category> = {
  identity_and_contact: { de: 'Name, Geburtstag, Nummer', en: 'name, birthday, number' },
  appointments: { de: 'Termine', en: 'appointments' },
  recalls: { de: 'Recalls', en: 'recalls' },
  consents: { de: 'Einwilligungen', en: 'consents' },
  messages_sent: { de: 'gesendete Nachrichten', en: 'messages sent' },
  messages_received: { de: 'empfangene Nachrichten', en: 'messages received' },
  forms: { de: 'Formulare', en: 'forms' },
}
