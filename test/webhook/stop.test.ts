import { expect } from 'chai'
import { PURPOSES } from '../../plugin/consent/purpose.js'
import { linkPhone } from '../../plugin/host/links.js'
import { subjectOf } from '../../plugin/host/patients.js'
import { toHostPatientId } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { addMillis } from '../../plugin/time.js'
import { processInbox } from '../../plugin/webhook/process.js'
import { NOON, settableClock } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addPatient,
  addReminder,
  bsuidOf,
  button,
  consentOf,
  deliver,
  events,
  inboundMessage,
  practicesOnOneDatabase,
  reminderRow,
  status,
  text,
  typesOf,
  withMessages,
  withStatuses,
  change,
  type InventedPatient,
  type Json,
} from './practice.js'

const MOTHER = '+4915112345678'
const STRANGER = '4915198765432'

const stopFrom = (waId: string, context?: string): Json => inboundMessage(waId, NOON, text('STOP', context))

/** Without the number, as for users with a username. */
const hidden = (message: Json): Json => {
  return Object.fromEntries(Object.entries(message).filter(([field]) => field !== 'from'))
}

async function consents(practice: OpenPractice, patients: readonly InventedPatient[]): Promise<string[]> {
  return Promise.all(patients.map((patient) => consentOf(practice, patient)))
}

onEachDatabase('A stop by reply', (fresh) => {
  const open = practicesOnOneDatabase(fresh)

  it('withdraws every purpose of the only patient with the number, and cancels what waits (P-16, P-17)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const planned = await addReminder(practice, patient, { state: 'planned' })
    const claimed = await addReminder(practice, patient, { state: 'claimed' })
    const sent = await addReminder(practice, patient, { state: 'sent' })
    await deliver(practice, withMessages(stopFrom(patient.waId)))
    for (const purpose of PURPOSES) expect(await consentOf(practice, patient, purpose)).to.equal('withdrawn')
    expect((await reminderRow(practice, planned)).state).to.equal('cancelled')
    expect((await reminderRow(practice, claimed)).state).to.equal('cancelled')
    expect((await reminderRow(practice, sent)).state).to.equal('sent')
    expect(await events(practice)).to.have.nested.property('0.data.patient', '4711')
  })

  it('is recorded with when it was said and the message it stands in (P-12, P-13)', async () => {
    const practice = await open(settableClock(addMillis(NOON, 7_200_000)))
    const patient = await addPatient(practice, '4711')
    const stop = stopFrom(patient.waId)
    await deliver(practice, withMessages(stop))
    const entries = await practice.ledger.entriesOf(practice.database.knex, patient.subject)
    expect(entries.at(-1)).to.include({ type: 'withdrawn' })
    expect(entries.at(-1)?.content).to.deep.include({
      method: 'reply',
      givenAt: NOON,
      capturedAt: addMillis(NOON, 7_200_000),
      number: patient.phone,
      evidence: { kind: 'reply', wamid: stop['id'], message: null },
    })
  })

  it('takes effect with its processing or not at all', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const planned = await addReminder(practice, patient, { state: 'planned' })
    const broken: OpenPractice = {
      ...practice,
      ledger: {
        ...practice.ledger,
        append: async (trx, entries) => {
          await practice.ledger.append(trx, entries)
          throw new Error('killed after the append')
        },
      },
    }
    await deliver(broken, withMessages(stopFrom(patient.waId)))
    expect(await consentOf(practice, patient)).to.equal('active')
    expect((await reminderRow(practice, planned)).state).to.equal('planned')
    expect(await typesOf(practice)).to.deep.equal([])
    expect(
      await practice.database.knex('inbound_messages').where({ practice_id: practice.configuration.id }),
    ).to.deep.equal([])
    await processInbox(practice)
    expect(await consentOf(practice, patient)).to.equal('withdrawn')
    expect((await reminderRow(practice, planned)).state).to.equal('cancelled')
  })

  it('by the button is obeyed like one by word', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const sent = await addReminder(practice, patient)
    await deliver(
      practice,
      withMessages(inboundMessage(patient.waId, NOON, button(`stop:${sent.message}`, sent))),
    )
    expect(await consentOf(practice, patient)).to.equal('withdrawn')
  })

  it('on a shared number withdraws for the patient whose message it answers, and holds the others (P-29)', async () => {
    const practice = await open()
    const [mother, child] = [await addPatient(practice, '1', MOTHER), await addPatient(practice, '2', MOTHER)]
    const toChild = await addReminder(practice, child)
    const planned = await addReminder(practice, mother, { state: 'planned' })
    await deliver(practice, withMessages(stopFrom(mother.waId, toChild.wamid)))
    expect(await consents(practice, [mother, child])).to.deep.equal(['on_hold', 'withdrawn'])
    expect((await reminderRow(practice, planned)).state).to.equal('cancelled')
    expect(await typesOf(practice)).to.deep.equal(['consent.withdrawn', 'shared_number_stop'])
  })

  it('on a shared number that answers nothing holds everybody on it (P-29)', async () => {
    const practice = await open()
    const family = [await addPatient(practice, '1', MOTHER), await addPatient(practice, '2', MOTHER)]
    await deliver(practice, withMessages(stopFrom(MOTHER.slice(1))))
    expect(await consents(practice, family)).to.deep.equal(['on_hold', 'on_hold'])
    expect(await events(practice))
      .to.have.nested.property('0.data.patients')
      .that.deep.equals(['1', '2'])
  })

  it('that answers a message finds it by the status, while the answer of the send is not stored yet', async () => {
    const practice = await open()
    const [mother, child] = [await addPatient(practice, '1', MOTHER), await addPatient(practice, '2', MOTHER)]
    const toChild = await addReminder(practice, child, { state: 'handed_over' })
    await deliver(
      practice,
      withStatuses(status(toChild, 'delivered', NOON, child.waId)),
      withMessages(stopFrom(mother.waId, toChild.wamid)),
    )
    expect(await consents(practice, [mother, child])).to.deep.equal(['on_hold', 'withdrawn'])
  })

  it('from another account than the message was sent to withdraws the sender’s own and holds the named', async () => {
    const practice = await open()
    const named = await addPatient(practice, '1', MOTHER)
    const sender = await addPatient(practice, '2', `+${STRANGER}`)
    const sent = await addReminder(practice, named)
    await deliver(
      practice,
      withMessages(inboundMessage(sender.waId, NOON, button(`stop:${sent.message}`, sent))),
    )
    expect(await consents(practice, [named, sender])).to.deep.equal(['on_hold', 'withdrawn'])
    expect(await typesOf(practice)).to.deep.equal(['consent.withdrawn', 'reply_needs_person'])
  })

  it('without a number is matched by the account that a status has shown before (P-19)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const sent = await addReminder(practice, patient)
    await deliver(practice, withStatuses(status(sent, 'delivered', NOON, patient.waId)))
    await deliver(practice, withMessages(hidden(stopFrom(patient.waId))))
    expect(await consentOf(practice, patient)).to.equal('withdrawn')
  })

  it('without a number, on a number that a family shares, holds the family (P-19, P-29)', async () => {
    const practice = await open()
    const family = [await addPatient(practice, '1', MOTHER), await addPatient(practice, '2', MOTHER)]
    const sent = await addReminder(practice, family[0]!)
    await deliver(practice, withStatuses(status(sent, 'delivered', NOON, MOTHER.slice(1))))
    await deliver(practice, withMessages(hidden(stopFrom(MOTHER.slice(1)))))
    expect(await consents(practice, family)).to.deep.equal(['on_hold', 'on_hold'])
  })

  it('of an account that nobody knows holds all whose it may be, and tells a person (P-19)', async () => {
    const practice = await open()
    const unseen = await addPatient(practice, '1', '+4915111111111')
    const seen = await addPatient(practice, '2', '+4915122222222')
    const neverSent = await addPatient(practice, '3', '+4915133333333')
    await addReminder(practice, unseen)
    const sent = await addReminder(practice, seen)
    await deliver(practice, withStatuses(status(sent, 'delivered', NOON, seen.waId)))
    await deliver(practice, withMessages(hidden(stopFrom(STRANGER))))
    expect(await consents(practice, [unseen, seen, neverSent])).to.deep.equal(['on_hold', 'active', 'active'])
    const told = await events(practice)
    expect(told.map((event) => event.type)).to.deep.equal(['stop_unmatched'])
    expect(told).to.have.nested.property('0.data.patients').that.deep.equals(['1'])
  })

  it('of an unknown account that answers a message is obeyed for the patient it was sent to', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '1')
    const other = await addPatient(practice, '2', `+${STRANGER}`)
    const sent = await addReminder(practice, patient)
    await addReminder(practice, other)
    await deliver(practice, withMessages(hidden(stopFrom(patient.waId, sent.wamid))))
    expect(await consents(practice, [patient, other])).to.deep.equal(['withdrawn', 'active'])
  })

  it('of an unknown number blocks it, and holds whoever turns out to have it (P-19)', async () => {
    const practice = await open()
    await deliver(practice, withMessages(stopFrom(STRANGER)))
    expect(await typesOf(practice)).to.deep.equal(['stop_unmatched'])
    const phoneIndex = practice.keys.index('phone', `+${STRANGER}`)
    const blocks = (): Promise<unknown[]> =>
      practice.database.knex('send_blocks').where({
        practice_id: practice.configuration.id,
        scope: 'recipient',
        block_key: phoneIndex,
        until: null,
      })
    expect(await blocks()).to.have.lengthOf(1)
    const patient = await addPatient(practice, '4711', `+${STRANGER}`)
    await processInbox(practice)
    expect(await consentOf(practice, patient)).to.equal('on_hold')
    expect(await blocks()).to.have.lengthOf(0)
    await processInbox(practice)
    expect(await typesOf(practice)).to.deep.equal(['reply_needs_person'])
  })

  it('of an unknown account holds the patient as soon as that account shows its number (P-19)', async () => {
    const practice = await open()
    await deliver(practice, withMessages(hidden(stopFrom(STRANGER))))
    const patient = await addPatient(practice, '4711', `+${STRANGER}`)
    await processInbox(practice)
    expect(await consentOf(practice, patient)).to.equal('active')
    const sent = await addReminder(practice, patient)
    await deliver(practice, withStatuses(status(sent, 'sent', NOON, patient.waId)))
    expect(await consentOf(practice, patient)).to.equal('on_hold')
  })

  it('in doubt holds, and asks a person (P-18)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const planned = await addReminder(practice, patient, { state: 'planned' })
    await deliver(practice, withMessages(inboundMessage(patient.waId, NOON, text('stop, ich komme später'))))
    expect(await consentOf(practice, patient)).to.equal('on_hold')
    expect((await reminderRow(practice, planned)).state).to.equal('cancelled')
    expect(await events(practice)).to.have.nested.property('0.data.reason', 'doubt')
  })

  it('on an earlier number of the patient is obeyed too', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711', MOTHER)
    await practice.database.write((trx) =>
      linkPhone(
        trx,
        practice.keys,
        patient.subject,
        '+4915155555555' as typeof patient.phone,
        'form test',
        NOON,
      ),
    )
    await deliver(practice, withMessages(stopFrom('4915155555555')))
    expect(await consentOf(practice, patient)).to.equal('withdrawn')
  })

  it('is obeyed, though what is kept of another one is damaged', async () => {
    const practice = await open()
    await deliver(practice, withMessages(stopFrom(STRANGER)))
    await practice.database
      .knex('unmatched_stops')
      .where({ practice_id: practice.configuration.id })
      .update({ sealed: Buffer.alloc(64, 7) })
    await addPatient(practice, '1', `+${STRANGER}`)
    const patient = await addPatient(practice, '2')
    const { failures } = await deliver(practice, withMessages(stopFrom(patient.waId)))
    expect(await consentOf(practice, patient)).to.equal('withdrawn')
    expect(failures.map(({ code }) => code)).to.deep.equal(['SEALED_BROKEN'])
  })

  it('of a patient who was erased is kept like that of a stranger', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    await practice.database
      .knex('subject_keys')
      .where({ subject_id: patient.subject })
      .update({ wrapped: null, destroyed_at: NOON })
    const counts = await deliver(practice, withMessages(stopFrom(patient.waId)))
    expect(counts).to.include({ processed: 1, failed: 0, postponed: 0 })
    expect(await typesOf(practice)).to.deep.equal(['stop_unmatched'])
  })

  it('is not undone by a later message, nor by WhatsApp’s own resume', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    await deliver(practice, withMessages(stopFrom(patient.waId)))
    await deliver(
      practice,
      withMessages(inboundMessage(patient.waId, addMillis(NOON, 1000), text('Ja gern'))),
    )
    await deliver(practice, preference(patient, 'resume'))
    expect(await consentOf(practice, patient)).to.equal('withdrawn')
  })

  it('by WhatsApp’s switch against advertising withdraws recalls and holds the rest; resume gives nothing back (P-20)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    await deliver(practice, preference(patient, 'stop'), preference(patient, 'stop'))
    const states = async (): Promise<string[]> =>
      Promise.all(PURPOSES.map((purpose) => consentOf(practice, patient, purpose)))
    expect(await states()).to.deep.equal(['on_hold', 'withdrawn', 'on_hold'])
    await deliver(practice, preference(patient, 'resume'))
    expect(await states()).to.deep.equal(['on_hold', 'withdrawn', 'on_hold'])
    expect(await typesOf(practice)).to.deep.equal(['marketing_stopped'])
  })

  it('is put on hold, not moved, when the number changes (P-30)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    await deliver(
      practice,
      withMessages(
        inboundMessage(patient.waId, NOON, {
          type: 'system',
          system: { type: 'user_changed_number', wa_id: STRANGER, body: 'changed' },
        }),
      ),
    )
    expect(await consentOf(practice, patient)).to.equal('on_hold')
    expect(await typesOf(practice)).to.deep.equal(['number_changed'])
    const newOwner = await addPatient(practice, '4712', `+${STRANGER}`)
    expect(await consentOf(practice, newOwner)).to.equal('active')
  })

  it('holds everybody on a number that another account now uses (P-31)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const sent = await addReminder(practice, patient)
    await deliver(practice, withStatuses(status(sent, 'sent', NOON, patient.waId)))
    expect(await consentOf(practice, patient)).to.equal('active')
    const another = { ...status(sent, 'delivered', NOON, patient.waId), recipient_user_id: 'DE.another' }
    await deliver(practice, withStatuses(another))
    expect(await consentOf(practice, patient)).to.equal('on_hold')
    expect(await typesOf(practice)).to.deep.equal(['number_changed'])
    await deliver(practice, withStatuses({ ...another, status: 'read' }))
    expect(await typesOf(practice)).to.deep.equal([])
  })

  it('holds the patient of an account that was given another user id (P-31)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const sent = await addReminder(practice, patient)
    await deliver(practice, withStatuses(status(sent, 'sent', NOON, patient.waId)))
    const update = { user_id: { previous: bsuidOf(patient.waId), current: 'DE.new' }, timestamp: 1 }
    await deliver(practice, change({ user_id_update: [update] }, 'user_id_update'))
    expect(await consentOf(practice, patient)).to.equal('on_hold')
  })

  it('concerns only the practice that it was sent to', async () => {
    const [muster, other] = [await open(), await open()]
    const patient = await addPatient(muster, '4711')
    const same = await addPatient(other, '4711')
    await deliver(muster, withMessages(stopFrom(patient.waId)))
    expect(await consentOf(other, same)).to.equal('active')
  })

  it('holds a patient who is known by number alone, without a record', async () => {
    const practice = await open()
    const subject = await practice.database.write((trx) =>
      subjectOf(trx, practice.keys, toHostPatientId('9'), NOON),
    )
    await practice.database.write((trx) =>
      linkPhone(trx, practice.keys, subject, MOTHER as InventedPatient['phone'], 'form test', NOON),
    )
    await deliver(practice, withMessages(stopFrom(MOTHER.slice(1))))
    const patient = { subject, host: '9', phone: MOTHER as InventedPatient['phone'], waId: MOTHER.slice(1) }
    expect(await consentOf(practice, patient)).to.equal('withdrawn')
  })
})

const preference = (patient: InventedPatient, value: string): Json =>
  change(
    {
      user_preferences: [
        { wa_id: patient.waId, category: 'marketing_messages', value, timestamp: Date.parse(NOON) / 1000 },
      ],
    },
    'user_preferences',
  )
