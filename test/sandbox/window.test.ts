import { expect } from 'chai'
import {
  expectMetaError,
  freeText,
  OTHER_PHONE_NUMBER_ID,
  PATIENT,
  type Practice,
  startPractice,
  wamidOf,
} from './practice.js'

const HOUR = 60 * 60 * 1000

describe('9: the 24 hour window of free messages', () => {
  let practice: Practice
  beforeEach(async () => (practice = await startPractice()))
  afterEach(() => practice.stop())

  async function fate(): Promise<string[]> {
    const wamid = wamidOf(await practice.send(freeText()))
    await practice.sandbox.advance(10_000)
    return practice.receiver
      .statuses()
      .filter(({ id }) => id === wamid)
      .map(({ status, errors }) => `${status}${errors?.[0] ? ` ${errors[0].code}` : ''}`)
  }

  it('a free message outside of it is accepted and then fails with 131047', async () => {
    expect(await fate()).to.deep.equal(['failed 131047'])
  })

  it('can refuse at once instead', async () => {
    const other = await startPractice({ behaviour: { outsideWindow: 'refuse' } })
    expectMetaError(await other.send(freeText()), 131047, 429)
    await other.stop()
  })

  it('a delivered template does not open it', async () => {
    await practice.send()
    await practice.sandbox.advance(10_000)
    expect(await fate()).to.deep.equal(['failed 131047'])
  })

  it('a text, a button and a button reply open it', async () => {
    const contents = [
      { type: 'text', body: 'Hallo' },
      { type: 'button', payload: 'confirm:m_1', replyTo: 'wamid.x' },
      { type: 'button_reply', id: 'yes', replyTo: 'wamid.x' },
    ] as const
    for (const content of contents) {
      await practice.sandbox.inbound({ from: { phone: PATIENT }, content })
      expect(await fate()).to.deep.equal(['sent', 'delivered', 'read'])
      await practice.sandbox.advance(25 * HOUR)
      expect(await fate()).to.deep.equal(['failed 131047'])
    }
  })

  it('ends 24 hours after the last message of the person', async () => {
    const other = await startPractice({ behaviour: { outsideWindow: 'refuse' } })
    await other.sandbox.inbound({ from: { phone: PATIENT }, content: { type: 'text', body: 'Hallo' } })
    await other.sandbox.advance(24 * HOUR - 1)
    expect((await other.send(freeText())).status).to.equal(200)
    await other.sandbox.advance(1)
    expectMetaError(await other.send(freeText()), 131047, 429)
    await other.stop()
  })

  it('a reaction opens it only when so switched', async () => {
    const reaction = {
      from: { phone: PATIENT },
      content: { type: 'reaction', emoji: '👍', replyTo: 'wamid.x' },
    } as const
    await practice.sandbox.inbound(reaction)
    expect(await fate()).to.deep.equal(['failed 131047'])
    const other = await startPractice({ behaviour: { reactionOpensWindow: true, outsideWindow: 'refuse' } })
    await other.sandbox.inbound(reaction)
    expect((await other.send(freeText())).status).to.equal(200)
    await other.stop()
  })

  it('belongs to one person and one number', async () => {
    const content = { type: 'text', body: 'Hallo' } as const
    await practice.sandbox.inbound({ from: { phone: '+4915187654321' }, content })
    await practice.sandbox.inbound({
      phoneNumberId: OTHER_PHONE_NUMBER_ID,
      from: { phone: PATIENT },
      content,
    })
    expect(await fate()).to.deep.equal(['failed 131047'])
  })
})
