/** What somebody types instead of pressing a button: never a consent, and never left without an answer (P-02, P-23). */
import { expect } from 'chai'
import { recordAtReception } from '../../plugin/consent/reception.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  DAY,
  desksOnOneDatabase,
  ERIKA,
  GERMAN,
  HOUR,
  MINUTE,
  NO,
  prefilled,
  YES,
  YES_RECALL,
  type Desk,
  type DeskPatient,
} from './desk.js'

const BUTTONS = 'Schaltflächen unter unserer Frage'

onEachDatabase('A yes that is typed instead of pressed', (fresh) => {
  const open = desksOnOneDatabase(fresh)
  let desk: Desk
  let erika: DeskPatient
  beforeEach(async () => {
    desk = await open()
    erika = await desk.patient('4711')
  })

  const hints = (to = ERIKA): number => desk.texts(to).filter((text) => text.includes(BUTTONS)).length

  async function ask(patient = erika): Promise<void> {
    await desk.write(ERIKA, prefilled(await desk.issue(patient)))
    await desk.pass(MINUTE)
  }

  it('after the follow-up question is told that the button is what counts, and gives nothing (P-23)', async () => {
    await ask()
    await desk.press(ERIKA, desk.question(ERIKA), YES)
    await desk.pass(MINUTE)
    await desk.write(ERIKA, 'Ja')
    expect(hints()).to.equal(1)
    await desk.write(ERIKA, 'Ja, bitte')
    expect(hints()).to.equal(1)
    expect(await desk.status(erika, 'recall')).to.equal('never_asked')
    await desk.press(ERIKA, desk.question(ERIKA), YES_RECALL)
    expect(await desk.status(erika, 'recall')).to.equal('active')
  })

  it('is told so in whatever language it is typed (P-23)', async () => {
    for (const yes of ['yes', 'Yes please', 'evet', 'tamam', 'да', 'так', 'نعم', 'ok', '👍', 'Ja!!!']) {
      const next = await open()
      const patient = await next.patient('1')
      await next.write(ERIKA, prefilled(await next.issue(patient)))
      await next.pass(MINUTE)
      await next.press(ERIKA, next.question(ERIKA), YES)
      await next.pass(MINUTE)
      await next.write(ERIKA, yes)
      expect(next.texts(ERIKA).at(-1), yes).to.include(BUTTONS)
      expect(await next.status(patient, 'recall')).to.equal('never_asked')
    }
  }).timeout(240_000)

  it('is told so once for each question, also where another question was answered on the same day (P-23)', async () => {
    await ask()
    await desk.write(ERIKA, 'Ja')
    expect(hints()).to.equal(1)
    await desk.press(ERIKA, desk.question(ERIKA), NO)
    await desk.pass(MINUTE)
    await ask()
    await desk.write(ERIKA, 'Ja')
    await desk.write(ERIKA, 'Ja')
    expect(hints()).to.equal(2)
    await desk.press(ERIKA, desk.question(ERIKA), YES)
    await desk.pass(MINUTE)
    await desk.write(ERIKA, 'Ja')
    await desk.write(ERIKA, 'Ja')
    expect(hints()).to.equal(3)
  })

  it('is told so for the question about each of two patients on one telephone (P-23, P-29)', async () => {
    const child = await desk.patient('12')
    await ask()
    await desk.write(ERIKA, 'Ja')
    await ask(child)
    await desk.write(ERIKA, 'Ja')
    await desk.write(ERIKA, 'Ja')
    expect(hints()).to.equal(2)
    for (const patient of [erika, child]) expect(await desk.entries(patient)).to.deep.equal([])
  })

  it('right after a code that no longer counted is told so, too (P-23)', async () => {
    const old = await desk.issue(erika)
    const issued = await desk.issue(erika)
    await desk.write(ERIKA, prefilled(issued))
    await desk.pass(MINUTE)
    await desk.write(ERIKA, prefilled(old))
    await desk.pass(MINUTE)
    await desk.write(ERIKA, 'Ja')
    expect(hints()).to.equal(1)
  })

  it('in answer to the question about a tick of staff is told so (P-04, P-23)', async () => {
    await recordAtReception(desk.practice, {
      patient: erika.host,
      result: 'granted',
      purposes: ['reminder', 'recall'],
      by: 'Frau Empfang',
      wording: GERMAN.id,
      note: null,
    })
    await desk.pass(HOUR)
    await desk.write(ERIKA, 'Guten Tag')
    await desk.pass(MINUTE)
    await desk.press(ERIKA, desk.question(ERIKA), YES)
    await desk.pass(MINUTE)
    await desk.write(ERIKA, 'Ja')
    expect(hints()).to.equal(1)
    expect(await desk.status(erika, 'recall')).to.equal('pending')
  })

  it('in the words of the poster is told so, and gives nothing (P-23, P-26)', async () => {
    await ask()
    await desk.write(ERIKA, 'Ich möchte Erinnerungen per WhatsApp bekommen.')
    expect(hints()).to.equal(1)
    expect(await desk.entries(erika)).to.deep.equal([])
  })

  it('or anything else, typed later while the question still waits, is met with where to turn, once a day (P-23, P-36)', async () => {
    await ask()
    await desk.write(ERIKA, 'Ja')
    const heard = desk.texts(ERIKA).length
    for (const days of [1, 2]) {
      await desk.pass(DAY + MINUTE)
      await desk.write(ERIKA, 'Es blutet stark, was soll ich tun?')
      await desk.write(ERIKA, 'Bitte!')
      expect(desk.texts(ERIKA)).to.have.length(heard + days)
      expect(desk.texts(ERIKA).at(-1)).to.include('+49 30 12345678')
    }
    expect(hints()).to.equal(1)
  })

  it('is told so again where the first hint was refused for good', async () => {
    await ask()
    desk.sandbox.setFault({ effect: { kind: 'meta_error', code: 131009 }, next: 1 })
    await desk.write(ERIKA, 'Ja')
    expect(hints()).to.equal(0)
    await desk.write(ERIKA, 'Ja')
    expect(hints()).to.equal(1)
  })
})
