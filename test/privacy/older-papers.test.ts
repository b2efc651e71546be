/** A paper from before an erasure counts no more, whatever brought the patient back and whichever way it finds the patient (P-47). */
import { expect } from 'chai'
import { recordAtReception } from '../../plugin/consent/reception.js'
import { storeRecords } from '../../plugin/consent/first-record.js'
import { recordWaitingForms } from '../../plugin/consent/record-form.js'
import { RecallError } from '../../plugin/errors.js'
import { lastErasedAt, suppressedSince } from '../../plugin/host/suppression.js'
import { toHostPatientId } from '../../plugin/ids.js'
import { readPhone } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { erasePatient } from '../../plugin/privacy/erasure/erase.js'
import { witnessOf } from '../../plugin/privacy/witness/check.js'
import { toLocalDate } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import type { SetClock } from '../host/practice.js'
import { cases, decide, NUMBER, onlyCase, openWithForm, record, stateOf } from '../review/practice.js'
import { witnessInMemory } from './life-practice.js'

const ID = toHostPatientId('4711')

onEachDatabase('A paper from before the erasure of its patient', (fresh) => {
  let practice: OpenPractice & { clock: SetClock }

  const deliver = (): Promise<number> =>
    practice.database.write((trx) =>
      storeRecords(
        trx,
        practice,
        'csv',
        [
          {
            hostPatientId: ID,
            familyName: 'Muster',
            givenName: 'Erika',
            birthDate: toLocalDate('1980-01-31'),
            mobilePhone: readPhone(NUMBER),
            active: true,
          },
        ],
        practice.clock.now(),
      ),
    )
  const erase = (): Promise<unknown> =>
    erasePatient(
      { ...practice, witness: witnessOf(witnessInMemory()) },
      { patient: ID, by: 'Frau Winter', reason: 'erasure_request', proof: 'destroy' },
    )
  const atDesk = (result: 'refused' | 'granted'): Promise<unknown> =>
    recordAtReception(practice, {
      patient: ID,
      result,
      purposes: ['recall'],
      by: 'Frau Empfang',
      wording: null,
      note: null,
    })
  const codeOf = (done: Promise<{ recorded: string }>): Promise<string> =>
    done.then(
      ({ recorded }) => recorded,
      (error: unknown) => (error instanceof RecallError ? error.code : String(error)),
    )
  /** Somebody at the desk brings the patient back ten days after the erasure. */
  const comesBack = async (): Promise<void> => {
    practice.clock.set('2026-12-01T08:00:00Z')
    await atDesk('refused')
    await deliver()
  }

  beforeEach(async function () {
    this.timeout(240_000)
    practice = await openWithForm(await fresh.open())
    await deliver()
    await record(practice, { givenAt: '2026-01-10' })
  })

  it('is not recorded after an entry at the desk has brought the patient back; a later one is (P-47)', async () => {
    await erase()
    await comesBack()
    for (const givenAt of ['2026-02-01', '2026-11-21', null])
      expect(await codeOf(record(practice, { givenAt })), String(givenAt)).to.equal('FORM_ERASED')
    expect(await stateOf(practice)).to.equal('never_asked')
    expect(await codeOf(record(practice, { givenAt: '2026-11-30' }))).to.equal('now')
    expect(await stateOf(practice)).to.equal('active')
  })

  it('is not recorded where name and birthday find the patient', async () => {
    await erase()
    await comesBack()
    const patient = { hostPatientId: null }
    expect(await codeOf(record(practice, { givenAt: '2026-02-01', patient }))).to.equal('FORM_ERASED')
    expect(await stateOf(practice)).to.equal('never_asked')
    expect(await codeOf(record(practice, { givenAt: '2026-11-30', patient }))).to.equal('now')
  })

  it('that waited for its patient goes when the patient is back, and holds up no other one', async () => {
    await erase()
    const patient = { hostPatientId: null }
    const waiting = await record(practice, { givenAt: '2026-02-01', patient })
    expect(waiting.recorded).to.equal('nobody')
    practice.clock.set('2026-12-01T08:00:00Z')
    await record(practice, { givenAt: '2026-11-30', patient })
    await comesBack()
    expect(await recordWaitingForms(practice)).to.equal(1)
    expect(await stateOf(practice)).to.equal('active')
    expect(await cases(practice)).to.deep.equal([])
    const form = { kind: 'form', sha256: waiting.sha256 } as const
    expect(await suppressedSince(practice.database.knex, practice.keys, form)).to.equal(practice.clock.now())
    expect(await recordWaitingForms(practice)).to.equal(0)
  })

  it('cannot be assigned to the patient by a person either', async () => {
    await erase()
    await record(practice, { givenAt: '2026-02-01', patient: { hostPatientId: null, givenName: 'E.' } })
    await comesBack()
    const review = await onlyCase(practice)
    const assigned = decide(practice, review, 'assigned', { patient: ID }).then(() => ({ recorded: 'now' }))
    expect(await codeOf(assigned)).to.equal('FORM_ERASED')
    expect(await stateOf(practice)).to.equal('never_asked')
    await decide(practice, review, 'dismissed')
  })

  it('counts no more after a second erasure, from whose day on alone the patient is heard', async () => {
    await erase()
    await comesBack()
    await erase()
    const { knex } = practice.database
    const erased = { kind: 'patient', patient: ID } as const
    expect(await suppressedSince(knex, practice.keys, erased)).to.equal(practice.clock.now())
    expect(await lastErasedAt(knex, practice.keys, ID)).to.equal(practice.clock.now())
    expect(await deliver()).to.equal(0)
    practice.clock.set('2026-12-05T08:00:00Z')
    await atDesk('refused')
    expect(await suppressedSince(knex, practice.keys, erased)).to.equal(null)
    expect(await codeOf(record(practice, { givenAt: '2026-11-30' }))).to.equal('FORM_ERASED')
    expect(await codeOf(record(practice, { givenAt: '2026-12-02' }))).to.equal('now')
  })
})
