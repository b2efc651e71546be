/** Why the outbox keeps a reminder waiting, does not send it or does not know: its closed list, in words. */
import type { Language } from '../errors.js'

export const OUTBOX_REASONS = {
  recipient_blocked: {
    de: 'An diese Nummer wird nicht gesendet: sie ist nicht erreichbar oder hat um Ruhe gebeten.',
    en: 'Nothing is sent to this number: it cannot be reached or has asked to be left alone.',
  },
  marketing_stopped: {
    de: 'Werbung an diese Nummer oder über dieses Konto ist gestoppt.',
    en: 'Marketing to this number or from this account is stopped.',
  },

  waits_for_window: {
    de: 'Wartet auf die nächste Zeit, zu der gesendet werden darf.',
    en: 'Waits for the next time at which sending is allowed.',
  },
  portfolio_limit: {
    de: 'Wartet: die Höchstzahl verschiedener Patienten in 24 Stunden ist erreicht.',
    en: 'Waits: the limit of different patients in 24 hours is reached.',
  },
  halted: {
    de: 'Wartet: die Praxis hat den Versand angehalten.',
    en: 'Waits: the practice has halted its sending.',
  },
  not_ready: {
    de: 'Wartet: eine Prüfung der Inbetriebnahme ist nicht bestanden; "anamnese-recall doctor" nennt sie.',
    en: 'Waits: a check that sending depends on fails; "anamnese-recall doctor" names it.',
  },
  account_blocked: {
    de: 'Wartet: über dieses Konto wird zurzeit nichts gesendet.',
    en: 'Waits: nothing is sent from this account at present.',
  },
  template_blocked: {
    de: 'Wartet: WhatsApp hat die Vorlage zurückgewiesen.',
    en: 'Waits: WhatsApp refused the template.',
  },
  template_not_approved: {
    de: 'Wartet: die Vorlage ist nicht freigegeben.',
    en: 'Waits: the template is not approved.',
  },
  template_category_differs: {
    de: 'Wartet: WhatsApp stuft die Vorlage anders ein als die Konfiguration.',
    en: 'Waits: WhatsApp files the template under another category than the configuration.',
  },
  template_body_differs: {
    de: 'Wartet: Text oder Knöpfe der Vorlage weichen von der freigegebenen ab.',
    en: 'Waits: text or buttons of the template differ from the approved ones.',
  },

  no_connection: {
    de: '360dialog war nicht zu erreichen; es wurde nichts gesendet.',
    en: '360dialog could not be reached; nothing was sent.',
  },
  claim_lapsed: {
    de: 'Der Versuch blieb liegen, bevor etwas gesendet wurde.',
    en: 'The attempt was left lying before anything was sent.',
  },
  taken_back: {
    de: 'Im letzten Augenblick zurückgenommen; es wurde nichts gesendet.',
    en: 'Taken back in the last moment; nothing was sent.',
  },

  outcome_timeout: {
    de: '360dialog antwortete nicht rechtzeitig; ob gesendet wurde, ist offen.',
    en: '360dialog did not answer in time; whether it was sent is open.',
  },
  outcome_connection_lost: {
    de: 'Die Verbindung brach ab; ob gesendet wurde, ist offen.',
    en: 'The connection broke; whether it was sent is open.',
  },
  outcome_gateway_error: {
    de: '360dialog meldete einen Fehler; ob gesendet wurde, ist offen.',
    en: '360dialog reported an error; whether it was sent is open.',
  },
  outcome_not_understood: {
    de: 'Die Antwort von 360dialog war nicht zu verstehen; ob gesendet wurde, ist offen.',
    en: 'The answer of 360dialog could not be understood; whether it was sent is open.',
  },
  outcome_lapsed: {
    de: 'Der Versand wurde unterbrochen; ob gesendet wurde, ist offen.',
    en: 'The sending was interrupted; whether it was sent is open.',
  },
  unknown_outcome: {
    de: 'Ob gesendet wurde, ist nicht herauszufinden; jemand muss entscheiden.',
    en: 'Whether it was sent cannot be found out; a person must decide.',
  },
} as const satisfies Record<string, Record<Language, string>>

export type OutboxReason = keyof typeof OUTBOX_REASONS
