import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Practice, Wording } from '../../plugin/configuration/configuration.js'
import { toConfiguration } from '../../plugin/configuration/load.js'
import {
  assertUsable,
  isComplete,
  refusedWordings,
  wordingNamed,
} from '../../plugin/consent/wording/usable.js'
import { registerWordings } from '../../plugin/consent/wording/wording.js'
import type { ErrorDetails } from '../../plugin/errors.js'
import { packageFile } from '../../plugin/package-root.js'
import { onEachDatabase } from '../harness/databases.js'
import { append, codeOf, inventedEntry, newSubject, openInvented } from './invented.js'

const SAMPLE = readFileSync(packageFile('examples/practice/wordings/wa-2026-01.de.txt'), 'utf8')

function wording(id: string, text: string, language = 'de'): Wording {
  return { id, language, text, sha256: createHash('sha256').update(text).digest('hex') }
}

describe('The configured wordings', () => {
  let directory: string
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'recall-wordings-'))
    writeFileSync(join(directory, 'whole.txt'), SAMPLE)
    writeFileSync(join(directory, 'short.txt'), SAMPLE.replace(/USA/g, 'Ausland'))
    writeFileSync(join(directory, 'untrue.txt'), `${SAMPLE} Alles ist 100 % DSGVO-konform.`)
  })
  after(() => {
    rmSync(directory, { recursive: true, force: true })
  })

  const configured = (
    wordings: Record<string, string>[],
    whatsapp: Record<string, unknown> = {},
    purposes = ['reminder'],
  ): Practice =>
    toConfiguration(
      {
        practices: [
          {
            id: 'muster',
            name: 'Zahnarztpraxis Dr. Muster',
            phone: '+493012345678',
            whatsapp: { phone: '+493012345600', phoneNumberId: '1', ...whatsapp },
            wordings,
            forms: [
              {
                id: 'bogen',
                match: { controls: ['x'] },
                consents: [{ purposes, control: 'x', wording: wordings[0]?.['id'] ?? '' }],
              },
            ],
          },
        ],
      },
      directory,
    ).practices[0]!

  it('are refused with what they lack or untruly promise, and the practice starts all the same (P-08, P-37)', () => {
    const practice = configured([
      { id: 'w-1', file: 'whole.txt' },
      { id: 'w-2', file: 'short.txt' },
      { id: 'w-3', file: 'untrue.txt' },
    ])
    expect(practice.wordings.map(isComplete)).to.deep.equal([true, false, false])
    expect(refusedWordings(practice)).to.deep.equal([
      { id: 'w-2', language: 'de', missing: ['usa'], untrue: [] },
      { id: 'w-3', language: 'de', missing: [], untrue: ['full_compliance'] },
    ])
  })

  it('must name each purpose that a form uses them for, and each recipient (P-08, P-09)', () => {
    const forms = configured([{ id: 'w-1', file: 'whole.txt' }], {}, ['reminder', 'conversation'])
    expect(refusedWordings(forms)).to.have.nested.property('[0].missing').that.eqls(['purpose:conversation'])
    const further = configured([{ id: 'w-1', file: 'whole.txt' }], { recipients: ['Terminhelfer'] })
    expect(further.whatsapp.recipients).to.deep.equal(['360dialog', 'Meta', 'Terminhelfer'])
    expect(refusedWordings(further))
      .to.have.nested.property('[0].missing')
      .that.eqls(['recipient:Terminhelfer'])
  })

  it('are not asked under when they lack something, are about something else, or were replaced (P-08, P-09)', () => {
    const practice = configured([
      { id: 'w-1', file: 'whole.txt', replacedBy: 'w-4' },
      { id: 'w-2', file: 'short.txt' },
      { id: 'w-4', file: 'whole.txt' },
    ])
    const refusal = (id: string, purposes: ('reminder' | 'recall' | 'conversation')[]): unknown => {
      try {
        assertUsable(practice, wordingNamed(practice, id), purposes)
        return 'usable'
      } catch (error) {
        return error instanceof Error && 'code' in error && 'details' in error
          ? [error.code, codesIn(error.details as ErrorDetails)]
          : error
      }
    }
    expect(refusal('w-4', ['reminder', 'recall'])).to.equal('usable')
    expect(refusal('w-4', ['conversation'])).to.deep.equal([
      'WORDING_INCOMPLETE',
      { wording: 'w-4.de', missing: 'purpose:conversation', untrue: '-' },
    ])
    expect(refusal('w-2', ['reminder'])).to.deep.equal([
      'WORDING_INCOMPLETE',
      { wording: 'w-2.de', missing: 'usa', untrue: '-' },
    ])
    expect(refusal('w-1', ['reminder'])).to.deep.equal([
      'WORDING_OUTDATED',
      { wording: 'w-1.de', changes: 'wording_replaced' },
    ])
    expect(refusal('w-9', ['reminder'])).to.deep.equal(['WORDING_UNKNOWN', { wording: 'w-9' }])
  })

  it('are replaced by another one that exists', () => {
    for (const replacedBy of ['w-1', 'w-9']) {
      expect(() => configured([{ id: 'w-1', file: 'whole.txt', replacedBy }]))
        .to.throw()
        .with.property('code', 'CONFIG_INVALID')
    }
  })
})

/** Without the words for people. */
const codesIn = (details: ErrorDetails): ErrorDetails =>
  Object.fromEntries(Object.entries(details).filter(([name]) => !name.includes(':')))

onEachDatabase('The wordings', (fresh) => {
  it('are kept once each, by id and language, however often the practice is opened (P-07)', async () => {
    const database = await fresh.open()
    const wordings = [wording('wa-2026-01', 'Ich willige ein. ✓ 🦷'), wording('wa-2026-01', 'I agree.', 'en')]
    const practice = await openInvented(database, { wordings })
    await Promise.all([registerWordings(practice), registerWordings(practice)])
    const rows = await database
      .knex('wordings')
      .orderBy('language')
      .select('wording_id', 'language', 'content')
    expect(rows).to.deep.equal([
      { wording_id: 'wa-2026-01', language: 'de', content: 'Ich willige ein. ✓ 🦷' },
      { wording_id: 'wa-2026-01', language: 'en', content: 'I agree.' },
    ])
  })

  it('never change: another text needs another id (P-07)', async () => {
    const database = await fresh.open()
    await registerWordings(
      await openInvented(database, { wordings: [wording('wa-2026-01', 'Ich willige ein.')] }),
    )
    const changed = await openInvented(database, {
      wordings: [wording('wa-2026-01', 'Ich willige gern ein.')],
    })
    expect(await codeOf(registerWordings(changed))).to.equal('WORDING_CHANGED')
    const renamed = await openInvented(database, {
      wordings: [wording('wa-2026-02', 'Ich willige gern ein.')],
    })
    await registerWordings(renamed)
    expect(await database.knex('wordings').select()).to.have.length(2)
  })

  it('keep what they were registered for, whatever the configuration says later (P-09)', async () => {
    const database = await fresh.open()
    const facts = { recipients: ['360dialog', 'Meta'], storageRegion: 'DE', purposes: ['reminder' as const] }
    const first = { ...wording('wa-2026-01', 'Ich willige ein.'), facts }
    const opened = await openInvented(database, { wordings: [first] })
    expect(await registerWordings(opened)).to.deep.equal([first])
    const later = {
      ...first,
      facts: { ...facts, storageRegion: 'EU', recipients: ['360dialog', 'Meta', 'Dritte'] },
    }
    expect(await registerWordings(await openInvented(database, { wordings: [later] }))).to.deep.equal([first])
    const overwritten = database.knex('wordings').update({ facts: '{}' })
    expect(await codeOf(Promise.resolve(overwritten))).to.not.equal('no error')
  })

  it('keep it and their text also when they lack a recipient who came later (P-07, P-09)', async () => {
    const database = await fresh.open()
    const facts = { recipients: ['360dialog', 'Meta'], storageRegion: null, purposes: ['reminder' as const] }
    const first = { ...wording('wa-2026-01', 'Ich willige ein.'), facts }
    await registerWordings(await openInvented(database, { wordings: [first] }))
    const refusal = { missing: ['recipient:Dritte' as const], untrue: [] }
    const later = { ...first, refusal, facts: { ...facts, recipients: ['360dialog', 'Meta', 'Dritte'] } }
    expect(await registerWordings(await openInvented(database, { wordings: [later] }))).to.deep.equal([
      { ...first, refusal },
    ])
    const changed = { ...later, ...wording('wa-2026-01', 'Ich willige in alles ein.') }
    expect(await codeOf(registerWordings(await openInvented(database, { wordings: [changed] })))).to.equal(
      'WORDING_CHANGED',
    )
  })

  it('are what entries refer to, by hash (P-07)', async () => {
    const known = wording('wa-2026-01', 'Ich willige ein.')
    const practice = await openInvented(await fresh.open(), { wordings: [known] })
    await registerWordings(practice)
    const subject = await newSubject(practice)
    const { id, language, sha256 } = known
    expect(
      await append(practice, [inventedEntry(subject, 'granted', { wording: { id, language, sha256 } })]),
    ).to.eql([0])
    const other = inventedEntry(subject, 'granted', { wording: { id, language, sha256: 'f'.repeat(64) } })
    expect(await codeOf(append(practice, [other]))).to.equal('WORDING_UNKNOWN')
  })

  it('that lack a slot are not registered, so that no entry can name them (P-08)', async () => {
    const refused: Wording = {
      ...wording('wa-2026-01', 'Ich willige ein.'),
      refusal: { missing: ['usa', 'metadata'], untrue: [] },
    }
    const practice = await openInvented(await fresh.open(), { wordings: [refused] })
    expect(await registerWordings(practice)).to.deep.equal([refused])
    expect(await practice.database.knex('wordings').select()).to.deep.equal([])
    const { id, language, sha256 } = refused
    const entry = inventedEntry(await newSubject(practice), 'granted', { wording: { id, language, sha256 } })
    expect(await codeOf(append(practice, [entry]))).to.equal('WORDING_UNKNOWN')
  })
})
