import { expect } from 'chai'
import { patientConsents } from '../../plugin/consent/history.js'
import type { LedgerEntry } from '../../plugin/consent/entry.js'
import { recordForm, recordWaitingForms } from '../../plugin/consent/record-form.js'
import { recipientOf } from '../../plugin/reminder/recipient.js'
import { consentFor } from '../../plugin/consent/gate.js'
import { findSubject, readPatient } from '../../plugin/host/patients.js'
import { toHostPatientId, toReviewId } from '../../plugin/ids.js'
import { readPhone } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { rememberRestored } from '../../plugin/privacy/witness/restored.js'
import { decideReview } from '../../plugin/review/decide-review.js'
import { toInstant } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import { codeOf } from '../consent/invented.js'
import type { SetClock } from '../host/practice.js'
import {
  cases,
  decide,
  filled,
  MAPPING,
  NUMBER,
  onlyCase,
  openWithForm,
  put,
  record,
  stateOf,
  withForms,
} from './practice.js'

const ID = toHostPatientId('4711')

onEachDatabase('A case about a form', (fresh) => {
  let practice: OpenPractice & { clock: SetClock }
  const entriesOf = async (patient = ID): Promise<Omit<LedgerEntry, 'subject'>[]> =>
    (await patientConsents(practice, patient)).entries

  beforeEach(async function () {
    this.timeout(240_000)
    practice = await openWithForm(await fresh.open())
    await put(practice)
  })

  it('opens with the doubt, and shows control, page, raw value, reader and who set the mark (P-12)', async () => {
    const { entries } = await record(practice, { reasons: ['flattened'] })
    const review = await onlyCase(practice)
    expect(review).to.deep.include({
      kind: 'form',
      state: 'open',
      patient: '4711',
      purposes: ['reminder', 'recall'],
      entries,
      decisions: ['granted', 'refused', 'ask_patient'],
      picture: false,
    })
    expect(review.reasons.map(({ code }) => code)).to.deep.equal(['flattened'])
    expect(review.reasons[0]?.de).to.be.a('string').and.not.equal('flattened')
    expect(review.evidence).to.include({
      kind: 'form',
      control: 'WhatsApp',
      page: 1,
      raw: 'Ja',
      markedBy: 'patient_device',
      reader: 'test',
    })
  })

  it('is not opened by a form that is beyond doubt, or says no', async () => {
    await record(practice)
    await record(practice, { result: 'refused' })
    await record(practice, { result: 'not_given' })
    expect(await cases(practice)).to.deep.equal([])
  })

  it('is opened once, also by two who record the form at the same moment', async () => {
    const form = filled({ reasons: ['flattened'] })
    await Promise.all([recordForm(practice, form), recordForm(practice, form)])
    await onlyCase(practice)
  })

  it('decided granted makes the consent of whoever ticked, with the name of who looked and the original evidence (P-05)', async () => {
    const form = await record(practice, { reasons: ['flattened'] })
    const decided = await decide(practice, await onlyCase(practice), 'granted', { note: 'seen' })
    expect(decided).to.deep.include({
      state: 'decided',
      decision: 'granted',
      decidedBy: 'Frau Beispiel',
      note: 'seen',
    })
    expect(await stateOf(practice)).to.equal('active')
    const [, granted] = await entriesOf()
    expect(granted?.type).to.equal('granted')
    expect(granted?.content).to.deep.include({
      method: 'review',
      actor: { role: 'staff', name: 'Frau Beispiel' },
      givenAt: '2026-11-20',
      number: NUMBER,
      supersedes: form.entries,
    })
    expect(granted?.content?.evidence).to.deep.include({
      kind: 'review',
      review: decided.id,
      decision: 'granted',
      by: 'Frau Beispiel',
      note: 'seen',
    })
    expect(granted?.content?.evidence).to.have.nested.property('about.control', 'WhatsApp')
    expect(await cases(practice)).to.deep.equal([])
  })

  it('decided refused or not given says so; asked of the patient it is pending until the patient confirms (P-04)', async () => {
    for (const [decision, expected] of [
      ['not_given', 'never_asked'],
      ['refused', 'refused'],
    ] as const) {
      await record(practice, { reasons: ['prefilled'], givenAt: '2026-11-20' })
      await decide(practice, await onlyCase(practice), decision)
      expect(await stateOf(practice)).to.equal(expected)
    }
    await record(practice, { reasons: ['prefilled'], givenAt: '2026-11-21' })
    await decide(practice, await onlyCase(practice), 'ask_patient')
    expect(await stateOf(practice)).to.equal('pending to_be_confirmed')
  })

  it('about whose act it was offers no granted, and refuses it (P-03, P-04, P-05)', async () => {
    const reasons = [
      'prefilled',
      'both_ticked',
      'value_appearance_disagree',
      'changed_after_signature',
      'hidden_control',
    ] as const
    for (const reason of reasons) await record(practice, { reasons: ['flattened', reason] })
    await recordForm(withForms(practice, { ...MAPPING, markedBy: 'staff' }), filled())
    await recordForm(
      withForms(practice, { ...MAPPING, markedBy: 'staff' }),
      filled({ reasons: ['flattened'] }),
    )
    const open = await cases(practice)
    expect(open).to.have.length(reasons.length + 2)
    for (const review of open) {
      expect(review.decisions).not.to.include('granted')
      expect(await codeOf(decide(practice, review, 'granted'))).to.equal('REVIEW_DECISION_INVALID')
    }
    expect(await stateOf(practice)).not.to.contain('active')
    expect(await cases(practice)).to.have.length(open.length)
  })

  it('about a form from before a restore offers no granted, whatever else is in doubt (P-53)', async () => {
    await practice.database.write((trx) => rememberRestored(trx, practice, toInstant('2026-11-21T07:00:00Z')))
    await record(practice, { reasons: ['readers_disagree'] })
    expect(await stateOf(practice)).to.equal('on_hold readers_disagree restored_from_backup')
    const review = await onlyCase(practice)
    expect(review.decisions).to.deep.equal(['ask_patient', 'refused', 'not_given'])
    expect(await codeOf(decide(practice, review, 'granted'))).to.equal('REVIEW_DECISION_INVALID')
  })

  it('is decided once: a second decision is a conflict and changes nothing, also at the same moment', async () => {
    await record(practice, { reasons: ['flattened'] })
    const review = await onlyCase(practice)
    const both = await Promise.all([
      codeOf(decide(practice, review, 'granted')),
      codeOf(decide(practice, review, 'refused')),
    ])
    expect(both.sort()).to.deep.equal(['REVIEW_DECIDED', 'no error'])
    const before = await entriesOf()
    expect(await codeOf(decide(practice, review, 'granted'))).to.equal('REVIEW_DECIDED')
    expect(await entriesOf()).to.deep.equal(before)
  })

  it('that nobody knows, or of another practice, is told as such', async () => {
    const id = toReviewId(`v_${'0'.repeat(26)}`)
    expect(await codeOf(decideReview(practice, id, { decision: 'granted', by: 'x' }))).to.equal(
      'REVIEW_UNKNOWN',
    )
  })

  it('is noted with who decided it, and so is who looked at the list (P-56)', async () => {
    await record(practice, { reasons: ['flattened'] })
    await decide(practice, await onlyCase(practice), 'refused')
    const log = await practice.database
      .knex('access_log')
      .orderBy('id')
      .select<{ action: string; actor: string }[]>('action', 'actor')
    expect(log).to.deep.equal([
      { action: 'review', actor: 'test' },
      { action: 'review', actor: 'Frau Beispiel' },
    ])
  })

  it('does not bring back what the patient took back after the form', async () => {
    await record(practice, { reasons: ['flattened'], givenAt: '2026-11-19' })
    await record(practice, { result: 'refused', givenAt: '2026-11-20' })
    await decide(practice, await onlyCase(practice), 'granted')
    expect(await stateOf(practice)).to.equal('refused')
  })

  it('with a date in the future is granted without a date, so that it overtakes nothing', async () => {
    await record(practice, { result: 'refused', givenAt: '2026-11-20' })
    await record(practice, { reasons: ['given_in_future'], givenAt: '2026-12-24' })
    await decide(practice, await onlyCase(practice), 'granted')
    practice.clock.set('2027-01-02T09:00:00Z')
    expect(await stateOf(practice)).to.equal('on_hold order_unclear')
  })

  it('about another number grants for the number on the form only: nothing goes to the one on record (P-29, P-30)', async () => {
    await record(practice, { patient: { mobilePhone: readPhone('0151 12345699') } })
    const review = await onlyCase(practice)
    expect(review.reasons.map(({ code }) => code)).to.deep.equal(['number_differs'])
    await decide(practice, review, 'granted')
    const recipient = async (): Promise<unknown> => {
      const { database, keys, clock } = practice
      const subject = (await findSubject(database.knex, keys, ID))!
      const consent = await consentFor(database.knex, practice, subject, 'reminder', clock.now())
      return recipientOf(await readPatient(database.knex, keys, subject), consent)
    }
    expect(await recipient()).to.deep.equal({ kind: 'nobody', reason: 'number_differs' })
    await put(practice, { mobile: '0151 12345699' })
    expect(await recipient()).to.deep.equal({ kind: 'number', number: '+4915112345699' })
  })

  it('about a number that cannot be read can only be asked of the patient', async () => {
    await record(practice, { patient: { mobilePhone: readPhone('siehe Akte 2') } })
    expect((await onlyCase(practice)).decisions).to.deep.equal(['ask_patient', 'refused', 'not_given'])
  })

  describe('that may be of another patient', () => {
    const foreign = { patient: { givenName: 'Max', birthDate: null } }

    it('is held, never a consent, and shows whom the form names (P-29)', async () => {
      await record(practice, foreign)
      expect(await stateOf(practice)).to.equal('on_hold patient_mismatch')
      const review = await onlyCase(practice)
      expect(review.decisions).to.deep.equal(['assigned', 'ask_patient', 'dismissed'])
      expect(review.person).to.deep.include({ givenName: 'Max', hostPatientId: '4711' })
    })

    it('is recorded for whom it belongs to, and no longer holds anything here', async () => {
      await put(practice, { id: '4712', givenName: 'Max' })
      await record(practice, foreign)
      const decided = await decide(practice, await onlyCase(practice), 'assigned', {
        patient: toHostPatientId('4712'),
      })
      expect(decided.patient).to.equal('4712')
      expect(await stateOf(practice, '4711')).to.equal('never_asked')
      expect(await stateOf(practice, '4712')).to.equal('active')
      const [granted] = await entriesOf(toHostPatientId('4712'))
      expect(granted?.content?.evidence).to.deep.include({
        kind: 'review',
        decision: 'assigned',
        by: 'Frau Beispiel',
      })
      expect(granted?.content?.actor).to.deep.equal({ role: 'patient', name: null })
    })

    it('is believed of this patient when a person says that it is the same one', async () => {
      await record(practice, foreign)
      await decide(practice, await onlyCase(practice), 'assigned', { patient: ID })
      expect(await stateOf(practice)).to.equal('active')
    })

    it('stays in doubt where more than the name was in doubt', async () => {
      await record(practice, { ...foreign, reasons: ['prefilled'] })
      await decide(practice, await onlyCase(practice), 'assigned', { patient: ID })
      expect(await stateOf(practice)).to.equal('on_hold prefilled')
      expect((await onlyCase(practice)).decisions).to.deep.equal(['ask_patient', 'refused', 'not_given'])
    })

    it('is dismissed without a trace of consent', async () => {
      await record(practice, foreign)
      await decide(practice, await onlyCase(practice), 'dismissed')
      expect(await stateOf(practice)).to.equal('never_asked')
    })

    it('wants the patient named when it is assigned, and only then', async () => {
      await record(practice, foreign)
      const review = await onlyCase(practice)
      expect(await codeOf(decide(practice, review, 'assigned'))).to.equal('REVIEW_PATIENT_MISSING')
      expect(await codeOf(decide(practice, review, 'dismissed', { patient: ID }))).to.equal(
        'REVIEW_PATIENT_MISSING',
      )
      expect(
        await codeOf(decide(practice, review, 'assigned', { patient: toHostPatientId('9999') })),
      ).to.equal('PATIENT_UNKNOWN')
      await onlyCase(practice)
    })
  })

  describe('of nobody', () => {
    const unknown = { patient: { hostPatientId: null, familyName: 'Neu' } }

    it('is recorded for the patient who is named, and leaves the queue', async () => {
      const form = filled(unknown)
      await recordForm(practice, form)
      const review = await onlyCase(practice)
      expect(review).to.deep.include({
        kind: 'form_unassigned',
        patient: null,
        decisions: ['assigned', 'dismissed'],
      })
      expect(review.person?.familyName).to.equal('Neu')
      await decide(practice, review, 'assigned', { patient: ID })
      expect(await stateOf(practice)).to.equal('active')
      expect((await cases(practice, 'all'))[0]).to.include({ patient: '4711', decision: 'assigned' })
      expect((await recordForm(practice, form)).recorded).to.equal('before')
    })

    it('that is dismissed is neither assigned nor put before a person again', async () => {
      const form = filled(unknown)
      await recordForm(practice, form)
      await decide(practice, await onlyCase(practice), 'dismissed')
      await put(practice, { id: '4713', familyName: 'Neu' })
      expect(await recordWaitingForms(practice)).to.equal(0)
      expect((await recordForm(practice, form)).recorded).to.equal('nobody')
      expect(await cases(practice)).to.deep.equal([])
    })

    it('settles itself when the patient becomes known', async () => {
      await record(practice, unknown)
      await put(practice, { id: '4713', familyName: 'Neu' })
      expect(await recordWaitingForms(practice)).to.equal(1)
      expect(await cases(practice, 'all')).to.deep.equal([])
      expect(await stateOf(practice, '4713')).to.equal('active')
    })

    it('that only looks like a configured form is a case too, and a doubt of the patient it is given to', async () => {
      await record(practice, { mapping: null, resembles: 'anamnese', reasons: ['no_mapping'] })
      const review = await onlyCase(practice)
      expect(review.reasons.map(({ code }) => code)).to.deep.equal(['resembles_form', 'no_mapping'])
      await decide(practice, review, 'assigned', { patient: ID })
      expect(await stateOf(practice)).to.equal('on_hold no_mapping')
      expect((await onlyCase(practice)).decisions).not.to.include('granted')
    })
  })
})
