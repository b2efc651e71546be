/** The switch that stops all sends (P-40). */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { patientConsents } from '../../plugin/consent/history.js'
import { toHostPatientId, toPracticeId } from '../../plugin/ids.js'
import { claimReminder } from '../../plugin/outbox/claim.js'
import { handOver } from '../../plugin/outbox/hand-over.js'
import { halt, isHalted, resume, sendingState } from '../../plugin/outbox/halt.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { reasonText } from '../../plugin/reminder/reasons.js'
import { type Database, openDatabase } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { masterKey } from '../../plugin/keys/master-key.js'
import type { Sandbox } from '../../plugin/sandbox/sandbox.js'
import { approvedTemplates } from '../../plugin/whatsapp/approval.js'
import type { Dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { runCommand } from '../harness/command.js'
import { onEachDatabase } from '../harness/databases.js'
import { eventually, openSample } from '../harness/sample.js'
import {
  addDueReminder,
  addManyDueReminders,
  addPatient,
  clientOf,
  dispatch,
  inventedPractice,
  messagesOf,
  openInvented,
  openNewPractice,
  reminderState,
  settableClock,
  sharedDatabase,
  startProvider,
  type SettableClock,
} from './due-practice.js'

onEachDatabase('Halt', (fresh) => {
  const database = sharedDatabase(fresh)
  let sandbox: Sandbox
  let client: Dialog360
  let clock: SettableClock
  let practice: OpenPractice

  beforeEach(async () => {
    sandbox = await startProvider()
    client = clientOf(sandbox)
    clock = settableClock()
    practice = await openNewPractice(database(), clock)
  })
  afterEach(async () => {
    await client.close()
    await sandbox.close()
  })

  it('claims nothing, says why each reminder waits, and goes on where it was when resumed (P-40)', async () => {
    const reminder = await addDueReminder(practice, await addPatient(practice, 1))
    expect(await halt(practice, 'Dr. Muster')).to.deep.equal({
      halted: true,
      since: clock.now(),
      by: 'Dr. Muster',
    })
    expect(await dispatch(practice, client)).to.include({ sent: 0, skipped: 0, waiting: 1 })
    expect(await reminderState(practice, reminder)).to.include({ state: 'due', reason: 'halted' })
    expect(await messagesOf(practice, reminder)).to.have.length(0)
    expect(reasonText('halted', 'de')).to.equal('Wartet: die Praxis hat den Versand angehalten.')
    expect(await resume(practice, 'Dr. Muster')).to.deep.equal({ halted: false })
    expect(await dispatch(practice, client)).to.include({ sent: 1, waiting: 0 })
  })

  it('does not hand over what is claimed already; the reminder waits and is claimed anew (P-40)', async () => {
    const reminder = await addDueReminder(practice, await addPatient(practice, 1))
    const templates = await approvedTemplates(practice, client, clock.now())
    const taken = await claimReminder(practice, reminder, templates, 'test')
    if (taken.kind !== 'claimed') throw new Error(taken.kind)
    await halt(practice, 'Dr. Muster')
    expect(await handOver(practice, taken.claim)).to.equal(false)
    expect(await reminderState(practice, reminder)).to.include({ state: 'due', reason: 'halted' })
    expect(sandbox.messages()).to.have.length(0)
    await resume(practice, 'Dr. Muster')
    expect(await dispatch(practice, client)).to.include({ sent: 1 })
    expect((await messagesOf(practice, reminder)).map(({ state }) => state)).to.deep.equal([
      'cancelled',
      'accepted',
    ])
  })

  it('decides a claim against the switch even in the transaction after it (P-40)', async () => {
    const reminder = await addDueReminder(practice, await addPatient(practice, 1))
    const templates = await approvedTemplates(practice, client, clock.now())
    await halt(practice, 'Dr. Muster')
    expect(await claimReminder(practice, reminder, templates, 'test')).to.deep.equal({
      kind: 'waiting',
      reason: 'halted',
    })
    await resume(practice, 'Dr. Muster')
    // What the claim put off is due again at once.
    expect(await dispatch(practice, client)).to.include({ sent: 1 })
  })

  it('is kept with who and when, told to the host once, and lifted by nothing but the switch', async () => {
    await halt(practice, 'Dr. Muster')
    clock.advance(60_000)
    await halt(practice, 'Somebody else')
    expect(await sendingState(database().knex, practice.configuration.id)).to.include({ by: 'Dr. Muster' })
    clock.advance(400 * 24 * 60 * 60 * 1000)
    expect(await isHalted(database().knex, practice.configuration.id)).to.equal(true)
    await resume(practice, 'Reception')
    await resume(practice, 'Reception')
    const where = { practice_id: practice.configuration.id }
    const access: { action: string; actor: string }[] = await database()
      .knex('access_log')
      .where(where)
      .orderBy('id')
      .select('action', 'actor')
    expect(access).to.deep.equal([
      { action: 'halt', actor: 'Dr. Muster' },
      { action: 'resume', actor: 'Reception' },
    ])
    const events: { type: string }[] = await database()
      .knex('host_events')
      .where(where)
      .orderBy('seq')
      .select('type')
    expect(events.map(({ type }) => type)).to.deep.equal(['sending.halted', 'sending.resumed'])
  })

  it('holds for one practice, not for the others', async () => {
    const other = await openNewPractice(database(), clock)
    await addDueReminder(other, await addPatient(other, 1))
    await halt(practice, 'Dr. Muster')
    expect(await dispatch(other, client)).to.include({ sent: 1 })
  })

  it('stops a run in full flight within a second, from another connection, loses nothing and resumes (P-40)', async function () {
    this.timeout(360_000)
    const url = await fresh.url()
    const own = openDatabase(url)
    const foreign = openDatabase(url)
    try {
      await migrate(own)
      const slow = inventedPractice({
        id: toPracticeId('muster'),
        whatsapp: { ...inventedPractice().whatsapp, throughput: 50, portfolioLimit: 1_000 },
      })
      const sending = await openInvented(own, clock, slow, masterKey(randomBytes(32)))
      const reminders = await addManyDueReminders(sending, 160)
      const ended = dispatch(sending, client)
      await eventually('a part is sent', () => sandbox.messages().length >= 40)
      const pressed = performance.now()
      await halt({ configuration: slow, database: foreign, clock }, 'Dr. Muster')
      await new Promise((wait) => setTimeout(wait, Math.max(0, 1_000 - (performance.now() - pressed))))
      const afterOneSecond = sandbox.messages().length
      const first = await ended
      expect(sandbox.messages()).to.have.length(afterOneSecond)
      expect(afterOneSecond).to.be.lessThan(reminders.length)
      expect(first.sent).to.equal(afterOneSecond)
      expect(first).to.include({ failed: 0, unknown: 0, waiting: reminders.length - first.sent })
      // A new start, another instance: the switch is in the database.
      expect(await dispatch(sending, client)).to.include({ sent: 0 })
      await resume({ configuration: slow, database: foreign, clock }, 'Dr. Muster')
      expect(await dispatch(sending, client)).to.include({ sent: reminders.length - first.sent, waiting: 0 })
      const recipients = sandbox.messages({ reveal: true }).map(({ to }) => to)
      expect(recipients).to.have.length(reminders.length)
      expect(new Set(recipients).size).to.equal(reminders.length)
    } finally {
      await own.close()
      await foreign.close()
    }
  })

  it('is pressed over HTTP and seen in the answer; the ledger stays readable and a STOP is worked on (P-40)', async function () {
    this.timeout(240_000)
    const sample = await openSample(await fresh.url())
    try {
      const base = `${sample.url}/api/v1/practices/muster`
      const post = async (path: string, body?: unknown): Promise<{ status: number; answer: unknown }> => {
        const response = await fetch(`${base}/${path}`, {
          method: 'POST',
          headers: { Authorization: 'Bearer the-host', 'content-type': 'application/json' },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        })
        return { status: response.status, answer: await response.json() }
      }
      const halted = await post('halt', { by: 'Dr. Muster' })
      expect(halted.status).to.equal(200)
      expect(halted.answer).to.include({ halted: true, by: 'Dr. Muster' })
      expect((await post('halt', { by: ' ' })).status).to.equal(400)
      expect((await post('halt', {})).answer, 'pressed already').to.include({
        halted: true,
        by: 'Dr. Muster',
      })
      expect(await sample.plugin.run()).to.include({ sent: 0 })
      expect((await post('qr-codes', { patient: '4711' })).answer).to.include({ code: 'SENDING_HALTED' })
      const get = async (path: string): Promise<number> =>
        (await fetch(`${base}/${path}`, { headers: { Authorization: 'Bearer the-host' } })).status
      expect(await get('ledger/checkpoint')).to.equal(200)
      expect(await get('patients/4711/consents')).to.equal(200)
      await sample.sandbox.inbound({
        from: { phone: '+4915112345611' },
        content: { type: 'text', body: 'Stop!' },
      })
      const statusOf = async (): Promise<string> =>
        (await patientConsents(sample.practice, toHostPatientId('4711'))).purposes.reminder.status
      await eventually('the STOP takes effect', async () => (await statusOf()) === 'withdrawn')
      expect((await post('resume', { by: 'Dr. Muster' })).answer).to.deep.equal({ halted: false })
      expect((await sample.plugin.run()).sent).to.be.greaterThan(0)
      // In an emergency nobody has to look up what to send.
      expect((await post('halt')).answer).to.include({ halted: true, by: 'api' })
    } finally {
      await sample.close()
    }
  })

  it('is pressed on the command line without any key at hand (P-40)', async function () {
    this.timeout(360_000)
    const directory = mkdtempSync(join(tmpdir(), 'recall-halt-'))
    let own: Database | undefined
    try {
      const url = await fresh.url()
      own = openDatabase(url)
      await migrate(own)
      writeFileSync(
        join(directory, 'recall.config.json'),
        JSON.stringify({
          database: 'sqlite:unused.sqlite',
          practices: [
            {
              id: 'muster',
              name: 'Zahnarztpraxis Dr. Muster',
              phone: '+493012345678',
              timeZone: 'Europe/Berlin',
              region: 'DE-BE',
              language: 'de',
              whatsapp: { provider: '360dialog', phone: '+493012345600', phoneNumberId: '106540352242922' },
            },
          ],
        }),
      )
      const command = (...args: string[]): ReturnType<typeof runCommand> =>
        runCommand(args, { cwd: directory, environment: { RECALL_DATABASE_URL: url } })
      const halted = await command('halt', '--by', 'Dr. Muster', '--json')
      expect(halted.code, halted.stderr).to.equal(0)
      expect(halted.lines()[0]).to.include({ practice: 'muster', halted: true, by: 'Dr. Muster' })
      expect(await isHalted(own.knex, toPracticeId('muster'))).to.equal(true)
      expect((await command('halt')).code).to.equal(2)
      const resumed = await command('resume', '--by', 'Dr. Muster', '--lang', 'de')
      expect(resumed.stdout).to.contain('nicht angehalten')
      expect(await isHalted(own.knex, toPracticeId('muster'))).to.equal(false)
    } finally {
      await own?.close()
      rmSync(directory, { recursive: true, force: true })
    }
  })
})
