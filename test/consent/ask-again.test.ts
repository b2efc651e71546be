import { expect } from 'chai'
import { mayAskAgain } from '../../plugin/consent/ask-again.js'
import type { EntryType, LedgerEntry } from '../../plugin/consent/entry.js'
import { newSubjectId } from '../../plugin/ids.js'
import { addMillis, toInstant, toLocalDate } from '../../plugin/time.js'
import { inventedContent, NOON } from './invented.js'

const SUBJECT = newSubjectId()
const DAY = 86_400_000

const entry = (
  type: EntryType,
  changes: Partial<LedgerEntry['content']> = {},
  recordedAt = NOON,
): LedgerEntry => ({
  seq: 0,
  type,
  subject: SUBJECT,
  recordedAt,
  content: inventedContent(changes ?? {}),
})

describe('Whoever said no (P-06)', () => {
  it('is not asked again for six months, to the day', () => {
    for (const type of ['refused', 'withdrawn'] as const) {
      expect(mayAskAgain([entry(type)], 'reminder', NOON)).to.equal(false)
      expect(mayAskAgain([entry(type)], 'reminder', toInstant('2027-05-21T11:59:59Z'))).to.equal(false)
      expect(mayAskAgain([entry(type)], 'reminder', toInstant('2027-05-21T12:00:00Z'))).to.equal(true)
    }
  })

  it('to one purpose may be asked about another', () => {
    const entries = [entry('refused', { purposes: ['recall'] })]
    expect(mayAskAgain(entries, 'recall', NOON)).to.equal(false)
    expect(mayAskAgain(entries, 'reminder', NOON)).to.equal(true)
  })

  it('and has agreed since may be asked again; an older form that is imported later changes nothing', () => {
    const later = addMillis(NOON, DAY)
    const agreed = entry('granted', { givenAt: toLocalDate('2026-11-22') }, later)
    const older = entry('granted', { givenAt: toLocalDate('2026-11-20') }, later)
    const sameDay = entry('granted', { givenAt: toLocalDate('2026-11-21') }, later)
    const undated = entry('granted', { givenAt: null }, later)
    expect(mayAskAgain([entry('refused'), agreed], 'reminder', later)).to.equal(true)
    for (const grant of [older, sameDay, undated])
      expect(mayAskAgain([entry('refused'), grant], 'reminder', later)).to.equal(false)
  })

  it('in an entry whose content is gone is believed for every purpose', () => {
    const gone = { ...entry('refused'), content: null }
    expect(mayAskAgain([gone], 'conversation', NOON)).to.equal(false)
  })

  it('differs from whoever was never asked, left it open, or is in doubt', () => {
    for (const type of ['not_given', 'held', 'pending'] as const)
      expect(mayAskAgain([entry(type)], 'reminder', NOON)).to.equal(true)
    expect(mayAskAgain([], 'reminder', NOON)).to.equal(true)
  })
})
