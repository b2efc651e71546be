/**
 * Brings what a host has into the database. A reading and its cursor are stored in one transaction: killed before its
 * end, nothing has happened, and the next run reads the same again.
 */
import type { HostAdapter, HostList, HostProblem, HostReading } from '../../adapters/host.js'
import { storeRecords } from '../consent/first-record.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'
import { holdCursor, moveCursor, readCursor } from './cursor.js'
import { isMassDisappearance, MAX_DISAPPEARING } from './disappearance.js'
import { comingAppointmentsOfHost, removeAppointments, storeAppointments } from './store-appointments.js'
import { patientsOfHost, removePatients } from './store-patients.js'
import { recallsOfHost, removeRecalls, storeRecalls } from './store-recalls.js'

export interface SyncCounts {
  /** Records delivered. */
  read: number
  /** Of these: new, different from before, or back again. */
  changed: number
  /** Records the host no longer has. */
  gone: number
}

export interface SyncResult {
  host: string
  patients: SyncCounts
  appointments: SyncCounts
  recalls: SyncCounts
  problems: HostProblem[]
}

const NOTHING: SyncCounts = { read: 0, changed: 0, gone: 0 }

/** @throws RecallError HOST_UNAVAILABLE, DATABASE_UNREACHABLE */
export async function syncHost(practice: OpenPractice, adapter: HostAdapter): Promise<SyncResult> {
  const { database, configuration, clock } = practice
  const cursor = await readCursor(database.knex, configuration.id, adapter.id)
  const reading = await adapter.read(cursor)
  if (isUnread(reading) && reading.cursor === cursor) return resultOf(adapter, {}, reading.problems)
  return database.write(async (trx) => {
    const now = clock.now()
    // Another process read this host meanwhile; ours may be the older state, so the next run reads again.
    if (!(await holdCursor(trx, configuration.id, adapter.id, cursor, now))) return resultOf(adapter, {}, [])
    const { counts, refused } = await storeReading(practice, trx, adapter, reading, now)
    // What was refused must be read again, and said again, until the export is mended or the limit raised.
    if (refused.length === 0) await moveCursor(trx, configuration.id, adapter.id, reading.cursor, now)
    return resultOf(adapter, counts, [...reading.problems, ...refused])
  })
}

function isUnread(reading: HostReading): boolean {
  return [reading.patients, reading.appointments, reading.recalls].every(
    (list) => list.completeness === 'unread',
  )
}

function resultOf(
  adapter: HostAdapter,
  counts: Partial<Pick<SyncResult, 'patients' | 'appointments' | 'recalls'>>,
  problems: HostProblem[],
): SyncResult {
  return {
    host: adapter.id,
    patients: NOTHING,
    appointments: NOTHING,
    recalls: NOTHING,
    ...counts,
    problems,
  }
}

async function storeReading(
  practice: OpenPractice,
  trx: Transaction,
  adapter: HostAdapter,
  reading: HostReading,
  now: Instant,
): Promise<{ counts: Omit<SyncResult, 'host' | 'problems'>; refused: HostProblem[] }> {
  const { keys } = practice
  const host = adapter.id
  const refused: HostProblem[] = []
  const { patients, appointments, recalls } = reading
  const counts = {
    patients: await storeList(adapter, 'patients', patients, refused, {
      idOf: (patient) => patient.hostPatientId,
      store: () => storeRecords(trx, practice, host, patients.items, now),
      known: async () => (await patientsOfHost(trx, keys, host)).map((id) => ({ id, open: true })),
      remove: (ids) => removePatients(trx, keys, ids, now),
    }),
    appointments: await storeList(adapter, 'appointments', appointments, refused, {
      idOf: (appointment) => appointment.appointmentId,
      store: () => storeAppointments(trx, keys, host, appointments.items, now),
      known: () => comingAppointmentsOfHost(trx, keys, host, now),
      remove: (ids) => removeAppointments(trx, keys, ids, now),
    }),
    recalls: await storeList(adapter, 'recalls', recalls, refused, {
      idOf: (recall) => recall.recallId,
      store: () => storeRecalls(trx, keys, host, recalls.items, now),
      known: async () => (await recallsOfHost(trx, keys, host)).map((id) => ({ id, open: true })),
      remove: (ids) => removeRecalls(trx, keys, ids, now),
    }),
  }
  return { counts, refused }
}

interface Kind<Item, Id> {
  idOf(item: Item): Id
  store(): Promise<number>
  /** What this host delivered before and a snapshot must still contain; `open` ones count for the guard. */
  known(): Promise<{ id: Id; open: boolean }[]>
  remove(ids: Id[]): Promise<number>
}

async function storeList<Item, Id>(
  adapter: HostAdapter,
  what: string,
  list: HostList<Item, Id>,
  refused: HostProblem[],
  kind: Kind<Item, Id>,
): Promise<SyncCounts> {
  switch (list.completeness) {
    case 'unread':
      return NOTHING
    case 'changes':
      return {
        read: list.items.length,
        changed: await kind.store(),
        gone: await kind.remove(list.gone),
      }
    case 'snapshot': {
      const present = new Set<Id>([...list.items.map((item) => kind.idOf(item)), ...list.unreadable])
      // Known before storing: what is new now must not make the share that is missing look smaller.
      const known = await kind.known()
      const missing = known.filter(({ id }) => !present.has(id))
      const changed = await kind.store()
      const disappearance = {
        missing: missing.filter(({ open }) => open).length,
        known: known.filter(({ open }) => open).length,
        empty: present.size === 0,
        maxDisappearing: adapter.maxDisappearing ?? MAX_DISAPPEARING,
      }
      if (isMassDisappearance(disappearance)) {
        refused.push({
          code: 'HOST_MASS_DISAPPEARANCE',
          details: {
            file: adapter.id,
            missing: disappearance.missing,
            known: disappearance.known,
            what,
          },
        })
        return { read: list.items.length, changed, gone: 0 }
      }
      return {
        read: list.items.length,
        changed,
        gone: await kind.remove([...missing.map(({ id }) => id), ...list.gone]),
      }
    }
  }
}
