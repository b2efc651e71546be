import { expect } from 'chai'
import fc from 'fast-check'
import { openJson } from '../../plugin/keys/seal.js'
import { subjectKey } from '../../plugin/keys/subject-keys.js'
import { toWamidDigest } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { addMillis } from '../../plugin/time.js'
import { inboundContext, type InboundContent } from '../../plugin/webhook/inbound.js'
import { processInbox } from '../../plugin/webhook/process.js'
import { webhookReceiver } from '../../plugin/webhook/receive.js'
import { openInvented, settableClock, NOON } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addPatient,
  addReminder,
  button,
  change,
  consentOf,
  deliver,
  events,
  inboundMessage,
  numbered,
  reminderRow,
  status,
  store,
  text,
  typesOf,
  withMessages,
  withStatuses,
  type Json,
} from './practice.js'

interface InboundRow {
  wamid_index: string
  id: string
  subject_id: string | null
  kind: string
  intent: string
  sealed: Buffer
}

const inboundRows = (practice: OpenPractice): Promise<InboundRow[]> =>
  practice.database.knex('inbound_messages').orderBy('sent_at').select<InboundRow[]>()

const states = async (practice: OpenPractice): Promise<string[]> =>
  (await practice.database.knex('webhook_inbox').orderBy('id').select<{ state: string }[]>('state')).map(
    (row) => row.state,
  )

/** A practice whose ledger fails until it is mended. */
function failing(practice: OpenPractice): OpenPractice & { mend(): void } {
  let broken = true
  return {
    ...practice,
    ledger: {
      ...practice.ledger,
      append: (trx, entries) =>
        broken ? Promise.reject(new Error('broken')) : practice.ledger.append(trx, entries),
    },
    mend: () => {
      broken = false
    },
  }
}

onEachDatabase('The webhook inbox', (fresh) => {
  const open = async (): Promise<OpenPractice> => openInvented(await fresh.open())

  it('keeps a message once, sealed with its patient’s key, however often it is delivered', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const body = withMessages(inboundMessage(patient.waId, NOON, text('Wo kann ich parken?')))
    await deliver(practice, body, body)
    await deliver(practice, body)
    const [row, ...others] = await inboundRows(practice)
    expect(others).to.deep.equal([])
    expect(row).to.include({ subject_id: patient.subject, kind: 'text', intent: 'other' })
    const key = await subjectKey(practice.database.knex, practice.keys, patient.subject)
    const content = openJson<InboundContent>(
      key,
      row!.sealed,
      inboundContext(practice.configuration.id, toWamidDigest(row!.wamid_index)),
    )
    expect(content.text).to.equal('Wo kann ich parken?')
    expect(await events(practice))
      .to.have.nested.property('0.data')
      .that.deep.equals({
        patient: '4711',
        inbound: row!.id,
      })
  })

  it('is worked on once by several at the same time', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const sent = await addReminder(practice, patient)
    const messages = Array.from({ length: 6 }, (_, index) =>
      inboundMessage(patient.waId, addMillis(NOON, index * 1000), text(`Frage ${index}`)),
    )
    const bodies = messages.map((message) => withMessages(message))
    await store(practice, ...bodies, ...bodies, withStatuses(status(sent, 'delivered', NOON, patient.waId)))
    await Promise.all([processInbox(practice), processInbox(practice), processInbox(practice)])
    expect(await inboundRows(practice)).to.have.lengthOf(6)
    expect(await typesOf(practice)).to.deep.equal(Array(6).fill('message.received'))
    expect(new Set(await states(practice))).to.deep.equal(new Set(['processed']))
  })

  it('brings every order of statuses and answers to the same end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }), async (order) => {
        const practice = await openInvented(await fresh.open(), {
          clock: settableClock(addMillis(NOON, 60_000)),
        })
        const patient = await addPatient(practice, '4711')
        const sent = await addReminder(practice, patient)
        const at = (seconds: number): ReturnType<typeof addMillis> => addMillis(NOON, seconds * 1000)
        const press = (action: string, seconds: number): Json =>
          withMessages(inboundMessage(patient.waId, at(seconds), button(`${action}:${sent.message}`, sent)))
        const repeated = press('confirm', 5)
        const bodies = [
          withStatuses(status(sent, 'sent', at(1), patient.waId)),
          withStatuses(status(sent, 'delivered', at(2), patient.waId)),
          withStatuses(status(sent, 'read', at(3), patient.waId)),
          repeated,
          repeated,
          press('cancel', 7),
          press('confirm', 6),
        ]
        for (const index of order) await deliver(practice, bodies[index]!)
        expect(await reminderRow(practice, sent)).to.include({
          state: 'read',
          answer: 'declined',
          answered_at: at(7),
        })
        expect((await inboundRows(practice)).map((row) => row.intent)).to.deep.equal([
          'confirm',
          'confirm',
          'cancel',
        ])
      }),
      { numRuns: 4 },
    )
  })

  it('parks a status that comes before the answer of its send', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const sent = await addReminder(practice, patient, { state: 'handed_over' })
    await deliver(practice, withStatuses(status(sent, 'delivered', NOON, patient.waId)))
    expect((await reminderRow(practice, sent)).state).to.equal('delivered')
  })

  it('works on a good message beside a broken one', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const good = inboundMessage(patient.waId, NOON, text('STOP'))
    await deliver(practice, withMessages({ id: 5, text: [] }, null, good))
    expect(await consentOf(practice, patient)).to.equal('withdrawn')
    expect(await states(practice)).to.deep.equal(['processed'])
  })

  it('keeps what it cannot read, what it does not know, and what is for another number', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    await webhookReceiver(practice)(Buffer.from('<html>502</html>'))
    const counts = await deliver(
      practice,
      change({ strange: true }, 'brand_new_field'),
      numbered({ messages: [inboundMessage(patient.waId, NOON, text('STOP'))] }, '999'),
    )
    expect(await states(practice)).to.deep.equal(['unparsable', 'processed', 'foreign'])
    expect(counts).to.include({ unparsable: 1, processed: 1, foreign: 1, messages: 0 })
    expect(await consentOf(practice, patient)).to.equal('active')
  })

  it('works on its own part of a body that is also about another number', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const own = withMessages(inboundMessage(patient.waId, NOON, text('Hallo')))
    const foreign = numbered({ messages: [inboundMessage(patient.waId, NOON, text('STOP'))] }, '999')
    await deliver(practice, { entry: [...(own['entry'] as []), ...(foreign['entry'] as [])] })
    expect(await inboundRows(practice)).to.have.lengthOf(1)
    expect(await consentOf(practice, patient)).to.equal('active')
  })

  it('does not let a happening that fails keep the others of its webhook, or other webhooks, waiting', async () => {
    const whole = await open()
    const practice = failing(whole)
    const patient = await addPatient(whole, '4711')
    const sent = await addReminder(whole, patient)
    const stop = inboundMessage(patient.waId, NOON, text('STOP'))
    const mixed = numbered({
      messages: [stop, inboundMessage(patient.waId, NOON, text('Hallo'))],
      statuses: [status(sent, 'read', NOON, patient.waId)],
    })
    const counts = await deliver(
      practice,
      mixed,
      withMessages(inboundMessage(patient.waId, NOON, text('Ja'))),
    )
    expect(counts).to.include({ postponed: 1, processed: 1 })
    expect(counts.failures.map((failure) => failure.code)).to.deep.equal(['INTERNAL'])
    expect((await reminderRow(whole, sent)).state).to.equal('read')
    expect(await inboundRows(whole)).to.have.lengthOf(2)
    practice.mend()
    await processInbox(practice)
    expect(await consentOf(whole, patient)).to.equal('withdrawn')
    expect(await inboundRows(whole)).to.have.lengthOf(3)
    expect(await states(whole)).to.deep.equal(['processed', 'processed'])
  })

  it('gives a webhook up after five attempts, keeps its body, and tells a person', async () => {
    const whole = await open()
    const practice = failing(whole)
    const patient = await addPatient(whole, '4711')
    await store(practice, withMessages(inboundMessage(patient.waId, NOON, text('STOP'))))
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      expect(await processInbox(practice)).to.include({ postponed: 1, failed: 0 })
    }
    expect(await states(whole)).to.deep.equal(['received'])
    expect(await processInbox(practice)).to.include({ postponed: 0, failed: 1 })
    expect(await processInbox(practice)).to.include({ postponed: 0, failed: 0 })
    expect(await states(whole)).to.deep.equal(['failed'])
    expect(await typesOf(whole)).to.deep.equal(['webhook.failed'])
  })

  it('obeys a stop that was given up as soon as what stood in its way is mended, and tells a person once (P-16)', async () => {
    const clock = settableClock()
    const whole = await openInvented(await fresh.open(), { clock })
    const practice = failing(whole)
    const patient = await addPatient(whole, '4711')
    await store(practice, withMessages(inboundMessage(patient.waId, NOON, text('STOP'))))
    for (let attempt = 1; attempt <= 5; attempt += 1) await processInbox(practice)
    clock.set(addMillis(clock.now(), 60 * 60_000))
    expect(await processInbox(practice)).to.include({ failed: 1 })
    expect(await processInbox(practice)).to.include({ failed: 0 })
    expect(await states(whole)).to.deep.equal(['failed'])
    expect(await typesOf(whole)).to.deep.equal(['webhook.failed'])
    practice.mend()
    clock.set(addMillis(clock.now(), 60 * 60_000))
    expect(await processInbox(practice)).to.include({ processed: 1, failed: 0 })
    expect(await consentOf(whole, patient)).to.equal('withdrawn')
  })

  it('repeats a webhook whole after a crash before its commit', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const sent = await addReminder(practice, patient)
    await store(
      practice,
      numbered({
        messages: [
          inboundMessage(patient.waId, NOON, button(`confirm:${sent.message}`, sent)),
          inboundMessage(patient.waId, NOON, text('STOP')),
        ],
        statuses: [status(sent, 'read', NOON, patient.waId)],
      }),
    )
    let writes = 0
    const crashing: OpenPractice = {
      ...practice,
      database: {
        ...practice.database,
        // The first write looks for stops that wait; from the second on, the webhook's own, none is committed any more.
        write: async (work) =>
          practice.database.write(async (trx) => {
            writes += 1
            const result = await work(trx)
            if (writes > 1) throw new Error('killed')
            return result
          }),
      },
    }
    expect(await processInbox(crashing).then(() => 'done', String)).to.contain('killed')
    expect(writes).to.be.above(1)
    expect(await inboundRows(practice)).to.deep.equal([])
    await processInbox(practice)
    await processInbox(practice)
    expect(await typesOf(practice)).to.deep.equal(['appointment.confirmed', 'consent.withdrawn'])
    expect((await reminderRow(practice, sent)).state).to.equal('read')
  })

  it('puts no name, number or word of a patient into events or counts (P-57)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const sent = await addReminder(practice, patient)
    const say = (body: string): Json => inboundMessage(patient.waId, NOON, text(body))
    const wamid = `wamid.${Buffer.from(patient.waId).toString('base64')}`
    const counts = await deliver(
      practice,
      numbered({
        contacts: [{ profile: { name: 'KANARIENVOGEL' }, wa_id: patient.waId, user_id: 'DE.KANARIENVOGEL' }],
        messages: [
          { ...say('KANARIENVOGEL'), id: wamid, from_user_id: 'DE.KANARIENVOGEL' },
          say('KANARIENVOGEL stop nein'),
          inboundMessage(patient.waId, NOON, button(`confirm:${sent.message}`, sent, 'KANARIENVOGEL')),
          inboundMessage(patient.waId, NOON, button(`confirm:m_${'k'.repeat(26)}`, sent)),
          say('STOP'),
        ],
      }),
      change({ event: 'KANARIENVOGEL' }, 'account_update'),
    )
    const told = await events(practice)
    expect(told).to.have.lengthOf.at.least(5)
    const said = JSON.stringify([told, counts])
    for (const canary of ['KANARIENVOGEL', patient.waId, wamid, Buffer.from(patient.waId).toString('base64')])
      expect(said).to.not.contain(canary)
    const stored = await practice.database.knex('inbound_messages').select<InboundRow[]>()
    for (const row of stored) expect(row.sealed.includes('KANARIENVOGEL')).to.equal(false)
  })

  it('never asks for media: of a picture only its kind and caption are kept (P-36)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const picture = {
      type: 'image',
      image: { id: 'MEDIA-ID', url: 'https://x.example/MEDIA-ID', caption: 'Mein Zahn' },
    }
    await deliver(practice, withMessages(inboundMessage(patient.waId, NOON, picture)))
    const [row] = await inboundRows(practice)
    const key = await subjectKey(practice.database.knex, practice.keys, patient.subject)
    const content = openJson<InboundContent>(
      key,
      row!.sealed,
      inboundContext(practice.configuration.id, toWamidDigest(row!.wamid_index)),
    )
    expect(row!.kind).to.equal('image')
    expect(JSON.stringify(content)).to.contain('Mein Zahn').and.not.contain('MEDIA-ID')
  })
})
