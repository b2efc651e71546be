/** The closed lists that commands print, in words for the reception; codes stand in `--json`, and where one has to type them. */
import type { Purpose } from '../consent/purpose.js'
import type { Language } from '../errors.js'
import type { ConsentResult } from '../form/consent-decision.js'
import type { Category } from '../gates/breach-report.js'
import type { OutboxState } from '../outbox/state.js'
import type { AccessAction } from '../privacy/access-log.js'
import type { Removed } from '../privacy/erasure/erasure.js'
import type { ReviewDecision } from '../review/review.js'
import type { Leftover } from '../storage/leave-no-trace.js'

type Words<Key extends string> = Readonly<Record<Key, Readonly<Record<Language, string>>>>

export const PURPOSE_WORDS: Words<Purpose> = {
  reminder: { de: 'Terminerinnerung', en: 'reminder' },
  recall: { de: 'Recall', en: 'recall' },
  conversation: { de: 'Chat mit der Praxis', en: 'chat with the practice' },
}

export const RESULT_WORDS: Words<ConsentResult> = {
  granted: { de: 'ja', en: 'yes' },
  refused: { de: 'nein', en: 'no' },
  not_given: { de: 'offen gelassen', en: 'left open' },
  needs_review: { de: 'zweifelhaft', en: 'in doubt' },
}

export const STATE_WORDS: Words<OutboxState> = {
  planned: { de: 'geplant', en: 'planned' },
  due: { de: 'fällig', en: 'due' },
  claimed: { de: 'in Arbeit', en: 'in work' },
  skipped: { de: 'ausgelassen', en: 'skipped' },
  cancelled: { de: 'abgesagt', en: 'cancelled' },
  handed_over: { de: 'wird übergeben', en: 'being handed over' },
  unknown: { de: 'ungewiss', en: 'unknown' },
  rejected: { de: 'zurückgewiesen', en: 'rejected' },
  accepted: { de: 'angenommen', en: 'accepted' },
  sent: { de: 'gesendet', en: 'sent' },
  failed: { de: 'fehlgeschlagen', en: 'failed' },
  delivered: { de: 'zugestellt', en: 'delivered' },
  read: { de: 'gelesen', en: 'read' },
}

export const PLAN_WORDS: Words<'send' | 'skip'> = {
  send: { de: 'senden', en: 'send' },
  skip: { de: 'auslassen', en: 'skip' },
}

export const ANSWER_WORDS: Words<'confirmed' | 'declined'> = {
  confirmed: { de: 'kommt', en: 'coming' },
  declined: { de: 'sagt ab', en: 'declined' },
}

/** Beside the code, which is what `--decision` takes. */
export const DECISION_WORDS: Words<ReviewDecision> = {
  granted: { de: 'ja', en: 'yes' },
  refused: { de: 'nein', en: 'no' },
  not_given: { de: 'nichts erklärt', en: 'nothing declared' },
  ask_patient: { de: 'Patient fragen', en: 'ask the patient' },
  withdrawn: { de: 'Widerruf', en: 'withdrawal' },
  released: { de: 'kein Widerruf', en: 'no withdrawal' },
  assigned: { de: 'zuordnen', en: 'assign' },
  dismissed: { de: 'verwerfen', en: 'dismiss' },
}

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

export const SYNC_WORDS: Words<'patients' | 'appointments' | 'recalls' | 'read' | 'changed' | 'gone'> = {
  patients: { de: 'Patienten', en: 'patients' },
  appointments: { de: 'Termine', en: 'appointments' },
  recalls: { de: 'Recalls', en: 'recalls' },
  read: { de: 'gelesen', en: 'read' },
  changed: { de: 'neu oder geändert', en: 'new or changed' },
  gone: { de: 'entfallen', en: 'gone' },
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

export const purposesText = (purposes: readonly Purpose[], language: Language): string =>
  purposes.map((purpose) => PURPOSE_WORDS[purpose][language]).join(', ')
