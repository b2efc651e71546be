import { expect } from 'chai'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { readDate, readDueDate } from '../../adapters/csv/date.js'
import { momentsIn, readTime } from '../../adapters/csv/time.js'
import { localDateOf, toInstant, toLocalDate, toLocalTime, toTimeZone } from '../../plugin/time.js'

const TODAY = toLocalDate('2026-11-21')
const value = (outcome: { kind: string; value?: unknown; reason?: string }): unknown =>
  outcome.kind === 'read' ? outcome.value : outcome.reason

describe('A date in an export', () => {
  const cases: [string, string][] = [
    ['23.11.2026', '2026-11-23'],
    ['3.1.2026', '2026-01-03'],
    ['3.1.26', '2026-01-03'],
    ['03. 01. 2026', '2026-01-03'],
    ['2026-11-23', '2026-11-23'],
    ['2026-11-23 00:00:00', '2026-11-23'],
    ['Mo, 23.11.2026', '2026-11-23'],
    ['Mo. 23.11.2026', '2026-11-23'],
    ['46349', '2026-11-23'],
    ['29.02.2028', '2028-02-29'],
    ['29.02.2026', 'no_such_day'],
    ['31.04.2026', 'no_such_day'],
    ['00.01.2026', 'no_such_day'],
    ['23.13.2026', 'no_such_day'],
    ['11/23/2026', 'not_a_date'],
    ['23/11/2026', 'not_a_date'],
    ['23.11.', 'not_a_date'],
    ['23.11.2026 14:30', 'not_a_date'],
    ['1980', 'not_a_date'],
    ['20261123', 'not_a_date'],
    ['23.11.202', 'not_a_date'],
    ['morgen', 'not_a_date'],
    ['', 'not_a_date'],
  ]
  for (const [text, expected] of cases)
    it(`"${text}" is ${expected}`, () => expect(value(readDate(text, 'now', TODAY))).to.equal(expected))

  it('with two digits of the year is a birthday that does not lie in the future', () => {
    expect(value(readDate('21.11.26', 'past', TODAY))).to.equal('2026-11-21')
    expect(value(readDate('22.11.26', 'past', TODAY))).to.equal('1926-11-22')
    expect(value(readDate('31.01.80', 'past', TODAY))).to.equal('1980-01-31')
    expect(value(readDate('29.02.28', 'past', TODAY))).to.equal('1928-02-29')
  })

  it('of a recall may be a month or a quarter, and means its first day', () => {
    expect(value(readDueDate('11/2026', TODAY))).to.equal('2026-11-01')
    expect(value(readDueDate('3.2027', TODAY))).to.equal('2027-03-01')
    expect(value(readDueDate('Q1/2026', TODAY))).to.equal('2026-01-01')
    expect(value(readDueDate('Q4 2026', TODAY))).to.equal('2026-10-01')
    expect(value(readDueDate('13/2026', TODAY))).to.equal('no_such_day')
    expect(value(readDueDate('Q5/2026', TODAY))).to.equal('not_a_date')
  })

  it('comes back as it was written, in each way of writing', () => {
    const days = fc.integer({ min: 5_000, max: 80_000 })
    const formats = fc.constantFrom('dd.MM.yyyy', 'd.M.yyyy', 'yyyy-MM-dd', 'serial')
    fc.assert(
      fc.property(days, formats, (serial, format) => {
        const date = DateTime.fromISO('1899-12-30', { zone: 'utc' }).plus({ days: serial })
        const text = format === 'serial' ? String(serial) : date.toFormat(format)
        expect(value(readDate(text, 'now', TODAY))).to.equal(date.toFormat('yyyy-MM-dd'))
      }),
    )
  })
})

describe('A time in an export', () => {
  const cases: [string, string][] = [
    ['14:30', '14:30'],
    ['14.30', '14:30'],
    ['1430', '14:30'],
    ['930', '09:30'],
    ['9:05', '09:05'],
    ['14:30 Uhr', '14:30'],
    ['14 Uhr', '14:00'],
    ['14:30-15:00', '14:30'],
    ['14.30 – 15.00 Uhr', '14:30'],
    ['14:30:00', '14:30'],
    ['00:00', '00:00'],
    ['24:00', 'not_a_time'],
    ['14:60', 'not_a_time'],
    ['14', 'not_a_time'],
    ['14.3', 'not_a_time'],
    ['14:30 pm', 'not_a_time'],
    ['', 'not_a_time'],
  ]
  for (const [text, expected] of cases)
    it(`"${text}" is ${expected}`, () => expect(value(readTime(text))).to.equal(expected))
})

describe('A local time of the practice', () => {
  const berlin = toTimeZone('Europe/Berlin')
  const moment = (date: string, time: string) => momentsIn(berlin)(toLocalDate(date), toLocalTime(time))

  it('is the instant the clock on its wall shows', () => {
    expect(moment('2026-11-23', '14:30')).to.deep.equal({
      kind: 'instant',
      instant: '2026-11-23T13:30:00.000Z',
    })
    expect(moment('2026-07-01', '14:30')).to.deep.equal({
      kind: 'instant',
      instant: '2026-07-01T12:30:00.000Z',
    })
  })

  it('does not exist in the hour that spring leaves out', () => {
    expect(moment('2026-03-29', '02:30')).to.deep.equal({ kind: 'missing' })
    expect(moment('2026-03-29', '01:59')).to.deep.equal({
      kind: 'instant',
      instant: '2026-03-29T00:59:00.000Z',
    })
    expect(moment('2026-03-29', '03:00')).to.deep.equal({
      kind: 'instant',
      instant: '2026-03-29T01:00:00.000Z',
    })
  })

  it('is the first of two in the hour that autumn repeats', () => {
    expect(moment('2026-10-25', '02:30')).to.deep.equal({
      kind: 'doubled',
      instant: '2026-10-25T00:30:00.000Z',
    })
    expect(moment('2026-10-25', '03:00')).to.deep.equal({
      kind: 'instant',
      instant: '2026-10-25T02:00:00.000Z',
    })
  })

  it('is the time from which the instant was made, on every day, in every zone', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'Europe/Lisbon',
      'America/New_York',
      'Asia/Kolkata',
      'Pacific/Apia',
    )
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 365 * 10 })
    fc.assert(
      fc.property(zones, minutes, (name, minute) => {
        const zone = toTimeZone(name)
        const local = DateTime.fromISO('2024-01-01T00:00Z').plus({ minutes: minute }).setZone(zone)
        const read = momentsIn(zone)(
          localDateOf(toInstant(local.toUTC().toISO() ?? ''), zone),
          toLocalTime(local.toFormat('HH:mm')),
        )
        if (read.kind === 'missing') throw new Error('an existing time was called missing')
        const back = DateTime.fromISO(read.instant, { zone })
        expect(back.toFormat('yyyy-MM-dd HH:mm')).to.equal(local.toFormat('yyyy-MM-dd HH:mm'))
        expect(back.toMillis()).to.be.at.most(local.toMillis())
      }),
    )
  })
})
