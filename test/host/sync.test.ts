import { expect } from 'chai'
import { RecallError } from '../../plugin/errors.js'
import {
  appointmentsBetween,
  readAppointment,
  type StoredAppointment,
} from '../../plugin/host/appointments.js'
import { findSubject, readPatient } from '../../plugin/host/patients.js'
import { openRecalls, readRecall } from '../../plugin/host/recalls.js'
import { putAppointment, removeAppointment } from '../../plugin/host/store-appointments.js'
import { putRecall, removeRecall } from '../../plugin/host/store-recalls.js'
import { syncHost } from '../../plugin/host/sync.js'
import { toAppointmentId, toHostPatientId, toRecallId } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { toInstant, toLocalDate } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import { openTestPractice } from './practice.js'
import { appointment, HandHost, type Lists, patient, recall, snapshot } from './records.js'

const stored = ({ database, configuration }: OpenPractice, id: string): Promise<StoredAppointment | null> =>
  readAppointment(database.knex, configuration.id, toAppointmentId(id))

const patientOf = async ({ database, keys }: OpenPractice, id: string) => {
  const subject = await findSubject(database.knex, keys, toHostPatientId(id))
  return subject === null ? null : readPatient(database.knex, keys, subject)
}

const many = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => `T${String(from + index).padStart(3, '0')}`)

onEachDatabase('Reading a host', (fresh) => {
  it('stores patients, appointments and recalls, and counts them', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost().has({
      patients: snapshot([patient('4711'), patient('4712')]),
      appointments: snapshot([
        appointment('T1'),
        appointment('T2', '2026-12-02T09:00:00Z', 'booked', '4713'),
      ]),
      recalls: snapshot([recall('R1')]),
      problems: [{ code: 'HOST_LINE_INVALID', details: { file: 'f', line: 1, column: 'c', reason: 'r' } }],
    })
    expect(await syncHost(practice, host)).to.deep.equal({
      host: 'hand',
      patients: { read: 2, changed: 2, gone: 0 },
      appointments: { read: 2, changed: 2, gone: 0 },
      recalls: { read: 1, changed: 1, gone: 0 },
      problems: host.lists.problems,
    })
    const erika = await patientOf(practice, '4711')
    expect(erika).to.deep.include({ familyName: 'Muster4711', known: true, gone: false })
    expect(await patientOf(practice, '4713')).to.deep.include({ known: false })
    expect(await stored(practice, 'T1')).to.deep.equal({
      appointmentId: 'T1',
      subject: erika?.subject,
      startsAt: '2026-12-01T09:00:00.000Z',
      status: 'booked',
      revision: 0,
      firstSeenAt: '2026-11-21T08:00:00.000Z',
      gone: false,
    })
    const { database, configuration } = practice
    expect(await readRecall(database.knex, configuration.id, toRecallId('R1'))).to.deep.equal({
      recallId: 'R1',
      subject: erika?.subject,
      dueOn: '2026-12-15',
      firstSeenAt: '2026-11-21T08:00:00.000Z',
      gone: false,
    })
  })

  it('goes on from where it was, and does nothing when nothing has changed', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost().has({ appointments: snapshot([appointment('T1')]) })
    await syncHost(practice, host)
    const result = await syncHost(practice, host)
    expect(host.cursors).to.deep.equal([null, '1'])
    expect(result.appointments).to.deep.equal({ read: 0, changed: 0, gone: 0 })
    host.has({ appointments: snapshot([appointment('T1')]) })
    expect((await syncHost(practice, host)).appointments).to.deep.equal({ read: 1, changed: 0, gone: 0 })
  })

  it('counts how often an appointment was moved, and not when it is only confirmed', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost()
    for (const [startsAt, status, revision] of [
      ['2026-12-01T09:00:00Z', 'booked', 0],
      ['2026-12-01T09:00:00Z', 'confirmed', 0],
      ['2026-12-03T09:00:00Z', 'confirmed', 1],
      ['2026-12-01T09:00:00Z', 'confirmed', 2],
      ['2026-12-01T09:00:00Z', 'cancelled', 2],
    ] as const) {
      await syncHost(practice, host.has({ appointments: snapshot([appointment('T1', startsAt, status)]) }))
      expect(await stored(practice, 'T1')).to.deep.include({
        startsAt: toInstant(startsAt),
        status,
        revision,
        firstSeenAt: '2026-11-21T08:00:00.000Z',
      })
    }
  })

  it('treats an appointment number that goes to another patient as a new appointment of that patient', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost().has({ appointments: snapshot([appointment('T1')]) })
    await syncHost(practice, host)
    practice.clock.set('2026-11-22T08:00:00Z')
    const other = appointment('T1', '2026-12-01T09:00:00Z', 'booked', '4712')
    await syncHost(practice, host.has({ appointments: snapshot([other]) }))
    expect(await stored(practice, 'T1')).to.deep.include({
      subject: (await patientOf(practice, '4712'))?.subject,
      revision: 1,
      firstSeenAt: '2026-11-22T08:00:00.000Z',
    })
  })

  it('takes what is missing from a full list for gone, and revives what comes back', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost()
    const full: Lists = {
      patients: snapshot([patient('4711'), patient('4712')]),
      appointments: snapshot([appointment('T1'), appointment('T2')]),
      recalls: snapshot([recall('R1'), recall('R2')]),
    }
    await syncHost(practice, host.has(full))
    const result = await syncHost(
      practice,
      host.has({
        patients: snapshot([patient('4711')]),
        appointments: snapshot([appointment('T1')]),
        recalls: snapshot([recall('R1')]),
      }),
    )
    expect(result.problems).to.deep.equal([])
    for (const counts of [result.patients, result.appointments, result.recalls])
      expect(counts).to.deep.equal({ read: 1, changed: 0, gone: 1 })
    const { database, configuration } = practice
    expect(await patientOf(practice, '4712')).to.deep.include({ gone: true, familyName: 'Muster4712' })
    expect(await stored(practice, 'T2')).to.deep.include({ gone: true, revision: 0 })
    expect(await openRecalls(database.knex, configuration.id, toLocalDate('2027-01-01'))).to.have.length(1)
    await syncHost(practice, host.has(full))
    expect(await patientOf(practice, '4712')).to.deep.include({ gone: false })
    expect(await stored(practice, 'T2')).to.deep.include({ gone: false, revision: 0 })
    expect(await openRecalls(database.knex, configuration.id, toLocalDate('2027-01-01'))).to.have.length(2)
  })

  it('keeps what is there but cannot be understood', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost().has({ appointments: snapshot([appointment('T1'), appointment('T2')]) })
    await syncHost(practice, host)
    await syncHost(
      practice,
      host.has({ appointments: snapshot([appointment('T1')], [toAppointmentId('T2')]) }),
    )
    expect(await stored(practice, 'T2')).to.deep.include({ gone: false })
  })

  it('lets past appointments drop out of a list, without a word', async () => {
    const practice = await openTestPractice(await fresh.open())
    const past = many(30).map((id) => appointment(id, '2026-11-20T09:00:00Z'))
    const host = new HandHost().has({ appointments: snapshot([...past, appointment('T1')]) })
    await syncHost(practice, host)
    const result = await syncHost(practice, host.has({ appointments: snapshot([appointment('T1')]) }))
    expect(result).to.deep.include({ appointments: { read: 1, changed: 0, gone: 0 }, problems: [] })
    expect(await stored(practice, 'T000')).to.deep.include({ gone: false })
  })

  it('removes nothing when too much is missing at once, stores the rest, and says so until it is mended', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost().has({
      appointments: snapshot(many(30).map((id) => appointment(id))),
      recalls: snapshot([recall('R1'), recall('R2')]),
    })
    await syncHost(practice, host)
    host.has({
      appointments: snapshot([...many(23), 'T900'].map((id) => appointment(id))),
      recalls: snapshot([recall('R1')]),
    })
    for (const changed of [1, 0]) {
      const result = await syncHost(practice, host)
      expect(result.appointments).to.deep.equal({ read: 24, changed, gone: 0 })
      expect(result.problems).to.deep.equal([
        {
          code: 'HOST_MASS_DISAPPEARANCE',
          details: { file: 'hand', missing: 7, known: changed === 1 ? 30 : 31, what: 'appointments' },
        },
      ])
    }
    expect(await stored(practice, 'T900')).to.deep.include({ gone: false })
    expect(await stored(practice, 'T029')).to.deep.include({ gone: false })
    host.maxDisappearing = 0.5
    expect((await syncHost(practice, host)).appointments).to.deep.equal({ read: 24, changed: 0, gone: 7 })
    expect(await stored(practice, 'T029')).to.deep.include({ gone: true })
    expect((await syncHost(practice, host)).problems).to.deep.equal([])
  })

  it('suspects a list without any record, however small the practice', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost().has({
      patients: snapshot([patient('4711')]),
      appointments: snapshot([appointment('T1')]),
      recalls: snapshot([recall('R1')]),
    })
    await syncHost(practice, host)
    host.has({ patients: snapshot([]), appointments: snapshot([]), recalls: snapshot([]) })
    const { problems } = await syncHost(practice, host)
    expect(problems.map((problem) => problem.details['what'])).to.deep.equal([
      'patients',
      'appointments',
      'recalls',
    ])
    expect(await stored(practice, 'T1')).to.deep.include({ gone: false })
    host.maxDisappearing = 1
    expect(await syncHost(practice, host)).to.deep.include({
      appointments: { read: 0, changed: 0, gone: 1 },
      problems: [],
    })
  })

  it('removes what a list of changes names, and nothing else', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost().has({ appointments: snapshot([appointment('T1'), appointment('T2')]) })
    await syncHost(practice, host)
    const changes = {
      completeness: 'changes' as const,
      items: [appointment('T3')],
      gone: [toAppointmentId('T1')],
      unreadable: [],
    }
    const { appointments } = await syncHost(practice, host.has({ appointments: changes }))
    expect(appointments).to.deep.equal({ read: 1, changed: 1, gone: 1 })
    const { database, configuration } = practice
    const span = [toInstant('2026-12-01T00:00:00Z'), toInstant('2026-12-02T00:00:00Z')] as const
    const found = await appointmentsBetween(database.knex, configuration.id, ...span)
    expect(found.map((item) => [item.appointmentId, item.gone])).to.deep.equal([
      ['T1', true],
      ['T2', false],
      ['T3', false],
    ])
  })

  it('leaves alone what another host delivered', async () => {
    const practice = await openTestPractice(await fresh.open())
    await syncHost(practice, new HandHost('one').has({ appointments: snapshot([appointment('T1')]) }))
    await syncHost(practice, new HandHost('two').has({ appointments: snapshot([appointment('T2')]) }))
    const one = new HandHost('one').has({}).has({ appointments: snapshot([appointment('T3')]) })
    expect((await syncHost(practice, one)).appointments).to.deep.equal({ read: 1, changed: 1, gone: 1 })
    expect(await stored(practice, 'T2')).to.deep.include({ gone: false })
  })

  it('stores nothing about a person who was erased', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost().has({ patients: snapshot([patient('4711'), patient('4712')]) })
    await syncHost(practice, host)
    const erased = (await patientOf(practice, '4711'))?.subject
    await practice.database
      .knex('subject_keys')
      .where({ subject_id: erased ?? '' })
      .update({ wrapped: null })
    const result = await syncHost(
      practice,
      host.has({
        patients: snapshot([patient('4711', { givenName: 'Anna' }), patient('4712')]),
        appointments: snapshot([
          appointment('T1'),
          appointment('T2', '2026-12-01T09:00:00Z', 'booked', '4712'),
        ]),
        recalls: snapshot([recall('R1'), recall('R2', '2026-12-15', '4712')]),
      }),
    )
    expect([result.patients.changed, result.appointments.changed, result.recalls.changed]).to.deep.equal([
      0, 1, 1,
    ])
    expect(await stored(practice, 'T1')).to.equal(null)
    expect(result.problems).to.deep.equal([])
  })

  it('takes a record that a list repeats once, the last one', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost().has({
      patients: snapshot([patient('4711'), patient('4711', { givenName: 'Anna' })]),
      appointments: snapshot([appointment('T1'), appointment('T1', '2026-12-03T09:00:00Z')]),
      recalls: snapshot([recall('R1'), recall('R1', '2026-12-16')]),
    })
    await syncHost(practice, host)
    expect(await patientOf(practice, '4711')).to.deep.include({ givenName: 'Anna' })
    expect(await stored(practice, 'T1')).to.deep.include({
      startsAt: '2026-12-03T09:00:00.000Z',
      revision: 0,
    })
  })

  it('stores nothing of a reading that another process has overtaken', async () => {
    const practice = await openTestPractice(await fresh.open())
    const slow = new HandHost().has({ appointments: snapshot([appointment('T1', '2026-12-01T09:00:00Z')]) })
    const fast = new HandHost().has({ appointments: snapshot([appointment('T1', '2026-12-05T09:00:00Z')]) })
    slow.onRead = async () => {
      slow.onRead = () => Promise.resolve()
      await syncHost(practice, fast)
    }
    expect((await syncHost(practice, slow)).appointments).to.deep.equal({ read: 0, changed: 0, gone: 0 })
    expect(await stored(practice, 'T1')).to.deep.include({
      startsAt: '2026-12-05T09:00:00.000Z',
      revision: 0,
    })
  })

  it('that is stored by several processes at once ends with each record once', async () => {
    const practice = await openTestPractice(await fresh.open())
    const lists: Lists = {
      patients: snapshot(many(50).map((_, index) => patient(String(index)))),
      appointments: snapshot(
        many(50).map((id, index) => appointment(id, undefined, 'booked', String(index))),
      ),
    }
    const results = await Promise.all([1, 2, 3].map(() => syncHost(practice, new HandHost().has(lists))))
    expect(results.map((result) => result.patients.changed).sort()).to.deep.equal([0, 0, 50])
    expect(await practice.database.knex('appointments').select()).to.have.length(50)
  })

  it('that fails on the way leaves nothing, and the next one begins where it did', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost().has({
      patients: snapshot([patient('4711')]),
      appointments: snapshot([appointment('T1'), appointment('T2')]),
    })
    const { database } = practice
    const table = database.dialect === 'sqlite' ? 'appointments' : '`appointments`'
    await database.knex.raw(
      database.dialect === 'sqlite'
        ? `CREATE TRIGGER stumble BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'stumble'); END`
        : `CREATE TRIGGER stumble BEFORE INSERT ON ${table} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'stumble'`,
    )
    expect(String(await syncHost(practice, host).catch((error: unknown) => error))).to.contain('stumble')
    expect(await database.knex('patients').select()).to.deep.equal([])
    expect(await database.knex('host_cursors').select()).to.deep.equal([])
    await database.knex.raw('DROP TRIGGER stumble')
    expect((await syncHost(practice, host)).appointments.changed).to.equal(2)
    expect(host.cursors).to.deep.equal([null, null])
  })

  it('that cannot be reached changes nothing', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost().has({ appointments: snapshot([appointment('T1')]) })
    await syncHost(practice, host)
    host.onRead = () =>
      Promise.reject(new RecallError('HOST_UNAVAILABLE', { host: 'hand', reason: 'ENOENT' }))
    const refusal = await syncHost(practice, host).catch((error: unknown) => error)
    expect(refusal).to.be.instanceOf(RecallError).with.property('code', 'HOST_UNAVAILABLE')
    expect(await stored(practice, 'T1')).to.deep.include({ gone: false })
  })
})

onEachDatabase('A host that pushes single records', (fresh) => {
  it('puts and removes appointments and recalls, and hears whether anything changed', async () => {
    const practice = await openTestPractice(await fresh.open())
    const { database, keys, clock, configuration } = practice
    const now = clock.now()
    const write = database.write.bind(database)
    expect(await write((trx) => putAppointment(trx, keys, 'http', appointment('T1'), now))).to.equal(true)
    expect(await write((trx) => putAppointment(trx, keys, 'http', appointment('T1'), now))).to.equal(false)
    expect(await write((trx) => removeAppointment(trx, keys, toAppointmentId('T1'), now))).to.equal(true)
    expect(await write((trx) => removeAppointment(trx, keys, toAppointmentId('T1'), now))).to.equal(false)
    expect(await stored(practice, 'T1')).to.deep.include({ gone: true })
    expect(await write((trx) => putRecall(trx, keys, 'http', recall('R1'), now))).to.equal(true)
    expect(await write((trx) => putRecall(trx, keys, 'http', recall('R1'), now))).to.equal(false)
    expect(await write((trx) => putRecall(trx, keys, 'http', recall('R1', '2026-12-20'), now))).to.equal(true)
    expect(await openRecalls(database.knex, configuration.id, toLocalDate('2026-12-20'))).to.deep.equal([])
    expect(await openRecalls(database.knex, configuration.id, toLocalDate('2026-12-21'))).to.have.length(1)
    expect(await write((trx) => removeRecall(trx, keys, toRecallId('R1'), now))).to.equal(true)
    expect(await write((trx) => removeRecall(trx, keys, toRecallId('R1'), now))).to.equal(false)
  })

  it('moves an appointment as often as it is told, by several processes at once', async () => {
    const practice = await openTestPractice(await fresh.open())
    const { database, keys, clock } = practice
    const times = ['2026-12-01T09:00:00Z', '2026-12-02T09:00:00Z', '2026-12-03T09:00:00Z']
    await Promise.all(
      times.map((time) =>
        database.write((trx) => putAppointment(trx, keys, 'http', appointment('T1', time), clock.now())),
      ),
    )
    expect(await stored(practice, 'T1')).to.deep.include({ revision: 2 })
  })
})
