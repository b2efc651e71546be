import { expect } from 'chai'
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HostReading } from '../../adapters/host.js'
import { toAppointmentId } from '../../plugin/ids.js'
import { APPOINTMENTS, csvOn, PATIENTS, removeList, writeList } from './csv-files.js'

const T1 = toAppointmentId('T1')

describe('A folder of exports', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'recall-csv-'))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  const write = (name: string, ...lines: string[]): void =>
    writeList(directory, name, [name.startsWith('t') ? APPOINTMENTS : PATIENTS, ...lines])
  /** Sets a file's time back, so that it is not fresh any longer. */
  const age = (name: string, hours: number): void => {
    const then = new Date(Date.now() - hours * 3_600_000)
    utimesSync(join(directory, name), then, then)
  }
  const appointmentIds = (reading: HostReading): string[] =>
    reading.appointments.items.map((appointment) => appointment.appointmentId)
  const reasons = (reading: HostReading): unknown[] => reading.problems.map((problem) => problem.details)

  it('is left as it was found', async () => {
    write('termine.csv', 'T1;4711;23.11.2026;10:00;30;;')
    const before = readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'hex')])
    const host = csvOn(directory)
    await host.read(null)
    await host.appointmentNow?.(T1)
    expect(
      readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'hex')]),
    ).to.deep.equal(before)
  })

  it('may lack lists that the practice does not export, but not all of them', async () => {
    write('patienten.csv', '4711;Muster;Erika;;')
    const reading = await csvOn(directory).read(null)
    expect(reading.problems).to.deep.equal([])
    expect(reading.recalls.completeness).to.equal('unread')
    removeList(directory, 'patienten.csv')
    expect(reasons(await csvOn(directory).read(null))).to.deep.equal([
      { file: 'patienten*.csv, termine*.csv, recalls*.csv', reason: 'missing' },
    ])
    expect(await csvOn(directory).check()).to.deep.include({ ok: false })
  })

  it('says each time that a list it had has vanished, and takes nothing away', async () => {
    write('termine.csv', 'T1;4711;23.11.2026;10:00;30;;')
    write('patienten.csv', '4711;Muster;Erika;;')
    const host = csvOn(directory)
    let { cursor } = await host.read(null)
    removeList(directory, 'termine.csv')
    for (let turn = 0; turn < 2; turn += 1) {
      const reading = await host.read(cursor)
      expect(reading.appointments.completeness).to.equal('unread')
      expect(reasons(reading)).to.deep.equal([{ file: 'termine*.csv', reason: 'missing' }])
      expect(await host.appointmentNow?.(T1)).to.equal('unknown')
      cursor = reading.cursor
    }
  })

  it('is not read again while nothing has changed', async () => {
    write('termine.csv', 'T1;4711;23.11.2026;10:00;30;;')
    const first = await csvOn(directory).read(null)
    const second = await csvOn(directory).read(first.cursor)
    expect(second.appointments.completeness).to.equal('unread')
    writeFileSync(join(directory, 'termine.csv'), readFileSync(join(directory, 'termine.csv')))
    const rewritten = await csvOn(directory).read(second.cursor)
    expect(rewritten.appointments.completeness).to.equal('unread')
  })

  it('is read again when a file of the same size and time was put in the place of the old one', async () => {
    write('termine.csv', 'T1;4711;23.11.2026;10:00;30;;')
    age('termine.csv', 1)
    const { cursor } = await csvOn(directory).read(null)
    write('termine.csv', 'T1;4711;23.11.2026;11:00;30;;')
    age('termine.csv', 1)
    expect((await csvOn(directory).read(cursor)).appointments.items[0]?.startsAt).to.equal(
      '2026-11-23T10:00:00.000Z',
    )
  })

  it('is read again when its columns or its status words are mapped otherwise', async () => {
    write('termine.csv', 'T1;4711;23.11.2026;10:00;30;WZ;')
    const { cursor } = await csvOn(directory).read(null)
    const again = await csvOn(directory, { status: { WZ: 'confirmed' } }).read(cursor)
    expect(again.appointments.items[0]?.status).to.equal('confirmed')
  })

  it('means the newest file of a kind, each being all there is', async () => {
    write('termine-2026-11-20.csv', 'T1;4711;23.11.2026;10:00;30;;')
    write('termine-2026-11-21.csv', 'T2;4711;23.11.2026;10:00;30;;')
    age('termine-2026-11-20.csv', 24)
    expect(appointmentIds(await csvOn(directory).read(null))).to.deep.equal(['T2'])
    age('termine-2026-11-21.csv', 48)
    expect(appointmentIds(await csvOn(directory).read(null))).to.deep.equal(['T1'])
    for (const name of ['termine-2026-11-20.csv', 'termine-2026-11-21.csv'])
      utimesSync(join(directory, name), 1_700_000_000, 1_700_000_000)
    expect(appointmentIds(await csvOn(directory).read(null))).to.deep.equal(['T2'])
  })

  it('has names in any case, and unfinished files are passed over', async () => {
    write('termine.csv', 'T1;4711;23.11.2026;10:00;30;;')
    for (const name of [
      '~$termine.csv',
      '.termine.csv',
      'termine.csv.tmp',
      'termine.part.csv',
      'termine.csv~',
    ])
      writeFileSync(join(directory, name), 'nonsense')
    expect(reasons(await csvOn(directory).read(null))).to.deep.equal([])
    writeFileSync(join(directory, 'Termine.CSV'), `${APPOINTMENTS}\nT9;4711;23.11.2026;10:00;30;;\n`)
    expect(appointmentIds(await csvOn(directory).read(null))).to.deep.equal(['T9'])
  })

  it('is not believed while a file is being written', async () => {
    write('termine.csv', 'T1;4711;23.11.2026;10:00;30;;')
    const reading = csvOn(directory).read(null)
    const writing = setInterval(() => appendFileSync(join(directory, 'termine.csv'), 'T2;4711;'), 3)
    try {
      expect(reasons(await reading)).to.deep.equal([{ file: 'termine.csv', reason: 'being_written' }])
    } finally {
      clearInterval(writing)
    }
  })

  it('says each time that a file cannot be used, and reads the others', async () => {
    write('patienten.csv', '4711;Muster;Erika;;')
    writeFileSync(join(directory, 'termine.csv'), 'a;b;c\n1;2;3\n')
    const host = csvOn(directory)
    const first = await host.read(null)
    expect(first.patients.items).to.have.length(1)
    expect(first.problems.map((problem) => problem.code)).to.deep.equal(['HOST_HEADER_UNKNOWN'])
    const second = await host.read(first.cursor)
    expect(second.problems).to.deep.equal(first.problems)
    expect(second.patients.completeness).to.equal('unread')
    expect(await host.check()).to.deep.equal({ ok: false, problem: first.problems[0] })
  })

  it('takes a foreign or broken cursor for the beginning', async () => {
    write('termine.csv', 'T1;4711;23.11.2026;10:00;30;;')
    for (const cursor of ['', 'x', '[]', 'null', '7', '{"appointments":{"name":"termine.csv"}}'])
      expect(appointmentIds(await csvOn(directory).read(cursor))).to.deep.equal(['T1'])
  })

  it('answers for an appointment whose line is broken that it cannot say', async () => {
    write('termine.csv', 'T1;4711;23.11.2026;10:00;30;;')
    const host = csvOn(directory)
    await host.read(null)
    write('termine.csv', 'T1;4711;31.11.2026;10:00;30;;')
    expect(await host.appointmentNow?.(T1)).to.equal('unknown')
  })

  it('says of a missing line that the whole list must be read, and once it was, that it has no more to say', async () => {
    write('termine.csv', 'T1;4711;23.11.2026;10:00;30;;', 'T2;4711;24.11.2026;10:00;30;;')
    const host = csvOn(directory)
    const { cursor } = await host.read(null)
    write('termine.csv', 'T2;4711;24.11.2026;10:00;30;;')
    const answers = await Promise.all([host.appointmentNow?.(T1), host.appointmentNow?.(T1)])
    expect(answers).to.deep.equal(['missing', 'missing'])
    await host.read(cursor)
    expect(await host.appointmentNow?.(T1)).to.equal('unknown')
  })
})
