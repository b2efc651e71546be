/** Everything that a check can find, in words: what is wrong and what to do. `{name}` stands for a detail. */
import type { Language } from '../errors.js'

interface Words {
  problem: string
  remedy: string
}

export const FINDINGS = {
  clock_before_build: {
    de: {
      problem: 'Die Uhr dieser Maschine zeigt {now}; dieses Programm ist vom {built}.',
      remedy: 'Datum und Uhrzeit stellen, am besten über NTP.',
    },
    en: {
      problem: "This machine's clock says {now}; this program was made on {built}.",
      remedy: 'Set date and time, best by NTP.',
    },
  },
  clock_before_ledger: {
    de: {
      problem: 'Die Uhr dieser Maschine zeigt {now}; der letzte Eintrag im Einwilligungsbuch ist von {last}.',
      remedy:
        'Datum und Uhrzeit stellen, am besten über NTP. Ging die Uhr vor, als der Eintrag entstand, wird wieder gesendet, sobald seine Zeit erreicht ist.',
    },
    en: {
      problem: "This machine's clock says {now}; the last entry of the ledger is of {last}.",
      remedy:
        'Set date and time, best by NTP. If the clock was fast when the entry was made, sending begins again when its time has come.',
    },
  },
  clock_jumped: {
    de: {
      problem: 'Die Uhr dieser Maschine sprang um {minutes} Minuten.',
      remedy: 'Datum und Uhrzeit prüfen; stimmen sie, wird mit der nächsten Prüfung wieder gesendet.',
    },
    en: {
      problem: "This machine's clock jumped by {minutes} minutes.",
      remedy: 'Check date and time; if they are right, sending begins again with the next check.',
    },
  },
  ledger_head_broken: {
    de: {
      problem: 'Der Kopf des Einwilligungsbuchs ist nicht der unterschriebene: {reason}.',
      remedy:
        '"anamnese-recall ledger verify" nennt die Stelle. Datenbank sichern, nichts ändern, Datenschutzbeauftragte und Anbieter rufen.',
    },
    en: {
      problem: 'The head of the consent ledger is not the one that was signed: {reason}.',
      remedy:
        '"anamnese-recall ledger verify" names the place. Copy the database, change nothing, call the data-protection officer and the vendor.',
    },
  },
  ledger_entry_broken: {
    de: {
      problem: 'Eintrag {entry} des Einwilligungsbuchs ist verändert: {reason}.',
      remedy:
        '"anamnese-recall ledger verify" prüft alles. Datenbank sichern, nichts ändern, Datenschutzbeauftragte und Anbieter rufen.',
    },
    en: {
      problem: 'Entry {entry} of the consent ledger was changed: {reason}.',
      remedy:
        '"anamnese-recall ledger verify" checks all. Copy the database, change nothing, call the data-protection officer and the vendor.',
    },
  },
  triggers_missing: {
    de: {
      problem: 'Der Schutz gegen Ändern und Löschen fehlt in der Datenbank: {triggers}.',
      remedy:
        'Jemand hat ihn entfernt. "anamnese-recall ledger verify" ausführen, klären, wer es war, und die Sicherung oder das Schema wiederherstellen.',
    },
    en: {
      problem: 'The guard against changing and deleting is missing in the database: {triggers}.',
      remedy:
        'Somebody removed it. Run "anamnese-recall ledger verify", find out who it was, and restore the backup or the schema.',
    },
  },
  triggers_unseen: {
    de: {
      problem:
        'Der Datenbankbenutzer darf Trigger nicht sehen; ob der Schutz gegen Ändern und Löschen besteht, ist offen.',
      remedy:
        'Ihm UPDATE und DELETE auf ledger_entries entziehen oder "doctor" mit dem Benutzer ausführen, der das Schema anlegt.',
    },
    en: {
      problem:
        'The database user may not see triggers; whether the guard against changing and deleting is there is open.',
      remedy:
        'Take UPDATE and DELETE on ledger_entries from it, or run "doctor" as the user that makes the schema.',
    },
  },
  provider_not_encrypted: {
    de: {
      problem: 'Die Adresse von 360dialog ist weder https noch auf dieser Maschine.',
      remedy: 'D360_BASE_URL entfernen oder auf eine https-Adresse setzen.',
    },
    en: {
      problem: 'The address of 360dialog is neither https nor on this machine.',
      remedy: 'Remove D360_BASE_URL or set it to an https address.',
    },
  },
  verification_off: {
    de: {
      problem: 'NODE_TLS_REJECT_UNAUTHORIZED=0 schaltet die Prüfung von Zertifikaten ab.',
      remedy: 'Die Variable entfernen. Eine eigene Zertifizierungsstelle nennt NODE_EXTRA_CA_CERTS.',
    },
    en: {
      problem: 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches the checking of certificates off.',
      remedy: 'Remove the variable. An authority of your own is named by NODE_EXTRA_CA_CERTS.',
    },
  },
  database_public: {
    de: {
      problem: 'Die Datenbank hat eine öffentliche Adresse.',
      remedy: 'Über Socket, auf dieser Maschine oder im privaten Netz betreiben.',
    },
    en: {
      problem: 'The database has a public address.',
      remedy: 'Run it by socket, on this machine or in the private network.',
    },
  },
  database_rights_wide: {
    de: {
      problem: 'Der Datenbankbenutzer darf mehr als nötig: {rights}.',
      remedy:
        'Schema mit einem eigenen Benutzer anlegen ("anamnese-recall migrate"); dem laufenden Benutzer DDL sowie UPDATE und DELETE auf ledger_entries entziehen.',
    },
    en: {
      problem: 'The database user may do more than needed: {rights}.',
      remedy:
        'Make the schema as a user of its own ("anamnese-recall migrate"); take DDL, and UPDATE and DELETE on ledger_entries, from the running one.',
    },
  },
  wording_refused: {
    de: {
      problem: 'Wortlaut unbrauchbar: {lacks}.',
      remedy:
        'Den Text unter neuer Kennung berichtigen und sie im alten als "replacedBy" nennen; {advice}. Was unter dem alten angekreuzt ist, bleibt angehalten und steht in der Liste "consent renewals".',
    },
    en: {
      problem: 'A wording cannot be used: {lacks}.',
      remedy:
        'Put the text right under a new id and name that in the old one as "replacedBy"; {advice}. What was ticked under the old one stays on hold and is listed by "consent renewals".',
    },
  },
  wordings_none: {
    de: {
      problem: 'Die Konfiguration nennt keinen Wortlaut.',
      remedy:
        'Unter "wordings" den Text eintragen, den Patienten lesen; ohne ihn beweist eine Einwilligung nicht, was sie deckt.',
    },
    en: {
      problem: 'The configuration names no wording.',
      remedy:
        'Enter the text that patients read under "wordings"; without it a consent does not prove what it covers.',
    },
  },
  sign_off_missing: {
    de: {
      problem: 'Die Freigabe der Praxis fehlt in der Konfiguration.',
      remedy: '"anamnese-recall doctor --sign-off" zeigt, was zu bestätigen ist; dann "signOff" eintragen.',
    },
    en: {
      problem: "The practice's sign-off is missing in the configuration.",
      remedy: '"anamnese-recall doctor --sign-off" shows what has to be confirmed; then enter "signOff".',
    },
  },
  sign_off_incomplete: {
    de: {
      problem: 'In der Freigabe der Praxis fehlen: {missing}.',
      remedy: '"anamnese-recall doctor --sign-off" zeigt, was zu bestätigen ist; dann "signOff" ergänzen.',
    },
    en: {
      problem: "The practice's sign-off lacks: {missing}.",
      remedy: '"anamnese-recall doctor --sign-off" shows what has to be confirmed; then complete "signOff".',
    },
  },
  sign_off_in_future: {
    de: {
      problem: 'Die Freigabe der Praxis trägt ein Datum in der Zukunft ({on}).',
      remedy: 'Unter "signOff.on" den Tag eintragen, an dem bestätigt wurde.',
    },
    en: {
      problem: "The practice's sign-off bears a date in the future ({on}).",
      remedy: 'Enter the day of the confirmation under "signOff.on".',
    },
  },
  witness_set_back: {
    de: {
      problem:
        'Die Datenbank ist ein älterer Stand ihrer selbst; {lost} Widerrufe, Sperren oder Löschungen fehlen ihr.',
      remedy: 'Das Programm starten: sie werden nachgeholt, bevor gesendet wird.',
    },
    en: {
      problem: 'The database is an older copy of itself; it lacks {lost} withdrawals, holds or erasures.',
      remedy: 'Start the program: they are done again before anything is sent.',
    },
  },
  witness_missing: {
    de: {
      problem:
        'Die Zeugendatei fehlt; ob die Datenbank ein älterer Stand ist, dem Widerrufe oder Löschungen fehlen, ist nicht zu sagen.',
      remedy:
        'Die Datei an ihren Platz zurücklegen ("witness" in der Konfiguration). Ist sie verloren: anamnese-recall privacy witness --help.',
    },
    en: {
      problem:
        'The witness file is missing; whether the database is an older copy that lacks withdrawals or erasures cannot be told.',
      remedy:
        'Put the file back in its place ("witness" in the configuration). If it is lost: anamnese-recall privacy witness --help.',
    },
  },
  witness_unreadable: {
    de: {
      problem: 'Die Zeugendatei ist nicht lesbar oder verändert ({reason}).',
      remedy:
        'Datei und Rechte prüfen, oder ihre letzte Kopie zurücklegen; ohne sie ist nicht zu sagen, ob die Datenbank ein älterer Stand ist. Ist sie verloren: anamnese-recall privacy witness --help.',
    },
    en: {
      problem: 'The witness file cannot be read or was changed ({reason}).',
      remedy:
        'Check the file and its rights, or put back its last copy; without it nobody can tell whether the database is an older copy. If it is lost: anamnese-recall privacy witness --help.',
    },
  },
  controller_incomplete: {
    de: {
      problem:
        'Nachweise, Auskünfte und Verzeichnisse können nicht alles über den Verantwortlichen sagen; es fehlt: {missing}.',
      remedy:
        'In der Konfiguration der Praxis "address", "dataProtectionOfficer" und unter "region" das Land (z. B. DE-BE) eintragen. Gesendet wird auch ohne.',
    },
    en: {
      problem:
        'Certificates, reports and records cannot say everything about the controller; missing: {missing}.',
      remedy:
        'Enter "address", "dataProtectionOfficer" and, under "region", the Land (e.g. DE-BE) in the practice\'s configuration. Sending does not depend on it.',
    },
  },
  halted: {
    de: {
      problem: 'Die Praxis hat den Versand am {since} angehalten.',
      remedy: 'Wenn es weitergehen darf: anamnese-recall resume --by NAME.',
    },
    en: {
      problem: 'The practice halted its sending at {since}.',
      remedy: 'When it may go on: anamnese-recall resume --by NAME.',
    },
  },
  host_unreadable: {
    de: {
      problem: 'Die Datenquelle {host} ist nicht lesbar ({code}).',
      remedy: '"anamnese-recall host check" nennt den Grund.',
    },
    en: {
      problem: 'The data source {host} cannot be read ({code}).',
      remedy: '"anamnese-recall host check" names the reason.',
    },
  },
  forms_unmatched: {
    de: {
      problem:
        'PDF-Dateien, die keines der eingerichteten Formulare sind: {files}. Keine davon gilt als Einwilligung.',
      remedy:
        'Fehlt ein Formular, schlägt "anamnese-recall forms inspect DATEI" seinen Eintrag vor; danach werden sie neu gelesen. Andere Dokumente gehören nicht in den Formularordner.',
    },
    en: {
      problem: 'PDF files that are none of the forms that are set up: {files}. None of them is a consent.',
      remedy:
        'If a form is missing, "anamnese-recall forms inspect FILE" proposes its entry; then they are read again. Other documents do not belong in the forms folder.',
    },
  },
  forms_unreadable: {
    de: {
      problem:
        'PDF-Dateien, die bisher nicht übernommen werden konnten: {files}. Auf einer davon kann ein Nein stehen.',
      remedy:
        '"anamnese-recall reviews list" zeigt die Fälle, das Protokoll die Gründe; "anamnese-recall forms read DATEI" liest eine Datei sofort. Was die Papiere sagen, bitte eintragen mit "anamnese-recall consent record".',
    },
    en: {
      problem: 'PDF files that could not be taken in so far: {files}. One of them may say no.',
      remedy:
        '"anamnese-recall reviews list" shows the cases, the log the reasons; "anamnese-recall forms read FILE" reads one at once. Please enter what the papers say with "anamnese-recall consent record".',
    },
  },
  template_not_approved: {
    de: {
      problem: 'Die Vorlage {template} ist so nicht freigegeben ({code}).',
      remedy: '"anamnese-recall templates check" zeigt den Unterschied; bis dahin warten ihre Erinnerungen.',
    },
    en: {
      problem: 'The template {template} is not approved as it stands ({code}).',
      remedy: '"anamnese-recall templates check" shows the difference; until then its reminders wait.',
    },
  },
  templates_unchecked: {
    de: {
      problem: 'Die Vorlagen waren bei 360dialog nicht zu prüfen ({code}).',
      remedy: 'Verbindung und D360_API_KEY prüfen.',
    },
    en: {
      problem: 'The templates could not be compared with those at 360dialog ({code}).',
      remedy: 'Check the connection and D360_API_KEY.',
    },
  },
  reader_broken: {
    de: {
      problem: 'Der Leser für Formulare startet nicht ({code}).',
      remedy: 'Speicher und Rechte prüfen; bis dahin werden keine Formulare gelesen.',
    },
    en: {
      problem: 'The reader for forms does not start ({code}).',
      remedy: 'Check memory and rights; until then no forms are read.',
    },
  },
} as const satisfies Record<string, Record<Language, Words>>

export type FindingCode = keyof typeof FINDINGS

/** In words, with the details filled in; a detail `name:de` stands for `name` in German. */
export function findingText(
  code: FindingCode,
  details: Readonly<Record<string, string | number>>,
  language: Language,
): Words {
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) =>
      String(details[`${name}:${language}`] ?? details[name] ?? '-'),
    )
  const { problem, remedy } = FINDINGS[code][language]
  return { problem: fill(problem), remedy: fill(remedy) }
}
