import { expect } from 'chai'
import fc from 'fast-check'
import type { SendWindow } from '../../plugin/configuration/configuration.js'
import { RecallError } from '../../plugin/errors.js'
import { isAllowed, nextAllowed, previousAllowedDay } from '../../plugin/reminder/send-window.js'
import { instantAt, wallClockOf } from '../../plugin/reminder/wall-clock.js'
import { instantOf, toInstant, toLocalDate, toLocalTime, toTimeZone } from '../../plugin/time.js'

const BERLIN = toTimeZone('Europe/Berlin')
const WINDOW: SendWindow = {
  from: toLocalTime('08:00'),
  to: toLocalTime('20:00'),
  days: [1, 2, 3, 4, 5, 6],
  holidays: 'skip',
}
const local = (day: string, time: string): string => instantAt(toLocalDate(day), toLocalTime(time), BERLIN)
const allowed = (text: string, region = 'DE-BE', window: SendWindow | 'always' = WINDOW): boolean =>
  isAllowed(toInstant(text), window, BERLIN, region)

describe('A wall-clock time in Berlin', () => {
  it('is an hour nearer to UTC in winter than in summer', () => {
    expect(local('2026-03-28', '10:00')).to.equal('2026-03-28T09:00:00.000Z')
    expect(local('2026-03-29', '10:00')).to.equal('2026-03-29T08:00:00.000Z')
    expect(local('2026-10-24', '10:00')).to.equal('2026-10-24T08:00:00.000Z')
    expect(local('2026-10-25', '10:00')).to.equal('2026-10-25T09:00:00.000Z')
  })

  it('moves to the first existing moment when spring leaves it out', () => {
    for (const time of ['02:00', '02:01', '02:30', '02:59', '03:00']) {
      expect(local('2026-03-29', time), time).to.equal('2026-03-29T01:00:00.000Z')
    }
    expect(local('2026-03-29', '01:59')).to.equal('2026-03-29T00:59:00.000Z')
    expect(local('2026-03-29', '03:01')).to.equal('2026-03-29T01:01:00.000Z')
  })

  it('is the first of the two when autumn shows it twice', () => {
    expect(local('2026-10-25', '02:00')).to.equal('2026-10-25T00:00:00.000Z')
    expect(local('2026-10-25', '02:30')).to.equal('2026-10-25T00:30:00.000Z')
    expect(local('2026-10-25', '03:00')).to.equal('2026-10-25T02:00:00.000Z')
  })

  it('is read back as it was written, in any zone and at any time that exists', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'].map(
      toTimeZone,
    )
    const minutes = fc.integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 })
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        const clock = wallClockOf(instantOf(minute * 60_000), zone)
        const instant = instantAt(clock.day, clock.time, zone)
        expect(wallClockOf(instant, zone)).to.deep.equal(clock)
        expect(Date.parse(instant)).to.be.at.most(minute * 60_000)
      }),
    )
  })
})

describe('The send window', () => {
  it('opens with its first minute and is closed at its last', () => {
    expect(allowed('2026-11-20T07:59:59.999+01:00')).to.equal(false)
    expect(allowed('2026-11-20T08:00:00+01:00')).to.equal(true)
    expect(allowed('2026-11-20T19:59:59.999+01:00')).to.equal(true)
    expect(allowed('2026-11-20T20:00:00+01:00')).to.equal(false)
  })

  it('follows the practice clock through both changes of the year (P-60)', () => {
    expect(allowed('2026-03-28T06:30:00Z')).to.equal(false)
    expect(allowed('2026-03-30T06:30:00Z')).to.equal(true)
    expect(allowed('2026-10-24T18:30:00Z')).to.equal(false)
    expect(allowed('2026-10-26T18:30:00Z')).to.equal(true)
  })

  it('is closed on Sundays, open on Saturdays (P-60)', () => {
    expect(allowed('2026-11-21T10:00:00+01:00')).to.equal(true)
    expect(allowed('2026-11-22T10:00:00+01:00')).to.equal(false)
  })

  const holidays: [string, string, string[], string[]][] = [
    [
      'Fronleichnam',
      '2026-06-04',
      ['DE-BY', 'DE-NW', 'DE-HE', 'DE-RP', 'DE-SL', 'DE-BW'],
      ['DE-BE', 'DE-HH'],
    ],
    ['Reformationstag', '2026-10-31', ['DE-BB', 'DE-SN', 'DE-NI', 'DE-HH', 'DE-MV'], ['DE-BE', 'DE-BY']],
    ['Allerheiligen', '2027-11-01', ['DE-BW', 'DE-BY', 'DE-NW', 'DE-RP', 'DE-SL'], ['DE-BE', 'DE-SN']],
    ['Buß- und Bettag', '2026-11-18', ['DE-SN'], ['DE-BY', 'DE-BE', 'DE-TH', 'DE']],
    ['Heilige Drei Könige', '2026-01-06', ['DE-BW', 'DE-BY', 'DE-ST'], ['DE-BE', 'DE-NW']],
    ['Frauentag', '2027-03-08', ['DE-BE', 'DE-MV'], ['DE-BB', 'DE-BY']],
    ['Mariä Himmelfahrt', '2026-08-15', ['DE-SL', 'DE-BY-KATH'], ['DE-BY', 'DE-BE']],
    ['Augsburger Friedensfest', '2026-08-08', ['DE-BY-A'], ['DE-BY']],
    ['Karfreitag', '2026-04-03', ['DE', 'DE-BE', 'DE-BY'], []],
    ['Ostermontag', '2026-04-06', ['DE', 'DE-HH'], []],
  ]
  for (const [name, day, closed, open] of holidays) {
    it(`knows where ${name} is a public holiday (P-60)`, () => {
      for (const region of closed) expect(allowed(local(day, '10:00'), region), region).to.equal(false)
      for (const region of open) expect(allowed(local(day, '10:00'), region), region).to.equal(true)
    })
  }

  it('stays open on days that banks, schools or custom keep, but the law does not', () => {
    expect(allowed(local('2026-12-24', '10:00'))).to.equal(true)
    expect(allowed(local('2026-12-31', '10:00'))).to.equal(true)
    expect(allowed(local('2026-02-16', '10:00'), 'DE-NW')).to.equal(true)
  })

  it('can be told to send on holidays, and "always" lifts hours, days and holidays', () => {
    const sending: SendWindow = { ...WINDOW, holidays: 'send' }
    expect(allowed(local('2026-04-03', '10:00'), 'DE-BE', sending)).to.equal(true)
    expect(allowed(local('2026-04-05', '03:00'), 'DE-BE', 'always')).to.equal(true)
    expect(nextAllowed(toInstant('2026-04-05T01:00:00Z'), 'always', BERLIN, 'DE-BE')).to.equal(
      '2026-04-05T01:00:00.000Z',
    )
  })

  it('finds the next allowed moment over a long weekend', () => {
    const next = (text: string): string | null => nextAllowed(toInstant(text), WINDOW, BERLIN, 'DE-BE')
    expect(next('2026-04-02T20:00:00+02:00')).to.equal(local('2026-04-04', '08:00'))
    expect(next('2026-04-04T20:15:00+02:00')).to.equal(local('2026-04-07', '08:00'))
    expect(next('2026-04-07T05:00:00+02:00')).to.equal(local('2026-04-07', '08:00'))
    expect(next('2026-04-07T12:34:56.789+02:00')).to.equal('2026-04-07T10:34:56.789Z')
  })

  it('finds the allowed day before a long weekend', () => {
    const previous = (day: string): string | null => previousAllowedDay(toLocalDate(day), WINDOW, 'DE-BE')
    expect(previous('2026-04-06')).to.equal('2026-04-04')
    expect(previous('2026-04-03')).to.equal('2026-04-02')
    expect(previous('2026-04-07')).to.equal('2026-04-07')
    expect(previousAllowedDay(toLocalDate('2026-04-05'), 'always', 'DE-BE')).to.equal('2026-04-05')
  })

  it('says so when there is no allowed moment', () => {
    const never: SendWindow = { ...WINDOW, days: [] }
    expect(nextAllowed(toInstant('2026-04-03T10:00:00Z'), never, BERLIN, 'DE-BE')).to.equal(null)
    expect(previousAllowedDay(toLocalDate('2026-04-03'), never, 'DE-BE')).to.equal(null)
  })

  it('refuses a region it knows nothing of, instead of sending on its holidays', () => {
    for (const region of ['DE-XX', 'XX', 'DE-BY-XX', 'de-be', 'DE-BE-A', 'Berlin', '']) {
      const ask = (): unknown => isAllowed(toInstant('2026-11-20T10:00:00Z'), WINDOW, BERLIN, region)
      expect(ask, region).to.throw(RecallError).with.property('code', 'REGION_UNKNOWN')
    }
  })

  it('never names a moment that it would not allow, nor one that has passed', () => {
    const minutes = fc.integer({ min: Date.UTC(2025, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 })
    fc.assert(
      fc.property(minutes, fc.constantFrom('DE-BE', 'DE-BY', 'DE-SN', 'AT-9'), (minute, region) => {
        const at = instantOf(minute * 60_000)
        const next = nextAllowed(at, WINDOW, BERLIN, region)!
        expect(next >= at).to.equal(true)
        expect(isAllowed(next, WINDOW, BERLIN, region)).to.equal(true)
      }),
    )
  })
})
