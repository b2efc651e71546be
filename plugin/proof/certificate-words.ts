/** The words of the certificate in German and English, and how to check it without our program. */
import type { Language } from '../errors.js'

const GERMAN = {
  title: 'Nachweis der Einwilligungen in WhatsApp-Nachrichten',
  introduction:
    'Dieser Nachweis gibt wieder, was im Einwilligungsbuch der Praxis zu dieser Person eingetragen ist: jede Erklärung, ihren Wortlaut, ihren Beleg und die Nachrichten, die darauf gestützt wurden. Das Einwilligungsbuch wird nur fortgeschrieben; spätere Änderungen an einem Eintrag sind erkennbar. Ob eine Einwilligung rechtlich wirksam ist, beurteilt dieser Nachweis nicht.',
  practice: 'Praxis',
  patient: 'Patient',
  nameGone: 'nicht mehr gespeichert',
  born: 'Geboren',
  patientNumber: 'Patientennummer',
  subject: 'Kennung im Buch',
  createdAt: 'Erstellt',
  entries: 'Einträge zur Person',
  ledgerSize: 'Einträge im Buch',
  overview: 'Übersicht',
  overviewNote:
    'Was nacheinander eingetragen wurde, das Älteste zuerst. Einträge werden im ganzen Buch fortlaufend ab 0 gezählt; Nummern, die hier fehlen, gehören zu anderen Personen.',
  entry: 'Eintrag',
  declaration: 'Erklärung',
  purposes: 'Zwecke',
  recordedAt: 'Eingetragen',
  messagesResting: 'Nachrichten',
  contentGone: 'vernichtet',
  nothingRecorded: 'Zu dieser Person ist nichts eingetragen.',
  messages: (count: number) =>
    count === 1
      ? 'Auf diesen Eintrag wurde 1 Nachricht gestützt:'
      : `Auf diesen Eintrag wurden ${count} Nachrichten gestützt:`,
  message: 'Nachricht',
  template: 'Vorlage',
  handedOver: 'Übergeben',
  status: 'Stand',
  wordings: 'Wortlaute',
  wordingsNote:
    'Die Texte, auf die sich die Einträge beziehen, vollständig und so, wie sie registriert wurden. SHA-256 ist über den Text in UTF-8 gebildet.',
  chain: 'Zustand des Einwilligungsbuchs',
  chainChecked: (count: number) =>
    `Bei der Erstellung geprüft: die Unterschrift unter dem Kopf des Buchs; dass die gespeicherten Einträge zur unterschriebenen Wurzel führen${count === 0 ? '' : `; dass ${count === 1 ? 'der Eintrag' : `jeder der ${count} Einträge`} dieser Person im Buch steht und jeder vorhandene Inhalt der ist, auf den sich sein Eintrag festgelegt hat`}.`,
  origin: 'Buch',
  root: 'Wurzel (base64)',
  fingerprint: 'Fingerabdruck des Prüfschlüssels (SHA-256)',
  note: 'Unterschriebener Kopf (C2SP signed note, Ed25519):',
  verifierKey: 'Prüfschlüssel (C2SP verifier key):',
  limits:
    'Die Unterschrift stammt von der Praxis selbst. Gegenüber Dritten beweist sie so viel, wie der Fingerabdruck oder ein früherer Kopf des Buchs, der die Praxis verlassen hat, zu vergleichen erlaubt.',
  proofs: 'Zugehörigkeitsbeweise',
  proofsNote:
    'Für jeden Eintrag sein Blatt (base64) und der Weg zur Wurzel nach RFC 9162, Abschnitt 2.1.3. Dieselben Angaben liegen dieser Datei maschinenlesbar bei; README.txt beschreibt die Prüfung.',
  proofOf: (seq: number) => `Eintrag ${seq}`,
  attachment: 'Maschinenlesbarer Nachweis; enthält personenbezogene Daten',
}

const ENGLISH: typeof GERMAN = {
  title: 'Proof of consents to WhatsApp messages',
  introduction:
    'This proof shows what the consent ledger of the practice has recorded about this person: each declaration, its wording, its evidence, and the messages that rested on it. The ledger is only ever appended to; a later change of an entry shows. Whether a consent is valid in law is not judged here.',
  practice: 'Practice',
  patient: 'Patient',
  nameGone: 'no longer stored',
  born: 'Born',
  patientNumber: 'Patient number',
  subject: 'Name in the ledger',
  createdAt: 'Created',
  entries: 'Entries about the person',
  ledgerSize: 'Entries in the ledger',
  overview: 'Overview',
  overviewNote:
    'What was recorded one after the other, the oldest first. Entries are numbered through the whole ledger, from 0; numbers that are missing here belong to other people.',
  entry: 'Entry',
  declaration: 'Declaration',
  purposes: 'Purposes',
  recordedAt: 'Recorded',
  messagesResting: 'Messages',
  contentGone: 'destroyed',
  nothingRecorded: 'Nothing is recorded about this person.',
  messages: (count) =>
    count === 1 ? '1 message rested on this entry:' : `${count} messages rested on this entry:`,
  message: 'Message',
  template: 'Template',
  handedOver: 'Handed over',
  status: 'Status',
  wordings: 'Wordings',
  wordingsNote:
    'The texts that the entries refer to, in full and as they were registered. SHA-256 is over the text in UTF-8.',
  chain: 'State of the ledger',
  chainChecked: (count) =>
    `Checked when this was made: the signature of the head; that the stored entries lead to the signed root${count === 0 ? '' : `; that ${count === 1 ? 'the entry' : `each of the ${count} entries`} about this person is in the ledger, and that each content that exists is the one its entry commits to`}.`,
  origin: 'Ledger',
  root: 'Root (base64)',
  fingerprint: 'Fingerprint of the verifier key (SHA-256)',
  note: 'Signed head (C2SP signed note, Ed25519):',
  verifierKey: 'Verifier key (C2SP):',
  limits:
    'The signature is the practice’s own. To others it proves as much as the fingerprint, or an earlier head that has left the practice, allows to compare.',
  proofs: 'Inclusion proofs',
  proofsNote:
    'For each entry its leaf (base64) and the path to the root after RFC 9162, section 2.1.3. The same is attached to this file for machines; README.txt tells how to check it.',
  proofOf: (seq) => `Entry ${seq}`,
  attachment: 'Machine-readable proof; holds personal data',
}

export const CERTIFICATE_WORDS: Readonly<Record<Language, typeof GERMAN>> = { de: GERMAN, en: ENGLISH }

/** What stands in `README.txt` beside the attached files. */
export const howToVerify = (language: Language): string => HOW_TO_VERIFY[language]

const HOW_TO_VERIFY: Readonly<Record<Language, string>> = {
  de: `Wie dieser Nachweis geprüft wird
================================

Die Dateien stehen unverändert und unverpackt in der PDF-Datei. Alle Hashes sind SHA-256, base64 im
üblichen Alphabet.

vkey.txt        Prüfschlüssel: <Name>+<Schlüsselkennung>+<base64 von 0x01 und dem Ed25519-Schlüssel>
checkpoint.txt  unterschriebener Kopf: Name des Buchs, Zahl der Einträge, Wurzel (base64),
                Leerzeile, Unterschrift (C2SP signed note)
leaves.jsonl    je Eintrag dieser Person {"leaf","seq"}; leaf sind die Bytes des Blatts in base64
proofs.jsonl    je Eintrag {"path","seq","size"}: der Weg zur Wurzel nach RFC 9162, Abschnitt 2.1.3
entries.jsonl   je Eintrag, dessen Inhalt noch besteht, {"content","salt","seq"}

1. Fingerabdruck: SHA-256 des Textes in vkey.txt ohne Zeilenende mit dem vergleichen, den die Praxis auf
   anderem Weg bekannt gegeben hat.
2. Kopf: die Ed25519-Unterschrift über die drei ersten Zeilen von checkpoint.txt (mit Zeilenenden) mit
   dem Schlüssel aus vkey.txt prüfen. In der Unterschriftszeile stehen nach dem Namen in base64 vier Bytes
   Schlüsselkennung und 64 Bytes Unterschrift.
3. Eintrag: Hash = SHA-256(0x00 und Blatt). Mit den Hashes aus path nach RFC 9162, Abschnitt 2.1.3.2 zur
   Wurzel rechnen (Knoten = SHA-256(0x01, links, rechts)); es muss die aus checkpoint.txt sein.
4. Inhalt: SHA-256("anamnese-recall/ledger-commitment/1", Zeilenende, salt, content in der Form von
   RFC 8785) muss, in base64, gleich "commitment" im Blatt sein.

Das Prüfprogramm von anamnese-recall macht dasselbe ohne Netz und Datenbank.
`,
  en: `How to check this proof
=======================

The files stand in the PDF file unchanged and unpacked. All hashes are SHA-256, base64 has the usual
alphabet.

vkey.txt        verifier key: <name>+<key id>+<base64 of 0x01 and the Ed25519 key>
checkpoint.txt  signed head: name of the ledger, number of entries, root (base64), empty line,
                signature (C2SP signed note)
leaves.jsonl    for each entry about this person {"leaf","seq"}; leaf is the leaf's bytes in base64
proofs.jsonl    for each entry {"path","seq","size"}: the way to the root after RFC 9162, section 2.1.3
entries.jsonl   for each entry whose content still exists {"content","salt","seq"}

1. Fingerprint: compare SHA-256 of the text in vkey.txt without its line end with the one that the
   practice has made known in another way.
2. Head: check the Ed25519 signature over the first three lines of checkpoint.txt (with their line ends)
   with the key in vkey.txt. In the signature line, after the name, stand four bytes of key id and 64 bytes
   of signature in base64.
3. Entry: hash = SHA-256(0x00, leaf). With the hashes in path compute the root after RFC 9162, section
   2.1.3.2 (node = SHA-256(0x01, left, right)); it must be the one in checkpoint.txt.
4. Content: SHA-256("anamnese-recall/ledger-commitment/1", line feed, salt, content in the form of
   RFC 8785) must, in base64, be the "commitment" in the leaf.

The verifier of anamnese-recall does the same without network and database.
`,
}
