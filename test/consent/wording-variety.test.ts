import { expect } from 'chai'
import type { Purpose } from '../../plugin/consent/purpose.js'
import { missingSlots, namedPurposes } from '../../plugin/consent/wording/check.js'
import { type MarkedWording, wordingsIn } from './wording-corpus.js'

const LANGUAGES = ['de', 'en', 'tr', 'ar', 'ru', 'uk'] as const
const LINE = 72

const missing = ({ language, practiceName, purposes }: MarkedWording, text: string): string[] =>
  missingSlots(text, { language, practiceName, purposes, recipients: [] })

/** As an editor breaks lines that are too long. */
function wrapped(text: string): string {
  const lines = text.split('\n').map((line) => {
    let length = 0
    return line
      .split(' ')
      .map((word) => {
        length += word.length + 1
        if (length <= LINE) return ` ${word}`
        length = word.length
        return `\n${word}`
      })
      .join('')
      .slice(1)
  })
  return lines.join('\n')
}

describe('A wording in the words of practices, lawyers, chambers and vendors', () => {
  for (const language of LANGUAGES) {
    for (const wording of wordingsIn(language)) {
      describe(`${language}/${wording.name}`, () => {
        it('is complete, and about its purposes only (P-01, P-08, P-09)', () => {
          expect(wording.slots).to.have.length(9 + wording.purposes.length)
          expect(missing(wording, wording.whole)).to.deep.equal([])
          expect(namedPurposes(wording.whole, language)).to.have.members(wording.purposes)
        })

        it('is complete however its lines and spaces were typed (P-08)', () => {
          for (const retyped of [
            wrapped(wording.whole),
            wording.whole.replaceAll('\n', '\r\n'),
            wording.whole.replaceAll(' ', '\u00a0'),
            wording.whole.normalize('NFD'),
          ])
            expect(missing(wording, retyped)).to.deep.equal([])
        })

        it('is told which part it lacks, whichever is left out (P-08)', () => {
          for (const slot of wording.slots)
            expect(missing(wording, wording.without(slot)), slot).to.deep.equal([slot])
        })
      })
    }
  }
})

describe('Words that sound like a part of a wording', () => {
  const [short] = wordingsIn('de').filter(({ name }) => name === 'short-box')
  const [english] = wordingsIn('en').filter(({ name }) => name === 'short-box')
  const [arabic] = wordingsIn('ar').filter(({ name }) => name === 'short-box')

  const CASES = [
    [short, 'usa', 'Die Daten können in ein Drittland außerhalb der EU gelangen.'],
    [short, 'metadata', 'Sagen Sie uns, wann wir Sie erreichen.'],
    [short, 'voluntary', 'Gründe müssen Sie dafür nicht angeben.'],
    [short, 'withdrawal', 'Der Empfang von Nachrichten kann jederzeit widerrufen werden.'],
    [
      short,
      'withdrawal',
      'Wer nicht einwilligt, wird telefonisch erinnert. Ein Widerruf ist jederzeit möglich.',
    ],
    [short, 'retention', 'Sie haben das Recht auf Auskunft, Berichtigung und Löschung nach Art. 17 DSGVO.'],
    [short, 'retention', 'Der Speicherung der Nummer können Sie jederzeit widersprechen.'],
    [short, 'retention', 'Meta speichert die Nachrichten bis zu 30 Tage.'],
    [short, 'retention', 'Speicherdauer: siehe Aushang'],
    [short, 'purpose:recall', 'Rechtsgrundlage: Art. 9 Abs. 2 lit. h DSGVO (Gesundheitsvorsorge).'],
    [short, 'purpose:reminder', 'Ich kann mich zur Vereinbarung eines neuen Termins erinnern lassen.'],
    [english, 'usa', 'Write to US if a third country matters to you.'],
    [english, 'withdrawal', 'To stop, see the notice in the waiting room.'],
    [english, 'retention', 'You have the right to erasure.'],
    [english, 'purpose:recall', 'Lawful basis: preventive medicine.'],
    [english, 'voluntary', 'This does not affect the lawfulness of processing before withdrawal.'],
    [arabic, 'withdrawal', 'يمكنني إلغاء استقبال الرسائل في أي وقت.'],
    [arabic, 'retention', 'لي الحق في حذف بياناتي.'],
  ] as const
  for (const [wording, slot, words] of CASES) {
    it(`do not say it: ${slot}, ${JSON.stringify(words)} (P-08)`, () => {
      if (wording === undefined) throw new Error('the wording is gone')
      const said = `${words} ${wording.without(slot)} ${words}`
      expect(missingSlots(said, { ...wording, recipients: [] })).to.deep.equal([slot])
    })
  }

  const CONVERSATIONS: readonly (readonly [string, string])[] = [
    [
      'de',
      'Es fallen Kommunikationsdaten an, auch Metadaten der Kommunikation; antworten Sie im Chat mit STOP.',
    ],
    ['en', 'Reply STOP in the chat. The corresponding communication data are kept.'],
    ['tr', 'İletişimin üst verileri işlenir. Sohbette STOP yazın.'],
    ['ar', 'ترغب العيادة في التواصل معكم عبر واتساب. تُسجل بيانات المراسلات.'],
    ['ru', 'Сохраняются данные о переписке. Ответьте STOP в чате.'],
    ['uk', 'Зберігаються дані про листування. Надішліть STOP у чаті.'],
  ]
  for (const [language, words] of CONVERSATIONS) {
    it(`are no conversation: ${language} (P-01)`, () => {
      expect(namedPurposes(words, language)).to.not.include('conversation' satisfies Purpose)
    })
  }
})
