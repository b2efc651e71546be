import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { subjectsByPhone } from '../../plugin/host/links.js'
import { subjectNamed } from '../../plugin/host/patients.js'
import { DOCS_POLICY, docsPage } from '../../plugin/http/docs.js'
import { toHostPatientId } from '../../plugin/ids.js'
import { packageFile } from '../../plugin/package-root.js'
import { listReminders } from '../../plugin/reminder/journal.js'
import { toLocalDate } from '../../plugin/time.js'
import { append, codeOf, inventedEntry, newSubject, openInvented } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import { rule } from '../reminder/invented.js'
import { Reception } from '../reminder/open-practice.js'
import { addPatient } from '../webhook/practice.js'

/** The source files below a folder of the package. */
function sources(folder: string): { path: string; text: string }[] {
  return readdirSync(packageFile(folder), { withFileTypes: true }).flatMap((item) => {
    const path = join(folder, item.name)
    if (item.isDirectory()) return sources(path)
    return item.name.endsWith('.ts') ? [{ path, text: readFileSync(packageFile(path), 'utf8') }] : []
  })
}

describe('Nothing leaves the house', () => {
  it('but to 360dialog and, where one is configured, to a time-stamping authority (P-41)', () => {
    const talkers = sources('plugin')
      .concat(sources('adapters'))
      .filter(({ path }) => !path.startsWith('plugin/sandbox/'))
      .filter(({ text }) => /from '(undici|node:https?|node:tls|node:dgram|node:http2)'|\bfetch\(/.test(text))
      .map(({ path }) => path)
      .sort()
    expect(talkers).to.eql(TALKERS)
  })

  it('by the page of the API: no storage, nothing of third parties (P-25)', () => {
    const page = docsPage('/recall')
    expect(page).not.to.match(/https?:\/\//)
    expect(page).not.to.match(/cookie|localStorage|sessionStorage/i)
    expect(DOCS_POLICY).to.match(/default-src 'none'.*connect-src 'self'/)
    for (const { path, text } of sources('plugin/http'))
      expect(text, path).not.to.match(/set-?cookie|response\.cookie|res\.cookie/i)
  })
})

/** Every file that opens a connection of its own, and the one that listens. */
const TALKERS = ['plugin/cli/serve.ts', 'plugin/proof/stamp-checkpoint.ts', 'plugin/whatsapp/exchange.ts']

onEachDatabase('Two practices on one database', (fresh) => {
  it('know nothing of each other’s patients (P-41)', async () => {
    const database = await fresh.open()
    const here = await openInvented(database, { id: 'hier' })
    const there = await openInvented(database, { id: 'dort' })
    const { phone } = await addPatient(here, '4711')
    expect(await subjectsByPhone(database.knex, here.keys, phone)).to.have.length(1)
    expect(await subjectsByPhone(database.knex, there.keys, phone)).to.eql([])
    expect(here.keys.index('phone', phone)).not.to.equal(there.keys.index('phone', phone))
    expect(await codeOf(subjectNamed(database.knex, there.keys, toHostPatientId('4711')))).to.equal(
      'PATIENT_UNKNOWN',
    )
    const subject = await newSubject(here)
    await append(here, [inventedEntry(subject)])
    expect(await there.ledger.entriesOf(database.knex, subject)).to.eql([])
  })
})

onEachDatabase('Who does not want WhatsApp', (fresh) => {
  const RULES = [rule('P2D', { at: '10:00' })]

  it('stands in the list all the same, with the reason, so that the practice can call or write (P-43)', async () => {
    const reception = await Reception.open(await fresh.open(), '2026-11-23 12:00', RULES)
    await reception.patients(['1', '2', '3'])
    await reception.declare(['1'], 'refused')
    await reception.declare(['2'], 'granted')
    for (const patient of ['1', '2', '3']) await reception.book(`T${patient}`, patient, '2026-11-27 14:00')
    await reception.plan()
    const { items } = await listReminders(reception.practice, { cursor: null, limit: 50 })
    const told = items.map(({ patient, status, reason }) => `${patient} ${status} ${reason}`).sort()
    expect(told).to.eql([
      '1 skipped consent_refused',
      '2 planned on_schedule',
      '3 skipped consent_never_asked',
    ])
  })

  it('is not judged by who they are: age and name change nothing about when an adult is reminded (P-48)', async () => {
    const reception = await Reception.open(await fresh.open(), '2026-11-23 12:00', RULES)
    const people = [
      { familyName: 'Muster', givenName: 'Erika', birthDate: toLocalDate('1980-01-31') },
      { familyName: 'Yılmaz', givenName: 'Çağla', birthDate: toLocalDate('1931-05-05') },
      { familyName: 'O’Neill', givenName: 'Seán', birthDate: toLocalDate('2004-02-29') },
    ]
    for (const [index, person] of people.entries()) {
      await reception.patients([String(index)], person)
      await reception.declare([String(index)], 'granted')
      await reception.book(`T${index}`, String(index), '2026-11-27 14:00')
    }
    await reception.plan()
    const decisions = (await reception.journal()).map((line) => line.replace(/^T\d /, ''))
    expect(new Set(decisions).size).to.equal(1)
    expect(decisions).to.have.length(3)
  })
})
