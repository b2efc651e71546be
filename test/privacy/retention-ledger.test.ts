import { expect } from 'chai'
import fc from 'fast-check'
import { ENTRY_TYPES, type EntryContent, type LedgerEntry } from '../../plugin/consent/entry.js'
import { PURPOSES } from '../../plugin/consent/purpose.js'
import { consentStatus } from '../../plugin/consent/status.js'
import { newSubjectId } from '../../plugin/ids.js'
import { periodsOf } from '../../plugin/privacy/retention/periods.js'
import { ledgerRetention, type LedgerRetention } from '../../plugin/privacy/retention/of-entries.js'
import { addMillis, instantOf, millisOf, toInstant, toTimeZone, type Instant } from '../../plugin/time.js'
import '../harness/seed.js'

const BERLIN = toTimeZone('Europe/Berlin')
const SUBJECT = newSubjectId()
const DAY = 86_400_000

function entry(
  seq: number,
  type: LedgerEntry['type'],
  recordedAt: Instant,
  givenAt = recordedAt,
): LedgerEntry {
  const content: EntryContent = {
    schema: 1,
    purposes: [...PURPOSES],
    method: 'form',
    actor: { role: 'patient', name: null },
    givenAt,
    capturedAt: recordedAt,
    number: null,
    numberHolder: 'unknown',
    bsuid: null,
    wording: null,
    reasons: [],
    supersedes: [],
    evidence: null,
  }
  return { seq, type, subject: SUBJECT, recordedAt, content }
}

const retentionOf = (entries: readonly LedgerEntry[], now: Instant): LedgerRetention =>
  ledgerRetention(
    { entries, uses: new Map(), inactiveSince: null, keptUntil: null },
    periodsOf({}),
    now,
    BERLIN,
  )

describe('What of a patient in the ledger has had its time', () => {
  const IN_2026 = toInstant('2026-05-04T10:00:00Z')
  const IN_2027 = toInstant('2027-05-04T10:00:00Z')
  const IN_2040 = toInstant('2040-01-01T10:00:00Z')

  it('is what came before the present state, never that state itself', () => {
    const entries = [entry(0, 'granted', IN_2026), entry(1, 'withdrawn', IN_2027)]
    expect(retentionOf(entries, IN_2040)).to.deep.equal({
      kind: 'contents',
      data: 'past_consents',
      entries: [0],
    })
    expect(retentionOf(entries.slice(0, 1), IN_2040)).to.deep.equal({ kind: 'keep' })
  })

  it('is not a withdrawal that an old form, imported late, would otherwise outlive', () => {
    const old = toInstant('2025-05-04T10:00:00Z')
    const entries = [entry(0, 'withdrawn', IN_2026), entry(1, 'granted', IN_2027, old)]
    expect(consentStatus(entries, 'reminder', IN_2040, BERLIN).status).to.equal('withdrawn')
    expect(retentionOf(entries, IN_2040)).to.deep.equal({ kind: 'keep' })
  })

  it('is a tick of staff beside the patient’s own yes, which stays what it is (P-04, P-24)', () => {
    const entries = [entry(0, 'granted', IN_2026), entry(1, 'pending', IN_2027)]
    const later = addMillis(IN_2027, 30 * DAY)
    expect(consentStatus(entries, 'reminder', later, BERLIN)).to.include({ status: 'active', entry: 0 })
    expect(retentionOf(entries, later)).to.deep.equal({
      kind: 'contents',
      data: 'unconfirmed_entries',
      entries: [1],
    })
  })

  it('is nothing while processing is restricted (P-46)', () => {
    const entries = [
      entry(0, 'granted', IN_2026),
      entry(1, 'withdrawn', IN_2027),
      entry(2, 'restricted', IN_2027),
    ]
    expect(retentionOf(entries, IN_2040)).to.deep.equal({ kind: 'keep' })
  })

  it('gives nobody the right to send by going, whatever was declared in whatever order', () => {
    const declared = fc.record({
      type: fc.constantFrom(...ENTRY_TYPES.filter((type) => type !== 'erased' && type !== 'restricted')),
      recorded: fc.integer({ min: 0, max: 4 * 365 }),
      lag: fc.integer({ min: 0, max: 700 }),
    })
    let destroyed = 0
    fc.assert(
      fc.property(fc.array(declared, { minLength: 1, maxLength: 7 }), (all) => {
        const start = millisOf(IN_2026)
        const entries = all
          .sort((a, b) => a.recorded - b.recorded)
          .map(({ type, recorded, lag }, seq) =>
            entry(seq, type, instantOf(start + recorded * DAY), instantOf(start + (recorded - lag) * DAY)),
          )
        const retention = retentionOf(entries, IN_2040)
        if (retention.kind !== 'contents') return
        destroyed += 1
        const tombstone = entry(entries.length, 'erased', IN_2040)
        const after = [
          ...entries.map((one) => (retention.entries.includes(one.seq) ? { ...one, content: null } : one)),
          {
            ...tombstone,
            content: tombstone.content && {
              ...tombstone.content,
              purposes: [],
              evidence: { kind: 'erasure' as const, entries: retention.entries, scope: 'contents' as const },
            },
          },
        ]
        for (const purpose of PURPOSES) {
          const was = consentStatus(entries, purpose, IN_2040, BERLIN)
          const is = consentStatus(after, purpose, IN_2040, BERLIN)
          if (is.status === 'active') expect(was).to.deep.equal(is)
          else expect(was.status).not.to.equal('active')
        }
      }),
      { numRuns: 500 },
    )
    expect(destroyed).to.be.greaterThan(20)
  })
})
