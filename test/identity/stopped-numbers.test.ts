/** A number that asked to stop is remembered, whoever the stop was for: an older yes may turn up that names it (P-16, P-29). */
import { expect } from 'chai'
import { consentFor } from '../../plugin/consent/gate.js'
import { recordForm } from '../../plugin/consent/record-form.js'
import type { ReadableForm } from '../../plugin/form/form-report.js'
import { readPhone } from '../../plugin/phone.js'
import { runRetentionDaily } from '../../plugin/privacy/retention/retention.js'
import { erasePatient } from '../../plugin/privacy/erasure/erase.js'
import { witnessOf } from '../../plugin/privacy/witness/check.js'
import { decideReview } from '../../plugin/review/decide-review.js'
import { listReviews } from '../../plugin/review/list-reviews.js'
import type { Review } from '../../plugin/review/review.js'
import { toLocalDate } from '../../plugin/time.js'
import { DAY, desksOnOneDatabase, ERIKA, prefilled, YES, type Desk, type DeskPatient } from '../chat/desk.js'
import { onEachDatabase } from '../harness/databases.js'
import { witnessInMemory } from '../privacy/life-practice.js'
import { filled, type Filled } from '../review/practice.js'

const SON = { familyName: 'Muster', givenName: 'Kind', birthDate: toLocalDate('1990-05-05') }
const NONE = { mobilePhone: { kind: 'empty' } } as const

onEachDatabase('A number that asked to stop', (fresh) => {
  const openDesk = desksOnOneDatabase(fresh)
  let desk: Desk
  let mother: DeskPatient
  let son: DeskPatient

  const paper = (host: string, more: Filled): Promise<unknown> => {
    const patient = { hostPatientId: host, mobilePhone: readPhone(ERIKA), ...more.patient }
    const form: ReadableForm = filled({ mapping: 'form-wa-2026-01', ...more, patient })
    return recordForm(desk.practice, form)
  }
  const sons = (more: Filled): Promise<unknown> =>
    paper('4712', { ...more, patient: { ...SON, ...more.patient } })
  const consent = async ({ subject }: DeskPatient): Promise<string> => {
    const { practice, clock } = desk
    const status = await consentFor(practice.database.knex, practice, subject, 'reminder', clock.now())
    return [status.status, ...status.reasons].join(' ')
  }
  const open = async (): Promise<Review[]> =>
    (await listReviews(desk.practice, { state: 'open', cursor: null, limit: 100, actor: 'test' })).items
  const codes = async (): Promise<string[][]> =>
    (await open()).map(({ patient, kind, reasons }) => [
      patient ?? '',
      kind,
      ...reasons.map(({ code }) => code),
    ])

  beforeEach(async function () {
    this.timeout(240_000)
    desk = await openDesk()
    mother = await desk.patient('4711')
    son = await desk.patient('4712', { ...SON, ...NONE })
    await paper('4711', { givenAt: '2026-11-01' })
  })
  const stop = async (): Promise<void> => {
    await desk.write(ERIKA, 'STOP')
    expect(await consent(mother)).to.equal('withdrawn')
    await desk.pass(DAY)
  }

  it('is held for whom an older paper names it later, and put before a person (P-16, P-29)', async () => {
    await stop()
    await sons({ givenAt: '2026-11-10' })
    expect(await consent(son)).to.equal('on_hold earlier_stop')
    expect(await codes()).to.deep.equal([['4712', 'stop', 'earlier_stop']])
    expect(await desk.types()).to.include('reply_needs_person')
    const [review] = await open()
    await decideReview(desk.practice, review!.id, { decision: 'released', by: 'Frau Beispiel' })
    expect(await consent(son)).to.equal('active')
    // It was decided whose stop it was: a second older paper does not ask again.
    await sons({ givenAt: '2026-11-11' })
    expect(await open()).to.deep.equal([])
  })

  it('is held as well for a paper of that day, or of a day that nobody can tell (P-16)', async () => {
    await stop()
    for (const givenAt of ['2026-11-21', null]) {
      await sons({ givenAt })
      expect(await consent(son)).to.match(/^on_hold .*earlier_stop/)
    }
    expect(await codes()).to.deep.equal([['4712', 'stop', 'earlier_stop']])
  })

  it('counts where the number stands in the record alone (P-29)', async () => {
    await stop()
    await desk.patient('4712', SON)
    await sons({ givenAt: '2026-11-10', patient: { mobilePhone: readPhone('') } })
    expect(await consent(son)).to.equal('on_hold earlier_stop')
  })

  it('is free for a yes that was certainly given later', async () => {
    await stop()
    await sons({ givenAt: '2026-11-22' })
    expect(await consent(son)).to.equal('active')
    expect(await open()).to.deep.equal([])
  })

  it('stays withdrawn, without a further case, for the patient whose stop it was (P-16)', async () => {
    await stop()
    await paper('4711', { givenAt: '2026-11-10' })
    expect(await consent(mother)).to.equal('withdrawn')
    expect(await open()).to.deep.equal([])
    await paper('4711', { givenAt: '2026-11-22' })
    expect(await consent(mother)).to.equal('active')
  })

  it('is held where a person grants afterwards what a form had said before (P-16)', async () => {
    await sons({ givenAt: '2026-11-10', reasons: ['unknown_value'] })
    const doubts = await open()
    await stop()
    expect(await consent(son)).to.equal('on_hold unknown_value')
    for (const review of doubts)
      await decideReview(desk.practice, review.id, { decision: 'granted', by: 'Frau Beispiel' })
    expect(await consent(son)).to.equal('on_hold earlier_stop')
  })

  it('is remembered where the account that stopped hid the number (P-19)', async () => {
    await desk.write(ERIKA, 'Guten Tag')
    await desk.write(ERIKA, 'STOP', { bsuidOnly: true })
    expect(await consent(mother)).to.equal('withdrawn')
    await desk.pass(DAY)
    await sons({ givenAt: '2026-11-10' })
    expect(await consent(son)).to.equal('on_hold earlier_stop')
  })

  it('ends its hold with a yes by code from that number', async () => {
    await stop()
    await sons({ givenAt: '2026-11-10' })
    await desk.write(ERIKA, prefilled(await desk.issue(son)))
    await desk.press(ERIKA, desk.question(ERIKA), YES)
    expect(await consent(son)).to.equal('active')
  })

  const remembered = (): Promise<unknown[]> =>
    desk.practice.database
      .knex('unmatched_stops')
      .where({ practice_id: desk.practice.configuration.id })
      .select('kind', 'value_index')

  it('is forgotten when its time is over, and not before (P-44)', async () => {
    await stop()
    expect(await remembered()).to.not.deep.equal([])
    const years = 3
    await desk.pass(365 * years * DAY)
    await runRetentionDaily(desk.practice)
    expect(await remembered()).to.not.deep.equal([])
    await desk.pass(400 * DAY)
    await runRetentionDaily(desk.practice)
    expect(await remembered()).to.deep.equal([])
  })

  it('is forgotten with the patient who alone has it (P-47)', async () => {
    await stop()
    await erasePatient(
      { ...desk.practice, witness: witnessOf(witnessInMemory()) },
      { patient: mother.host, by: 'Frau Beispiel', reason: 'erasure_request', proof: 'destroy' },
    )
    expect(await remembered()).to.deep.equal([])
  })
})
