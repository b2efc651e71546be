import { expect } from 'chai'
import fc from 'fast-check'
import { codeDigest, derivedCode, newCode, readCode, withoutCode } from '../../plugin/chat/code.js'
import { choicePayload, readChoice } from '../../plugin/chat/choice.js'
import { splitText } from '../../plugin/chat/split-text.js'
import { isSameAccount } from '../../plugin/chat/account.js'
import { posterLanguage } from '../../plugin/chat/poster.js'
import { CHAT_LANGUAGES, chatLanguage, wordsIn } from '../../plugin/chat/words.js'
import { PURPOSES } from '../../plugin/consent/purpose.js'
import { newRequestId } from '../../plugin/ids.js'
import { readIntent } from '../../plugin/whatsapp/intent.js'

describe('The code of the reception', () => {
  it('carries 150 random bits in an alphabet without look-alikes (P-22)', () => {
    const codes = Array.from({ length: 500 }, newCode)
    expect(new Set(codes)).to.have.length(500)
    for (const code of codes) expect(code).to.match(/^[0-9A-HJKMNP-TV-Z]{6}(-[0-9A-HJKMNP-TV-Z]{6}){4}$/)
    const seen = new Set(codes.join('').replaceAll('-', ''))
    expect(seen).to.have.length(32)
  })

  it('is read back from any message that carries it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CHAT_LANGUAGES),
        fc.constantFrom('-', ' - ', '–', '\u2011', '\u200e-\u200f'),
        fc.boolean(),
        fc.constantFrom('', ' Danke!', '\n\nVG E. M.', ' .'),
        (language, dash, lower, after) => {
          const code = newCode()
          const written = lower ? code.toLowerCase() : code
          const text = `${wordsIn(language).codeText} ${written.replaceAll('-', dash)}${after}`
          expect(readCode(text)).to.equal(code)
          expect(readIntent(null, text).intent).to.equal('code')
        },
      ),
    )
  })

  it('is seen with an O for a zero and an I for a one', () => {
    expect(readCode('O0O0O0-IIIIII-LLLLLL-123456-abcdef')).to.equal('000000-111111-111111-123456-ABCDEF')
  })

  it('is not seen in ordinary words', () => {
    for (const text of ['Guten Tag', 'Terminverschiebung-bitte', '030-123456-123456', 'x'.repeat(40), ''])
      expect(readCode(text), text).to.equal(null)
  })

  it('computed for a request is the same for the same request and practice only', () => {
    const keys = (secret: string) => ({
      index: (kind: string, value: string) => codeDigest(`${secret} ${kind} ${value}`),
    })
    expect(derivedCode(keys('x'), 'a')).to.equal(derivedCode(keys('x'), 'a'))
    expect(derivedCode(keys('x'), 'a')).not.to.equal(derivedCode(keys('x'), 'b'))
    expect(derivedCode(keys('x'), 'a')).not.to.equal(derivedCode(keys('y'), 'a'))
    expect(readCode(derivedCode(keys('x'), 'a'))).to.equal(derivedCode(keys('x'), 'a'))
    expect(codeDigest('a')).to.match(/^[0-9a-f]{64}$/)
  })

  it('gives way to a stop around it, and hides none', () => {
    const code = newCode()
    expect(readIntent(null, `STOP ${code}`).intent).to.equal('stop')
    expect(readIntent(null, `${code} bitte keine Nachrichten mehr`).intent).to.equal('stop')
    expect(withoutCode(`a ${code} b`).trim()).to.match(/^a\s+b$/)
  })
})

describe('What stands behind a button', () => {
  it('is read back, and nothing else is', () => {
    const request = newRequestId()
    for (const purpose of PURPOSES)
      expect(readChoice(choicePayload({ request, answer: 'yes', purposes: [purpose] }))).to.deep.equal({
        request,
        answer: 'yes',
        purposes: [purpose],
      })
    const no = choicePayload({ request, answer: 'no', purposes: [...PURPOSES] })
    expect(no.length).to.be.lessThan(200)
    expect(readChoice(no)?.purposes).to.deep.equal([...PURPOSES])
    for (const made of [
      `consent:${request}:yes:reminder+recall`,
      `consent:${request}:maybe:reminder`,
      `consent:${request}:yes:marketing`,
      `consent:${request}:no:reminder+reminder`,
      `consent:q_x:yes:reminder`,
      'consent:',
      null,
    ])
      expect(readChoice(made), String(made)).to.equal(null)
    expect(readIntent('consent:nonsense', 'Ja').intent).to.equal('doubt')
    expect(readIntent(no, 'Nein').intent).to.equal('consent')
  })
})

describe('A text cut into messages', () => {
  it('is the text again, in pieces that fit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n\n', '. ', ' ', '🦷')), {
          maxLength: 60,
        }),
        fc.integer({ min: 4, max: 40 }),
        (parts, longest) => {
          const text = parts.join('')
          const pieces = splitText(text, longest)
          expect(pieces.join('')).to.equal(text)
          for (const piece of pieces) {
            expect(piece.length).to.be.at.most(longest)
            expect(Buffer.from(piece).toString()).to.equal(piece)
          }
        },
      ),
    )
  })

  it('is cut between paragraphs where it can', () => {
    expect(splitText('Erster Absatz.\n\nZweiter Absatz.', 20)).to.deep.equal([
      'Erster Absatz.\n\n',
      'Zweiter Absatz.',
    ])
  })
})

describe('Two messages come from the same account', () => {
  const account = (phoneIndex: string | null, bsuidIndex: string | null) => ({ phoneIndex, bsuidIndex })
  it('if what both show agrees, and both show something', () => {
    expect(isSameAccount(account('p', 'b'), account('p', 'b'))).to.equal(true)
    expect(isSameAccount(account('p', 'b'), account(null, 'b'))).to.equal(true)
    expect(isSameAccount(account('p', null), account('p', 'b'))).to.equal(true)
    expect(isSameAccount(account('p', 'b'), account('q', 'b'))).to.equal(false)
    expect(isSameAccount(account('p', 'b'), account('p', 'c'))).to.equal(false)
    expect(isSameAccount(account('p', null), account(null, 'b'))).to.equal(false)
    expect(isSameAccount(account(null, null), account(null, null))).to.equal(false)
  })
})

describe('The words of the chat', () => {
  const practice = { name: 'Zahnarztpraxis Dr. Muster', phone: '+49 30 12345678' }
  for (const language of CHAT_LANGUAGES) {
    const words = wordsIn(language)
    it(`fit WhatsApp's limits (${language})`, () => {
      const titles = Object.values(words.buttons)
      for (const title of titles) expect(Array.from(title).length, title).to.be.within(1, 20)
      expect(new Set(titles)).to.have.length(titles.length)
      const longest = Object.values(words.purposes).join(', ')
      for (const text of [
        words.question(practice),
        words.confirmation(practice),
        `${words.granted(longest)}\n\n${words.further}`,
        `${words.grantedElsewhere(longest)}\n\n${words.further}`,
      ])
        expect(text.length).to.be.at.most(1024)
    })

    it(`name how to stop after a yes, and advertise nothing after a stop (P-16, P-21) (${language})`, () => {
      expect(words.granted('x')).to.include('STOP')
      expect(words.grantedElsewhere('x')).to.include('STOP')
      expect(words.stopped(practice)).to.include(practice.name)
      expect(words.stopped(practice)).not.to.match(/http|www|%|€|\?/)
    })

    it(`point to the telephone (P-36) (${language})`, () => {
      expect(words.notice(practice)).to.include(practice.phone)
      expect(words.poster(practice)).to.include(practice.phone)
    })

    it(`are no stop when a patient sends them (${language})`, () => {
      expect(readIntent(null, words.codeText).intent).to.equal('other')
      expect(readIntent(null, words.posterText).intent).to.equal('other')
      expect(posterLanguage(words.posterText)).to.equal(language)
      expect(posterLanguage(`${words.posterText} 😀`)).to.equal(language)
      expect(posterLanguage(words.codeText)).to.equal(null)
    })
  }

  it('are English for a language we do not speak', () => {
    expect(chatLanguage('de-AT')).to.equal('de')
    expect(chatLanguage('pl')).to.equal('en')
  })
})
