/** Who acts for whom: four fields, an age to agree alone, and an end at 18 (P-27, P-28). */
import { expect } from 'chai'
import type { EntryContent } from '../../plugin/consent/entry.js'
import { patientConsents } from '../../plugin/consent/history.js'
import { recordAtReception } from '../../plugin/consent/reception.js'
import { storeRecords } from '../../plugin/consent/first-record.js'
import { recordForm } from '../../plugin/consent/record-form.js'
import { putPatient } from '../../plugin/host/store-patients.js'
import { subjectOf } from '../../plugin/host/patients.js'
import { toHostPatientId } from '../../plugin/ids.js'
import { toE164 } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { restrictPatient, liftRestriction } from '../../plugin/privacy/restrict.js'
import { runRetentionDaily } from '../../plugin/privacy/retention/retention.js'
import type { Sandbox } from '../../plugin/sandbox/sandbox.js'
import { addMillis, toInstant, toLocalDate } from '../../plugin/time.js'
import type { Dialog360 } from '../../plugin/whatsapp/dialog360.js'
import { append, inventedEntry } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import type { SetClock } from '../host/practice.js'
import {
  addDueReminder,
  clientOf,
  dispatch,
  numberOf,
  openNewPractice,
  reminderState,
  settableClock,
  sharedDatabase,
  startProvider,
  type Person,
} from '../outbox/due-practice.js'
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
} from '../review/practice.js'

const CHILD = { birthDate: '2014-05-05' }
const ID = toHostPatientId('4711')
const childForm = { patient: { birthDate: toLocalDate(CHILD.birthDate) } }
const SIGNED = { ...MAPPING, representative: { control: 'Vertreter', role: 'parent' as const } }

onEachDatabase('A form for a child', (fresh) => {
  let practice: OpenPractice & { clock: SetClock }
  const last = async (): Promise<EntryContent | null | undefined> =>
    (await patientConsents(practice, ID)).entries.at(-1)?.content

  beforeEach(async function () {
    this.timeout(240_000)
    practice = withForms(await openWithForm(await fresh.open()), SIGNED)
    await put(practice, CHILD)
  })

  /** The record as the host delivers it. */
  const deliver = (id: string, birthDate: string | null): Promise<number> =>
    practice.database.write((trx) =>
      storeRecords(
        trx,
        practice,
        'csv',
        [
          {
            hostPatientId: toHostPatientId(id),
            familyName: 'Muster',
            givenName: 'Erika',
            birthDate: birthDate === null ? null : toLocalDate(birthDate),
            mobilePhone: { kind: 'mobile', number: toE164(NUMBER)! },
            active: true,
          },
        ],
        practice.clock.now(),
      ),
    )

  it('under 16 that nobody signed for the child is held, and put before a person who cannot grant it (P-28)', async () => {
    await record(practice, childForm)
    expect(await stateOf(practice)).to.equal('on_hold minor_needs_guardian')
    const review = await onlyCase(practice)
    expect(review.decisions).to.deep.equal(['ask_patient', 'refused', 'not_given'])
    await decide(practice, review, 'ask_patient')
    expect(await stateOf(practice)).to.equal('pending to_be_confirmed')
  })

  it('is held by the birthday on the form, too, while the record has none (P-28)', async () => {
    await record(practice, { patient: { ...childForm.patient, hostPatientId: '4799' } })
    expect(await stateOf(practice, '4799')).to.equal('on_hold minor_needs_guardian')
  })

  it('is held at the gate when the birthday becomes known later (P-28)', async () => {
    await record(practice, { patient: { hostPatientId: '4798', birthDate: null } })
    expect(await stateOf(practice, '4798')).to.equal('active')
    await put(practice, { id: '4798', ...CHILD })
    expect(await stateOf(practice, '4798')).to.equal('on_hold minor_needs_guardian')
  })

  it('that a parent signed keeps patient, acting person, role and number holder apart (P-27)', async () => {
    await record(practice, { ...childForm, representative: 'Maria Muster' })
    expect(await stateOf(practice)).to.equal('active')
    expect(await last()).to.deep.include({
      actor: { role: 'parent', name: 'Maria Muster' },
      number: NUMBER,
      numberHolder: 'representative',
    })
    practice.clock.set('2032-05-04T10:00:00Z')
    expect(await stateOf(practice)).to.equal('active')
    practice.clock.set('2032-05-05T10:00:00Z')
    expect(await stateOf(practice)).to.equal('expired guardian_consent_ended')
  })

  it('that a parent signed and a person looked at stays the word of the parent (P-27)', async () => {
    await record(practice, { ...childForm, representative: 'Maria Muster', reasons: ['flattened'] })
    await decide(practice, await onlyCase(practice), 'granted')
    expect(await stateOf(practice)).to.equal('active')
    const content = await last()
    expect(content?.actor).to.deep.equal({ role: 'parent', name: 'Maria Muster' })
    expect(content?.evidence).to.include({ kind: 'review', by: 'Frau Beispiel' })
  })

  it('that a parent signed while the birthday is not known is held, and a case until the birthday is on record (P-28)', async () => {
    await deliver('4798', null)
    await record(practice, {
      patient: { hostPatientId: '4798', birthDate: null },
      representative: 'Maria Muster',
    })
    expect(await stateOf(practice, '4798')).to.equal('on_hold birthday_unknown')
    const review = await onlyCase(practice)
    expect(review).to.deep.include({
      kind: 'birthday',
      patient: '4798',
      decisions: ['ask_patient', 'withdrawn'],
    })
    expect(review.reasons[0]?.de).to.include('Geburtsdatum')
    await deliver('4798', '2014-05-05')
    expect(await stateOf(practice, '4798')).to.equal('active')
    expect(await cases(practice)).to.deep.equal([])
    practice.clock.set('2032-05-05T10:00:00Z')
    expect(await stateOf(practice, '4798')).to.equal('expired guardian_consent_ended')
  })

  it('that a parent signed is held again, with a new case, when the record loses the birthday (P-28)', async () => {
    await deliver('4711', CHILD.birthDate)
    await record(practice, { ...childForm, representative: 'Maria Muster' })
    expect(await stateOf(practice)).to.equal('active')
    await deliver('4711', null)
    expect(await stateOf(practice)).to.equal('on_hold birthday_unknown')
    await decide(practice, await onlyCase(practice), 'withdrawn')
    expect(await stateOf(practice)).to.equal('withdrawn')
  })

  it('that a parent signed keeps its case while something else holds it, too (P-28, P-46)', async () => {
    await deliver('4711', null)
    await record(practice, { patient: { birthDate: null }, representative: 'Maria Muster' })
    const review = await onlyCase(practice)
    await restrictPatient(practice, { patient: ID, by: 'Frau Beispiel', ground: 'accuracy' })
    practice.clock.set('2026-11-22T08:00:00Z')
    await deliver('99', '1970-01-01')
    expect(await stateOf(practice)).to.equal('on_hold restricted')
    expect((await onlyCase(practice)).id).to.equal(review.id)
    await recordAtReception(practice, {
      patient: ID,
      result: 'withdrawn',
      purposes: ['reminder', 'recall'],
      by: 'Frau Beispiel',
      wording: null,
      note: null,
    })
    practice.clock.set('2026-11-23T08:00:00Z')
    await deliver('99', '1971-01-01')
    expect(await cases(practice)).to.deep.equal([])
  })

  it('that a parent signed becomes a case once a restriction ends, and at the latest on the next day (P-28, P-46)', async () => {
    await deliver('4711', null)
    await restrictPatient(practice, { patient: ID, by: 'Frau Beispiel', ground: 'accuracy' })
    await record(practice, { patient: { birthDate: null }, representative: 'Maria Muster' })
    expect(await cases(practice)).to.deep.equal([])
    await liftRestriction(practice, { patient: ID, by: 'Frau Beispiel' })
    expect(await onlyCase(practice)).to.include({ kind: 'birthday', patient: '4711' })
    await practice.database.knex('reviews').delete()
    await runRetentionDaily(practice)
    expect(await onlyCase(practice)).to.include({ kind: 'birthday', patient: '4711' })
  })

  it('refused needs no guardian, and one left open gives nothing', async () => {
    await record(practice, { ...childForm, result: 'refused' })
    expect(await stateOf(practice)).to.equal('refused')
  })

  it('is read under the wording and the roles of the day it came in', async () => {
    const form = filled({
      patient: { ...childForm.patient, hostPatientId: null, familyName: 'Neu' },
      representative: 'Maria Neu',
    })
    await recordForm(practice, form)
    await put(practice, { id: '4712', familyName: 'Neu', ...CHILD })
    const changed = withForms(practice, { ...MAPPING, markedBy: 'staff' })
    await decide(changed, await onlyCase(changed), 'assigned', { patient: toHostPatientId('4712') })
    expect(await stateOf(practice, '4712')).to.equal('active')
  })
})

onEachDatabase('At the reception', (fresh) => {
  it('whoever acts for a patient is named beside whoever enters it, and whose number it is (P-27)', async function () {
    this.timeout(240_000)
    const practice = await openWithForm(await fresh.open())
    await put(practice, CHILD)
    const declaration = {
      patient: ID,
      purposes: ['reminder'],
      by: 'Frau Beispiel',
      wording: null,
      note: null,
    } as const
    await recordAtReception(practice, {
      ...declaration,
      result: 'granted',
      actor: { role: 'guardian', name: 'Max Muster' },
      numberHolder: 'representative',
    })
    expect(await stateOf(practice)).to.equal('pending entered_by_staff')
    await recordAtReception(practice, { ...declaration, result: 'withdrawn' })
    const { entries } = await patientConsents(practice, ID)
    expect(entries[0]?.content).to.deep.include({
      actor: { role: 'guardian', name: 'Max Muster' },
      numberHolder: 'representative',
      evidence: { kind: 'reception', note: null, by: 'Frau Beispiel' },
    })
    expect(entries[1]?.content).to.deep.include({
      actor: { role: 'staff', name: 'Frau Beispiel' },
      evidence: { kind: 'reception', note: null },
    })
  })
})

onEachDatabase('In the moment of sending', (fresh) => {
  const shared = sharedDatabase(fresh)
  let sandbox: Sandbox
  let client: Dialog360
  beforeEach(async () => {
    sandbox = await startProvider()
    client = clientOf(sandbox)
  })
  afterEach(async () => {
    await client.close()
    await sandbox.close()
  })

  /** Born on the day: 18 on Monday, 23 November 2026. */
  async function ward(
    practice: OpenPractice,
    role: 'parent' | 'betreuer',
    birthDate: string | null = '2008-11-23',
  ): Promise<Person> {
    const hostPatientId = toHostPatientId('4711')
    const now = practice.clock.now()
    const number = numberOf(1)
    const subject = await practice.database.write(async (trx) => {
      await putPatient(
        trx,
        practice.keys,
        'csv',
        {
          hostPatientId,
          familyName: 'Muster',
          givenName: 'Erika',
          birthDate: birthDate === null ? null : toLocalDate(birthDate),
          mobilePhone: { kind: 'mobile', number },
          active: true,
        },
        now,
      )
      return subjectOf(trx, practice.keys, hostPatientId, now)
    })
    await append(practice, [
      inventedEntry(subject, 'granted', {
        number,
        givenAt: addMillis(now, -1000),
        actor: { role, name: 'Maria Muster' },
        numberHolder: 'representative',
      }),
    ])
    return { subject, hostPatientId, number }
  }

  it("a parent's consent still carries a message on the last day before the 18th birthday, and none from then on (P-28)", async () => {
    const clock = settableClock()
    const practice = await openNewPractice(shared(), clock)
    const person = await ward(practice, 'parent')
    const before = await addDueReminder(practice, person, { appointment: 'A1' })
    await dispatch(practice, client)
    expect(await reminderState(practice, before)).to.include({ state: 'accepted' })
    clock.set(toInstant('2026-11-23T08:00:00Z'))
    const after = await addDueReminder(practice, person, { appointment: 'A2' })
    await dispatch(practice, client)
    expect(await reminderState(practice, after)).to.include({ state: 'skipped', reason: 'consent_expired' })
    expect(sandbox.messages()).to.have.length(1)
  })

  it("a parent's consent carries no message while the birthday is not known, and the journal says why (P-28)", async () => {
    const practice = await openNewPractice(shared(), settableClock())
    const reminder = await addDueReminder(practice, await ward(practice, 'parent', null))
    await dispatch(practice, client)
    expect(await reminderState(practice, reminder)).to.include({
      state: 'skipped',
      reason: 'birthday_unknown',
    })
    expect(sandbox.messages()).to.deep.equal([])
  })

  it('the consent of a Betreuer of an adult ends with no birthday (P-28)', async () => {
    const clock = settableClock(toInstant('2026-11-23T08:00:00Z'))
    const practice = await openNewPractice(shared(), clock)
    const reminder = await addDueReminder(practice, await ward(practice, 'betreuer'))
    await dispatch(practice, client)
    expect(await reminderState(practice, reminder)).to.include({ state: 'accepted' })
  })
})
