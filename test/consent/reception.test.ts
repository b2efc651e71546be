/** A yes that staff enter beside what the patient declared: it makes nothing worse, and nothing better (P-04). */
import { expect } from 'chai'
import { patientConsents } from '../../plugin/consent/history.js'
import { recordAtReception } from '../../plugin/consent/reception.js'
import { toHostPatientId } from '../../plugin/ids.js'
import { addMillis } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addPatient,
  addReminder,
  consentOf,
  practicesOnOneDatabase,
  reminderRow,
} from '../webhook/practice.js'
import { append, inventedEntry, settableClock } from './invented.js'

const DAY = 86_400_000

onEachDatabase('A yes entered by staff', (fresh) => {
  const open = practicesOnOneDatabase(fresh)

  async function desk() {
    const clock = settableClock()
    const practice = await open(clock)
    const patient = await addPatient(practice, '4711')
    const enter = (result: 'granted' | 'refused' | 'withdrawn'): Promise<unknown> => {
      clock.set(addMillis(clock.now(), 60_000))
      return recordAtReception(practice, {
        patient: toHostPatientId(patient.host),
        result,
        purposes: ['reminder', 'recall'],
        by: 'Frau Empfang',
        wording: null,
        note: null,
      })
    }
    return { clock, practice, patient, enter }
  }

  it('leaves the patient’s own yes active, at once and after two weeks, and is on record (P-04, P-24)', async () => {
    const { clock, practice, patient, enter } = await desk()
    const waiting = await addReminder(practice, patient, { state: 'planned' })
    await enter('granted')
    expect(await consentOf(practice, patient)).to.equal('active')
    expect((await reminderRow(practice, waiting)).state).to.equal('planned')
    const { purposes, entries } = await patientConsents(practice, toHostPatientId(patient.host))
    expect(entries.map(({ type }) => type)).to.deep.equal(['granted', 'pending'])
    expect(purposes.reminder).to.deep.include({ status: 'active', entry: entries[0]?.seq })
    clock.set(addMillis(clock.now(), 15 * DAY))
    expect(await consentOf(practice, patient)).to.equal('active')
  })

  it('gives nothing back that the patient, or staff, took away (P-04)', async () => {
    for (const taken of ['withdrawn', 'refused'] as const) {
      const { practice, patient, enter } = await desk()
      await enter(taken)
      await enter('granted')
      expect(await consentOf(practice, patient), taken).not.to.equal('active')
    }
  })

  it('ends no doubt (P-04)', async () => {
    const { practice, patient, enter } = await desk()
    await append(practice, [
      inventedEntry(patient.subject, 'held', { method: 'reply', reasons: ['reply_in_doubt'] }),
    ])
    await enter('granted')
    expect(await consentOf(practice, patient)).to.equal('on_hold')
  })

  it('is asked for where the patient’s own yes no longer holds (P-04, P-10)', async () => {
    const { clock, practice, patient, enter } = await desk()
    clock.set(addMillis(clock.now(), 540 * DAY))
    expect(await consentOf(practice, patient, 'recall')).to.equal('expired')
    await enter('granted')
    expect(await consentOf(practice, patient, 'recall')).to.equal('pending')
    expect(await consentOf(practice, patient, 'reminder')).to.equal('active')
    clock.set(addMillis(clock.now(), 15 * DAY))
    expect(await consentOf(practice, patient, 'recall')).to.equal('expired')
  })
})
