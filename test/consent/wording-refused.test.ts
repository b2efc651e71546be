import { createHash } from 'node:crypto'
import { expect } from 'chai'
import type { FormMapping, Wording } from '../../plugin/configuration/configuration.js'
import { patientConsents } from '../../plugin/consent/history.js'
import { recordAtReception } from '../../plugin/consent/reception.js'
import { recordForm, recordWaitingForms } from '../../plugin/consent/record-form.js'
import { consentRenewals } from '../../plugin/consent/renewals.js'
import { registerWordings } from '../../plugin/consent/wording/wording.js'
import type { ConsentResult } from '../../plugin/form/consent-decision.js'
import type { ReadableForm } from '../../plugin/form/form-report.js'
import { type ErrorDetails, errorText } from '../../plugin/errors.js'
import { putPatient } from '../../plugin/host/store-patients.js'
import { toHostPatientId, toReviewId, type HostPatientId } from '../../plugin/ids.js'
import { readPhone } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { decideReview } from '../../plugin/review/decide-review.js'
import { listReviews } from '../../plugin/review/list-reviews.js'
import { toLocalDate } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import { openTestPractice } from '../host/practice.js'
import { codeOf } from './invented.js'

const PATIENT = toHostPatientId('4711')
const TEXT = 'Ich bin mit WhatsApp-Nachrichten der Praxis einverstanden.'
const REFUSED: Wording = {
  id: 'wa-kurz',
  language: 'de',
  text: TEXT,
  sha256: createHash('sha256').update(TEXT).digest('hex'),
  refusal: { missing: ['usa', 'metadata', 'recipient:Meta'], untrue: [] },
}
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
      wording: REFUSED.id,
    },
  ],
}

const form = (result: ConsentResult, number: number): ReadableForm => ({
  kind: 'read',
  sha256: createHash('sha256').update(`form ${number}`).digest('hex'),
  format: 'pdf',
  mapping: MAPPING.id,
  resembles: null,
  patient: {
    hostPatientId: PATIENT,
    familyName: 'Muster',
    givenName: 'Erika',
    birthDate: toLocalDate('1980-01-31'),
    mobilePhone: readPhone('0151 12345611'),
  },
  givenAt: toLocalDate('2026-11-20'),
  representative: null,
  consents: (['reminder', 'recall'] as const).map((purpose) => ({
    purpose,
    result,
    control: 'WhatsApp',
    raw: 'Ja',
    reasons: [],
    page: 1,
    rect: null,
  })),
  reader: 'test',
})

onEachDatabase('A declaration under a wording that lacks what it must say', (fresh) => {
  let practice: OpenPractice

  beforeEach(async function () {
    this.timeout(240_000)
    const opened = await openTestPractice(await fresh.open())
    practice = {
      ...opened,
      configuration: { ...opened.configuration, forms: [MAPPING], wordings: [REFUSED] },
    }
    await registerWordings(practice)
    await put(PATIENT, 'Muster')
  })

  const put = (hostPatientId: HostPatientId, familyName: string): Promise<boolean> =>
    practice.database.write((trx) =>
      putPatient(
        trx,
        practice.keys,
        'csv',
        {
          hostPatientId,
          familyName,
          givenName: 'Erika',
          birthDate: toLocalDate('1980-01-31'),
          mobilePhone: readPhone('+49 151 12345611'),
          active: true,
        },
        practice.clock.now(),
      ),
    )

  const reminder = async (): Promise<string> => {
    const { purposes } = await patientConsents(practice, PATIENT)
    return [purposes.reminder.status, ...purposes.reminder.reasons].join(' ')
  }

  it('on a form is kept, held, and never a consent; the form is not lost (P-08)', async () => {
    const recorded = await recordForm(practice, form('granted', 1))
    expect(recorded).to.include({ recorded: 'now' })
    expect(await reminder()).to.equal('on_hold wording_incomplete')
    const { entries } = await patientConsents(practice, PATIENT)
    expect(entries[0]?.content?.wording).to.equal(null)
    expect(entries[0]?.content?.evidence).to.include({ kind: 'form', form: 'anamnese' })
  })

  it('is put before a person with what the wording lacks and what to add (P-08)', async () => {
    await recordForm(practice, form('granted', 3))
    const { items } = await listReviews(practice, {
      state: 'open',
      cursor: null,
      limit: 10,
      actor: 'Reception',
    })
    const [why] = items.flatMap(({ reasons }) => reasons)
    expect(why?.code).to.equal('wording_incomplete')
    expect(why?.de).to.contain('wa-kurz.de: es fehlt: dass Daten in die USA gelangen')
    expect(why?.en).to.contain('wa-kurz.de: it lacks: that data go to the USA').and.to.contain('in den USA')
  })

  it('never becomes a consent, neither when the text is put right nor under another id (P-07, P-08)', async () => {
    await recordForm(practice, form('granted', 4))
    const whole = 'Alles gesagt.'
    const complete: Wording = {
      id: 'wa-lang',
      language: 'de',
      text: whole,
      sha256: createHash('sha256').update(whole).digest('hex'),
      facts: { recipients: ['360dialog', 'Meta'], storageRegion: null, purposes: ['reminder', 'recall'] },
    }
    for (const wordings of [
      [{ ...REFUSED, replacedBy: complete.id }, complete],
      [{ ...complete, id: REFUSED.id }],
    ]) {
      const mended = { ...practice, configuration: { ...practice.configuration, wordings } }
      await registerWordings(mended)
      await recordForm(mended, form('granted', 4))
      const { purposes } = await patientConsents(mended, PATIENT)
      expect(purposes.reminder.status).to.equal('on_hold')
      const { items } = await consentRenewals(mended, { cursor: null, limit: 10 })
      expect(items.map(({ patient }) => patient)).to.deep.equal([PATIENT])
    }
  })

  /** The same id with another text, which lacks nothing. */
  async function mended(): Promise<OpenPractice> {
    const text = 'Alles gesagt.'
    const complete: Wording = {
      id: REFUSED.id,
      language: 'de',
      text,
      sha256: createHash('sha256').update(text).digest('hex'),
      facts: { recipients: ['360dialog', 'Meta'], storageRegion: null, purposes: ['reminder', 'recall'] },
    }
    const after = { ...practice, configuration: { ...practice.configuration, wordings: [complete] } }
    await registerWordings(after)
    return after
  }

  it('never becomes a consent under a later text because its patient came later (P-07, P-08)', async () => {
    const nobodys = form('granted', 5)
    await recordForm(practice, {
      ...nobodys,
      patient: { ...nobodys.patient, hostPatientId: null, familyName: 'Beispiel' },
    })
    const after = await mended()
    const newcomer = toHostPatientId('4712')
    await put(newcomer, 'Beispiel')
    expect(await recordWaitingForms(after)).to.equal(1)
    const { purposes, entries } = await patientConsents(after, newcomer)
    expect([purposes.reminder.status, ...purposes.reminder.reasons].join(' ')).to.equal(
      'on_hold wording_incomplete',
    )
    expect(entries[0]?.content?.wording).to.equal(null)
  })

  it('never becomes a consent under a later text because it was assigned later (P-07, P-08)', async () => {
    const foreign = form('granted', 6)
    await recordForm(practice, { ...foreign, patient: { ...foreign.patient, givenName: 'Erna' } })
    const after = await mended()
    const decide = async (): Promise<void> => {
      const { items } = await listReviews(after, {
        state: 'open',
        cursor: null,
        limit: 10,
        actor: 'Reception',
      })
      const [{ id } = { id: '' }] = items
      await decideReview(after, toReviewId(id), {
        decision: 'assigned',
        by: 'Frau Beispiel',
        patient: PATIENT,
      })
    }
    await decide()
    const { purposes, entries } = await patientConsents(after, PATIENT)
    expect([purposes.reminder.status, ...purposes.reminder.reasons].join(' ')).to.equal(
      'on_hold wording_incomplete',
    )
    expect(entries.at(-1)?.content?.wording).to.equal(null)
  })

  it('is obeyed all the same when it is a no (P-06, P-08)', async () => {
    await recordForm(practice, form('refused', 2))
    expect(await reminder()).to.equal('refused')
  })

  it('at the reception is refused with what is missing; a withdrawal never is (P-08, P-16)', async () => {
    const declare = (result: 'granted' | 'withdrawn'): Promise<unknown> =>
      recordAtReception(practice, {
        patient: PATIENT,
        result,
        purposes: ['reminder'],
        by: 'Reception',
        wording: REFUSED.id,
        note: null,
      })
    let details: unknown
    await declare('granted').catch((error: unknown) => {
      details = error instanceof Error && 'details' in error ? error.details : error
    })
    expect(details).to.include({
      wording: 'wa-kurz.de',
      missing: 'usa, metadata, recipient:Meta',
      untrue: '-',
    })
    const words = errorText('WORDING_INCOMPLETE', details as ErrorDetails, 'de')
    expect(words.problem).to.contain('dass Daten in die USA gelangen').and.to.contain('Meta als Empfänger')
    expect(words.remedy).to.contain('„Die Daten werden auch in den USA verarbeitet.“')
    expect(await codeOf(declare('granted'))).to.equal('WORDING_INCOMPLETE')
    expect(await reminder()).to.equal('never_asked')
    await declare('withdrawn')
    expect(await reminder()).to.equal('withdrawn')
  })
})
