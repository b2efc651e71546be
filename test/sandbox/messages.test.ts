import { expect } from 'chai'
import { startSandbox } from '../../plugin/sandbox/sandbox.js'
import {
  as,
  expectMetaError,
  freeText,
  KEY,
  OTHER_KEY,
  OTHER_PHONE_NUMBER_ID,
  PATIENT,
  PHONE_NUMBER_ID,
  type Practice,
  reminder,
  startPractice,
  WABA,
  wamidOf,
} from './practice.js'

describe('the sandbox accepts messages as 360dialog does', () => {
  let practice: Practice
  beforeEach(async () => (practice = await startPractice()))
  afterEach(() => practice.stop())

  it('1: listens on the loopback address only', async () => {
    let refused: unknown
    await startSandbox({ host: '0.0.0.0', clock: 'virtual', channels: [] }).catch(
      (error: unknown) => (refused = error),
    )
    expect(refused).to.have.property('code', 'USAGE')
    expect(new URL(practice.sandbox.url).hostname).to.equal('127.0.0.1')
  })

  it('1: names the port that is taken', async () => {
    const port = Number(new URL(practice.sandbox.url).port)
    let refused: unknown
    await startSandbox({ port, clock: 'virtual', channels: [] }).catch((error: unknown) => (refused = error))
    expect(refused).to.have.property('code', 'PORT_IN_USE')
  })

  it('2: refuses a missing or unknown key with 401 in the shape of the gateway', async () => {
    for (const key of [null, 'wrong']) {
      const { status, body } = await practice.send({}, key)
      expect(status).to.equal(401)
      expect(as('GatewayError', body).meta).to.include({ http_code: 401, success: false })
    }
    expect(practice.sandbox.messages()).to.be.empty
  })

  it('2: ignores a bearer token', async () => {
    const response = await fetch(`${practice.sandbox.url}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}` },
      body: JSON.stringify(reminder()),
    })
    expect(response.status).to.equal(401)
  })

  it('3: keeps numbers apart by their key', async () => {
    expectMetaError(await practice.send({}, OTHER_KEY), 132001)
    await practice.send()
    expect(practice.sandbox.messages().map(({ phoneNumberId }) => phoneNumberId)).to.deep.equal([
      PHONE_NUMBER_ID,
    ])
    const webhook = await practice.call('GET', '/v1/configs/webhook', { key: OTHER_KEY })
    expect(await webhook.json()).to.deep.equal({})
  })

  it('3: a new key ends the old one and removes the webhook of that number', async () => {
    const key = practice.sandbox.rotateKey(PHONE_NUMBER_ID)
    expect((await practice.send()).status).to.equal(401)
    const accepted = await practice.send({}, key)
    expect(accepted.status).to.equal(200)
    expect(await (await practice.call('GET', '/v1/configs/webhook', { key })).json()).to.deep.equal({})
    await practice.sandbox.advance(10_000)
    expect(practice.receiver.received).to.be.empty
    expect(practice.sandbox.deliveries().map(({ state }) => state)).to.deep.equal([
      'no_webhook',
      'no_webhook',
      'no_webhook',
    ])
  })

  it('4: refuses paths with a Graph version, a phone number id or a WABA id', async () => {
    for (const path of ['/v23.0/messages', `/${PHONE_NUMBER_ID}/messages`, `/${WABA}/message_templates`]) {
      const response = await practice.call('POST', path, { body: reminder() })
      expectMetaError({ status: response.status, body: await response.json() }, 100)
    }
    expect(practice.sandbox.messages()).to.be.empty
  })

  it('5: missing 131008, wrong 131009, unknown or not JSON 100, unknown type 131051, own number 131021', async () => {
    const template = reminder().template
    const cases: [object, number][] = [
      [{ to: undefined }, 131008],
      [{ messaging_product: undefined }, 131008],
      [{ type: undefined }, 131008],
      [{ template: undefined }, 131008],
      [{ template: { ...template, name: undefined } }, 131008],
      [{ messaging_product: 'signal' }, 131009],
      [{ to: 4_915_112_345_678 }, 131009],
      [{ template: { ...template, components: [{ type: 'bodi', parameters: [] }] } }, 131009],
      [{ namespace: 'x' }, 100],
      [{ template: { ...template, namespace: 'x' } }, 100],
      [{ type: 'fax' }, 131051],
      [{ to: '+493012345600' }, 131021],
      [{ to: '+49 30 12345600' }, 131021],
      [freeText('x'.repeat(4097)), 100],
    ]
    for (const [changes, code] of cases) {
      const answer = await practice.send(changes)
      expect(as('MetaError', answer.body).error.code, JSON.stringify(changes).slice(0, 80)).to.equal(code)
      expect(answer.status).to.equal(400)
    }
    const broken = await practice.call('POST', '/messages', { body: '{"to":' })
    expectMetaError({ status: broken.status, body: await broken.json() }, 100)
    expect(practice.sandbox.messages()).to.be.empty
  })

  it('6: without + the country code is put in front and the message reaches a stranger', async () => {
    for (const [to, waId] of [
      [PATIENT, '4915112345678'],
      ['+49 (151) 1234-5678', '4915112345678'],
      ['4915112345678', '494915112345678'],
      ['015112345678', '49015112345678'],
    ] as const) {
      const { body } = await practice.send({ to })
      expect(as('MessageAccepted', body).contacts).to.deep.equal([{ input: to, wa_id: waId }])
      expect(practice.sandbox.messages().at(-1)).to.include({ to, waId })
    }
  })

  it('6: refuses the prefix 00 and what is no number', async () => {
    for (const to of ['004915112345678', 'Erika', '+0151']) expectMetaError(await practice.send({ to }), 100)
  })

  it('6: reaches a person by BSUID', async () => {
    await practice.sandbox.inbound({
      from: { phone: PATIENT, bsuidOnly: true },
      content: { type: 'text', body: 'Hallo' },
    })
    const recipient = practice.receiver.messages()[0]!.from_user_id
    const { status, body } = await practice.send({ to: undefined, recipient })
    expect(status).to.equal(200)
    expect(as('MessageAccepted', body).contacts).to.deep.equal([{ input: recipient, user_id: recipient }])
    expect(practice.sandbox.messages()[0]).to.include({ waId: '4915112345678', bsuid: recipient })
  })

  it('7: acceptance is a fresh wamid, with message_status for templates only', async () => {
    const answer = as('MessageAccepted', (await practice.send()).body)
    expect(answer.messages[0]!.id).to.match(/^wamid\.[A-Za-z0-9+/=]{20,}$/)
    expect(answer.messages[0]!.message_status).to.equal('accepted')
    const text = as('MessageAccepted', (await practice.send(freeText())).body)
    expect(text.messages[0]).to.not.have.property('message_status')
    expect(practice.sandbox.messages()[0]!.statuses).to.be.empty
  })

  it('7: message_status can be switched off', async () => {
    const other = await startPractice({ behaviour: { messageStatus: 'absent' } })
    const answer = as('MessageAccepted', (await other.send()).body)
    expect(answer.messages[0]).to.not.have.property('message_status')
    await other.stop()
  })

  it('8: two identical requests are two messages', async () => {
    const wamids = [wamidOf(await practice.send()), wamidOf(await practice.send())]
    expect(new Set(wamids).size).to.equal(2)
    expect(practice.sandbox.messages().map(({ wamid }) => wamid)).to.deep.equal(wamids)
  })

  it('25: marks a received message as read, and refuses an unknown one', async () => {
    const wamid = await practice.sandbox.inbound({
      from: { phone: PATIENT },
      content: { type: 'text', body: 'Hallo' },
    })
    const receipt = { messaging_product: 'whatsapp', status: 'read', typing_indicator: { type: 'text' } }
    const read = await practice.call('POST', '/messages', { body: { ...receipt, message_id: wamid } })
    expect(await read.json()).to.deep.equal({ success: true })
    const unknown = await practice.call('POST', '/messages', {
      body: { ...receipt, message_id: 'wamid.unknown' },
    })
    expectMetaError({ status: unknown.status, body: await unknown.json() }, 100)
    expect(practice.sandbox.messages()).to.be.empty
  })

  it('5: takes a question with buttons or with a list, and the journal shows what can be pressed', async () => {
    const ask = (interactive: object): ReturnType<Practice['send']> =>
      practice.send({ type: 'interactive', interactive, template: undefined })
    const row = (id: string): object => ({ id, title: `Titel ${id}` })
    const buttons = ['a', 'b', 'c'].map((id) => ({ type: 'reply', reply: row(id) }))
    const body = { text: 'Darf die Praxis schreiben?' }
    const listed = { button: 'Wählen', sections: [{ rows: ['a', 'b', 'c', 'd'].map(row) }] }
    expect((await ask({ type: 'button', body, action: { buttons } })).status).to.equal(200)
    expect((await ask({ type: 'list', body, action: listed })).status).to.equal(200)
    const [first, second] = practice.sandbox.messages()
    expect(first?.choices.map(({ id }) => id)).to.deep.equal(['a', 'b', 'c'])
    expect(second?.choices).to.have.length(4)
    expect(second?.choices[0]).to.deep.equal({ id: 'a', title: 'Titel a' })
    const fourth = { type: 'reply', reply: row('d') }
    expectMetaError(await ask({ type: 'button', body, action: { buttons: [...buttons, fourth] } }), 131009)
    const long = { type: 'reply', reply: { id: 'e', title: 'x'.repeat(21) } }
    expectMetaError(await ask({ type: 'button', body, action: { buttons: [long] } }), 100)
  })

  it('accepts thousands of messages from many connections, each exactly once in the journal', async () => {
    const count = 3000
    let next = 0
    const sender = async (): Promise<void> => {
      while (next < count) await practice.send({ biz_opaque_callback_data: `m_${next++}` })
    }
    await Promise.all(Array.from({ length: 24 }, sender))
    const journal = practice.sandbox.messages()
    expect(journal).to.have.length(count)
    expect(new Set(journal.map(({ callbackData }) => callbackData)).size).to.equal(count)
    expect(new Set(journal.map(({ wamid }) => wamid)).size).to.equal(count)
  })

  it('3: a template belongs to its account alone', async () => {
    practice.sandbox.putTemplate(OTHER_PHONE_NUMBER_ID, { name: 'neu', language: 'de', status: 'APPROVED' })
    expectMetaError(await practice.send({ template: { name: 'neu', language: { code: 'de' } } }), 132001)
    expect(
      (await practice.send({ template: { name: 'neu', language: { code: 'de' } } }, OTHER_KEY)).status,
    ).to.equal(200)
  })
})
