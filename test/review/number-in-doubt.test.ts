/** Whose the number is, is the very doubt: whoever answers there cannot settle it. */
import { expect } from 'chai'
import type { Instant } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import { desksOnOneDatabase, ERIKA, HOUR, MINUTE, prefilled, YES, type Desk } from '../chat/desk.js'
import { bsuidOf, deliver, inboundMessage, text, withMessages } from '../webhook/practice.js'
import { decide, onlyCase } from './practice.js'

const STRANGER = '4915198765432'

onEachDatabase('A number that may have a new owner', (fresh) => {
  const open = desksOnOneDatabase(fresh)

  const writeAs = (desk: Desk, account: string, words: string): Promise<unknown> => {
    const at: Instant = desk.clock.now()
    const message = { ...inboundMessage(ERIKA.slice(1), at, text(words)), from_user_id: bsuidOf(account) }
    return deliver(desk.practice, withMessages(message))
  }

  it('is not asked for the consent of the old one: a code from the desk is needed (P-29, P-31)', async () => {
    const desk = await open()
    const erika = await desk.patient('4711')
    await desk.write(ERIKA, prefilled(await desk.issue(erika)))
    await desk.pass(MINUTE)
    await desk.press(ERIKA, desk.question(ERIKA), YES)
    expect(await desk.status(erika)).to.equal('active')
    await desk.pass(HOUR)
    await writeAs(desk, STRANGER, 'Guten Tag')
    expect(await desk.status(erika)).to.equal('on_hold')
    await decide(desk.practice, await onlyCase(desk.practice), 'ask_patient')
    expect(await desk.status(erika)).to.equal('pending')
    await desk.pass(HOUR)
    const before = (await desk.replies()).length
    await writeAs(desk, STRANGER, 'Hallo')
    const queued = (await desk.replies()).slice(before).map(({ kind }) => kind)
    expect(queued).not.to.include('consent_question')
    await desk.write(ERIKA, prefilled(await desk.issue(erika)))
    await desk.pass(MINUTE)
    await desk.press(ERIKA, desk.question(ERIKA), YES)
    expect(await desk.status(erika)).to.equal('active')
  })
})
