import { expect } from 'chai'
import {
  expectMetaError,
  freeText,
  PATIENT,
  type Practice,
  startPractice,
  until,
  wamidOf,
} from './practice.js'

describe('statuses of the sandbox', () => {
  let practice: Practice
  beforeEach(async () => (practice = await startPractice()))
  afterEach(() => practice.stop())

  it('13: sent, delivered and read come when their time has come', async () => {
    const id = wamidOf(await practice.send())
    const seen = () => practice.receiver.statuses().map(({ status }) => status)
    await practice.sandbox.advance(499)
    expect(seen()).to.deep.equal([])
    await practice.sandbox.advance(1)
    expect(seen()).to.deep.equal(['sent'])
    await practice.sandbox.advance(1000)
    expect(seen()).to.deep.equal(['sent', 'delivered'])
    await practice.sandbox.advance(60_000)
    expect(seen()).to.deep.equal(['sent', 'delivered', 'read'])
    for (const status of practice.receiver.statuses())
      expect(status).to.include({ id, recipient_id: PATIENT.slice(1) })
    expect(practice.receiver.statuses()[0]!.timestamp).to.equal(
      String(Date.parse('2026-11-21T09:00:00Z') / 1000),
    )
    expect(practice.sandbox.messages()[0]!.statuses.map(({ status, at }) => [status, at])).to.deep.equal([
      ['sent', '2026-11-21T09:00:00.500Z'],
      ['delivered', '2026-11-21T09:00:01.500Z'],
      ['read', '2026-11-21T09:00:04.000Z'],
    ])
  })

  it('13: on the real clock they come by themselves', async () => {
    const real = await startPractice({
      clock: 'real',
      timing: { sentMillis: 10, deliveredMillis: 40, readMillis: 70 },
    })
    await real.send()
    await until(() => real.receiver.statuses().length === 3)
    expect(new Set(real.receiver.statuses().map(({ status }) => status))).to.deep.equal(
      new Set(['sent', 'delivered', 'read']),
    )
    await real.stop()
  })

  it('13: pricing comes with sent and with one later status, contacts not with failed', async () => {
    await practice.send()
    await practice.send({ to: '+4915100131026' })
    await practice.sandbox.advance(10_000)
    const values = practice.receiver.received.map(({ body }) => body.entry[0]!.changes[0]!.value)
    const told = values.map(({ statuses, contacts }) => [
      statuses?.[0]?.status,
      statuses?.[0]?.pricing?.category,
      !!contacts,
    ])
    expect(told).to.have.deep.members([
      ['sent', 'utility', true],
      ['delivered', 'utility', true],
      ['read', undefined, true],
      ['failed', undefined, false],
    ])
    const failed = practice.receiver.statuses().find(({ status }) => status === 'failed')
    expect(failed?.errors?.[0]?.code).to.equal(131026)
    expect(failed).to.not.have.property('recipient_user_id')
    expect(failed).to.not.have.property('conversation')
  })

  it('13: shares decide who is reached and who reads', async () => {
    const other = await startPractice({ timing: { deliveredShare: 0.5, readShare: 0 } })
    for (let index = 0; index < 100; index += 1) await other.send()
    await other.sandbox.advance(10_000)
    const count = (wanted: string) =>
      other.receiver.statuses().filter(({ status }) => status === wanted).length
    expect(count('sent')).to.equal(100)
    expect(count('delivered')).to.be.within(30, 70)
    expect(count('read')).to.equal(0)
    await other.stop()
  })

  it('13: the conversation object of old appears when switched on', async () => {
    const other = await startPractice({ behaviour: { conversation: true, statusContacts: false } })
    await other.send()
    await other.sandbox.advance(500)
    const { value } = other.receiver.received[0]!.body.entry[0]!.changes[0]!
    expect(value.statuses?.[0]?.conversation?.origin?.type).to.equal('utility')
    expect(value).to.not.have.property('contacts')
    await other.stop()
  })

  it('13: a send to a BSUID brings no number back', async () => {
    const from = { phone: PATIENT, bsuidOnly: true }
    await practice.sandbox.inbound({ from, content: { type: 'text', body: 'Hallo' } })
    const recipient = practice.receiver.messages()[0]!.from_user_id
    await practice.send({ ...freeText(), to: undefined, recipient })
    await practice.sandbox.advance(500)
    expect(practice.receiver.statuses()[0])
      .to.include({ recipient_user_id: recipient })
      .and.not.have.property('recipient_id')
  })

  it('14: repeats biz_opaque_callback_data in every status, unchanged', async () => {
    const data = `ä"\\ ${'x'.repeat(507)}`
    await practice.send({ biz_opaque_callback_data: data })
    await practice.send({ biz_opaque_callback_data: data, to: '+4915100131026' })
    await practice.sandbox.advance(10_000)
    const told = practice.receiver.statuses().map(({ biz_opaque_callback_data: told }) => told)
    expect(told).to.deep.equal([data, data, data, data])
    expect(practice.sandbox.messages()[0]!.callbackData).to.equal(data)
  })

  it('14: refuses biz_opaque_callback_data of more than 512 characters', async () => {
    expectMetaError(await practice.send({ biz_opaque_callback_data: 'x'.repeat(513) }), 100)
  })
})
