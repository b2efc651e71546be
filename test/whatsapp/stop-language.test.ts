import { expect } from 'chai'
import { stopLanguage, type StopLanguage } from '../../plugin/whatsapp/stop-language.js'
import { TEXTS_BY_LANGUAGE } from './stop-texts.js'

const CODES: Readonly<Record<string, StopLanguage>> = {
  German: 'de',
  English: 'en',
  Turkish: 'tr',
  Arabic: 'ar',
  Russian: 'ru',
  Ukrainian: 'uk',
}

describe('The language of a stop', () => {
  it('is told by a word that only one language has', () => {
    const cases: [string, StopLanguage | null][] = [
      ['Bitte keine Nachrichten mehr', 'de'],
      ['Abmelden', 'de'],
      ['Hört auf zu schreiben', 'de'],
      ['Please stop', 'en'],
      ['UNSUBSCRIBE', 'en'],
      ["Don't text me again", 'en'],
      ['Lütfen bana mesaj atmayın', 'tr'],
      ['durdurun', 'tr'],
      ['stop lütfen', 'tr'],
      ['توقفوا من فضلكم', 'ar'],
      ['Пожалуйста, не пишите мне', 'ru'],
      ['Будь ласка, не пишіть мені', 'uk'],
      ['стоп дякую', 'uk'],
    ]
    for (const [text, language] of cases) expect(stopLanguage(text), text).to.equal(language)
  })

  it('stays open where several languages have the word, or none', () => {
    for (const text of ['STOP', 'stop!!', 'стоп', '🛑', '', 'xyz'])
      expect(stopLanguage(text), text).to.equal(null)
  })

  it('is never taken for another one, of all that people write', () => {
    let told = 0
    let all = 0
    const wrong: string[] = []
    for (const [name, { stop }] of Object.entries(TEXTS_BY_LANGUAGE)) {
      const language = Object.entries(CODES).find(([known]) => name.startsWith(known))?.[1]
      // One group is of two languages.
      if (language === undefined || name.includes(' and Turkish')) continue
      for (const text of stop) {
        const found = stopLanguage(text)
        all += 1
        if (found === language) told += 1
        else if (found !== null) wrong.push(`${name} ${found}: ${text}`)
      }
    }
    expect(all).to.be.greaterThan(100)
    expect(wrong).to.deep.equal([])
    expect(told / all).to.be.greaterThan(0.7)
  })
})
