import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { formsHost } from '../../adapters/forms/host.js'
import type { HostAdapter } from '../../adapters/host.js'
import { afterFailure, isDue } from '../../plugin/consent/failed-form.js'
import { patientConsents } from '../../plugin/consent/history.js'
import { importFromHost } from '../../plugin/consent/import-from-host.js'
import { recordForm, recordWaitingForms } from '../../plugin/consent/record-form.js'
import { countUnmatched, countUnreadable } from '../../plugin/consent/stored-form.js'
import { createReaderPool, type ReaderPool } from '../../plugin/form/reader-pool.js'
import { toHostPatientId } from '../../plugin/ids.js'
import type { LogFields } from '../../plugin/log.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { type Instant, toInstant, toTimeZone } from '../../plugin/time.js'
import { box, formPdf, text } from '../form/pdf-builder.js'
import { onEachDatabase } from '../harness/databases.js'
import { openTestPractice, type SetClock } from '../host/practice.js'
import { cases, decide, filled, MAPPING, put, withForms } from '../review/practice.js'
import { codeOf } from './invented.js'

const FORM = { ...MAPPING, patient: { hostPatientId: 'PatNr' } }

/** The patient ticked the box on the form of this number. */
const agreed = (patient: string): Buffer =>
  formPdf({ fields: [text('PatNr', patient), box({ name: '(WhatsApp)', value: '/Ja', as: 'Ja' })] })

/** Objects that never end: each is searched for its end to the end of the file, for minutes. */
const POISONOUS = ((): Buffer => {
  const [body = '', tail = ''] = agreed('4711')
    .toString('latin1')
    .split(/(?=xref\n0 1)/)
  const junk = '900 0 obj @\n'.repeat(60_000)
  const at = body.length + junk.length
  return Buffer.from(`${body}${junk}${tail.replace(/startxref\n\d+/, `startxref\n${at}`)}`, 'latin1')
})()

const damaged = (number: number): Buffer => Buffer.from(`%PDF-1.7\n% damaged ${number}\n`)

describe('A form that cannot be taken in', () => {
  const at = (minutes: number): Instant =>
    toInstant(new Date(Date.UTC(2026, 10, 21, 8, minutes)).toISOString())

  it('is tried four times within half an hour, then goes to a person, and is tried once a day', () => {
    const tried: string[] = []
    let noted: ReturnType<typeof afterFailure> | null = null
    for (let minute = 0; minute < 3 * 24 * 60; minute += 1) {
      if (noted !== null && !isDue(noted.failure, at(minute))) continue
      noted = afterFailure(noted?.failure ?? null, 'FORM_READER_TIMEOUT', at(minute))
      tried.push(`${minute} ${noted.state}`)
    }
    expect(tried).to.deep.equal([
      '0 unread',
      '1 unread',
      '6 unread',
      '21 unreadable',
      `${21 + 1440} unreadable`,
      `${21 + 2880} unreadable`,
    ])
  })

  it('goes to a person at the second try where one turn a day is made', () => {
    const first = afterFailure(null, 'FORM_READER_CRASHED', at(0))
    expect(first.state).to.equal('unread')
    expect(afterFailure(first.failure, 'FORM_READER_CRASHED', at(1440)).state).to.equal('unreadable')
  })

  it('goes to a person at once where the file itself is to blame', () => {
    for (const code of ['FORM_BROKEN', 'FORM_ENCRYPTED', 'FORM_NOT_PDF', 'FORM_TOO_LARGE'] as const) {
      const { failure, state } = afterFailure(null, code, at(0))
      expect(state).to.equal('unreadable')
      expect(isDue(failure, at(60))).to.equal(false)
      expect(isDue(failure, at(1440))).to.equal(true)
    }
  })
})

onEachDatabase('Forms of a folder, some of which cannot be taken in', (fresh) => {
  let readers: ReaderPool
  before(() => {
    readers = createReaderPool({ size: 1, timeoutSeconds: 1.5 })
  })
  after(() => readers.close())

  let directory: string
  let practice: OpenPractice & { clock: SetClock }
  let folder: HostAdapter
  let logged: LogFields[]
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'recall-unreadable-'))
    practice = withForms(await openTestPractice(await fresh.open()), FORM)
    folder = openFolder()
    logged = []
    for (const id of ['4711', '4712', '4713']) await put(practice, { id })
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  /** As a new process does. */
  const openFolder = (): HostAdapter =>
    formsHost({
      id: 'forms',
      options: { directory },
      directory,
      timeZone: toTimeZone('Europe/Berlin'),
      country: 'DE',
    })
  let files = 0
  const lay = (name: string, bytes: Uint8Array): void => {
    files += 1
    writeFileSync(join(directory, name), bytes)
    // Older than what is still watched, and in this order.
    utimesSync(join(directory, name), 1_700_000_000 + files, 1_700_000_000 + files)
  }
  /** Forms recorded and problems of one round. */
  const round = async (pool = readers): Promise<[number, number]> => {
    const counts = { forms: 0, problems: 0 }
    const warn = (_event: string, fields: LogFields = {}): void => void logged.push(fields)
    const running = { ...practice, readers: pool, log: { info: warn, warn, error: warn } }
    await importFromHost(running, folder, counts, new AbortController().signal)
    return [counts.forms, counts.problems]
  }
  const reminderOf = async (patient: string): Promise<string> => {
    const { status, reasons } = (await patientConsents(practice, toHostPatientId(patient))).purposes.reminder
    return [status, ...reasons].join(' ')
  }
  const withDamagedPatient = async (id: string, work: () => Promise<void>): Promise<void> => {
    const { knex } = practice.database
    const mine = { host_patient_id: id }
    const before = await knex('patients').where(mine).first<{ sealed: Buffer }>('sealed')
    await knex('patients')
      .where(mine)
      .update({ sealed: Buffer.alloc(64, 7) })
    await work()
    await knex('patients').where(mine).update({ sealed: before.sealed })
  }

  it('are read again where the reader fails for all of them, and no failure is held against them', async () => {
    const down = createReaderPool({ size: 1 })
    await down.close()
    lay('a.pdf', agreed('4711'))
    lay('b.pdf', agreed('4712'))
    expect(await codeOf(round(down))).to.equal('FORM_READER_CRASHED')
    expect(await countUnreadable(practice)).to.equal(0)
    expect(await round()).to.deep.equal([2, 0])
    expect(await reminderOf('4711')).not.to.equal('never_asked')
    expect(await round()).to.deep.equal([0, 0])
  })

  it('of which one holds the reader is tried with growing pauses, keeps no other one waiting, and ends as a case', async () => {
    lay('poisonous.pdf', POISONOUS)
    lay('good.pdf', agreed('4712'))
    expect(await round()).to.deep.equal([1, 1])
    expect(await countUnreadable(practice)).to.equal(1)
    expect(await cases(practice), 'a busy machine may be the reason').to.deep.equal([])
    expect(await round(), 'not yet again').to.deep.equal([0, 0])
    for (const time of ['08:01', '08:06', '08:21']) {
      practice.clock.set(`2026-11-21T${time}:00Z`)
      folder = openFolder()
      expect(await round(), time).to.deep.equal([0, 1])
    }
    const [review, ...others] = await cases(practice)
    expect(others).to.deep.equal([])
    expect(review).to.deep.include({ kind: 'form_unassigned', decisions: ['assigned', 'dismissed'] })
    expect(review?.reasons.map(({ code }) => code)).to.deep.equal(['unreadable'])
    practice.clock.set('2026-11-21T20:00:00Z')
    expect(await round()).to.deep.equal([0, 0])
    expect(logged.map(({ code, state }) => `${String(code)} ${String(state)}`)).to.deep.equal([
      ...Array<string>(3).fill('FORM_READER_TIMEOUT unread'),
      'FORM_READER_TIMEOUT unreadable',
    ])
  })

  it('hold the consents of the patient to whom a person assigns one: it may say no', async () => {
    await recordForm(practice, filled({ patient: { hostPatientId: '4711' } }))
    lay('damaged.pdf', damaged(1))
    expect(await round()).to.deep.equal([0, 1])
    const [review] = await cases(practice)
    await decide(practice, review!, 'assigned', { patient: toHostPatientId('4711') })
    expect(await reminderOf('4711')).to.equal('on_hold unreadable')
    expect(await countUnreadable(practice)).to.equal(0)
    folder = openFolder()
    expect(await round(), 'it is settled').to.deep.equal([0, 0])
  })

  it('that are damaged are a case each up to twenty, all counted, and not read again within the day', async () => {
    for (let number = 0; number < 23; number += 1) lay(`${number}.pdf`, damaged(number))
    expect(await round()).to.deep.equal([0, 23])
    expect(await cases(practice)).to.have.length(20)
    expect(await countUnreadable(practice)).to.equal(23)
    expect(await countUnmatched(practice)).to.equal(0)
    folder = openFolder()
    expect(await round()).to.deep.equal([0, 0])
    practice.clock.set('2026-11-22T08:00:00Z')
    folder = openFolder()
    expect(await round()).to.deep.equal([0, 23])
    expect(await cases(practice)).to.have.length(20)
  })

  it('that can be read after all are recorded, and their case ends', async () => {
    const narrow = createReaderPool({ size: 1, fileLimitBytes: 100 })
    lay('large.pdf', agreed('4711'))
    expect(await round(narrow)).to.deep.equal([0, 1])
    await narrow.close()
    expect(await cases(practice)).to.have.length(1)
    practice.clock.set('2026-11-22T08:00:00Z')
    folder = openFolder()
    expect(await round()).to.deep.equal([1, 0])
    expect((await cases(practice, 'all')).filter(({ kind }) => kind === 'form_unassigned')).to.deep.equal([])
    expect(await countUnreadable(practice)).to.equal(0)
  })

  it('of which one concerns a damaged record are recorded all the same, and that one once the record is mended', async () => {
    for (const id of ['4711', '4712', '4713']) lay(`${id}.pdf`, agreed(id))
    await withDamagedPatient('4711', async () => {
      expect(await round()).to.deep.equal([2, 1])
      expect(await round()).to.deep.equal([0, 0])
    })
    expect(logged.map(({ code }) => code)).to.deep.equal(['SEALED_BROKEN'])
    expect(JSON.stringify(logged)).not.to.match(/4711|Muster|Erika/)
    practice.clock.set('2026-11-21T08:01:00Z')
    expect(await round()).to.deep.equal([1, 0])
  })

  it('that wait for their patients are recorded, though the record of one is damaged', async () => {
    for (const id of ['4714', '4715', '4716'])
      await recordForm(practice, filled({ patient: { hostPatientId: null, givenName: `Person ${id}` } }))
    for (const id of ['4714', '4715', '4716']) await put(practice, { id, givenName: `Person ${id}` })
    const failed: unknown[] = []
    await withDamagedPatient('4715', async () => {
      expect(await recordWaitingForms(practice, (_sha256, error) => failed.push(error))).to.equal(2)
    })
    expect(failed).to.have.length(1)
    expect(await recordWaitingForms(practice)).to.equal(1)
  })
})
