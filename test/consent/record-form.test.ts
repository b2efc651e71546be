import { createHash } from 'node:crypto'
import { expect } from 'chai'
import type { FormMapping, Practice } from '../../plugin/configuration/configuration.js'
import { patientConsents } from '../../plugin/consent/history.js'
import { storeRecords } from '../../plugin/consent/first-record.js'
import { recordForm, recordWaitingForms } from '../../plugin/consent/record-form.js'
import { countUnmatched, recordedForm } from '../../plugin/consent/stored-form.js'
import type { ConsentResult } from '../../plugin/form/consent-decision.js'
import type { ReadableForm } from '../../plugin/form/form-report.js'
import { RecallError } from '../../plugin/errors.js'
import { subjectsByPhone } from '../../plugin/host/links.js'
import { findSubject, subjectNamed } from '../../plugin/host/patients.js'
import { toHostPatientId } from '../../plugin/ids.js'
import { readPhone, toE164 } from '../../plugin/phone.js'
import { witnessOf } from '../../plugin/privacy/witness/check.js'
import { erasePatient } from '../../plugin/privacy/erasure/erase.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { type LocalDate, toLocalDate } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import { openTestPractice, type SetClock } from '../host/practice.js'
import { append, inventedEntry } from './invented.js'
import { cases, decide } from '../review/practice.js'
import { witnessInMemory } from '../privacy/life-practice.js'

const MAPPING: FormMapping = {
  id: 'anamnese',
  match: { controls: ['WhatsApp'] },
  template: null,
  markedBy: 'patient_device',
  patient: {},
  givenAt: null,
  representative: null,
  consents: [
    {
      purposes: ['reminder', 'recall'],
      controls: { kind: 'one', control: 'WhatsApp' },
      granted: null,
      refused: null,
      wording: null,
    },
  ],
}

const withForms = <P extends OpenPractice>(practice: P, ...forms: FormMapping[]): P => ({
  ...practice,
  configuration: { ...practice.configuration, forms } satisfies Practice,
})

let files = 0

interface Filled {
  result?: ConsentResult
  patient?: Partial<ReadableForm['patient']>
  givenAt?: string | null
  mapping?: string | null
  resembles?: string | null
}

function filledForm({
  result = 'granted',
  patient = {},
  givenAt = '2026-11-20',
  mapping = 'anamnese',
  resembles = null,
}: Filled = {}): ReadableForm {
  files += 1
  return {
    kind: 'read',
    sha256: createHash('sha256').update(`file ${files}`).digest('hex'),
    format: 'pdf',
    mapping,
    resembles,
    patient: {
      hostPatientId: '4711',
      familyName: 'Muster',
      givenName: 'Erika',
      birthDate: toLocalDate('1980-01-31'),
      mobilePhone: readPhone('0151 12345611'),
      ...patient,
    },
    givenAt: givenAt === null ? null : toLocalDate(givenAt),
    representative: null,
    consents: (['reminder', 'recall'] as const).map((purpose) => ({
      purpose,
      result,
      control: 'WhatsApp',
      raw: 'Ja',
      reasons: result === 'needs_review' ? ['both_ticked'] : [],
      page: 1,
      rect: null,
    })),
    reader: 'test',
  }
}

onEachDatabase('A form that is recorded', (fresh) => {
  let practice: OpenPractice & { clock: SetClock }
  const reminderOf = async (patient = '4711'): Promise<string> => {
    const { status, reasons } = (await patientConsents(practice, toHostPatientId(patient))).purposes.reminder
    return [status, ...reasons].join(' ')
  }
  const putErika = (
    changes: { birthDate?: LocalDate | null; givenName?: string; familyName?: string; mobile?: string } = {},
  ): Promise<number> =>
    practice.database.write((trx) =>
      storeRecords(
        trx,
        practice,
        'csv',
        [
          {
            hostPatientId: toHostPatientId('4711'),
            familyName: changes.familyName ?? 'Muster',
            givenName: changes.givenName ?? 'Erika',
            birthDate: changes.birthDate === undefined ? toLocalDate('1980-01-31') : changes.birthDate,
            mobilePhone: readPhone(changes.mobile ?? '+49 151 12345611'),
            active: true,
          },
        ],
        practice.clock.now(),
      ),
    )

  beforeEach(async function () {
    this.timeout(240_000)
    practice = withForms(await openTestPractice(await fresh.open()), MAPPING)
  })

  it('makes one entry for all purposes that one box answers', async () => {
    await putErika()
    const recorded = await recordForm(practice, filledForm())
    expect(recorded).to.include({ recorded: 'now' })
    expect(recorded.entries).to.deep.equal([0])
    expect(await reminderOf()).to.equal('active')
  })

  it('is recorded once, also by two who do it at the same moment', async () => {
    await putErika()
    const form = filledForm()
    const both = await Promise.all([recordForm(practice, form), recordForm(practice, form)])
    expect(both.map(({ recorded }) => recorded).sort()).to.deep.equal(['before', 'now'])
    expect((await patientConsents(practice, toHostPatientId('4711'))).entries).to.have.length(1)
  })

  it("of a patient with another birthday or another given name is nobody's consent", async () => {
    await putErika({ birthDate: toLocalDate('1981-01-31') })
    await recordForm(practice, filledForm())
    expect(await reminderOf()).to.equal('on_hold patient_mismatch')
    // One after the other: both at once is another patient's record.
    await putErika()
    await putErika({ givenName: 'Max' })
    await recordForm(practice, filledForm())
    expect(await reminderOf()).to.equal('on_hold patient_mismatch')
  })

  it('is not doubted for a changed family name, umlauts or a left-out second name', async () => {
    await putErika({ familyName: 'Größmann-Müller', givenName: 'Erika Maria' })
    await recordForm(practice, filledForm({ patient: { familyName: 'GROESSMANN MUELLER' } }))
    expect(await reminderOf()).to.equal('active')
    await putErika({ familyName: 'Beispiel' })
    await recordForm(practice, filledForm({ givenAt: '2026-11-21' }))
    expect(await reminderOf()).to.equal('active')
  })

  it('puts the purpose on hold when its number is not that of the record (P-29)', async () => {
    await putErika({ mobile: '0151 12345699' })
    await recordForm(practice, filledForm())
    expect(await reminderOf()).to.equal('on_hold number_differs')
  })

  it('puts the purpose on hold when its number cannot be read, and takes that of the record when it names none', async () => {
    await putErika()
    await recordForm(practice, filledForm({ patient: { mobilePhone: readPhone('siehe Akte 2') } }))
    expect(await reminderOf()).to.equal('on_hold number_unreadable')
    await recordForm(
      practice,
      filledForm({ givenAt: '2026-11-21', patient: { mobilePhone: { kind: 'empty' } } }),
    )
    expect(await reminderOf()).to.equal('active')
    const { entries } = await patientConsents(practice, toHostPatientId('4711'))
    expect(entries.at(-1)?.content?.number).to.equal('+4915112345611')
  })

  it('whose mark staff set stays pending until the patient confirms (P-04)', async () => {
    await putErika()
    await recordForm(withForms(practice, { ...MAPPING, markedBy: 'staff' }), filledForm())
    expect(await reminderOf()).to.equal('pending marked_by_staff')
  })

  it('that needs a person is on hold with the reasons of its reading (P-05)', async () => {
    await putErika()
    await recordForm(practice, filledForm({ result: 'needs_review' }))
    expect(await reminderOf()).to.equal('on_hold both_ticked')
  })

  it('without patient number finds its patient by name and birthday, and waits while there is none', async () => {
    const form = filledForm({ patient: { hostPatientId: null } })
    expect((await recordForm(practice, form)).recorded).to.equal('nobody')
    expect(await recordWaitingForms(practice)).to.equal(0)
    await putErika()
    expect(await recordWaitingForms(practice)).to.equal(1)
    expect(await reminderOf()).to.equal('active')
    expect(await recordWaitingForms(practice)).to.equal(0)
  })

  it('without patient number and birthday is never given to a patient of the same name', async () => {
    await putErika()
    const form = filledForm({ patient: { hostPatientId: null, birthDate: null } })
    expect((await recordForm(practice, form)).recorded).to.equal('nobody')
    expect(await recordWaitingForms(practice)).to.equal(0)
  })

  it('that is none of the configured forms is read again once these change', async () => {
    const form = filledForm({ mapping: null })
    expect((await recordForm(practice, form)).recorded).to.equal('nobody')
    expect(await recordedForm(practice, form.sha256, practice.database.knex)).not.to.equal(null)
    const changed = withForms(practice, { ...MAPPING, id: 'anamnese-neu' })
    expect(await recordedForm(changed, form.sha256, practice.database.knex)).to.equal(null)
    await putErika()
    expect((await recordForm(changed, { ...form, mapping: 'anamnese-neu' })).recorded).to.equal('now')
  })

  it('that is none of the configured forms is never a consent: the first twenty are a case each, all are counted once', async () => {
    await putErika()
    const letters = Array.from({ length: 23 }, () => filledForm({ mapping: null, result: 'needs_review' }))
    for (const letter of [...letters, ...letters])
      expect((await recordForm(practice, letter)).recorded).to.equal('nobody')
    const opened = await cases(practice)
    expect(opened).to.have.length(20)
    expect(opened[0]).to.deep.include({ kind: 'form_unassigned', decisions: ['assigned', 'dismissed'] })
    expect(await countUnmatched(practice)).to.equal(23)
    expect(await reminderOf()).to.equal('never_asked')
    expect(await countUnmatched(withForms(practice, { ...MAPPING, id: 'neu' })), 'to be read again').to.equal(
      0,
    )
  })

  it('that looks like a configured form and is none is a case, and no consent (P-02, P-05)', async () => {
    await putErika()
    const form = filledForm({ mapping: null, resembles: 'anamnese', result: 'needs_review' })
    expect((await recordForm(practice, form)).recorded).to.equal('nobody')
    const [review, ...others] = await cases(practice)
    expect(others).to.deep.equal([])
    expect(review).to.deep.include({ kind: 'form_unassigned', decisions: ['assigned', 'dismissed'] })
    expect(review?.reasons[0]?.code).to.equal('resembles_form')
    expect(review?.person?.familyName).to.equal('Muster')
    expect(await reminderOf()).to.equal('never_asked')
    expect(await countUnmatched(practice)).to.equal(0)
    await recordForm(withForms(practice, { ...MAPPING, id: 'neu' }), { ...form, mapping: 'neu' })
    expect((await cases(practice, 'all')).map(({ kind }) => kind)).to.deep.equal(['form'])
  })

  it('from before a refusal does not grant again (the newest answer counts)', async () => {
    await putErika()
    await recordForm(practice, filledForm({ result: 'refused', givenAt: '2026-11-10' }))
    await recordForm(practice, filledForm({ givenAt: '2026-10-01' }))
    expect(await reminderOf()).to.equal('refused')
  })

  it('keeps no number of a form that may be somebody else’s with this patient (P-29, P-44)', async () => {
    await putErika({ birthDate: toLocalDate('1981-01-31') })
    await recordForm(practice, filledForm({ patient: { mobilePhone: readPhone('0151 12345699') } }))
    expect(await reminderOf()).to.contain('on_hold patient_mismatch')
    const { entries } = await patientConsents(practice, toHostPatientId('4711'))
    expect(JSON.stringify(entries)).not.to.contain('12345699')
  })

  it('names a number by which its patient is known when a stop comes from there (P-16)', async () => {
    await putErika({ mobile: '' })
    await recordForm(practice, filledForm({ patient: { mobilePhone: readPhone('030 12345678') } }))
    const number = toE164('+493012345678')!
    const subject = await findSubject(practice.database.knex, practice.keys, toHostPatientId('4711'))
    expect(await subjectsByPhone(practice.database.knex, practice.keys, number)).to.deep.equal([subject])
  })

  it('of somebody erased since, or whose day nobody can tell, brings nobody back; a later one does (P-47)', async () => {
    await putErika()
    await recordForm(practice, filledForm({ givenAt: '2026-11-19' }))
    const patient = toHostPatientId('4711')
    await erasePatient(
      { ...practice, witness: witnessOf(witnessInMemory()) },
      { patient, by: 'Frau Winter', reason: 'erasure_request', proof: 'destroy' },
    )
    const codeOf = async (givenAt: string | null): Promise<unknown> =>
      recordForm(practice, filledForm({ givenAt })).then(
        ({ recorded }) => recorded,
        (error: unknown) => (error instanceof RecallError ? error.code : error),
      )
    const known = (): Promise<unknown> => findSubject(practice.database.knex, practice.keys, patient)
    for (const givenAt of ['2026-11-20', '2026-11-21', null]) {
      expect(await codeOf(givenAt), String(givenAt)).to.equal('FORM_ERASED')
      expect(await known()).to.equal(null)
    }
    practice.clock.set('2026-11-22T08:00:00Z')
    expect(await codeOf('2026-11-22')).to.equal('now')
    expect(await known()).to.be.a('string')
  })

  it('that came before the record of its patient is held once the record names somebody else (P-29)', async () => {
    const recorded = await recordForm(practice, filledForm())
    expect(await reminderOf()).to.equal('active')
    const store = (givenName: string, id = '4711'): Promise<number> =>
      practice.database.write((trx) =>
        storeRecords(
          trx,
          practice,
          'csv',
          [
            {
              hostPatientId: toHostPatientId(id),
              familyName: 'Beispiel',
              givenName,
              birthDate: toLocalDate('1971-05-05'),
              mobilePhone: { kind: 'empty' },
              active: true,
            },
          ],
          practice.clock.now(),
        ),
      )
    expect(await store('Bo')).to.equal(1)
    expect(await reminderOf()).to.equal('on_hold patient_mismatch')
    const [review] = await cases(practice)
    expect(review).to.deep.include({ kind: 'form', decisions: ['assigned', 'ask_patient', 'dismissed'] })
    expect(review?.entries).to.include.members(recorded.entries)
    expect(await store('Bodo')).to.equal(1)
    expect(await cases(practice)).to.have.length(1)
    await decide(practice, review!, 'dismissed')
    expect(await reminderOf()).to.equal('never_asked')
  })

  it('that came before the record of its patient goes on counting where the record agrees', async () => {
    await recordForm(practice, filledForm())
    await putErika()
    expect(await reminderOf()).to.equal('active')
    expect(await cases(practice)).to.deep.equal([])
  })

  it('is held once the record gains, or is given, another birthday than it names (P-05, P-29)', async () => {
    for (const before of [null, toLocalDate('1980-01-31')]) {
      await putErika({ birthDate: before })
      const recorded = await recordForm(practice, filledForm())
      expect(await reminderOf()).to.equal('active')
      await putErika({ birthDate: before, givenName: 'Erika Maria' })
      expect(await reminderOf()).to.equal('active')
      await putErika({ birthDate: toLocalDate('1974-01-31') })
      expect(await reminderOf()).to.equal('on_hold patient_mismatch')
      const [review, ...others] = await cases(practice)
      expect(others).to.deep.equal([])
      expect(review).to.deep.include({ kind: 'form', decisions: ['assigned', 'ask_patient', 'dismissed'] })
      expect(review?.entries).to.include.members(recorded.entries)
      // One doubt, however often the birthday is mended.
      await putErika({ birthDate: toLocalDate('1975-01-31') })
      expect(await cases(practice)).to.have.length(1)
      await decide(practice, review!, 'dismissed')
      expect(await reminderOf()).to.equal('never_asked')
    }
  })

  it('is held for its birthday although a person has granted it, or is about to (P-05, P-29)', async () => {
    for (const isDecided of [true, false]) {
      await putErika({ birthDate: null })
      const form = filledForm({ result: 'needs_review' })
      const consents = form.consents.map((consent) => ({ ...consent, reasons: ['flattened' as const] }))
      await recordForm(practice, { ...form, consents })
      const [flattened] = await cases(practice)
      if (isDecided) await decide(practice, flattened!, 'granted')
      await putErika({ birthDate: toLocalDate('1974-01-31') })
      const [review, ...others] = await cases(practice)
      expect(others).to.deep.equal([])
      expect(review?.decisions).to.deep.equal(['assigned', 'ask_patient', 'dismissed'])
      await decide(practice, review!, 'dismissed')
      expect(await reminderOf()).to.equal('never_asked')
    }
  })

  it('holds nothing that the patient has said since, whatever birthday it names (P-05)', async () => {
    await putErika({ birthDate: null })
    await recordForm(practice, filledForm())
    const subject = await subjectNamed(practice.database.knex, practice.keys, toHostPatientId('4711'))
    await append(practice, [inventedEntry(subject, 'granted', { givenAt: practice.clock.now() })])
    await putErika({ birthDate: toLocalDate('1974-01-31') })
    expect(await reminderOf()).to.equal('active')
    expect(await cases(practice)).to.deep.equal([])
  })
})
