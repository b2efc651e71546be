import { expect } from 'chai'
import { planReminders } from '../../plugin/reminder/plan.js'
import { keyText } from '../../plugin/reminder/reminder-key.js'
import { toAppointmentId, toRecallId } from '../../plugin/ids.js'
import { localDateOf, type Instant } from '../../plugin/time.js'
import type { EarlierMessage } from '../../plugin/reminder/daily-limit.js'
import {
  appointment,
  BERLIN,
  berlin,
  consent,
  ERIKA,
  inputOf,
  MAX,
  OTHER_NUMBER,
  outcomes,
  patient,
  plan,
  recall,
  recallRule,
  rule,
  rulesOf,
} from './invented.js'

const TWO_DAYS = rulesOf(rule('P2D', { at: '10:00' }))
const THREE_HOURS = rulesOf(rule('PT3H'))
const MONDAY = berlin('2026-11-23 12:00')
const FRIDAY_AT_TWO = berlin('2026-11-27 14:00')

/** The one decision about an appointment on Friday at two, made on Monday. */
function reason(changes: Parameters<typeof plan>[0] | object): string {
  const [only] = plan({
    now: MONDAY,
    rules: TWO_DAYS,
    appointments: [appointment(FRIDAY_AT_TWO)],
    ...changes,
  })
  return only!.reason
}

function told(startsAt: Instant | null, at: Instant, changes: Partial<EarlierMessage> = {}): EarlierMessage {
  return {
    subject: ERIKA,
    item: { kind: 'appointment', id: toAppointmentId('T1') },
    rule: 'P2D',
    purpose: 'reminder',
    startsAt,
    localDay: localDateOf(at, BERLIN),
    at,
    told: true,
    ...changes,
  }
}

describe('A reminder is planned', () => {
  it('for a patient who agreed, for each rule, resting on the entry of the consent', () => {
    const decisions = plan({
      now: MONDAY,
      rules: rulesOf(rule('P2D', { at: '10:00' }), rule('PT3H')),
      appointments: [appointment(FRIDAY_AT_TWO)],
    })
    expect(decisions).to.have.length(2)
    expect(decisions[0]).to.deep.include({
      subject: ERIKA,
      item: { kind: 'appointment', id: 'T1' },
      rule: 'P2D',
      occurrence: '0',
      purpose: 'reminder',
      template: 'termin_erinnerung',
      startsAt: FRIDAY_AT_TWO,
      dueAt: berlin('2026-11-25 10:00'),
      sendAt: berlin('2026-11-25 10:00'),
      decision: 'send',
      reason: 'on_schedule',
      consentEntry: 7,
    })
    expect(decisions[1]).to.deep.include({ rule: 'PT3H', sendAt: berlin('2026-11-27 11:00') })
  })

  it('with the note that a closed day moved it', () => {
    const decisions = outcomes({
      now: MONDAY,
      rules: TWO_DAYS,
      appointments: [appointment(berlin('2026-12-01 09:00'))],
    })
    expect(decisions).to.deep.equal([['P2D', 'send', berlin('2026-11-28 10:00'), 'moved_into_window']])
  })

  it('for the number of the consent when the record never had one', () => {
    const never = patient({ mobilePhone: { kind: 'empty' }, numberDelivered: false })
    expect(reason({ patient: never })).to.equal('on_schedule')
  })

  it('in the order of due times', () => {
    const decisions = plan({
      now: MONDAY,
      rules: TWO_DAYS,
      appointments: [
        appointment(berlin('2026-12-04 09:00'), { appointmentId: toAppointmentId('T2') }),
        appointment(FRIDAY_AT_TWO),
      ],
    })
    expect(decisions.map((decision) => decision.item.id)).to.deep.equal(['T1', 'T2'])
  })
})

describe('A reminder is not planned', () => {
  const cases: [string, string, object][] = [
    ['the patient was never asked', 'consent_never_asked', { consent: consent({ status: 'never_asked' }) }],
    ['a tick of staff awaits the patient', 'consent_pending', { consent: consent({ status: 'pending' }) }],
    ['the consent is in doubt', 'consent_on_hold', { consent: consent({ status: 'on_hold' }) }],
    ['the patient refused', 'consent_refused', { consent: consent({ status: 'refused' }) }],
    ['the patient withdrew', 'consent_withdrawn', { consent: consent({ status: 'withdrawn' }) }],
    ['the consent has expired', 'consent_expired', { consent: consent({ status: 'expired' }) }],
    ['the consent binds no number (P-29)', 'consent_without_number', { consent: consent({ number: null }) }],
    [
      'the record names another number (P-30)',
      'number_differs',
      { consent: consent({ number: OTHER_NUMBER }) },
    ],
    [
      'nobody knows a number',
      'no_mobile_number',
      {
        consent: consent({ number: null }),
        patient: patient({ mobilePhone: { kind: 'empty' }, numberDelivered: false }),
      },
    ],
    [
      'the number was taken out of the record',
      'no_mobile_number',
      { patient: patient({ mobilePhone: { kind: 'empty' }, numberDelivered: true }) },
    ],
    [
      'the record names a landline',
      'number_not_mobile',
      { patient: patient({ mobilePhone: { kind: 'not_mobile', number: OTHER_NUMBER } }) },
    ],
    [
      'the record names several numbers',
      'number_unreadable',
      { patient: patient({ mobilePhone: { kind: 'ambiguous' } }) },
    ],
    [
      'the number in the record is none',
      'number_unreadable',
      { patient: patient({ mobilePhone: { kind: 'invalid' } }) },
    ],
    ['there is no record', 'patient_unknown', { patient: null }],
    ['only the patient number is known', 'patient_unknown', { patient: patient({ known: false }) }],
    ['the patient died or moved (P-32)', 'patient_inactive', { patient: patient({ active: false }) }],
    ['the host has lost the patient (P-32)', 'patient_inactive', { patient: patient({ gone: true }) }],
    [
      'the record has a note instead of a name (P-34)',
      'name_unusable',
      { patient: patient({ familyName: '!! 3x nicht erschienen' }) },
    ],
    ['the configuration lacks the template', 'template_unknown', { templates: [] }],
    [
      'the template needs what a recall has not',
      'template_slots_unfillable',
      {
        appointments: [],
        recalls: [recall('2026-11-25')],
        rules: rulesOf(recallRule(['P0D'], { template: 'termin_erinnerung' })),
      },
    ],
    [
      'the appointment is cancelled',
      'appointment_cancelled',
      { appointments: [appointment(FRIDAY_AT_TWO, { status: 'cancelled' })] },
    ],
    [
      'the appointment is no longer in the host',
      'appointment_gone',
      { appointments: [appointment(FRIDAY_AT_TWO, { gone: true })] },
    ],
    [
      'the appointment is over and done',
      'appointment_completed',
      { appointments: [appointment(FRIDAY_AT_TWO, { status: 'completed' })] },
    ],
    [
      'the patient did not come',
      'appointment_no_show',
      { appointments: [appointment(FRIDAY_AT_TWO, { status: 'no_show' })] },
    ],
  ]
  for (const [situation, code, changes] of cases) {
    it(`when ${situation}`, () => {
      expect(reason(changes)).to.equal(code)
    })
  }
})

describe('A late reminder', () => {
  const seen = (firstSeenAt: Instant, startsAt: Instant) => [appointment(startsAt, { firstSeenAt })]

  it('is sent once, at the next allowed moment, if two hours remain', () => {
    const now = berlin('2026-11-26 21:30')
    expect(
      outcomes({ now, rules: TWO_DAYS, appointments: seen(now, berlin('2026-11-27 10:00')) }),
    ).to.deep.equal([['P2D', 'send', berlin('2026-11-27 08:00'), 'late']])
    expect(
      outcomes({ now, rules: TWO_DAYS, appointments: seen(now, berlin('2026-11-27 09:59')) })[0],
    ).to.deep.include.members(['skip', 'too_late'])
  })

  it('keeps its due time however often it is planned until it goes out', () => {
    const seenAt = berlin('2026-11-27 09:00')
    const dueTimes = ['09:00', '09:01', '10:00'].map((time) => {
      const [only] = plan({
        now: berlin('2026-11-27', time),
        rules: TWO_DAYS,
        appointments: seen(seenAt, berlin('2026-11-27 16:00')),
      })
      return only!.dueAt
    })
    expect(new Set(dueTimes)).to.deep.equal(new Set([seenAt]))
  })

  it('of an appointment booked two hours before is not lost in the minutes until the next tick', () => {
    const appointments = seen(berlin('2026-11-27 09:00'), berlin('2026-11-27 11:00'))
    expect(outcomes({ now: berlin('2026-11-27 09:03'), rules: TWO_DAYS, appointments })[0]).to.include('send')
    expect(outcomes({ now: berlin('2026-11-27 09:20'), rules: TWO_DAYS, appointments })[0]).to.include(
      'too_late',
    )
  })

  it('takes the time that must remain from its rule', () => {
    const now = berlin('2026-11-27 09:00')
    const appointments = seen(now, berlin('2026-11-27 09:40'))
    const brave = rulesOf(rule('P2D', { at: '10:00', doNotSendWithin: 'PT30M' }))
    expect(outcomes({ now, rules: brave, appointments })[0]).to.include('send')
    expect(outcomes({ now, rules: TWO_DAYS, appointments })[0]).to.include('too_late')
  })

  it('after a standstill goes out if it still makes sense', () => {
    const appointments = [appointment(FRIDAY_AT_TWO)]
    expect(outcomes({ now: berlin('2026-11-26 23:00'), rules: TWO_DAYS, appointments })).to.deep.equal([
      ['P2D', 'send', berlin('2026-11-27 08:00'), 'late'],
    ])
    expect(outcomes({ now: berlin('2026-11-27 12:01'), rules: TWO_DAYS, appointments })[0]).to.include(
      'too_late',
    )
  })

  it('of a rule shorter than the time that must remain is sent on time and not late', () => {
    const rules = rulesOf(rule('PT1H'))
    const appointments = [appointment(FRIDAY_AT_TWO)]
    const at = (time: string): unknown =>
      outcomes({ now: berlin('2026-11-27', time), rules, appointments })[0]
    expect(at('12:59')).to.deep.equal(['PT1H', 'send', berlin('2026-11-27 13:00'), 'on_schedule'])
    expect(at('13:02')).to.deep.equal(['PT1H', 'send', berlin('2026-11-27 13:02'), 'on_schedule'])
    expect(at('13:16')).to.include('too_late')
    const late = seen(berlin('2026-11-27 13:10'), FRIDAY_AT_TWO)
    expect(outcomes({ now: berlin('2026-11-27 13:10'), rules, appointments: late })[0]).to.include('too_late')
  })

  it('is not sent once the appointment has begun', () => {
    for (const time of ['14:00', '14:01', '18:00']) {
      const now = berlin('2026-11-27', time)
      const appointments = [appointment(FRIDAY_AT_TWO, { firstSeenAt: now })]
      expect(outcomes({ now, rules: THREE_HOURS, appointments })[0]).to.include('begun')
    }
  })

  it('is not sent at the very beginning, even where no time need remain', () => {
    const now = berlin('2026-11-27 07:30')
    const rules = rulesOf(rule('P2D', { at: '10:00', doNotSendWithin: 'PT0S' }))
    const begins = (time: string): unknown =>
      outcomes({ now, rules, appointments: seen(now, berlin('2026-11-27', time)) })[0]
    expect(begins('08:00')).to.include('too_late')
    expect(begins('08:01')).to.include('send')
  })

  it('goes out for a consent that came after its time', () => {
    const now = berlin('2026-11-26 15:00')
    const appointments = [appointment(FRIDAY_AT_TWO)]
    expect(
      plan({ now, rules: TWO_DAYS, appointments, consent: consent({ status: 'never_asked' }) })[0]!.reason,
    ).to.equal('consent_never_asked')
    expect(plan({ now, rules: TWO_DAYS, appointments })[0]!.reason).to.equal('late')
  })
})

describe('A moved appointment', () => {
  const at = (revision: number, startsAt: Instant) => [appointment(startsAt, { revision })]

  it('is reminded of anew', () => {
    const [before] = plan({ now: MONDAY, rules: TWO_DAYS, appointments: at(0, FRIDAY_AT_TWO) })
    const [after] = plan({
      now: MONDAY,
      rules: TWO_DAYS,
      appointments: at(1, berlin('2026-11-28 09:00')),
      earlier: [told(FRIDAY_AT_TWO, berlin('2026-11-20 10:00'))],
    })
    expect(keyText(after!)).to.not.equal(keyText(before!))
    expect(after!.decision).to.equal('send')
  })

  it('is not reminded of again when it comes back to what the patient was told', () => {
    const earlier = [told(FRIDAY_AT_TWO, berlin('2026-11-20 10:00'))]
    expect(reason({ appointments: at(2, FRIDAY_AT_TWO), earlier })).to.equal('already_reminded')
  })

  it('is reminded of again when the patient was told the other time in between', () => {
    const earlier = [
      told(berlin('2026-11-28 09:00'), berlin('2026-11-21 10:00')),
      told(FRIDAY_AT_TWO, berlin('2026-11-20 10:00')),
    ]
    expect(reason({ appointments: at(2, FRIDAY_AT_TWO), earlier })).to.equal('on_schedule')
  })

  it('is reminded of again when the message never arrived', () => {
    const earlier = [told(FRIDAY_AT_TWO, berlin('2026-11-20 10:00'), { told: false })]
    expect(reason({ appointments: at(2, FRIDAY_AT_TWO), earlier })).to.equal('on_schedule')
  })

  it('given to another patient is news to that one', () => {
    const earlier = [told(FRIDAY_AT_TWO, berlin('2026-11-20 10:00'), { subject: MAX })]
    expect(reason({ appointments: at(1, FRIDAY_AT_TWO), earlier })).to.equal('on_schedule')
  })

  it('a short time before is treated as late', () => {
    const now = berlin('2026-11-27 11:30')
    const appointments = at(1, FRIDAY_AT_TWO)
    expect(outcomes({ now, rules: TWO_DAYS, appointments })[0]).to.include('late')
    expect(outcomes({ now: berlin('2026-11-27 12:30'), rules: TWO_DAYS, appointments })[0]).to.include(
      'too_late',
    )
  })

  it('moved twice on the day of a message is told the next day', () => {
    const now = berlin('2026-11-26 12:00')
    const earlier = [told(FRIDAY_AT_TWO, berlin('2026-11-26 10:00'))]
    const appointments = at(1, berlin('2026-11-27 16:00'))
    expect(outcomes({ now, rules: TWO_DAYS, appointments, earlier })[0]).to.include('per_day_limit')
    expect(
      outcomes({ now: berlin('2026-11-27 07:00'), rules: TWO_DAYS, appointments, earlier })[0],
    ).to.deep.equal(['P2D', 'send', berlin('2026-11-27 08:00'), 'late'])
  })
})

describe('At most one message per appointment and day (P-60)', () => {
  const both = rulesOf(rule('P2D', { at: '10:00' }), rule('PT3H'))

  it('goes to the rule whose turn comes first', () => {
    const now = berlin('2026-11-27 09:00')
    const appointments = [appointment(FRIDAY_AT_TWO, { firstSeenAt: now })]
    expect(outcomes({ now, rules: both, appointments })).to.deep.equal([
      ['P2D', 'send', now, 'late'],
      ['PT3H', 'skip', berlin('2026-11-27 11:00'), 'per_day_limit'],
    ])
  })

  it('goes to the rule nearest to the appointment when all are late', () => {
    const rules = rulesOf(rule('P2D', { at: '10:00' }), rule('P1D', { at: '10:00' }))
    const now = berlin('2026-11-27 09:00')
    const appointments = [appointment(FRIDAY_AT_TWO)]
    expect(outcomes({ now, rules, appointments })).to.deep.equal([
      ['P2D', 'skip', berlin('2026-11-25 10:00'), 'per_day_limit'],
      ['P1D', 'send', now, 'late'],
    ])
  })

  it('counts the message that went out already, and does not make up for it later', () => {
    const rules = rulesOf(rule('PT20H'))
    const appointments = [appointment(berlin('2026-11-27 15:00'))]
    const earlier = [told(berlin('2026-11-27 15:00'), berlin('2026-11-26 11:00'))]
    for (const now of ['2026-11-26 12:00', '2026-11-26 19:30', '2026-11-27 08:00']) {
      const [only] = plan({ now: berlin(now), rules, appointments, earlier })
      expect(only!.reason, now).to.equal('per_day_limit')
    }
  })

  it('lets two appointments of one patient each have their own', () => {
    const appointments = [
      appointment(FRIDAY_AT_TWO),
      appointment(berlin('2026-11-27 16:00'), { appointmentId: toAppointmentId('T2') }),
    ]
    const decisions = plan({ now: MONDAY, rules: TWO_DAYS, appointments })
    expect(decisions.map((decision) => decision.decision)).to.deep.equal(['send', 'send'])
  })
})

describe('A recall', () => {
  const rules = rulesOf(recallRule(['P0D', 'P14D', 'P42D']))
  const of = (now: string, dueOn: string, more: object = {}): unknown[] =>
    outcomes({ now: berlin(now), rules, recalls: [recall(dueOn)], ...more }).map((outcome) =>
      (outcome as unknown[]).slice(1),
    )

  it('invites on its day and again after two and six weeks', () => {
    expect(of('2026-11-20 12:00', '2026-11-25')).to.deep.equal([
      ['send', berlin('2026-11-25 10:00'), 'on_schedule'],
      ['send', berlin('2026-12-09 10:00'), 'on_schedule'],
      ['send', berlin('2027-01-06 10:00'), 'on_schedule'],
    ])
    expect(
      plan({ now: berlin('2026-11-20 12:00'), rules, recalls: [recall('2026-11-25')] }).map(
        (decision) => decision.occurrence,
      ),
    ).to.deep.equal(['2026-11-25#0', '2026-11-25#1', '2026-11-25#2'])
  })

  it('that is overdue several times invites once, for its latest turn', () => {
    const now = '2026-11-26 12:00'
    expect(of(now, '2026-11-10')).to.deep.equal([
      ['skip', berlin('2026-11-10 10:00'), 'superseded'],
      ['send', berlin(now), 'late'],
      ['send', berlin('2026-12-22 10:00'), 'on_schedule'],
    ])
  })

  it('is not caught up with when its turn is more than two weeks past', () => {
    expect(of('2026-12-15 12:00', '2026-11-10')[1]).to.deep.equal([
      'skip',
      berlin('2026-11-24 10:00'),
      'too_late',
    ])
    expect(of('2027-12-15 12:00', '2026-11-10')[2]).to.include('too_late')
  })

  it('gives way to its own next turn when that is only days away', () => {
    expect(of('2026-11-23 12:00', '2026-11-10').slice(0, 2)).to.deep.equal([
      ['skip', berlin('2026-11-10 10:00'), 'superseded'],
      ['send', berlin('2026-11-24 10:00'), 'on_schedule'],
    ])
  })

  it('is answered by an appointment to come', () => {
    const appointments = [appointment(berlin('2027-02-01 09:00'))]
    const reasons = plan({ now: MONDAY, rules, recalls: [recall('2026-11-25')], appointments }).map(
      (decision) => decision.reason,
    )
    expect(new Set(reasons)).to.deep.equal(new Set(['appointment_exists']))
  })

  it('is answered by an appointment kept since it fell due, not by one before, missed or cancelled', () => {
    const asked = (startsAt: string, changes: object): string =>
      plan({
        now: berlin('2026-12-09 09:00'),
        rules: rulesOf(recallRule(['P14D'])),
        recalls: [recall('2026-11-25')],
        appointments: [appointment(berlin(startsAt), changes)],
      }).find((decision) => decision.purpose === 'recall')!.reason
    expect(asked('2026-11-30 09:00', { status: 'completed' })).to.equal('appointment_exists')
    expect(asked('2026-11-24 09:00', { status: 'completed' })).to.equal('on_schedule')
    expect(asked('2026-11-30 09:00', { status: 'no_show' })).to.equal('on_schedule')
    expect(asked('2026-12-30 09:00', { status: 'cancelled' })).to.equal('on_schedule')
    expect(asked('2026-12-30 09:00', { gone: true })).to.equal('on_schedule')
    expect(asked('2026-12-30 09:00', { subject: MAX })).to.equal('on_schedule')
  })

  it('waits a day when the person is invited by another one on this day (P-60)', () => {
    const recalls = [recall('2026-11-25'), recall('2026-11-25', { recallId: toRecallId('R2') })]
    const once = rulesOf(recallRule(['P0D']))
    const today = plan({ now: berlin('2026-11-25 09:00'), rules: once, recalls })
    expect(today.map((decision) => decision.reason).sort()).to.deep.equal(['on_schedule', 'per_day_limit'])
    const sent = today.find((decision) => decision.decision === 'send')!
    const earlier = [
      told(null, berlin('2026-11-25 10:00'), { item: sent.item, rule: 'kontrolle', purpose: 'recall' }),
    ]
    const tomorrow = plan({
      now: berlin('2026-11-26 07:00'),
      rules: once,
      recalls,
      earlier,
      closed: new Map([[keyText(sent), 'already_reminded']]),
    })
    expect(tomorrow.map((decision) => [decision.reason, decision.sendAt]).sort()).to.deep.equal([
      ['already_reminded', null],
      ['late', berlin('2026-11-26 08:00')],
    ])
  })

  it('needs the consent for recalls, not that for reminders (P-01)', () => {
    const input = inputOf({
      now: MONDAY,
      rules: rulesOf(rule('P2D', { at: '10:00' }), recallRule(['P0D'])),
      appointments: [appointment(FRIDAY_AT_TWO)],
      recalls: [recall('2026-11-25', { subject: MAX })],
    })
    const reasons = planReminders({
      ...input,
      consent: (_, purpose) => consent({ status: purpose === 'reminder' ? 'active' : 'refused' }),
    }).map((decision) => [decision.purpose, decision.reason])
    expect(reasons).to.deep.equal([
      ['reminder', 'on_schedule'],
      ['recall', 'consent_refused'],
    ])
  })
})
