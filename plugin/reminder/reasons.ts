/** Why a reminder is sent or not: the closed list of what planning can say, and the words of every reason there is. */
import type { Language } from '../errors.js'
import { OUTBOX_REASONS, type OutboxReason } from '../outbox/reasons.js'
import { REFUSAL_REASONS, type RefusalReason } from '../whatsapp/refusal-reasons.js'

export const REASONS = {
  on_schedule: {
    de: 'Zur eingestellten Zeit.',
    en: 'At the time that the rule sets.',
  },
  moved_into_window: {
    de: 'Verschoben auf eine Zeit, zu der gesendet werden darf.',
    en: 'Moved to a time at which sending is allowed.',
  },
  late: {
    de: 'Verspätet fällig geworden, aber noch rechtzeitig.',
    en: 'Late, but still in good time.',
  },

  appointment_cancelled: { de: 'Der Termin ist abgesagt.', en: 'The appointment is cancelled.' },
  appointment_gone: {
    de: 'Den Termin gibt es in der Praxissoftware nicht mehr.',
    en: 'The practice software no longer has the appointment.',
  },
  appointment_completed: { de: 'Der Termin ist erledigt.', en: 'The appointment is over and done.' },
  appointment_no_show: {
    de: 'Der Patient ist zum Termin nicht erschienen.',
    en: 'The patient did not come to the appointment.',
  },
  appointment_moved: {
    de: 'Der Termin wurde verlegt; für die neue Zeit gilt eine neue Erinnerung.',
    en: 'The appointment was moved; the new time has a reminder of its own.',
  },
  recall_gone: {
    de: 'Den Recall gibt es in der Praxissoftware nicht mehr.',
    en: 'The practice software no longer has the recall.',
  },
  recall_moved: {
    de: 'Der Recall hat ein neues Datum; dafür gilt eine neue Erinnerung.',
    en: 'The recall has a new date, with a reminder of its own.',
  },
  rule_removed: {
    de: 'Die Regel steht nicht mehr in der Konfiguration.',
    en: 'The rule no longer stands in the configuration.',
  },
  appointment_exists: {
    de: 'Der Patient hat seit Fälligkeit des Recalls schon einen Termin.',
    en: 'Since the recall fell due the patient has an appointment already.',
  },

  patient_unknown: {
    de: 'Zu dieser Patientennummer gibt es keinen Datensatz.',
    en: 'There is no record for this patient number.',
  },
  patient_inactive: {
    de: 'Die Praxissoftware führt den Patienten nicht mehr als aktiv.',
    en: 'The practice software no longer lists the patient as active.',
  },
  consent_never_asked: {
    de: 'Der Patient hat zu diesem Zweck nichts erklärt.',
    en: 'The patient has declared nothing for this purpose.',
  },
  consent_pending: {
    de: 'Die Einwilligung wartet auf die Bestätigung durch den Patienten.',
    en: 'The consent awaits the confirmation by the patient.',
  },
  consent_on_hold: {
    de: 'Die Einwilligung ist zweifelhaft; jemand muss entscheiden.',
    en: 'The consent is in doubt; a person must decide.',
  },
  consent_refused: { de: 'Der Patient hat abgelehnt.', en: 'The patient refused.' },
  consent_withdrawn: {
    de: 'Der Patient hat die Einwilligung widerrufen.',
    en: 'The patient withdrew the consent.',
  },
  consent_expired: { de: 'Die Einwilligung ist abgelaufen.', en: 'The consent has expired.' },
  consent_without_number: {
    de: 'Die Einwilligung nennt keine Nummer, für die sie gilt.',
    en: 'The consent names no number that it is for.',
  },
  number_hidden: {
    de: 'Der Patient hat aus einem WhatsApp-Konto zugestimmt, das seine Nummer verbirgt. Erinnerungen gehen nur an eine Nummer, für die zugestimmt wurde; die Nummer im Datensatz ist nicht bestätigt. Bitte am Empfang klären.',
    en: 'The patient agreed from a WhatsApp account that hides its number. Reminders go only to a number that was agreed for; the one in the record is not confirmed. Please settle it at the desk.',
  },
  birthday_unknown: {
    de: 'Jemand anderes hat für den Patienten zugestimmt, und sein Geburtsdatum ist nicht bekannt: Niemand weiß, ob und wie lange das gilt. Bitte das Geburtsdatum in der Praxissoftware eintragen.',
    en: 'Somebody else agreed for the patient, and the birthday is not known: nobody can tell whether and how long that holds. Please enter the birthday in the practice software.',
  },
  no_mobile_number: {
    de: 'Der Datensatz nennt keine Mobilnummer, die Einwilligung auch nicht, oder die Nummer wurde aus dem Datensatz entfernt.',
    en: 'The record names no mobile number, and neither does the consent, or the number was taken out of the record.',
  },
  number_not_mobile: {
    de: 'Die Nummer im Datensatz ist keine Mobilnummer.',
    en: 'The number in the record is not a mobile number.',
  },
  number_unreadable: {
    de: 'Die Nummer im Datensatz ist nicht eindeutig lesbar.',
    en: 'The number in the record cannot be read beyond doubt.',
  },
  number_differs: {
    de: 'Die Einwilligung gilt für eine andere Nummer als die im Datensatz.',
    en: 'The consent is for another number than the one in the record.',
  },

  template_unknown: {
    de: 'Die Vorlage der Regel steht nicht in der Konfiguration.',
    en: 'The template of the rule does not stand in the configuration.',
  },
  template_slots_unfillable: {
    de: 'Die Vorlage verlangt Angaben, die es hier nicht gibt.',
    en: 'The template asks for data that do not exist here.',
  },
  name_unusable: {
    de: 'Im Datensatz steht kein Name, der in einer Nachricht stehen kann.',
    en: 'The record has no name that can stand in a message.',
  },
  template_text_too_long: {
    de: 'Der ausgefüllte Text ist länger, als WhatsApp erlaubt.',
    en: 'The filled text is longer than WhatsApp allows.',
  },

  begun: { de: 'Der Termin hat schon begonnen.', en: 'The appointment has begun.' },
  too_late: {
    de: 'Für diese Erinnerung ist es zu spät.',
    en: 'It is too late for this reminder.',
  },
  outside_window: {
    de: 'Vor dem Termin gibt es keine erlaubte Sendezeit mehr.',
    en: 'Before the appointment there is no allowed time to send.',
  },
  superseded: {
    de: 'Eine spätere Erinnerung desselben Recalls tritt an ihre Stelle.',
    en: 'A later reminder of the same recall takes its place.',
  },
  per_day_limit: {
    de: 'An diesem Tag geht schon eine andere Nachricht an den Patienten.',
    en: 'Another message goes to the patient on this day.',
  },
  already_reminded: {
    de: 'Genau daran wurde der Patient schon erinnert.',
    en: 'The patient was already reminded of exactly this.',
  },
  not_delivered: {
    de: 'Die Nachricht wurde übergeben, kam aber nicht an.',
    en: 'The message was handed over and did not arrive.',
  },
} as const satisfies Record<string, Record<Language, string>>

export type Reason = keyof typeof REASONS

const SEND_REASONS = ['on_schedule', 'moved_into_window', 'late'] as const
export type SendReason = (typeof SEND_REASONS)[number]
export type SkipReason = Exclude<Reason, SendReason>

/** Everything that a reminder or a message can have as its reason: of planning, of the outbox, of WhatsApp. */
export type StoredReason = Reason | OutboxReason | RefusalReason

const WORDS: Readonly<Record<StoredReason, Record<Language, string>>> = {
  ...REFUSAL_REASONS,
  ...OUTBOX_REASONS,
  ...REASONS,
}

const isReason = (code: string): code is Reason => Object.hasOwn(REASONS, code)
const isStoredReason = (code: string): code is StoredReason => Object.hasOwn(WORDS, code)

/** Written by another version of this program. */
const UNKNOWN: Record<Language, string> = {
  de: 'Ein Grund, den diese Version nicht kennt.',
  en: 'A reason that this version does not know.',
}

/** In words. */
export const reasonText = (code: string, language: Language): string =>
  (isStoredReason(code) ? WORDS[code] : UNKNOWN)[language]

/**
 * Why a reminder is sent now.
 * @param noted what its row says: why it was planned for this time, or why it had to wait
 */
export const sendReason = (noted: StoredReason | null): SendReason =>
  SEND_REASONS.find((reason) => reason === noted) ?? 'late'

/** Reasons that end a reminder because its appointment or recall no longer stands: `cancelled` instead of `skipped`. */
const ENDED: ReadonlySet<string> = new Set<SkipReason>([
  'appointment_cancelled',
  'appointment_gone',
  'appointment_moved',
  'recall_gone',
  'recall_moved',
  'rule_removed',
])
export const endsReminder = (reason: Reason): boolean => ENDED.has(reason)

/** True for a reason that planning gave itself and may therefore take back. */
export const isPlanningReason = (code: string | null): boolean => code !== null && isReason(code)
