import '../harness/seed.js'
import { expect } from 'chai'
import fc from 'fast-check'
import type { EntryContent, EntryType, LedgerEntry } from '../../plugin/consent/entry.js'
import { PURPOSES } from '../../plugin/consent/purpose.js'
import { consentStatus, type ConsentStatus } from '../../plugin/consent/status.js'
import { toSubjectId } from '../../plugin/ids.js'
import { addMillis, instantOf, toInstant, toLocalDate, toTimeZone, type Instant } from '../../plugin/time.js'
import { BERLIN, inventedContent, NUMBER } from './invented.js'

const subject = toSubjectId('0123456789abcdefghjkmnpqrs')
const END = toInstant('2030-01-01T00:00:00Z')

/** `11-21 12:00` (UTC, of 2026) as an instant. */
const at = (text: string): Instant => toInstant(`2026-${text.replace(' ', 'T')}:00Z`)
const day = (text: string) => toLocalDate(`2026-${text}`)

interface Told {
  type: EntryType
  recorded: string
  given?: EntryContent['givenAt']
  content?: Partial<EntryContent> | null
}

function history(...told: Told[]): LedgerEntry[] {
  return told.map(({ type, recorded, given, content }, seq) => ({
    seq,
    type,
    subject,
    recordedAt: at(recorded),
    content:
      content === null
        ? null
        : inventedContent({ givenAt: given === undefined ? at(recorded) : given, ...content }),
  }))
}

const statusOf = (entries: LedgerEntry[], now: Instant = END): ConsentStatus =>
  consentStatus(entries, 'reminder', now, BERLIN)

const shortly = ({ status, entry, reasons }: ConsentStatus): [string, number | null, ...string[]] => [
  status,
  entry,
  ...reasons,
]

const grant: Told = { type: 'granted', recorded: '11-10 09:00', given: day('11-10') }
const withdrawal: Told = { type: 'withdrawn', recorded: '11-20 12:00', content: { method: 'reply' } }
const refusal: Told = { type: 'refused', recorded: '11-20 12:00', given: day('11-20') }

describe('The state of a consent', () => {
  const cases: [string, Told[], [string, number | null, ...string[]]][] = [
    ['is never asked without entries', [], ['never_asked', null]],
    [
      'is never asked after an open answer, which is noted',
      [{ type: 'not_given', recorded: '11-10 09:00' }],
      ['never_asked', 0],
    ],
    ['is active after a grant', [grant], ['active', 0]],
    ['is refused after a refusal', [refusal], ['refused', 0]],
    ['is refused by a newer refusal', [grant, refusal], ['refused', 1]],
    [
      'is active again by a newer grant',
      [refusal, { type: 'granted', recorded: '11-22 09:00', given: day('11-21') }],
      ['active', 1],
    ],
    ['is withdrawn after a withdrawal', [grant, withdrawal], ['withdrawn', 1]],
    [
      'stays withdrawn by the first of several withdrawals',
      [grant, withdrawal, { ...withdrawal, recorded: '11-21 12:00' }],
      ['withdrawn', 1],
    ],
    ['is withdrawn even where nothing was granted', [withdrawal], ['withdrawn', 0]],
    [
      'stays withdrawn when an older form is imported late',
      [withdrawal, { ...grant, recorded: '11-21 09:00' }],
      ['withdrawn', 0],
    ],
    [
      'stays refused when an older form is imported late',
      [refusal, { ...grant, recorded: '11-21 09:00' }],
      ['refused', 0],
    ],
    [
      'is active again by a form of a later day',
      [grant, withdrawal, { type: 'granted', recorded: '11-21 09:00', given: day('11-21') }],
      ['active', 2],
    ],
    [
      'is on hold by a form of the very day of the withdrawal',
      [grant, withdrawal, { type: 'granted', recorded: '11-20 18:00', given: day('11-20') }],
      ['on_hold', 1, 'order_unclear'],
    ],
    [
      'is on hold by a form without date after a withdrawal',
      [withdrawal, { type: 'granted', recorded: '11-25 09:00', given: null }],
      ['on_hold', 0, 'order_unclear'],
    ],
    [
      'is on hold by a form without date after a refusal',
      [refusal, { type: 'granted', recorded: '11-25 09:00', given: null }],
      ['on_hold', 0, 'order_unclear'],
    ],
    [
      'is on hold by a refusal without date after a grant',
      [grant, { type: 'refused', recorded: '11-25 09:00', given: null }],
      ['on_hold', 1, 'order_unclear'],
    ],
    [
      'is active by a form without date where nothing speaks against it',
      [{ type: 'granted', recorded: '11-25 09:00', given: null }],
      ['active', 0],
    ],
    [
      'is withdrawn when the form of the same day was recorded before',
      [{ type: 'granted', recorded: '11-20 10:00', given: day('11-20') }, withdrawal],
      ['withdrawn', 1],
    ],
    [
      'is withdrawn when a form without date was recorded before',
      [{ type: 'granted', recorded: '11-20 10:00', given: null }, withdrawal],
      ['withdrawn', 1],
    ],
    [
      'is withdrawn by a withdrawal recorded after a grant of the same instant',
      [{ type: 'granted', recorded: '11-20 12:00' }, withdrawal],
      ['withdrawn', 1],
    ],
    [
      'is on hold when grant and withdrawal are of the same instant',
      [withdrawal, { type: 'granted', recorded: '11-20 12:00' }],
      ['on_hold', 0, 'order_unclear'],
    ],
    [
      'counts a withdrawal from its recording on, however early it is dated',
      [
        { ...grant, recorded: '11-15 09:00', given: day('11-15') },
        { ...withdrawal, given: day('11-12') },
      ],
      ['withdrawn', 1],
    ],
    [
      'is pending after a tick by staff',
      [{ type: 'pending', recorded: '11-10 09:00', content: { reasons: ['entered_by_staff'] } }],
      ['pending', 0, 'entered_by_staff'],
    ],
    [
      'is pending after a form that staff marked, whatever its entry says (P-04)',
      [{ ...grant, content: { evidence: { ...formEvidence(), markedBy: 'staff' } } }],
      ['pending', 0],
    ],
    [
      'is active once the patient confirms',
      [
        { type: 'pending', recorded: '11-10 09:00' },
        { type: 'granted', recorded: '11-10 09:05', content: { method: 'button' } },
      ],
      ['active', 1],
    ],
    [
      'stays active through a later tick by staff: the patient’s own yes is no worse for it (P-04)',
      [grant, { type: 'pending', recorded: '11-22 09:00', content: { reasons: ['entered_by_staff'] } }],
      ['active', 0],
    ],
    [
      'stays active through a later form that staff marked (P-04)',
      [
        grant,
        {
          type: 'granted',
          recorded: '11-22 09:00',
          content: { evidence: { ...formEvidence(), markedBy: 'staff' } },
        },
      ],
      ['active', 0],
    ],
    [
      'stays active through a decision to have such a tick confirmed (P-04)',
      [
        grant,
        { type: 'pending', recorded: '11-22 09:00', content: { reasons: ['marked_by_staff'] } },
        {
          type: 'pending',
          recorded: '11-23 09:00',
          content: { reasons: ['to_be_confirmed'], supersedes: [1] },
        },
      ],
      ['active', 0],
    ],
    [
      'is pending after a doubt that staff put right by a tick: that gives nothing back by itself (P-04)',
      [
        grant,
        { type: 'held', recorded: '11-21 09:00', content: { method: 'reply', reasons: ['reply_in_doubt'] } },
        { type: 'pending', recorded: '11-22 09:00', content: { reasons: ['rectified'], supersedes: [1] } },
      ],
      ['pending', 2, 'rectified'],
    ],
    [
      'is on hold through a tick by staff beside a doubt (P-04)',
      [
        grant,
        { type: 'held', recorded: '11-21 09:00', content: { method: 'reply', reasons: ['reply_in_doubt'] } },
        { type: 'pending', recorded: '11-22 09:00', content: { reasons: ['entered_by_staff'] } },
      ],
      ['on_hold', 1, 'reply_in_doubt'],
    ],
    [
      'is pending after a refusal and a later tick by staff',
      [refusal, { type: 'pending', recorded: '11-22 09:00' }],
      ['pending', 1],
    ],
    [
      'stays withdrawn through a later tick by staff',
      [grant, withdrawal, { type: 'pending', recorded: '11-22 09:00' }],
      ['withdrawn', 1],
    ],
    [
      'is on hold with the reasons of the doubt',
      [{ type: 'held', recorded: '11-10 09:00', given: day('11-10'), content: { reasons: ['both_ticked'] } }],
      ['on_hold', 0, 'both_ticked'],
    ],
    [
      'is on hold by a newer doubtful form',
      [
        grant,
        {
          type: 'held',
          recorded: '11-21 09:00',
          given: day('11-21'),
          content: { reasons: ['number_differs'] },
        },
      ],
      ['on_hold', 1, 'number_differs'],
    ],
    [
      'is not disturbed by an older doubtful form',
      [
        grant,
        { type: 'held', recorded: '11-21 09:00', given: day('11-09'), content: { reasons: ['both_ticked'] } },
      ],
      ['active', 0],
    ],
    [
      'is on hold by a doubtful form without date',
      [grant, { type: 'held', recorded: '11-21 09:00', given: null, content: { reasons: ['both_ticked'] } }],
      ['on_hold', 1, 'both_ticked'],
    ],
    [
      'is on hold by a doubtful reply, from its recording on',
      [
        grant,
        {
          type: 'held',
          recorded: '11-21 09:00',
          given: day('11-01'),
          content: { method: 'reply', reasons: ['stop_unclear'] },
        },
      ],
      ['on_hold', 1, 'stop_unclear'],
    ],
    [
      'is released by a later clear grant',
      [
        { type: 'held', recorded: '11-10 09:00', given: day('11-10'), content: { reasons: ['both_ticked'] } },
        { type: 'granted', recorded: '11-10 10:00' },
      ],
      ['active', 1],
    ],
    [
      'is released by a later clear refusal',
      [
        { type: 'held', recorded: '11-10 09:00', given: day('11-10') },
        { type: 'refused', recorded: '11-10 10:00' },
      ],
      ['refused', 1],
    ],
    [
      'is on hold when a newer form leaves the answer open',
      [grant, { type: 'not_given', recorded: '11-21 09:00', given: day('11-21') }],
      ['on_hold', 1, 'newer_form_not_given'],
    ],
    [
      'is on hold when nobody knows which of two forms is the newer',
      [grant, { type: 'not_given', recorded: '11-21 09:00', given: day('11-10') }],
      ['on_hold', 1, 'order_unclear'],
    ],
    [
      'is not disturbed by an open answer on an older form',
      [grant, { type: 'not_given', recorded: '11-21 09:00', given: day('11-09') }],
      ['active', 0],
    ],
    [
      'stays refused when a newer form leaves the answer open',
      [refusal, { type: 'not_given', recorded: '11-22 09:00', given: day('11-22') }],
      ['refused', 0],
    ],
    [
      'is on hold by a grant dated after its recording (P-13)',
      [{ ...grant, given: day('11-12') }],
      ['on_hold', 0, 'given_in_future'],
    ],
    [
      'is withdrawn when an erased entry was a withdrawal',
      [
        { ...grant, content: null },
        { ...withdrawal, content: null },
      ],
      ['withdrawn', 1],
    ],
    ['is never active after an erasure', [{ ...grant, content: null }], ['on_hold', 0, 'content_missing']],
    [
      'is never active where an entry is missing its content, whatever came later',
      [
        { ...refusal, content: null },
        { type: 'granted', recorded: '11-25 09:00' },
      ],
      ['on_hold', 0, 'content_missing'],
    ],
  ]
  for (const [title, told, expected] of cases) {
    it(title, () => {
      expect(shortly(statusOf(history(...told)))).to.eql(expected)
    })
  }

  it('names the entry it rests on, its time, and the number it binds (P-29)', () => {
    expect(statusOf(history(refusal, { type: 'granted', recorded: '11-22 09:00' }))).to.deep.equal({
      status: 'active',
      since: at('11-22 09:00'),
      entry: 1,
      reasons: [],
      number: NUMBER,
    })
  })

  it('knows each purpose for itself (P-01)', () => {
    const entries = history(
      { ...grant, content: { purposes: ['reminder', 'recall'] } },
      { ...withdrawal, content: { method: 'reply', purposes: ['recall'] } },
    )
    const [reminder, recall, conversation] = PURPOSES.map((purpose) =>
      consentStatus(entries, purpose, END, BERLIN),
    )
    expect([reminder?.status, recall?.status, conversation?.status]).to.eql([
      'active',
      'withdrawn',
      'never_asked',
    ])
  })

  it('does not count a grant recorded after the instant asked about, but any withdrawal', () => {
    const entries = history(grant, withdrawal, { type: 'granted', recorded: '11-22 09:00' })
    expect(statusOf(entries, at('11-21 00:00')).status).to.equal('withdrawn')
    expect(statusOf(entries, at('11-15 00:00')).status).to.equal('withdrawn')
    expect(statusOf(entries, at('11-22 09:00')).status).to.equal('active')
    expect(statusOf(history(grant), at('11-01 00:00')).status).to.equal('never_asked')
  })

  it('takes the day of a form in the time zone of the practice', () => {
    // 23:30 UTC on the 19th is half past midnight on the 20th in Berlin.
    const entries = history(
      { type: 'withdrawn', recorded: '11-19 23:30', content: { method: 'reply' } },
      { type: 'granted', recorded: '11-25 09:00', given: day('11-20') },
    )
    expect(consentStatus(entries, 'reminder', END, BERLIN).status).to.equal('on_hold')
    expect(consentStatus(entries, 'reminder', END, toTimeZone('UTC')).status).to.equal('active')
  })
})

function formEvidence() {
  const evidence = inventedContent().evidence
  if (evidence?.kind !== 'form') throw new Error('the invented evidence is a form')
  return evidence
}

/** Declarations on a grid of hours in UTC, so that the days and hours in which one may have been made can be listed. */
const HOUR = 3_600_000
const START = Date.parse('2026-11-10T00:00:00Z')
const hourly = (hour: number): Instant => instantOf(START + hour * HOUR)

interface Drawn {
  type: EntryType
  wait: number
  given: { kind: 'none' } | { kind: 'day' | 'hour'; back: number }
  byForm: boolean
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  type: fc.constantFrom<EntryType>(
    'granted',
    'granted',
    'granted',
    'refused',
    'not_given',
    'pending',
    'held',
    'withdrawn',
  ),
  wait: fc.integer({ min: 0, max: 30 }),
  given: fc.oneof(
    fc.constant({ kind: 'none' as const }),
    fc.record({
      kind: fc.constantFrom('day' as const, 'hour' as const),
      back: fc.integer({ min: -30, max: 60 }),
    }),
  ),
  byForm: fc.boolean(),
})

function lives(draws: readonly Drawn[]): { entries: LedgerEntry[]; hours: number[][] } {
  let now = 100
  const hours: number[][] = []
  const entries = draws.map(({ type, wait, given, byForm }, seq): LedgerEntry => {
    now += wait
    const declared = given.kind === 'none' ? null : now - given.back
    const dayOf = (hour: number): number => Math.floor(hour / 24)
    const onPaper =
      declared === null
        ? null
        : given.kind === 'hour'
          ? hourly(declared)
          : toLocalDate(hourly(declared).slice(0, 10))
    const possible = Array.from({ length: now + 1 }, (_, hour) => hour).filter(
      (hour) =>
        declared === null || (given.kind === 'hour' ? hour === declared : dayOf(hour) === dayOf(declared)),
    )
    const effective = type === 'withdrawn' || (type === 'held' && !byForm)
    // What cannot have been declared when it says may have been declared at any time.
    hours.push(
      effective ? [now] : possible.length > 0 ? possible : Array.from({ length: now + 1 }, (_, hour) => hour),
    )
    const isFuture = possible.length === 0 && !effective
    return {
      seq,
      type,
      subject,
      recordedAt: hourly(now),
      content: inventedContent({
        givenAt: onPaper,
        method: byForm ? 'form' : 'reply',
        reasons: isFuture ? ['test_future'] : [],
      }),
    }
  })
  return { entries, hours }
}

/** Every way in which the declarations can have followed each other, by the outermost hours of each. */
function* orders(hours: readonly number[][]): Generator<number[]> {
  const [first, ...rest] = hours
  if (first === undefined) {
    yield []
    return
  }
  for (const hour of new Set([first[0]!, first.at(-1)!]))
    for (const further of orders(rest)) yield [hour, ...further]
}

/**
 * The answer that was last in one such course: a yes only if nothing else happened in the same hour. A tick of staff is
 * no answer of the patient (P-04).
 */
function lastIsGrant(entries: readonly LedgerEntry[], hours: readonly number[]): boolean {
  const answers = entries.map(({ type }, index) => (type === 'pending' ? -Infinity : (hours[index] ?? 0)))
  const last = Math.max(...answers)
  return entries.every((entry, index) => {
    const isFuture = entry.content?.reasons.includes('test_future') === true
    return answers[index] !== last || (entry.type === 'granted' && !isFuture)
  })
}

describe('The state of a consent, over random histories', () => {
  const UTC = toTimeZone('UTC')
  const someDraws = fc.array(drawn, { minLength: 1, maxLength: 7 })

  it('is active exactly when a grant was the last word in every possible order of events', () => {
    let active = 0
    fc.assert(
      fc.property(someDraws, (draws) => {
        const { entries, hours } = lives(draws)
        const expected = [...orders(hours)].every((course) => lastIsGrant(entries, course))
        const { status } = consentStatus(entries, 'reminder', END, UTC)
        if (status === 'active') active += 1
        expect(status === 'active').to.equal(expected)
      }),
      { numRuns: 3_000 },
    )
    expect(active).to.be.greaterThan(50)
  })

  it('is withdrawn after a withdrawal until a grant that may be later, and never active without one that is', () => {
    fc.assert(
      fc.property(someDraws, (draws) => {
        const { entries, hours } = lives(draws)
        const { status, entry } = consentStatus(entries, 'reminder', END, UTC)
        const isGrant = (candidate: LedgerEntry): boolean =>
          candidate.type === 'granted' && candidate.content?.reasons.includes('test_future') !== true
        // A withdrawal counts from its recording on: what was recorded before it was declared before it.
        const withdrawnLater = entries.some(
          (candidate, index) =>
            candidate.type === 'withdrawn' &&
            entries.every(
              (other, place) => !isGrant(other) || place < index || hours[index]![0]! > hours[place]!.at(-1)!,
            ),
        )
        expect(status === 'withdrawn').to.equal(withdrawnLater)
        if (status === 'active') expect(entries[entry!]!.type).to.equal('granted')
      }),
      { numRuns: 3_000 },
    )
  })

  it('does not become active by a withdrawal, a refusal or a doubt, at whatever instant one asks', () => {
    fc.assert(
      fc.property(someDraws, drawn, fc.integer({ min: 0, max: 400 }), (draws, last, hour) => {
        fc.pre(last.type !== 'granted')
        const { entries } = lives([...draws, last])
        const when = hourly(hour)
        const before = consentStatus(entries.slice(0, -1), 'reminder', when, UTC)
        const after = consentStatus(entries, 'reminder', when, UTC)
        if (after.status === 'active') expect(before.status).to.equal('active')
        if (last.type === 'withdrawn') expect(after.status).not.to.equal('active')
      }),
      { numRuns: 2_000 },
    )
  })

  it('does not depend on the order of arrival of forms with clear dates', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 45 }), { minLength: 1, maxLength: 6 })
    const answers = fc.array(fc.constantFrom<EntryType>('granted', 'refused'), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(days, answers, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), (dated, types, keys) => {
        const forms = dated.map((number, index) => ({ number, type: types[index]!, key: keys[index]! }))
        const entries = [...forms]
          .sort((a, b) => a.key - b.key)
          .map(({ number, type }, seq) => ({
            seq,
            type,
            subject,
            recordedAt: addMillis(at('12-31 00:00'), seq * 1000),
            content: inventedContent({ givenAt: toLocalDate(hourly(24 * number).slice(0, 10)) }),
          }))
        const newest = forms.reduce((best, form) => (form.number > best.number ? form : best))
        const expected = newest.type === 'granted' ? 'active' : 'refused'
        expect(consentStatus(entries, 'reminder', END, BERLIN).status).to.equal(expected)
      }),
    )
  })
})
