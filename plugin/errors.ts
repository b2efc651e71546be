/**
 * Broken rules: one class, one closed table of codes. Expected outcomes are unions, not errors.
 *
 * Texts and details carry ids, file names, column names and counts, never a patient's name, number or words:
 * logs keep them.
 */

/** What sort of trouble a code is. Exit codes (`cli/exit.ts`) and HTTP statuses (`http/problem.ts`) hang on it. */
export type ErrorKind =
  /** The call or the configuration is wrong. */
  | 'usage'
  /** The data looked at is wrong: an unreadable form, a broken ledger. */
  | 'finding'
  /** A database, network or provider does not answer. */
  | 'unreachable'
  | 'not_found'
  | 'conflict'
  | 'unauthorized'
  | 'internal'

interface Entry {
  kind: ErrorKind
  /** `{name}` stands for a detail. */
  en: { problem: string; remedy: string }
  de: { problem: string; remedy: string }
}

export const ERRORS = {
  ID_INVALID: {
    kind: 'usage',
    en: {
      problem: 'This is not a valid {kind} id.',
      remedy: 'Check the id; it must not be empty, padded or contain control characters.',
    },
    de: {
      problem: 'Das ist keine gültige Kennung ({kind}).',
      remedy: 'Kennung prüfen: nicht leer, ohne Leerzeichen am Rand, ohne Steuerzeichen.',
    },
  },
  TIME_INVALID: {
    kind: 'usage',
    en: {
      problem: 'This is not a valid {kind}.',
      remedy: 'Use ISO 8601: 2026-11-21T09:00:00Z, 2026-11-21, 10:00, P2D, Europe/Berlin.',
    },
    de: {
      problem: 'Das ist keine gültige Zeitangabe ({kind}).',
      remedy: 'ISO 8601 verwenden: 2026-11-21T09:00:00Z, 2026-11-21, 10:00, P2D, Europe/Berlin.',
    },
  },

  CONFIG_NOT_FOUND: {
    kind: 'usage',
    en: {
      problem: 'The configuration file {file} does not exist.',
      remedy: 'Name it with --config FILE or RECALL_CONFIG, or start without one to see the sample practice.',
    },
    de: {
      problem: 'Die Konfigurationsdatei {file} gibt es nicht.',
      remedy:
        'Mit --config DATEI oder RECALL_CONFIG angeben, oder ohne sie starten und die Beispielpraxis ansehen.',
    },
  },
  CONFIG_NOT_JSON: {
    kind: 'usage',
    en: {
      problem: 'The configuration file {file} is not valid JSON (line {line}, column {column}).',
      remedy: 'Correct the file at that place; often a comma is missing or one too many.',
    },
    de: {
      problem: 'Die Konfigurationsdatei {file} ist kein gültiges JSON (Zeile {line}, Spalte {column}).',
      remedy: 'Die Datei an dieser Stelle berichtigen; oft fehlt ein Komma oder es ist eines zu viel.',
    },
  },
  CONFIG_INVALID: {
    kind: 'usage',
    en: {
      problem: 'The configuration {file} is wrong: {findings}.',
      remedy: 'Correct the places named; README, "Configuration", explains every key.',
    },
    de: {
      problem: 'Die Konfiguration {file} ist fehlerhaft: {findings}.',
      remedy:
        'Die genannten Stellen berichtigen; der Abschnitt „Configuration“ im README erklärt jeden Schlüssel.',
    },
  },
  CONFIG_FILE_MISSING: {
    kind: 'usage',
    en: {
      problem: 'The configuration names {what} {file}, which cannot be read.',
      remedy: 'Put the file there or correct the path; paths are relative to the configuration file.',
    },
    de: {
      problem: 'Die Konfiguration nennt {what} {file}; die Datei ist nicht lesbar.',
      remedy: 'Datei dort ablegen oder Pfad berichtigen; Pfade gelten ab der Konfigurationsdatei.',
    },
  },
  TIME_STAMPING_OFF: {
    kind: 'usage',
    en: {
      problem: 'No time-stamping authority is configured.',
      remedy: 'Name one under "timeStamping" of the practice: {"url": "https://…"}.',
    },
    de: {
      problem: 'Es ist kein Zeitstempeldienst eingerichtet.',
      remedy: 'Einen unter „timeStamping“ der Praxis angeben: {"url": "https://…"}.',
    },
  },
  TIME_STAMP_UNREACHABLE: {
    kind: 'unreachable',
    en: {
      problem: 'The time-stamping authority does not answer ({reason}).',
      remedy: 'Check its address and the network; it is asked again at the next turn.',
    },
    de: {
      problem: 'Der Zeitstempeldienst antwortet nicht ({reason}).',
      remedy: 'Adresse und Netz prüfen; beim nächsten Durchlauf wird er wieder gefragt.',
    },
  },
  TIME_STAMP_REFUSED: {
    kind: 'finding',
    en: {
      problem: 'What the time-stamping authority answered is no stamp over this checkpoint ({reason}).',
      remedy: 'Check address and "certificate" of the authority; the ledger itself is not affected.',
    },
    de: {
      problem: 'Die Antwort des Zeitstempeldienstes ist kein Stempel über diesen Prüfpunkt ({reason}).',
      remedy:
        'Adresse und „certificate“ des Dienstes prüfen; das Einwilligungsbuch selbst ist nicht betroffen.',
    },
  },
  PRACTICE_UNKNOWN: {
    kind: 'usage',
    en: { problem: 'There is no practice {practice}.', remedy: 'Use --practice with one of: {known}.' },
    de: {
      problem: 'Eine Praxis {practice} gibt es nicht.',
      remedy: '--practice mit einer dieser Kennungen angeben: {known}.',
    },
  },
  USAGE: {
    kind: 'usage',
    en: { problem: '{detail}', remedy: 'See --help of this command.' },
    de: { problem: '{detail}', remedy: 'Siehe --help dieses Befehls.' },
  },
  SECRET_MISSING: {
    kind: 'usage',
    en: {
      problem: 'The secret {name} is not set.',
      remedy: 'Set the environment variable {name}; README, "Configuration", says how to make one.',
    },
    de: {
      problem: 'Das Geheimnis {name} ist nicht gesetzt.',
      remedy:
        'Die Umgebungsvariable {name} setzen; der Abschnitt „Configuration“ im README sagt, wie man eines erzeugt.',
    },
  },
  SENDING_HALTED: {
    kind: 'conflict',
    en: {
      problem: 'The practice has halted its sending.',
      remedy: 'When it may go on: anamnese-recall resume --by NAME.',
    },
    de: {
      problem: 'Die Praxis hat den Versand angehalten.',
      remedy: 'Wenn es weitergehen darf: anamnese-recall resume --by NAME.',
    },
  },
  NOT_READY: {
    kind: 'finding',
    en: {
      problem: 'Nothing is sent, because these checks fail: {checks}.',
      remedy: 'anamnese-recall doctor says of each one what to do.',
    },
    de: {
      problem: 'Es wird nichts gesendet, weil diese Prüfungen nicht bestanden sind: {checks}.',
      remedy: 'anamnese-recall doctor sagt zu jeder, was zu tun ist.',
    },
  },
  INSTANCES_RUNNING: {
    kind: 'conflict',
    en: {
      problem: 'Processes worked with this database within the last three minutes.',
      remedy: 'Stop all of them, wait three minutes, then repeat; nothing was changed.',
    },
    de: {
      problem: 'In den letzten drei Minuten arbeiteten Prozesse mit dieser Datenbank.',
      remedy: 'Alle anhalten, drei Minuten warten und wiederholen; es wurde nichts geändert.',
    },
  },
  MASTER_KEY_INVALID: {
    kind: 'usage',
    en: {
      problem: 'The master key is not 32 bytes in base64.',
      remedy: 'Make one with `openssl rand -base64 32` and set RECALL_MASTER_KEY or RECALL_MASTER_KEY_FILE.',
    },
    de: {
      problem: 'Der Hauptschlüssel besteht nicht aus 32 Bytes in Base64.',
      remedy:
        'Mit `openssl rand -base64 32` erzeugen und als RECALL_MASTER_KEY oder RECALL_MASTER_KEY_FILE setzen.',
    },
  },
  MASTER_KEY_WRONG: {
    kind: 'usage',
    en: {
      problem: 'This master key does not open the keys of the database.',
      remedy:
        'Use the master key with which this database was set up; without it its contents cannot be read.',
    },
    de: {
      problem: 'Dieser Hauptschlüssel öffnet die Schlüssel der Datenbank nicht.',
      remedy:
        'Den Hauptschlüssel verwenden, mit dem diese Datenbank eingerichtet wurde; ohne ihn sind die Inhalte nicht lesbar.',
    },
  },
  PRACTICE_KEY_MISSING: {
    kind: 'finding',
    en: {
      problem: 'Keys of the practice {practice} are missing in the database: {keys}.',
      remedy:
        'Somebody removed them. Nothing is sent without them, and new ones cannot take their place: restore the latest backup of the database; keep the witness file, which tells what that backup has forgotten.',
    },
    de: {
      problem: 'In der Datenbank fehlen Schlüssel der Praxis {practice}: {keys}.',
      remedy:
        'Jemand hat sie entfernt. Ohne sie wird nichts gesendet, und neue können sie nicht ersetzen: die jüngste Sicherung der Datenbank einspielen; die Zeugendatei behalten, sie weiß, was diese Sicherung vergessen hat.',
    },
  },
  KEY_DESTROYED: {
    kind: 'not_found',
    en: {
      problem: 'The key of this person was destroyed: the contents no longer exist.',
      remedy: 'Nothing to do; this is what an erasure leaves behind.',
    },
    de: {
      problem: 'Der Schlüssel dieser Person wurde vernichtet: Die Inhalte gibt es nicht mehr.',
      remedy: 'Nichts zu tun; das ist die Folge einer Löschung.',
    },
  },
  SEALED_BROKEN: {
    kind: 'finding',
    en: {
      problem: 'Stored content ({what}) does not open: it was changed, or belongs elsewhere.',
      remedy: 'Run `ledger verify` and compare with a backup.',
    },
    de: {
      problem:
        'Gespeicherter Inhalt ({what}) lässt sich nicht öffnen: Er wurde verändert oder gehört woanders hin.',
      remedy: '`ledger verify` ausführen und mit einer Sicherung vergleichen.',
    },
  },

  REGION_UNKNOWN: {
    kind: 'usage',
    en: {
      problem: 'No public holidays are known for the region {region}.',
      remedy:
        'Set "region" to country and state as in ISO 3166, e.g. DE-BE, AT-9, CH-ZH; DE-BY-KATH where needed.',
    },
    de: {
      problem: 'Für die Region {region} sind keine Feiertage bekannt.',
      remedy:
        '„region“ auf Land und Bundesland nach ISO 3166 setzen, z. B. DE-BE, AT-9, CH-ZH; wo nötig DE-BY-KATH.',
    },
  },

  DATABASE_ADDRESS_PUBLIC: {
    kind: 'usage',
    en: {
      problem: 'The database has a public address.',
      remedy:
        "Run it by socket, on this machine or in the private network; patients' data do not travel over the internet.",
    },
    de: {
      problem: 'Die Datenbank hat eine öffentliche Adresse.',
      remedy:
        'Über Socket, auf dieser Maschine oder im privaten Netz betreiben; Patientendaten gehen nicht über das Internet.',
    },
  },
  DATABASE_CA_MISSING: {
    kind: 'usage',
    en: {
      problem:
        'The database is on another machine, named by its bare address, and nothing says which certificate it must show.',
      remedy:
        'Add ?ca=FILE with the certificate of your authority to the address, or name the machine as its certificate does.',
    },
    de: {
      problem:
        'Die Datenbank steht auf einer anderen Maschine, nur mit ihrer Adresse benannt, und nichts sagt, welches Zertifikat sie zeigen muss.',
      remedy:
        'Der Adresse ?ca=DATEI mit dem Zertifikat der eigenen Zertifizierungsstelle anfügen oder die Maschine so nennen wie ihr Zertifikat.',
    },
  },
  DATABASE_URL_INVALID: {
    kind: 'usage',
    en: {
      problem: 'The database address is not understood.',
      remedy: 'Use sqlite:PATH or mysql://user:password@host:port/name.',
    },
    de: {
      problem: 'Die Datenbankadresse wird nicht verstanden.',
      remedy: 'sqlite:PFAD oder mysql://benutzer:passwort@rechner:port/name verwenden.',
    },
  },
  DATABASE_UNREACHABLE: {
    kind: 'unreachable',
    en: {
      problem: 'The database does not answer ({reason}).',
      remedy:
        'Check that it runs, that the address is right and that the user may log in; then run the command again.',
    },
    de: {
      problem: 'Die Datenbank antwortet nicht ({reason}).',
      remedy:
        'Prüfen, ob sie läuft, die Adresse stimmt und der Benutzer sich anmelden darf; dann den Befehl wiederholen.',
    },
  },
  DATABASE_DAMAGED: {
    kind: 'finding',
    en: {
      problem: 'The database lacks a table or a column that it had ({reason}).',
      remedy: 'Stop sending, keep the database as it is, restore it from a backup.',
    },
    de: {
      problem: 'In der Datenbank fehlt eine Tabelle oder Spalte, die es gab ({reason}).',
      remedy: 'Versand anhalten, Datenbank unverändert sichern, aus einer Sicherung wiederherstellen.',
    },
  },
  DATABASE_FILE_DAMAGED: {
    kind: 'finding',
    en: {
      problem: 'The database file is damaged, or it is no database ({reason}).',
      remedy:
        'Check the address of the database. If it is the right file: stop sending, keep it as it is, restore it from a backup.',
    },
    de: {
      problem: 'Die Datenbankdatei ist beschädigt oder keine Datenbank ({reason}).',
      remedy:
        'Die Adresse der Datenbank prüfen. Ist es die richtige Datei: Versand anhalten, Datei unverändert sichern, aus einer Sicherung wiederherstellen.',
    },
  },
  DATABASE_NOT_MIGRATED: {
    kind: 'usage',
    en: {
      problem: 'The database is not up to date ({pending} migrations to go).',
      remedy: 'Run `anamnese-recall migrate` with a database user who may change the schema.',
    },
    de: {
      problem: 'Die Datenbank ist nicht auf dem neuesten Stand ({pending} Migrationen fehlen).',
      remedy: '`anamnese-recall migrate` mit einem Datenbankbenutzer ausführen, der das Schema ändern darf.',
    },
  },

  FILE_UNREADABLE: {
    kind: 'usage',
    en: { problem: 'The file {file} cannot be read ({reason}).', remedy: 'Check path and access rights.' },
    de: {
      problem: 'Die Datei {file} kann nicht gelesen werden ({reason}).',
      remedy: 'Pfad und Zugriffsrechte prüfen.',
    },
  },
  FILE_UNWRITABLE: {
    kind: 'usage',
    en: {
      problem: 'The file {file} cannot be written ({reason}).',
      remedy: 'Check path, space and access rights.',
    },
    de: {
      problem: 'Die Datei {file} kann nicht geschrieben werden ({reason}).',
      remedy: 'Pfad, freien Platz und Zugriffsrechte prüfen.',
    },
  },
  FORM_TOO_LARGE: {
    kind: 'finding',
    en: {
      problem: 'The form is larger than {limit} bytes.',
      remedy: 'Save it without attached pictures, or enter the consent at the reception.',
    },
    de: {
      problem: 'Das Formular ist größer als {limit} Bytes.',
      remedy: 'Ohne angehängte Bilder speichern oder die Einwilligung am Empfang erfassen.',
    },
  },
  FORM_NOT_PDF: {
    kind: 'finding',
    en: { problem: 'The file is not a PDF document.', remedy: 'Export the form as PDF.' },
    de: { problem: 'Die Datei ist kein PDF-Dokument.', remedy: 'Das Formular als PDF ausgeben.' },
  },
  FORM_FORMAT_UNKNOWN: {
    kind: 'finding',
    en: { problem: 'No reader is configured for this form format.', remedy: 'Deliver the form as PDF.' },
    de: {
      problem: 'Für dieses Formularformat ist kein Leser eingerichtet.',
      remedy: 'Das Formular als PDF liefern.',
    },
  },
  FORM_BROKEN: {
    kind: 'finding',
    en: {
      problem: 'The PDF document is damaged or incomplete.',
      remedy: 'Fetch the form from the form system again.',
    },
    de: {
      problem: 'Das PDF-Dokument ist beschädigt oder unvollständig.',
      remedy: 'Das Formular erneut aus dem Formularsystem holen.',
    },
  },
  FORM_ENCRYPTED: {
    kind: 'finding',
    en: { problem: 'The PDF document asks for a password.', remedy: 'Save it without a password to open.' },
    de: { problem: 'Das PDF-Dokument verlangt ein Kennwort.', remedy: 'Ohne Kennwort zum Öffnen speichern.' },
  },
  FORM_PROTECTED: {
    kind: 'finding',
    en: {
      problem: 'The form is protected against changes.',
      remedy: 'Save it without any password or protection in the program that made it, then add the consent.',
    },
    de: {
      problem: 'Das Formular ist gegen Änderungen geschützt.',
      remedy:
        'Im Programm, das es erstellt hat, ohne Kennwort und Schutz speichern, dann die Einwilligung einfügen.',
    },
  },
  FORM_SIGNED: {
    kind: 'finding',
    en: {
      problem: 'The form is digitally signed or certified; adding a page would break the signature.',
      remedy: 'Use the form as it was before it was signed.',
    },
    de: {
      problem:
        'Das Formular ist digital signiert oder zertifiziert; eine neue Seite würde die Signatur brechen.',
      remedy: 'Die Fassung vor der Signatur verwenden.',
    },
  },
  FORM_XFA: {
    kind: 'finding',
    en: {
      problem: 'The form is an XFA form, whose pages and controls are not those of the PDF.',
      remedy: 'Save it as an ordinary PDF form (AcroForm), then add the consent.',
    },
    de: {
      problem: 'Das Formular ist ein XFA-Formular, dessen Seiten und Felder nicht die des PDF sind.',
      remedy: 'Als gewöhnliches PDF-Formular (AcroForm) speichern, dann die Einwilligung einfügen.',
    },
  },
  CONTROL_NAME_TAKEN: {
    kind: 'conflict',
    en: {
      problem: 'The form already has a control named {control}.',
      remedy: 'Choose another beginning of the names with --prefix.',
    },
    de: {
      problem: 'Das Formular hat schon ein Feld namens {control}.',
      remedy: 'Mit --prefix einen anderen Namensanfang wählen.',
    },
  },
  CONSENT_DOES_NOT_FIT: {
    kind: 'finding',
    en: {
      problem: 'The wording {wording} does not fit on a page of the form in a size that can be read.',
      remedy: 'Use a larger page format or a shorter wording.',
    },
    de: {
      problem: 'Der Wortlaut {wording} passt nicht in lesbarer Größe auf eine Seite des Formulars.',
      remedy: 'Ein größeres Seitenformat oder einen kürzeren Wortlaut verwenden.',
    },
  },
  CONSENT_LANGUAGE_UNKNOWN: {
    kind: 'usage',
    en: {
      problem: 'There are no printed words for the language {language}.',
      remedy: 'Known languages: {known}. Name a wording in one of them.',
    },
    de: {
      problem: 'Für die Sprache {language} gibt es keine gedruckten Beschriftungen.',
      remedy: 'Bekannte Sprachen: {known}. Einen Wortlaut in einer davon nennen.',
    },
  },
  FORM_READER_TIMEOUT: {
    kind: 'finding',
    en: {
      problem: 'Reading the form took longer than {seconds} s and was stopped.',
      remedy:
        'The file is unusual and may be hostile; print and re-scan it, or enter the consent at the reception.',
    },
    de: {
      problem: 'Das Lesen des Formulars dauerte länger als {seconds} s und wurde abgebrochen.',
      remedy: 'Die Datei ist ungewöhnlich, vielleicht bösartig; die Einwilligung am Empfang erfassen.',
    },
  },
  FORM_READER_MEMORY: {
    kind: 'finding',
    en: {
      problem: 'Reading the form needed more than {mebibytes} MiB and was stopped.',
      remedy: 'The file is unusual and may be hostile; enter the consent at the reception.',
    },
    de: {
      problem: 'Das Lesen des Formulars brauchte mehr als {mebibytes} MiB und wurde abgebrochen.',
      remedy: 'Die Datei ist ungewöhnlich, vielleicht bösartig; die Einwilligung am Empfang erfassen.',
    },
  },
  FORM_READER_CRASHED: {
    kind: 'finding',
    en: {
      problem: 'The reader stopped while reading this form.',
      remedy:
        'Fetch the form again; if it fails again, enter the consent at the reception and report the case.',
    },
    de: {
      problem: 'Der Leser brach bei diesem Formular ab.',
      remedy:
        'Formular erneut holen; bleibt es dabei, die Einwilligung am Empfang erfassen und den Fall melden.',
    },
  },
  PATIENT_RESTRICTED: {
    kind: 'conflict',
    en: {
      problem:
        'The processing of this patient is restricted (Art. 18 GDPR): nothing is sent and nothing deleted.',
      remedy: 'Lift the restriction first; the patient is to be told before (Art. 18(3)).',
    },
    de: {
      problem:
        'Die Verarbeitung ist für diesen Patienten eingeschränkt (Art. 18 DSGVO): Es wird nichts gesendet und nichts gelöscht.',
      remedy: 'Erst die Einschränkung aufheben; der Patient ist vorher zu unterrichten (Art. 18 Abs. 3).',
    },
  },
  WITNESS_UNREADABLE: {
    kind: 'finding',
    en: {
      problem:
        'The witness file beside the database cannot be used or was changed ({reason}); nothing is sent.',
      remedy:
        'Make the file in the witness folder readable and writable again, or put back its last copy. It says what an older copy of the database would have forgotten. If it is lost: anamnese-recall privacy witness --help.',
    },
    de: {
      problem:
        'Die Zeugendatei neben der Datenbank ist nicht benutzbar oder verändert ({reason}); es wird nichts gesendet.',
      remedy:
        'Die Datei im Zeugenordner wieder les- und schreibbar machen oder ihre letzte Kopie zurücklegen. Sie sagt, was eine ältere Kopie der Datenbank vergessen hätte. Ist sie verloren: anamnese-recall privacy witness --help.',
    },
  },
  WITNESS_MISSING: {
    kind: 'finding',
    en: {
      problem:
        'The witness file beside the database is missing; whether the database has forgotten withdrawals or erasures cannot be told, and nothing is sent.',
      remedy:
        'Put the file back in its place ("witness" in the configuration). If it is lost: anamnese-recall privacy witness --help.',
    },
    de: {
      problem:
        'Die Zeugendatei neben der Datenbank fehlt; ob der Datenbank Widerrufe oder Löschungen fehlen, ist nicht zu sagen, und es wird nichts gesendet.',
      remedy:
        'Die Datei an ihren Platz zurücklegen ("witness" in der Konfiguration). Ist sie verloren: anamnese-recall privacy witness --help.',
    },
  },
  ENTRY_NOT_RECTIFIABLE: {
    kind: 'usage',
    en: {
      problem: 'Entry {entry} cannot be put right like this ({reason}).',
      remedy:
        'Name an entry of this patient that says yes, nothing, or is in doubt. A refusal or withdrawal is never undone: the patient consents anew instead.',
    },
    de: {
      problem: 'Eintrag {entry} lässt sich so nicht berichtigen ({reason}).',
      remedy:
        'Einen Eintrag dieses Patienten nennen, der ein Ja, eine offene Antwort oder ein Zweifelsfall ist. Eine Ablehnung oder ein Widerruf wird nie rückgängig gemacht: Der Patient willigt neu ein.',
    },
  },
  FORM_ERASED: {
    kind: 'finding',
    en: {
      problem: 'This form belongs to somebody whose data were erased; it is not recorded again.',
      remedy: 'Remove the file from the forms folder. A new form of this patient is recorded as usual.',
    },
    de: {
      problem:
        'Dieses Formular gehört zu jemandem, dessen Daten gelöscht wurden; es wird nicht noch einmal erfasst.',
      remedy:
        'Die Datei aus dem Formularordner entfernen. Ein neues Formular dieses Patienten wird wie üblich erfasst.',
    },
  },
  PATIENT_UNKNOWN: {
    kind: 'not_found',
    en: {
      problem: 'There is no patient {patient}.',
      remedy: 'Check the patient number, or read the patient list first (`host sync`).',
    },
    de: {
      problem: 'Einen Patienten {patient} gibt es nicht.',
      remedy: 'Patientennummer prüfen oder zuerst die Patientenliste einlesen (`host sync`).',
    },
  },
  PATIENT_ERASED: {
    kind: 'not_found',
    en: {
      problem: 'The data of patient {patient} were erased on {on}.',
      remedy: 'Nothing to do; where the proof of consent is kept, `consent certificate` still prints it.',
    },
    de: {
      problem: 'Die Daten von Patient {patient} wurden am {on} gelöscht.',
      remedy:
        'Nichts zu tun; wird der Nachweis der Einwilligung noch aufbewahrt, druckt ihn `consent certificate`.',
    },
  },
  FILE_EXISTS: {
    kind: 'usage',
    en: {
      problem: 'The file {file} exists already.',
      remedy: 'Choose another name, or overwrite it with --force.',
    },
    de: {
      problem: 'Die Datei {file} gibt es schon.',
      remedy: 'Einen anderen Namen wählen oder mit --force überschreiben.',
    },
  },
  WORDING_UNKNOWN: {
    kind: 'usage',
    en: {
      problem: 'There is no wording {wording}.',
      remedy: 'Name a wording that stands in the configuration under "wordings".',
    },
    de: {
      problem: 'Einen Wortlaut {wording} gibt es nicht.',
      remedy: 'Einen Wortlaut angeben, der in der Konfiguration unter „wordings“ steht.',
    },
  },
  PATIENT_INACTIVE: {
    kind: 'conflict',
    en: {
      problem: 'The practice system has this patient as inactive: deceased, moved, blocked or gone.',
      remedy: 'Correct the record there if that is wrong; nobody who is inactive is written to.',
    },
    de: {
      problem:
        'Diese Patientin oder dieser Patient ist im Praxissystem inaktiv: verstorben, verzogen, gesperrt oder entfernt.',
      remedy: 'Den Datensatz dort berichtigen, wenn das falsch ist; Inaktiven wird nicht geschrieben.',
    },
  },
  WORDING_MISSING: {
    kind: 'usage',
    en: {
      problem: 'No wording in the language {language} is configured for these purposes: {purposes}.',
      remedy:
        'Name one with its id, choose another language, or add the wording; nobody can agree to a text that does not exist.',
    },
    de: {
      problem: 'Für diese Zwecke ist kein Wortlaut in der Sprache {language} eingerichtet: {purposes}.',
      remedy:
        'Einen mit seiner Kennung angeben, eine andere Sprache wählen oder den Wortlaut ergänzen; einem Text, den es nicht gibt, kann niemand zustimmen.',
    },
  },
  GUARDIAN_NEEDED: {
    kind: 'conflict',
    en: {
      problem: 'This patient is under 16: a parent or guardian must agree.',
      remedy: 'Name who acts and as what, and let that person send the code from their own telephone.',
    },
    de: {
      problem: 'Unter 16 Jahren muss ein Elternteil oder Vormund zustimmen.',
      remedy:
        'Angeben, wer in welcher Rolle handelt, und diese Person den Code vom eigenen Telefon senden lassen.',
    },
  },
  GUARDIAN_ENDED: {
    kind: 'conflict',
    en: {
      problem: 'This patient is of age: parents and guardians no longer agree for them.',
      remedy: 'Let the patient send the code; for an adult under care name the Betreuer.',
    },
    de: {
      problem: 'Diese Person ist volljährig: Eltern und Vormund stimmen nicht mehr für sie zu.',
      remedy:
        'Die Person selbst den Code senden lassen; bei Betreuung die Betreuerin oder den Betreuer angeben.',
    },
  },
  WORDING_CHANGED: {
    kind: 'usage',
    en: {
      problem: 'The text of wording {wording} differs from the text recorded under this id.',
      remedy:
        'A wording never changes. Put the recorded text back into its file (the certificate of somebody who agreed under it prints it), give the new text a new id, and name that one in the older as "replacedBy".',
    },
    de: {
      problem: 'Der Text des Wortlauts {wording} weicht von dem unter dieser Kennung gespeicherten ab.',
      remedy:
        'Ein Wortlaut ändert sich nie. Den gespeicherten Text wieder in seine Datei setzen (der Nachweis eines Patienten, der darunter einwilligte, druckt ihn), dem neuen Text eine neue Kennung geben und sie im älteren als „replacedBy“ nennen.',
    },
  },
  WORDING_INCOMPLETE: {
    kind: 'usage',
    en: {
      problem: 'Wording {wording} cannot carry a consent; {lacks}.',
      remedy: 'Put the text right under a new id and name that in the old one as "replacedBy"; {advice}.',
    },
    de: {
      problem: 'Der Wortlaut {wording} trägt keine Einwilligung; {lacks}.',
      remedy: 'Den Text unter neuer Kennung berichtigen und sie im alten als „replacedBy“ nennen; {advice}.',
    },
  },
  WORDING_OUTDATED: {
    kind: 'usage',
    en: {
      problem: 'Wording {wording} no longer says what is true ({changes}).',
      remedy: 'Ask under a new wording; name it in the older one as "replacedBy".',
    },
    de: {
      problem: 'Der Wortlaut {wording} trifft nicht mehr zu ({changes}).',
      remedy: 'Unter einem neuen Wortlaut fragen; im älteren steht er als „replacedBy“.',
    },
  },

  LEDGER_HEAD_MOVED: {
    kind: 'conflict',
    en: { problem: 'Another entry came first, {attempts} times in a row.', remedy: 'Run the command again.' },
    de: {
      problem: 'Ein anderer Eintrag kam zuvor, {attempts} Mal nacheinander.',
      remedy: 'Den Befehl wiederholen.',
    },
  },
  LEDGER_BROKEN: {
    kind: 'finding',
    en: {
      problem: 'The ledger does not verify: entry {entry}, {reason}.',
      remedy: 'Stop sending, keep the database as it is, compare with a backup and an older checkpoint.',
    },
    de: {
      problem: 'Das Einwilligungsbuch ist nicht schlüssig: Eintrag {entry}, {reason}.',
      remedy:
        'Versand anhalten, Datenbank unverändert sichern, mit Sicherung und älterem Prüfpunkt vergleichen.',
    },
  },
  LEDGER_ENTRY_UNKNOWN: {
    kind: 'not_found',
    en: { problem: 'The ledger has no entry {entry}.', remedy: 'Entries count from 0 to {last}.' },
    de: {
      problem: 'Das Einwilligungsbuch hat keinen Eintrag {entry}.',
      remedy: 'Die Einträge zählen von 0 bis {last}.',
    },
  },
  CHECKPOINT_INVALID: {
    kind: 'usage',
    en: {
      problem: 'The file {file} is not a checkpoint of this ledger.',
      remedy: 'Use a note that `ledger checkpoint` printed for this practice.',
    },
    de: {
      problem: 'Die Datei {file} ist kein Prüfpunkt dieses Einwilligungsbuchs.',
      remedy: 'Eine Notiz verwenden, die `ledger checkpoint` für diese Praxis ausgegeben hat.',
    },
  },

  HOST_UNAVAILABLE: {
    kind: 'unreachable',
    en: {
      problem: 'The host {host} cannot be read ({reason}).',
      remedy: 'Check folder, file share or service and its access rights; the next run tries again.',
    },
    de: {
      problem: 'Die Datenquelle {host} ist nicht lesbar ({reason}).',
      remedy: 'Ordner, Freigabe oder Dienst und Zugriffsrechte prüfen; der nächste Lauf versucht es wieder.',
    },
  },
  HOST_HEADER_UNKNOWN: {
    kind: 'finding',
    en: {
      problem: 'The file {file} lacks the column {column}.',
      remedy: 'Export with this column, or map its name under "columns" of the host.',
    },
    de: {
      problem: 'In der Datei {file} fehlt die Spalte {column}.',
      remedy: 'Mit dieser Spalte ausgeben oder ihren Namen unter „columns“ der Datenquelle zuordnen.',
    },
  },
  HOST_LINE_INVALID: {
    kind: 'finding',
    en: {
      problem: 'File {file}, line {line}: the column {column} is not understood ({reason}).',
      remedy: 'Correct the record in the host software; the other lines were read.',
    },
    de: {
      problem: 'Datei {file}, Zeile {line}: Spalte {column} wird nicht verstanden ({reason}).',
      remedy: 'Den Datensatz in der Praxissoftware berichtigen; die anderen Zeilen wurden gelesen.',
    },
  },
  HOST_FILE_INVALID: {
    kind: 'finding',
    en: {
      problem: 'The file {file} is not a readable list ({reason}).',
      remedy: 'Export it again; the records of the last good file stay valid.',
    },
    de: {
      problem: 'Die Datei {file} ist keine lesbare Liste ({reason}).',
      remedy: 'Erneut ausgeben; die Datensätze der letzten guten Datei gelten weiter.',
    },
  },
  HOST_MASS_DISAPPEARANCE: {
    kind: 'finding',
    en: {
      problem: 'In {file} {missing} of {known} {what} are missing at once; nothing was removed.',
      remedy: 'Check the export. If it is right, raise "maxDisappearing" of the host for one run.',
    },
    de: {
      problem:
        'In {file} fehlen auf einmal {missing} von {known} Einträgen ({what}); es wurde nichts entfernt.',
      remedy: 'Die Ausgabe prüfen. Stimmt sie, „maxDisappearing“ der Datenquelle für einen Lauf erhöhen.',
    },
  },
  ADAPTER_UNKNOWN: {
    kind: 'usage',
    en: { problem: 'There is no adapter {adapter}.', remedy: 'Use one of: {known}.' },
    de: { problem: 'Einen Adapter {adapter} gibt es nicht.', remedy: 'Einen von diesen verwenden: {known}.' },
  },

  APPOINTMENT_UNKNOWN: {
    kind: 'not_found',
    en: {
      problem: 'There is no appointment or recall {appointment}.',
      remedy: 'Check the number, or read the host first (`host sync`).',
    },
    de: {
      problem: 'Einen Termin oder Recall {appointment} gibt es nicht.',
      remedy: 'Nummer prüfen oder zuerst die Datenquelle einlesen (`host sync`).',
    },
  },
  REMINDER_UNKNOWN: {
    kind: 'not_found',
    en: {
      problem: 'There is no reminder {reminder}.',
      remedy: 'List the reminders and take an id from there.',
    },
    de: {
      problem: 'Eine Erinnerung {reminder} gibt es nicht.',
      remedy: 'Erinnerungen auflisten und eine Kennung von dort nehmen.',
    },
  },

  REVIEW_UNKNOWN: {
    kind: 'not_found',
    en: {
      problem: 'There is no case {review}.',
      remedy: 'List the cases with: anamnese-recall reviews list --all.',
    },
    de: {
      problem: 'Den Fall {review} gibt es nicht.',
      remedy: 'Die Fälle auflisten mit: anamnese-recall reviews list --all.',
    },
  },
  REVIEW_DECIDED: {
    kind: 'conflict',
    en: {
      problem: 'The case {review} is decided already: {decision}.',
      remedy: 'Nothing was changed. What the patient declares now is recorded with: consent record.',
    },
    de: {
      problem: 'Der Fall {review} ist schon entschieden: {decision}.',
      remedy: 'Es wurde nichts geändert. Was der Patient jetzt erklärt, eintragen mit: consent record.',
    },
  },
  REVIEW_DECISION_INVALID: {
    kind: 'usage',
    en: {
      problem: 'This case cannot be decided like this.',
      remedy: 'Choose one of: {decisions}.',
    },
    de: {
      problem: 'So kann dieser Fall nicht entschieden werden.',
      remedy: 'Eines wählen von: {decisions}.',
    },
  },
  REVIEW_PATIENT_MISSING: {
    kind: 'usage',
    en: {
      problem: 'To assign the case, the patient must be named, and only then.',
      remedy: 'Name the patient number with the decision assigned (--patient), with no other one.',
    },
    de: {
      problem: 'Zum Zuordnen muss der Patient genannt sein, und nur dann.',
      remedy: 'Die Patientennummer bei der Entscheidung assigned angeben (--patient), bei keiner anderen.',
    },
  },
  REVIEW_OUTDATED: {
    kind: 'conflict',
    en: {
      problem: 'What the case {review} is about no longer exists.',
      remedy: 'It was erased or has been settled since; ask the patient anew where a consent is wanted.',
    },
    de: {
      problem: 'Was dem Fall {review} zugrunde liegt, gibt es nicht mehr.',
      remedy: 'Es wurde gelöscht oder inzwischen geklärt; bei Bedarf den Patienten neu fragen.',
    },
  },
  CONSENT_NOT_OFFERED: {
    kind: 'conflict',
    en: {
      problem: 'The question cannot be put in this chat ({reason}).',
      remedy:
        'Nothing was decided. Give the patient a code at the desk (qr --patient), and dismiss the case.',
    },
    de: {
      problem: 'In diesem Chat kann nicht gefragt werden ({reason}).',
      remedy:
        'Es wurde nichts entschieden. Dem Patienten am Empfang einen Code zeigen (qr --patient) und den Fall verwerfen.',
    },
  },
  REVIEW_WITHOUT_FILE: {
    kind: 'not_found',
    en: {
      problem: 'No file that the hosts have is the form of the case {review}.',
      remedy: 'It is about no form, or its file came another way or is gone; its SHA-256 stands in the case.',
    },
    de: {
      problem: 'Keine Datei der angebundenen Quellen ist das Formular zum Fall {review}.',
      remedy:
        'Er betrifft kein Formular, oder die Datei kam auf anderem Weg oder ist fort; ihr SHA-256 steht im Fall.',
    },
  },
  REVIEW_WITHOUT_PICTURE: {
    kind: 'not_found',
    en: {
      problem: 'No picture is kept of the case {review}.',
      remedy: 'Look at the form itself; a picture is deleted once the case is decided.',
    },
    de: {
      problem: 'Zum Fall {review} ist kein Bild gespeichert.',
      remedy: 'Das Formular selbst ansehen; ein Bild wird mit der Entscheidung gelöscht.',
    },
  },
  TEMPLATE_UNKNOWN: {
    kind: 'finding',
    en: {
      problem: 'The template {template} ({language}) does not exist at 360dialog.',
      remedy: 'Submit it, or correct name and language in the configuration.',
    },
    de: {
      problem: 'Die Vorlage {template} ({language}) gibt es bei 360dialog nicht.',
      remedy: 'Einreichen oder Name und Sprache in der Konfiguration berichtigen.',
    },
  },
  TEMPLATE_NOT_APPROVED: {
    kind: 'finding',
    en: {
      problem: 'The template {template} ({language}) is {status}, not approved.',
      remedy: 'Wait for the approval, or follow the reason given by 360dialog.',
    },
    de: {
      problem: 'Die Vorlage {template} ({language}) ist {status}, nicht freigegeben.',
      remedy: 'Freigabe abwarten oder den von 360dialog genannten Grund beheben.',
    },
  },
  TEMPLATE_CATEGORY_DIFFERS: {
    kind: 'finding',
    en: {
      problem: 'The template {template} ({language}) is filed as {actual}, configured as {expected}.',
      remedy:
        'Nothing is sent with it. Appeal the category at Meta, or configure it as it is and check the consent wording.',
    },
    de: {
      problem:
        'Die Vorlage {template} ({language}) ist als {actual} eingestuft, konfiguriert ist {expected}.',
      remedy:
        'Damit wird nichts gesendet. Einstufung bei Meta anfechten oder so konfigurieren, wie sie ist, und den Wortlaut der Einwilligung prüfen.',
    },
  },
  TEMPLATE_BODY_DIFFERS: {
    kind: 'finding',
    en: {
      problem: 'The text or the buttons of template {template} ({language}) differ from the approved ones.',
      remedy: 'Configure exactly what was approved, or submit a new template.',
    },
    de: {
      problem: 'Text oder Knöpfe der Vorlage {template} ({language}) weichen von der freigegebenen ab.',
      remedy: 'Genau das Freigegebene konfigurieren oder eine neue Vorlage einreichen.',
    },
  },
  TEMPLATE_UNVERIFIABLE: {
    kind: 'finding',
    en: {
      problem:
        '360dialog does not tell what was approved as template {template} ({language}); it cannot be compared.',
      remedy:
        'Compare it by hand in the 360dialog Hub. Sending goes on: 360dialog itself refuses what is not approved.',
    },
    de: {
      problem:
        '360dialog teilt nicht mit, was als Vorlage {template} ({language}) freigegeben ist; sie lässt sich nicht vergleichen.',
      remedy:
        'Von Hand im 360dialog Hub vergleichen. Gesendet wird weiter: 360dialog selbst weist nicht Freigegebenes zurück.',
    },
  },
  PROVIDER_UNREACHABLE: {
    kind: 'unreachable',
    en: {
      problem: '360dialog does not answer ({reason}).',
      remedy: 'Check the internet connection and D360_BASE_URL; what is due stays due.',
    },
    de: {
      problem: '360dialog antwortet nicht ({reason}).',
      remedy: 'Internetverbindung und D360_BASE_URL prüfen; Fälliges bleibt fällig.',
    },
  },
  PROVIDER_REFUSED: {
    kind: 'unreachable',
    en: {
      problem: '360dialog refuses the account (code {code}).',
      remedy: 'Check API key, payment and account state at 360dialog; sending pauses meanwhile.',
    },
    de: {
      problem: '360dialog weist das Konto zurück (Code {code}).',
      remedy: 'API-Schlüssel, Zahlung und Kontostatus bei 360dialog prüfen; der Versand ruht solange.',
    },
  },
  PROVIDER_URL_INSECURE: {
    kind: 'usage',
    en: {
      problem: 'D360_BASE_URL must be https, except on the loopback address.',
      remedy: 'Use https://waba-v2.360dialog.io or leave it unset.',
    },
    de: {
      problem: 'D360_BASE_URL muss https sein, außer auf der Loopback-Adresse.',
      remedy: 'https://waba-v2.360dialog.io verwenden oder nicht setzen.',
    },
  },

  REQUEST_INVALID: {
    kind: 'usage',
    en: {
      problem: 'The request does not follow the contract: {findings}.',
      remedy: 'Compare with /openapi.json.',
    },
    de: {
      problem: 'Die Anfrage hält den Vertrag nicht ein: {findings}.',
      remedy: 'Mit /openapi.json vergleichen.',
    },
  },
  REQUEST_TOO_LARGE: {
    kind: 'usage',
    en: { problem: 'The request is larger than {limit} bytes.', remedy: 'Send less at once.' },
    de: { problem: 'Die Anfrage ist größer als {limit} Bytes.', remedy: 'Weniger auf einmal senden.' },
  },
  UNAUTHORIZED: {
    kind: 'unauthorized',
    en: {
      problem: 'The bearer token is missing or wrong.',
      remedy: 'Send `Authorization: Bearer …` with the configured secret.',
    },
    de: {
      problem: 'Das Bearer-Token fehlt oder ist falsch.',
      remedy: '`Authorization: Bearer …` mit dem eingerichteten Geheimnis senden.',
    },
  },
  ROUTE_UNKNOWN: {
    kind: 'not_found',
    en: { problem: 'There is nothing at this address.', remedy: 'Compare with /openapi.json.' },
    de: { problem: 'Unter dieser Adresse gibt es nichts.', remedy: 'Mit /openapi.json vergleichen.' },
  },
  IDEMPOTENCY_KEY_REUSED: {
    kind: 'conflict',
    en: {
      problem: 'This Idempotency-Key was used for another request.',
      remedy: 'Use a fresh key for each new request.',
    },
    de: {
      problem: 'Dieser Idempotency-Key gehört zu einer anderen Anfrage.',
      remedy: 'Für jede neue Anfrage einen neuen Schlüssel verwenden.',
    },
  },
  PLUGIN_STOPPED: {
    kind: 'usage',
    en: {
      problem: 'The plugin was stopped and does no more work.',
      remedy: 'Make a new one with createPlugin.',
    },
    de: {
      problem: 'Das Plugin wurde angehalten und arbeitet nicht mehr.',
      remedy: 'Mit createPlugin ein neues erzeugen.',
    },
  },
  TEMPLATE_NOT_CONFIGURED: {
    kind: 'usage',
    en: {
      problem: 'The rule {rule} names the template {template}, which is not among "templates".',
      remedy: 'Correct the name or add the template; nothing is sent by this rule meanwhile.',
    },
    de: {
      problem: 'Die Regel {rule} nennt die Vorlage {template}, die unter „templates“ fehlt.',
      remedy:
        'Den Namen berichtigen oder die Vorlage ergänzen; nach dieser Regel wird solange nichts gesendet.',
    },
  },
  PORT_IN_USE: {
    kind: 'usage',
    en: {
      problem: 'The port {port} is in use.',
      remedy: 'Stop the other program, or choose another port with PORT or "server.port".',
    },
    de: {
      problem: 'Der Port {port} ist belegt.',
      remedy: 'Das andere Programm beenden oder mit PORT oder „server.port“ einen anderen wählen.',
    },
  },
  INTERNAL: {
    kind: 'internal',
    en: {
      problem: 'Something unforeseen happened ({reason}).',
      remedy: 'Please report it with this reference; nothing that was confirmed is lost.',
    },
    de: {
      problem: 'Etwas Unvorhergesehenes ist geschehen ({reason}).',
      remedy: 'Bitte mit dieser Angabe melden; nichts Bestätigtes ist verloren.',
    },
  },
} as const satisfies Record<string, Entry>

export type ErrorCode = keyof typeof ERRORS
export type Language = 'de' | 'en'
export type ErrorDetails = Readonly<Record<string, string | number>>

/** The words of a code in one language, details filled in; a detail `name:de` stands for `name` in German. */
export function errorText(
  code: ErrorCode,
  details: ErrorDetails,
  language: Language,
): { problem: string; remedy: string } {
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(details[`${name}:${language}`] ?? details[name] ?? whole),
    )
  const { problem, remedy } = ERRORS[code][language]
  return { problem: fill(problem), remedy: fill(remedy) }
}

export class RecallError extends Error {
  override readonly name = 'RecallError'
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(`${code}: ${errorText(code, details, 'en').problem}`, options)
  }

  get kind(): ErrorKind {
    return ERRORS[this.code].kind
  }
}
