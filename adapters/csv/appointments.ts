/** `termine*.csv`: TerminNr; PatNr; Datum; Uhrzeit; Dauer; Status; Behandler. Only what a reminder needs is read. Pure. */
import { toAppointmentId, toHostPatientId, type AppointmentId } from '../../plugin/ids.js'
import type { LocalDate, LocalTime } from '../../plugin/time.js'
import type { AppointmentStatus, HostAppointment } from '../host.js'
import { readDate, refused, type Read } from './date.js'
import type { Column } from './header.js'
import { readId, type Accepted, type Cells, type RecordKind, type Refusal } from './records.js'
import { readTime, type MomentReader } from './time.js'

export const APPOINTMENT_COLUMNS: readonly Column[] = [
  {
    name: 'TerminNr',
    required: true,
    synonyms: ['Termin-Nr', 'Terminnummer', 'TerminID', 'Termin-ID', 'ID'],
  },
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
  { name: 'Datum', required: true, synonyms: ['Termin', 'Termindatum', 'Tag', 'Beginn'] },
  { name: 'Uhrzeit', required: false, synonyms: ['Zeit', 'von', 'Beginn', 'Terminzeit', 'Startzeit'] },
  { name: 'Status', required: false, synonyms: ['Terminstatus'] },
]

/** The words of the documentation; a practice adds its own with the option `status`. */
const STATUS_WORDS: Readonly<Record<string, AppointmentStatus>> = {
  '': 'booked',
  gebucht: 'booked',
  vereinbart: 'booked',
  bestätigt: 'confirmed',
  abgesagt: 'cancelled',
  storniert: 'cancelled',
  gelöscht: 'cancelled',
  erledigt: 'completed',
  'nicht erschienen': 'no_show',
}

export interface AppointmentContext {
  momentOf: MomentReader
  today: LocalDate
  /** The practice's words, as in the file, for our statuses. */
  status: ReadonlyMap<string, AppointmentStatus>
}

/** How status words are compared. */
export const statusKey = (word: string): string =>
  word.normalize('NFC').trim().toLowerCase().replace(/\s+/gu, ' ')

/** What a status is called in the documentation or in the contract; `null` for anything else. */
export function statusNamed(word: string): AppointmentStatus | null {
  const key = statusKey(word)
  const known = Object.hasOwn(STATUS_WORDS, key) ? STATUS_WORDS[key] : undefined
  return known ?? Object.values(STATUS_WORDS).find((status) => status === key) ?? null
}

export function appointmentRecords(context: AppointmentContext): RecordKind<HostAppointment, AppointmentId> {
  return {
    idColumn: 'TerminNr',
    patientColumn: 'PatNr',
    toId: toAppointmentId,
    read: (appointmentId, cells) => readAppointment(appointmentId, cells, context),
  }
}

function readAppointment(
  appointmentId: AppointmentId,
  cells: Cells,
  context: AppointmentContext,
): Accepted<HostAppointment> | Refusal {
  const patient = readId(cells('PatNr'), toHostPatientId)
  if (patient.kind === 'refused') return { ...patient, column: 'PatNr' }
  const { day, clock } = dayAndClock(cells)
  const date = readDate(day, 'now', context.today)
  if (date.kind === 'refused') return { ...date, column: 'Datum' }
  const time: Read<LocalTime> = readTime(clock)
  if (time.kind === 'refused') return { ...time, column: 'Uhrzeit' }
  const status = context.status.get(statusKey(cells('Status'))) ?? statusNamed(cells('Status'))
  if (status === null) return { ...refused('unknown_status'), column: 'Status' }
  const moment = context.momentOf(date.value, time.value)
  if (moment.kind === 'missing') return { ...refused('hour_does_not_exist'), column: 'Uhrzeit' }
  return {
    kind: 'item',
    item: { appointmentId, hostPatientId: patient.value, startsAt: moment.instant, status },
    remarks: moment.kind === 'doubled' ? [{ column: 'Uhrzeit', reason: 'hour_comes_twice_first_taken' }] : [],
  }
}

/** Some exports have day and time in one column: `23.11.2026 14:30`. */
function dayAndClock(cells: Cells): { day: string; clock: string } {
  const clock = cells('Uhrzeit')
  const day = cells('Datum')
  const together = /^(.*\d)(?:[ T]+|,\s*)(\d{1,2}[:.]\d\d\b.*)$/.exec(day)
  if (together === null || (clock !== '' && clock !== day)) return { day, clock }
  return { day: together[1] ?? '', clock: together[2] ?? '' }
}
