import { expect } from 'chai'
import { dueAfterRecall, dueBeforeAppointment } from '../../plugin/reminder/due.js'
import { BERLIN, berlin, practiceWith, recallRule, rule } from './invented.js'
import { toLocalDate } from '../../plugin/time.js'

/** When a rule falls due for an appointment in Berlin, or why never. */
function due(rules: object, startsAt: string, region = 'DE-BE'): string {
  const [only] = practiceWith([rules]).rules
  if (only?.kind !== 'before') throw new Error('not a rule for appointments')
  const result = dueBeforeAppointment(only, berlin(startsAt), { zone: BERLIN, region })
  return result.kind === 'due' ? result.at : result.reason
}

function recallDue(after: string, dueOn: string, more: object = {}, region = 'DE-BE'): string {
  const [only] = practiceWith([recallRule([after], more)]).rules
  if (only?.kind !== 'after') throw new Error('not a rule for recalls')
  const result = dueAfterRecall(only, toLocalDate(dueOn), 0, { zone: BERLIN, region })
  return result.kind === 'due' ? result.at : result.reason
}

describe('A day rule', () => {
  const twoDays = rule('P2D', { at: '10:00' })

  it('falls due at its own time, whatever the time of the appointment', () => {
    expect(due(twoDays, '2026-11-27 08:15')).to.equal(berlin('2026-11-25 10:00'))
    expect(due(twoDays, '2026-11-27 18:45')).to.equal(berlin('2026-11-25 10:00'))
  })

  it('without a time of its own falls due at the wall-clock time of the appointment', () => {
    expect(due(rule('P2D'), '2026-11-27 14:30')).to.equal(berlin('2026-11-25 14:30'))
    expect(due(rule('P1W'), '2026-11-27 14:30')).to.equal(berlin('2026-11-20 14:30'))
  })

  it('keeps its wall-clock time over both changes of the clocks', () => {
    expect(due(twoDays, '2026-03-30 09:00')).to.equal(berlin('2026-03-28 10:00'))
    expect(due(twoDays, '2026-10-27 09:00')).to.equal(berlin('2026-10-24 10:00'))
    expect(due(rule('P1D', { at: '10:00', window: 'always' }), '2026-03-30 09:00')).to.equal(
      '2026-03-29T08:00:00.000Z',
    )
    expect(due(rule('P1D', { at: '10:00', window: 'always' }), '2026-10-26 09:00')).to.equal(
      '2026-10-25T09:00:00.000Z',
    )
  })

  it('moves a time that spring leaves out to the first moment after it', () => {
    expect(due(rule('P1D', { at: '02:30', window: 'always' }), '2026-03-30 09:00')).to.equal(
      '2026-03-29T01:00:00.000Z',
    )
    expect(due(rule('P1D', { at: '02:30', window: 'always' }), '2026-10-26 09:00')).to.equal(
      '2026-10-25T00:30:00.000Z',
    )
  })

  it('moves from a Sunday to the Saturday before, at its time', () => {
    expect(due(twoDays, '2026-11-24 09:00')).to.equal(berlin('2026-11-21 10:00'))
  })

  it('moves over Easter, and over holidays of its own Land only', () => {
    expect(due(rule('P1D', { at: '10:00' }), '2026-04-07 09:00')).to.equal(berlin('2026-04-04 10:00'))
    expect(due(rule('P1D', { at: '10:00' }), '2026-06-05 09:00', 'DE-BY')).to.equal(
      berlin('2026-06-03 10:00'),
    )
    expect(due(rule('P1D', { at: '10:00' }), '2026-06-05 09:00', 'DE-BE')).to.equal(
      berlin('2026-06-04 10:00'),
    )
    expect(due(rule('P1D', { at: '10:00' }), '2026-11-19 09:00', 'DE-SN')).to.equal(
      berlin('2026-11-17 10:00'),
    )
  })

  it('stays on the Sunday when its own window is "always"', () => {
    expect(due(rule('P2D', { at: '10:00', window: 'always' }), '2026-11-24 09:00')).to.equal(
      berlin('2026-11-22 10:00'),
    )
  })

  it('set to a time outside the hours waits for the next allowed moment', () => {
    expect(due(rule('P2D', { at: '07:00' }), '2026-11-27 09:00')).to.equal(berlin('2026-11-25 08:00'))
    expect(due(rule('P2D', { at: '20:00' }), '2026-11-27 09:00')).to.equal(berlin('2026-11-26 08:00'))
    expect(due(rule('P1D', { at: '20:00' }), '2026-11-27 08:30')).to.equal('outside_window')
  })

  it('of the same day is never sent after the appointment', () => {
    expect(due(rule('P0D', { at: '08:00' }), '2026-11-27 14:00')).to.equal(berlin('2026-11-27 08:00'))
    expect(due(rule('P0D', { at: '10:00' }), '2026-11-27 09:00')).to.equal('too_late')
    expect(due(rule('P0D', { at: '10:00' }), '2026-11-27 10:00')).to.equal('too_late')
  })

  it('counts whole calendar months', () => {
    expect(due(rule('P1M', { at: '10:00' }), '2026-03-31 09:00')).to.equal(berlin('2026-02-28 10:00'))
  })
})

describe('An hour rule', () => {
  it('counts hours that pass, not hours on the clock', () => {
    expect(due(rule('PT3H'), '2026-11-27 14:00')).to.equal(berlin('2026-11-27 11:00'))
    // Between these two there are 23 and 25 hours.
    expect(due(rule('PT24H', { window: 'always' }), '2026-03-29 12:00')).to.equal(berlin('2026-03-28 11:00'))
    expect(due(rule('PT24H', { window: 'always' }), '2026-10-25 12:00')).to.equal(berlin('2026-10-24 13:00'))
  })

  it('waits for the window to open if an hour remains then', () => {
    expect(due(rule('PT3H'), '2026-11-27 10:30')).to.equal(berlin('2026-11-27 08:00'))
    expect(due(rule('PT3H'), '2026-11-27 09:00')).to.equal(berlin('2026-11-27 08:00'))
    expect(due(rule('PT3H'), '2026-11-27 08:59')).to.equal('outside_window')
  })

  it('of an appointment on a Sunday or late at night has no time to be sent', () => {
    expect(due(rule('PT3H'), '2026-11-29 12:00')).to.equal('outside_window')
    expect(due(rule('PT1H'), '2026-11-27 23:00')).to.equal('outside_window')
  })

  it('in the last minute of the window is sent, at its end waits', () => {
    expect(due(rule('PT13H'), '2026-11-28 08:59')).to.equal(berlin('2026-11-27 19:59'))
    expect(due(rule('PT13H'), '2026-11-28 09:00')).to.equal(berlin('2026-11-28 08:00'))
  })
})

describe('A recall', () => {
  it('falls due on its day, or days after it, at the time of the rule', () => {
    expect(recallDue('P0D', '2026-11-25')).to.equal(berlin('2026-11-25 10:00'))
    expect(recallDue('P14D', '2026-11-25')).to.equal(berlin('2026-12-09 10:00'))
    expect(recallDue('P42D', '2026-10-20')).to.equal(berlin('2026-12-01 10:00'))
  })

  it('moves to the previous allowed day', () => {
    expect(recallDue('P0D', '2026-11-22')).to.equal(berlin('2026-11-21 10:00'))
    expect(recallDue('P1D', '2026-12-25')).to.equal(berlin('2026-12-24 10:00'))
  })

  it('moves a time that spring leaves out', () => {
    expect(recallDue('P0D', '2026-03-29', { at: '02:15', window: 'always' })).to.equal(
      '2026-03-29T01:00:00.000Z',
    )
  })
})
