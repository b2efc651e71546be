import { createHash } from 'node:crypto'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import iconv from 'iconv-lite'
import type { SubjectId } from '../../plugin/ids.js'
import { subjectKeys } from '../../plugin/keys/subject-keys.js'
import type { Log } from '../../plugin/log.js'
import { onEachDatabase } from '../harness/databases.js'
import { eventually, openSample, type OpenSample, readWitness } from '../harness/sample.js'
import { backUp } from './copy-database.js'
import { allCells, filesOfSqlite, findAny, namedPlaces, spellings } from './scan.js'

/** What patients wrote, unmistakable wherever it turns up. */
const WORDS = ['Kanarienvogel', 'Wurzelbehandlung']

interface Person {
  family: string
  given: string
  birth: string
  mobile: string
}

onEachDatabase('A drawer that was left open: database, backup and logs, without the keys', (fresh) => {
  let sample: OpenSample
  const written: string[] = []
  const places: { name: string; bytes: Buffer }[] = []
  const people: Person[] = []
  let rows = 0
  const note = (event: string, fields: object = {}): void => {
    written.push(JSON.stringify([event, fields]))
  }
  const log: Log = { info: note, warn: note, error: note }

  before(async function () {
    this.timeout(240_000)
    sample = await openSample(await fresh.url(), { log })
    const { practice, plugin, sandbox } = sample
    people.push(...peopleOf(join(sample.directory, 'host/patienten.csv')))
    await plugin.run()
    await eventually('delivered', () => sandbox.messages().length > 2)
    const from = sandbox.messages({ reveal: true })[0]?.to ?? ''
    for (const body of [WORDS.join(' '), 'bitte vielleicht stopp', 'STOP'])
      await sandbox.inbound({ from: { phone: from, name: 'Kanarienvogel' }, content: { type: 'text', body } })
    const received = (): Promise<unknown[]> => practice.database.knex('inbound_messages').select('id')
    await eventually('worked on', async () => (await received()).length >= 3)
    await plugin.run()
    places.push(
      { name: 'log', bytes: Buffer.from(written.join('\n')) },
      { name: 'witness', bytes: readWitness(sample) },
    )
    const cells = await allCells(practice.database)
    rows = cells.length
    if (practice.database.dialect === 'sqlite') {
      const path = plugin.configuration.database.slice('sqlite:'.length)
      copyFileSync(path, `${path}.backup`)
      places.push(...filesOfSqlite(plugin.configuration.database), {
        name: 'backup',
        bytes: readFileSync(`${path}.backup`),
      })
    } else {
      const dump = JSON.stringify([...(await backUp(practice.database))])
      places.push({ name: 'backup', bytes: Buffer.from(dump) }, ...inOne(namedPlaces(cells)))
    }
  })
  after(() => sample.close())

  it('is full: many rows of many people lie in it', () => {
    expect(people.length).to.be.greaterThan(20)
    expect(rows).to.be.greaterThan(2_000)
    expect(places.some(({ bytes }) => bytes.includes('4712'))).to.equal(true)
  })

  it('shows no name and no birthday (P-49, P-50)', () => {
    const needles = new Map(
      people.flatMap(({ family, given, birth }, index) =>
        [family, given, birth]
          // The practice itself is called Muster; what is short turns up by chance.
          .filter((word) => word.length >= 5 && word !== 'Muster')
          .map((word, part): [string, Buffer[]] => [`person ${index}, part ${part}`, spellings(word)]),
      ),
    )
    expect(needles.size).to.be.greaterThan(40)
    expect(findAny(needles, places)).to.deep.equal([])
  })

  it('shows no number, and no plain digest of one either (P-49, P-52)', () => {
    const needles = new Map(
      people
        .filter(({ mobile }) => mobile.length > 6)
        .map(({ mobile }, index): [string, Buffer[]] => {
          const forms = [`+49${mobile}`, `49${mobile}`, `0${mobile}`, `0049${mobile}`]
          const digests = forms.flatMap((form) =>
            ['sha256', 'md5'].flatMap((algorithm) => {
              const digest = createHash(algorithm).update(form).digest()
              return [digest, Buffer.from(digest.toString('hex')), Buffer.from(digest.toString('base64'))]
            }),
          )
          return [`number ${index}`, [...spellings(mobile), ...digests]]
        }),
    )
    expect(needles.size).to.be.greaterThan(20)
    expect(findAny(needles, places)).to.deep.equal([])
  })

  it('shows no word that a patient wrote (P-50)', () => {
    expect(findAny(new Map(WORDS.map((word) => [word, spellings(word)])), places)).to.deep.equal([])
  })

  it('holds no key: neither the master key, nor one that it wraps (P-50)', async () => {
    const { practice } = sample
    const rows = await practice.database
      .knex('subject_keys')
      .select<{ subject_id: SubjectId }[]>('subject_id')
    const opened = await subjectKeys(
      practice.database.knex,
      practice.keys,
      rows.map((row) => row.subject_id),
    )
    const master = Buffer.from(sample.environment['RECALL_MASTER_KEY'] ?? '', 'base64')
    const keys = [master, practice.keys.box, ...opened.values()]
    expect(keys.length).to.be.greaterThan(20)
    const needles = new Map(
      keys.map((key, index): [string, Buffer[]] => [
        `key ${index}`,
        [key, Buffer.from(key.toString('hex')), Buffer.from(key.toString('base64').slice(0, 40))],
      ]),
    )
    expect(findAny(needles, places)).to.deep.equal([])
  })
})

/** One long text is searched faster than many short ones. */
const inOne = (places: readonly { name: string; bytes: Buffer }[]): { name: string; bytes: Buffer }[] => [
  { name: 'tables', bytes: Buffer.concat(places.flatMap(({ bytes }) => [bytes, Buffer.from('\n')])) },
]

function peopleOf(file: string): Person[] {
  return iconv
    .decode(readFileSync(file), 'win1252')
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [, family = '', given = '', birth = '', mobile = ''] = line.split(';')
      return { family, given, birth, mobile: mobile.replace(/\D/g, '').replace(/^(0049|49|0)0?/, '') }
    })
}
