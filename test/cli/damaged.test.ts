/** What `ledger verify` says of a database that is not what it was. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { layOutSamplePractice } from '../../examples/sample-practice.js'
import { openDatabase, type Database } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { type Ended, runCommand } from '../harness/command.js'
import { onEachDatabase } from '../harness/databases.js'
import { openSample, type OpenSample } from '../harness/sample.js'

onEachDatabase('A ledger that is to be verified', (fresh) => {
  let sample: OpenSample
  let url: string
  const verify = (environment: Record<string, string> = {}, ...args: string[]): Promise<Ended> =>
    runCommand(['ledger', 'verify', '--config', sample.configFile, ...args], {
      cwd: sample.directory,
      environment: { ...sample.environment, ...environment },
    })
  const firstWord = ({ stderr, stdout }: Ended): string => /^[A-Z_]+/m.exec(stderr + stdout)?.[0] ?? ''

  before(async function () {
    this.timeout(360_000)
    url = await fresh.url()
    sample = await openSample(url)
    await sample.plugin.run()
  })
  after(() => sample.close())

  it('with another master key, or none that is one, is a matter of configuration (exit 2)', async function () {
    this.timeout(360_000)
    const [wrong, none] = await Promise.all([
      verify({ RECALL_MASTER_KEY: randomBytes(32).toString('base64') }),
      verify({ RECALL_MASTER_KEY: 'short' }),
    ])
    expect([wrong.code, firstWord(wrong)]).to.deep.equal([2, 'MASTER_KEY_WRONG'])
    expect([none.code, firstWord(none)]).to.deep.equal([2, 'MASTER_KEY_INVALID'])
  })

  it('that lost a table is a finding (exit 1)', async function () {
    this.timeout(360_000)
    await sample.practice.database.knex.schema.dropTable('time_stamps')
    await sample.practice.database.knex.schema.dropTable('ledger_contents')
    const ended = await verify()
    expect([ended.code, firstWord(ended)]).to.deep.equal([1, 'LEDGER_BROKEN'])
    expect(ended.stdout).to.contain('a table or column of the ledger is missing (table_missing)')
  })

  it('whose database was emptied and begun anew is not sound (P-53), and the finding is said in words', async function () {
    this.timeout(360_000)
    await dropAllTables(sample.practice.database)
    const [german, machine] = [await verify({}, '--lang', 'de'), await verify({}, '--json')]
    expect(german.code).to.equal(1)
    expect(german.stdout).to.contain('LEDGER_BROKEN').and.to.contain('die Datenbank ist geleert, vertauscht')
    expect(machine.code).to.equal(1)
    expect(machine.lines()[0]).to.deep.include({
      ok: false,
      firstBroken: { seq: null, reason: 'witness_differs' },
    })
  })
})

async function dropAllTables({ dialect, knex }: Database): Promise<void> {
  const tables: { name: string }[] =
    dialect === 'sqlite'
      ? await knex('sqlite_master')
          .where({ type: 'table' })
          .whereNot('name', 'like', 'sqlite_%')
          .select('name')
      : await knex('information_schema.tables')
          .whereRaw('table_schema = database()')
          .select({ name: 'table_name' })
  for (const { name } of tables) await knex.schema.dropTable(name)
}

describe('A database file that is damaged', () => {
  it('or is no database, is a finding of ledger verify (exit 1)', async function () {
    this.timeout(360_000)
    const directory = mkdtempSync(join(tmpdir(), 'recall-damaged-'))
    const { configFile } = await layOutSamplePractice(directory, new Date(), 'Europe/Berlin')
    const whole = join(directory, 'whole.sqlite')
    const database = openDatabase(`sqlite:${whole}`)
    await migrate(database)
    await database.close()
    const bytes = readFileSync(whole)
    const letter = Buffer.from('Sehr geehrte Damen und Herren\n'.repeat(99))
    for (const [name, content] of [
      ['half.sqlite', bytes.subarray(0, bytes.length / 2)],
      ['letter.sqlite', letter],
    ] as const) {
      writeFileSync(join(directory, name), content)
      const { code, stderr } = await runCommand(['ledger', 'verify', '--config', configFile], {
        cwd: directory,
        environment: {
          RECALL_DATABASE_URL: `sqlite:${join(directory, name)}`,
          RECALL_MASTER_KEY: randomBytes(32).toString('base64'),
        },
      })
      expect([code, stderr.split(':')[0]], name).to.deep.equal([1, 'DATABASE_FILE_DAMAGED'])
    }
    rmSync(directory, { recursive: true })
  })
})
