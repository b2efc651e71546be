import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import iconv from 'iconv-lite'
import type { HostEvent } from '../plugin/host/events.js'
import { errorFields, type Log } from '../plugin/log.js'
import { migrations } from '../migrations/index.js'
import { onEachDatabase } from './harness/databases.js'
import { eventually, openSample, type OpenSample } from './harness/sample.js'

/** Words that patients and staff could have written, unmistakable wherever they turn up. */
const CANARIES = [
  'Kanarienvogel',
  'Wurzelbehandlung',
  '015112349999',
  '+4915112349999',
  '4915112349999',
  '12349999',
]

/** Everything that identifies a sample patient: family names, given names and numbers of the host's list. */
function identifying(sample: OpenSample): string[] {
  const list = iconv.decode(readFileSync(join(sample.directory, 'host/patienten.csv')), 'win1252')
  const words = list
    .split(/\r?\n/)
    .slice(1)
    .flatMap((line) => {
      const [, family = '', given = '', birth = '', mobile = ''] = line.split(';')
      return [family, given, birth, mobile.replace(/\D/g, '').replace(/^(0049|49|0)/, '')]
    })
    .map((word) => word.trim())
  // The practice itself is called Muster, and short words turn up by chance.
  return [...new Set(words)].filter((word) => word.length >= 5 && word !== 'Muster')
}

onEachDatabase('Names, numbers and words of patients', (fresh) => {
  let sample: OpenSample
  const written: string[] = []
  const events: HostEvent[] = []
  /** WhatsApp's ids of what the patients wrote. */
  const inbound: string[] = []
  const note = (event: string, fields: object = {}): void => {
    written.push(JSON.stringify([event, fields]))
  }
  const log: Log = { info: note, warn: note, error: note }

  before(async function () {
    this.timeout(240_000)
    const url = await fresh.url()
    sample = await openSample(url, { log })
    sample.plugin.events.on('host', (event) => events.push(event))
    // Whatever can go wrong with a person's data goes wrong here.
    appendFileSync(
      join(sample.directory, 'host/termine.csv'),
      '9001;4711;Kanarienvogel;25:99;30;Wurzelbehandlung;Dr. Kanarienvogel\r\n',
    )
    appendFileSync(
      join(sample.directory, 'host/patienten.csv'),
      'Kanarienvogel-1;Kanarienvogel;Kiki;31.31.1999;015112349999 (Mutter)\r\n',
    )
    writeFileSync(
      join(sample.directory, 'forms/filled/Kanarienvogel-Kiki.pdf'),
      '%PDF-1.7 Kanarienvogel 015112349999',
    )
    await sample.plugin.run()
    await eventually('delivered', () => sample.sandbox.messages().length > 2)
    const from = sample.sandbox.messages({ reveal: true })[0]?.to ?? ''
    for (const body of [
      'Kanarienvogel Wurzelbehandlung 015112349999',
      'bitte, vielleicht, stopp, Kanarienvogel?',
    ]) {
      inbound.push(
        await sample.sandbox.inbound({
          from: { phone: from, name: 'Kanarienvogel' },
          content: { type: 'text', body },
        }),
      )
    }
    inbound.push(
      await sample.sandbox.inbound({
        from: { phone: '+4915112349999', name: 'Kanarienvogel' },
        content: { type: 'text', body: 'STOP' },
      }),
    )
    await fetch(`${sample.url}/webhooks/360dialog/muster`, {
      method: 'POST',
      body: '{"Kanarienvogel": [015112349999',
      headers: { Authorization: 'Bearer the-provider' },
    })
    await eventually('worked on', () => events.length >= 3)
    await sample.plugin.run()
  })
  after(() => sample.close())

  /** WhatsApp's ids carry the number of the person in base64. */
  const wamids = (): string[] => [...inbound, ...sample.sandbox.messages().map(({ wamid }) => wamid)]
  const encodedNumbers = (): string[] =>
    ['4915112349999', ...sample.sandbox.messages({ reveal: true }).flatMap(({ waId }) => waId ?? [])].map(
      // Twelve digits are sixteen letters; the rest depends on what follows.
      (digits) => Buffer.from(digits.slice(0, 12)).toString('base64'),
    )

  it('stand in the ids that WhatsApp gives', () => {
    expect(wamids().length).to.be.greaterThan(5)
    for (const wamid of wamids())
      expect(encodedNumbers().some((number) => wamid.includes(number))).to.equal(true)
  })

  const expectNone = (where: string, text: string): void => {
    for (const word of [...CANARIES, ...identifying(sample), ...wamids(), ...encodedNumbers()]) {
      expect(text.includes(word), `a word of ${word.length} letters stands in ${where}`).to.equal(false)
    }
  }

  it('are in no log (P-57)', () => {
    expect(written).to.have.length.greaterThan(2)
    expectNone('the log', written.join('\n'))
  })

  it('are in no event for the host (P-57)', () => {
    expect(events).to.have.length.greaterThan(2)
    expectNone('the events', JSON.stringify(events))
  })

  it('are in no metric and no error of the API (P-57)', async () => {
    const authorized = { Authorization: 'Bearer the-host' }
    const answers = await Promise.all([
      fetch(`${sample.url}/metrics`, { headers: authorized }),
      fetch(`${sample.url}/api/v1/practices/muster/patients/4711/consents`, {
        method: 'POST',
        body: '{"result":"Kanarienvogel","by":"Kanarienvogel","Wurzelbehandlung":1}',
        headers: authorized,
      }),
      fetch(`${sample.url}/api/v1/practices/muster/forms`, {
        method: 'POST',
        body: '%PDF-1.4 Kanarienvogel',
        headers: { ...authorized, 'content-type': 'application/pdf' },
      }),
    ])
    expectNone('the answers', (await Promise.all(answers.map((answer) => answer.text()))).join('\n'))
  })

  it('are nowhere readable in the database (P-50)', async () => {
    const { database } = sample.practice
    const stored: string[] = []
    if (database.dialect === 'sqlite') {
      const path = sample.plugin.configuration.database.slice('sqlite:'.length)
      const folder = join(path, '..')
      const base = path.slice(folder.length + 1)
      for (const file of readdirSync(folder).filter((name) => name.startsWith(base)))
        stored.push(readFileSync(join(folder, file), 'latin1'))
    } else {
      const [tables] = (await database.knex.raw('SHOW TABLES')) as [Record<string, string>[]]
      expect(tables.length).to.be.greaterThan(migrations.length)
      for (const row of tables) {
        const rows = (await database.knex(Object.values(row)[0] ?? '').select()) as Record<string, unknown>[]
        for (const cells of rows) {
          for (const cell of Object.values(cells))
            stored.push(Buffer.isBuffer(cell) ? cell.toString('latin1') : String(cell))
        }
      }
    }
    const text = stored.join('\n')
    expect(text).to.contain('4712')
    expectNone('the database', text)
    expectNone('the database, as bytes of UTF-8', Buffer.from(text, 'latin1').toString('utf8'))
  })
})

describe('What is written down of a foreign error', () => {
  it('is its kind and place, never its message (P-57)', () => {
    const fields = errorFields(new TypeError('Kanarienvogel\n    at Kanarienvogel (015112349999)'))
    expect(fields).to.include({ code: 'INTERNAL', reason: 'TypeError' })
    expect(fields['at']).to.contain('privacy.test')
    expect(JSON.stringify(fields)).not.to.match(/Kanarienvogel|015112349999/)
  })
})
