import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import fc from 'fast-check'
import '../harness/seed.js'
import { checkpoint } from '../../plugin/consent/checkpoint.js'
import { exportLedger } from '../../plugin/consent/export.js'
import { personBundle } from '../../plugin/consent/person-bundle.js'
import { openDatabase } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { filesOfDirectory, verifyBundle } from '../../plugin/verifier/verify.js'
import { append, inventedEntry, newSubjects, openInvented } from '../consent/invented.js'

const PROGRAM = fileURLToPath(
  new URL(`../../plugin/verifier/verify${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
)

describe('The separate verifier', () => {
  const home = mkdtempSync(join(tmpdir(), 'recall-verifier-'))
  const whole = join(home, 'whole')
  const person = join(home, 'person')
  const program = join(home, `verify${extname(PROGRAM) === '.ts' ? '.mts' : '.mjs'}`)
  let older = ''

  before(async function () {
    this.timeout(240_000)
    const database = openDatabase(`sqlite:${join(home, 'ledger.sqlite')}`)
    await migrate(database)
    const practice = await openInvented(database)
    const subjects = await newSubjects(practice, 4)
    for (const subject of subjects) await append(practice, [inventedEntry(subject)])
    older = await checkpoint(practice)
    for (const subject of subjects)
      await append(practice, [inventedEntry(subject, 'withdrawn'), inventedEntry(subject, 'granted')])
    await exportLedger(practice, whole, { content: true })
    const bundle = await personBundle(practice, subjects[1]!)
    cpSync(whole, person, { recursive: true })
    for (const file of readdirSync(person)) rmSync(join(person, file))
    for (const { name, bytes } of bundle.files) writeFileSync(join(person, name), bytes)
    await database.close()
    writeFileSync(join(home, 'older.txt'), older)
    // Alone: nothing of the plugin stands beside it.
    cpSync(PROGRAM, program)
  })
  after(() => rmSync(home, { recursive: true, force: true }))

  const run = (...args: string[]): { code: number | null; text: string } => {
    const ended = spawnSync(process.execPath, [...process.execArgv, program, ...args], {
      cwd: process.cwd(),
      env: { PATH: process.env['PATH'] ?? '' },
      encoding: 'utf8',
    })
    return { code: ended.status, text: ended.stdout + ended.stderr }
  }

  it('is one file that imports nothing but Node itself', () => {
    const imports = [...readFileSync(PROGRAM, 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from)
    expect(imports).to.have.length.greaterThan(3)
    for (const from of imports) expect(from).to.match(/^node:/)
  })

  it('verifies a whole export, and that it extends an older checkpoint', () => {
    const { code, text } = run(whole, '--vkey', join(whole, 'vkey.txt'), '--older', join(home, 'older.txt'))
    expect(text).to.contain('all 12 entries lead to the signed root')
    expect(text).to.contain('it extends the older checkpoint of 4 entries')
    expect(text).to.match(/VERIFIED\n$/)
    expect(code).to.equal(0)
  })

  it('verifies the bundle of one person without the rest of the ledger', () => {
    const { code, text } = run(person)
    expect(text).to.contain('all 3 entries are in the ledger that was signed, which has 12')
    expect(code).to.equal(0)
  })

  it('names the key by the fingerprint that is printed on a certificate', () => {
    const key = readFileSync(join(person, 'vkey.txt'), 'utf8').trim()
    expect(run(person).text).to.contain(createHash('sha256').update(key).digest('hex'))
  })

  it('says so when the checkpoint is signed with another key', () => {
    const other = 'anamnese-recall/x/muster+00000000+AQ=='
    writeFileSync(join(home, 'other.txt'), other)
    const { code, text } = run(whole, '--vkey', join(home, 'other.txt'))
    expect(text).to.contain('NOT VERIFIED')
    expect(code).to.equal(1)
  })

  it('says what is wrong when it is called without a file, or with one that is not there', () => {
    expect(run().code).to.equal(2)
    expect(run(join(home, 'nothing')).code).to.equal(2)
  })

  it('finds any changed character of any file of a bundle', () => {
    for (const directory of [whole, person]) {
      const files = filesOfDirectory(directory)
      const texts = Object.entries<string | null>({ ...files }).flatMap(([name, text]) =>
        text === null ? [] : [{ name, text }],
      )
      expect(texts).to.have.length.greaterThan(3)
      expect(verifyBundle(files).ok).to.equal(true)
      fc.assert(
        fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(), ({ name, text }, place, letter) => {
          const at = place % text.trimEnd().length
          const others = Array.from('AZaz09+/{"').filter((other) => other !== text[at])
          const changed = text.slice(0, at) + others[letter % others.length]! + text.slice(at + 1)
          return !verifyBundle({ ...files, [name]: changed }).ok
        }),
        { numRuns: 1_000 },
      )
    }
  }).timeout(240_000)
})
