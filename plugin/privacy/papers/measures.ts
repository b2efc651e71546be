/**
 * List of technical and organisational measures (Art. 32 GDPR): those of this installation as it runs, with the checks
 * that fail named, and those that only the practice can take. Pure.
 */
import type { Language } from '../../errors.js'
import { findingText } from '../../gates/findings.js'
import { CHECK_NAMES } from '../../gates/check-names.js'
import { CHECKS } from '../../gates/verdict.js'
import type { AddressKind } from '../../storage/address.js'
import { controllerSection } from './controller.js'
import type { DocumentFacts, KeySource } from './facts.js'
import type { PrivacyDocument } from './section.js'
import { signOffSection } from './sign-off.js'

type Words = Readonly<Record<Language, string>>

export function listOfMeasures(facts: DocumentFacts, language: Language): PrivacyDocument {
  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  const head = [say('Maßnahme', 'Measure'), say('In dieser Installation', 'In this installation')]
  const widths = [30, 70]
  return {
    name: 'art-32-measures',
    title: say('Technische und organisatorische Maßnahmen', 'Technical and organisational measures'),
    language,
    sections: [
      controllerSection(facts, language),
      {
        heading: say('Verschlüsselung und Schlüssel', 'Encryption and keys'),
        table: {
          head,
          widths,
          rows: [
            [
              say('Gespeicherte Inhalte', 'Stored contents'),
              say(
                'AES-256-GCM mit einem eigenen Schlüssel je Patient; was noch niemandem zugeordnet ist, mit einem Schlüssel der Praxis',
                'AES-256-GCM with a key of each patient; what belongs to nobody yet, with a key of the practice',
              ),
            ],
            [say('Hauptschlüssel', 'Master key'), KEY_SOURCES[facts.keySource][language]],
            [
              say('Suche nach Nummern', 'Look-up of numbers'),
              say(
                'über HMAC-SHA-256 mit eigenem Schlüssel; Nummern stehen nicht im Klartext in der Datenbank',
                'by HMAC-SHA-256 with a key of its own; numbers do not stand in clear in the database',
              ),
            ],
          ],
        },
      },
      {
        heading: say('Datenbank', 'Database'),
        table: { head, widths, rows: databaseRows(facts, language) },
      },
      {
        heading: say('Netz', 'Network'),
        table: { head, widths, rows: networkRows(facts, language) },
      },
      {
        heading: say('Unveränderlichkeit und Nachweis', 'Integrity and proof'),
        table: {
          head,
          widths,
          rows: [
            [
              say('Einwilligungsbuch', 'Consent ledger'),
              say(
                'nur anfügen (Auslöser in der Datenbank), Merkle-Baum nach RFC 9162, unterschriebener Kopf (Ed25519), jederzeit vollständig prüfbar',
                'append only (triggers in the database), Merkle tree after RFC 9162, signed head (Ed25519), verifiable as a whole at any time',
              ),
            ],
            [
              say('Zeuge außerhalb der Datenbank', 'Witness outside the database'),
              say(
                'Löschungen und Widerrufe stehen auch in einer Datei außerhalb der Datenbank; nach dem Zurückspielen einer Sicherung werden sie wiederholt, bevor gesendet wird',
                'erasures and withdrawals stand in a file outside the database too; after a backup was restored they are repeated before anything is sent',
              ),
            ],
            [
              say('Zeitstempel', 'Time stamps'),
              facts.practice.timeStamping === null
                ? say('keine Zeitstempelstelle eingerichtet', 'no time-stamping authority is set up')
                : `RFC 3161: ${facts.practice.timeStamping.url}`,
            ],
            [
              say('Sendeprüfung', 'Check before sending'),
              say(
                'Einwilligung und Termin werden im Augenblick des Sendens noch einmal geprüft; ein Schalter hält allen Versand an',
                'consent and appointment are looked at again in the moment of sending; one switch stops all sending',
              ),
            ],
          ],
        },
      },
      {
        heading: say('Datensparsamkeit, Löschung, Protokolle', 'Minimisation, erasure, logs'),
        table: {
          head,
          widths,
          rows: [
            [
              say('Nachrichten', 'Messages'),
              say(
                'nur freigegebene Vorlagen mit Anrede, Datum, Uhrzeit, Praxisname, Telefon, Link; kein Freitext, keine Behandlung',
                'approved templates only, with salutation, date, time, name of the practice, telephone, link; no free text, no treatment',
              ),
            ],
            [
              say('Löschung', 'Erasure'),
              say(
                'täglich nach den Fristen des Verzeichnisses; auf Antrag sofort, durch Vernichten von Schlüssel und Inhalt',
                'daily by the periods of the record; on request at once, by destroying key and content',
              ),
            ],
            [
              say('Zugriffsprotokoll', 'Access log'),
              say(
                'Auskünfte, Nachweise, Ausfuhren, Löschungen mit Zeit und Namen',
                'reports, certificates, exports, erasures with time and name',
              ),
            ],
            [
              say('Technisches Protokoll', 'Technical log'),
              say('ohne Namen, Nummern, Texte von Patienten', 'without names, numbers or words of patients'),
            ],
            [
              say('Fremde Dateien', 'Foreign files'),
              say(
                'Formulare werden in einem eigenen Prozess gelesen, der nach 3 s oder 256 MiB beendet wird',
                'forms are read in a process of its own, which is ended after 3 s or 256 MiB',
              ),
            ],
          ],
        },
      },
      checksSection(facts, language),
      {
        heading: say('Aufgaben der Praxis', 'What the practice must do'),
        paragraphs: [
          say(
            'Diese Software kann nicht prüfen und bestätigt daher nicht:',
            'This software cannot check, and therefore does not confirm:',
          ),
        ],
        table: {
          head: [say('Maßnahme', 'Measure'), say('Hinweis', 'Hint')],
          widths,
          rows: PRACTICE_TASKS.map(({ measure, hint }) => [measure[language], hint[language]]),
        },
      },
      signOffSection(facts, language),
    ],
  }
}

const KEY_SOURCES: Readonly<Record<KeySource, Words>> = {
  environment: {
    de: 'aus der Umgebung des Prozesses; er steht nicht in der Datenbank und nicht in deren Sicherungen',
    en: 'from the environment of the process; it is neither in the database nor in its backups',
  },
  file: {
    de: 'aus einer Schlüsseldatei; er steht nicht in der Datenbank und nicht in deren Sicherungen',
    en: 'from a key file; it is neither in the database nor in its backups',
  },
  provider: {
    de: 'von der Schlüsselverwaltung der einbettenden Software; er steht nicht in der Datenbank und nicht in deren Sicherungen',
    en: 'from the key management of the embedding software; it is neither in the database nor in its backups',
  },
}

const ADDRESSES: Readonly<Record<AddressKind, Words>> = {
  file: { de: 'Datei auf diesem Rechner', en: 'file on this machine' },
  socket: { de: 'über einen Socket auf diesem Rechner', en: 'by a socket on this machine' },
  loopback: { de: 'auf diesem Rechner (Loopback)', en: 'on this machine (loopback)' },
  private: {
    de: 'private Adresse, TLS mit Prüfung des Zertifikats',
    en: 'private address, TLS with verification of the certificate',
  },
  public: {
    de: 'öffentliche Adresse: nicht zulässig, der Start wird verweigert',
    en: 'public address: not permitted, the start is refused',
  },
}

function databaseRows({ database }: DocumentFacts, language: Language): string[][] {
  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  const { dialect, addresses, rights } = database
  const where = [...new Set(addresses)].map((kind) => ADDRESSES[kind][language]).join('; ')
  return [
    [
      say('Art und Ort', 'Kind and place'),
      `${dialect === 'sqlite' ? 'SQLite' : 'MariaDB/MySQL'}: ${where || say('Name nicht auflösbar', 'name cannot be resolved')}`,
    ],
    [
      say('Rechte des Datenbankbenutzers', 'Rights of the database user'),
      rights === null
        ? say(
            'SQLite kennt keine Benutzer; maßgeblich sind die Zugriffsrechte der Datei',
            'SQLite knows no users; what counts are the access rights of the file',
          )
        : rights.changesSchema || rights.changesLedger
          ? say(
              'weiter als nötig: Der Benutzer darf das Schema oder das Einwilligungsbuch ändern',
              'wider than needed: the user may change the schema or the consent ledger',
            )
          : say(
              'darf weder das Schema noch das Einwilligungsbuch ändern',
              'may change neither the schema nor the consent ledger',
            ),
    ],
  ]
}

function networkRows({ server, practice }: DocumentFacts, language: Language): string[][] {
  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  const isLocal = /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(server.host)
  return [
    [
      say('Zu 360dialog', 'To 360dialog'),
      say(
        'HTTPS mit Prüfung des Zertifikats; unverschlüsselt nur zu einem Gegenüber auf diesem Rechner',
        'HTTPS with verification of the certificate; without encryption only to a counterpart on this machine',
      ),
    ],
    [
      say('Schnittstelle der Praxis', 'Interface of the practice'),
      isLocal
        ? say(
            `${server.host}:${server.port}, nur auf diesem Rechner erreichbar; Zugang nur mit Schlüssel`,
            `${server.host}:${server.port}, reachable on this machine only; access with a key only`,
          )
        : say(
            `${server.host}:${server.port}, im Netz erreichbar, ohne eigenes TLS: Ein vorgeschalteter Server muss es stellen; Zugang nur mit Schlüssel`,
            `${server.host}:${server.port}, reachable in the network, without TLS of its own: a server in front must provide it; access with a key only`,
          ),
    ],
    [
      say('Adresse für Rückmeldungen', 'Address for callbacks'),
      server.publicUrl === null
        ? say('keine öffentliche Adresse eingetragen', 'no public address is configured')
        : `${server.publicUrl}${server.publicUrl.startsWith('https:') ? '' : say(' (ohne TLS!)', ' (without TLS!)')}`,
    ],
    [
      say('Speicherregion bei Meta', 'Storage region at Meta'),
      practice.whatsapp.storageRegion ?? say('nicht gewählt', 'not chosen'),
    ],
  ]
}

/** Checks as they stand in this moment; one that fails stops all sending (P-61). */
function checksSection({ verdicts }: DocumentFacts, language: Language): PrivacyDocument['sections'][number] {
  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  const ordered = [...verdicts].sort((a, b) => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check))
  return {
    heading: say('Laufende Prüfungen', 'Running checks'),
    paragraphs: [
      say(
        'Stand bei der Erstellung. Fällt eine Prüfung durch, wird nichts gesendet.',
        'As they stood when this was made. If one fails, nothing is sent.',
      ),
    ],
    table: {
      head: [say('Prüfung', 'Check'), say('Stand', 'State')],
      widths: [30, 70],
      rows: ordered.map((verdict) => [
        CHECK_NAMES[verdict.check][language],
        verdict.level === 'ok'
          ? say('in Ordnung', 'in order')
          : `${verdict.level === 'failure' ? say('NICHT in Ordnung', 'NOT in order') : say('Hinweis', 'note')}: ${findingText(verdict.finding, verdict.details, language).problem}`,
      ]),
    },
  }
}

const PRACTICE_TASKS: readonly { measure: Words; hint: Words }[] = [
  {
    measure: { de: 'Sicherungen', en: 'Backups' },
    hint: {
      de: 'verschlüsselt, höchstens 90 Tage, getrennt vom Hauptschlüssel; dieser eigens gesichert',
      en: 'encrypted, at most 90 days, apart from the master key; that one backed up by itself',
    },
  },
  {
    measure: { de: 'Rechner und Benutzerkonten', en: 'Machine and user accounts' },
    hint: {
      de: 'Festplattenverschlüsselung, eigene Konten mit Rollen, Aktualisierungen, Zutritt',
      en: 'disk encryption, own accounts with roles, updates, physical access',
    },
  },
  {
    measure: { de: 'Vorgeschalteter Server', en: 'Server in front' },
    hint: {
      de: 'TLS 1.2 oder neuer nach BSI TR-02102-2, wenn die Schnittstelle im Netz erreichbar ist',
      en: 'TLS 1.2 or newer after BSI TR-02102-2, where the interface is reachable in the network',
    },
  },
  {
    measure: { de: 'Verträge und Verschwiegenheit', en: 'Contracts and secrecy' },
    hint: { de: 'siehe Freigabe', en: 'see the sign-off' },
  },
  {
    measure: { de: 'Mitarbeiter', en: 'Staff' },
    hint: {
      de: 'Unterweisung, Umgang mit Zweifelsfällen, Auskünften und Widerrufen am Empfang',
      en: 'instruction, handling of doubtful cases, access requests and withdrawals at the reception',
    },
  },
]
