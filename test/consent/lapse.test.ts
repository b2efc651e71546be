import '../harness/seed.js'
import { expect } from 'chai'
import fc from 'fast-check'
import type { Actor, EntryContent, EntryType, LedgerEntry } from '../../plugin/consent/entry.js'
import { lapse } from '../../plugin/consent/lapse.js'
import { NOTHING_KNOWN, type PersonFacts } from '../../plugin/consent/person-facts.js'
import type { Purpose } from '../../plugin/consent/purpose.js'
import { consentStatus, type ConsentStatus } from '../../plugin/consent/status.js'
import { toSubjectId } from '../../plugin/ids.js'
import { addMillis, instantOf, millisOf, toInstant, toLocalDate, type Instant } from '../../plugin/time.js'
import { BERLIN, inventedContent, NUMBER } from './invented.js'

const subject = toSubjectId('0123456789abcdefghjkmnpqrs')
const GIVEN = toInstant('2026-03-02T10:00:00Z')

const entry = (
  seq: number,
  type: EntryType,
  changes: Partial<EntryContent> = {},
  at = GIVEN,
): LedgerEntry => ({
  seq,
  type,
  subject,
  recordedAt: at,
  content: inventedContent({ givenAt: at, capturedAt: at, ...changes }),
})

function stateAt(
  now: Instant,
  entries: readonly LedgerEntry[],
  facts: Partial<PersonFacts> = {},
  purpose: Purpose = 'reminder',
): ConsentStatus {
  const declared = consentStatus(entries, purpose, now, BERLIN)
  return lapse(declared, entries, { ...NOTHING_KNOWN, ...facts }, purpose, now, BERLIN)
}

const by = (role: Actor['role']): Partial<EntryContent> => ({ actor: { role, name: null } })
const born = (day: string): Partial<PersonFacts> => ({ birthDate: toLocalDate(day) })

describe('A consent in the course of time', () => {
  it('to recalls waits for its renewal once nobody used it for 17 months, to the day (P-10)', () => {
    const entries = [entry(0, 'granted')]
    expect(stateAt(toInstant('2027-08-02T08:59:59Z'), entries, {}, 'recall').status).to.equal('active')
    expect(stateAt(toInstant('2027-08-02T09:00:00Z'), entries, {}, 'recall')).to.deep.include({
      status: 'expired',
      reasons: ['unused_17_months'],
      entry: 0,
      number: null,
    })
  })

  it('to recalls counts from the day on the form, however late that was recorded (P-10)', () => {
    const dated = { givenAt: toLocalDate('2024-09-01') }
    expect(stateAt(GIVEN, [entry(0, 'granted', dated)], {}, 'recall').status).to.equal('expired')
    const used = { lastRecallAt: toInstant('2025-03-01T00:00:00Z') }
    expect(stateAt(GIVEN, [entry(0, 'granted', dated)], used, 'recall').status).to.equal('active')
    // Where nobody can tell when it was declared, the day of its recording is all there is.
    expect(stateAt(GIVEN, [entry(0, 'granted', { givenAt: null })], {}, 'recall').status).to.equal('active')
  })

  it('to recalls counts its last use, and a reminder has no such term (P-10)', () => {
    const entries = [entry(0, 'granted')]
    const late = toInstant('2028-06-01T00:00:00Z')
    const used = { lastRecallAt: toInstant('2027-06-01T00:00:00Z') }
    expect(stateAt(late, entries, used, 'recall').status).to.equal('active')
    expect(stateAt(late, entries, {}, 'reminder').status).to.equal('active')
    // A use before the consent was given says nothing about it.
    const earlier = { lastRecallAt: toInstant('2025-06-01T00:00:00Z') }
    expect(stateAt(toInstant('2027-07-01T00:00:00Z'), entries, earlier, 'recall').status).to.equal('active')
  })

  it('of a child under 16 is held until a guardian acts (P-28)', () => {
    const now = toInstant('2026-04-01T00:00:00Z')
    const sixteenTomorrow = born('2010-03-03')
    const sixteenToday = born('2010-03-02')
    expect(stateAt(now, [entry(0, 'granted')], sixteenTomorrow)).to.deep.include({
      status: 'on_hold',
      reasons: ['minor_needs_guardian'],
      number: null,
    })
    expect(stateAt(now, [entry(0, 'granted')], sixteenToday).status).to.equal('active')
    expect(stateAt(now, [entry(0, 'granted', by('parent'))], sixteenTomorrow).status).to.equal('active')
  })

  it('that a child gave alone does not become good by growing older (P-28)', () => {
    expect(
      stateAt(toInstant('2040-01-01T00:00:00Z'), [entry(0, 'granted')], born('2010-03-03')).status,
    ).to.equal('on_hold')
  })

  it('given by a parent or guardian ends on the eighteenth birthday, in the practice’s zone (P-28)', () => {
    for (const role of ['parent', 'guardian'] as const) {
      const entries = [entry(0, 'granted', by(role))]
      const facts = born('2010-07-15')
      expect(stateAt(toInstant('2028-07-14T21:59:59Z'), entries, facts).status).to.equal('active')
      expect(stateAt(toInstant('2028-07-14T22:00:00Z'), entries, facts)).to.deep.include({
        status: 'expired',
        reasons: ['guardian_consent_ended'],
      })
    }
  })

  it('given by a parent or guardian is on hold while the birthday is not known: nobody can tell when it ends (P-28)', () => {
    for (const role of ['parent', 'guardian'] as const)
      expect(stateAt(toInstant('2026-04-01T00:00:00Z'), [entry(0, 'granted', by(role))])).to.deep.include({
        status: 'on_hold',
        reasons: ['birthday_unknown'],
        entry: 0,
        number: null,
      })
    for (const role of ['patient', 'betreuer'] as const)
      expect(stateAt(toInstant('2026-04-01T00:00:00Z'), [entry(0, 'granted', by(role))]).status).to.equal(
        'active',
      )
  })

  it('given by the Betreuer of an adult ends with no birthday (P-28)', () => {
    const entries = [entry(0, 'granted', by('betreuer'))]
    expect(stateAt(toInstant('2040-01-01T00:00:00Z'), entries, born('1940-01-01')).status).to.equal('active')
  })

  it('that staff ticked lapses when nobody confirmed it for 14 days (P-24)', () => {
    const entries = [entry(0, 'pending', by('staff'))]
    expect(stateAt(addMillis(GIVEN, 14 * 86_400_000 - 1), entries).status).to.equal('pending')
    expect(stateAt(addMillis(GIVEN, 14 * 86_400_000), entries)).to.deep.include({
      status: 'expired',
      reasons: ['not_confirmed'],
    })
  })

  it('is never made good by time: what does not hold as declared does not hold later', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<EntryType>('granted', 'refused', 'not_given', 'pending', 'held', 'withdrawn'),
        fc.constantFrom<Actor['role']>('patient', 'parent', 'betreuer', 'staff'),
        fc.constantFrom<Purpose>('reminder', 'recall'),
        fc.option(fc.integer({ min: 1930, max: 2026 }), { nil: null }),
        fc.integer({ min: 0, max: 30 * 365 }),
        (type, role, purpose, year, days) => {
          const entries = [entry(0, type, by(role))]
          const now = instantOf(millisOf(GIVEN) + days * 86_400_000)
          const declared = consentStatus(entries, purpose, now, BERLIN)
          const facts = year === null ? {} : born(`${year}-05-05`)
          const state = stateAt(now, entries, facts, purpose)
          return state.status !== 'active' || (declared.status === 'active' && state.number === NUMBER)
        },
      ),
    )
  })
})

describe('What puts an earlier entry right', () => {
  const NOW = addMillis(GIVEN, 3_600_000)
  const later = (seq: number, type: EntryType, changes: Partial<EntryContent> = {}): LedgerEntry =>
    entry(seq, type, { evidence: null, ...changes }, addMillis(GIVEN, seq * 60_000))
  const system = { method: 'system', actor: { role: 'system', name: null } } as const

  it('ends a doubt that a named person has settled, and no other', () => {
    const held = [entry(0, 'granted'), later(1, 'held', system), later(2, 'held', system)]
    const settled = (...supersedes: number[]): ConsentStatus['status'] =>
      stateAt(NOW, [...held, later(3, 'released', { method: 'review', supersedes })]).status
    expect(settled(1)).to.equal('on_hold')
    expect(settled(1, 2)).to.equal('active')
  })

  it('never undoes a withdrawal or a refusal', () => {
    for (const type of ['withdrawn', 'refused'] as const) {
      const entries = [entry(0, 'granted'), later(1, type), later(2, 'released', { supersedes: [1] })]
      expect(stateAt(NOW, entries).status).to.equal(type)
    }
  })

  it('gives nothing by itself (P-45)', () => {
    expect(stateAt(NOW, [later(0, 'released', { supersedes: [] })]).status).to.equal('never_asked')
    expect(stateAt(NOW, [entry(0, 'granted'), later(1, 'not_given', { supersedes: [0] })]).status).to.equal(
      'never_asked',
    )
  })

  it('counts for what came before it only', () => {
    const entries = [later(0, 'released', { supersedes: [1] }), later(1, 'held', system)]
    expect(stateAt(NOW, entries).status).to.equal('on_hold')
  })

  it('holds everything back while processing is restricted, and lets it go on afterwards (P-46)', () => {
    const restricted = [entry(0, 'granted'), later(1, 'restricted', { purposes: [] })]
    expect(stateAt(NOW, restricted)).to.deep.include({
      status: 'on_hold',
      reasons: ['restricted'],
      number: null,
    })
    expect(stateAt(NOW, [...restricted, later(2, 'unrestricted', { purposes: [] })]).status).to.equal(
      'active',
    )
    expect(stateAt(NOW, [...restricted, later(2, 'withdrawn')]).status).to.equal('withdrawn')
  })
})
