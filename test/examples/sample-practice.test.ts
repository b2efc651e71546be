/** The invented practice of `examples/practice`: its configuration, its dates, and what each of its forms says. */
import { readFileSync, readdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { DateTime } from 'luxon'
import { fillDates, layOutSamplePractice } from '../../examples/sample-practice.js'
import type { Configuration, Practice } from '../../plugin/configuration/configuration.js'
import { untrueClaims } from '../../plugin/consent/wording/untrue-claims.js'
import { missingSlots } from '../../plugin/consent/wording/check.js'
import { loadConfiguration } from '../../plugin/configuration/load.js'
import { schemaFindings } from '../../plugin/configuration/schema.js'
import { readForm } from '../../plugin/form/read-form.js'
import type { FormReport } from '../../plugin/form/form-report.js'
import { createReaderPool, type ReaderPool } from '../../plugin/form/reader-pool.js'
import { packageFile } from '../../plugin/package-root.js'
import { readPhone } from '../../plugin/phone.js'
import { appointmentTiming } from '../../plugin/reminder/timing.js'
import { instantAt } from '../../plugin/reminder/wall-clock.js'
import { toInstant, toLocalDate, toLocalTime, toTimeZone } from '../../plugin/time.js'
import { textOfPdf } from './text-of-pdf.js'

interface Expected {
  file: string
  producer: string
  filler: string
  shows: string
  unreadable: string | null
  mapping: string | null
  patient: string | null
  givenAt: string | null
  reminder: string | null
  recall: string | null
  reasons: string[]
}

const sample = (path: string): string => packageFile(join('examples/practice', path))
const expectations = JSON.parse(readFileSync(sample('expected.json'), 'utf8')) as Expected[]

function theOnlyPractice({ practices }: Configuration): Practice {
  const [only] = practices
  if (only === undefined) throw new Error('no practice')
  return only
}

const rowsOf = (csv: string): string[][] => {
  const [, ...lines] = csv.trim().split('\r\n')
  return lines.map((line) => line.split(';'))
}
const patients = rowsOf(iconv.decode(readFileSync(sample('host/patienten.csv')), 'windows-1252'))

describe('the configuration of the sample practice', () => {
  const raw: unknown = JSON.parse(readFileSync(sample('recall.config.json'), 'utf8'))
  const practice = theOnlyPractice(loadConfiguration(sample('recall.config.json')))

  it('keeps to the published schema', () => {
    expect(schemaFindings(raw)).to.have.property('kind', 'valid')
  })

  it('maps six forms, each with a blank, a wording and both purposes', () => {
    expect(practice.forms).to.have.length(6)
    for (const { id, template, consents } of practice.forms) {
      expect(template, id).to.be.a('string')
      expect(
        consents.flatMap(({ purposes }) => purposes),
        id,
      ).to.have.members(['reminder', 'recall'])
      for (const { wording } of consents)
        expect(practice.wordings.map((known) => known.id)).to.include(wording)
    }
  })

  it('sends at any hour, so that there is something to see', () => {
    expect(practice.rules.map(({ window }) => window)).to.deep.equal(['always', 'always', 'always'])
  })

  it('files recalls as marketing, without appointment data, and with a way out (P-35)', () => {
    const recall = practice.templates.find(({ name }) => name === 'recall_einladung')
    expect(recall?.category).to.equal('MARKETING')
    expect(recall?.slots).to.not.include.members(['date']).and.to.not.include.members(['time'])
    expect(recall?.buttons).to.deep.equal([{ text: 'Keine Nachrichten mehr', action: 'stop' }])
  })

  it('files reminders as utility, with both answers', () => {
    const reminder = practice.templates.find(({ name }) => name === 'termin_erinnerung')
    expect(reminder?.category).to.equal('UTILITY')
    expect(reminder?.buttons.map(({ action }) => action)).to.deep.equal(['confirm', 'cancel'])
  })
})

describe('the wordings of the sample practice', () => {
  const { name, wordings, forms } = theOnlyPractice(loadConfiguration(sample('recall.config.json')))

  it('exist in the six languages of the catalogue', () => {
    expect(new Set(wordings.map(({ language }) => language))).to.deep.equal(
      new Set(['de', 'en', 'tr', 'ar', 'ru', 'uk']),
    )
  })

  for (const { id, language, text, refusal } of wordings) {
    it(`${id} leaves nothing out and promises nothing that is untrue (P-08, P-37)`, () => {
      expect(refusal).to.equal(undefined)
      const use = { language, practiceName: name, purposes: ['reminder', 'recall'] as const, recipients: [] }
      expect(missingSlots(text, use)).to.deep.equal([])
      expect(untrueClaims(text)).to.deep.equal([])
    })

    it(`${id} says plainly that Meta reads and keeps, also in the USA, and what WhatsApp learns (P-38)`, () => {
      for (const fact of [/360dialog/, /Meta/, /STOP/, /30/, /90/, /Musterstraße 1/])
        expect(text).to.match(fact)
    })
  }

  for (const { id, template, consents } of forms) {
    it(`stand word for word on the blank form ${id} (P-07)`, async () => {
      const printed = await textOfPdf(readFileSync(template ?? ''))
      for (const { wording: wanted } of consents) {
        const wording = wordings.find((known) => known.id === wanted)
        expect(printed).to.include((wording?.text ?? '').normalize('NFC').replace(/\s+/g, ''))
      }
    })
  }
})

describe('the filled forms of the sample practice', () => {
  const { forms, timeZone } = theOnlyPractice(loadConfiguration(sample('recall.config.json')))
  let pool: ReaderPool
  before(() => {
    pool = createReaderPool({ size: 2 })
  })
  after(() => pool.close())

  const read = (file: string): Promise<FormReport> =>
    readForm(readFileSync(sample(join('forms/filled', file))), {
      pool,
      forms,
      now: toInstant('2026-11-21T12:00:00Z'),
      timeZone,
      country: 'DE',
    })

  it('are those that expected.json describes, small, by several producers and fillers', () => {
    expect(readdirSync(sample('forms/filled')).sort()).to.deep.equal(
      expectations.map(({ file }) => file).sort(),
    )
    for (const { file } of expectations) {
      expect(statSync(sample(join('forms/filled', file))).size, file).to.be.below(60_000)
    }
    expect(new Set(expectations.map(({ producer }) => producer)).size).to.be.at.least(3)
    expect(new Set(expectations.map(({ filler }) => filler.split(' + ')[0])).size).to.be.at.least(6)
  })

  for (const expected of expectations) {
    it(`${expected.file}: ${expected.shows}`, async () => {
      const form = await read(expected.file)
      if (form.kind === 'unreadable') {
        expect(form.code).to.equal(expected.unreadable)
        return
      }
      expect(expected.unreadable).to.equal(null)
      expect(form.mapping).to.equal(expected.mapping)
      expect(form.patient.hostPatientId).to.equal(expected.patient)
      expect(form.givenAt).to.equal(expected.givenAt)
      const results = Object.fromEntries(form.consents.map(({ purpose, result }) => [purpose, result]))
      expect(results).to.deep.equal({ reminder: expected.reminder, recall: expected.recall })
      for (const { reasons } of form.consents) expect(reasons).to.deep.equal(expected.reasons)
    })
  }

  it('agree with the patient list, but for the two that are meant not to', async () => {
    const differing: string[] = []
    for (const { file, mapping } of expectations) {
      if (mapping === null) continue
      const form = await read(file)
      if (form.kind === 'unreadable') throw new Error(file)
      const { hostPatientId, familyName, givenName, birthDate, mobilePhone } = form.patient
      const record = patients.find(([id]) => id === hostPatientId)
      const written = [familyName, givenName, birthDate, mobilePhone]
      const [, family = '', given = '', born = '', mobile = ''] = record ?? []
      const onRecord = [family, given, born.split('.').reverse().join('-'), readPhone(mobile)]
      if (JSON.stringify(written) !== JSON.stringify(onRecord)) differing.push(file)
    }
    expect(differing).to.deep.equal(['4728.pdf', '4799.pdf'])
  })

  it('stand in the README, each in a row of its own', () => {
    const readme = readFileSync(sample('README.md'), 'utf8').split('\n')
    for (const expected of expectations) expect(readme).to.include(readmeRow(expected))
  })
})

function readmeRow(form: Expected): string {
  const cells = [form.file, form.producer, form.filler, form.shows, resultCell(form)]
  return `| ${cells.join(' | ')} |`
}

function resultCell({ unreadable, reminder, recall, reasons }: Expected): string {
  if (unreadable !== null) return `unreadable: \`${unreadable}\``
  const result = reminder === recall ? `${reminder}` : `reminder ${reminder}, recall ${recall}`
  return reasons.length === 0 ? result : `${result} (${reasons.map((reason) => `\`${reason}\``).join(', ')})`
}

describe('laying out the sample practice', () => {
  const BERLIN = 'Europe/Berlin'
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'recall-sample-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const list = (name: string): Buffer => readFileSync(join(folder, 'host', name))
  const appointment = (id: string): { date: string; time: string } => {
    const row = rowsOf(list('termine.csv').toString('utf8')).find(([number]) => number === id)
    return { date: row?.[2] ?? '', time: row?.[3] ?? '' }
  }

  it('gives a configuration that loads, with its forms, wordings and lists', async () => {
    const { configFile } = await layOutSamplePractice(folder, new Date('2026-11-21T18:40:00Z'), BERLIN)
    const configuration = loadConfiguration(configFile)
    expect(configuration.database).to.equal(`sqlite:${join(folder, 'recall.sqlite')}`)
    expect(readdirSync(join(folder, 'forms/filled'))).to.have.length(expectations.length)
    expect(readdirSync(join(folder, 'host')).sort()).to.deep.equal([
      'patienten.csv',
      'recalls.csv',
      'termine.csv',
    ])
  })

  it('dates appointments from today, in the zone of the practice', async () => {
    await layOutSamplePractice(folder, new Date('2026-11-21T23:30:00Z'), BERLIN)
    expect(appointment('1001')).to.deep.equal({ date: '23.11.2026', time: '09:00' })
    expect(rowsOf(list('recalls.csv').toString('utf8'))[0]).to.deep.equal([
      'R501',
      '4735',
      '19.11.2026',
      'Kontrolle',
    ])
  })

  it('dates the appointment in some hours across midnight', async () => {
    await layOutSamplePractice(folder, new Date('2026-11-21T21:10:00Z'), BERLIN)
    expect(appointment('1008')).to.deep.equal({ date: '22.11.2026', time: '03:00' })
    expect(appointment('1009')).to.deep.equal({ date: '22.11.2026', time: '00:00' })
  })

  it('leaves no placeholder behind and keeps the encodings', async () => {
    await layOutSamplePractice(folder, new Date('2026-11-21T18:40:00Z'), BERLIN)
    for (const name of readdirSync(join(folder, 'host')))
      expect(list(name).toString('latin1')).to.not.match(/[{}]/)
    expect(list('patienten.csv').equals(readFileSync(sample('host/patienten.csv')))).to.equal(true)
    expect(iconv.decode(list('patienten.csv'), 'windows-1252')).to.include('Größmann;Jürgen')
    expect([...list('termine.csv').subarray(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf])
    expect(list('termine.csv').toString('utf8')).to.include('bestätigt')
  })

  it('refreshes the dates the next day, and leaves database, settings and added forms alone', async () => {
    const { configFile } = await layOutSamplePractice(folder, new Date('2026-11-21T12:00:00Z'), BERLIN)
    const edited = readFileSync(configFile, 'utf8').replace('"port": 4360', '"port": 4999')
    writeFileSync(configFile, edited)
    writeFileSync(join(folder, 'recall.sqlite'), 'a database')
    writeFileSync(join(folder, 'forms/filled/5000.pdf'), 'a form')
    await layOutSamplePractice(folder, new Date('2026-11-22T12:00:00Z'), BERLIN)
    expect(appointment('1001').date).to.equal('23.11.2026')
    expect(readFileSync(configFile, 'utf8')).to.equal(edited)
    expect(readFileSync(join(folder, 'recall.sqlite'), 'utf8')).to.equal('a database')
    expect(readdirSync(join(folder, 'forms/filled'))).to.include('5000.pdf')
  })

  it('steps over the hour that autumn has twice, because its times name no instant', async () => {
    await layOutSamplePractice(folder, new Date('2026-10-24T23:30:00Z'), BERLIN)
    expect(appointment('1009')).to.deep.equal({ date: '25.10.2026', time: '03:00' })
  })

  it('puts an hour placeholder on a full hour that names one instant, soon after the hours asked for, whenever one starts', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2031-01-01'), noInvalidDate: true }),
        fc.constantFrom(1, 4),
        (now, hours) => {
          const filled = fillDates(`{+${hours}h date} {+${hours}h time}`, now, BERLIN)
          const at = DateTime.fromFormat(filled, 'dd.MM.yyyy HH:mm', { zone: BERLIN })
          expect(at.isValid && at.toFormat('dd.MM.yyyy HH:mm')).to.equal(filled)
          expect(at.getPossibleOffsets()).to.have.length(1)
          const ahead = (at.toMillis() - now.getTime()) / 3_600_000
          // Once a year, in autumn, the doubled hour is stepped over.
          expect(ahead).to.be.within(hours, hours + 3)
          expect(at.minute).to.equal(0)
        },
      ),
    )
  })

  it('has something due, planned, late and too late at any hour of any day', () => {
    const { rules, region } = theOnlyPractice(loadConfiguration(sample('recall.config.json')))
    const zone = toTimeZone(BERLIN)
    const calendar = { zone, region }
    const termine = readFileSync(sample('host/termine.csv'), 'utf8')
    // A Saturday, both clock changes, and the turn of the year.
    for (const day of ['2026-11-21', '2026-10-25', '2027-03-28', '2026-12-31']) {
      for (let hour = 0; hour < 24; hour += 1) {
        const now = toInstant(`${day}T${String(hour).padStart(2, '0')}:37:00Z`)
        const starts = rowsOf(fillDates(termine, new Date(now), BERLIN)).map(([, , date = '', time = '']) =>
          instantAt(toLocalDate(date.split('.').reverse().join('-')), toLocalTime(time), zone),
        )
        const timings = rules.flatMap((rule) =>
          rule.kind === 'before'
            ? starts.map((startsAt) => appointmentTiming(rule, { startsAt, firstSeenAt: now, now, calendar }))
            : [],
        )
        const sends = timings.filter((timing) => timing.kind === 'send')
        expect(sends.filter(({ sendAt }) => sendAt <= now).length, now).to.be.at.least(8)
        expect(sends.filter(({ sendAt }) => sendAt > now).length, now).to.be.at.least(8)
        expect(
          timings.some((timing) => timing.kind === 'skip' && timing.reason === 'too_late'),
          now,
        ).to.be.true
        expect(
          timings.some((timing) => timing.kind === 'skip' && timing.reason === 'begun'),
          now,
        ).to.be.true
      }
    }
  })
})
