import { expect } from 'chai'
import { consentFor } from '../../plugin/consent/gate.js'
import { holdConsent } from '../../plugin/consent/withdraw.js'
import type { ConsentStatus } from '../../plugin/consent/status.js'
import { recordAtReception } from '../../plugin/consent/reception.js'
import { toHostPatientId } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { liftRestriction, restrictPatient } from '../../plugin/privacy/restrict.js'
import { rectifyEntry } from '../../plugin/privacy/rectify.js'
import { erasePatient } from '../../plugin/privacy/erasure/erase.js'
import { witnessOf } from '../../plugin/privacy/witness/check.js'
import { runRetention } from '../../plugin/privacy/retention/retention.js'
import { addMillis } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addDueReminder,
  addPatient,
  DAY,
  openNewPractice,
  reminderState,
  settableClock,
  sharedDatabase,
  type Person,
} from '../outbox/due-practice.js'
import { witnessInMemory } from './life-practice.js'

onEachDatabase('The rights of a patient', (fresh) => {
  const database = sharedDatabase(fresh)
  const by = 'Frau Winter'

  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    )
  const statusOf = (practice: OpenPractice, person: Person): Promise<ConsentStatus> =>
    consentFor(practice.database.knex, practice, person.subject, 'reminder', practice.clock.now())

  const lastEntry = async (practice: OpenPractice, person: Person): Promise<number> =>
    (await practice.ledger.entriesOf(practice.database.knex, person.subject)).at(-1)?.seq ?? -1

  describe('to restriction (Art. 18)', () => {
    it('cancels what waits at once, and the consent is on hold until it is lifted (P-46)', async () => {
      const practice = await openNewPractice(database(), settableClock())
      const person = await addPatient(practice, 1)
      const reminder = await addDueReminder(practice, person)
      const patient = toHostPatientId(person.hostPatientId)
      const restricted = await restrictPatient(practice, { patient, by, ground: 'accuracy' })
      expect(restricted).to.include({ changed: true, cancelled: 1 })
      expect(await reminderState(practice, reminder)).to.include({
        state: 'cancelled',
        reason: 'consent_on_hold',
      })
      expect(await statusOf(practice, person)).to.deep.include({ status: 'on_hold', reasons: ['restricted'] })
      expect(await restrictPatient(practice, { patient, by, ground: 'accuracy' })).to.include({
        changed: false,
      })
      expect(await liftRestriction(practice, { patient, by })).to.include({ changed: true })
      expect((await statusOf(practice, person)).status).to.equal('active')
      expect(await liftRestriction(practice, { patient, by })).to.include({ changed: false, entry: null })
    })

    it('stops every deletion, by request and by time (P-46)', async () => {
      const clock = settableClock()
      const open = await openNewPractice(database(), clock)
      const practice = { ...open, witness: witnessOf(witnessInMemory()) }
      const person = await addPatient(practice, 1)
      const patient = toHostPatientId(person.hostPatientId)
      await restrictPatient(practice, { patient, by, ground: 'claims' })
      const erasure = erasePatient(practice, { patient, by, reason: 'erasure_request', proof: 'destroy' })
      expect(await codeOf(erasure)).to.equal('PATIENT_RESTRICTED')
      await practice.database.write((trx) =>
        trx('patients').where({ subject_id: person.subject }).update({ gone_at: clock.now() }),
      )
      clock.advance(12 * 365 * DAY)
      const counts = await runRetention(practice)
      expect(counts.inactive_patients).to.equal(0)
      await liftRestriction(practice, { patient, by })
      clock.advance(5 * 365 * DAY)
      expect((await runRetention(practice)).inactive_patients).to.equal(1)
    })
  })

  describe('to rectification (Art. 16)', () => {
    it('takes an entry out of force by a new one, and changes none (P-45)', async () => {
      const practice = await openNewPractice(database(), settableClock())
      const person = await addPatient(practice, 1)
      const reminder = await addDueReminder(practice, person)
      const patient = toHostPatientId(person.hostPatientId)
      const before = await practice.ledger.entriesOf(practice.database.knex, person.subject)
      const granted = before.find(({ type }) => type === 'granted')
      const entry = granted?.seq ?? -1
      const rectified = await rectifyEntry(practice, {
        patient,
        entry,
        result: 'not_given',
        by,
        note: 'Das Kreuz gehört zur Zeile darüber.',
      })
      expect(rectified).to.include({ type: 'not_given', cancelled: 1 })
      const after = await practice.ledger.entriesOf(practice.database.knex, person.subject)
      expect(after.slice(0, before.length)).to.deep.equal(before)
      expect(after.at(-1)?.content?.supersedes).to.deep.equal([entry])
      expect((await statusOf(practice, person)).status).to.equal('never_asked')
      expect((await reminderState(practice, reminder)).state).to.equal('cancelled')
      const again = rectifyEntry(practice, { patient, entry, result: 'refused', by, note: null })
      expect(await codeOf(again)).to.equal('ENTRY_NOT_RECTIFIABLE')
    })

    it('never makes a yes by itself: the patient confirms it first (P-04, P-45)', async () => {
      const practice = await openNewPractice(database(), settableClock())
      const person = await addPatient(practice, 1)
      const patient = toHostPatientId(person.hostPatientId)
      const [entry = -1] = (await practice.ledger.entriesOf(practice.database.knex, person.subject)).map(
        ({ seq }) => seq,
      )
      const rectified = await rectifyEntry(practice, { patient, entry, result: 'granted', by, note: null })
      expect(rectified.type).to.equal('pending')
      expect((await statusOf(practice, person)).status).to.equal('pending')
    })

    it('ends no doubt that was heard of after the yes, whenever it was said (P-18, P-45)', async () => {
      const clock = settableClock()
      const practice = await openNewPractice(database(), clock)
      const person = await addPatient(practice, 1)
      clock.advance(DAY)
      const now = clock.now()
      const { entries } = await practice.database.write((trx) =>
        holdConsent(trx, practice, {
          subject: person.subject,
          purposes: ['reminder'],
          method: 'reply',
          actor: { role: 'system', name: null },
          evidence: null,
          reasons: ['number_changed'],
          givenAt: addMillis(now, -7 * DAY),
          now,
        }),
      )
      const patient = toHostPatientId(person.hostPatientId)
      for (const result of ['granted', 'not_given'] as const) {
        const entry = entries.shift() ?? (await lastEntry(practice, person))
        await rectifyEntry(practice, { patient, entry, result, by, note: null })
        expect((await statusOf(practice, person)).status, result).not.to.equal('active')
      }
    })

    it('undoes no refusal and no withdrawal, and touches nobody else (P-45)', async () => {
      const practice = await openNewPractice(database(), settableClock())
      const person = await addPatient(practice, 1)
      const other = await addPatient(practice, 2)
      const patient = toHostPatientId(person.hostPatientId)
      const { entries } = await recordAtReception(practice, {
        patient,
        result: 'refused',
        purposes: null,
        by,
        wording: null,
        note: null,
      })
      const refusal = rectifyEntry(practice, {
        patient,
        entry: entries[0] ?? -1,
        result: 'granted',
        by,
        note: null,
      })
      expect(await codeOf(refusal)).to.equal('ENTRY_NOT_RECTIFIABLE')
      const [theirs] = await practice.ledger.entriesOf(practice.database.knex, other.subject)
      const foreign = rectifyEntry(practice, {
        patient,
        entry: theirs?.seq ?? -1,
        result: 'refused',
        by,
        note: null,
      })
      expect(await codeOf(foreign)).to.equal('ENTRY_NOT_RECTIFIABLE')
    })
  })
})
