import { execFileSync } from 'node:child_process'
import { copyFile, cp, link, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import { packageFile } from '../../plugin/package-root.js'
import { type Ended, runCommand } from '../harness/command.js'

interface Added {
  file: string
  mapping: { id: string; template: string; match: { controls: string[] } }
}

const isAdded = (value: unknown): value is Added =>
  typeof value === 'object' && value !== null && 'file' in value && 'mapping' in value

describe('forms add-consent', function () {
  this.timeout(480_000)
  let directory = ''
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'forms-command-'))
    await cp(packageFile('examples/practice'), directory, { recursive: true })
    await copyFile(join(directory, 'forms/blank/anamnese-2026.pdf'), join(directory, 'in.pdf'))
  })
  after(() => rm(directory, { recursive: true, force: true }))
  const run = (...args: string[]): Promise<Ended> => runCommand(args, { cwd: directory })

  it('writes a form that reads back through the mapping it prints', async () => {
    const ended = await run('forms', 'add-consent', 'in.pdf', 'forms/neu.pdf', '--language', 'tr', '--json')
    expect([ended.code, ended.stderr]).to.deep.equal([0, ''])
    const added = ended.lines()[0]
    if (!isAdded(added)) throw new Error(ended.stdout)
    expect(added.mapping).to.deep.include({ id: 'neu', template: 'forms/neu.pdf' })

    const file = join(directory, 'recall.config.json')
    const configuration = await readFile(file, 'utf8')
    const pasted = configuration.replace(/"forms": \[\s*\{\s*"id"/, (found) =>
      found.replace('[', `[${JSON.stringify(added.mapping)},`),
    )
    expect(pasted).not.to.equal(configuration)
    await writeFile(file, pasted)
    const document = await PDFDocument.load(await readFile(join(directory, 'forms/neu.pdf')))
    document.getForm().getRadioGroup('WA_Erinnerung').select('Ja')
    document.getForm().getTextField('PatNr').setText('4711')
    await writeFile(join(directory, 'filled.pdf'), await document.save())
    const read = await run('forms', 'read', '--json', 'filled.pdf')
    await writeFile(file, configuration)
    expect(read.code).to.equal(0)
    expect(read.stdout).to.contain('"mapping":"neu"').and.to.contain('"hostPatientId":"4711"')
    expect(read.stdout).to.match(/"purpose":"reminder"[^}]*"result":"granted"/)
    expect(read.stdout).to.match(/"purpose":"recall"[^}]*"result":"not_given"/)
  })

  it('never writes to the form that goes in, nor over another file', async () => {
    await link(join(directory, 'in.pdf'), join(directory, 'same.pdf'))
    await writeFile(join(directory, 'other.pdf'), 'something')
    const before = await readFile(join(directory, 'in.pdf'))
    for (const out of ['./in.pdf', 'same.pdf']) {
      const ended = await run('forms', 'add-consent', 'in.pdf', out, '--force')
      expect([ended.code, ended.stderr.slice(0, 6)], out).to.deep.equal([2, 'USAGE:'])
    }
    const taken = await run('forms', 'add-consent', 'in.pdf', 'other.pdf')
    expect([taken.code, taken.stderr]).to.satisfy(
      ([code, words]: [number, string]) => code === 2 && words.startsWith('FILE_EXISTS: '),
    )
    expect(await readFile(join(directory, 'other.pdf'), 'utf8')).to.equal('something')
    expect((await readFile(join(directory, 'in.pdf'))).equals(before)).to.equal(true)
  })

  it('says what is wrong with its arguments', async () => {
    const attempts: [string[], number, string][] = [
      [['nowhere.pdf', 'out.pdf'], 2, 'FILE_UNREADABLE'],
      [['in.pdf', 'out.pdf', '--wording', 'nothing'], 2, 'WORDING_UNKNOWN'],
      [['in.pdf', 'out.pdf', '--language', 'fr'], 2, 'USAGE'],
      [['in.pdf', 'out.pdf', '--prefix', 'a.b'], 2, 'USAGE'],
      [['in.pdf', 'nowhere/out.pdf'], 2, 'FILE_UNWRITABLE'],
    ]
    for (const [args, code, error] of attempts) {
      const ended = await run('forms', 'add-consent', ...args)
      expect([ended.code, ended.stderr.split(':')[0]], args.join(' ')).to.deep.equal([code, error])
    }
  })
})

describe('forms read', function () {
  this.timeout(360_000)
  it('refuses what is no regular file, instead of waiting for it', async function () {
    if (process.platform === 'win32') this.skip()
    const directory = await mkdtemp(join(tmpdir(), 'forms-pipe-'))
    await cp(packageFile('examples/practice'), directory, { recursive: true })
    execFileSync('mkfifo', [join(directory, 'pipe.pdf')])
    const good = join(directory, 'forms/filled/4711.pdf')
    const ended = await runCommand(['forms', 'read', '--json', 'pipe.pdf', 'forms', good], { cwd: directory })
    expect(ended.code).to.equal(1)
    const lines = ended.stdout.trim().split('\n')
    expect(lines[0]).to.contain('"code":"FILE_UNREADABLE"')
    expect(lines[1]).to.contain('"code":"FILE_UNREADABLE"')
    expect(lines[2]).to.contain('"unreadable":null')
    await rm(directory, { recursive: true, force: true })
  })
})
