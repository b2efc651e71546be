/** `recalls*.csv`: RecallNr; PatNr; Faellig; Art. The kind of recall is not read: it says something about the treatment. Pure. */
import { toHostPatientId, toRecallId, type RecallId } from '../../plugin/ids.js'
import type { LocalDate } from '../../plugin/time.js'
import type { HostRecall } from '../host.js'
import { readDueDate } from './date.js'
import type { Column } from './header.js'
import { readId, type Accepted, type Cells, type RecordKind, type Refusal } from './records.js'

export const RECALL_COLUMNS: readonly Column[] = [
  { name: 'RecallNr', required: true, synonyms: ['Recall-Nr', 'Recallnummer', 'RecallID', 'ID'] },
  {
    name: 'PatNr',
    required: true,
    synonyms: [
      'Patientennummer',
      'Patienten-Nr',
      'PatientNr',
      'PatientenID',
      'PatID',
      'Kartei-Nr',
      'Karteinummer',
    ],
  },
  {
    name: 'Faellig',
    required: true,
    synonyms: ['fällig am', 'Fälligkeit', 'Recalldatum', 'nächster Recall', 'Recall am', 'Datum'],
  },
]

export function recallRecords(context: { today: LocalDate }): RecordKind<HostRecall, RecallId> {
  return {
    idColumn: 'RecallNr',
    patientColumn: 'PatNr',
    toId: toRecallId,
    read: (recallId, cells) => readRecall(recallId, cells, context.today),
  }
}

function readRecall(recallId: RecallId, cells: Cells, today: LocalDate): Accepted<HostRecall> | Refusal {
  const patient = readId(cells('PatNr'), toHostPatientId)
  if (patient.kind === 'refused') return { ...patient, column: 'PatNr' }
  const dueOn = readDueDate(cells('Faellig'), today)
  if (dueOn.kind === 'refused') return { ...dueOn, column: 'Faellig' }
  return {
    kind: 'item',
    item: { recallId, hostPatientId: patient.value, dueOn: dueOn.value },
    remarks: [],
  }
}
