import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Ended, runCommand } from '../harness/command.js'
import { onEachDatabase } from '../harness/databases.js'
import { openSample, type OpenSample } from '../harness/sample.js'

const COMMANDS = [
  ['start'],
  ['run'],
  ['migrate'],
  ['forms', 'inspect'],
  ['forms', 'read'],
  ['doctor'],
  ['halt'],
  ['resume'],
  ['qr'],
  ['forms', 'import'],
  ['forms', 'add-consent'],
  ['consent', 'status'],
  ['consent', 'history'],
  ['consent', 'record'],
  ['consent', 'withdraw'],
  ['consent', 'renewals'],
  ['consent', 'certificate'],
  ['consent', 'receipt'],
  ['ledger', 'verify'],
  ['ledger', 'checkpoint'],
  ['ledger', 'export'],
  ['ledger', 'prove'],
  ['ledger', 'stamp'],
  ['privacy', 'report'],
  ['privacy', 'erase'],
  ['privacy', 'restrict'],
  ['privacy', 'unrestrict'],
  ['privacy', 'rectify'],
  ['privacy', 'retention'],
  ['privacy', 'witness'],
  ['privacy', 'documents'],
  ['keys', 'rotate'],
  ['host', 'check'],
  ['host', 'sync'],
  ['reviews', 'list'],
  ['reviews', 'decide'],
  ['reviews', 'picture'],
  ['reviews', 'file'],
  ['reminders', 'plan'],
  ['reminders', 'list'],
  ['reminders', 'why'],
  ['templates', 'list'],
  ['templates', 'check'],
  ['sandbox'],
]

describe('The command line', function () {
  this.timeout(240_000)
  let directory: string
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'recall-cli-'))
  })
  after(() => {
    rmSync(directory, { recursive: true, force: true })
  })
  const run = (...args: string[]): Promise<Ended> => runCommand(args, { cwd: directory })

  it('explains every command with --help, and each has --json', async () => {
    const helps = await Promise.all(COMMANDS.map((command) => run(...command, '--help')))
    for (const [index, { code, stdout }] of helps.entries()) {
      const command = COMMANDS[index]?.join(' ') ?? ''
      expect(code, command).to.equal(0)
      expect(stdout, command).to.contain(`Usage: anamnese-recall ${command}`).and.to.contain('--json')
    }
  })

  it('ends with 2 for an unknown command, option or configuration, and says what to do', async () => {
    expect((await run('dance')).code).to.equal(2)
    expect((await run('run', '--fast')).code).to.equal(2)
    const missing = await run('run', '--config', 'nowhere.json', '--lang', 'de')
    expect(missing.code).to.equal(2)
    expect(missing.stderr).to.contain('CONFIG_NOT_FOUND: Die Konfigurationsdatei nowhere.json gibt es nicht.')
    writeFileSync(join(directory, 'wrong.json'), '{"practices":[{"id":"x"}]}')
    const wrong = await run('run', '--config', 'wrong.json', '--json')
    expect(wrong.code).to.equal(2)
    expect(wrong.stdout).to.equal('')
    expect(wrong.stderr).to.contain('practices[0] lacks "whatsapp"')
  })
})

onEachDatabase('The commands on the sample practice', (fresh) => {
  let sample: OpenSample
  const run = (...args: string[]): Promise<Ended> =>
    runCommand([...args, '--config', sample.configFile], {
      cwd: sample.directory,
      environment: sample.environment,
    })

  before(async function () {
    this.timeout(240_000)
    sample = await openSample(await fresh.url())
  })
  after(() => sample.close())
  beforeEach(function () {
    this.timeout(240_000)
  })

  it('run: one turn, counts on stdout and nothing else', async () => {
    const { code, stdout, lines } = await run('run', '--json')
    expect(code).to.equal(0)
    expect(stdout.trim().split('\n')).to.have.length(1)
    const [counts] = lines() as Record<string, number>[]
    expect(Object.keys(counts ?? {})).to.deep.equal([
      'forms',
      'patients',
      'appointments',
      'planned',
      'sent',
      'skipped',
      'failed',
      'unknown',
    ])
    expect(counts?.['sent']).to.be.greaterThan(2)
    expect(sample.sandbox.messages()).to.have.length(counts?.['sent'] ?? 0)
  })

  it('forms read: a line per file; an unreadable one is a finding and the others go on', async () => {
    const filled = (name: string): string => join(sample.directory, 'forms/filled', name)
    const { code, lines } = await run(
      'forms',
      'read',
      filled('4711.pdf'),
      filled('4729.pdf'),
      filled('absent.pdf'),
      filled('4712.pdf'),
      '--json',
    )
    expect(code).to.equal(1)
    const read = lines() as {
      file: string
      unreadable: { code: string } | null
      consents: { purpose: string; result: string }[]
    }[]
    expect(read.map(({ unreadable }) => unreadable?.code ?? null)).to.deep.equal([
      null,
      'FORM_BROKEN',
      'FILE_UNREADABLE',
      null,
    ])
    expect(read[0]?.consents[0]).to.include({ purpose: 'reminder', result: 'granted' })
    expect(Object.keys(read[0] ?? {})).to.include.members([
      'file',
      'sha256',
      'format',
      'mapping',
      'patient',
      'givenAt',
      'consents',
      'unreadable',
    ])
  })

  it('forms inspect: every control, and a mapping to start from', async () => {
    const { code, lines } = await run(
      'forms',
      'inspect',
      join(sample.directory, 'forms/blank/anamnese-2026.pdf'),
      '--json',
    )
    expect(code).to.equal(0)
    const [inspection] = lines() as { controls: { name: string }[]; mapping: { consents: unknown[] } }[]
    expect(inspection?.controls.map(({ name }) => name)).to.include('Einwilligung_WhatsApp')
    expect(inspection?.mapping.consents).to.have.length.greaterThan(0)
  })

  it('forms import: a file recorded before is reported, not recorded twice', async () => {
    const file = join(sample.directory, 'forms/filled/4711.pdf')
    const { code, lines } = await run('forms', 'import', file, '--json')
    expect(code).to.equal(0)
    expect(lines()[0]).to.include({ recorded: 'before' })
  })

  it('consent status, history, record, withdraw', async () => {
    const status = await run('consent', 'status', '--patient', '4711', '--json')
    expect(status.code).to.equal(0)
    const [before] = status.lines() as {
      patient: string
      purposes: Record<string, { status: string; entry: number }>
    }[]
    expect(before?.patient).to.equal('4711')
    expect(before?.purposes['reminder']?.status).to.equal('active')
    const withdrawn = await run(
      'consent',
      'withdraw',
      '--patient',
      '4711',
      '--purpose',
      'recall',
      '--by',
      'Empfang',
      '--json',
    )
    expect(withdrawn.code).to.equal(0)
    const [after] = (await run('consent', 'status', '--patient', '4711', '--json')).lines() as NonNullable<
      typeof before
    >[]
    expect(after?.purposes['recall']?.status).to.equal('withdrawn')
    expect(after?.purposes['reminder']?.status).to.equal('active')
    const recorded = await run(
      'consent',
      'record',
      '--patient',
      '4712',
      '--purpose',
      'conversation',
      '--result',
      'granted',
      '--by',
      'Empfang',
      '--json',
    )
    expect(recorded.code).to.equal(0)
    const history = await run('consent', 'history', '--patient', '4712', '--json')
    expect((history.lines() as { type: string }[]).map(({ type }) => type)).to.include('pending')
    expect((await run('consent', 'status', '--patient', 'nobody', '--json')).code).to.equal(2)
  })

  it('ledger verify, checkpoint, export, prove', async () => {
    const note = await run('ledger', 'checkpoint')
    expect(note.stdout).to.match(/^anamnese-recall\/\w+\/muster\n\d+\n\S+\n\n— /)
    const file = join(sample.directory, 'checkpoint.txt')
    writeFileSync(file, note.stdout)
    const verified = await run('ledger', 'verify', '--checkpoint', file, '--json')
    expect(verified.code).to.equal(0)
    const [result] = verified.lines() as Record<string, unknown>[]
    expect(Object.keys(result ?? {})).to.deep.equal(['ok', 'entries', 'root', 'checkpoint', 'firstBroken'])
    expect(result?.['ok']).to.equal(true)
    const out = join(sample.directory, 'bundle')
    expect((await run('ledger', 'export', '--out', out, '--json')).code).to.equal(0)
    expect(readFileSync(join(out, 'leaves.jsonl'), 'utf8').trim().split('\n')).to.have.length(
      Number(result?.['entries']),
    )
    expect((await run('ledger', 'prove', '0', '--json')).lines()[0]).to.have.property('path')
    expect((await run('ledger', 'prove', '999999')).code).to.equal(2)
    const consistency = await run('ledger', 'prove', '--consistency', '1', '--json')
    expect(consistency.lines()[0]).to.deep.include({ from: 1, size: result?.['entries'] })
    for (const wrong of [['prove'], ['prove', '0', '--consistency', '1'], ['prove', '--consistency', 'x']])
      expect((await run('ledger', ...wrong)).code).to.equal(2)
    // An earlier bundle is not overwritten unasked.
    expect((await run('ledger', 'export', '--out', out, '--patient', '4712')).code).to.equal(2)
    const person = await run('ledger', 'export', '--out', out, '--patient', '4712', '--force', '--json')
    expect(person.code).to.equal(0)
    const about = (file: string) => readFileSync(join(out, file), 'utf8').trim().split('\n')
    expect(about('proofs.jsonl')).to.have.length(about('leaves.jsonl').length)
  })

  it('host check and host sync', async () => {
    const check = await run('host', 'check', '--json')
    expect((check.lines() as { ok: boolean }[]).every(({ ok }) => ok)).to.equal(true)
    const sync = await run('host', 'sync', '--json')
    expect(sync.code).to.equal(0)
    expect((sync.lines() as { host: string }[]).map(({ host }) => host)).to.deep.equal(['csv', 'forms'])
  })

  it('reminders plan, list and why', async () => {
    const plan = await run('reminders', 'plan', '--days', '30', '--json')
    expect(plan.code).to.equal(0)
    for (const line of plan.lines() as Record<string, unknown>[]) {
      expect(line).to.include.all.keys(
        'patient',
        'rule',
        'template',
        'dueAt',
        'decision',
        'reason',
        'consent',
      )
      expect(line['decision']).to.be.oneOf(['send', 'skip'])
    }
    const list = await run('reminders', 'list', '--json')
    const items = list.lines() as { appointment?: string; status: string }[]
    expect(items.some(({ status }) => status !== 'planned')).to.equal(true)
    const about = items.find(({ appointment }) => appointment !== undefined)?.appointment ?? ''
    expect((await run('reminders', 'why', '--appointment', about, '--json')).code).to.equal(0)
    expect((await run('reminders', 'why', '--json')).code).to.equal(2)
    expect((await run('reminders', 'plan', '--at', 'yesterday')).code).to.equal(2)
  })

  it('templates list and check', async () => {
    expect((await run('templates', 'list', '--json')).lines()).to.have.length.greaterThan(1)
    const check = await run('templates', 'check', '--json')
    expect(check.code).to.equal(0)
    expect((check.lines() as { ok: boolean }[]).every(({ ok }) => ok)).to.equal(true)
  })

  it('ends with 3 when the database or 360dialog cannot be reached', async () => {
    const without = (environment: Record<string, string>): Promise<Ended> =>
      runCommand(['templates', 'check', '--config', sample.configFile], {
        cwd: sample.directory,
        environment: { ...sample.environment, ...environment },
      })
    const database = await without({ RECALL_DATABASE_URL: 'mysql://nobody:nothing@127.0.0.1:1/none' })
    expect(database.code).to.equal(3)
    expect(database.stderr).to.contain('DATABASE_UNREACHABLE')
    const provider = await without({ D360_BASE_URL: 'http://127.0.0.1:1' })
    expect(provider.code).to.equal(3)
    expect(provider.stderr).to.contain('PROVIDER_UNREACHABLE')
    expect((await without({ D360_BASE_URL: 'http://example.org' })).code).to.equal(2)
    expect((await without({ RECALL_MASTER_KEY: '' })).code).to.equal(2)
  })
})
