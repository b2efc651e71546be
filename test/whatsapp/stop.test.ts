import { expect } from 'chai'
import fc from 'fast-check'
import { plainWords, withoutDoubles } from '../../plugin/whatsapp/plain-words.js'
import { classifyStop, type StopClass } from '../../plugin/whatsapp/stop.js'
import { AROUND, COMMANDS, DOUBTFUL_ALONE, NOT_A_SLIP, SLIPS } from '../../plugin/whatsapp/stop-words.js'
import { TEXTS_BY_LANGUAGE } from './stop-texts.js'

/** One per line; a leading `|` keeps spaces. */
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const TEXTS: Record<StopClass, string[]> = {
  stop: [
    ...lines(`
      STOP
      STOPP
      Stop!
      „stop bitte"
      Stop bitte!!!
      Bitte STOPP.
      *STOP*
      stop 🛑
      Stoooopp!!!
      S T O P
      S.T.O.P.
      ＳＴＯＰ
      st0p
      STOP STOP STOP
      STOP WhatsApp
      Guten Tag, bitte stoppen. Danke
      Guten Morgen, bitte Stop
      stop it
      STOP ALL
      Please stop
      ABMELDEN
      Bitte abmelden
      Ich möchte mich abmelden
      abbestellen
      Ich möchte die Erinnerungen abbestellen
      Abbestellung
      Kündigung
      keine Nachrichten mehr
      Bitte keine Nachrichten mehr!
      Keine weiteren Nachrichten bitte
      keine whatsapp mehr bitte
      Bitte keine Terminerinnerungen mehr
      keine Termin-Erinnerungen mehr
      Ich will keine Nachrichten
      Ich möchte keine SMS von Ihnen
      Bitte keine Werbung per WhatsApp
      Keine Nachrichten mehr. Stop
      bitte nicht mehr schreiben
      bitte nciht mehr schreiben
      bitte niht mehr schreiben
      bitte keien Nachrichten mehr
      bitte keine Nachichten mehr
      Bitte nicht mehr schreiben! STOP
      Schreiben Sie mir bitte nicht mehr
      Schreiben Sie mir bitte keine Erinnerungen mehr
      Ich möchte nicht mehr erinnert werden
      Bitte schicken Sie mir nichts mehr
      nichts mehr schicken
      bitte nicht kontaktieren
      hört auf
      hoert auf
      hort auf
      HÖRT AUF!
      Hören Sie bitte auf!
      hört damit auf
      Hör auf mir zu schreiben
      lasst mich in Ruhe
      Lassen Sie mich bitte in Ruhe!
      ich widerrufe
      Ich widerrufe hiermit meine Einwilligung
      Widerruf
      WIDERRUF der Einwilligung
      Ich ziehe meine Zustimmung zurück
      Bitte löschen Sie meine Nummer
      Meine Nummer bitte löschen
      Bitte aus dem Verteiler nehmen
      Streichen Sie mich von der Liste
      Bitte Nachrichten stoppen
      UNSUBSCRIBE
      opt out
      Opt-Out
      OPTOUT
      remove me
      please remove me from the list
      stop sending
      Stop sending me messages
      Please stop messaging me
      don't text me
      Don’t message me anymore
      do not contact me
      No more messages please
      no more appointment reminders
      leave me alone
      I withdraw my consent
      DUR
      dur lütfen
      durdur
      DURDURUN
      mesaj atmayın
      MESAJ ATMAYIN
      Mesaj göndermeyin
      mesaj gondermeyin lutfen
      Bana artık mesaj göndermeyin
      Bana yazmayın lütfen
      mesaj yazmayın
      Mesaj istemiyorum
      SMS istemiyorum
      WhatsApp mesajı almak istemiyorum
      istemiyorum
      İSTEMİYORUM
      ISTEMIYORUM
      abonelikten çık
      Aboneliği iptal et
      listeden çıkarın
      rahatsız etmeyin
      mesajları durdurun
      ret
      СТОП
      توقف
      STPO
      STOOP
      SOTP
      TSOP
      stob
      stip
      sstop
      Wiederruf
      abmeldne
      abbestelln
      unsubcribe
      unsubscibe
    `),
    'Stop\nbitte',
    '  stop\t',
    'St\u200bop',
    'Sto\u00adp',
    'S\u2060T\u200dO\ufeffP',
    '𝐒𝐓𝐎𝐏',
    'sto\u0301p',
  ],
  doubt: lines(`
    stop, ich komme später
    nicht mehr nötig, danke
    Termin stoppen
    hör auf mit dem Termin
    stoppen Sie die Blutung
    stop and go
    Stop-and-go auf der A100, ich bin spät
    iptal
    iptal et
    Randevumu iptal etmek istiyorum
    randevu istemiyorum
    nicht stoppen, gerne weiter schreiben
    Bitte nicht aufhören mir Nachrichten zu schicken
    Don't stop sending reminders
    please do not unsubscribe me
    durdurmayın
    Warum schreibt ihr mir nicht mehr?
    Ich bekomme keine Nachrichten mehr
    Ich habe keine Erinnerung bekommen
    Wann hört es auf zu bluten?
    Ich möchte mein Kind morgen abmelden
    Bitte den Termin abmelden
    Das nervt
    Spam!
    Falsche Nummer
    wrong number
    kein Interesse
    Nein
    Nein danke
    Halt
    Ende
    Genug!
    cancel
    🛑
    🚫 🚫
    🔕
    Wer hat meine Daten? Ich gehe zum Anwalt
  `),
  none: [
    '',
    '   ',
    ...lines(`
      Ich komme
      bis morgen
      Bushaltestelle
      Haltestelle Zoo
      Top!
      Top, danke
      Ja
      OK
      Tamam
      👍
      Danke, bis Montag
      Der Stopfen ist verloren
      Der Zahn wurde gestopft
      Ich bin etwas spät
      Es tut nicht mehr weh
      Mein Zahn blutet
      Kann ich um 10 Uhr kommen?
      Morgen passt mir nicht
      Morgen kann ich nicht, ich möchte verschieben
      Ich muss den Termin leider absagen
      Bitte um Rückruf
      Wo kann ich parken?
      Wir kommen zu zweit
      Bitte schreiben Sie mir eine Rechnung
      Dr. Müller bitte anrufen
      Anmelden
      Ich möchte mich anmelden
      Shop
      Spot on
      first steps
      Das geht durch
      Yes I will come
      See you tomorrow
      Please cancel my appointment
      Geliyorum
      Teşekkürler, görüşürüz
      Randevuya geleceğim
      Subscribe
    `),
  ],
}

const KINDS = ['stop', 'doubt', 'none'] as const
const allOf = (kind: StopClass): string[] => [
  ...TEXTS[kind],
  ...Object.values(TEXTS_BY_LANGUAGE).flatMap((texts) => texts[kind]),
]
const ALL = KINDS.flatMap(allOf)

/** Three single letters in a row would be a word that is spelled out. */
const COURTESIES = [...AROUND].filter((word) => word.length > 1)

describe('A reply that asks to stop', () => {
  for (const kind of KINDS) {
    for (const text of TEXTS[kind]) {
      it(`reads ${JSON.stringify(text)} as ${kind}`, () => {
        expect(classifyStop(text)).to.equal(kind)
      })
    }
  }

  for (const [language, texts] of Object.entries(TEXTS_BY_LANGUAGE)) {
    for (const kind of KINDS) {
      for (const text of texts[kind]) {
        it(`in ${language} reads ${JSON.stringify(text)} as ${kind} (P-18)`, () => {
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

  it('is compared with words in the one form that every text is brought into', () => {
    for (const word of [...COMMANDS, ...AROUND, ...SLIPS, ...NOT_A_SLIP, ...DOUBTFUL_ALONE]) {
      expect(plainWords(word), word).to.deep.equal([word])
    }
  })
})
