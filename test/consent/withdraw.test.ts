import '../harness/seed.js'
import { expect } from 'chai'
import { consentFor } from '../../plugin/consent/gate.js'
import { holdConsent, withdrawConsent, type Withdrawal } from '../../plugin/consent/withdraw.js'
import { newMessageId, newReminderId, type SubjectId } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { addMillis } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import { append, codeOf, inventedEntry, newSubject, NOON, openInvented, settableClock } from './invented.js'

/** A reminder in some state, with the message that mirrors it. */
async function reminder(
  practice: OpenPractice,
  subject: SubjectId,
  state: string,
  purpose = 'reminder',
): Promise<string> {
  const id = newReminderId()
  const times = { created_at: NOON, changed_at: NOON }
  await practice.database.knex('reminders').insert({
    id,
    practice_id: practice.keys.practice,
    subject_id: subject,
    item_kind: 'appointment',
    item_id: id,
    rule_id: 'termin-2-tage',
    occurrence: '0',
    purpose,
    template: 'termin_erinnerung',
    due_at: NOON,
    state,
    ...times,
  })
  if (['planned', 'due'].includes(state)) return id
  await practice.database.knex('messages').insert({
    id: newMessageId(),
    practice_id: practice.keys.practice,
    reminder_id: id,
    attempt: 1,
    subject_id: subject,
    phone_index: 'x',
    purpose,
    template: 'termin_erinnerung',
    state,
    send_reason: 'on_schedule',
    consent_entry: 0,
    claimed_by: 'test',
    claimed_at: NOON,
    local_day: '2026-11-21',
    changed_at: NOON,
  })
  return id
}

const byReply = (subject: SubjectId, changes: Partial<Withdrawal> = {}): Withdrawal => ({
  subject,
  purposes: ['reminder', 'recall', 'conversation'],
  method: 'reply',
  actor: { role: 'patient', name: null },
  evidence: { kind: 'reply', wamid: 'wamid.invented', message: null },
  now: NOON,
  ...changes,
})

onEachDatabase('Withdrawing a consent', (fresh) => {
  const states = async (practice: OpenPractice, table: 'reminders' | 'messages') => {
    const rows = await practice.database
      .knex(table)
      .orderBy(['state', 'purpose'])
      .select<{ state: string; purpose: string }[]>('state', 'purpose')
    return rows.map(({ state, purpose }) => `${purpose} ${state}`)
  }

  it('records it and cancels what waits, claimed messages included, and nothing else (P-17)', async () => {
    const practice = await openInvented(await fresh.open())
    const [subject, other] = [await newSubject(practice), await newSubject(practice)]
    await append(practice, [inventedEntry(subject), inventedEntry(other)])
    for (const state of ['planned', 'due', 'claimed', 'handed_over', 'delivered'])
      await reminder(practice, subject, state)
    await reminder(practice, subject, 'planned', 'recall')
    await reminder(practice, other, 'planned')
    const recorded = await practice.database.write((trx) =>
      withdrawConsent(trx, practice, byReply(subject, { purposes: ['reminder'] })),
    )
    expect(recorded).to.deep.equal({ entries: [2], cancelled: 3 })
    expect(await states(practice, 'reminders')).to.eql([
      'reminder cancelled',
      'reminder cancelled',
      'reminder cancelled',
      'reminder delivered',
      'reminder handed_over',
      'recall planned',
      'reminder planned',
    ])
    expect(await states(practice, 'messages')).to.eql([
      'reminder cancelled',
      'reminder delivered',
      'reminder handed_over',
    ])
    const { knex } = practice.database
    const stateOf = async (of: SubjectId, purpose: 'reminder' | 'recall') =>
      (await consentFor(knex, practice, of, purpose, NOON)).status
    expect([
      await stateOf(subject, 'reminder'),
      await stateOf(subject, 'recall'),
      await stateOf(other, 'reminder'),
    ]).to.eql(['withdrawn', 'active', 'active'])
  })

  it('is seen in the very transaction that records it, and not at all when that fails (P-17)', async () => {
    const practice = await openInvented(await fresh.open())
    const subject = await newSubject(practice)
    await append(practice, [inventedEntry(subject)])
    await reminder(practice, subject, 'claimed')
    let within: string | undefined
    const failing = practice.database.write(async (trx) => {
      await withdrawConsent(trx, practice, byReply(subject))
      within = (await consentFor(trx, practice, subject, 'reminder', NOON)).status
      throw new Error('the caller failed')
    })
    expect(await codeOf(failing)).to.contain('the caller failed')
    expect(within).to.equal('withdrawn')
    const consent = await consentFor(practice.database.knex, practice, subject, 'reminder', NOON)
    expect(consent.status).to.equal('active')
    expect(await states(practice, 'messages')).to.eql(['reminder claimed'])
  })

  it('records a second STOP as well, which changes nothing (P-16)', async () => {
    const practice = await openInvented(await fresh.open())
    const subject = await newSubject(practice)
    await append(practice, [inventedEntry(subject)])
    for (const seq of [1, 2]) {
      const recorded = await practice.database.write((trx) =>
        withdrawConsent(trx, practice, byReply(subject)),
      )
      expect(recorded).to.deep.equal({ entries: [seq], cancelled: 0 })
    }
    const consent = await consentFor(practice.database.knex, practice, subject, 'recall', NOON)
    expect(consent).to.include({ status: 'withdrawn', entry: 1 })
  })

  it('works for somebody who never agreed, and when the clock was set back', async () => {
    const clock = settableClock()
    const practice = await openInvented(await fresh.open(), { clock })
    const [subject, other] = [await newSubject(practice), await newSubject(practice)]
    await append(practice, [inventedEntry(other)])
    clock.set(addMillis(NOON, -86_400_000))
    for (const person of [subject, other]) {
      await practice.database.write((trx) =>
        withdrawConsent(trx, practice, byReply(person, { now: clock.now() })),
      )
      const consent = await consentFor(practice.database.knex, practice, person, 'reminder', clock.now())
      expect(consent.status).to.equal('withdrawn')
    }
  })

  it('holds in doubt with its reasons, and cancels what waits (P-18)', async () => {
    const practice = await openInvented(await fresh.open())
    const subject = await newSubject(practice)
    await append(practice, [inventedEntry(subject)])
    await reminder(practice, subject, 'due')
    const held = await practice.database.write((trx) =>
      holdConsent(trx, practice, { ...byReply(subject), reasons: ['stop_unclear'] }),
    )
    expect(held).to.deep.equal({ entries: [1], cancelled: 1 })
    const consent = await consentFor(practice.database.knex, practice, subject, 'reminder', NOON)
    expect(consent).to.deep.include({ status: 'on_hold', entry: 1, reasons: ['stop_unclear'] })
  })
})
