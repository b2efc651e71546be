import { expect } from 'chai'
import { BEHAVIOUR, behaviourWith } from '../../plugin/sandbox/behaviour.js'
import { loadContract } from '../../plugin/sandbox/contract.js'
import { describeSandbox } from '../../plugin/sandbox/describe.js'
import {
  as,
  expectMetaError,
  KEY,
  OTHER_KEY,
  PATIENT,
  PHONE_NUMBER_ID,
  type Practice,
  startPractice,
  wamidOf,
} from './practice.js'

describe('the control plane of the sandbox', () => {
  let practice: Practice
  beforeEach(async () => (practice = await startPractice()))
  afterEach(() => practice.stop())

  const order = async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }> => {
    const response = await practice.call(method, `/__sandbox${path}`, { body, key: null })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }

  it('1: moves the clock, sets faults and chaos, lets people write, over HTTP as in the library', async () => {
    expect(
      (await order('POST', '/faults', { effect: { kind: 'meta_error', code: 131016 }, next: 1 })).status,
    ).to.equal(204)
    expectMetaError(await practice.send(), 131016, 503)
    expect((await order('PUT', '/chaos', { duplicateShare: 1 })).status).to.equal(204)
    const wamid = wamidOf(await practice.send())
    expect(await order('POST', '/clock', { advanceMillis: 500 })).to.deep.equal({
      status: 200,
      body: { clock: 'virtual', now: '2026-11-21T09:00:00.500Z' },
    })
    expect(practice.receiver.statuses().map(({ status }) => status)).to.deep.equal(['sent', 'sent'])
    const inbound = await order('POST', '/inbound', {
      from: { phone: PATIENT },
      content: { type: 'button', payload: 'confirm:m_1', replyTo: wamid },
    })
    expect(inbound.body).to.deep.equal({ wamid: practice.receiver.messages()[0]!.id })
    expect((await order('GET', '/messages')).body).to.deep.equal(practice.sandbox.messages())
    expect((await order('GET', '/requests')).body).to.deep.equal(practice.sandbox.requests())
    expect((await order('GET', '/deliveries?reveal=true')).body).to.deep.equal(
      practice.sandbox.deliveries({ reveal: true }),
    )
  })

  it('1: reset makes everything as it was at the start', async () => {
    await practice.send()
    practice.sandbox.setFault({ effect: { kind: 'server_error', accepted: false } })
    practice.sandbox.setChaos({ delayMillis: 1 })
    practice.sandbox.rotateKey(PHONE_NUMBER_ID)
    await practice.sandbox.advance(250)
    expect((await order('POST', '/reset')).status).to.equal(204)
    expect(practice.sandbox.clock().now).to.equal('2026-11-21T09:00:00.000Z')
    expect(practice.sandbox.messages()).to.be.empty
    await practice.sandbox.advance(60_000)
    expect(practice.receiver.received).to.be.empty
    expect((await practice.send()).status).to.equal(200)
  })

  it('refuses an order it does not understand and names the place', async () => {
    for (const [method, path, body, place] of [
      ['POST', '/faults', { effect: { kind: 'explode' } }, '/effect'],
      ['POST', '/faults', { effect: { kind: 'hang' } }, '/effect/accepted'],
      ['POST', '/inbound', { from: { phone: '0151' }, content: { type: 'text', body: 'x' } }, '/from/phone'],
      ['POST', '/clock', { advanceMillis: -1 }, '/advanceMillis'],
      ['PUT', '/chaos', { disorder: true }, '/disorder'],
    ] as const) {
      const answer = await order(method, path, body)
      expect(answer.status).to.equal(400)
      expect(answer.body).to.have.property('problem').that.includes(place)
    }
    expect((await order('POST', '/keys', { phoneNumberId: 'none' })).body).to.have.property('code', 'USAGE')
    expect((await order('GET', '/nothing')).status).to.equal(404)
  })

  it('refuses to move the real clock', async () => {
    const real = await startPractice({ clock: 'real' })
    const response = await real.call('POST', '/__sandbox/clock', { body: { advanceMillis: 1 } })
    expect(response.status).to.equal(400)
    await real.stop()
  })

  it('two callers who move the clock move it one after the other', async () => {
    await practice.send()
    await Promise.all([
      practice.sandbox.advance(1000),
      practice.sandbox.advance(1000),
      practice.sandbox.advance(3000),
    ])
    expect(practice.sandbox.clock().now).to.equal('2026-11-21T09:00:05.000Z')
    expect(practice.receiver.statuses().map(({ status }) => status)).to.deep.equal([
      'sent',
      'delivered',
      'read',
    ])
  })

  it('26: masks texts and keys unless asked', async () => {
    await practice.send()
    await practice.sandbox.inbound({
      from: { phone: PATIENT },
      content: { type: 'text', body: 'Mir geht es schlecht' },
    })
    const plain = ['Frau K.', 'Mir geht es schlecht', KEY]
    const shown = async (query: string) =>
      JSON.stringify(
        await Promise.all(
          ['', '/messages', '/requests', '/deliveries'].map((path) => order('GET', path + query)),
        ),
      )
    const masked = await shown('')
    for (const text of [...plain, OTHER_KEY]) expect(masked).to.not.include(text)
    const revealed = await shown('?reveal=true')
    for (const text of plain) expect(revealed).to.include(text)
    expect(practice.sandbox.messages({ reveal: true })[0]!.template?.body).to.deep.equal([
      'Frau K.',
      '3.3., 10:15',
    ])
    expect(practice.sandbox.messages()[0]!.template?.body).to.deep.equal(['***', '***'])
  })

  it('the journal says when, to whom, with what and for which callback', async () => {
    const wamid = wamidOf(await practice.send())
    const [entry] = practice.sandbox.messages({ reveal: true })
    expect(entry).to.deep.include({
      wamid,
      acceptedAt: '2026-11-21T09:00:00.000Z',
      phoneNumberId: PHONE_NUMBER_ID,
      to: PATIENT,
      waId: PATIENT.slice(1),
      type: 'template',
      callbackData: 'm_1',
      template: {
        name: 'termin_erinnerung',
        language: 'de',
        header: [],
        body: ['Frau K.', '3.3., 10:15'],
        buttons: {},
      },
    })
    expect(loadContract().control('JournalMessage')(entry)).to.equal(true)
    expect(loadContract().control('JournalRequest')(practice.sandbox.requests()[0])).to.equal(true)
  })

  it('24: health says what was set', async () => {
    const health = async () =>
      as('Health', await (await practice.call('GET', '/health_status')).json()).health_status
    expect((await health()).can_send_message).to.equal('AVAILABLE')
    await order('PUT', '/health', { phoneNumberId: PHONE_NUMBER_ID, canSendMessage: 'BLOCKED' })
    expect((await health()).entities?.[0]).to.include({
      entity_type: 'PHONE_NUMBER',
      can_send_message: 'BLOCKED',
    })
  })

  it('27: every switch has a stated default', () => {
    const defaults = Object.fromEntries(
      Object.entries(BEHAVIOUR).map(([name, entry]) => [name, entry.default]),
    )
    expect(behaviourWith()).to.deep.equal(defaults)
  })

  it('says in German and English where it is and what can be asked', () => {
    const channels = [
      {
        apiKey: KEY,
        phoneNumberId: PHONE_NUMBER_ID,
        displayPhone: '+493012345600',
        wabaId: '1',
        templates: [],
      },
    ]
    for (const [language, word] of [
      ['de', 'Steuerung'],
      ['en', 'Control plane'],
    ] as const) {
      const text = describeSandbox('http://127.0.0.1:4361', channels, language)
      expect(text)
        .to.include(word)
        .and.include(`D360_API_KEY=${KEY}`)
        .and.include('http://127.0.0.1:4361/__sandbox/')
      expect(text).to.include('+4915100131026')
    }
  })
})
