/** A patient number that is given to another patient, and a number that is taken out of the record (P-29, P-30). */
import { expect } from 'chai'
import type { HostPatient } from '../../adapters/host.js'
import { storeRecords } from '../../plugin/consent/first-record.js'
import { toHostPatientId } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import type { Sandbox } from '../../plugin/sandbox/sandbox.js'
import { toLocalDate } from '../../plugin/time.js'
import type { Dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { consentFor } from '../../plugin/consent/gate.js'
import { linkPhone } from '../../plugin/host/links.js'
import { readPatient, subjectOf } from '../../plugin/host/patients.js'
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
import { cases, decide, onlyCase } from '../review/practice.js'

onEachDatabase('A patient number', (fresh) => {
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

  /** The record as the host delivers it from now on. */
  const deliver = (person: Pick<Person, 'hostPatientId'>, changes: Partial<HostPatient>): Promise<number> => {
    clock.advance(5000)
    const record: HostPatient = {
      hostPatientId: toHostPatientId(person.hostPatientId),
      familyName: 'Muster',
      givenName: 'Erika',
      birthDate: toLocalDate('1980-01-31'),
      mobilePhone: { kind: 'mobile', number: numberOf(1) },
      active: true,
      ...changes,
    }
    return practice.database.write((trx) => storeRecords(trx, practice, 'csv', [record], clock.now()))
  }
  const NONE = { mobilePhone: { kind: 'empty' } } as const
  const OTTO = { familyName: 'Schulz', givenName: 'Otto', birthDate: toLocalDate('1950-02-02') }
  const told = async (person: Person): Promise<string> => {
    const reminder = await addDueReminder(practice, person)
    await dispatch(practice, client)
    const { state, reason } = await reminderState(practice, reminder)
    return `${state} ${reason}`
  }
  const consent = async (person: Person): Promise<string> => {
    const { status, reasons } = await consentFor(
      practice.database.knex,
      practice,
      person.subject,
      'reminder',
      clock.now(),
    )
    return [status, ...reasons].join(' ')
  }

  it('whose record has lost its number gets nothing at the number that the patient once agreed for (P-30)', async () => {
    const erika = await addPatient(practice, 1)
    await deliver(erika, NONE)
    expect(await told(erika)).to.equal('skipped no_mobile_number')
    expect(sandbox.messages()).to.deep.equal([])
  })

  it('has lost its number also where a form or a chat had named it before the record did (P-30)', async () => {
    const id = toHostPatientId('77')
    const subject = await practice.database.write(async (trx) => {
      const found = await subjectOf(trx, practice.keys, id, clock.now())
      await linkPhone(trx, practice.keys, found, numberOf(1), 'chat invented', clock.now())
      return found
    })
    const erika: Person = { subject, hostPatientId: id, number: numberOf(1) }
    await deliver(erika, {})
    await declare(practice, subject, 'granted', numberOf(1))
    await deliver(erika, NONE)
    expect(await told(erika)).to.equal('skipped no_mobile_number')
  })

  it('whose record never had a number is reminded at the one of the form (P-30)', async () => {
    const erika = await addPatient(practice, 1, NONE)
    expect(await told(erika)).to.match(/^accepted/)
  })

  it('that was given to another patient holds every yes of the former one, whatever number the record names (P-29)', async () => {
    const erika = await addPatient(practice, 1)
    await deliver(erika, OTTO)
    expect(await consent(erika)).to.equal('on_hold record_of_another')
    expect(await told(erika)).to.equal('skipped consent_on_hold')
    const review = await onlyCase(practice)
    expect(review).to.deep.include({ kind: 'number', decisions: ['released', 'ask_patient', 'withdrawn'] })
    expect(review.reasons.map(({ code }) => code)).to.deep.equal(['record_of_another'])
    await deliver(erika, { ...OTTO, active: false })
    expect(await cases(practice)).to.have.length(1)
    await decide(practice, review, 'released')
    expect(await consent(erika)).to.equal('active')
  })

  it('that was given to another patient is held also where a birthday is missing, if the whole name is another (P-29)', async () => {
    const erika = await addPatient(practice, 1)
    await deliver(erika, { ...OTTO, birthDate: null })
    expect(await consent(erika)).to.equal('on_hold record_of_another')
  })

  it('whose record is damaged is held when the host delivers it anew, and keeps no other record away (P-29)', async () => {
    const [erika, max] = [await addPatient(practice, 1), await addPatient(practice, 2)]
    const own = { practice_id: practice.configuration.id }
    await practice.database
      .knex('patients')
      .where({ ...own, subject_id: erika.subject })
      .update({ sealed: Buffer.from('somebody wrote into this row') })
    const record = (person: Person, familyName: string): HostPatient => ({
      hostPatientId: toHostPatientId(person.hostPatientId),
      familyName,
      givenName: 'Erika',
      birthDate: toLocalDate('1980-01-31'),
      mobilePhone: { kind: 'mobile', number: person.number },
      active: true,
    })
    clock.advance(5000)
    const changed = await practice.database.write((trx) =>
      storeRecords(trx, practice, 'csv', [record(erika, 'Winter'), record(max, 'Sommer')], clock.now()),
    )
    expect(changed).to.equal(2)
    expect((await readPatient(practice.database.knex, practice.keys, max.subject))?.familyName).to.equal(
      'Sommer',
    )
    expect((await readPatient(practice.database.knex, practice.keys, erika.subject))?.familyName).to.equal(
      'Winter',
    )
    expect(await consent(erika)).to.equal('on_hold record_damaged')
  })

  it('keeps its consent through a marriage, another spelling, and a birthday put right (P-29)', async () => {
    const erika = await addPatient(practice, 1)
    for (const same of [
      { familyName: 'Muster-Schön' },
      { familyName: 'Schoen' },
      { familyName: 'Schön', givenName: 'Erika Maria' },
      { familyName: 'Schön', birthDate: toLocalDate('1980-01-13') },
      { familyName: 'Schön', birthDate: null },
    ]) {
      await deliver(erika, same)
      expect(await consent(erika), JSON.stringify(same)).to.equal('active')
    }
    expect(await cases(practice)).to.deep.equal([])
  })

  it('that was given to another patient says nothing where the former one had said no (P-29)', async () => {
    const erika = await addPatient(practice, 1)
    clock.advance(5000)
    await declare(practice, erika.subject, 'withdrawn')
    const before = await consent(erika)
    await deliver(erika, OTTO)
    expect(await consent(erika)).to.equal(before)
  })
})
