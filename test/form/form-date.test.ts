import { expect } from 'chai'
import { readFormDate } from '../../plugin/form/form-date.js'
import { toLocalDate } from '../../plugin/time.js'

const TODAY = toLocalDate('2026-11-21')
const read = (text: string): string => {
  const reading = readFormDate(text, TODAY)
  return reading.kind === 'date' ? reading.date : reading.kind
}

describe('a date on a form', () => {
  for (const text of [
    '20.11.2026',
    '20.11.26',
    '20 . 11 . 2026',
    '20 11 2026',
    '20112026',
    '20261120',
    '2026-11-20',
    '2026-11-20T09:30:00Z',
    '2026/11/20',
    'D:20261120',
    "D:20261120093000+01'00'",
    '20.11.2026 09:30',
    '20.11.2026, 9:30 Uhr',
    'Berlin, 20.11.2026',
    'St. Georgen, den 20.11.2026',
    'den 20.11.2026',
    'Freitag, 20. November 2026',
    '20. Nov. 2026',
    '20-Nov-2026',
    'Nov 20, 2026',
    'November 20, 2026',
    '20/11/2026',
    '11/20/2026',
  ]) {
    it(`is read as 20 November 2026: ${text}`, () => {
      expect(read(text)).to.equal('2026-11-20')
    })
  }

  for (const text of [
    '05/06/2026',
    '20.11.',
    '2026',
    '2011',
    '201126',
    '31.02.2026',
    '20.11.2026 oder 21.11.2026',
    'widerrufen am 20.11.2026',
    'bis 20.11.2026',
    'gestern',
  ]) {
    it(`needs a person: ${text}`, () => {
      expect(read(text)).to.equal('unreadable')
    })
  }

  it('takes lines and dots of the form for no date', () => {
    for (const text of ['', '  ', '__.__.____', '-']) expect(read(text)).to.equal('empty')
  })

  it('never lets a birth year lie in the future', () => {
    expect(read('31.12.27')).to.equal('1927-12-31')
    expect(read('geb. am 31.01.80')).to.equal('1980-01-31')
    expect(read('*31.01.1980')).to.equal('1980-01-31')
    expect(read('31011980')).to.equal('1980-01-31')
  })
})
