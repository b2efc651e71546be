/** The three lists of a practice: their columns, and how a row becomes a record. */
import { isSupportedCountry } from 'libphonenumber-js/max'
import type { AppointmentId, HostPatientId, RecallId } from '../../plugin/ids.js'
import { instantOf, localDateOf } from '../../plugin/time.js'
import type { HostAppointment, HostContext, HostPatient, HostRecall } from '../host.js'
import { APPOINTMENT_COLUMNS, appointmentRecords } from './appointments.js'
import type { ListName } from './cursor.js'
import type { Column } from './header.js'
import type { CsvOptions } from './options.js'
import { PATIENT_COLUMNS, PATIENT_COLUMNS_WITH_BOTH_NAMES, patientRecords } from './patients.js'
import { RECALL_COLUMNS, recallRecords } from './recalls.js'
import type { RecordKind } from './records.js'
import { momentsIn } from './time.js'

export interface Source<Item, Id> {
  name: ListName
  /** Sets of columns, one of which a file must have. */
  layouts: readonly (readonly Column[])[]
  kind: RecordKind<Item, Id>
}

/** Decides only what two digits of a year mean, and that nobody is born tomorrow. */
const today = (context: HostContext) => localDateOf(instantOf(Date.now()), context.timeZone)

export function patientSource(context: HostContext): Source<HostPatient, HostPatientId> {
  const country = isSupportedCountry(context.country) ? context.country : 'DE'
  return {
    name: 'patients',
    layouts: [PATIENT_COLUMNS, PATIENT_COLUMNS_WITH_BOTH_NAMES],
    kind: patientRecords({ country, today: today(context) }),
  }
}

export function appointmentSource(
  context: HostContext,
  { status }: CsvOptions,
): Source<HostAppointment, AppointmentId> {
  return {
    name: 'appointments',
    layouts: [APPOINTMENT_COLUMNS],
    kind: appointmentRecords({ momentOf: momentsIn(context.timeZone), status, today: today(context) }),
  }
}

export function recallSource(context: HostContext): Source<HostRecall, RecallId> {
  return {
    name: 'recalls',
    layouts: [RECALL_COLUMNS],
    kind: recallRecords({ today: today(context) }),
  }
}
