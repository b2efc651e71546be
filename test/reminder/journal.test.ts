import { expect } from 'chai'
import { toAppointmentId, toHostPatientId, toReminderId } from '../../plugin/ids.js'
import { listReminders, readReminder, type JournalItem } from '../../plugin/reminder/journal.js'
import { why } from '../../plugin/reminder/why.js'
import { onEachDatabase } from '../harness/databases.js'
import { berlin, rule } from './invented.js'
import { Reception } from './open-practice.js'

const RULES = [rule('P2D', { at: '10:00' }), rule('PT3H')]

const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  )

onEachDatabase('The journal', (fresh) => {
  const open = async (): Promise<Reception> => Reception.open(await fresh.open(), '2026-11-23 12:00', RULES)

  it('tells of each reminder whose it is, for what, when, and why', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.plan()
    const { items, next } = await listReminders(reception.practice, { cursor: null, limit: 50 })
    expect(next).to.equal(null)
    expect(items[1]).to.deep.equal({
      id: items[1]!.id,
      patient: '1',
      appointment: 'T1',
      rule: 'P2D',
      template: 'termin_erinnerung',
      dueAt: berlin('2026-11-25 10:00'),
      status: 'planned',
      answer: null,
      reason: 'on_schedule',
      consent: 0,
    })
  })

  it('pages from the newest to the oldest and misses nothing, even where many fall due at once', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.bookAll(
      Array.from({ length: 11 }, (_, index) => [`T${index}`, '1', berlin('2026-11-27 14:00')] as const),
    )
    await reception.plan()
    const seen: JournalItem[] = []
    let cursor: string | null = null
    do {
      const page = await listReminders(reception.practice, { cursor, limit: 4 })
      expect(page.items.length).to.be.within(1, 4)
      seen.push(...page.items)
      cursor = page.next
    } while (cursor !== null)
    expect(new Set(seen.map((item) => item.id)).size).to.equal(22)
    const dueTimes = seen.map((item) => item.dueAt)
    expect(dueTimes).to.deep.equal([...dueTimes].sort().reverse())
  })

  it('can be narrowed to a patient, to states and to a span', async () => {
    const reception = await open()
    await reception.agreed('1', '2')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.book('T2', '2', '2026-11-27 15:00', 'cancelled')
    await reception.plan()
    const list = async (
      filter: NonNullable<Parameters<typeof listReminders>[1]['filter']>,
    ): Promise<number> =>
      (await listReminders(reception.practice, { cursor: null, limit: 50, filter })).items.length
    expect(await list({})).to.equal(4)
    expect(await list({ patient: toHostPatientId('1') })).to.equal(2)
    expect(await list({ states: ['cancelled', 'skipped'] })).to.equal(2)
    expect(await list({ dueBefore: berlin('2026-11-26 00:00') })).to.equal(2)
    expect(await list({ dueFrom: berlin('2026-11-26 00:00'), patient: toHostPatientId('1') })).to.equal(1)
    expect(await codeOf(list({ patient: toHostPatientId('9') }))).to.equal('PATIENT_UNKNOWN')
  })

  it('refuses a cursor that it never gave', async () => {
    const { practice } = await open()
    for (const cursor of ['', 'x', Buffer.from("2026-11-27T00:00:00.000Z ' OR 1=1").toString('base64url')])
      expect(await codeOf(listReminders(practice, { cursor, limit: 5 }))).to.equal('REQUEST_INVALID')
  })

  it('tells of one reminder every attempt and what WhatsApp reported of it', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.plan()
    reception.set('2026-11-25 10:00')
    await reception.message('P2D', 'delivered')
    const { knex } = reception.practice.database
    const message = await knex('messages').first<{ id: string }>('id')
    for (const [status, minute] of [
      ['delivered', 2],
      ['sent', 1],
    ] as const) {
      await knex('message_statuses').insert({
        practice_id: reception.practice.keys.practice,
        wamid_index: '1'.repeat(64),
        status,
        message_id: message.id,
        occurred_at: berlin('2026-11-25', `10:0${minute}`),
        error_code: null,
        received_at: reception.now,
      })
    }
    const { items } = await listReminders(reception.practice, { cursor: null, limit: 5 })
    const detail = await readReminder(reception.practice, items[1]!.id)
    expect(detail).to.deep.equal({
      ...items[1],
      messages: [
        {
          id: message.id,
          attempt: 1,
          status: 'delivered',
          claimedAt: reception.now,
          handedOverAt: reception.now,
          errorCode: null,
          reason: null,
          consent: 0,
          statuses: [
            { status: 'sent', at: berlin('2026-11-25 10:01'), errorCode: null },
            { status: 'delivered', at: berlin('2026-11-25 10:02'), errorCode: null },
          ],
        },
      ],
    })
    const unknown = toReminderId(`r_${'0'.repeat(26)}`)
    expect(await codeOf(readReminder(reception.practice, unknown))).to.equal('REMINDER_UNKNOWN')
  })

  it('says why of an appointment or a patient, before and after planning', async () => {
    const reception = await open()
    await reception.agreed('1')
    await reception.patients(['2'])
    await reception.book('T1', '1', '2026-11-27 14:00')
    await reception.book('T2', '2', '2026-11-27 15:00')
    const asked = { kind: 'appointment', id: toAppointmentId('T2') } as const
    const before = await why(reception.practice, asked)
    expect(before.reminders).to.deep.equal([])
    expect(before.ahead.map((line) => [line.patient, line.rule, line.reason])).to.deep.equal([
      ['2', 'P2D', 'consent_never_asked'],
      ['2', 'PT3H', 'consent_never_asked'],
    ])
    await reception.plan()
    const after = await why(reception.practice, asked)
    expect(after.ahead).to.deep.equal([])
    expect(after.reminders.map((item) => item.reason)).to.deep.equal([
      'consent_never_asked',
      'consent_never_asked',
    ])
    const person = await why(reception.practice, { kind: 'patient', id: toHostPatientId('1') })
    expect(person.reminders.map((item) => item.status)).to.deep.equal(['planned', 'planned'])
    for (const about of [
      { kind: 'appointment', id: toAppointmentId('T9') },
      { kind: 'recall', id: 'T1' },
    ] as const)
      expect(await codeOf(why(reception.practice, about as never))).to.equal('APPOINTMENT_UNKNOWN')
    expect(await codeOf(why(reception.practice, { kind: 'patient', id: toHostPatientId('9') }))).to.equal(
      'PATIENT_UNKNOWN',
    )
  })
})
