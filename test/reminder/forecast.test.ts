import { expect } from 'chai'
import { forecast, type ForecastLine } from '../../plugin/reminder/forecast.js'
import { onEachDatabase } from '../harness/databases.js'
import { berlin, recallRule, rule } from './invented.js'
import { Reception } from './open-practice.js'

const RULES = [rule('P2D', { at: '10:00' }), recallRule(['P0D'])]

onEachDatabase('The forecast', (fresh) => {
  const open = async (): Promise<Reception> => Reception.open(await fresh.open(), '2026-11-23 12:00', RULES)
  const asked = (reception: Reception, at: string, days = 7): Promise<ForecastLine[]> =>
    forecast(reception.practice, { at: berlin(at), days })
  const rows = async (reception: Reception): Promise<number> =>
    (await reception.practice.database.knex('reminders').select('id')).length

  it('lists what will go out and what not, under the host numbers, and writes nothing', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.book('T2', '2', '2026-11-28 09:00')
    await reception.recall('R1', '1', '2026-11-26')
    expect(await asked(reception, '2026-11-23 12:00')).to.deep.equal([
      {
        patient: '1',
        appointment: 'T1',
        rule: 'P2D',
        template: 'termin_erinnerung',
        dueAt: berlin('2026-11-25 10:00'),
        decision: 'send',
        reason: 'on_schedule',
        consent: 0,
      },
      {
        patient: '2',
        appointment: 'T2',
        rule: 'P2D',
        template: 'termin_erinnerung',
        dueAt: berlin('2026-11-26 10:00'),
        decision: 'skip',
        reason: 'patient_unknown',
        consent: null,
      },
      {
        patient: '1',
        recall: 'R1',
        rule: 'kontrolle',
        template: 'recall_einladung',
        dueAt: berlin('2026-11-26 10:00'),
        decision: 'skip',
        reason: 'appointment_exists',
        consent: 0,
      },
    ])
    expect(await rows(reception)).to.equal(0)
  })

  it('plans as if a past instant were now, although consent and appointment came later', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-03-30 09:00')
    const [only, ...others] = await asked(reception, '2026-03-27 09:00')
    expect(others).to.deep.equal([])
    expect(only).to.deep.include({ decision: 'send', dueAt: '2026-03-28T09:00:00.000Z' })
  })

  it('plans as if a future instant were now: what is late by then, begun or still open', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    const lines = async (at: string): Promise<unknown[]> =>
      (await asked(reception, at)).map((line) => [line.decision, line.reason, line.dueAt])
    expect(await lines('2026-11-26 22:00')).to.deep.equal([['send', 'late', berlin('2026-11-27 08:00')]])
    expect(await lines('2026-11-27 13:00')).to.deep.equal([['skip', 'too_late', berlin('2026-11-25 10:00')]])
    expect(await lines('2026-11-27 14:00')).to.deep.equal([])
  })

  it('lists only what goes out within the span', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-12-04 14:00')
    expect(await asked(reception, '2026-11-23 12:00', 7)).to.have.length(0)
    expect(await asked(reception, '2026-11-23 12:00', 9)).to.have.length(1)
  })

  it('knows what was sent already, but not before it was', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.plan()
    reception.set('2026-11-25 10:00')
    await reception.message('P2D', 'delivered')
    const reason = async (at: string): Promise<unknown> => (await asked(reception, at))[0]?.reason
    expect(await reason('2026-11-25 10:05')).to.equal('already_reminded')
    expect(await reason('2026-11-24 10:00')).to.equal('on_schedule')
    await reception.practice.database.knex('reminders').update({ state: 'failed' })
    await reception.practice.database.knex('messages').update({ state: 'failed' })
    expect(await reason('2026-11-25 10:05')).to.equal('not_delivered')
  })
})
