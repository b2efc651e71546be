/** The closed lists of the ledger in words for people. */
import type { MarkedBy } from '../configuration/configuration.js'
import type { Actor, ChatEvidence, EntryType, Method, NumberHolder } from '../consent/entry.js'
import type { ConsentState } from '../consent/status.js'
import type { ErasureReason } from '../privacy/erasure/erasure.js'
import type { Words } from './words.js'

export const TYPE_WORDS: Words<EntryType> = {
  granted: { de: 'eingewilligt', en: 'consent given' },
  refused: { de: 'abgelehnt', en: 'refused' },
  not_given: { de: 'offen gelassen', en: 'left open' },
  pending: { de: 'wartet auf Bestätigung durch den Patienten', en: 'awaits the confirmation of the patient' },
  held: { de: 'zweifelhaft, angehalten', en: 'in doubt, on hold' },
  withdrawn: { de: 'widerrufen', en: 'withdrawn' },
  released: { de: 'Zweifel geklärt', en: 'doubt settled' },
  restricted: { de: 'Verarbeitung eingeschränkt', en: 'processing restricted' },
  unrestricted: { de: 'Einschränkung aufgehoben', en: 'restriction lifted' },
  erased: { de: 'Inhalte gelöscht', en: 'contents erased' },
}

export const STATUS_WORDS: Words<ConsentState> = {
  active: { de: 'gilt', en: 'holds' },
  pending: { de: 'wartet auf Bestätigung', en: 'awaits confirmation' },
  on_hold: { de: 'angehalten', en: 'on hold' },
  refused: { de: 'abgelehnt', en: 'refused' },
  withdrawn: { de: 'widerrufen', en: 'withdrawn' },
  expired: { de: 'abgelaufen', en: 'expired' },
  never_asked: { de: 'nie gefragt', en: 'never asked' },
}

export const METHOD_WORDS: Words<Method> = {
  form: { de: 'Formular', en: 'form' },
  reception: { de: 'am Empfang', en: 'at the reception' },
  reply: { de: 'Antwort in WhatsApp', en: 'reply in WhatsApp' },
  button: { de: 'Knopf in WhatsApp', en: 'button in WhatsApp' },
  qr: { de: 'QR-Code am Empfang', en: 'QR code at the reception' },
  review: { de: 'Entscheidung eines Menschen', en: 'decision of a person' },
  system: { de: 'vom System', en: 'by the system' },
}

export const ROLE_WORDS: Words<Actor['role']> = {
  patient: { de: 'Patient selbst', en: 'the patient' },
  parent: { de: 'Elternteil', en: 'parent' },
  guardian: { de: 'Vormund', en: 'guardian' },
  betreuer: { de: 'rechtlicher Betreuer', en: 'court-appointed Betreuer' },
  staff: { de: 'Praxis', en: 'practice staff' },
  system: { de: 'System', en: 'the system' },
}

export const HOLDER_WORDS: Words<NumberHolder> = {
  patient: { de: 'Patient', en: 'the patient' },
  representative: { de: 'Vertreter', en: 'the representative' },
  unknown: { de: 'nicht angegeben', en: 'not said' },
}

export const MARKED_WORDS: Words<MarkedBy> = {
  patient_device: { de: 'Patient, am Gerät', en: 'the patient, on a device' },
  patient_paper: { de: 'Patient, auf Papier', en: 'the patient, on paper' },
  staff: { de: 'Praxis', en: 'practice staff' },
}

export const ROUTE_WORDS: Words<ChatEvidence['route']> = {
  code: { de: 'QR-Code am Empfang', en: 'QR code at the reception' },
  confirmation: { de: 'Bestätigung im Chat', en: 'confirmation in the chat' },
  poster: { de: 'Aushang, von der Praxis zugeordnet', en: 'poster, assigned by the practice' },
}

/** Reasons of entries that an erasure makes. */
export const ERASURE_WORDS: Words<ErasureReason | 'proof_kept'> = {
  erasure_request: { de: 'Die Person hat die Löschung verlangt.', en: 'The person asked for erasure.' },
  retention_over: {
    de: 'Die Aufbewahrungsfristen sind abgelaufen.',
    en: 'The periods of retention are over.',
  },
  restored_from_backup: {
    de: 'Nach dem Zurückspielen einer Sicherung wurde die Löschung wiederholt.',
    en: 'After a backup was restored the erasure was repeated.',
  },
  proof_kept: {
    de: 'Der Nachweis wird bis zum Ende seiner Frist aufbewahrt.',
    en: 'The proof is kept until its period ends.',
  },
}
