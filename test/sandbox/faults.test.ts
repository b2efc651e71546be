import { expect } from 'chai'
import { SPECIAL_NUMBERS } from '../../plugin/sandbox/special-numbers.js'
import { as, expectMetaError, type Practice, PATIENT, reminder, startPractice } from './practice.js'

describe('22: faults of the sandbox', () => {
  let practice: Practice
  beforeEach(async () => (practice = await startPractice()))
  afterEach(() => practice.stop())

  async function statuses(): Promise<string[]> {
    await practice.sandbox.advance(10_000)
    return practice.receiver.statuses().map(({ status }) => status)
  }

  const giveUp = (): Promise<unknown> =>
    practice.call('POST', '/messages', { body: reminder(), signal: AbortSignal.timeout(150) }).then(
      () => expect.fail('there was an answer'),
      (error: unknown) => error,
    )

  it('hangs after accepting: the caller gives up, the message is sent, the statuses come', async () => {
    practice.sandbox.setFault({ effect: { kind: 'hang', accepted: true } })
    expect(await giveUp()).to.have.property('name', 'TimeoutError')
    expect(practice.sandbox.messages()).to.have.length(1)
    expect(await statuses()).to.deep.equal(['sent', 'delivered', 'read'])
    expect(practice.receiver.statuses()[0]!.biz_opaque_callback_data).to.equal('m_1')
    expect(practice.sandbox.requests()[0]).to.include({
      outcome: 'hang',
      wamid: practice.sandbox.messages()[0]!.wamid,
    })
  })

  it('hangs before accepting: nothing is sent', async () => {
    practice.sandbox.setFault({ effect: { kind: 'hang', accepted: false } })
    expect(await giveUp()).to.have.property('name', 'TimeoutError')
    expect(practice.sandbox.messages()).to.be.empty
    expect(await statuses()).to.be.empty
  })

  it('answers late', async () => {
    practice.sandbox.setFault({ effect: { kind: 'hang', accepted: true, forMillis: 100 } })
    const begin = performance.now()
    as('MessageAccepted', (await practice.send()).body)
    expect(performance.now() - begin).to.be.at.least(90)
  })

  for (const accepted of [true, false]) {
    const told = accepted ? 'after accepting' : 'before accepting'
    it(`resets the connection ${told}`, async () => {
      practice.sandbox.setFault({ effect: { kind: 'reset', accepted } })
      const error = await practice.send().catch((cause: unknown) => cause)
      expect(error).to.be.instanceOf(TypeError)
      expect(practice.sandbox.messages()).to.have.length(accepted ? 1 : 0)
      expect(await statuses()).to.have.length(accepted ? 3 : 0)
    })

    it(`answers 500, 502 with HTML, and 200 without messages ${told}`, async () => {
      for (const [kind, status] of [
        ['server_error', 500],
        ['bad_gateway', 502],
        ['no_messages', 200],
      ] as const) {
        practice.sandbox.setFault({ effect: { kind, accepted }, next: 1 })
        const answer = await practice.send()
        expect(answer.status).to.equal(status)
        if (kind === 'bad_gateway') expect(answer.text).to.match(/^<html>/)
        expect(answer.body ?? {}).to.not.have.property('messages')
      }
      expect(practice.sandbox.messages()).to.have.length(accepted ? 3 : 0)
      expect(await statuses()).to.have.length(accepted ? 9 : 0)
    })
  }

  it('refuses with any code of Meta, its HTTP status from the table or as ordered', async () => {
    for (const [effect, status] of [
      [{ kind: 'meta_error', code: 131049 }, 429],
      [{ kind: 'meta_error', code: 131042 }, 402],
      [{ kind: 'meta_error', code: 4711 }, 400],
      [{ kind: 'meta_error', code: 131056, httpStatus: 400 }, 400],
    ] as const) {
      practice.sandbox.setFault({ effect, next: 1 })
      expectMetaError(await practice.send(), effect.code, status)
    }
    expect(practice.sandbox.messages()).to.be.empty
  })

  it('fails by webhook with any code, at once or after sent', async () => {
    practice.sandbox.setFault({ effect: { kind: 'failed_status', code: 131049 }, next: 1 })
    practice.sandbox.setFault({ effect: { kind: 'failed_status', code: 131000, afterSent: true }, next: 1 })
    expect((await practice.send()).status).to.equal(200)
    expect((await practice.send()).status).to.equal(200)
    await practice.sandbox.advance(10_000)
    const told = practice.sandbox
      .messages()
      .map(({ statuses }) => statuses.map(({ status, code }) => `${status} ${String(code)}`))
    expect(told).to.deep.equal([['failed 131049'], ['sent null', 'failed 131000']])
  })

  it('refuses in the shape of the gateway, 429 among them', async () => {
    practice.sandbox.setFault({
      effect: { kind: 'gateway_error', httpStatus: 429, message: 'Too many requests' },
    })
    const { status, body } = await practice.send()
    expect(status).to.equal(429)
    expect(as('GatewayError', body).meta).to.include({
      http_code: 429,
      developer_message: 'Too many requests',
    })
  })

  it('strikes the next n requests, and only those to one recipient or of one template', async () => {
    const effect = { kind: 'server_error', accepted: false } as const
    const codes = async (...recipients: string[]) => {
      const answers = []
      for (const to of recipients) answers.push((await practice.send({ to })).status)
      return answers
    }
    practice.sandbox.setFault({ effect, next: 2, to: '+49 151 12345678' })
    expect(await codes('+4915187654321', PATIENT, PATIENT, PATIENT)).to.deep.equal([200, 500, 500, 200])
    practice.sandbox.setFault({ effect, template: 'andere' })
    expect(await codes(PATIENT)).to.deep.equal([200])
    practice.sandbox.setFault({ effect, template: 'termin_erinnerung' })
    expect(await codes(PATIENT)).to.deep.equal([500])
    practice.sandbox.clearFaults()
    expect(await codes(PATIENT)).to.deep.equal([200])
  })

  it('strikes a share of the requests, the same ones for the same seed', async () => {
    const run = async (seed: number) => {
      const other = await startPractice({ seed })
      other.sandbox.setFault({ effect: { kind: 'server_error', accepted: false }, share: 0.3 })
      const codes: number[] = []
      for (let index = 0; index < 100; index += 1) codes.push((await other.send()).status)
      await other.stop()
      return codes
    }
    const first = await run(7)
    expect(first.filter((code) => code === 500)).to.have.length.within(15, 45)
    expect(await run(7)).to.deep.equal(first)
  })

  it('strikes other paths when told so', async () => {
    practice.sandbox.setFault({ effect: { kind: 'bad_gateway', accepted: false }, on: 'templates', next: 1 })
    practice.sandbox.setFault({ effect: { kind: 'meta_error', code: 190 }, on: 'health' })
    expect((await practice.send()).status).to.equal(200)
    expect((await practice.call('GET', '/message_templates')).status).to.equal(502)
    expect((await practice.call('GET', '/message_templates')).status).to.equal(200)
    expect((await practice.call('GET', '/health_status')).status).to.equal(401)
  })
})

describe('23: numbers with a fixed outcome', () => {
  it('do what their table says', async () => {
    const practice = await startPractice()
    for (const { phone, effect } of SPECIAL_NUMBERS) {
      const before = practice.sandbox.messages().length
      if (effect.kind === 'hang') {
        const signal = AbortSignal.timeout(100)
        await practice
          .call('POST', '/messages', { body: { ...reminder(), to: phone }, signal })
          .catch(() => undefined)
        expect(practice.sandbox.messages().length - before, phone).to.equal(effect.accepted ? 1 : 0)
        continue
      }
      const answer = await practice.send({ to: phone })
      await practice.sandbox.advance(10_000)
      const entry = practice.sandbox.messages()[before]
      const told = entry?.statuses.map(({ status }) => status)
      switch (effect.kind) {
        case 'meta_error':
          expect(as('MetaError', answer.body).error.code).to.equal(effect.code)
          expect(phone.endsWith(String(effect.code))).to.equal(true)
          expect(entry).to.equal(undefined)
          break
        case 'gateway_error':
          expect(answer.status).to.equal(effect.httpStatus)
          expect(entry).to.equal(undefined)
          break
        case 'failed_status':
          expect(answer.status).to.equal(200)
          expect(told).to.deep.equal(effect.afterSent === true ? ['sent', 'failed'] : ['failed'])
          expect(entry?.statuses.at(-1)?.code).to.equal(effect.code)
          break
        case 'silent':
          expect(told).to.deep.equal(effect.sent ? ['sent'] : [])
          break
        case 'skip_delivered':
          expect(told).to.deep.equal(['sent', 'read'])
          break
        case 'server_error':
        case 'bad_gateway':
        case 'no_messages':
        case 'reset':
          expect(answer.status).to.be.oneOf([500, 502])
          expect(entry !== undefined).to.equal(effect.accepted)
      }
    }
    await practice.stop()
  })

  it('have one outcome each', () => {
    const phones = SPECIAL_NUMBERS.map(({ phone }) => phone)
    expect(new Set(phones).size).to.equal(phones.length)
    for (const phone of phones) expect(phone).to.match(/^\+4915100\d{6}$/)
  })

  it('are overruled by a fault', async () => {
    const practice = await startPractice()
    practice.sandbox.setFault({ effect: { kind: 'meta_error', code: 131016 }, next: 1 })
    expectMetaError(await practice.send({ to: '+4915100131026' }), 131016, 503)
    await practice.stop()
  })
})
