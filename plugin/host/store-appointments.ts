/** Writes appointments as a host delivers them: new, moved, of another status, back again, gone. */
import type { AppointmentStatus, HostAppointment } from '../../adapters/host.js'
import type { AppointmentId, SubjectId } from '../ids.js'
import type { PracticeKeys } from '../keys/practice-keys.js'
import type { Transaction } from '../storage/database.js'
import { isDuplicate } from '../storage/database-errors.js'
import type { Instant } from '../time.js'
import { inChunks, lastOfEach } from './chunks.js'
import { subjectsOf } from './patients.js'
import { withoutErased } from './erased.js'
import { withoutSuppressed } from './suppression.js'

/** @returns how many were new, changed or came back */
export async function storeAppointments(
  trx: Transaction,
  keys: PracticeKeys,
  host: string,
  appointments: readonly HostAppointment[],
  now: Instant,
): Promise<number> {
  let changed = 0
  const welcome = await withoutSuppressed(trx, keys, appointments, now)
  for (const chunk of inChunks(lastOfEach(welcome, (appointment) => appointment.appointmentId))) {
    const subjects = await subjectsOf(
      trx,
      keys,
      chunk.map((appointment) => appointment.hostPatientId),
      now,
    )
    const items = chunk.flatMap((appointment) => {
      const subject = subjects.get(appointment.hostPatientId)
      return subject === undefined ? [] : [{ ...appointment, subject }]
    })
    changed += await storeChunk(trx, keys, host, items, now)
  }
  return changed
}

/** @returns whether anything changed */
export async function putAppointment(
  trx: Transaction,
  keys: PracticeKeys,
  host: string,
  appointment: HostAppointment,
  now: Instant,
): Promise<boolean> {
  return (await storeAppointments(trx, keys, host, [appointment], now)) > 0
}

type Item = HostAppointment & { subject: SubjectId }

interface KnownAppointment {
  appointment_id: AppointmentId
  subject_id: SubjectId
  starts_at: Instant
  status: AppointmentStatus
  revision: number
  host_id: string
  first_seen_at: Instant
  gone_at: Instant | null
}

async function storeChunk(
  trx: Transaction,
  keys: PracticeKeys,
  host: string,
  items: readonly Item[],
  now: Instant,
): Promise<number> {
  const known = await knownAppointments(trx, keys, items)
  const changes = items.filter((item) => {
    const row = known.get(item.appointmentId)
    return (
      row === undefined ||
      row.gone_at !== null ||
      row.subject_id !== item.subject ||
      row.starts_at !== item.startsAt ||
      row.status !== item.status ||
      row.host_id !== host
    )
  })
  const rows = (await withoutErased(trx, keys, changes)).map((item) =>
    rowOf(keys, host, item, known.get(item.appointmentId), now),
  )
  const fresh = rows.filter((row) => !known.has(row.appointment_id))
  const updates = rows.filter((row) => known.has(row.appointment_id))
  if (fresh.length > 0) {
    try {
      await trx('appointments').insert(fresh)
    } catch (error) {
      // Another process wrote one of them since we looked; now it can be seen, and whether it was moved.
      if (!isDuplicate(error)) throw error
      return storeChunk(trx, keys, host, items, now)
    }
  }
  if (updates.length > 0) {
    await trx('appointments')
      .insert(updates)
      .onConflict(['practice_id', 'appointment_id'])
      .merge([
        'subject_id',
        'starts_at',
        'status',
        'revision',
        'host_id',
        'first_seen_at',
        'changed_at',
        'gone_at',
      ])
  }
  return rows.length
}

async function knownAppointments(
  trx: Transaction,
  keys: PracticeKeys,
  items: readonly Item[],
): Promise<Map<AppointmentId, KnownAppointment>> {
  const rows = await trx('appointments')
    .where({ practice_id: keys.practice })
    .whereIn(
      'appointment_id',
      items.map((item) => item.appointmentId),
    )
    .orderBy('appointment_id')
    .forUpdate()
    .select<KnownAppointment[]>('*')
  return new Map(rows.map((row) => [row.appointment_id, row]))
}

function rowOf(
  keys: PracticeKeys,
  host: string,
  item: Item,
  known: KnownAppointment | undefined,
  now: Instant,
): KnownAppointment & { practice_id: string; changed_at: Instant } {
  const otherPatient = known !== undefined && known.subject_id !== item.subject
  const moved = known !== undefined && (otherPatient || known.starts_at !== item.startsAt)
  return {
    practice_id: keys.practice,
    appointment_id: item.appointmentId,
    subject_id: item.subject,
    starts_at: item.startsAt,
    status: item.status,
    revision: (known?.revision ?? 0) + (moved ? 1 : 0),
    host_id: host,
    // A number that now belongs to another patient is a new appointment for that patient.
    first_seen_at: known === undefined || otherPatient ? now : known.first_seen_at,
    changed_at: now,
    gone_at: null,
  }
}

export interface ComingAppointment {
  id: AppointmentId
  /** Whether somebody expects it: neither cancelled nor done. */
  open: boolean
}

/**
 * Coming appointments that this host delivered and still has, as far as we know. Past ones are left out: that they drop
 * out of an export says nothing.
 */
export async function comingAppointmentsOfHost(
  trx: Transaction,
  keys: PracticeKeys,
  host: string,
  now: Instant,
): Promise<ComingAppointment[]> {
  const rows = await trx('appointments')
    .where({ practice_id: keys.practice, host_id: host })
    .andWhere('starts_at', '>', now)
    .whereNull('gone_at')
    .select<{ appointment_id: AppointmentId; status: AppointmentStatus }[]>('appointment_id', 'status')
  return rows.map((row) => ({
    id: row.appointment_id,
    open: row.status === 'booked' || row.status === 'confirmed',
  }))
}

/** @returns how many were there */
export async function removeAppointments(
  trx: Transaction,
  keys: PracticeKeys,
  ids: readonly AppointmentId[],
  now: Instant,
): Promise<number> {
  let removed = 0
  for (const chunk of inChunks(ids)) {
    removed += await trx('appointments')
      .where({ practice_id: keys.practice })
      .whereIn('appointment_id', chunk)
      .whereNull('gone_at')
      .update({ gone_at: now, changed_at: now })
  }
  return removed
}

/** @returns whether it was there */
export async function removeAppointment(
  trx: Transaction,
  keys: PracticeKeys,
  id: AppointmentId,
  now: Instant,
): Promise<boolean> {
  return (await removeAppointments(trx, keys, [id], now)) > 0
}
