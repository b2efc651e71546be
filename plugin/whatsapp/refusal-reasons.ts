/** Why WhatsApp or 360dialog refuse a message: the closed list of what the classifier can say, in words. */
import type { Language } from '../errors.js'

export const REFUSAL_REASONS = {
  account_not_authenticated: {
    de: '360dialog kennt den API-Schlüssel nicht.',
    en: '360dialog does not know the API key.',
  },
  account_token_expired: {
    de: 'Der Zugang der Praxis bei Meta ist abgelaufen.',
    en: 'The access of the practice at Meta has expired.',
  },
  account_permission_missing: {
    de: 'Dem Konto fehlt eine Berechtigung.',
    en: 'The account lacks a permission.',
  },
  account_restricted: {
    de: 'Meta hat das Konto eingeschränkt.',
    en: 'Meta has restricted the account.',
  },
  account_locked: { de: 'Meta hat das Konto gesperrt.', en: 'Meta has locked the account.' },
  account_spam_restriction: {
    de: 'Meta begrenzt den Versand, weil Empfänger sich beschwert haben.',
    en: 'Meta limits the sending because recipients complained.',
  },
  account_misclassification: {
    de: 'Meta hält die Einstufung der Vorlagen für falsch und hat das Konto angehalten.',
    en: 'Meta takes the category of the templates for wrong and has stopped the account.',
  },
  account_payment: {
    de: 'Beim Konto ist die Zahlung nicht geregelt.',
    en: 'Payment of the account is not settled.',
  },
  account_maintenance: { de: 'Das Konto wird gerade gewartet.', en: 'The account is under maintenance.' },
  account_rate_limit: {
    de: 'Das Konto hat seine Höchstzahl an Anfragen erreicht.',
    en: 'The account has reached its limit of requests.',
  },
  call_limit: {
    de: 'Zu viele Anfragen in kurzer Zeit.',
    en: 'Too many requests in a short time.',
  },
  throughput_limit: {
    de: 'Zu viele Nachrichten in kurzer Zeit.',
    en: 'Too many messages in a short time.',
  },
  pair_limit: {
    de: 'Zu viele Nachrichten an diese Nummer in kurzer Zeit.',
    en: 'Too many messages to this number in a short time.',
  },
  display_name_not_approved: {
    de: 'Der Anzeigename der Praxis ist bei WhatsApp nicht freigegeben.',
    en: 'The display name of the practice is not approved at WhatsApp.',
  },
  business_number_deleted: {
    de: 'Die Nummer der Praxis gibt es bei WhatsApp nicht mehr.',
    en: 'WhatsApp no longer has the number of the practice.',
  },
  business_number_not_registered: {
    de: 'Die Nummer der Praxis ist bei WhatsApp nicht angemeldet.',
    en: 'The number of the practice is not registered at WhatsApp.',
  },
  registration_unfinished: {
    de: 'Die Anmeldung der Praxisnummer bei WhatsApp ist noch nicht abgeschlossen.',
    en: 'The registration of the practice number at WhatsApp is not finished yet.',
  },
  registration_pin: {
    de: 'Die Anmeldung der Praxisnummer scheitert an der PIN.',
    en: 'The registration of the practice number fails because of the PIN.',
  },
  registration_limit: {
    de: 'Die Praxisnummer wurde zu oft neu angemeldet.',
    en: 'The practice number was registered too often.',
  },

  not_on_whatsapp: {
    de: 'Die Nummer ist über WhatsApp nicht erreichbar.',
    en: 'The number cannot be reached by WhatsApp.',
  },
  recipient_blocked_by_us: {
    de: 'Die Praxis hat diese Nummer bei WhatsApp blockiert.',
    en: 'The practice has blocked this number at WhatsApp.',
  },
  recipient_is_sender: {
    de: 'Die Nummer ist die der Praxis selbst.',
    en: 'The number is that of the practice itself.',
  },
  country_not_allowed: {
    de: 'In das Land dieser Nummer darf nicht gesendet werden.',
    en: 'Nothing may be sent to the country of this number.',
  },
  withheld_by_experiment: {
    de: 'WhatsApp hält die Nachricht wegen eines eigenen Versuchs zurück.',
    en: 'WhatsApp withholds the message for an experiment of its own.',
  },
  marketing_limit_of_recipient: {
    de: 'WhatsApp stellt dieser Person derzeit keine weitere Werbung zu.',
    en: 'WhatsApp delivers no more marketing to this person at present.',
  },
  marketing_stopped_by_recipient: {
    de: 'Der Patient hat Werbung der Praxis in WhatsApp abgestellt.',
    en: 'The patient has switched off marketing of the practice in WhatsApp.',
  },
  marketing_disabled: {
    de: 'Dem Konto ist Werbung nicht erlaubt.',
    en: 'The account may not send marketing.',
  },
  outside_service_window: {
    de: 'Der Patient hat in den letzten 24 Stunden nicht geschrieben.',
    en: 'The patient has not written within the last 24 hours.',
  },

  template_missing: {
    de: '360dialog hat diese Vorlage nicht.',
    en: '360dialog does not have this template.',
  },
  template_paused: {
    de: 'WhatsApp hat die Vorlage angehalten.',
    en: 'WhatsApp has paused the template.',
  },
  template_disabled: {
    de: 'WhatsApp hat die Vorlage gesperrt.',
    en: 'WhatsApp has disabled the template.',
  },
  template_policy: {
    de: 'Die Vorlage verstößt nach Ansicht von WhatsApp gegen die Regeln.',
    en: 'WhatsApp takes the template to break its policy.',
  },
  template_parameter_count: {
    de: 'Die Zahl der Felder passt nicht zur freigegebenen Vorlage.',
    en: 'The number of slots does not fit the approved template.',
  },
  template_parameter_format: {
    de: 'Ein Feld der Vorlage hat eine andere Form als freigegeben.',
    en: 'A slot of the template has another form than approved.',
  },
  template_parameter_invalid: {
    de: 'Ein Feld der Vorlage enthält etwas, das WhatsApp nicht zulässt.',
    en: 'A slot of the template has something that WhatsApp does not allow.',
  },
  template_filled_too_long: {
    de: 'WhatsApp hält den ausgefüllten Text für zu lang.',
    en: 'WhatsApp finds the filled text too long.',
  },
  template_creation: {
    de: 'Eine Vorlage ließ sich nicht anlegen.',
    en: 'A template could not be created.',
  },
  flow_blocked: { de: 'WhatsApp hat den Ablauf gesperrt.', en: 'WhatsApp has blocked the flow.' },
  flow_throttled: { de: 'WhatsApp bremst den Ablauf.', en: 'WhatsApp throttles the flow.' },
  message_type_unsupported: {
    de: 'WhatsApp kennt diese Art von Nachricht nicht.',
    en: 'WhatsApp does not know this type of message.',
  },
  media_not_downloadable: {
    de: 'Ein Anhang ließ sich nicht laden.',
    en: 'An attachment could not be downloaded.',
  },
  media_not_uploadable: {
    de: 'Ein Anhang ließ sich nicht hochladen.',
    en: 'An attachment could not be uploaded.',
  },

  provider_error: { de: 'Bei WhatsApp ist ein Fehler aufgetreten.', en: 'WhatsApp had an error.' },
  provider_unavailable: {
    de: 'WhatsApp war nicht verfügbar.',
    en: 'WhatsApp was not available.',
  },
  invalid_request_or_server_error: {
    de: 'WhatsApp hat die Anfrage zurückgewiesen oder selbst einen Fehler gehabt.',
    en: 'WhatsApp refused the request or had an error of its own.',
  },
  request_invalid: {
    de: 'WhatsApp hält die Anfrage für fehlerhaft.',
    en: 'WhatsApp takes the request for wrong.',
  },
  api_key_refused: {
    de: '360dialog weist den API-Schlüssel zurück.',
    en: '360dialog refuses the API key.',
  },
  endpoint_blocked: {
    de: '360dialog lässt diese Anfrage nicht zu.',
    en: '360dialog does not allow this request.',
  },
  address_wrong: {
    de: 'Unter der eingestellten Adresse antwortet kein 360dialog.',
    en: 'No 360dialog answers at the configured address.',
  },
  gateway_limit: {
    de: '360dialog nimmt im Augenblick nicht mehr an.',
    en: '360dialog takes no more at the moment.',
  },
  account_refused_by_gateway: {
    de: '360dialog weist das Konto zurück.',
    en: '360dialog refuses the account.',
  },
  gateway_unavailable: {
    de: '360dialog war nicht verfügbar.',
    en: '360dialog was not available.',
  },
  gateway_error: { de: 'Bei 360dialog ist ein Fehler aufgetreten.', en: '360dialog had an error.' },
  answer_not_understood: {
    de: 'Die Antwort von 360dialog ist nicht zu verstehen.',
    en: 'The answer of 360dialog cannot be understood.',
  },
  refused_for_unknown_reason: {
    de: 'WhatsApp hat die Nachricht mit einem Code abgelehnt, den niemand kennt.',
    en: 'WhatsApp refused the message with a code that nobody knows.',
  },
} as const satisfies Record<string, Record<Language, string>>

export type RefusalReason = keyof typeof REFUSAL_REASONS
