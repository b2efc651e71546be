/** What became of a call, as exactly as can be known: only what provably never left counts as unsent. */
import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { expect } from 'chai'
import { RecallError } from '../../plugin/errors.js'
import { toMessageId } from '../../plugin/ids.js'
import { toE164 } from '../../plugin/phone.js'
import type { Control } from '../../plugin/sandbox/contract.js'
import { dialog360, type Dialog360, type SendOutcome } from '../../plugin/whatsapp/dialog360.js'
import type { ProviderTemplate } from '../../plugin/whatsapp/list-templates.js'
import { templateMessage } from '../../plugin/whatsapp/template.js'
import {
  approved,
  KEY,
  numberOf,
  PHONE_NUMBER_ID,
  RECALL_TEMPLATE,
  REMINDER_TEMPLATE,
  startProvider,
} from '../outbox/due-practice.js'

const MESSAGE = templateMessage(
  toMessageId(`m_${'1'.repeat(26)}`),
  toE164('+4915112345678')!,
  REMINDER_TEMPLATE,
  ['Erika Muster', 'Montag, 23.11.2026', '10:15', 'Zahnarztpraxis Dr. Muster'],
)

const servers: Server[] = []
const clients: Dialog360[] = []

const client = (baseUrl: string, timeoutMillis = 2_000): Dialog360 => {
  const opened = dialog360({ baseUrl, apiKey: KEY, timeoutMillis })
  clients.push(opened)
  return opened
}

async function listen(server: Server): Promise<string> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  return `http://127.0.0.1:${address.port}`
}

const speaking = (answer: (socket: Socket, text: string) => void): Promise<string> =>
  listen(
    createTcpServer((socket) => {
      let text = ''
      socket.on('error', () => undefined)
      socket.on('data', (chunk) => {
        text += chunk.toString()
        if (text.includes('\r\n\r\n') && text.endsWith('}')) {
          const whole = text
          text = ''
          answer(socket, whole)
        }
      })
    }),
  )

const answering = (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> =>
  listen(createHttpServer(answer))

const http = (status: string, body: string, headers = ''): string =>
  `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`
const ACCEPTED = JSON.stringify({ messages: [{ id: 'wamid.one' }] })

const refusedWith = async (work: Promise<unknown>): Promise<RecallError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof RecallError)) throw new Error('no RecallError')
  return error
}

describe('The 360dialog client', () => {
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((each) => each.close()))
    for (const server of servers.splice(0)) server.close()
  })

  describe('against the sandbox', () => {
    const outcomes: [what: string, effect: Control['Effect'] | null, kind: SendOutcome['kind']][] = [
      ['accepts', null, 'accepted'],
      ['answers nothing and sends', { kind: 'hang', accepted: true }, 'unknown'],
      ['answers nothing', { kind: 'hang', accepted: false }, 'unknown'],
      ['resets and sends', { kind: 'reset', accepted: true }, 'unknown'],
      ['resets', { kind: 'reset', accepted: false }, 'unknown'],
      ['fails and sends', { kind: 'server_error', accepted: true }, 'unknown'],
      ['fails with HTML', { kind: 'bad_gateway', accepted: false }, 'unknown'],
      ['says yes without an id', { kind: 'no_messages', accepted: true }, 'unknown'],
      ['refuses', { kind: 'meta_error', code: 131026 }, 'rejected'],
      ['has trouble and says so', { kind: 'meta_error', code: 131016 }, 'rejected'],
      ['is limited', { kind: 'gateway_error', httpStatus: 429 }, 'rejected'],
    ]
    for (const [what, effect, kind] of outcomes) {
      it(`calls it ${kind} when 360dialog ${what}`, async () => {
        const sandbox = await startProvider()
        if (effect !== null) sandbox.setFault({ effect })
        const outcome = await client(sandbox.url, effect?.kind === 'hang' ? 300 : 5_000).send(MESSAGE)
        await sandbox.close()
        expect(outcome.kind).to.equal(kind)
        expect(JSON.stringify(outcome)).not.to.contain(KEY)
      })
    }

    it('lists every template over all pages, in either style', async () => {
      const many = Array.from({ length: 130 }, (_, n) => ({
        ...approved(REMINDER_TEMPLATE),
        name: `vorlage_${n}`,
      }))
      const sandbox = await startProvider({
        channels: [
          {
            apiKey: KEY,
            phoneNumberId: PHONE_NUMBER_ID,
            displayPhone: '+493012345600',
            wabaId: '1',
            templates: [...many, approved(RECALL_TEMPLATE)],
          },
        ],
      })
      const listed = async (url: string): Promise<ProviderTemplate[]> => {
        const list = await client(url).listTemplates()
        return list.kind === 'listed' ? list.templates : []
      }
      const newer = await listed(sandbox.url)
      expect(newer).to.have.length(131)
      expect(newer.at(-1)).to.deep.equal({
        name: 'recall_einladung',
        language: 'de',
        status: 'APPROVED',
        category: 'MARKETING',
        body: RECALL_TEMPLATE.body,
        buttons: [{ type: 'QUICK_REPLY', text: 'Keine Nachrichten' }],
        fillable: true,
      })
      // A gateway without the newer route.
      const older = await answering((request, response) => {
        if (request.url?.startsWith('/message_templates') === true) response.writeHead(404).end('not found')
        else
          void fetch(`${sandbox.url}${request.url ?? ''}`, { headers: { 'D360-API-KEY': KEY } })
            .then((answer) => answer.text())
            .then((text) => response.writeHead(200, { 'content-type': 'application/json' }).end(text))
      })
      expect(await listed(older)).to.deep.equal(newer)
      const neither = await answering((_request, response) => void response.writeHead(405).end('no'))
      expect(await client(neither).listTemplates()).to.deep.equal({ kind: 'not_offered' })
      await sandbox.close()
    })

    it('sets the webhook with its secret header', async () => {
      const sandbox = await startProvider()
      await client(sandbox.url).configureWebhook('https://praxis.example/webhooks', {
        Authorization: 'Bearer x',
      })
      expect(sandbox.state().channels[0]!.webhook).to.equal('https://praxis.example/webhooks')
      await sandbox.close()
    })

    it('names code and reason, never the key, when the account is refused', async () => {
      const sandbox = await startProvider()
      const stranger = dialog360({ baseUrl: sandbox.url, apiKey: 'a-key-nobody-gave-us' })
      clients.push(stranger)
      const error = await refusedWith(stranger.listTemplates())
      expect(error.code).to.equal('PROVIDER_REFUSED')
      expect(error.details).to.include({ code: 401 })
      expect(JSON.stringify(error) + String(error.stack)).not.to.contain('a-key-nobody-gave-us')
      expect((await refusedWith(stranger.configureWebhook('https://x.example', {}))).code).to.equal(
        'PROVIDER_REFUSED',
      )
      await sandbox.close()
    })
  })

  describe('on a broken line', () => {
    it('calls it not sent when nobody listens', async () => {
      const url = await speaking(() => undefined)
      servers.splice(0).forEach((server) => server.close())
      expect(await client(url).send(MESSAGE)).to.deep.equal({ kind: 'not_sent', reason: 'ECONNREFUSED' })
    })

    it('calls it not sent when there is no such name', async () => {
      const outcome = await client('https://no-such-host.invalid', 5_000).send(MESSAGE)
      expect(outcome.kind).to.equal('not_sent')
    })

    it('calls it not sent when TLS is refused', async () => {
      const url = await listen(createTcpServer((socket) => socket.end('this is not TLS')))
      const outcome = await client(url.replace('http:', 'https:')).send(MESSAGE)
      expect(outcome.kind).to.equal('not_sent')
    })

    it('calls it not sent when the TLS handshake never ends', async () => {
      const url = await listen(createTcpServer(() => undefined))
      const outcome = await client(url.replace('http:', 'https:'), 300).send(MESSAGE)
      expect(outcome.kind).to.equal('not_sent')
    })

    it('calls it unknown when the line breaks after the request', async () => {
      const url = await speaking((socket) => socket.destroy())
      expect((await client(url).send(MESSAGE)).kind).to.equal('unknown')
    })

    it('calls it unknown when the line breaks within the answer', async () => {
      const url = await speaking((socket) =>
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"mess'),
      )
      expect((await client(url).send(MESSAGE)).kind).to.equal('unknown')
    })

    it('calls it unknown when the answer is no HTTP', async () => {
      const url = await speaking((socket) => socket.end('what?\r\n\r\n'))
      expect((await client(url).send(MESSAGE)).kind).to.equal('unknown')
    })

    it('calls it unknown when a kept connection is closed under the request, and does not repeat it', async () => {
      let requests = 0
      const url = await speaking((socket) => {
        requests += 1
        if (requests === 1) socket.write(http('200 OK', ACCEPTED, 'connection: keep-alive\r\n'))
        else socket.resetAndDestroy()
      })
      const kept = client(url)
      expect((await kept.send(MESSAGE)).kind).to.equal('accepted')
      expect((await kept.send(MESSAGE)).kind).to.equal('unknown')
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(requests).to.equal(2)
    })

    it('never writes a message that it gave up while waiting for a free connection', async () => {
      const bodies: string[] = []
      const url = await speaking((socket, text) => {
        bodies.push(text)
        setTimeout(() => socket.write(http('200 OK', ACCEPTED)), 400)
      })
      const busy = client(url, 600)
      const outcomes = await Promise.all(Array.from({ length: 200 }, () => busy.send(MESSAGE)))
      const unsent = outcomes.filter(({ kind }) => kind === 'not_sent').length
      expect(unsent).to.be.greaterThan(0)
      await new Promise((resolve) => setTimeout(resolve, 600))
      expect(bodies).to.have.length(200 - unsent)
    })

    it('follows no redirect', async () => {
      const url = await speaking((socket) =>
        socket.end(http('302 Found', '', 'location: https://example.com/\r\n')),
      )
      expect((await client(url).send(MESSAGE)).kind).to.equal('unknown')
    })
  })

  it('speaks plain http on the loopback address only', async () => {
    for (const baseUrl of [
      'http://waba-v2.360dialog.io',
      'http://127.0.0.1.example.com',
      'ftp://127.0.0.1',
      'x',
    ])
      expect(
        (await refusedWith(Promise.resolve().then(() => dialog360({ baseUrl, apiKey: KEY })))).code,
        baseUrl,
      ).to.equal('PROVIDER_URL_INSECURE')
    for (const baseUrl of ['http://localhost:1', 'http://[::1]:1', 'https://waba-v2.360dialog.io'])
      expect(client(baseUrl).timeoutMillis).to.equal(2_000)
  })

  it('keeps a path in the base address', async () => {
    const paths: string[] = []
    const url = await answering((request, response) => {
      paths.push(request.url ?? '')
      response.end(ACCEPTED)
    })
    await client(`${url}/relay/`).send({ ...MESSAGE, to: numberOf(3) })
    expect(paths).to.deep.equal(['/relay/messages'])
  })
})
