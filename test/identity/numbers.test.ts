/** A consent binds a patient and a number: shared, changed, re-assigned, hidden, and of patients who are gone (P-19, P-29 … P-32). */
import { expect } from 'chai'
import { putPatient, removePatients } from '../../plugin/host/store-patients.js'
import { toHostPatientId } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import type { Sandbox } from '../../plugin/sandbox/sandbox.js'
import { addMillis, toLocalDate } from '../../plugin/time.js'
import type { Dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { append, inventedEntry } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addDueReminder,
  addPatient,
  clientOf,
  declare,
  dispatch,
  numberOf,
  openNewPractice,
  reminderState,
  settableClock,
  sharedDatabase,
  startProvider,
  type Person,
  type SettableClock,
} from '../outbox/due-practice.js'
import { cases, decide } from '../review/practice.js'
import { bsuidOf, deliver, inboundMessage, text, withMessages, type Json } from '../webhook/practice.js'

const waId = (person: Person): string => person.number.slice(1)

onEachDatabase('A number', (fresh) => {
  const shared = sharedDatabase(fresh)
  let sandbox: Sandbox
  let client: Dialog360
  let clock: SettableClock
  let practice: OpenPractice
  beforeEach(async () => {
    sandbox = await startProvider()
    client = clientOf(sandbox)
    clock = settableClock()
    practice = await openNewPractice(shared(), clock)
  })
  afterEach(async () => {
    await client.close()
    await sandbox.close()
  })

  const moveTo = (person: Person, n: number, active = true): Promise<boolean> =>
    practice.database.write((trx) =>
      putPatient(
        trx,
        practice.keys,
        'csv',
        {
          hostPatientId: toHostPatientId(person.hostPatientId),
          familyName: 'Muster',
          givenName: 'Erika',
          birthDate: toLocalDate('1980-01-31'),
          mobilePhone: { kind: 'mobile', number: numberOf(n) },
          active,
        },
        clock.now(),
      ),
    )
  const recipients = (): string[] => sandbox.messages().map(({ to }) => to)
  const said = (from: string, words: string, more: Json = {}): Json =>
    withMessages({ ...inboundMessage(from, clock.now(), text(words)), ...more })

  it('that a family shares carries messages only for whom of them agreed; a stop on it reaches all (P-29)', async () => {
    const mother = await addPatient(practice, 1)
    const child = await addPatient(practice, 2, { mobilePhone: { kind: 'mobile', number: numberOf(1) } })
    clock.advance(5000)
    await declare(practice, child.subject, 'refused')
    const toMother = await addDueReminder(practice, mother)
    const toChild = await addDueReminder(practice, child)
    await dispatch(practice, client)
    expect(await reminderState(practice, toMother)).to.include({ state: 'accepted' })
    expect(await reminderState(practice, toChild)).to.include({ state: 'skipped', reason: 'consent_refused' })
    clock.advance(5000)
    await declare(practice, child.subject, 'granted', numberOf(1))
    const more = [mother, child].map((person) =>
      addDueReminder(practice, person, { appointment: `B${person.hostPatientId}` }),
    )
    const [againMother, againChild] = await Promise.all(more)
    await deliver(practice, said(waId(mother), 'STOP'))
    await dispatch(practice, client)
    for (const reminder of [againMother!, againChild!])
      expect(await reminderState(practice, reminder)).to.include({
        state: 'cancelled',
        reason: 'consent_on_hold',
      })
    expect(recipients()).to.have.length(1)
  })

  it('that the patient no longer has gets nothing, though the consent names it; a consent for the new one does (P-30)', async () => {
    const person = await addPatient(practice, 1)
    await moveTo(person, 2)
    const first = await addDueReminder(practice, person)
    await dispatch(practice, client)
    expect(await reminderState(practice, first)).to.include({ state: 'skipped', reason: 'number_differs' })
    clock.advance(5000)
    await declare(practice, person.subject, 'granted', numberOf(2))
    const second = await addDueReminder(practice, person, { appointment: 'B1' })
    await dispatch(practice, client)
    expect(await reminderState(practice, second)).to.include({ state: 'accepted' })
    expect(recipients().map((to) => to.replace('+', ''))).to.deep.equal([numberOf(2).slice(1)])
  })

  it('that WhatsApp says has changed holds the consent where it is; only a new declaration or a person ends that (P-30)', async () => {
    const person = await addPatient(practice, 1)
    const system = {
      ...inboundMessage(waId(person), clock.now(), {
        type: 'system',
        system: { type: 'user_changed_number', body: 'changed', wa_id: numberOf(9).slice(1) },
      }),
    }
    await deliver(practice, withMessages(system))
    const held = await addDueReminder(practice, person)
    await dispatch(practice, client)
    expect(await reminderState(practice, held)).to.include({ state: 'skipped', reason: 'consent_on_hold' })
    clock.advance(5000)
    await declare(practice, person.subject, 'granted', numberOf(1))
    const free = await addDueReminder(practice, person, { appointment: 'B1' })
    await dispatch(practice, client)
    expect(await reminderState(practice, free)).to.include({ state: 'accepted' })
  })

  it("that has a new owner gets nothing meant for the old one, and the owner's consent is the owner's own (P-30, P-31)", async () => {
    const old = await addPatient(practice, 1)
    await deliver(practice, said(waId(old), 'Guten Tag'))
    // The number turns up with another account: it may be somebody else's now.
    clock.advance(60_000)
    await deliver(practice, said(waId(old), 'Hallo', { from_user_id: bsuidOf('4915133344455') }))
    clock.advance(60_000)
    const owner = await addPatient(practice, 2, { mobilePhone: { kind: 'mobile', number: numberOf(1) } })
    await append(practice, [
      inventedEntry(owner.subject, 'granted', { number: numberOf(1), givenAt: addMillis(clock.now(), -500) }),
    ])
    const toOld = await addDueReminder(practice, old)
    const toOwner = await addDueReminder(practice, { ...owner, number: numberOf(1) })
    await dispatch(practice, client)
    expect(await reminderState(practice, toOld)).to.include({ state: 'skipped', reason: 'consent_on_hold' })
    expect(await reminderState(practice, toOwner)).to.include({ state: 'accepted' })
  })

  it('that a person has found to be still the same patient’s is written to again (P-31)', async () => {
    const person = await addPatient(practice, 1)
    await deliver(practice, said(waId(person), 'Guten Tag'))
    await deliver(practice, said(waId(person), 'Hallo', { from_user_id: bsuidOf('4915133344455') }))
    for (const review of await cases(practice)) await decide(practice, review, 'released')
    const reminder = await addDueReminder(practice, person)
    await dispatch(practice, client)
    expect(await reminderState(practice, reminder)).to.include({ state: 'accepted' })
  })

  it('whose account was given another user id is on hold (P-31)', async () => {
    const person = await addPatient(practice, 1)
    await deliver(practice, said(waId(person), 'Guten Tag'))
    const reminder = await addDueReminder(practice, person)
    await deliver(practice, said(waId(person), 'Hallo', { from_user_id: bsuidOf('4915133344455') }))
    await dispatch(practice, client)
    expect(await reminderState(practice, reminder)).to.include({
      state: 'cancelled',
      reason: 'consent_on_hold',
    })
    expect((await cases(practice)).map(({ kind }) => kind)).to.include('number')
  })

  it('that is hidden behind a user name is still stopped by its account (P-19)', async () => {
    const person = await addPatient(practice, 1)
    await deliver(practice, said(waId(person), 'Guten Tag'))
    const reminder = await addDueReminder(practice, person)
    const { from, ...hidden } = inboundMessage(waId(person), clock.now(), text('STOP'))
    await deliver(practice, withMessages(hidden))
    await dispatch(practice, client)
    expect(await reminderState(practice, reminder)).to.include({
      state: 'cancelled',
      reason: 'consent_withdrawn',
    })
  })

  it('of a patient who died, moved away or is archived gets nothing, also when that is learned after planning (P-32)', async () => {
    const [inactive, gone] = [await addPatient(practice, 1), await addPatient(practice, 2)]
    const reminders = [await addDueReminder(practice, inactive), await addDueReminder(practice, gone)]
    await moveTo(inactive, 1, false)
    await practice.database.write((trx) =>
      removePatients(trx, practice.keys, [toHostPatientId(gone.hostPatientId)], clock.now()),
    )
    await dispatch(practice, client)
    for (const reminder of reminders)
      expect(await reminderState(practice, reminder)).to.include({
        state: 'skipped',
        reason: 'patient_inactive',
      })
    await moveTo(inactive, 1)
    const back = await addDueReminder(practice, inactive, { appointment: 'B1' })
    await dispatch(practice, client)
    expect(await reminderState(practice, back)).to.include({ state: 'accepted' })
  })
})
