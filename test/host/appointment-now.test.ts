import { expect } from 'chai'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RecallError } from '../../plugin/errors.js'
import { appointmentNow } from '../../plugin/host/appointment-now.js'
import { syncHost } from '../../plugin/host/sync.js'
import { toAppointmentId } from '../../plugin/ids.js'
import { APPOINTMENTS, csvOn, writeList } from '../adapters/csv-files.js'
import { onEachDatabase } from '../harness/databases.js'
import { openTestPractice } from './practice.js'
import { appointment, HandHost, snapshot } from './records.js'

const T1 = toAppointmentId('T1')

onEachDatabase('An appointment in the moment of sending', (fresh) => {
  const start = async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = new HandHost().has({ appointments: snapshot([appointment('T1'), appointment('T2')]) })
    await syncHost(practice, host)
    return { practice, host }
  }

  it('is as its host answers, and the answer is stored', async () => {
    const { practice, host } = await start()
    host.answer = () => Promise.resolve(appointment('T1', '2026-12-04T09:00:00Z', 'confirmed'))
    const now = await appointmentNow(practice, [new HandHost('other'), host], T1)
    expect(now).to.deep.include({ asked: true, problems: [] })
    expect(now.appointment).to.deep.include({
      startsAt: '2026-12-04T09:00:00.000Z',
      status: 'confirmed',
      revision: 1,
    })
    expect((await appointmentNow(practice, [host], T1)).appointment).to.deep.include({ revision: 1 })
    host.answer = () => Promise.resolve(appointment('T1', '2026-12-04T09:00:00Z', 'cancelled'))
    expect((await appointmentNow(practice, [host], T1)).appointment).to.deep.include({ status: 'cancelled' })
  })

  it('is gone when its host says so, and there again when it says that', async () => {
    const { practice, host } = await start()
    host.answer = () => Promise.resolve('gone')
    expect(await appointmentNow(practice, [host], T1)).to.deep.nested.include({
      asked: true,
      'appointment.gone': true,
    })
    host.answer = () => Promise.resolve(appointment('T1'))
    expect((await appointmentNow(practice, [host], T1)).appointment).to.deep.include({
      gone: false,
      revision: 0,
    })
  })

  it('is as it was last read when the host cannot say, is not reachable, or is not configured any longer', async () => {
    const { practice, host } = await start()
    const { appointment: before } = await appointmentNow(practice, [host], T1)
    expect(before).to.deep.include({ appointmentId: 'T1', gone: false })
    expect(await appointmentNow(practice, [], T1)).to.deep.equal({
      appointment: before,
      asked: false,
      problems: [],
    })
    host.answer = () =>
      Promise.reject(new RecallError('HOST_UNAVAILABLE', { host: 'hand', reason: 'ENOENT' }))
    expect(await appointmentNow(practice, [host], T1)).to.deep.equal({
      appointment: before,
      asked: false,
      problems: [{ code: 'HOST_UNAVAILABLE', details: { host: 'hand', reason: 'ENOENT' } }],
    })
  })

  it('is as it was last read when the host does not answer in time', async () => {
    const { practice, host } = await start()
    const { appointment: before } = await appointmentNow(practice, [host], T1)
    let answerLate = (): void => undefined
    host.answer = () =>
      new Promise((resolve) => {
        answerLate = () => resolve('gone')
      })
    expect(await appointmentNow(practice, [host], T1, 30)).to.deep.equal({
      appointment: before,
      asked: false,
      problems: [{ code: 'HOST_UNAVAILABLE', details: { host: 'hand', reason: 'timeout' } }],
    })
    answerLate()
    host.answer = () => Promise.resolve('unknown')
    expect((await appointmentNow(practice, [host], T1)).appointment).to.deep.equal(before)
  })

  it('does not hide another fault of the adapter', async () => {
    const { practice, host } = await start()
    host.answer = () => Promise.reject(new TypeError('broken'))
    expect(await appointmentNow(practice, [host], T1).catch(String)).to.contain('broken')
  })

  it('that nobody delivered is null', async () => {
    const { practice, host } = await start()
    expect(await appointmentNow(practice, [host], toAppointmentId('T9'))).to.deep.equal({
      appointment: null,
      asked: false,
      problems: [],
    })
  })
})

onEachDatabase('An appointment of an exported list, in the moment of sending,', (fresh) => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'recall-now-'))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  const lines = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => `T${index + 1};4711;01.12.2026;10:${String(10 + index)};30;;`)
  const write = (content: string[]): void => writeList(directory, 'termine.csv', [APPOINTMENTS, ...content])

  it('is moved, cancelled or gone when the file says so by then', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = csvOn(directory)
    write(lines(20))
    await syncHost(practice, host)
    write(lines(20).map((line) => line.replace('T1;4711;01.12.', 'T1;4711;02.12.')))
    expect((await appointmentNow(practice, [host], T1)).appointment).to.deep.include({
      startsAt: '2026-12-02T09:10:00.000Z',
      revision: 1,
    })
    write(lines(20).map((line) => (line.startsWith('T1;') ? line.replace('30;;', '30;abgesagt;') : line)))
    expect((await appointmentNow(practice, [host], T1)).appointment).to.deep.include({ status: 'cancelled' })
    write(lines(20).slice(1))
    expect(await appointmentNow(practice, [host], T1)).to.deep.nested.include({
      asked: true,
      problems: [],
      'appointment.gone': true,
    })
  })

  it('is as it was last read when half of the file is missing by then, or its line is broken', async () => {
    const practice = await openTestPractice(await fresh.open())
    const host = csvOn(directory)
    write(lines(20))
    await syncHost(practice, host)
    write(lines(20).slice(10))
    const first = await appointmentNow(practice, [host], T1)
    expect(first.appointment).to.deep.include({ gone: false })
    expect(first.problems.map((problem) => problem.code)).to.deep.equal(['HOST_MASS_DISAPPEARANCE'])
    for (const id of ['T1', 'T2', 'T3'])
      expect((await appointmentNow(practice, [host], toAppointmentId(id))).appointment).to.deep.include({
        gone: false,
      })
    write(lines(20).map((line) => line.replace('T1;4711;01.12.2026', 'T1;4711;32.12.2026')))
    expect(await appointmentNow(practice, [host], T1)).to.deep.nested.include({
      asked: false,
      'appointment.gone': false,
    })
  })
})
