/** What is due is sent once, and only if everything still holds in the moment of sending. */
import { expect } from 'chai'
import { toWamid } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import type { Sandbox } from '../../plugin/sandbox/sandbox.js'
import type { Dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { wamidDigest } from '../../plugin/whatsapp/wamid-digest.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addDueRecall,
  addDueReminder,
  addDueReminders,
  addPatient,
  clientOf,
  dispatch,
  messagesOf,
  openNewPractice,
  reminderState,
  settableClock,
  sharedDatabase,
  startProvider,
  type SettableClock,
} from './due-practice.js'

onEachDatabase('Dispatch', (fresh) => {
  const database = sharedDatabase(fresh)
  let sandbox: Sandbox
  let client: Dialog360
  let clock: SettableClock
  let practice: OpenPractice

  beforeEach(async () => {
    sandbox = await startProvider()
    client = clientOf(sandbox)
    clock = settableClock()
    practice = await openNewPractice(database(), clock)
  })
  afterEach(async () => {
    await client.close()
    await sandbox.close()
  })

  it('sends what is due, once, with the slots filled and our id in it', async () => {
    const person = await addPatient(practice, 1)
    const reminder = await addDueReminder(practice, person)
    const result = await dispatch(practice, client)
    expect(result).to.deep.equal({ sent: 1, skipped: 0, failed: 0, unknown: 0, waiting: 0, trouble: null })
    expect((await dispatch(practice, client)).sent).to.equal(0)
    const [message] = await messagesOf(practice, reminder)
    const [sent, ...more] = sandbox.messages({ reveal: true })
    expect(more).to.have.length(0)
    expect(sent).to.include({ to: person.number, callbackData: message!.id })
    expect(message!.wamid_index).to.equal(wamidDigest(practice.keys, toWamid(sent!.wamid)))
    expect(sent!.template).to.deep.include({
      name: 'termin_erinnerung',
      body: ['Erika Muster', 'Montag, 23.11.2026', '13:00', 'Zahnarztpraxis Dr. Muster'],
      buttons: { 0: `confirm:${message!.id}`, 1: `cancel:${message!.id}` },
    })
    expect(await reminderState(practice, reminder)).to.deep.equal({
      state: 'accepted',
      reason: 'on_schedule',
      retry_at: null,
    })
    // P-15
    expect(message!.consent_entry).to.equal(0)
  })

  it('sends many, each once', async () => {
    await addDueReminders(practice, 30)
    await addDueRecall(practice, await addPatient(practice, 99))
    const result = await dispatch(practice, client)
    expect(result).to.include({ sent: 31, waiting: 0 })
    expect(new Set(sandbox.messages().map(({ to }) => to)).size).to.equal(31)
    expect(sandbox.messages()).to.have.length(31)
  })

  it('stops claiming when it is asked to end, and finishes what is in flight', async () => {
    await addDueReminders(practice, 40)
    const ending = new AbortController()
    sandbox.setFault({ effect: { kind: 'hang', accepted: true, forMillis: 150 } })
    const run = dispatch(practice, client, { signal: ending.signal })
    while (sandbox.messages().length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    ending.abort()
    sandbox.clearFaults()
    const result = await run
    expect(result.sent).to.be.within(1, 39)
    expect(result).to.include({ waiting: 40 - result.sent, unknown: 0 })
    expect((await dispatch(practice, client)).sent).to.equal(40 - result.sent)
    expect(sandbox.messages()).to.have.length(40)
  })

  it('goes on with the others when the record of one patient was tampered with', async () => {
    const due = await addDueReminders(practice, 5)
    await practice.database
      .knex('patients')
      .where({ practice_id: practice.configuration.id, subject_id: due[2]!.person.subject })
      .update({ sealed: Buffer.alloc(60) })
    const result = await dispatch(practice, client)
    expect(result).to.include({ sent: 4, waiting: 1 })
    expect((await reminderState(practice, due[2]!.reminder)).state).to.equal('due')
  })
})
