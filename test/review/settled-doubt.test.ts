import { expect } from 'chai'
import fc from 'fast-check'
import type { EntryContent, LedgerEntry, Method } from '../../plugin/consent/entry.js'
import { consentStatus } from '../../plugin/consent/status.js'
import { newReviewId, toSubjectId } from '../../plugin/ids.js'
import { decisionEntries, type EntryDecision } from '../../plugin/review/decision-entries.js'
import { addMillis, type Instant } from '../../plugin/time.js'
import { BERLIN, inventedContent, NOON } from '../consent/invented.js'

const subject = toSubjectId('0123456789abcdefghjkmnpqrs')
const HOUR = 3_600_000
const ago = fc.integer({ min: 1, max: 100 }).map((hours) => addMillis(NOON, -hours * HOUR))

type Declared = LedgerEntry & { content: EntryContent }
const entry = (
  seq: number,
  type: LedgerEntry['type'],
  recordedAt: Instant,
  changes: Partial<EntryContent>,
): Declared => ({
  seq,
  type,
  subject,
  recordedAt,
  content: inventedContent({ purposes: ['reminder'], capturedAt: recordedAt, ...changes }),
})

describe('A doubt that a person settles', () => {
  it('never leaves the yes that it stood against, unless the decision says so (P-05, P-18)', () => {
    fc.assert(
      fc.property(
        fc.tuple(ago, ago, ago),
        fc.constantFrom<Method>('reply', 'button', 'system', 'qr', 'reception'),
        fc.constantFrom<EntryDecision>('ask_patient', 'refused', 'not_given', 'withdrawn'),
        (times, method, decision) => {
          const [said, agreed, heard] = times.toSorted()
          fc.pre(said !== undefined && agreed !== undefined && heard !== undefined && agreed < heard)
          const yes = entry(0, 'granted', agreed, { givenAt: agreed, method: 'qr' })
          // Said before the yes, heard of after it: a report of a changed number may come days late.
          const doubt = entry(1, 'held', heard, { givenAt: said, method, reasons: ['number_changed'] })
          const before = consentStatus([yes, doubt], 'reminder', NOON, BERLIN)
          expect(before.status).to.equal('on_hold')
          const [made] = decisionEntries([doubt], {
            decision,
            evidence: { kind: 'review', review: newReviewId(), decision, by: 'Frau Winter', note: null },
            now: NOON,
          })
          const settled = { ...made, seq: 2, recordedAt: NOON } as LedgerEntry
          expect(consentStatus([yes, doubt, settled], 'reminder', NOON, BERLIN).status).not.to.equal('active')
        },
      ),
    )
  })
})
