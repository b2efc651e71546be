import { expect } from 'chai'
import type { SubjectId } from '../../plugin/ids.js'
import { loadPlan } from '../../plugin/reminder/load-plan.js'
import { planPractice } from '../../plugin/reminder/plan-practice.js'
import { cancelWaiting } from '../../plugin/outbox/cancel.js'
import { openDatabase } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { addMillis } from '../../plugin/time.js'
import { codeOf } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import { recallRule, rule } from './invented.js'
import { Reception } from './open-practice.js'

const TWO_DAYS = [rule('P2D', { at: '10:00' })]
const BOTH = [rule('P2D', { at: '10:00' }), rule('PT3H')]
const NOTHING = { planned: 0, skipped: 0, cancelled: 0 }

onEachDatabase('Planning a practice', (fresh) => {
  const open = async (rules: readonly unknown[] = TWO_DAYS): Promise<Reception> =>
    Reception.open(await fresh.open(), '2026-11-23 12:00', rules)

  it('writes down what will be sent, and what not with its reason', async () => {
    const reception = await open(BOTH)
    await reception.agreed('1')
    await reception.patients(['2'])
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.book('T2', '2', '2026-11-27 15:00')
    await reception.book('T3', '3', '2026-11-27 16:00')
    expect(await reception.plan()).to.deep.equal({ planned: 2, skipped: 4, cancelled: 0 })
    expect(await reception.journal()).to.have.members([
      'T1 P2D 0 planned on_schedule',
      'T1 PT3H 0 planned on_schedule',
      'T2 P2D 0 skipped consent_never_asked',
      'T2 PT3H 0 skipped consent_never_asked',
      'T3 P2D 0 skipped patient_unknown',
      'T3 PT3H 0 skipped patient_unknown',
    ])
  })

  it('leaves out whose record is damaged, says so, and takes nothing back; the others are planned', async () => {
    const reception = await open()
    for (const id of ['1', '2', '3', '4']) await reception.agreed(id)
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.book('T2', '2', '2026-11-27 15:00')
    await reception.plan()
    await reception.practice.database
      .knex('patients')
      .where({ host_patient_id: '2' })
      .update({ sealed: Buffer.alloc(64, 7) })
    await reception.book('T3', '3', '2026-11-27 16:00')
    await reception.book('T4', '2', '2026-11-28 16:00')
    const damaged: number[] = []
    const planned = await planPractice(reception.practice, {
      now: reception.now,
      horizonDays: 60,
      damaged: (patients) => damaged.push(patients),
    })
    expect(planned).to.deep.equal({ planned: 1, skipped: 0, cancelled: 0 })
    expect(damaged).to.deep.equal([1])
    expect(await reception.journal()).to.have.members([
      'T1 P2D 0 planned on_schedule',
      'T2 P2D 0 planned on_schedule',
      'T3 P2D 0 planned on_schedule',
    ])
  })

  it('is refused whole for a single person whose record is damaged', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.practice.database.knex('patients').update({ sealed: Buffer.alloc(64, 7) })
    const { subject_id: subject } = await reception.practice.database
      .knex('patients')
      .first<{ subject_id: SubjectId }>('subject_id')
    const until = addMillis(reception.now, 60 * 86_400_000)
    expect(await codeOf(loadPlan(reception.practice, { now: reception.now, until, subject }))).to.equal(
      'SEALED_BROKEN',
    )
    expect(await codeOf(reception.plan()), 'nobody listens').to.equal('SEALED_BROKEN')
  })

  it('changes nothing when it is done again', async () => {
    const reception = await open(BOTH)
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.book('T2', '4', '2026-11-27 14:00')
    await reception.plan()
    const table = () => reception.practice.database.knex('reminders').orderBy('id').select<object[]>('*')
    const before = await table()
    expect(await reception.plan()).to.deep.equal(NOTHING)
    reception.set('2026-11-24 23:00')
    expect(await reception.plan()).to.deep.equal(NOTHING)
    expect(await table()).to.deep.equal(before)
  })

  it('enters only what falls due within the horizon', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-12-04 14:00')
    expect(await reception.plan(7)).to.deep.equal(NOTHING)
    reception.set('2026-11-26 12:00')
    expect(await reception.plan(7)).to.deep.include({ planned: 1 })
  })

  it('plans a moved appointment anew and takes back what waited for the old time', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.plan()
    await reception.book('T1', '1', '2026-12-04 14:00')
    expect(await reception.plan()).to.deep.equal({ planned: 1, skipped: 0, cancelled: 1 })
    expect(await reception.journal()).to.deep.equal([
      'T1 P2D 0 cancelled appointment_moved',
      'T1 P2D 1 planned on_schedule',
    ])
    expect(await reception.plan()).to.deep.equal(NOTHING)
  })

  it('does not remind again of an appointment moved forth and back', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.plan()
    reception.set('2026-11-25 10:00')
    await reception.message('P2D', 'delivered')
    await reception.book('T1', '1', '2026-12-04 14:00')
    await reception.plan()
    await reception.book('T1', '1', '2026-11-27 14:00')
    reception.set('2026-11-26 10:00')
    await reception.plan()
    expect(await reception.journal()).to.have.members([
      'T1 P2D 0 delivered on_schedule',
      'T1 P2D 1 cancelled appointment_moved',
      'T1 P2D 2 skipped already_reminded',
    ])
  })

  it('cancels for a cancelled or vanished appointment, and revives for one that is back', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.book('T2', '1', '2026-11-28 14:00')
    await reception.plan()
    await reception.book('T1', '1', '2026-11-27 14:00', 'cancelled')
    await reception.remove('T2')
    expect(await reception.plan()).to.deep.equal({ planned: 0, skipped: 0, cancelled: 2 })
    expect(await reception.journal()).to.deep.equal([
      'T1 P2D 0 cancelled appointment_cancelled',
      'T2 P2D 0 cancelled appointment_gone',
    ])
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.book('T2', '1', '2026-11-28 14:00')
    expect(await reception.plan()).to.deep.equal({ planned: 2, skipped: 0, cancelled: 0 })
  })

  it('follows the consent while nothing was handed over', async () => {
    const reception = await open()
    await reception.patients(['1'])
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.plan()
    expect(await reception.journal()).to.deep.equal(['T1 P2D 0 skipped consent_never_asked'])
    reception.set('2026-11-23 12:01')
    await reception.declare(['1'], 'granted')
    expect(await reception.plan()).to.deep.equal({ planned: 1, skipped: 0, cancelled: 0 })
    reception.set('2026-11-23 12:02')
    await reception.declare(['1'], 'withdrawn')
    const subject = await reception.subject('1')
    const { database, keys } = reception.practice
    await database.write((trx) =>
      cancelWaiting(trx, keys.practice, subject, ['reminder'], 'consent_withdrawn', reception.now),
    )
    // It now names the withdrawal as the entry it rests on.
    expect(await reception.plan()).to.deep.equal({ planned: 0, skipped: 0, cancelled: 1 })
    expect(await reception.plan()).to.deep.equal(NOTHING)
    expect(await reception.journal()).to.deep.equal(['T1 P2D 0 cancelled consent_withdrawn'])
    reception.set('2026-11-23 12:03')
    await reception.declare(['1'], 'granted')
    expect(await reception.plan()).to.deep.equal({ planned: 1, skipped: 0, cancelled: 0 })
  })

  it('never touches a reminder that is claimed or was handed over, whatever became of it', async () => {
    const reception = await open()
    await reception.agreed('1')
    const outcomes = [
      ['claimed', 'claimed'],
      ['handed_over', 'handed_over'],
      ['unknown', 'unknown'],
      ['read', 'read'],
      ['failed', 'failed'],
      ['rejected', 'rejected'],
      ['rejected', 'skipped'],
      ['rejected', 'due'],
    ] as const
    for (const index of outcomes.keys()) await reception.book(`T${index}`, '1', '2026-11-27 14:00')
    await reception.plan()
    reception.set('2026-11-25 10:00')
    for (const [index, [state, reminderState]] of outcomes.entries())
      await reception.message('P2D', state, reminderState, `T${index}`)
    const before = await reception.journal()
    await reception.declare(['1'], 'withdrawn')
    expect(await reception.plan()).to.deep.equal(NOTHING)
    expect(await reception.journal()).to.deep.equal(before)
  })

  it('takes back a repetition that waits when its appointment is cancelled', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.plan()
    reception.set('2026-11-25 10:00')
    await reception.message('P2D', 'rejected', 'due')
    await reception.book('T1', '1', '2026-11-27 14:00', 'cancelled')
    expect(await reception.plan()).to.deep.equal({ planned: 0, skipped: 0, cancelled: 1 })
  })

  it('plans again what a claim did not hand over', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.plan()
    reception.set('2026-11-25 10:00')
    await reception.message('P2D', 'cancelled')
    expect(await reception.plan()).to.deep.equal({ planned: 1, skipped: 0, cancelled: 0 })
  })

  it('does not take back what the outbox refused for a reason of its own', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.plan()
    await reception.practice.database
      .knex('reminders')
      .update({ state: 'skipped', reason: 'recipient_blocked' })
    expect(await reception.plan()).to.deep.equal(NOTHING)
    await reception.practice.database
      .knex('reminders')
      .update({ state: 'due', reason: 'portfolio_limit', retry_at: addMillis(reception.now, 60_000) })
    expect(await reception.plan()).to.deep.equal(NOTHING)
    expect(await reception.journal()).to.deep.equal(['T1 P2D 0 due portfolio_limit'])
  })

  it('says of what was missed that the appointment has begun, and leaves the reasons of before alone', async () => {
    const reception = await open(BOTH)
    await reception.agreed('1')
    await reception.patients(['2'])
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.book('T2', '2', '2026-11-27 14:00')
    await reception.plan()
    reception.set('2026-11-27 13:30')
    await reception.book('T3', '1', '2026-11-27 14:15')
    expect(await reception.plan()).to.deep.equal({ planned: 0, skipped: 4, cancelled: 0 })
    reception.set('2026-11-27 14:30')
    expect(await reception.plan()).to.deep.equal(NOTHING)
    expect(await reception.journal()).to.have.members([
      'T1 P2D 0 skipped too_late',
      'T1 PT3H 0 skipped too_late',
      'T2 P2D 0 skipped consent_never_asked',
      'T2 PT3H 0 skipped consent_never_asked',
      'T3 P2D 0 skipped too_late',
      'T3 PT3H 0 skipped too_late',
    ])
    const reopened = await open()
    await reopened.agreed('1')
    await reopened.book('T1', '1', '2026-11-27 14:00')
    await reopened.plan()
    reopened.set('2027-01-10 09:00')
    expect(await reopened.plan()).to.deep.equal({ planned: 0, skipped: 1, cancelled: 0 })
    expect(await reopened.journal()).to.deep.equal(['T1 P2D 0 skipped begun'])
  })

  it('cancels what waits under a rule that is gone', async () => {
    const reception = await open(BOTH)
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.plan()
    expect(await reception.withRules(TWO_DAYS).plan()).to.deep.equal({ planned: 0, skipped: 0, cancelled: 1 })
    expect(await reception.journal()).to.include('T1 PT3H 0 cancelled rule_removed')
  })

  it('plans a recall, plans it anew on another day, and drops it for an appointment', async () => {
    const reception = await open([recallRule(['P0D', 'P14D'])])
    await reception.agreed('1')
    await reception.recall('R1', '1', '2026-11-25')
    expect(await reception.plan()).to.deep.include({ planned: 2 })
    await reception.recall('R1', '1', '2026-12-02')
    expect(await reception.plan()).to.deep.equal({ planned: 2, skipped: 0, cancelled: 2 })
    await reception.book('T1', '1', '2027-03-01 09:00')
    expect(await reception.plan()).to.deep.equal({ planned: 0, skipped: 2, cancelled: 0 })
    expect(await reception.journal()).to.have.members([
      'R1 kontrolle 2026-11-25#0 cancelled recall_moved',
      'R1 kontrolle 2026-11-25#1 cancelled recall_moved',
      'R1 kontrolle 2026-12-02#0 skipped appointment_exists',
      'R1 kontrolle 2026-12-02#1 skipped appointment_exists',
    ])
  })

  it('writes each reminder once when two processes plan at the same moment', async () => {
    const url = await fresh.url()
    const databases = [openDatabase(url), openDatabase(url)]
    try {
      await migrate(databases[0]!)
      const one = await Reception.open(databases[0]!, '2026-11-23 12:00', BOTH)
      const patients = Array.from({ length: 40 }, (_, index) => String(index))
      await one.agreed(...patients)
      await one.bookAll(patients.map((id) => [`T${id}`, id, addMillis(one.now, 96 * 3_600_000)] as const))
      const other = one.on(databases[1]!)
      await Promise.all([one.plan(), other.plan(), one.plan(), other.plan()])
      const journal = await one.journal()
      expect(journal).to.have.length(80)
      expect(journal.filter((line) => !line.endsWith('0 planned on_schedule'))).to.deep.equal([])
      expect(await one.plan()).to.deep.equal(NOTHING)
    } finally {
      for (const database of databases) await database.close()
    }
  })

  it('plans 10,000 appointments in seconds', async function () {
    this.timeout(360_000)
    const reception = await open(BOTH)
    const patients = Array.from({ length: 500 }, (_, index) => String(index))
    await reception.agreed(...patients)
    await reception.bookAll(
      Array.from(
        { length: 10_000 },
        (_, index) =>
          [
            `T${index}`,
            String(index % 500),
            addMillis(reception.now, (96 + (index % 900)) * 3_600_000),
          ] as const,
      ),
    )
    const start = performance.now()
    const { planned, skipped } = await reception.plan()
    expect(planned + skipped).to.equal(20_000)
    expect(await reception.plan()).to.deep.equal(NOTHING)
    expect(performance.now() - start).to.be.below(30_000)
  })
})
