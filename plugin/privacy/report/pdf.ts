/** The report of `report.ts` on paper, in German or English: the same facts, in the order in which people ask for them. */
import type { Block, PrintableDocument } from '../../document/document.js'
import { dayText, momentText } from '../../document/moment.js'
import { print } from '../../document/print.js'
import type { Language } from '../../errors.js'
import { PURPOSES } from '../../consent/purpose.js'
import { entryBlocks } from '../../proof/entry-blocks.js'
import { STATUS_WORDS } from '../../proof/entry-words.js'
import { reasonText } from '../../reminder/reasons.js'
import { doubtText } from '../../review/doubt-texts.js'
import { toInstant, type TimeZone } from '../../time.js'
import { toFillIn } from '../controller.js'
import { purposeText } from '../papers/processing-facts.js'
import type { Report } from './report.js'

export interface ReportPrinting {
  language: Language
  zone: TimeZone
}

export const reportPdf = (report: Report, printing: ReportPrinting): Promise<Uint8Array> =>
  print(reportDocument(report, printing))

/** The JSON is attached, so that the paper and the file to carry on (Art. 20) are one. */
export function reportDocument(report: Report, { language, zone }: ReportPrinting): PrintableDocument {
  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  const at = (instant: string | null): string =>
    instant === null ? '-' : momentText(instant, zone, language)
  const title = say('Auskunft über gespeicherte Daten', 'Report of stored data')
  const { practice, patient } = report

  const section = (heading: string, head: string[], rows: string[][], widths?: number[]): Block[] => [
    { kind: 'heading', level: 2, text: heading },
    rows.length === 0
      ? { kind: 'paragraph', text: say('Nichts gespeichert.', 'Nothing stored.') }
      : { kind: 'table', head, rows, ...(widths && { widths }) },
  ]

  return {
    title,
    language,
    pageSize: 'A4',
    footer: `${practice.name} · ${at(report.createdAt)} · ${title}`,
    createdAt: toInstant(report.createdAt),
    attachments: [
      {
        name: 'report.json',
        bytes: Buffer.from(`${JSON.stringify(report, null, 2)}\n`, 'utf8'),
        mediaType: 'application/json',
        description: say(
          'Dieselben Daten maschinenlesbar (Art. 20 DSGVO)',
          'The same data for machines (Art. 20 GDPR)',
        ),
      },
    ],
    blocks: [
      { kind: 'heading', level: 1, text: title },
      {
        kind: 'paragraph',
        text: say(
          `Auskunft nach Art. 15 DSGVO über alles, was der Erinnerungsdienst der Praxis zu Ihrer Person speichert. Alle Zeiten gelten für ${zone}. Ihre Patientenakte ist nicht Teil dieser Auskunft.`,
          `Report under Art. 15 GDPR of everything that the reminder service of the practice stores about you. All times are in ${zone}. Your patient file is not part of this report.`,
        ),
      },
      {
        kind: 'facts',
        facts: [
          [say('Praxis', 'Practice'), `${practice.name}, ${practice.phone}`],
          [say('Anschrift', 'Address'), report.processing.address ?? toFillIn(language)],
          [say('Erstellt', 'Created'), at(report.createdAt)],
          [say('Name', 'Name'), `${patient.givenName} ${patient.familyName}`.trim() || '-'],
          [say('Geboren', 'Born'), patient.birthDate === null ? '-' : dayText(patient.birthDate, language)],
          [say('Patientennummer', 'Patient number'), patient.hostPatientId],
          [say('Mobilnummer', 'Mobile number'), patient.mobilePhone ?? '-'],
          [say('Gespeichert seit', 'Stored since'), at(patient.since)],
          [
            say('In der Praxissoftware', 'In the practice software'),
            patient.gone
              ? say('nicht mehr vorhanden', 'no longer')
              : patient.active
                ? say('aktiv', 'active')
                : say('inaktiv', 'inactive'),
          ],
        ],
      },
      ...section(
        say('Stand der Einwilligungen', 'State of the consents'),
        [
          say('Zweck', 'Purpose'),
          say('Stand', 'State'),
          say('seit', 'since'),
          say('Eintrag', 'Entry'),
          say('Gründe', 'Reasons'),
        ],
        PURPOSES.map((purpose) => {
          const { status, since, entry, reasons } = report.consents[purpose]
          return [
            purposeText(purpose, language),
            STATUS_WORDS[status][language],
            at(since),
            entry === null ? '-' : String(entry),
            reasons.map((code) => doubtText(code, language)).join('\n'),
          ]
        }),
        [32, 16, 20, 10, 30],
      ),
      {
        kind: 'heading',
        level: 1,
        text: say('Einträge im Einwilligungsbuch', 'Entries of the consent ledger'),
      },
      ...report.entries.flatMap((entry) => entryBlocks(entry, { language, zone })),
      ...report.wordings.flatMap((wording): Block[] => [
        {
          kind: 'heading',
          level: 2,
          text: `${say('Wortlaut', 'Wording')} ${wording.id} (${wording.language})`,
        },
        { kind: 'verbatim', text: `SHA-256 ${wording.sha256}` },
        { kind: 'paragraph', text: wording.text, language: wording.language },
      ]),
      { kind: 'heading', level: 1, text: say('Weitere Daten', 'Further data') },
      ...section(
        say('Nummern und WhatsApp-Konten', 'Numbers and WhatsApp accounts'),
        [say('Art', 'Kind'), say('Wert', 'Value'), say('Woher', 'How known'), say('seit', 'since')],
        report.links.map(({ kind, value, evidence, since }) => [
          kind === 'phone' ? say('Nummer', 'number') : say('Konto', 'account'),
          value ?? say('nur Prüfwert gespeichert', 'only a digest stored'),
          evidence,
          at(since),
        ]),
        [14, 28, 32, 26],
      ),
      ...section(
        say('Erfasste Formulare', 'Recorded forms'),
        [
          say('Datei (SHA-256)', 'File (SHA-256)'),
          say('Erfasst', 'Recorded'),
          say('Datum', 'Dated'),
          say('Kreuze', 'Marks'),
        ],
        report.forms.map(({ sha256, recordedAt, givenAt, consents }) => [
          sha256,
          at(recordedAt),
          givenAt === null ? '-' : dayText(givenAt, language),
          consents
            .map(
              ({ purpose, control, raw, result }) =>
                `${purpose}: ${control ?? '-'} = ${raw ?? '-'} (${result})`,
            )
            .join('\n'),
        ]),
        [34, 20, 14, 32],
      ),
      ...section(
        say('Termine', 'Appointments'),
        [
          say('Nummer', 'Number'),
          say('Beginn', 'Beginning'),
          say('Stand', 'Status'),
          say('Zuletzt geändert', 'Last changed'),
        ],
        report.appointments.map(({ id, startsAt, status, changedAt, gone }) => [
          id,
          at(startsAt),
          gone ? `${status}, ${say('entfernt', 'removed')}` : status,
          at(changedAt),
        ]),
      ),
      ...section(
        'Recalls',
        [say('Nummer', 'Number'), say('Fällig', 'Due'), say('Zuletzt geändert', 'Last changed')],
        report.recalls.map(({ id, dueOn, changedAt }) => [id, dayText(dueOn, language), at(changedAt)]),
      ),
      ...section(
        say('Erinnerungen', 'Reminders'),
        [
          say('Regel', 'Rule'),
          say('Fällig', 'Due'),
          say('Stand', 'Status'),
          say('Grund', 'Reason'),
          say('Eintrag', 'Entry'),
        ],
        report.reminders.map(({ rule, dueAt, status, reason, consent }) => [
          rule,
          at(dueAt),
          status,
          reason === null ? '-' : reasonText(reason, language),
          consent === null ? '-' : String(consent),
        ]),
        [20, 24, 14, 32, 10],
      ),
      ...section(
        say('Gesendete Nachrichten', 'Messages sent'),
        [
          say('Übergeben', 'Handed over'),
          say('An', 'To'),
          say('Vorlage und Angaben', 'Template and parameters'),
          say('Stand', 'Status'),
          say('Eintrag', 'Entry'),
        ],
        report.messages.map(({ handedOverAt, to, template, parameters, status, consent }) => [
          at(handedOverAt),
          to ?? say('gelöscht', 'deleted'),
          `${template}: ${parameters?.join(', ') ?? say('gelöscht', 'deleted')}`,
          status,
          String(consent),
        ]),
        [22, 20, 32, 14, 10],
      ),
      ...section(
        say('Empfangene Nachrichten', 'Messages received'),
        [say('Gesendet', 'Sent'), say('Von', 'From'), 'Text', say('Verstanden als', 'Understood as')],
        report.inbound.map(({ sentAt, sender, text, intent }) => [
          at(sentAt),
          sender === null
            ? say('gelöscht', 'deleted')
            : [sender.phone, sender.bsuid].filter((part) => part !== null).join(', '),
          text ?? '-',
          intent,
        ]),
        [22, 22, 40, 16],
      ),
      ...section(
        say('Fragen im Chat', 'Questions in the chat'),
        [say('Kennung', 'Id'), say('Weg', 'Route'), say('Stand', 'State'), say('Ausgegeben', 'Issued')],
        report.questions.map(({ id, route, state, issuedAt }) => [id, route, state, at(issuedAt)]),
        [34, 18, 18, 26],
      ),
      ...section(
        say('Antworten im Chat', 'Answers in the chat'),
        [say('Erstellt', 'Created'), say('Art', 'Kind'), say('Stand', 'State')],
        report.replies.map(({ createdAt, kind, state }) => [at(createdAt), kind, state]),
      ),
      ...section(
        say('Zweifelsfälle', 'Cases of doubt'),
        [
          say('Eröffnet', 'Opened'),
          say('Gründe', 'Reasons'),
          say('Entscheidung', 'Decision'),
          say('Von', 'By'),
        ],
        report.reviews.map(({ openedAt, reasons, decision, decidedBy }) => [
          at(openedAt),
          reasons.map((code) => doubtText(code, language)).join('\n'),
          decision ?? say('offen', 'open'),
          decidedBy ?? '-',
        ]),
        [22, 42, 20, 16],
      ),
      ...section(
        say('Sendesperren', 'Blocks'),
        [say('Art', 'Scope'), say('seit', 'since'), say('bis', 'until')],
        report.blocks.map(({ scope, since, until }) => [scope, at(since), at(until)]),
      ),
      ...section(
        say('Meldungen an die Praxissoftware', 'Events told to the practice software'),
        [say('Art', 'Type'), say('Zeit', 'Time'), say('Zugestellt', 'Delivered')],
        report.events.map((event) => [event.type, at(event.at), at(event.deliveredAt)]),
      ),
      ...section(
        say('Zugriffe auf diese Daten', 'Accesses to these data'),
        [say('Zeit', 'Time'), say('Vorgang', 'Action')],
        report.accesses.map((access) => [at(access.at), access.action]),
      ),
      ...withheldBlocks(report, say),
      ...processingBlocks(report, say, toFillIn(language)),
    ],
  }
}

type Say = (de: string, en: string) => string

function withheldBlocks({ withheld }: Report, say: Say): Block[] {
  if (withheld.sharedNumbers === 0) return []
  return [
    { kind: 'heading', level: 2, text: say('Nicht enthalten', 'Not included') },
    {
      kind: 'paragraph',
      text: say(
        `Nummern oder Konten von Ihnen, die auch andere nutzen: ${withheld.sharedNumbers}. Nachrichten von dort, die niemandem zugeordnet werden konnten und zum Schutz der anderen nicht enthalten sind (Art. 15 Abs. 4 DSGVO): ${withheld.messages}.`,
        `Numbers or accounts of yours that others use too: ${withheld.sharedNumbers}. Messages from there that could not be attributed to anybody and are left out to protect the others (Art. 15(4) GDPR): ${withheld.messages}.`,
      ),
    },
  ]
}

/** @param missing stands where the practice has not said something about itself */
function processingBlocks({ processing }: Report, say: Say, missing: string): Block[] {
  return [
    { kind: 'heading', level: 1, text: say('Wozu, an wen, wie lange', 'What for, to whom, for how long') },
    {
      kind: 'facts',
      facts: [
        [say('Verantwortlich', 'Controller'), processing.controller],
        [say('Anschrift', 'Address'), processing.address ?? missing],
        [
          say('Datenschutzbeauftragte Person', 'Data-protection officer'),
          processing.dataProtectionOfficer ?? missing,
        ],
        [say('Aufsichtsbehörde', 'Supervisory authority'), processing.supervisoryAuthority ?? missing],
        ...processing.purposes.map(
          ({ description, legalBasis }) =>
            [say('Zweck', 'Purpose'), `${description} (${legalBasis})`] as const,
        ),
        ...processing.recipients.map(
          ({ name, role }) => [say('Empfänger', 'Recipient'), `${name}: ${role}`] as const,
        ),
        [say('Übermittlung in Drittländer', 'Transfer to third countries'), processing.transfer.join('\n')],
        [say('Herkunft', 'Source'), processing.source],
        [say('Automatisierte Entscheidungen', 'Automated decisions'), processing.automatedDecisions],
      ],
    },
    { kind: 'heading', level: 2, text: say('Speicherdauer', 'Storage periods') },
    {
      kind: 'table',
      head: [say('Daten', 'Data'), say('Dauer', 'Period'), say('Grund', 'Reason')],
      rows: processing.storagePeriods.map(({ data, period, reason }) => [data, period, reason]),
      widths: [36, 34, 30],
    },
    { kind: 'heading', level: 2, text: say('Ihre Rechte', 'Your rights') },
    {
      kind: 'facts',
      facts: processing.rights.map(({ right, how }) => [right, how] as const),
    },
  ]
}
