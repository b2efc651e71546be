/** What the checks are called where people read of them. */
import type { Language } from '../errors.js'
import type { Check } from './verdict.js'

export const CHECK_NAMES: Readonly<Record<Check, Readonly<Record<Language, string>>>> = {
  key: { de: 'Hauptschlüssel', en: 'Master key' },
  clock: { de: 'Uhr', en: 'Clock' },
  ledger: { de: 'Einwilligungsbuch', en: 'Consent ledger' },
  insert_only: { de: 'Nur anfügen', en: 'Append only' },
  provider_tls: { de: 'Verbindung zu 360dialog', en: 'Line to 360dialog' },
  database_tls: { de: 'Verbindung zur Datenbank', en: 'Line to the database' },
  database_rights: { de: 'Rechte in der Datenbank', en: 'Rights in the database' },
  wordings: { de: 'Wortlaute', en: 'Wordings' },
  sign_off: { de: 'Freigabe', en: 'Sign-off' },
  witness: { de: 'Zeuge', en: 'Witness' },
  controller: { de: 'Angaben zum Verantwortlichen', en: 'Details of the controller' },
  halt: { de: 'Halteschalter', en: 'Halt switch' },
  hosts: { de: 'Praxissoftware', en: 'Practice software' },
  forms: { de: 'Formularordner', en: 'Forms folder' },
  templates: { de: 'Vorlagen', en: 'Templates' },
  reader: { de: 'Formularleser', en: 'Form reader' },
}
