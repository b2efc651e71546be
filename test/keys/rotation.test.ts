/** Newer keys in the place of older ones, while messages go out and statuses come in. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { checkpoint } from '../../plugin/consent/checkpoint.js'
import { openCheckpoint, signatoryOf } from '../../plugin/consent/note.js'
import { verifyLedger } from '../../plugin/consent/verify/verify.js'
import { fileKeyRing, keyRing, masterKey, type KeyProvider } from '../../plugin/keys/master-key.js'
import { GRACE_MILLIS, openPracticeKeys } from '../../plugin/keys/practice-keys.js'
import { countStale, renewPracticeKeys, rewrapKeys } from '../../plugin/keys/rotate.js'
import { open, seal } from '../../plugin/keys/seal.js'
import { subjectKey, subjectKeys } from '../../plugin/keys/subject-keys.js'
import type { OpenPractice } from '../../plugin/practice.js'
import type { Sandbox } from '../../plugin/sandbox/sandbox.js'
import { type Database, openDatabase } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import type { Dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { runCommand } from '../harness/command.js'
import { onEachDatabase } from '../harness/databases.js'
import { eventually } from '../harness/sample.js'
import {
  addManyDueReminders,
  addPatient,
  clientOf,
  declare,
  dispatch,
  inventedPractice,
  openInvented,
  settableClock,
  startProvider,
  type SettableClock,
} from '../outbox/due-practice.js'

const MINIMAL = {
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
}

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'no error'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

onEachDatabase('Rotation of keys', (fresh) => {
  let url: string
  let database: Database
  let clock: SettableClock
  let directory: string

  beforeEach(async function () {
    this.timeout(240_000)
    directory = mkdtempSync(join(tmpdir(), 'recall-rotation-'))
    url = await fresh.url()
    database = openDatabase(url)
    await migrate(database)
    clock = settableClock()
  })
  afterEach(async () => {
    await database.close()
    rmSync(directory, { recursive: true, force: true })
  })

  const practiceWith = (provider: KeyProvider): Promise<OpenPractice> =>
    openInvented(
      database,
      clock,
      inventedPractice({ whatsapp: { ...inventedPractice().whatsapp, portfolioLimit: 1_000 } }),
      provider,
    )

  it('wraps every key anew, of patients and practice; what was destroyed stays destroyed (P-50, P-51)', async () => {
    const [older, newer] = [randomBytes(32), randomBytes(32)]
    const practice = await practiceWith(masterKey(older))
    const [kept, forgotten] = [await addPatient(practice, 1), await addPatient(practice, 2)]
    const before = await subjectKey(database.knex, practice.keys, kept.subject)
    await database
      .knex('subject_keys')
      .where({ subject_id: forgotten.subject })
      .update({ wrapped: null, destroyed_at: clock.now() })
    const both = keyRing([newer, older])
    expect(await countStale(database, both)).to.equal(5)
    expect(await rewrapKeys(database, both)).to.equal(5)
    expect(await rewrapKeys(database, both)).to.equal(0)
    const after = await practiceWith(masterKey(newer))
    expect(await subjectKey(database.knex, after.keys, kept.subject)).to.deep.equal(before)
    expect(after.keys.box).to.deep.equal(practice.keys.box)
    expect((await subjectKeys(database.knex, after.keys, [forgotten.subject])).size).to.equal(0)
    expect(await codeOf(practiceWith(masterKey(older)))).to.equal('MASTER_KEY_WRONG')
  })

  it('goes on where it was interrupted (P-50)', async function () {
    this.timeout(240_000)
    const [older, newer] = [randomBytes(32), randomBytes(32)]
    await addManyDueReminders(await practiceWith(masterKey(older)), 450)
    const both = keyRing([newer, older])
    let wraps = 0
    const ending: KeyProvider = {
      ...both,
      wrap(key, context) {
        wraps += 1
        if (wraps > 300) throw new Error('killed')
        return both.wrap(key, context)
      },
    }
    expect(await codeOf(rewrapKeys(database, ending))).to.equal('Error: killed')
    // The batch that was under way was not committed.
    expect(await countStale(database, both)).to.equal(254)
    expect(await codeOf(practiceWith(both).then(() => undefined))).to.equal('no error')
    expect(await rewrapKeys(database, both)).to.equal(254)
    expect(await countStale(database, both)).to.equal(0)
  })

  it('is done by another process while messages go out and withdrawals come in; the old key can then be removed (P-50)', async function () {
    this.timeout(360_000)
    const file = join(directory, 'master.key')
    const older = randomBytes(32).toString('base64')
    writeFileSync(file, `${older}\n`, { mode: 0o600 })
    writeFileSync(join(directory, 'recall.config.json'), JSON.stringify(MINIMAL))
    const sandbox: Sandbox = await startProvider()
    const client: Dialog360 = clientOf(sandbox)
    try {
      const practice = await openInvented(
        database,
        clock,
        inventedPractice({
          whatsapp: { ...inventedPractice().whatsapp, throughput: 40, portfolioLimit: 1_000 },
        }),
        fileKeyRing(file),
      )
      const reminders = await addManyDueReminders(practice, 200)
      const sending = dispatch(practice, client)
      await eventually('some are sent', () => sandbox.messages().length > 5)
      const rotating = runCommand(['keys', 'rotate', '--master', '--json'], {
        cwd: directory,
        environment: { RECALL_DATABASE_URL: url, RECALL_MASTER_KEY_FILE: file },
      })
      // New people come in meanwhile, and some withdraw.
      for (let n = 1000; n < 1030; n += 1) {
        const person = await addPatient(practice, n)
        await declare(practice, person.subject, 'withdrawn')
      }
      const rotated = await rotating
      expect(rotated.code, rotated.stderr).to.equal(0)
      const [{ rewrapped }] = rotated.lines() as [{ rewrapped: number }]
      expect(rewrapped).to.be.greaterThan(200)
      const result = await sending
      expect(result).to.deep.include({ sent: reminders.length, failed: 0, unknown: 0, trouble: null })
      expect(new Set(sandbox.messages().map(({ to }) => to)).size).to.equal(reminders.length)
      // The running process follows the file by itself.
      await addPatient(practice, 2000)
      const lines = readFileSync(file, 'utf8').trim().split('\n')
      expect(lines).to.have.length(2)
      expect(await countStale(database, fileKeyRing(file))).to.equal(0)
      writeFileSync(file, `${lines[0] ?? ''}\n`)
      const after = await practiceWith(fileKeyRing(file))
      expect(await verifyLedger(database, after.keys)).to.include({ ok: true, firstBroken: null })
      expect(await codeOf(practiceWith(masterKey(Buffer.from(older, 'base64'))))).to.equal('MASTER_KEY_WRONG')
    } finally {
      await client.close()
      await sandbox.close()
    }
  })

  it('says with a key in the environment what to set first, and finishes once it is set (P-50)', async function () {
    this.timeout(360_000)
    const [older, newer] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]
    await addPatient(await practiceWith(masterKey(Buffer.from(older, 'base64'))), 1)
    writeFileSync(join(directory, 'recall.config.json'), JSON.stringify(MINIMAL))
    const rotate = (environment: Record<string, string>): ReturnType<typeof runCommand> =>
      runCommand(['keys', 'rotate', '--master'], {
        cwd: directory,
        environment: { RECALL_DATABASE_URL: url, ...environment },
      })
    const first = await rotate({ RECALL_MASTER_KEY: older })
    expect(first.code).to.equal(2)
    expect(first.stderr).to.contain('RECALL_MASTER_KEY_PREVIOUS').and.not.to.contain(older)
    const second = await rotate({ RECALL_MASTER_KEY: newer, RECALL_MASTER_KEY_PREVIOUS: older })
    expect(second.code, second.stderr).to.equal(0)
    expect(second.stdout).to.contain('5').and.not.to.contain(older).and.not.to.contain(newer)
    await practiceWith(masterKey(Buffer.from(newer, 'base64')))
  })

  it('uses new versions only when every process has had time to read them, and keeps what older ones made', async () => {
    const provider = masterKey(randomBytes(32))
    const practice = await practiceWith(provider)
    await addPatient(practice, 1)
    const { keys } = practice
    const sealedBefore = seal(keys.box, Buffer.from('content'), 'x')
    const noteBefore = await checkpoint(practice)
    const signatoryBefore = signatoryOf(keys)
    await renewPracticeKeys(database, provider, keys.practice, clock)
    const elsewhere = await openPracticeKeys(database, provider, keys.practice, clock)
    // Not used yet: this process has not read them.
    expect(signatoryOf(elsewhere).verifierKey).to.equal(signatoryBefore.verifierKey)
    expect(open(keys.box, seal(elsewhere.box, Buffer.from('new'), 'x'), 'x').toString()).to.equal('new')
    await keys.refresh()
    clock.advance(GRACE_MILLIS)
    expect(signatoryOf(keys).verifierKey).not.to.equal(signatoryBefore.verifierKey)
    expect(signatoryOf(elsewhere).verifierKey).to.equal(signatoryOf(keys).verifierKey)
    expect(open(keys.box, sealedBefore, 'x').toString()).to.equal('content')
    const sealedAfter = seal(keys.box, Buffer.from('newer'), 'x')
    expect(open(elsewhere.box, sealedAfter, 'x').toString()).to.equal('newer')
    // The head goes out signed anew; the older note still counts as ours, and is what the log extends.
    const noteAfter = await checkpoint(practice)
    expect(openCheckpoint(noteAfter, signatoryOf(keys)).kind).to.equal('valid')
    expect(openCheckpoint(noteAfter, signatoryBefore).kind).to.equal('invalid')
    expect(await verifyLedger(database, keys)).to.include({ ok: true })
    await addPatient(practice, 2)
    const older = { note: noteBefore, file: 'older.txt' }
    expect(await verifyLedger(database, keys, { older })).to.include({ ok: true, entries: 2 })
  })

  it('never lets the master key into the database (P-50)', async () => {
    const key = randomBytes(32)
    const provider = masterKey(key)
    const practice = await practiceWith(provider)
    await addManyDueReminders(practice, 5)
    await renewPracticeKeys(database, provider, practice.keys.practice, clock)
    const forms = [
      key,
      Buffer.from(key.toString('base64')),
      Buffer.from(key.toString('base64url')),
      Buffer.from(key.toString('hex')),
    ]
    for (const bytes of await everythingStored(database, url)) {
      for (const form of forms) expect(bytes.includes(form)).to.equal(false)
    }
    // The search finds what is there.
    const some = await database.knex('subject_keys').first<{ wrapped: Buffer }>('wrapped')
    expect((await everythingStored(database, url)).some((bytes) => bytes.includes(some.wrapped))).to.equal(
      true,
    )
  })
})

/** On SQLite the files themselves, write-ahead log included; on MariaDB every value of every table. */
async function everythingStored(database: Database, url: string): Promise<Buffer[]> {
  if (url.startsWith('sqlite:')) {
    const path = url.slice('sqlite:'.length)
    const folder = join(path, '..')
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((name) => name.startsWith(path))
      .map((name) => readFileSync(name))
  }
  const tables: { name: string }[] = await database
    .knex('information_schema.tables')
    .whereRaw('table_schema = database()')
    .select({ name: 'table_name' })
  const found: Buffer[] = []
  for (const { name } of tables) {
    const rows = await database.knex(name).select<Record<string, unknown>[]>('*')
    for (const value of rows.flatMap((row) => Object.values(row)))
      found.push(Buffer.isBuffer(value) ? value : Buffer.from(String(value)))
  }
  return found
}
