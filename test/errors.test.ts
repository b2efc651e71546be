import { expect } from 'chai'
import { ERRORS, type ErrorCode, errorText, RecallError } from '../plugin/errors.js'

const codes = Object.keys(ERRORS) as ErrorCode[]
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort()

describe('Error codes', () => {
  for (const code of codes) {
    it(`${code} says in German and English what was wrong and what to do`, () => {
      const { de, en } = ERRORS[code]
      for (const text of [de.problem, de.remedy, en.problem, en.remedy]) expect(text).to.match(/\S/)
      expect(placeholders(de.problem)).to.deep.equal(placeholders(en.problem))
      expect(de.problem).not.to.equal(code === 'USAGE' ? '' : en.problem)
    })
  }

  it('put their details into the words', () => {
    expect(errorText('PORT_IN_USE', { port: 4360 }, 'de').problem).to.equal('Der Port 4360 ist belegt.')
    expect(new RecallError('PORT_IN_USE', { port: 4360 }).message).to.equal(
      'PORT_IN_USE: The port 4360 is in use.',
    )
  })
})
