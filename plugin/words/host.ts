/** What is exchanged with the practice software, and how numbers and accounts are known. */
import type { AppointmentStatus } from '../../adapters/host.js'
import type { Language } from '../errors.js'
import type { PatientEventType } from '../host/events.js'
import type { LinkSource } from '../host/links.js'
import { unknownWord, type Words } from './words.js'

export const APPOINTMENT_WORDS: Words<AppointmentStatus> = {
  booked: { de: 'vereinbart', en: 'booked' },
  confirmed: { de: 'bestätigt', en: 'confirmed' },
  cancelled: { de: 'abgesagt', en: 'cancelled' },
  completed: { de: 'wahrgenommen', en: 'took place' },
  no_show: { de: 'nicht erschienen', en: 'did not come' },
}

export const EVENT_WORDS: Words<PatientEventType> = {
  'appointment.confirmed': { de: 'Termin zugesagt', en: 'coming to an appointment' },
  'appointment.declined': { de: 'Termin abgesagt', en: 'not coming to an appointment' },
  'recall.confirmed': { de: 'Recall zugesagt', en: 'yes to a recall' },
  'recall.declined': { de: 'Recall abgesagt', en: 'no to a recall' },
  'consent.withdrawn': { de: 'Einwilligung widerrufen', en: 'consent withdrawn' },
  'consent.granted': { de: 'Einwilligung im Chat gegeben', en: 'consent given in the chat' },
  'consent.refused': { de: 'Einwilligung im Chat abgelehnt', en: 'consent refused in the chat' },
  'consent.not_recorded': {
    de: 'Code oder Knopf im Chat, ohne dass eine Einwilligung daraus folgt',
    en: 'code or button in the chat from which no consent follows',
  },
  'chat.poster': { de: 'Chat über den Aushang begonnen', en: 'chat begun from the poster' },
  'message.received': { de: 'Nachricht ohne Anweisung', en: 'message without an instruction' },
  reply_needs_person: {
    de: 'Nachricht, die ein Mensch lesen muss',
    en: 'message that a person must read',
  },
  shared_number_stop: {
    de: 'Stopp von einer Nummer, die mehrere teilen',
    en: 'stop from a number that several people share',
  },
  stop_unmatched: { de: 'Stopp von einem unbekannten Konto', en: 'stop from an unknown account' },
  number_changed: {
    de: 'Nummer geändert, oder sie hat vielleicht einen neuen Besitzer',
    en: 'number changed, or it may have a new owner',
  },
  marketing_stopped: { de: 'Werbung in WhatsApp abgeschaltet', en: 'advertising switched off in WhatsApp' },
}

export const SOURCE_WORDS: Words<LinkSource> = {
  host: { de: 'aus der Praxissoftware', en: 'from the practice software' },
  form: { de: 'von einem Formular', en: 'from a form' },
  review: { de: 'Entscheidung der Praxis', en: 'decision of the practice' },
  chat: { de: 'Antwort in WhatsApp', en: 'answer in WhatsApp' },
  wamid: { de: 'Nachricht in WhatsApp', en: 'message in WhatsApp' },
}

const isSource = (text: string): text is LinkSource => Object.hasOwn(SOURCE_WORDS, text)

/** The ids of these stand nowhere else where people read. */
const NAMELESS: ReadonlySet<LinkSource> = new Set(['review', 'wamid'])

/** @param evidence a `LinkEvidence`, unless another version wrote it */
export function evidenceText(evidence: string, language: Language): string {
  const [source = '', ...name] = evidence.split(' ')
  if (!isSource(source)) return unknownWord(evidence, language)
  const word = SOURCE_WORDS[source][language]
  return NAMELESS.has(source) ? word : `${word} (${name.join(' ')})`
}

export const SYNC_WORDS: Words<'patients' | 'appointments' | 'recalls' | 'read' | 'changed' | 'gone'> = {
  patients: { de: 'Patienten', en: 'patients' },
  appointments: { de: 'Termine', en: 'appointments' },
  recalls: { de: 'Recalls', en: 'recalls' },
  read: { de: 'gelesen', en: 'read' },
  changed: { de: 'neu oder geändert', en: 'new or changed' },
  gone: { de: 'entfallen', en: 'gone' },
}
