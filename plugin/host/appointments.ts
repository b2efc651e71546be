/** Appointments as they were last heard of. */
import type { AppointmentStatus } from '../../adapters/host.js'
import type { AppointmentId, PracticeId, SubjectId } from '../ids.js'
import type { Queryable } from '../storage/database.js'
import type { Instant } from '../time.js'

export interface StoredAppointment {
  appointmentId: AppointmentId
  subject: SubjectId
  startsAt: Instant
  status: AppointmentStatus
  /** Counts the times it was moved (or given to another patient); part of a reminder's key. */
  revision: number
  firstSeenAt: Instant
  /** The host no longer has it. */
  gone: boolean
}

interface AppointmentRow {
  appointment_id: AppointmentId
  subject_id: SubjectId
  starts_at: Instant
  status: AppointmentStatus
  revision: number
  first_seen_at: Instant
  gone_at: Instant | null
}

const COLUMNS = [
  'appointment_id',
  'subject_id',
  'starts_at',
  'status',
  'revision',
  'first_seen_at',
  'gone_at',
] as const

const fromRow = (row: AppointmentRow): StoredAppointment => ({
  appointmentId: row.appointment_id,
  subject: row.subject_id,
  startsAt: row.starts_at,
  status: row.status,
  revision: row.revision,
  firstSeenAt: row.first_seen_at,
  gone: row.gone_at !== null,
})

/**
 * Those that begin at or after `from` and before `to`, by time and id; cancelled and gone ones included, because their
 * reminders must be taken back.
 */
export async function appointmentsBetween(
  connection: Queryable,
  practice: PracticeId,
  from: Instant,
  to: Instant,
): Promise<StoredAppointment[]> {
  const rows = await connection('appointments')
    .where({ practice_id: practice })
    .andWhere('starts_at', '>=', from)
    .andWhere('starts_at', '<', to)
    .orderBy([{ column: 'starts_at' }, { column: 'appointment_id' }])
    .select<AppointmentRow[]>(...COLUMNS)
  return rows.map(fromRow)
}

export async function readAppointment(
  connection: Queryable,
  practice: PracticeId,
  id: AppointmentId,
): Promise<StoredAppointment | null> {
  const row = await connection('appointments')
    .where({ practice_id: practice, appointment_id: id })
    .first<AppointmentRow | undefined>(...COLUMNS)
  return row === undefined ? null : fromRow(row)
}

/** Which adapter delivered it last; `null` for an appointment nobody delivered. */
export async function hostOfAppointment(
  connection: Queryable,
  practice: PracticeId,
  id: AppointmentId,
): Promise<string | null> {
  const row = await connection('appointments')
    .where({ practice_id: practice, appointment_id: id })
    .first<{ host_id: string } | undefined>('host_id')
  return row?.host_id ?? null
}
