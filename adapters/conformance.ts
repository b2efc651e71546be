/**
 * What every adapter must keep, as checks that run in any test framework: each one gets a host of its own and throws
 * an AssertionError where a promise of `host.ts` is broken.
 *
 *   for (const check of hostChecks({ records: true, appointmentNow: true, forms: false }))
 *     it(check.name, () => check.run(() => myHostUnderTest()))
 */
import { deepStrictEqual as same, ok, strictEqual } from 'node:assert/strict'
import { RecallError } from '../plugin/errors.js'
import {
  toAppointmentId,
  toHostPatientId,
  toRecallId,
  type AppointmentId,
  type HostPatientId,
  type RecallId,
} from '../plugin/ids.js'
import { toE164 } from '../plugin/phone.js'
import { toInstant, toLocalDate } from '../plugin/time.js'
import type { HostAdapter, HostAppointment, HostList, HostPatient, HostReading, HostRecall } from './host.js'

export interface HostRecords {
  patients: HostPatient[]
  appointments: HostAppointment[]
  recalls: HostRecall[]
}

/** A host that the check may fill and break. */
export interface HostUnderTest {
  /** A new adapter on the same host, as after a restart. */
  open(): HostAdapter
  /** Makes these records all that the host has. */
  hold(records: HostRecords): Promise<void>
  /** Puts a form where the host keeps its forms. */
  holdForm(name: string, bytes: Uint8Array): Promise<void>
  /** From now on the host cannot be reached. */
  breakDown(): Promise<void>
}

/** What the adapter claims to deliver. */
export interface Abilities {
  records: boolean
  appointmentNow: boolean
  forms: boolean
}

export interface HostCheckCase {
  name: string
  run(start: () => Promise<HostUnderTest>): Promise<void>
}

/** The checks for an adapter with these abilities. */
export function hostChecks(abilities: Abilities): HostCheckCase[] {
  return [
    ...EVERY_HOST,
    ...(abilities.records ? RECORDS : []),
    ...(abilities.appointmentNow ? APPOINTMENT_NOW : []),
    ...(abilities.forms ? FORMS : []),
  ]
}

const number = (text: string) => {
  const mobile = toE164(text)
  ok(mobile !== null)
  return { kind: 'mobile', number: mobile } as const
}

/** Invented people. */
const SAMPLE: HostRecords = {
  patients: [
    {
      hostPatientId: toHostPatientId('4711'),
      familyName: 'Muster',
      givenName: 'Erika',
      birthDate: toLocalDate('1980-01-31'),
      mobilePhone: number('+4915112345678'),
      active: true,
    },
    {
      hostPatientId: toHostPatientId('4712'),
      familyName: 'Größmann-Çelik',
      givenName: 'Jürgen',
      birthDate: null,
      mobilePhone: { kind: 'empty' },
      active: true,
    },
  ],
  appointments: [
    {
      appointmentId: toAppointmentId('T1'),
      hostPatientId: toHostPatientId('4711'),
      startsAt: toInstant('2026-12-01T09:30:00Z'),
      status: 'booked',
    },
    {
      appointmentId: toAppointmentId('T2'),
      hostPatientId: toHostPatientId('4712'),
      startsAt: toInstant('2027-07-01T06:00:00Z'),
      status: 'cancelled',
    },
  ],
  recalls: [
    {
      recallId: toRecallId('R1'),
      hostPatientId: toHostPatientId('4712'),
      dueOn: toLocalDate('2026-12-15'),
    },
  ],
}

const moved = (records: HostRecords): HostRecords => ({
  ...records,
  appointments: records.appointments.map((appointment) =>
    appointment.appointmentId === 'T1'
      ? { ...appointment, startsAt: toInstant('2026-12-02T10:00:00Z'), status: 'confirmed' as const }
      : appointment,
  ),
})

const withoutT1 = (records: HostRecords): HostRecords => ({
  ...records,
  appointments: records.appointments.filter((appointment) => appointment.appointmentId !== 'T1'),
})

/** What somebody knows who has stored every reading so far. */
class Known {
  readonly patients = new Map<HostPatientId, HostPatient>()
  readonly appointments = new Map<AppointmentId, HostAppointment>()
  readonly recalls = new Map<RecallId, HostRecall>()
  cursor: string | null = null

  store(reading: HostReading): void {
    take(this.patients, reading.patients, (patient) => patient.hostPatientId)
    take(this.appointments, reading.appointments, (appointment) => appointment.appointmentId)
    take(this.recalls, reading.recalls, (recall) => recall.recallId)
    this.cursor = reading.cursor
  }

  assertIs(records: HostRecords): void {
    same([...this.patients.values()].sort(byId), [...records.patients].sort(byId))
    same([...this.appointments.values()].sort(byId), [...records.appointments].sort(byId))
    same([...this.recalls.values()].sort(byId), [...records.recalls].sort(byId))
  }
}

const byId = (one: object, other: object): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)

function take<Item, Id>(known: Map<Id, Item>, list: HostList<Item, Id>, idOf: (item: Item) => Id): void {
  const there = new Set([...list.items.map(idOf), ...list.unreadable])
  if (list.completeness === 'snapshot') for (const id of known.keys()) if (!there.has(id)) known.delete(id)
  if (list.completeness === 'unread') strictEqual(list.items.length + list.gone.length, 0)
  for (const item of list.items) known.set(idOf(item), item)
  for (const id of list.gone) known.delete(id)
}

const filled = async (start: () => Promise<HostUnderTest>): Promise<HostUnderTest> => {
  const host = await start()
  await host.hold(SAMPLE)
  return host
}

const isUnavailable = (error: unknown): boolean =>
  error instanceof RecallError && error.code === 'HOST_UNAVAILABLE'

const EVERY_HOST: HostCheckCase[] = [
  {
    name: 'says that it is well while it can be read',
    run: async (start) => same(await (await filled(start)).open().check(), { ok: true }),
  },
  {
    name: 'says HOST_UNAVAILABLE while it cannot be reached, and its check answers all the same',
    run: async (start) => {
      const host = await filled(start)
      const adapter = host.open()
      await host.breakDown()
      const refusal = await adapter.read(null).then(
        () => 'read',
        (error: unknown) => error,
      )
      ok(isUnavailable(refusal))
      strictEqual((await adapter.check()).ok, false)
    },
  },
]

const RECORDS: HostCheckCase[] = [
  {
    name: 'delivers every record as the host has it',
    run: async (start) => {
      const known = new Known()
      known.store(await (await filled(start)).open().read(null))
      known.assertIs(SAMPLE)
    },
  },
  {
    name: 'reads the same again from the beginning: reading changes nothing in the host',
    run: async (start) => {
      const host = await filled(start)
      const first = await host.open().read(null)
      same({ ...(await host.open().read(null)), cursor: '' }, { ...first, cursor: '' })
    },
  },
  {
    name: 'takes nothing away when nothing has changed, in this process or the next',
    run: async (start) => {
      const host = await filled(start)
      const known = new Known()
      const adapter = host.open()
      known.store(await adapter.read(null))
      known.store(await adapter.read(known.cursor))
      known.store(await host.open().read(known.cursor))
      known.assertIs(SAMPLE)
    },
  },
  {
    name: 'delivers what was moved or confirmed since the cursor',
    run: async (start) => {
      const host = await filled(start)
      const known = new Known()
      known.store(await host.open().read(null))
      await host.hold(moved(SAMPLE))
      known.store(await host.open().read(known.cursor))
      known.assertIs(moved(SAMPLE))
    },
  },
  {
    name: 'takes away what the host no longer has, and gives back what it has again',
    run: async (start) => {
      const host = await filled(start)
      const known = new Known()
      known.store(await host.open().read(null))
      await host.hold(withoutT1(SAMPLE))
      known.store(await host.open().read(known.cursor))
      known.assertIs(withoutT1(SAMPLE))
      await host.hold(SAMPLE)
      known.store(await host.open().read(known.cursor))
      known.assertIs(SAMPLE)
    },
  },
  {
    name: 'comes to the same from an older cursor',
    run: async (start) => {
      const host = await filled(start)
      const known = new Known()
      known.store(await host.open().read(null))
      const older = known.cursor
      await host.hold(moved(SAMPLE))
      known.store(await host.open().read(older))
      known.store(await host.open().read(older))
      known.assertIs(moved(SAMPLE))
    },
  },
  {
    name: 'has a cursor that fits into its column',
    run: async (start) => {
      const { cursor } = await (await filled(start)).open().read(null)
      ok(Buffer.byteLength(cursor) <= 60_000)
      ok(cursor !== '')
    },
  },
]

const APPOINTMENT_NOW: HostCheckCase[] = [
  {
    name: 'knows in the moment of sending where an appointment has been moved',
    run: async (start) => {
      const host = await filled(start)
      const adapter = host.open()
      await adapter.read(null)
      await host.hold(moved(SAMPLE))
      same(await adapter.appointmentNow?.(toAppointmentId('T1')), moved(SAMPLE).appointments[0])
    },
  },
  {
    name: 'does not deliver an appointment that has been taken out since it was read',
    run: async (start) => {
      const host = await filled(start)
      const adapter = host.open()
      await adapter.read(null)
      await host.hold(withoutT1(SAMPLE))
      const answer = await adapter.appointmentNow?.(toAppointmentId('T1'))
      ok(answer === 'gone' || answer === 'missing')
    },
  },
  {
    name: 'says HOST_UNAVAILABLE when it is asked for an appointment and cannot be reached',
    run: async (start) => {
      const host = await filled(start)
      const adapter = host.open()
      await adapter.read(null)
      await host.breakDown()
      const refusal = await adapter.appointmentNow?.(toAppointmentId('T1')).then(
        () => 'answered',
        (error: unknown) => error,
      )
      ok(isUnavailable(refusal))
    },
  },
]

const FORM = Buffer.from('%PDF-1.7\ninvented\n%%EOF\n')

async function offered(adapter: HostAdapter): Promise<{ mediaType: string; bytes: Uint8Array }[]> {
  const forms: { mediaType: string; bytes: Uint8Array }[] = []
  for await (const form of adapter.forms?.() ?? [])
    forms.push({ mediaType: form.mediaType, bytes: await form.bytes() })
  return forms
}

const FORMS: HostCheckCase[] = [
  {
    name: 'offers a form with the bytes and the media type it has in the host',
    run: async (start) => {
      const host = await start()
      await host.holdForm('form-1', FORM)
      const [form, ...others] = await offered(host.open())
      strictEqual(others.length, 0)
      ok(form !== undefined)
      same(Buffer.from(form.bytes), FORM)
      strictEqual(form.mediaType, 'application/pdf')
    },
  },
  {
    name: 'offers a form again after a restart: the ledger, not the adapter, knows what was recorded',
    run: async (start) => {
      const host = await start()
      await host.holdForm('form-1', FORM)
      await offered(host.open())
      strictEqual((await offered(host.open())).length, 1)
    },
  },
  {
    name: 'offers a form again when whoever asked did not come back for the next one',
    run: async (start) => {
      const host = await start()
      await host.holdForm('form-1', FORM)
      const adapter = host.open()
      for await (const form of adapter.forms?.() ?? []) {
        ok(form.name !== '')
        break
      }
      strictEqual((await offered(adapter)).length, 1)
    },
  },
  {
    name: 'offers a form that came later',
    run: async (start) => {
      const host = await start()
      const adapter = host.open()
      strictEqual((await offered(adapter)).length, 0)
      await host.holdForm('form-1', FORM)
      strictEqual((await offered(adapter)).length, 1)
    },
  },
]
