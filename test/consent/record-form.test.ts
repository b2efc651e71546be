import { createHash } from 'node:crypto'
import { expect } from 'chai'
import type { FormMapping, Practice } from '../../plugin/configuration/configuration.js'
import { patientConsents } from '../../plugin/consent/history.js'
import { recordForm, recordWaitingForms } from '../../plugin/consent/record-form.js'
import { recordedForm } from '../../plugin/consent/stored-form.js'
import type { ConsentResult } from '../../plugin/form/consent-decision.js'
import type { ReadableForm } from '../../plugin/form/form-report.js'
import { putPatient } from '../../plugin/host/store-patients.js'
import { toHostPatientId } from '../../plugin/ids.js'
import { readPhone } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { type LocalDate, toLocalDate } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import { openTestPractice } from '../host/practice.js'

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

const withForms = (practice: OpenPractice, ...forms: FormMapping[]): OpenPractice => ({
  ...practice,
  configuration: { ...practice.configuration, forms } satisfies Practice,
})

let files = 0

interface Filled {
  result?: ConsentResult
  patient?: Partial<ReadableForm['patient']>
  givenAt?: string | null
  mapping?: string | null
}

function filledForm({
  result = 'granted',
  patient = {},
  givenAt = '2026-11-20',
  mapping = 'anamnese',
}: Filled = {}): ReadableForm {
  files += 1
  return {
    kind: 'read',
    sha256: createHash('sha256').update(`file ${files}`).digest('hex'),
    format: 'pdf',
    mapping,
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
  let practice: OpenPractice
  const reminderOf = async (patient = '4711'): Promise<string> => {
    const { status, reasons } = (await patientConsents(practice, toHostPatientId(patient))).purposes.reminder
    return [status, ...reasons].join(' ')
  }
  const putErika = (
    changes: { birthDate?: LocalDate; givenName?: string; familyName?: string; mobile?: string } = {},
  ): Promise<boolean> =>
    practice.database.write((trx) =>
      putPatient(
        trx,
        practice.keys,
        'csv',
        {
          hostPatientId: toHostPatientId('4711'),
          familyName: changes.familyName ?? 'Muster',
          givenName: changes.givenName ?? 'Erika',
          birthDate: changes.birthDate ?? toLocalDate('1980-01-31'),
          mobilePhone: readPhone(changes.mobile ?? '+49 151 12345611'),
          active: true,
        },
        practice.clock.now(),
      ),
    )

  beforeEach(async function () {
    this.timeout(60_000)
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

  it('from before a refusal does not grant again (the newest answer counts)', async () => {
    await putErika()
    await recordForm(practice, filledForm({ result: 'refused', givenAt: '2026-11-10' }))
    await recordForm(practice, filledForm({ givenAt: '2026-10-01' }))
    expect(await reminderOf()).to.equal('refused')
  })
})
