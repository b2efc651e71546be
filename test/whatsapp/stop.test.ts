import { expect } from 'chai'
import fc from 'fast-check'
import { plainLetters, plainWords, typedWords, withoutDoubles } from '../../plugin/whatsapp/plain-words.js'
import { classifyStop, type StopClass } from '../../plugin/whatsapp/stop.js'
import { AROUND, COMMANDS, DOUBTFUL_ALONE, EVERYDAY, NOT_A_SLIP } from '../../plugin/whatsapp/stop-words.js'
import { ORDINARY_REPLIES } from './ordinary-replies.js'
import { slipIn, type Slip } from './slip.js'
import { TEXTS_BY_MANNER } from './stop-letters.js'
import { TEXTS, TEXTS_BY_LANGUAGE } from './stop-texts.js'

const KINDS = ['stop', 'doubt', 'none'] as const
const allOf = (kind: StopClass): string[] => [
  ...TEXTS[kind],
  ...Object.values(TEXTS_BY_LANGUAGE).flatMap((texts) => texts[kind]),
  ...Object.values(TEXTS_BY_MANNER).flatMap((texts) => texts[kind]),
]
const ALL = KINDS.flatMap(allOf)

/** Already mistyped, drawn out, spelled out, or of look-alike or invisible letters: a second slip may be one too many. */
const MISTYPED =
  /^(?:stpo|stoop|sotp|tsop|stob|stip|sstop|st0p|stoo{2,}p+|s[ .]t[ .]o[ .]p\.?|с т о п|сто{2,}п|sstt.*|stop{3,})\W*$|nciht|niht|keien|nachichten|abmeldne|abbestelln|unsubc|unsubsci|wiederruf|отписатся|^st op$|^schtop$|відписатисяя/iu
const LOOKS_LIKE = /[a-z][а-я]|[а-я][a-z]|ѕ|\p{Cf}/iu
const WITHOUT_SLIP = allOf('stop').filter(
  (text) =>
    !TEXTS_BY_MANNER['Typing errors and lost gaps']?.stop.includes(text) &&
    !MISTYPED.test(text) &&
    !LOOKS_LIKE.test(text),
)

/** Three single letters in a row would be a word that is spelled out. */
const COURTESIES = [...AROUND].filter((word) => word.length > 1)

/** A typing error that makes another word of the language, or that is taken for one letter drawn out, `ı` and `i` alike. */
const isAnotherWord = ({ text, word }: Slip): boolean =>
  [...plainWords(word), ...typedWords(word)].some(
    (each) => EVERYDAY.has(each) || AROUND.has(each) || NOT_A_SLIP.has(each),
  ) || /(\p{L})\1\1/iu.test(plainLetters(text).replaceAll('ı', 'i'))

describe('A reply that asks to stop', () => {
  for (const kind of KINDS) {
    for (const text of TEXTS[kind]) {
      it(`reads ${JSON.stringify(text)} as ${kind}`, () => {
        expect(classifyStop(text)).to.equal(kind)
      })
    }
  }

  for (const [language, texts] of [
    ...Object.entries(TEXTS_BY_LANGUAGE),
    ...Object.entries(TEXTS_BY_MANNER),
  ]) {
    for (const kind of KINDS) {
      for (const text of texts[kind]) {
        it(`(${language}) reads ${JSON.stringify(text)} as ${kind} (P-18)`, () => {
          expect(classifyStop(text)).to.equal(kind)
        })
      }
    }
  }

  it('is read alike however it is written: case, gaps, punctuation, invisible and full-width letters (P-18)', () => {
    const asFullWidth = (text: string): string =>
      text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
    const asUmlautPair = (text: string): string =>
      text.normalize('NFC').replace(/[äöü]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter] ?? letter)
    const ways: readonly ((text: string) => string)[] = [
      (text) => text.toUpperCase(),
      (text) => text.toLowerCase(),
      (text) => text.toLocaleUpperCase('tr'),
      (text) => text.normalize('NFD'),
      (text) => text.replace(/ +/g, ' \n\t '),
      (text) => `  ${text}\u00a0`,
      (text) => `„${text}“ …!`,
      (text) => text.replace(/ /g, ', '),
      (text) => Array.from(text).join('\u200b'),
      (text) => `\u2066${text}\u2069`,
      (text) => `${text} 🙂`,
      asFullWidth,
      asUmlautPair,
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...ALL),
        fc.array(fc.constantFrom(...ways), { minLength: 1, maxLength: 3 }),
        (text, some) => {
          const written = some.reduce((result, way) => way(result), text)
          expect(classifyStop(written), JSON.stringify(written)).to.equal(classifyStop(text))
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('is never passed over for its case, punctuation, gaps, emoji, or one typing error in a long command (P-18)', () => {
    // A slip stays on the keyboard of its script.
    const KEYS = ['abcdefghijklmnopqrstuvwxyz', 'абвгдежзиклмнопрстуфхцшюя', 'ابتحدرسعفقلمنه']
    const keyOf = (word: string, place: number): string => {
      const keys = Array.from(KEYS.find((row) => row.includes(word.at(-1) ?? '')) ?? 'e')
      return keys[place % keys.length] ?? 'e'
    }
    const mistyped = (word: string, kind: number, place: number, other: string): string => {
      const at = place % word.length
      const [before, after] = [word.slice(0, at), word.slice(at + 1)]
      if (kind === 0) return before + after
      if (kind === 1) return before + other + after
      if (kind === 2) return before + other + word.slice(at)
      return before + after.slice(0, 1) + (word[at] ?? '') + after.slice(1)
    }
    const LONG = [...COMMANDS].filter((word) => withoutDoubles(word).length >= 7)
    expect(LONG).to.include.members(['unsubscribe', 'abbestellen', 'отписаться', 'durdurun'])
    fc.assert(
      fc.property(
        fc.constantFrom(...LONG),
        fc.integer({ min: 0, max: 3 }),
        fc.nat(40),
        fc.nat(40),
        fc.constantFrom('', '!', ' …', ' 🙏', '\n', '?!', ' 🛑'),
        fc.boolean(),
        (word, kind, place, key, end, isUpper) => {
          const written = mistyped(word, kind, place, keyOf(word, key))
          // Three equal letters are one that is drawn out, not a slip.
          fc.pre(!NOT_A_SLIP.has(written) && !/(.)\1\1/u.test(written))
          const text = (isUpper ? written.toUpperCase() : written) + end
          expect(classifyStop(text), text).to.not.equal('none')
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('is never passed over for one typing error or one lost gap in any of its words (P-18)', () => {
    fc.assert(
      fc.property(slipIn(WITHOUT_SLIP), ({ slip }) => {
        fc.pre(!isAnotherWord(slip))
        expect(classifyStop(slip.text), JSON.stringify(slip)).to.not.equal('none')
      }),
      { numRuns: 5000 },
    )
  })

  it('is not found in what patients answer who want to hear more (P-18)', () => {
    const replies = Object.values(ORDINARY_REPLIES).flat()
    expect(replies).to.have.length.of.at.least(300)
    for (const reply of replies) expect(classifyStop(reply), reply).to.equal('none')
  })

  it('is hardly ever obeyed, and seldom doubted, for a typing error in an ordinary reply (P-18)', () => {
    // One letter away from a stop there is no telling which was meant: "Top" and "Stop", "напишіть" and "не пишіть".
    const replies = Object.values(ORDINARY_REPLIES)
      .flat()
      .filter((reply) => !/\btop\b|напиш/iu.test(reply))
    const read = { stop: 0, doubt: 0, none: 0 }
    const runs = 5000
    fc.assert(
      fc.property(slipIn(replies), ({ slip }) => {
        fc.pre(!plainWords(slip.word).some((word) => COMMANDS.has(word)))
        read[classifyStop(slip.text)] += 1
      }),
      { numRuns: runs },
    )
    // Of all 477,000 slips in these replies 13 make a stop, "Bitte keine Nachricht" of "Bitte eine Nachricht" among them.
    expect(read.stop / runs).to.be.below(0.001)
    expect(read.doubt / runs).to.be.below(0.01)
  })

  it('is read through letters that only look like its own (P-18)', () => {
    const WAYS = {
      STOP: ['SЅ', 'TТΤ', 'OОΟ0', 'PРΡ'],
      stop: ['sѕ', 't', 'oоο', 'pр'],
      СТОП: ['СC', 'ТTΤ', 'ОOΟ', 'П'],
      ОТПИСАТЬСЯ: ['ОO', 'ТT', 'П', 'И', 'СC', 'АA', 'ТT', 'Ь', 'СC', 'Я'],
    }
    for (const [word, ways] of Object.entries(WAYS)) {
      const letters = ways.map((way) => fc.constantFrom(...Array.from(way)))
      fc.assert(
        fc.property(fc.tuple(...letters), (written) => {
          expect(classifyStop(written.join('')), `${word} as ${written.join('')}`).to.equal('stop')
        }),
      )
    }
  })

  it('is never passed over when a plain stop word stands anywhere in it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...COMMANDS),
        fc.array(fc.constantFrom('ich', 'komme', 'heute', 'Termin', 'bitte', 'nicht', 'ja', 'um', '10')),
        fc.array(fc.constantFrom('danke', 'morgen', 'später', 'Frau', 'Muster', 'sehr')),
        (word, before, after) => {
          expect(classifyStop([...before, word, ...after].join(' '))).to.not.equal('none')
        },
      ),
    )
  })

  it('is obeyed with any courtesy around it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...COMMANDS),
        fc.array(fc.constantFrom(...COURTESIES), { maxLength: 6 }),
        fc.array(fc.constantFrom(...COURTESIES), { maxLength: 6 }),
        (word, before, after) => {
          const text = [...before, word, ...after].join(' ')
          expect(classifyStop(text), text).to.equal('stop')
        },
      ),
    )
  })

  it('can be any text at all, of any length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
        expect(['stop', 'doubt', 'none']).to.include(classifyStop(text))
      }),
    )
    const started = Date.now()
    for (const word of [
      'keine ',
      'nicht mehr ',
      'mesaj ',
      'stop ',
      'a ',
      'aaaa',
      'bitte bitte ',
      'do not ',
    ]) {
      classifyStop(word.repeat(3000))
    }
    expect(Date.now() - started).to.be.below(2000)
  })

  it('takes milliseconds in the longest text that WhatsApp carries, whatever it says (P-17)', () => {
    const LONGEST = 4096
    const filled = (words: readonly string[]): string =>
      words
        .join(' ')
        .repeat(Math.ceil(LONGEST / words.join(' ').length))
        .slice(0, LONGEST)
    const letters = fc.sample(
      fc.array(fc.constantFrom(...Array.from('abcdefghiklmnoprstuwz   ')), { minLength: LONGEST }),
      3,
    )
    const texts = [
      ...Object.values(ORDINARY_REPLIES).map(filled),
      ...letters.map((each) => each.join('').slice(0, LONGEST)),
      ...[
        'keine ',
        'не ',
        'keine Nachrichten bitte ',
        'nichtmehrschreiben',
        'nichtmehr ',
        'nciht mher ',
        'a ',
        'ne',
      ].map((word) => filled([word])),
    ]
    for (const text of texts) {
      const taken = [1, 2, 3, 4, 5].map(() => {
        const before = process.cpuUsage()
        classifyStop(text)
        const { user, system } = process.cpuUsage(before)
        return (user + system) / 1000
      })
      // Five times what is measured, as other work shares the machine.
      expect(Math.min(...taken), text.slice(0, 30)).to.be.below(100)
    }
  })

  it('is compared with words in the one form that every text is brought into', () => {
    for (const word of [...COMMANDS, ...AROUND, ...NOT_A_SLIP, ...DOUBTFUL_ALONE]) {
      expect(plainWords(word), word).to.deep.equal([word])
    }
  })
})
