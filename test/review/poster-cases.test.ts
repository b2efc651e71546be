import { expect } from 'chai'
import { recordForm } from '../../plugin/consent/record-form.js'
import { toHostPatientId } from '../../plugin/ids.js'
import {
  DAY,
  desksOnOneDatabase,
  ERIKA,
  HOUR,
  MINUTE,
  phoneOf,
  YES,
  type Desk,
  type DeskPatient,
} from '../chat/desk.js'
import { codeOf } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import { cases, decide, filled, MAPPING, onlyCase, withForms } from './practice.js'

const POSTER = 'Ich möchte Erinnerungen per WhatsApp bekommen.'
const PATIENT = toHostPatientId('4711')

onEachDatabase('A case about a chat begun from the poster', (fresh) => {
  const open = desksOnOneDatabase(fresh)
  let desk: Desk
  let erika: DeskPatient
  beforeEach(async () => {
    desk = await open()
    erika = await desk.patient('4711')
    await desk.write(ERIKA, POSTER, { name: 'Erika Muster' })
  })

  it('names nobody by itself; assigned, the question is put in that chat, and only the press is the consent (P-26)', async () => {
    const review = await onlyCase(desk.practice)
    expect(review).to.deep.include({ kind: 'poster', patient: null, decisions: ['assigned', 'dismissed'] })
    await desk.pass(HOUR)
    await decide(desk.practice, review, 'assigned', { patient: PATIENT })
    expect(await desk.status(erika)).to.equal('never_asked')
    await desk.run()
    await desk.pass(MINUTE)
    await desk.press(ERIKA, desk.question(ERIKA), YES)
    expect(await desk.status(erika)).to.equal('active')
  })

  it('stays open, with the way out in words, when the chat has closed', async () => {
    await desk.pass(DAY)
    const review = await onlyCase(desk.practice)
    expect(await codeOf(decide(desk.practice, review, 'assigned', { patient: PATIENT }))).to.equal(
      'CONSENT_NOT_OFFERED',
    )
    await decide(desk.practice, await onlyCase(desk.practice), 'dismissed')
    expect(await cases(desk.practice)).to.deep.equal([])
    expect(await desk.status(erika)).to.equal('never_asked')
  })
})

onEachDatabase('A patient whom a decision has asked', (fresh) => {
  const open = desksOnOneDatabase(fresh)

  it('is asked in the chat at the next message, and only the press makes the pre-set mark a consent (P-03, P-04)', async () => {
    const desk = await open()
    const erika = await desk.patient('4711')
    const practice = withForms(desk.practice, MAPPING)
    const patient = { mobilePhone: { kind: 'mobile' as const, number: phoneOf(ERIKA) }, birthDate: null }
    await recordForm(practice, filled({ reasons: ['prefilled'], givenAt: '2026-11-01', patient }))
    expect(await desk.status(erika)).to.equal('on_hold')
    await decide(practice, await onlyCase(practice), 'ask_patient')
    expect(await desk.status(erika)).to.equal('pending')
    await desk.write(ERIKA, 'Guten Tag')
    expect(await desk.status(erika)).to.equal('pending')
    await desk.pass(MINUTE)
    await desk.press(ERIKA, desk.question(ERIKA), YES)
    expect(await desk.status(erika)).to.equal('active')
  })
})
