import { expect } from 'chai'
import fc from 'fast-check'
import { CONSENT_STATES } from '../../plugin/consent/status.js'
import type { StoredAppointment } from '../../plugin/host/appointments.js'
import type { StoredRecall } from '../../plugin/host/recalls.js'
import { toAppointmentId, toRecallId, type SubjectId } from '../../plugin/ids.js'
import type { EarlierMessage } from '../../plugin/reminder/daily-limit.js'
import { planReminders, type Decision, type PlanInput } from '../../plugin/reminder/plan.js'
import { keyText } from '../../plugin/reminder/reminder-key.js'
import { isAllowed } from '../../plugin/reminder/send-window.js'
import { instantOf, localDateOf, type Instant } from '../../plugin/time.js'
import {
  appointment,
  BERLIN,
  consent,
  ERIKA,
  inputOf,
  MAX,
  NUMBER,
  OTHER_NUMBER,
  patient,
  recall,
  recallRule,
  rule,
  rulesOf,
} from './invented.js'

const HOUR = 3_600_000
/** A winter day, and the months around it: both changes of the clocks and most holidays lie within. */
const START = Date.UTC(2026, 8, 15)

const REGION = fc.constantFrom('DE-BE', 'DE-BY', 'DE-SN')
const hoursFrom = (least: number, most: number): fc.Arbitrary<Instant> =>
  fc.integer({ min: least * 4, max: most * 4 }).map((quarters) => instantOf(START + quarters * (HOUR / 4)))

const RULES = fc
  .uniqueArray(
    fc.constantFrom(
      rule('P2D', { at: '10:00' }),
      rule('P1D', { at: '18:30' }),
      rule('P1W'),
      rule('P0D', { at: '07:00' }),
      rule('PT3H'),
      rule('PT1H'),
      rule('PT26H', { doNotSendWithin: 'PT30M' }),
      rule('PT5H', { window: 'always' }),
      recallRule(['P0D', 'P1D', 'P14D']),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((rules) => rulesOf(...rules))

const SUBJECT = fc.constantFrom(ERIKA, MAX)
const APPOINTMENT: fc.Arbitrary<StoredAppointment> = fc
  .record({
    appointmentId: fc.constantFrom('T1', 'T2', 'T3').map(toAppointmentId),
    subject: SUBJECT,
    startsAt: hoursFrom(0, 24 * 100),
    firstSeenAt: hoursFrom(-500, 24 * 100),
    status: fc.constantFrom('booked', 'booked', 'booked', 'confirmed', 'cancelled', 'completed', 'no_show'),
    revision: fc.integer({ min: 0, max: 2 }),
  })
  .map((changes) => appointment(changes.startsAt, changes))
const APPOINTMENTS = fc.uniqueArray(APPOINTMENT, {
  maxLength: 3,
  selector: ({ appointmentId }) => appointmentId,
})
const RECALL: fc.Arbitrary<StoredRecall> = fc
  .record({
    recallId: fc.constantFrom('R1', 'R2').map(toRecallId),
    subject: SUBJECT,
    dueOn: hoursFrom(0, 24 * 60).map((instant) => localDateOf(instant, BERLIN)),
    firstSeenAt: hoursFrom(-500, 24 * 60),
  })
  .map((changes) => recall(changes.dueOn, changes))
const RECALLS = fc.uniqueArray(RECALL, { maxLength: 2, selector: ({ recallId }) => recallId })

const PERSON = fc.record({
  status: fc.constantFrom('active', 'active', 'active', 'active', ...CONSENT_STATES),
  agreedFor: fc.constantFrom(NUMBER, NUMBER, NUMBER, OTHER_NUMBER, null),
  phone: fc.constantFrom(
    { kind: 'mobile' as const, number: NUMBER },
    { kind: 'mobile' as const, number: NUMBER },
    { kind: 'mobile' as const, number: OTHER_NUMBER },
    { kind: 'not_mobile' as const, number: NUMBER },
    { kind: 'empty' as const },
    { kind: 'ambiguous' as const },
  ),
  active: fc.integer({ min: 0, max: 9 }).map((chance) => chance > 0),
})

const SITUATION = fc
  .record({
    now: hoursFrom(0, 24 * 100),
    region: REGION,
    rules: RULES,
    appointments: APPOINTMENTS,
    recalls: RECALLS,
    erika: PERSON,
    max: PERSON,
  })
  .map(({ now, region, rules, appointments, recalls, erika, max }) => {
    const person = (subject: SubjectId): typeof erika => (subject === ERIKA ? erika : max)
    const input: PlanInput = {
      ...inputOf({ now, rules, appointments, recalls, calendar: { zone: BERLIN, region } }),
      patient: (subject) =>
        patient({ subject, mobilePhone: person(subject).phone, active: person(subject).active }),
      consent: (subject) => consent({ status: person(subject).status, number: person(subject).agreedFor }),
    }
    return { input, person }
  })

const sends = (decisions: readonly Decision[]): Extract<Decision, { decision: 'send' }>[] =>
  decisions.filter((decision) => decision.decision === 'send')

describe('Whatever the appointments, rules and people', () => {
  it('a message goes out only inside its window, never before now and never after the beginning (P-60)', () => {
    fc.assert(
      fc.property(SITUATION, ({ input }) => {
        for (const { rule: id, sendAt, dueAt, startsAt } of sends(planReminders(input))) {
          const { window } = input.rules.find((candidate) => candidate.id === id)!
          const { zone, region } = input.calendar
          expect(isAllowed(sendAt, window, zone, region)).to.equal(true)
          expect(isAllowed(dueAt, window, zone, region)).to.equal(true)
          expect(sendAt >= input.now && sendAt >= dueAt).to.equal(true)
          if (startsAt !== null) expect(sendAt < startsAt).to.equal(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('a message goes only to active patients with an active consent for the very number (P-15, P-29, P-32)', () => {
    fc.assert(
      fc.property(SITUATION, ({ input, person }) => {
        for (const { subject, item } of sends(planReminders(input))) {
          const { status, agreedFor, phone, active } = person(subject)
          expect(status).to.equal('active')
          expect(active).to.equal(true)
          expect(agreedFor).to.not.equal(null)
          expect(phone.kind === 'mobile' ? phone.number : phone.kind).to.be.oneOf([agreedFor, 'empty'])
          const known = input.appointments.find(({ appointmentId }) => appointmentId === item.id)
          if (item.kind === 'appointment') expect(known!.status).to.be.oneOf(['booked', 'confirmed'])
        }
      }),
      { numRuns: 300 },
    )
  })

  it('no appointment has two messages on one day, and no person two recalls (P-60)', () => {
    fc.assert(
      fc.property(SITUATION, ({ input }) => {
        const places = sends(planReminders(input)).map(({ subject, item, purpose, sendAt }) =>
          JSON.stringify([purpose === 'recall' ? subject : item, localDateOf(sendAt, BERLIN)]),
        )
        expect(new Set(places).size).to.equal(places.length)
      }),
      { numRuns: 300 },
    )
  })

  it('each has one decision, and asking again gives the same', () => {
    fc.assert(
      fc.property(SITUATION, ({ input }) => {
        const decisions = planReminders(input)
        expect(planReminders(input)).to.deep.equal(decisions)
        expect(new Set(decisions.map((decision) => keyText(decision))).size).to.equal(decisions.length)
      }),
      { numRuns: 100 },
    )
  })

  it('lived through hour by hour with moves and standstills, nobody is told the same twice', () => {
    const MOVE = fc.record({ hour: fc.nat(500), index: fc.nat(2), by: fc.constantFrom(-30, -2, 3, 24, 80) })
    const STANDSTILL = fc.record({ from: fc.nat(500), hours: fc.nat(60) })
    fc.assert(
      fc.property(
        SITUATION,
        fc.array(MOVE, { maxLength: 4 }),
        fc.array(STANDSTILL, { maxLength: 2 }),
        ({ input }, moves, standstills) => {
          const life = liveThrough(input, moves, standstills)
          const keys = life.map(({ key }) => key)
          expect(new Set(keys).size).to.equal(keys.length)
          const days = life.map(({ message: { purpose, subject, item, localDay } }) =>
            JSON.stringify([purpose === 'recall' ? subject : item, localDay]),
          )
          expect(new Set(days).size).to.equal(days.length)
          const lastTold = new Map<string, Instant>()
          for (const { message } of life) {
            if (message.startsAt === null) continue
            const place = JSON.stringify([message.subject, message.item, message.rule])
            expect(lastTold.get(place)).to.not.equal(message.startsAt)
            lastTold.set(place, message.startsAt)
          }
        },
      ),
      { numRuns: 25 },
    )
  }).timeout(240_000)
})

interface Sent {
  key: string
  message: EarlierMessage
}

/** Three weeks from the first appointment on, planned and sent each hour unless everything stands still. */
function liveThrough(
  input: PlanInput,
  moves: readonly { hour: number; index: number; by: number }[],
  standstills: readonly { from: number; hours: number }[],
): Sent[] {
  let appointments = [...input.appointments]
  const first = Math.min(START + 240 * HOUR, ...appointments.map(({ startsAt }) => Date.parse(startsAt)))
  const life: Sent[] = []
  for (let hour = 0; hour < 500; hour += 1) {
    const now = instantOf(first - 240 * HOUR + hour * HOUR)
    for (const move of moves.filter((candidate) => candidate.hour === hour)) {
      appointments = appointments.map((one, index) =>
        index === move.index && one.startsAt > now
          ? {
              ...one,
              startsAt: instantOf(Date.parse(one.startsAt) + move.by * HOUR),
              revision: one.revision + 1,
            }
          : one,
      )
    }
    if (standstills.some(({ from, hours }) => hour >= from && hour < from + hours)) continue
    const decisions = planReminders({
      ...input,
      now,
      appointments,
      appointmentsOf: (subject) => appointments.filter((one) => one.subject === subject),
      earlier: life.map(({ message }) => message),
      closed: new Map(life.map(({ key }) => [key, 'already_reminded' as const])),
    })
    for (const decision of sends(decisions)) {
      if (decision.sendAt > now) continue
      const { subject, item, rule: id, purpose, startsAt } = decision
      life.push({
        key: keyText(decision),
        message: {
          subject,
          item,
          rule: id,
          purpose,
          startsAt,
          localDay: localDateOf(now, BERLIN),
          at: now,
          told: true,
        },
      })
    }
  }
  return life
}
