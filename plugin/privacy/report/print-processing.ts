/** What the printed report says beside the data: what is left out, and what Art. 15(1) asks for. Pure. */
import type { Block } from '../../document/document.js'
import { toFillIn } from '../controller.js'
import type { Paper } from './paper.js'
import type { Report } from './report.js'

export function withheldBlocks({ withheld }: Report, { say }: Paper): Block[] {
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

export function processingBlocks({ processing }: Report, { say, language }: Paper): Block[] {
  // Where the practice has not said something about itself.
  const missing = toFillIn(language)
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
