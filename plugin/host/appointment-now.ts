/** The appointment in the moment of sending: the host is asked once more, and what it says is stored (moved, cancelled, gone). */
import type { HostAdapter, HostAppointment } from '../../adapters/host.js'
import { RecallError } from '../errors.js'
import type { AppointmentId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { hostOfAppointment, readAppointment, type StoredAppointment } from './appointments.js'
import { putAppointment, removeAppointment } from './store-appointments.js'

export interface AppointmentNow {
  /** As stored after the answer; `null` when nobody ever delivered it. */
  appointment: StoredAppointment | null
  /** False when the host cannot say, or is not reachable: then the appointment is as it was last read. */
  asked: boolean
}

/** @param adapters all hosts of the practice; the one that delivered the appointment is asked */
export async function appointmentNow(
  practice: OpenPractice,
  adapters: readonly HostAdapter[],
  id: AppointmentId,
): Promise<AppointmentNow> {
  const { database, configuration } = practice
  const host = await hostOfAppointment(database.knex, configuration.id, id)
  const adapter = adapters.find((candidate) => candidate.id === host)
  const answer = adapter === undefined ? 'unknown' : await ask(adapter, id)
  if (adapter !== undefined && answer !== 'unknown') await store(practice, adapter.id, id, answer)
  return {
    appointment: await readAppointment(database.knex, configuration.id, id),
    asked: answer !== 'unknown',
  }
}

async function ask(adapter: HostAdapter, id: AppointmentId): Promise<HostAppointment | 'gone' | 'unknown'> {
  if (adapter.appointmentNow === undefined) return 'unknown'
  try {
    return await adapter.appointmentNow(id)
  } catch (error) {
    if (error instanceof RecallError && error.code === 'HOST_UNAVAILABLE') return 'unknown'
    throw error
  }
}

async function store(
  practice: OpenPractice,
  host: string,
  id: AppointmentId,
  answer: HostAppointment | 'gone',
): Promise<void> {
  const { database, keys, clock } = practice
  await database.write((trx) =>
    answer === 'gone'
      ? removeAppointment(trx, keys, id, clock.now())
      : putAppointment(trx, keys, host, answer, clock.now()),
  )
}
