/** `patienten*.csv`: PatNr; Name; Vorname; Geburtsdatum; Mobil. Pure. */
import type { CountryCode } from 'libphonenumber-js/max'
import { toHostPatientId, type HostPatientId } from '../../plugin/ids.js'
import { readPhone } from '../../plugin/phone.js'
import type { LocalDate } from '../../plugin/time.js'
import type { HostPatient } from '../host.js'
import { readDate, refused, type Read } from './date.js'
import { readFlag } from './flag.js'
import type { Column } from './header.js'
import type { Accepted, Cells, RecordKind, Refusal } from './records.js'

/** `Name, Vorname` in one column stands in for the two. */
const BOTH_NAMES = 'Name, Vorname'

const optional = (name: string, ...synonyms: string[]): Column => ({ name, required: false, synonyms })
const required = (name: string, ...synonyms: string[]): Column => ({ name, required: true, synonyms })

const PATIENT_NUMBER = required(
  'PatNr',
  'Patientennummer',
  'Patienten-Nr',
  'Patient-Nr',
  'PatientNr',
  'PatientenID',
  'PatID',
  'Kartei-Nr',
  'Karteinummer',
  'ID',
)
const OTHERS: readonly Column[] = [
  optional('Geburtsdatum', 'Geb.-Datum', 'geb.', 'Geburtstag', 'geboren', 'geboren am'),
  required(
    'Mobil',
    'Handy',
    'Mobiltelefon',
    'Mobilfunk',
    'Tel. mobil',
    'Telefon mobil',
    'Mobilnummer',
    'Handynummer',
  ),
  optional('Aktiv'),
  optional('Verstorben', 'verstorben am'),
  optional('Inaktiv'),
  optional('Archiviert'),
  optional('Gesperrt'),
  optional('Verzogen'),
]
const FAMILY_NAMES = ['Nachname', 'Familienname']
const GIVEN_NAMES = ['Vornamen', 'Rufname']

export const PATIENT_COLUMNS: readonly Column[] = [
  PATIENT_NUMBER,
  required('Name', ...FAMILY_NAMES),
  required('Vorname', ...GIVEN_NAMES),
  ...OTHERS,
]

/** The columns of a file that has both names in one. */
export const PATIENT_COLUMNS_WITH_BOTH_NAMES: readonly Column[] = [
  PATIENT_NUMBER,
  required(BOTH_NAMES, 'Nachname, Vorname', 'Patient', 'Patientenname'),
  ...OTHERS,
]

export interface PatientContext {
  /** Whose national numbers stand in the file. */
  country: CountryCode
  today: LocalDate
}

export function patientRecords(context: PatientContext): RecordKind<HostPatient, HostPatientId> {
  return {
    idColumn: 'PatNr',
    patientColumn: 'Name',
    toId: toHostPatientId,
    read: (hostPatientId, cells) => readPatient(hostPatientId, cells, context),
  }
}

function readPatient(
  hostPatientId: HostPatientId,
  cells: Cells,
  { country, today }: PatientContext,
): Accepted<HostPatient> | Refusal {
  const names = readNames(cells)
  if (names.kind === 'refused') return { ...names, column: 'Name' }
  const birthDate = readBirthDate(cells('Geburtsdatum'), today)
  if (birthDate.kind === 'refused') return { ...birthDate, column: 'Geburtsdatum' }
  const active = readActive(cells, today)
  if (active.kind === 'refused') return active
  // A number that cannot be read is delivered as such: the patient's old number must not be used any longer.
  const mobilePhone = readPhone(cells('Mobil'), country)
  return {
    kind: 'item',
    item: { hostPatientId, ...names.value, birthDate: birthDate.value, mobilePhone, active: active.value },
    remarks: mobilePhone.kind === 'invalid' ? [{ column: 'Mobil', reason: 'not_a_phone_number' }] : [],
  }
}

/** Letters that were converted twice, e.g. `Ã¼` for `ü`. */
const TWICE_CONVERTED = /Ã[\u0080-\u00bf„œŸ–]/u

function readNames(cells: Cells): Read<{ familyName: string; givenName: string }> {
  const [family, given = ''] =
    cells(BOTH_NAMES) === '' ? [cells('Name'), cells('Vorname')] : splitNames(cells)
  if (family === undefined || family === '') return refused('empty')
  if (TWICE_CONVERTED.test(family + given)) return refused('encoding_damaged')
  return { kind: 'read', value: { familyName: oneLine(family), givenName: oneLine(given) } }
}

const splitNames = (cells: Cells): string[] => cells(BOTH_NAMES).split(/,\s*/, 2)

const oneLine = (name: string): string => name.replace(/\s+/gu, ' ')

function readBirthDate(text: string, today: LocalDate): Read<LocalDate | null> {
  if (text === '') return { kind: 'read', value: null }
  const date = readDate(text, 'past', today)
  return date.kind === 'read' && (date.value > today || date.value < '1880')
    ? refused('not_a_birthday')
    : date
}

/** Flags that end all sending, each with its own column. */
const ENDED = ['Inaktiv', 'Archiviert', 'Gesperrt', 'Verzogen', 'Verstorben'] as const

/** P-32: who is deceased, archived, blocked or has moved gets nothing. */
function readActive(cells: Cells, today: LocalDate): { kind: 'read'; value: boolean } | Refusal {
  const flag = cells('Aktiv') === '' ? ({ kind: 'read', value: true } as const) : readFlag(cells('Aktiv'))
  if (flag.kind === 'refused') return { ...flag, column: 'Aktiv' }
  let active = flag.value
  for (const column of ENDED) {
    const text = cells(column)
    // The day says it as well as a cross does.
    if (text !== '' && readDate(text, 'past', today).kind === 'read') {
      active = false
      continue
    }
    const ended = readFlag(text)
    if (ended.kind === 'refused') return { ...ended, column }
    if (ended.value) active = false
  }
  return { kind: 'read', value: active }
}
