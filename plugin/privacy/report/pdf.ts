/** The report of `report.ts` on paper, in German or English: the same facts, in the order in which people ask for them. */
import type { Block, PrintableDocument } from '../../document/document.js'
import { dayText } from '../../document/moment.js'
import { print } from '../../document/print.js'
import { PURPOSES } from '../../consent/purpose.js'
import { entryBlocks } from '../../proof/entry-blocks.js'
import { doubtText } from '../../review/doubt-texts.js'
import { toInstant } from '../../time.js'
import { STATUS_WORDS } from '../../words/ledger.js'
import { toFillIn } from '../controller.js'
import { purposeText } from '../papers/processing-facts.js'
import { paperOf, type Paper, type ReportPrinting, section } from './paper.js'
import { conversationSections, noteSections, personSections, sendingSections } from './print-data.js'
import { processingBlocks, withheldBlocks } from './print-processing.js'
import type { Report } from './report.js'

export const reportPdf = (report: Report, printing: ReportPrinting): Promise<Uint8Array> =>
  print(reportDocument(report, printing))

/** The JSON is attached, so that the paper and the file to carry on (Art. 20) are one: words here, codes there. */
export function reportDocument(report: Report, printing: ReportPrinting): PrintableDocument {
  const paper = paperOf(printing)
  const { say, at } = paper
  const title = say('Auskunft über gespeicherte Daten', 'Report of stored data')
  return {
    title,
    language: paper.language,
    pageSize: 'A4',
    footer: `${report.practice.name} · ${at(report.createdAt)} · ${title}`,
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
      ...aboutBlocks(report, paper),
      ...consentSection(report, paper),
      {
        kind: 'heading',
        level: 1,
        text: say('Einträge im Einwilligungsbuch', 'Entries of the consent ledger'),
      },
      ...report.entries.flatMap((entry) => entryBlocks(entry, printing)),
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
      ...personSections(report, paper),
      ...sendingSections(report, paper),
      ...conversationSections(report, paper),
      ...noteSections(report, paper),
      ...withheldBlocks(report, paper),
      ...processingBlocks(report, paper),
    ],
  }
}

function aboutBlocks({ practice, patient, processing, createdAt }: Report, paper: Paper): Block[] {
  const { say, at, language, zone } = paper
  return [
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
        [say('Anschrift', 'Address'), processing.address ?? toFillIn(language)],
        [say('Erstellt', 'Created'), at(createdAt)],
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
  ]
}

function consentSection({ consents }: Report, paper: Paper): Block[] {
  const { say, at, language } = paper
  return section(paper, say('Stand der Einwilligungen', 'State of the consents'), {
    head: [
      say('Zweck', 'Purpose'),
      say('Stand', 'State'),
      say('seit', 'since'),
      say('Eintrag', 'Entry'),
      say('Gründe', 'Reasons'),
    ],
    rows: PURPOSES.map((purpose) => {
      const { status, since, entry, reasons } = consents[purpose]
      return [
        purposeText(purpose, language),
        STATUS_WORDS[status][language],
        at(since),
        entry === null ? '-' : String(entry),
        reasons.map((code) => doubtText(code, language)).join('\n'),
      ]
    }),
    widths: [32, 16, 20, 10, 30],
  })
}
