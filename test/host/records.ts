/** Invented people, their appointments and recalls, and a host that delivers exactly what a test puts into it. */
import type {
  AppointmentStatus,
  HostAdapter,
  HostAppointment,
  HostList,
  HostPatient,
  HostProblem,
  HostReading,
  HostRecall,
} from '../../adapters/host.js'
import {
  toAppointmentId,
  toHostPatientId,
  toRecallId,
  type AppointmentId,
  type HostPatientId,
  type RecallId,
} from '../../plugin/ids.js'
import { readPhone } from '../../plugin/phone.js'
import { toInstant, toLocalDate } from '../../plugin/time.js'

export function patient(id: string, changes: Partial<HostPatient> = {}): HostPatient {
  return {
    hostPatientId: toHostPatientId(id),
    familyName: `Muster${id}`,
    givenName: 'Erika',
    birthDate: toLocalDate('1980-01-31'),
    mobilePhone: readPhone(`0151 ${String(10_000_000 + Number(id))}`),
    active: true,
    ...changes,
  }
}

export function appointment(
  id: string,
  startsAt = '2026-12-01T09:00:00Z',
  status: AppointmentStatus = 'booked',
  of = '4711',
): HostAppointment {
  return {
    appointmentId: toAppointmentId(id),
    hostPatientId: toHostPatientId(of),
    startsAt: toInstant(startsAt),
    status,
  }
}

export function recall(id: string, dueOn = '2026-12-15', of = '4711'): HostRecall {
  return { recallId: toRecallId(id), hostPatientId: toHostPatientId(of), dueOn: toLocalDate(dueOn) }
}

export const snapshot = <Item, Id>(items: Item[], unreadable: Id[] = []): HostList<Item, Id> => ({
  completeness: 'snapshot',
  items,
  gone: [],
  unreadable,
})

const unread = (): HostList<never, never> => ({ completeness: 'unread', items: [], gone: [], unreadable: [] })

export interface Lists {
  patients?: HostList<HostPatient, HostPatientId>
  appointments?: HostList<HostAppointment, AppointmentId>
  recalls?: HostList<HostRecall, RecallId>
  problems?: HostProblem[]
}

/** A host under the hand of the test: it delivers `lists` whenever its state is newer than the cursor. */
export class HandHost implements HostAdapter {
  readonly cursors: (string | null)[] = []
  lists: Lists = {}
  maxDisappearing = 0.2
  /** Called while the reading is under way. */
  onRead: () => Promise<void> = () => Promise.resolve()
  answer: () => Promise<HostAppointment | 'gone' | 'missing' | 'unknown'> = () => Promise.resolve('unknown')
  private state = 0

  constructor(readonly id = 'hand') {}

  has(lists: Lists): this {
    this.lists = lists
    this.state += 1
    return this
  }

  check() {
    return Promise.resolve({ ok: true } as const)
  }

  async read(cursor: string | null): Promise<HostReading> {
    this.cursors.push(cursor)
    const { patients, appointments, recalls, problems } = this.lists
    const state = String(this.state)
    await this.onRead()
    const changed = cursor !== state
    return {
      patients: changed && patients !== undefined ? patients : unread(),
      appointments: changed && appointments !== undefined ? appointments : unread(),
      recalls: changed && recalls !== undefined ? recalls : unread(),
      problems: changed ? (problems ?? []) : [],
      cursor: state,
    }
  }

  appointmentNow(): Promise<HostAppointment | 'gone' | 'missing' | 'unknown'> {
    return this.answer()
  }
}
