/** Buttons, stops and yeses in an order that nobody planned: what takes away is never lost. */
import { expect } from 'chai'
import { recordReplyOutcome } from '../../plugin/chat/reply-outcome.js'
import { takeReply } from '../../plugin/chat/take-reply.js'
import type { ChatReplyId } from '../../plugin/ids.js'
import { processInbox } from '../../plugin/webhook/process.js'
import { append, inventedEntry } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import { desksOnOneDatabase, ERIKA, MINUTE, NO, OTHER, phoneOf, prefilled, YES, type Desk } from './desk.js'

onEachDatabase('A patient who changes their mind', (fresh) => {
  const open = desksOnOneDatabase(fresh)
  let desk: Desk
  beforeEach(async () => {
    desk = await open()
  })

  it('and presses an old "no" once more after a newer yes has taken the yes back (P-16)', async () => {
    const erika = await desk.patient('4711')
    await desk.write(ERIKA, prefilled(await desk.issue(erika)))
    const old = desk.question(ERIKA)
    await desk.pass(MINUTE)
    await desk.press(ERIKA, old, NO)
    expect(await desk.status(erika)).to.equal('refused')
    await desk.pass(MINUTE)
    await desk.write(ERIKA, prefilled(await desk.issue(erika)))
    await desk.pass(MINUTE)
    await desk.press(ERIKA, desk.question(ERIKA), YES)
    expect(await desk.status(erika)).to.equal('active')
    await desk.pass(MINUTE)
    await desk.press(ERIKA, old, NO)
    expect(await desk.status(erika)).to.equal('refused')
    const entries = await desk.entries(erika)
    await desk.pass(MINUTE)
    await desk.press(ERIKA, old, NO)
    expect(await desk.entries(erika)).to.have.length(entries.length)
  })

  it('about one purpose says nothing about the others that a stop from nobody had put on hold (P-01, P-19)', async () => {
    const erika = await desk.patient('4711', { mobilePhone: { kind: 'empty' } })
    const given = { givenAt: desk.clock.now(), number: phoneOf(OTHER) }
    await append(desk.practice, [inventedEntry(erika.subject, 'granted', given)])
    expect(await desk.status(erika, 'recall')).to.equal('active')
    await desk.pass(MINUTE)
    await desk.write(OTHER, 'Stop')
    await desk.pass(MINUTE)
    await desk.write(OTHER, prefilled(await desk.issue(erika)))
    await desk.pass(MINUTE)
    await desk.press(OTHER, desk.question(OTHER), YES)
    expect(await desk.status(erika, 'reminder')).to.equal('active')
    expect(await desk.status(erika, 'recall')).to.equal('on_hold')
  })

  it('and stops while an answer is on its way is not sent that answer again when it did not get through', async () => {
    const erika = await desk.patient('4711')
    const issued = await desk.issue(erika)
    await desk.sandbox.inbound({ from: { phone: ERIKA }, content: { type: 'text', body: prefilled(issued) } })
    await processInbox(desk.practice)
    const own = { practice_id: desk.practice.configuration.id }
    const [first] = await desk.practice.database
      .knex('chat_replies')
      .where(own)
      .orderBy('position')
      .select<{ id: ChatReplyId }[]>('id')
    expect(await takeReply(desk.practice, first!.id)).to.include({ kind: 'taken' })
    await desk.sandbox.inbound({ from: { phone: ERIKA }, content: { type: 'text', body: 'Stop' } })
    await processInbox(desk.practice)
    await recordReplyOutcome(desk.practice, first!.id, { kind: 'not_sent', reason: 'ECONNREFUSED' })
    await desk.pass(MINUTE)
    expect(desk.texts(ERIKA)).to.deep.equal([])
  })
})
