/** The words in which staff read why something is put before them: one table for every code that can stand there. */
import type { RecordReason } from '../consent/form-entries.js'
import type { RenewalReason } from '../consent/renewal.js'
import type { HoldReason as FoldReason } from '../consent/status.js'
import type { RefusedWording } from '../consent/wording/usable.js'
import { adviceText, lacksOf } from '../consent/wording/advice.js'
import type { Language } from '../errors.js'
import { REVIEW_REASON_TEXTS } from '../form/review-reasons.js'
import type { HoldReason } from '../webhook/consent-effects.js'

/** What no reading and no reply gives, but the state of a consent or a case can. */
type FurtherReason =
  | 'nobody_found'
  | 'resembles_form'
  | 'not_on_whatsapp'
  | 'entered_by_staff'
  | 'to_be_confirmed'
  | 'not_confirmed'
  | 'guardian_consent_ended'
  | 'unused_17_months'
  | RenewalReason
  | 'poster_chat'
  | 'number_hidden'
  | 'birthday_unknown'
  | 'record_of_another'
  | 'record_damaged'
  | 'clock_went_back'
  | 'restored_from_backup'

export const DOUBT_TEXTS = {
  ...REVIEW_REASON_TEXTS,

  nobody_found: {
    de: 'Zu diesem Formular passt kein Patient der Praxissoftware, oder es passen mehrere.',
    en: 'No patient of the practice software fits this form, or several do.',
  },
  resembles_form: {
    de: 'Das Formular gleicht einem eingerichteten, aber seine Felder sind andere. Vielleicht ist es eine andere Fassung.',
    en: 'The form looks like one that is set up, but its fields are others. It may be another version of it.',
  },
  patient_mismatch: {
    de: 'Name oder Geburtsdatum auf dem Formular sind nicht die der Karteikarte. Vielleicht ist es das Formular eines anderen.',
    en: "Name or birthday on the form are not those of the record. It may be somebody else's form.",
  },
  number_differs: {
    de: 'Die Einwilligung nennt eine andere Mobilnummer als die Karteikarte. Sie gilt nur für die Nummer, die auf dem Formular steht oder von der im Chat zugestimmt wurde.',
    en: 'The consent names another mobile number than the record. It holds only for the number on the form, or the one that agreed in the chat.',
  },
  number_hidden: {
    de: 'Der Patient hat im Chat zugestimmt, aber sein WhatsApp-Konto verbirgt die Nummer. Solange er für keine Nummer zugestimmt hat, wird nichts gesendet, auch nicht an die der Karteikarte. Bitte die Nummer klären und am Empfang einen neuen Code zeigen, sobald das Konto sie zeigt, oder ein Formular mit der Nummer ausfüllen lassen.',
    en: 'The patient agreed in the chat, but the WhatsApp account hides its number. As long as no number was agreed for nothing is sent, nor to the one on record. Please find out the number and show a new code at the desk once the account shows it, or have a form filled in that names it.',
  },
  birthday_unknown: {
    de: 'Jemand anderes hat für den Patienten zugestimmt, und sein Geburtsdatum ist nicht bekannt. Niemand weiß, ob der Patient noch minderjährig ist; bis dahin wird nichts gesendet. Bitte das Geburtsdatum in der Praxissoftware eintragen: Dann gilt die Einwilligung bis zum 18. Geburtstag, und dieser Fall schließt sich von selbst.',
    en: 'Somebody else agreed for the patient, and the birthday is not known. Nobody can tell whether the patient is still a minor; until then nothing is sent. Please enter the birthday in the practice software: then the consent holds until the 18th birthday, and this case closes by itself.',
  },
  record_of_another: {
    de: 'Unter dieser Patientennummer nennt die Praxissoftware jetzt einen anderen Namen und ein anderes Geburtsdatum. Vielleicht wurde sie neu vergeben; die Einwilligung kann von jemand anderem sein. Ist es derselbe Patient, bitte freigeben; sonst bitte die Einwilligung zurücknehmen und den Patienten selbst fragen.',
    en: 'The practice software now names another person and another birthday under this patient number. It may have been given to somebody else; the consent may be of another person. If it is the same patient, please release it; else please withdraw the consent and ask the patient.',
  },
  record_damaged: {
    de: 'Der gespeicherte Datensatz dieses Patienten war beschädigt und ist durch den der Praxissoftware ersetzt. Ob es noch derselbe Patient ist, weiß das Programm nicht. Ist er es, bitte freigeben; sonst bitte die Einwilligung zurücknehmen und den Patienten selbst fragen.',
    en: 'The stored record of this patient was damaged and has been replaced by the one of the practice software. Whether it is still the same patient, the program cannot tell. If so, please release it; else please withdraw the consent and ask the patient.',
  },
  number_unreadable: {
    de: 'Die Mobilnummer auf dem Formular ist nicht eindeutig lesbar.',
    en: 'The mobile number on the form cannot be read for certain.',
  },
  marked_by_staff: {
    de: 'Das Kreuz hat jemand aus der Praxis gesetzt. Es zählt erst, wenn der Patient es selbst bestätigt.',
    en: 'Somebody of the practice set the tick. It counts only once the patient has confirmed it.',
  },
  entered_by_staff: {
    de: 'Die Praxis hat das Ja eingetragen. Es zählt erst, wenn der Patient es selbst bestätigt.',
    en: 'The practice entered the yes. It counts only once the patient has confirmed it.',
  },
  minor_needs_guardian: {
    de: 'Der Patient war noch keine 16 Jahre alt; ein Elternteil oder Vormund muss einwilligen.',
    en: 'The patient was under 16; a parent or guardian must agree.',
  },
  to_be_confirmed: {
    de: 'Die Praxis hat entschieden, den Patienten selbst zu fragen. Bis er bestätigt, wird nichts gesendet.',
    en: 'The practice decided to ask the patient. Until the patient confirms nothing is sent.',
  },
  guardian_consent_ended: {
    de: 'Der Patient ist volljährig geworden; die Einwilligung der Eltern gilt nicht mehr.',
    en: "The patient has come of age; the parents' consent has ended.",
  },
  not_confirmed: {
    de: 'Der Patient hat nicht innerhalb von 14 Tagen bestätigt.',
    en: 'The patient did not confirm within 14 days.',
  },
  unused_17_months: {
    de: 'Die Einwilligung in Recalls wurde 17 Monate lang nicht genutzt und muss erneuert werden.',
    en: 'The consent to recalls was not used for 17 months and must be renewed.',
  },
  wording_incomplete: {
    de: 'Dem Wortlaut des Formulars fehlen Pflichtangaben; niemand kann in Ungesagtes einwilligen. Der Patient muss unter einem vollständigen Wortlaut neu gefragt werden; ein berichtigter macht dieses Häkchen nicht gültig.',
    en: 'The wording of the form lacks what a patient must know; nobody can agree to what was not said. The patient must be asked anew under a complete wording; one put right later does not make this tick valid.',
  },
  renewal_needed: {
    de: 'Die Einwilligung gilt für das, was damals galt, und muss erneuert werden.',
    en: 'The consent is for what held true then, and must be renewed.',
  },
  recipients_changed: {
    de: 'Die Empfänger der Daten sind andere als in dem Wortlaut, unter dem der Patient einwilligte.',
    en: 'The recipients of the data are others than in the wording that the patient agreed under.',
  },
  storage_region_changed: {
    de: 'Der Speicherort ist ein anderer als der, für den der Wortlaut galt.',
    en: 'The region of storage is another than the one the wording was for.',
  },
  wording_replaced: {
    de: 'Ein neuer Wortlaut hat den ersetzt, unter dem der Patient einwilligte.',
    en: 'A new wording took the place of the one that the patient agreed under.',
  },
  purpose_not_in_wording: {
    de: 'Der Wortlaut, unter dem der Patient einwilligte, nennt diesen Zweck nicht.',
    en: 'The wording that the patient agreed under does not name this purpose.',
  },
  wording_not_configured: {
    de: 'Der Wortlaut, unter dem der Patient einwilligte, steht nicht mehr in der Konfiguration.',
    en: 'The wording that the patient agreed under is no longer configured.',
  },

  reply_in_doubt: {
    de: 'Der Patient hat etwas geschrieben, das ein Stopp sein kann. Bitte die Nachricht lesen.',
    en: 'The patient wrote something that may mean stop. Please read the message.',
  },
  shared_number_stop: {
    de: 'Von einer Nummer, die mehrere Patienten teilen, kam ein Stopp. Es ist unklar, für wen er gilt.',
    en: 'A stop came from a number that several patients share. It is unclear for whom it holds.',
  },
  stop_from_other_account: {
    de: 'Ein Stopp nennt eine Nachricht an diesen Patienten, kam aber von einem anderen WhatsApp-Konto.',
    en: 'A stop names a message to this patient but came from another WhatsApp account.',
  },
  unmatched_stop: {
    de: 'Ein Stopp kam von einem Konto, das niemand kennt. Er kann von diesem Patienten sein.',
    en: 'A stop came from an account that nobody knows. It may be this patient’s.',
  },
  earlier_stop: {
    de: 'Von dieser Nummer oder diesem Konto kam ein Stopp, bevor bekannt war, dass auch dieser Patient es nutzt.',
    en: 'A stop came from this number or account before anybody knew that this patient uses it, too.',
  },
  number_changed: {
    de: 'WhatsApp meldet, dass sich die Nummer geändert hat.',
    en: 'WhatsApp reports that the number has changed.',
  },
  account_changed: {
    de: 'Hinter der Nummer steht jetzt ein anderes WhatsApp-Konto. Sie kann einen neuen Besitzer haben.',
    en: 'Another WhatsApp account now stands behind the number. It may have a new owner.',
  },
  not_on_whatsapp: {
    de: 'Diese Nummer ist nicht bei WhatsApp. Sie kann einen neuen Besitzer haben.',
    en: 'This number is not on WhatsApp. It may have a new owner.',
  },
  marketing_stopped: {
    de: 'Der Patient hat in WhatsApp Werbung dieser Praxis abgeschaltet. Recalls sind widerrufen; für den Rest bitte fragen.',
    en: "The patient switched off this practice's marketing in WhatsApp. Recalls are withdrawn; please ask about the rest.",
  },
  poster_chat: {
    de: 'Jemand hat über den Aushang einen Chat begonnen. Bitte zuordnen, wer es ist.',
    en: 'Somebody began a chat from the poster. Please say who it is.',
  },

  restored_from_backup: {
    de: 'Nach dem Rückspielen einer Sicherung fehlen Einträge dieses Patienten. Bitte neu fragen.',
    en: 'Entries of this patient are missing since a backup was restored. Please ask anew.',
  },
  clock_went_back: {
    de: 'Die Uhr des Rechners ist zurückgesprungen, bevor dieser Eintrag entstand.',
    en: 'The clock of the machine had gone back before this entry was made.',
  },
  order_unclear: {
    de: 'Ein Ja und ein Nein liegen vor, und ihre Reihenfolge ist nicht festzustellen.',
    en: 'There is a yes and a no, and nobody can tell which came last.',
  },
  newer_form_not_given: {
    de: 'Ein neueres Formular lässt offen, was ein älteres erlaubt hat.',
    en: 'A newer form leaves open what an older one had granted.',
  },
  content_missing: {
    de: 'Der Inhalt eines Eintrags ist nicht mehr vorhanden.',
    en: 'The content of an entry is gone.',
  },
  restricted: {
    de: 'Die Verarbeitung ist eingeschränkt (Art. 18 DSGVO).',
    en: 'Processing is restricted (Art. 18 GDPR).',
  },
} as const satisfies Record<RecordReason | HoldReason | FoldReason | FurtherReason, Record<Language, string>>

export type DoubtCode = keyof typeof DOUBT_TEXTS

export const isDoubtCode = (code: string): code is DoubtCode => Object.hasOwn(DOUBT_TEXTS, code)

/** A code that an older version wrote and this one does not know stands for itself. */
export const doubtText = (code: string, language: Language): string =>
  isDoubtCode(code) ? DOUBT_TEXTS[code][language] : code

/**
 * `wording_incomplete`, with what is missing.
 * @param refused none where the wording has been taken out of the configuration since
 */
export function incompleteText(refused: readonly RefusedWording[], language: Language): string {
  const text = doubtText('wording_incomplete', language)
  if (refused.length === 0) return text
  return `${text} (${lacksOf(refused, language)}; ${adviceText(refused, language)}.)`
}
