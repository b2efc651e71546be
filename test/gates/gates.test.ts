/** One check that fails, and nothing is sent; reading goes on (P-39, P-61). */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { up as guardLedger } from '../../migrations/20261121T0931-ledger-insert-only.js'
import type { Practice } from '../../plugin/configuration/configuration.js'
import { patientConsents } from '../../plugin/consent/history.js'
import { CHECKS, type Verdict } from '../../plugin/gates/verdict.js'
import { openGates } from '../../plugin/gates/gates.js'
import { newSubjectId, toHostPatientId, toPracticeId } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { reasonText } from '../../plugin/reminder/reasons.js'
import type { Sandbox } from '../../plugin/sandbox/sandbox.js'
import type { Database } from '../../plugin/storage/database.js'
import { toInstant } from '../../plugin/time.js'
import { dialog360, type Dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { runCommand } from '../harness/command.js'
import { onEachDatabase } from '../harness/databases.js'
import { eventually, openSample, type OpenSample } from '../harness/sample.js'
import {
  addDueReminder,
  addPatient,
  clientOf,
  declare,
  dispatch,
  inventedPractice,
  ON_THIS_MACHINE,
  openInvented,
  reminderState,
  settableClock,
  SIGNED_OFF,
  startProvider,
  type SettableClock,
} from '../outbox/due-practice.js'

const dropTrigger = 'DROP TRIGGER ledger_entries_no_update'

onEachDatabase('The gates', (fresh) => {
  let database: Database
  let sandbox: Sandbox
  let client: Dialog360
  let clock: SettableClock
  let practices = 0

  beforeEach(async function () {
    this.timeout(360_000)
    database = await fresh.open()
    sandbox = await startProvider()
    client = clientOf(sandbox)
    clock = settableClock()
  })
  afterEach(async () => {
    await client.close()
    await sandbox.close()
  })

  const opened = (changes: Partial<Practice> = {}): Promise<OpenPractice> => {
    practices += 1
    return openInvented(
      database,
      clock,
      inventedPractice({ id: toPracticeId(`tor-${practices}`), ...changes }),
    )
  }
  const failing = async (practice: OpenPractice): Promise<string[]> =>
    (await openGates(practice, ON_THIS_MACHINE).verdicts())
      .filter(({ level }) => level === 'failure')
      .map(({ check }) => check)

  /** With one reminder due: what is sent, and what the reminder says. */
  const expectClosed = async (practice: OpenPractice, check: string): Promise<void> => {
    expect(await failing(practice)).to.deep.equal([check])
    const before = sandbox.messages().length
    const result = await dispatch(practice, client)
    expect(result).to.include({ sent: 0, skipped: 0, waiting: 1 })
    expect(result.trouble).to.deep.include({ code: 'NOT_READY', details: { checks: check } })
    expect(sandbox.messages()).to.have.length(before)
  }

  it('are open for a practice in order, which sends', async () => {
    const practice = await opened()
    await addDueReminder(practice, await addPatient(practice, 1))
    expect(await failing(practice)).to.deep.equal([])
    expect(await dispatch(practice, client)).to.include({ sent: 1, trouble: null })
  })

  it('stay shut without the sign-off, say so at each reminder, and let everything be read (P-39)', async () => {
    const practice = await opened({ signOff: null })
    const person = await addPatient(practice, 1)
    const reminder = await addDueReminder(practice, person)
    await expectClosed(practice, 'sign_off')
    expect(await reminderState(practice, reminder)).to.include({ state: 'due', reason: 'not_ready' })
    for (const language of ['de', 'en'] as const)
      expect(reasonText('not_ready', language)).to.contain('doctor')
    const { purposes } = await patientConsents(practice, toHostPatientId(person.hostPatientId))
    expect(purposes.reminder.status).to.equal('active')
    // Signed off: it goes out.
    const signed = { ...practice, configuration: { ...practice.configuration, signOff: SIGNED_OFF } }
    expect(await dispatch(signed, client)).to.include({ sent: 1 })
  })

  it('stay shut while a wording lacks something (P-08)', async () => {
    const wording = {
      id: 'wa-1',
      language: 'de',
      text: '…',
      sha256: '…',
      refusal: { missing: ['voluntary' as const], untrue: [] },
    }
    const practice = await opened({ wordings: [wording] })
    await addDueReminder(practice, await addPatient(practice, 1))
    await expectClosed(practice, 'wordings')
  })

  it('stay shut when the clock is behind the ledger, and open again with it', async () => {
    const practice = await opened()
    await addDueReminder(practice, await addPatient(practice, 1))
    const now = clock.now()
    clock.set(toInstant('2026-11-21T11:00:00Z'))
    expect(await failing(practice)).to.deep.equal(['clock'])
    clock.set(toInstant('2020-01-01T11:00:00Z'))
    expect(await failing(practice)).to.include('clock')
    clock.set(now)
    expect(await failing(practice)).to.deep.equal([])
  })

  it('stay shut when the head of the ledger was changed, or its last entries are gone (P-61)', async () => {
    const practice = await opened()
    await addDueReminder(practice, await addPatient(practice, 1))
    const where = { practice_id: practice.configuration.id }
    const head = await database.knex('ledger_heads').where(where).first<{ note: string; frontier: Buffer }>()
    const set = (change: Record<string, unknown>): PromiseLike<unknown> =>
      database.knex('ledger_heads').where(where).update(change)
    await set({ note: head.note.replace(/^(.*)\n1\n/, '$1\n2\n') })
    await expectClosed(practice, 'ledger')
    await set({ note: head.note, frontier: Buffer.alloc(head.frontier.length) })
    await expectClosed(practice, 'ledger')
    await set({ frontier: head.frontier })
    expect(await failing(practice)).to.deep.equal([])
    const trigger = 'ledger_entries_no_delete'
    await database.knex.raw(`DROP TRIGGER ${trigger}`)
    await database.knex('ledger_entries').where(where).delete()
    expect(await failing(practice)).to.deep.equal(['ledger', 'insert_only'])
  })

  it('stay shut when a withdrawal was put under another name, however long ago it was recorded (P-61)', async () => {
    const practice = await opened()
    const person = await addPatient(practice, 1)
    await addDueReminder(practice, person)
    await declare(practice, person.subject, 'withdrawn')
    // Beyond the end that every look goes over.
    for (let n = 0; n < 25; n += 1)
      await declare(practice, (await addPatient(practice, 10 + n)).subject, 'not_given')
    expect(await failing(practice)).to.deep.equal([])
    const withdrawal = { practice_id: practice.configuration.id, subject_id: person.subject }
    const { seq } = (await database
      .knex('ledger_entries')
      .where(withdrawal)
      .max<{ seq: number }[]>({ seq: 'seq' })
      .first()) ?? { seq: -1 }
    await database.knex.raw(dropTrigger)
    await database
      .knex('ledger_entries')
      .where({ ...withdrawal, seq })
      .update({ subject_id: newSubjectId() })
    await guardLedger(database.knex, database.dialect)
    await expectClosed(practice, 'ledger')
  })

  it('stay shut when somebody removed the guard of the ledger from the database (P-11)', async () => {
    const practice = await opened()
    await addDueReminder(practice, await addPatient(practice, 1))
    await database.knex.raw(dropTrigger)
    await expectClosed(practice, 'insert_only')
  })

  it('stay shut where verification is off or the way is not encrypted (P-54)', async () => {
    const practice = await opened()
    const verdicts = (changes: Partial<typeof ON_THIS_MACHINE>): Promise<readonly Verdict[]> =>
      openGates(practice, { ...ON_THIS_MACHINE, ...changes }).verdicts()
    const checks = async (changes: Partial<typeof ON_THIS_MACHINE>): Promise<string[]> =>
      (await verdicts(changes)).filter(({ level }) => level === 'failure').map(({ check }) => check)
    expect(await checks({ provider: 'http://192.168.1.5' })).to.deep.equal(['provider_tls'])
    expect(await checks({ verificationOff: true })).to.deep.equal(['provider_tls'])
    expect(await checks({ database: 'mysql://a:b@8.8.8.8/x' })).to.deep.equal(['database_tls'])
    expect(() => dialog360({ baseUrl: 'http://192.168.1.5', apiKey: 'x' })).to.throw()
  })

  it('look at the structure of the database once an hour, every minute while it fails', async () => {
    const practice = await opened()
    const gates = openGates(practice, ON_THIS_MACHINE)
    const fails = async (): Promise<boolean> =>
      (await gates.verdicts()).some(({ check, level }) => check === 'insert_only' && level === 'failure')
    expect(await fails()).to.equal(false)
    await database.knex.raw(dropTrigger)
    expect(await fails()).to.equal(false)
    clock.advance(60 * 60_000)
    expect(await fails()).to.equal(true)
    await database.knex.raw(
      database.dialect === 'sqlite'
        ? "CREATE TRIGGER ledger_entries_no_update BEFORE update ON ledger_entries BEGIN SELECT RAISE(ABORT, 'no'); END"
        : "CREATE TRIGGER ledger_entries_no_update BEFORE update ON ledger_entries FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no'",
    )
    clock.advance(61_000)
    expect(await fails()).to.equal(false)
  })
})

onEachDatabase('doctor', (fresh) => {
  let sample: OpenSample
  let url: string
  before(async function () {
    this.timeout(240_000)
    url = await fresh.url()
    sample = await openSample(url)
    await sample.plugin.run()
  })
  after(() => sample.close())

  const doctor = (
    environment: Record<string, string> = {},
    ...args: string[]
  ): ReturnType<typeof runCommand> =>
    runCommand(['doctor', '--config', sample.configFile, ...args], {
      cwd: sample.directory,
      environment: { ...sample.environment, ...environment },
    })

  it('says of every check that it is in order, one line each', async function () {
    this.timeout(360_000)
    const ended = await doctor({}, '--json')
    const lines = ended.lines() as { check: string; level: string; finding: string | null }[]
    expect(lines.filter(({ level }) => level === 'failure')).to.deep.equal([])
    expect(ended.code, ended.stderr).to.equal(0)
    expect([...new Set(lines.map(({ check }) => check))].sort()).to.deep.equal([...CHECKS].sort())
  })

  it('names what fails with its remedy, in German, and ends with 1 (P-39, P-61)', async function () {
    this.timeout(360_000)
    const text = readFileSync(sample.configFile, 'utf8')
    try {
      const configuration = JSON.parse(text) as { practices: { signOff: { confirmed: string[] } }[] }
      configuration.practices[0]!.signOff.confirmed.pop()
      writeFileSync(sample.configFile, JSON.stringify(configuration))
      const ended = await doctor({}, '--lang', 'de')
      expect(ended.code).to.equal(1)
      expect(ended.stdout).to.match(/X +muster +Freigabe .*c5-evidence.*doctor --sign-off/)
    } finally {
      writeFileSync(sample.configFile, text)
    }
  })

  it('says that the master key does not fit, where nothing else can be looked at', async function () {
    this.timeout(360_000)
    const ended = await doctor({ RECALL_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }, '--json')
    expect(ended.code).to.equal(1)
    expect(ended.lines()).to.have.length(1)
    expect(ended.lines()[0]).to.include({ check: 'key', level: 'failure', finding: 'MASTER_KEY_WRONG' })
    // The start with a database in public ends before anything is connected to (P-55).
    const exposed = await doctor({ RECALL_DATABASE_URL: 'mysql://a:b@8.8.8.8/x' }, '--json')
    expect(exposed.code).to.equal(1)
    expect(exposed.lines()[0]).to.include({ check: 'database_tls', finding: 'DATABASE_ADDRESS_PUBLIC' })
  })

  it('raises an alarm when somebody tries keys (P-58)', async function () {
    this.timeout(360_000)
    const alarms: unknown[] = []
    sample.plugin.events.on('host', ({ type, data }) => {
      if (type === 'alarm') alarms.push(data)
    })
    for (let n = 0; n < 21; n += 1) {
      const headers = { Authorization: `Bearer guess-${n}` }
      await fetch(`${sample.url}/api/v1/practices/muster/reminders`, { headers })
    }
    await eventually('the alarm is told', async () => {
      await sample.plugin.run()
      return alarms.length > 0
    })
    expect(alarms).to.deep.equal([{ kind: 'wrong_secrets', count: 20 }])
    const report = await doctor({}, '--breach-report', '--json')
    expect(report.code, report.stderr).to.equal(0)
    expect(report.lines()[0]).to.include({ practice: 'muster' })
  })

  it('shows what has to be confirmed, without opening anything (P-38, P-39)', async function () {
    this.timeout(360_000)
    const ended = await runCommand(['doctor', '--sign-off', '--lang', 'de'], { cwd: sample.directory })
    expect(ended.code, ended.stderr).to.equal(0)
    for (const words of ['Meta entschlüsselt', 'processing-contract-vendor', 'c5-evidence', '"signOff"'])
      expect(ended.stdout).to.contain(words)
  })

  it('says in words what is wrong with the ledger; --json names the code', async function () {
    this.timeout(360_000)
    const { database, configuration } = sample.practice
    const where = { practice_id: configuration.id }
    const heads = (): Knex.QueryBuilder => database.knex('ledger_heads').where(where)
    const { frontier } = await heads().first<{ frontier: Buffer }>('frontier')
    const said = async (code: string, german: string, english: string): Promise<void> => {
      const [de, en, json] = [
        await doctor({}, '--lang', 'de'),
        await doctor({}, '--lang', 'en'),
        await doctor({}, '--json'),
      ]
      expect([de.code, en.code, json.code]).to.deep.equal([1, 1, 1])
      expect(de.stdout).to.contain(german).and.not.to.contain(code)
      expect(en.stdout).to.contain(english).and.not.to.contain(code)
      const lines = json.lines() as { check: string; level: string; details: unknown }[]
      expect(lines.find(({ check }) => check === 'ledger')).to.deep.include({
        level: 'failure',
        details: { reason: code },
      })
    }
    try {
      await heads().update({ frontier: Buffer.alloc(frontier.length) })
      await said(
        'head_frontier',
        'gespeicherte Zwischenwerte gehören nicht zum unterschriebenen Stand',
        'stored subtree hashes are not those of the signed tree',
      )
    } finally {
      await heads().update({ frontier })
    }
    // Nothing of the ledger can be deleted again, so this test is the last.
    const head = await heads().first<Record<string, unknown>>()
    await database.knex('ledger_heads').insert({ ...head, practice_id: 'fremd' })
    await said('practice_unknown', 'Zeilen einer fremden Praxis', 'rows of a practice that is not here')
  })
})
