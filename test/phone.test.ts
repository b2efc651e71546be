import { expect } from 'chai'
import fc from 'fast-check'
import { phoneOfWaId, readPhone, toE164 } from '../plugin/phone.js'

describe('A telephone number in a record or on a form', () => {
  for (const text of [
    '0171/1234567',
    '0171-123 45 67',
    '(0171) 1234567',
    '+49 (0)171 1234567',
    '+49 171 1234567',
    '+49(171)1234567',
    '(0049) 171 1234567',
    '0049171 1234567',
    '491711234567',
    '1711234567',
    "'01711234567",
    'Handy: 0171 1234567',
    'Tel. mobil: 0171 1234567',
    'privat: 0171 1234567',
    '0171–1234567',
    '0171\u00a01234567',
    '０１７１ １２３４５６７',
  ])
    it(`"${text}" is one German mobile`, () =>
      expect(readPhone(text)).to.deep.equal({ kind: 'mobile', number: '+491711234567' }))

  for (const text of [
    '0171 1234567 (Mutter)',
    'Mutter: 0171 1234567',
    'dienstl. 0171 1234567',
    '0171 1234567 oder 0172 7654321',
    '0171 1234567, 0172 7654321',
    '0171 1234567; 030 1234567',
    '0171 1234567 / 0172 7654321',
    '0171 1234567 0172 7654321',
    '+49 171 1234567 +49 172 7654321',
    '030 12345678 / 0171 1234567',
  ])
    it(`"${text}" is not plainly the patient's own`, () =>
      expect(readPhone(text)).to.deep.equal({ kind: 'ambiguous' }))

  for (const text of ['030 12345678', '0180 5123456', '0900 1234567', '0700 12345678', '3012345678'])
    it(`"${text}" is no mobile`, () => expect(readPhone(text).kind).to.equal('not_mobile'))

  for (const text of [
    '4,91712E+11',
    '4.91712E+11',
    '0171 123',
    '0171 12345678901234',
    '0000000',
    'k.A.',
    '-',
    '+',
    '++491711234567',
    '0171 1234567 #',
    '0171*1234567',
    '017112O4567',
  ])
    it(`"${text}" is no number`, () => expect(readPhone(text).kind).to.be.oneOf(['invalid', 'ambiguous']))

  it('that is not there is empty, not invalid', () => {
    for (const text of ['', '  ', '\u00a0', "'"]) expect(readPhone(text)).to.deep.equal({ kind: 'empty' })
  })

  it('of another country keeps it, and national numbers are those of the practice', () => {
    expect(readPhone('+43 664 1234567')).to.deep.equal({ kind: 'mobile', number: '+436641234567' })
    expect(readPhone('0664 1234567', 'AT')).to.deep.equal({ kind: 'mobile', number: '+436641234567' })
    expect(readPhone('+90 532 123 45 67')).to.deep.equal({ kind: 'mobile', number: '+905321234567' })
  })

  const mobile = fc
    .tuple(
      fc.constantFrom('151', '152', '157', '159', '160', '162', '170', '171', '175', '176', '179'),
      fc.integer({ min: 1_000_000, max: 9_999_999 }),
      fc.integer({ min: 0, max: 9 }),
    )
    // Numbers behind 015x have eight digits, those behind 016x and 017x mostly seven.
    .map(([prefix, rest, last]) => `${prefix}${rest}${prefix.startsWith('15') ? last : ''}`)

  it('is the same number in every way of writing it', () => {
    const writings: ((national: string) => string)[] = [
      (n) => `0${n}`,
      (n) => `0${n.slice(0, 3)}/${n.slice(3)}`,
      (n) => `0${n.slice(0, 3)} ${n.slice(3, 6)} ${n.slice(6)}`,
      (n) => `(0${n.slice(0, 3)}) ${n.slice(3)}`,
      (n) => `+49${n}`,
      (n) => `+49 (0) ${n.slice(0, 3)} ${n.slice(3)}`,
      (n) => `0049 ${n.slice(0, 3)}-${n.slice(3)}`,
      (n) => `49${n}`,
      (n) => n,
      (n) => `Mobil: 0${n}`,
    ]
    fc.assert(
      fc.property(mobile, fc.constantFrom(...writings), (national, write) => {
        expect(readPhone(write(national))).to.deep.equal({ kind: 'mobile', number: `+49${national}` })
      }),
    )
  })

  it('is never made of two numbers', () => {
    const between = fc.constantFrom(' / ', ', ', ' ', '; ', ' oder ', '\n', ' - ', '/')
    fc.assert(
      fc.property(mobile, mobile, between, (one, other, separator) => {
        expect(readPhone(`0${one}${separator}0${other}`).kind).to.be.oneOf(['ambiguous', 'invalid'])
      }),
    )
  })

  it('is read into E.164 or a reason, whatever stands there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const reading = readPhone(text)
        if ('number' in reading) expect(toE164(reading.number)).to.equal(reading.number)
      }),
    )
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789+ ()/-.'.split(/(?:)/u)), maxLength: 25 }),
        (text) => {
          const reading = readPhone(text)
          if ('number' in reading) expect(reading.number).to.match(/^\+[1-9]\d{6,14}$/)
        },
      ),
    )
  })
})

describe('A number that WhatsApp names', () => {
  it('gets its plus, or is none', () => {
    expect(phoneOfWaId('4915112345678')).to.equal('+4915112345678')
    for (const text of ['', '+4915112345678', '0151', '49 151', 'abc', '1234567890123456'])
      expect(phoneOfWaId(text)).to.equal(null)
  })
})
