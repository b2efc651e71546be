import { expect } from 'chai'
import type { OpenPractice } from '../../plugin/practice.js'
import { addMillis } from '../../plugin/time.js'
import { settableClock, NOON } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addPatient,
  addReminder,
  button,
  consentOf,
  deliver,
  events,
  inboundMessage,
  practicesOnOneDatabase,
  reminderRow,
  typesOf,
  withMessages,
  type InventedPatient,
  type Json,
  type SentReminder,
} from './practice.js'

const press = (
  action: 'confirm' | 'cancel',
  patient: { waId: string },
  sent: SentReminder,
  at = NOON,
): Json => withMessages(inboundMessage(patient.waId, at, button(`${action}:${sent.message}`, sent)))

onEachDatabase('An answer by button', (fresh) => {
  const openPractice = practicesOnOneDatabase(fresh)

  async function open(): Promise<{
    practice: OpenPractice
    clock: ReturnType<typeof settableClock>
    patient: InventedPatient
    sent: SentReminder
  }> {
    const clock = settableClock()
    const practice = await openPractice(clock)
    const patient = await addPatient(practice, '4711')
    return { practice, clock, patient, sent: await addReminder(practice, patient) }
  }

  it('is recorded and told to the host by its own ids', async () => {
    const { practice, patient, sent } = await open()
    await deliver(practice, press('confirm', patient, sent))
    expect(await reminderRow(practice, sent)).to.include({ answer: 'confirmed', answered_at: NOON })
    const [event] = await events(practice)
    expect(event).to.include({ type: 'appointment.confirmed' })
    expect(event).to.have.property('data').that.includes({
      patient: '4711',
      appointment: sent.appointment,
      reminder: sent.reminder,
      stale: null,
    })
  })

  it('given twice is told once', async () => {
    const { practice, clock, patient, sent } = await open()
    await deliver(practice, press('cancel', patient, sent))
    clock.set(addMillis(NOON, 5000))
    await deliver(practice, press('cancel', patient, sent, addMillis(NOON, 5000)))
    expect(await typesOf(practice)).to.deep.equal(['appointment.declined'])
    expect((await reminderRow(practice, sent)).answer).to.equal('declined')
  })

  it('may be changed: the last one counts, both are kept', async () => {
    const { practice, clock, patient, sent } = await open()
    await deliver(practice, press('confirm', patient, sent))
    clock.set(addMillis(NOON, 5000))
    await deliver(practice, press('cancel', patient, sent, addMillis(NOON, 5000)))
    expect((await reminderRow(practice, sent)).answer).to.equal('declined')
    expect(await typesOf(practice)).to.deep.equal(['appointment.confirmed', 'appointment.declined'])
    const kept = await practice.database.knex('inbound_messages').where({ message_id: sent.message })
    expect(kept).to.have.lengthOf(2)
  })

  it('that was given earlier and arrives later changes nothing', async () => {
    const { practice, clock, patient, sent } = await open()
    clock.set(addMillis(NOON, 60_000))
    await deliver(practice, press('cancel', patient, sent, addMillis(NOON, 5000)))
    await deliver(practice, press('confirm', patient, sent, NOON))
    expect((await reminderRow(practice, sent)).answer).to.equal('declined')
    expect(await typesOf(practice)).to.deep.equal(['appointment.declined'])
  })

  it('to a recall is told as one', async () => {
    const { practice, patient } = await open()
    const recall = await addReminder(practice, patient, { item: 'recall', purpose: 'recall' })
    await deliver(practice, press('confirm', patient, recall))
    const [event] = await events(practice)
    expect(event).to.include({ type: 'recall.confirmed' })
    expect(event).to.have.nested.property('data.recall', recall.appointment)
  })

  for (const [stale, changes] of [
    ['moved', { starts_at: addMillis(NOON, 90 * 3_600_000) }],
    ['cancelled', { status: 'cancelled' }],
    ['cancelled', { gone_at: NOON }],
  ] as const) {
    it(`is recorded and told as stale when the appointment was ${stale} (${Object.keys(changes).join()})`, async () => {
      const { practice, patient, sent } = await open()
      await practice.database.knex('appointments').where({ appointment_id: sent.appointment }).update(changes)
      await deliver(practice, press('confirm', patient, sent))
      expect((await reminderRow(practice, sent)).answer).to.equal('confirmed')
      expect(await events(practice)).to.have.nested.property('0.data.stale', stale)
    })
  }

  it('is told as stale when the appointment has begun', async () => {
    const { practice, clock, patient, sent } = await open()
    clock.set(addMillis(sent.startsAt, 60_000))
    await deliver(practice, press('confirm', patient, sent, sent.startsAt))
    expect(await events(practice)).to.have.nested.property('0.data.stale', 'begun')
  })

  it('from another account than the message was sent to leaves the appointment alone', async () => {
    const { practice, patient, sent } = await open()
    const other = await addPatient(practice, '4712', '+4915198765432')
    await deliver(practice, press('cancel', other, sent))
    expect((await reminderRow(practice, sent)).answer).to.equal(null)
    const [event] = await events(practice)
    expect(event).to.include({ type: 'reply_needs_person' })
    expect(event).to.have.property('data').that.includes({ reason: 'not_recipient', message: sent.message })
    expect(await consentOf(practice, patient)).to.equal('active')
    expect(await consentOf(practice, other)).to.equal('active')
  })

  it('to a message that nobody sent is for a person', async () => {
    const { practice, patient, sent } = await open()
    const unknown = { ...sent, message: `m_${'0'.repeat(26)}` as SentReminder['message'] }
    await deliver(practice, press('confirm', patient, unknown))
    expect(await events(practice)).to.have.nested.property('0.data.reason', 'message_unknown')
  })

  it('for a member of a family concerns the patient whose message it was', async () => {
    const { practice, patient, sent } = await open()
    const sibling = await addPatient(practice, '4712', patient.phone)
    const other = await addReminder(practice, sibling)
    await deliver(practice, press('confirm', patient, other))
    expect((await reminderRow(practice, sent)).answer).to.equal(null)
    expect((await reminderRow(practice, other)).answer).to.equal('confirmed')
    expect(await events(practice)).to.have.nested.property('0.data.patient', '4712')
  })
})
