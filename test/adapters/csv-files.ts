/** A folder of exports as practice software writes them. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { DateTime } from 'luxon'
import type { HostRecords } from '../../adapters/conformance.js'
import { csvHost } from '../../adapters/csv/host.js'
import type { AppointmentStatus, HostAdapter } from '../../adapters/host.js'
import type { PhoneReading } from '../../plugin/phone.js'
import { toTimeZone, type Instant, type LocalDate } from '../../plugin/time.js'

export const PATIENTS = 'PatNr;Name;Vorname;Geburtsdatum;Mobil'
export const APPOINTMENTS = 'TerminNr;PatNr;Datum;Uhrzeit;Dauer;Status;Behandler'
export const RECALLS = 'RecallNr;PatNr;Faellig;Art'

export function csvOn(directory: string, options: Record<string, unknown> = {}): HostAdapter {
  return csvHost({
    id: 'csv',
    options: { directory, ...options },
    directory,
    timeZone: toTimeZone('Europe/Berlin'),
    country: 'DE',
  })
}

export function writeList(directory: string, name: string, lines: readonly string[]): void {
  mkdirSync(directory, { recursive: true })
  writeFileSync(
    join(directory, name),
    iconv.encode(lines.map((line) => `${line}\r\n`).join(''), 'windows-1252'),
  )
}

export function removeList(directory: string, name: string): void {
  rmSync(join(directory, name))
}

const STATUS: Readonly<Record<AppointmentStatus, string>> = {
  booked: 'gebucht',
  confirmed: 'bestätigt',
  cancelled: 'abgesagt',
  completed: 'erledigt',
  no_show: 'nicht erschienen',
}

const day = (date: LocalDate | null): string =>
  date === null ? '' : DateTime.fromISO(date).toFormat('dd.MM.yyyy')

const local = (instant: Instant): string =>
  DateTime.fromISO(instant, { zone: 'Europe/Berlin' }).toFormat('dd.MM.yyyy;HH:mm')

const phone = (reading: PhoneReading): string => ('number' in reading ? reading.number : '')

export function writeRecords(directory: string, records: HostRecords): void {
  writeList(directory, 'patienten.csv', [
    PATIENTS,
    ...records.patients.map((patient) =>
      [
        patient.hostPatientId,
        patient.familyName,
        patient.givenName,
        day(patient.birthDate),
        phone(patient.mobilePhone),
      ].join(';'),
    ),
  ])
  writeList(directory, 'termine.csv', [
    APPOINTMENTS,
    ...records.appointments.map((appointment) =>
      [
        appointment.appointmentId,
        appointment.hostPatientId,
        local(appointment.startsAt),
        '30',
        STATUS[appointment.status],
        'Dr. Muster',
      ].join(';'),
    ),
  ])
  writeList(directory, 'recalls.csv', [
    RECALLS,
    ...records.recalls.map((recall) =>
      [recall.recallId, recall.hostPatientId, day(recall.dueOn), 'x'].join(';'),
    ),
  ])
}
