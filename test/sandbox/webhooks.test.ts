import { createHmac } from 'node:crypto'
import { expect } from 'chai'
import {
  KEY,
  PATIENT,
  PHONE_NUMBER_ID,
  type Practice,
  SECRET,
  startPractice,
  until,
  WABA,
} from './practice.js'

const SECOND = 1000
const DAY = 24 * 60 * 60 * SECOND

describe('webhooks of the sandbox', () => {
  let practice: Practice
  beforeEach(async () => (practice = await startPractice()))
  afterEach(() => practice.stop())

  const hello = {
    from: { phone: PATIENT, name: 'Erika M.' },
    content: { type: 'text', body: 'Hallo' },
  } as const

  describe('16: delivery', () => {
    it('is a POST of JSON with the configured headers and nothing of Meta', async () => {
      await practice.sandbox.inbound(hello)
      const { headers, body } = practice.receiver.received[0]!
      expect(headers).to.include({ authorization: SECRET, 'content-type': 'application/json' })
      expect(headers).to.not.have.any.keys('x-hub-signature-256', 'x-360dialog-signature')
      expect(body.entry[0]).to.include({ id: WABA })
      expect(body.entry[0]!.changes[0]!.value.metadata).to.deep.equal({
        display_phone_number: '493012345600',
        phone_number_id: PHONE_NUMBER_ID,
      })
    })

    it('is signed over the raw body if there is a platform secret', async () => {
      const { url } = practice.receiver
      practice.sandbox.setWebhook(PHONE_NUMBER_ID, { url, platformSecret: 's3cret' })
      await practice.sandbox.inbound({ ...hello, content: { type: 'text', body: 'Grüße 👍' } })
      const { headers, text } = practice.receiver.received[0]!
      expect(headers['x-360dialog-signature']).to.equal(
        createHmac('sha256', 's3cret').update(text).digest('hex'),
      )
    })

    it('succeeds with exactly 200; otherwise it is repeated with growing waits', async () => {
      practice.receiver.answers = [201, 204, 500, 302, 401]
      await practice.sandbox.inbound(hello)
      for (const [wait, attempts] of [
        [999, 1],
        [1, 2],
        [2 * SECOND, 3],
        [4 * SECOND, 4],
        [8 * SECOND, 5],
        [16 * SECOND, 6],
        [DAY, 6],
      ] as const) {
        await practice.sandbox.advance(wait)
        expect(practice.receiver.received).to.have.length(attempts)
      }
      const [delivery] = practice.sandbox.deliveries()
      expect(delivery!.state).to.equal('confirmed')
      expect(delivery!.attempts.map(({ answer }) => answer)).to.deep.equal([201, 204, 500, 302, 401, 200])
      expect(new Set(practice.receiver.received.map(({ text }) => text)).size).to.equal(1)
    })

    it('is given up after seven days', async () => {
      practice.sandbox.setWebhook(PHONE_NUMBER_ID, { url: 'http://127.0.0.1:9/closed' })
      await practice.sandbox.inbound(hello)
      await practice.sandbox.advance(6 * DAY)
      expect(practice.sandbox.deliveries()[0]!.state).to.equal('waiting')
      await practice.sandbox.advance(2 * DAY)
      const [delivery] = practice.sandbox.deliveries()
      expect(delivery!.state).to.equal('dropped')
      expect(delivery!.attempts.every(({ answer }) => answer === null)).to.equal(true)
      expect(Date.parse(delivery!.attempts.at(-1)!.at)).to.be.within(
        Date.parse('2026-11-28T07:00:00Z'),
        Date.parse('2026-11-28T09:00:00Z'),
      )
    })

    it('counts no answer in time as none', async () => {
      const impatient = await startPractice({ timing: { webhookPatienceMillis: 150 } })
      impatient.receiver.answers = [null]
      await impatient.sandbox.inbound(hello)
      expect(impatient.sandbox.deliveries()[0]!).to.include({ state: 'waiting' })
      await impatient.sandbox.advance(SECOND)
      expect(impatient.sandbox.deliveries()[0]!.attempts.map(({ answer }) => answer)).to.deep.equal([
        null,
        200,
      ])
      await impatient.stop()
    })

    it('reports how fast the receiver answers', async () => {
      practice.receiver.onReceive = () => new Promise((resolve) => setTimeout(resolve, 60))
      await practice.sandbox.inbound(hello)
      const { answers, medianMillis, shareAboveOneSecond } = practice.sandbox.state().webhooks
      expect({ answers, shareAboveOneSecond }).to.deep.equal({ answers: 1, shareAboveOneSecond: 0 })
      expect(medianMillis).to.be.within(50, 1000)
    })

    it('goes to the address set over the API, which is https or this machine', async () => {
      const url = `${practice.receiver.url}/neu`
      const headers = { 'X-Secret': 'abc' }
      const set = await practice.call('POST', '/v1/configs/webhook', { body: { url, headers } })
      expect(await set.json()).to.deep.equal({ url, headers })
      expect(await (await practice.call('GET', '/v1/configs/webhook')).json()).to.deep.equal({ url, headers })
      await practice.sandbox.inbound(hello)
      expect(practice.receiver.received[0]!.headers)
        .to.include({ 'x-secret': 'abc' })
        .and.not.have.property('authorization')
      for (const body of [{ url: 'http://praxis.example/hook' }, { url: 'praxis' }, {}]) {
        expect((await practice.call('POST', '/v1/configs/webhook', { body })).status).to.equal(400)
      }
    })
  })

  describe('15: chaos', () => {
    it('brings duplicates at the same time', async () => {
      let open = 0
      let most = 0
      practice.receiver.onReceive = async () => {
        most = Math.max(most, ++open)
        await new Promise((resolve) => setTimeout(resolve, 50))
        open -= 1
      }
      practice.sandbox.setChaos({ duplicateShare: 1 })
      await practice.sandbox.inbound(hello)
      expect(practice.receiver.received).to.have.length(2)
      expect(practice.receiver.received[0]!.text).to.equal(practice.receiver.received[1]!.text)
      expect(most).to.equal(2)
    })

    it('brings duplicates later', async () => {
      practice.sandbox.setChaos({ duplicateShare: 1, duplicates: 'later' })
      await practice.sandbox.inbound(hello)
      expect(practice.receiver.received).to.have.length(1)
      await practice.sandbox.advance(SECOND)
      expect(practice.receiver.received).to.have.length(2)
    })

    it('shuffles statuses', async () => {
      practice.sandbox.setChaos({ shuffleMillis: 60 * SECOND })
      for (let index = 0; index < 20; index += 1) await practice.send()
      await practice.sandbox.advance(120 * SECOND)
      const statuses = practice.receiver.statuses()
      expect(statuses).to.have.length(60)
      const order = practice.sandbox.messages().map(({ wamid }) =>
        statuses
          .filter(({ id }) => id === wamid)
          .map(({ status }) => status)
          .join(),
      )
      expect(order.some((one) => one !== 'sent,delivered,read')).to.equal(true)
    })

    it('puts messages and statuses of a span into one body', async () => {
      practice.sandbox.setChaos({ batchMillis: 5 * SECOND })
      await practice.send()
      await practice.sandbox.inbound(hello)
      await practice.sandbox.advance(10 * SECOND)
      expect(practice.receiver.received).to.have.length(1)
      const { value } = practice.receiver.received[0]!.body.entry[0]!.changes[0]!
      expect(value.messages).to.have.length(1)
      expect(value.statuses?.map(({ status }) => status)).to.deep.equal(['sent', 'delivered', 'read'])
    })

    it('brings a status before the answer of the send', async () => {
      practice.sandbox.setChaos({ statusBeforeAnswer: true })
      let answered = false
      let early: boolean | undefined
      practice.receiver.onReceive = async () => {
        await new Promise((resolve) => setTimeout(resolve, 50))
        early = !answered
      }
      await practice.send()
      answered = true
      expect(early).to.equal(true)
      expect(practice.receiver.statuses().map(({ status }) => status)).to.deep.equal(['sent'])
      await practice.sandbox.advance(10 * SECOND)
      expect(practice.receiver.statuses().map(({ status }) => status)).to.deep.equal([
        'sent',
        'delivered',
        'read',
      ])
    })

    it('holds everything back for hours', async () => {
      practice.sandbox.setChaos({ delayMillis: 5 * 60 * 60 * SECOND })
      await practice.send()
      await practice.sandbox.advance(4 * 60 * 60 * SECOND)
      expect(practice.receiver.received).to.be.empty
      await practice.sandbox.advance(2 * 60 * 60 * SECOND)
      expect(practice.receiver.received).to.have.length(3)
    })
  })

  describe('18: what people send', () => {
    const inbound = async (content: Parameters<Practice['sandbox']['inbound']>[0]['content']) => {
      await practice.sandbox.inbound({ from: { phone: PATIENT, name: 'Erika M.' }, content })
      return practice.receiver.messages().at(-1)!
    }

    it('text with name, number and BSUID', async () => {
      const message = await inbound({ type: 'text', body: 'STOP' })
      expect(message).to.deep.include({ type: 'text', from: PATIENT.slice(1), text: { body: 'STOP' } })
      const contact = practice.receiver.received[0]!.body.entry[0]!.changes[0]!.value.contacts![0]!
      expect(contact).to.deep.equal({
        profile: { name: 'Erika M.' },
        wa_id: PATIENT.slice(1),
        user_id: message.from_user_id,
      })
      expect(message.from_user_id).to.match(/^DE\.\d+$/)
    })

    it('answers to our messages carry their wamid', async () => {
      const context = { from: '493012345600', id: 'wamid.ours' }
      expect(
        await inbound({ type: 'button', payload: 'confirm:m_1', text: 'Ich komme', replyTo: 'wamid.ours' }),
      ).to.deep.include({
        type: 'button',
        button: { payload: 'confirm:m_1', text: 'Ich komme' },
        context,
      })
      expect(
        await inbound({ type: 'button_reply', id: 'yes', title: 'Ja', replyTo: 'wamid.ours' }),
      ).to.deep.include({
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Ja' } },
        context,
      })
      expect(
        (await inbound({ type: 'reaction', emoji: '👍', replyTo: 'wamid.ours' })).reaction,
      ).to.deep.equal({
        message_id: 'wamid.ours',
        emoji: '👍',
      })
    })

    it('images, unsupported things and a change of number', async () => {
      expect((await inbound({ type: 'image', caption: 'Röntgen' })).image).to.include({ caption: 'Röntgen' })
      expect((await inbound({ type: 'unsupported' })).errors?.[0]?.code).to.equal(131051)
      const change = await inbound({ type: 'number_change', newPhone: '+4915187654321' })
      expect(change.system).to.include({ type: 'user_changed_number', wa_id: '4915187654321' })
      expect(practice.receiver.received.at(-1)!.body.entry[0]!.changes[0]!.value).to.not.have.property(
        'contacts',
      )
    })

    it('a user known by BSUID only brings neither from nor wa_id', async () => {
      await practice.sandbox.inbound({
        from: { phone: PATIENT, bsuidOnly: true, username: '@erika' },
        content: { type: 'text', body: 'Hallo' },
      })
      expect(practice.receiver.messages()[0]).to.not.have.property('from')
      const contact = practice.receiver.received[0]!.body.entry[0]!.changes[0]!.value.contacts![0]!
      expect(contact).to.have.property('user_id')
      expect(contact).to.not.have.property('wa_id')
    })

    it('notices of the account carry no number', async () => {
      const value = { max_daily_conversations_per_business: 'TIER_2K' }
      await practice.sandbox.notify({
        phoneNumberId: PHONE_NUMBER_ID,
        field: 'business_capability_update',
        value,
      })
      const [entry] = practice.receiver.received[0]!.body.entry
      expect(entry).to.deep.equal({
        id: WABA,
        time: Date.parse('2026-11-21T09:00:00Z') / 1000,
        changes: [{ field: 'business_capability_update', value }],
      })
    })
  })

  it('16: on the real clock a receiver that comes back gets what it missed', async () => {
    const real = await startPractice({
      clock: 'real',
      timing: { sentMillis: 5, deliveredMillis: 10, readMillis: 15, webhookFirstRetryMillis: 50 },
    })
    const { url } = real.receiver
    real.sandbox.setWebhook(PHONE_NUMBER_ID, { url: 'http://127.0.0.1:9/closed' })
    await real.send({}, KEY)
    await until(() => real.sandbox.deliveries().filter(({ attempts }) => attempts.length > 0).length === 3)
    real.sandbox.setWebhook(PHONE_NUMBER_ID, { url })
    await until(() => real.receiver.statuses().length === 3)
    await real.stop()
  })
})
