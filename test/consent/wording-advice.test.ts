import { expect } from 'chai'
import { modelSentence } from '../../plugin/consent/wording/model-sentences.js'
import { PURPOSES } from '../../plugin/consent/purpose.js'
import type { Slot } from '../../plugin/consent/slot.js'
import { lackText, partName } from '../../plugin/consent/wording/advice.js'
import { missingSlots } from '../../plugin/consent/wording/check.js'

const RECIPIENT = 'Terminhelfer GmbH'
const SLOTS: readonly Slot[] = [
  'practice',
  'purpose:reminder',
  'purpose:recall',
  'purpose:conversation',
  'whatsapp',
  'recipient:360dialog',
  'recipient:Meta',
  `recipient:${RECIPIENT}`,
  'usa',
  'metadata',
  'voluntary',
  'withdrawal',
  'retention',
]

describe('What a refused wording should say', () => {
  for (const language of ['de', 'en', 'tr', 'ar', 'ru', 'uk']) {
    it(`is proposed in sentences that each supply the part they are for, and no other: ${language} (P-08)`, () => {
      const missing = (slots: readonly Slot[]): Slot[] =>
        missingSlots(slots.map((slot) => modelSentence(slot, language)).join('\n'), {
          language,
          practiceName: 'Zahnarztpraxis Dr. Muster',
          purposes: PURPOSES,
          recipients: [RECIPIENT],
        })
      expect(missing(SLOTS)).to.deep.equal([])
      for (const slot of SLOTS) expect(missing(SLOTS.filter((other) => other !== slot))).to.deep.equal([slot])
    })
  }

  it('has a name in German and English for every part (P-08)', () => {
    for (const language of ['de', 'en'] as const)
      expect(new Set(SLOTS.map((slot) => partName(slot, language)))).to.have.length(SLOTS.length)
    expect(
      lackText({ language: 'de', missing: ['usa', 'recipient:Meta'], untrue: ['end_to_end'] }, 'en'),
    ).to.equal(
      'it lacks: that data go to the USA; Meta as a recipient of the data; untrue is: the promise that nobody in between can read',
    )
  })

  it('is not proposed in a language that nobody can check (P-08)', () => {
    expect(modelSentence('usa', 'vi')).to.equal(null)
    expect(modelSentence('usa', 'de_AT')).to.contain('USA')
  })
})
