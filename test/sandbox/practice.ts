/** A sandbox with one invented practice, a caller that speaks plain HTTP, and a receiver that notes its webhooks. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { once } from 'node:events'
import { expect } from 'chai'
import { loadContract, type Provider } from '../../plugin/sandbox/contract.js'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../plugin/sandbox/sandbox.js'

export const KEY = 'sandbox-key-muster-0001'
export const OTHER_KEY = 'sandbox-key-beispiel-0002'
export const PHONE_NUMBER_ID = '106540352242922'
export const OTHER_PHONE_NUMBER_ID = '106540352242999'
export const WABA = '102290129340398'
export const PATIENT = '+4915112345678'
export const SECRET = 'Bearer sandbox-webhook-secret'

export const REMINDER: Provider['Template'] = {
  id: '1',
  name: 'termin_erinnerung',
  language: 'de',
  status: 'APPROVED',
  category: 'UTILITY',
  components: [
    { type: 'BODY', text: 'Guten Tag {{1}}, wir erinnern an Ihren Termin am {{2}}.' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Ich komme' },
        { type: 'QUICK_REPLY', text: 'Absagen' },
      ],
    },
  ],
}

export interface Received {
  headers: IncomingHttpHeaders
  text: string
  body: Provider['WebhookBody']
  atMillis: number
}

export interface Receiver {
  url: string
  received: Received[]
  statuses(): Provider['Status'][]
  messages(): Provider['InboundMessage'][]
  /** What the next webhooks get; `null` is no answer at all. */
  answers: (number | null)[]
  /** Called before each answer. */
  onReceive: () => Promise<void>
  close(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const isBody = loadContract().provider('WebhookBody')
  const values = () =>
    receiver.received.flatMap(({ body }) => body.entry.flatMap(({ changes }) => changes.map((c) => c.value)))
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const body: unknown = JSON.parse(text)
      if (!isBody(body)) throw new Error(`webhook against the contract: ${JSON.stringify(isBody.errors)}`)
      const status = receiver.answers.length > 0 ? receiver.answers.shift() : 200
      receiver.received.push({ headers: request.headers, text, body, atMillis: Date.now() })
      void receiver.onReceive().then(() => {
        if (typeof status === 'number') response.writeHead(status).end()
      })
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  const receiver: Receiver = {
    url: `http://127.0.0.1:${address.port}/webhooks/360dialog/muster`,
    received: [],
    statuses: () => values().flatMap(({ statuses }) => statuses ?? []),
    messages: () => values().flatMap(({ messages }) => messages ?? []),
    answers: [],
    onReceive: () => Promise.resolve(),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return receiver
}

export interface Practice {
  sandbox: Sandbox
  receiver: Receiver
  /** POST /messages; the body is completed to a valid reminder. */
  send(changes?: object, key?: string | null): Promise<{ status: number; body: unknown; text: string }>
  call(
    method: string,
    path: string,
    options?: { body?: unknown; key?: string | null; signal?: AbortSignal },
  ): Promise<Response>
  stop(): Promise<void>
}

export async function startPractice(changes: Partial<SandboxOptions> = {}): Promise<Practice> {
  const receiver = await startReceiver()
  const sandbox = await startSandbox({
    clock: 'virtual',
    startAt: new Date('2026-11-21T09:00:00Z'),
    channels: [
      {
        apiKey: KEY,
        phoneNumberId: PHONE_NUMBER_ID,
        displayPhone: '+493012345600',
        wabaId: WABA,
        templates: [REMINDER],
        webhook: { url: receiver.url, headers: { Authorization: SECRET } },
      },
      {
        apiKey: OTHER_KEY,
        phoneNumberId: OTHER_PHONE_NUMBER_ID,
        displayPhone: '+493012345699',
        wabaId: '2',
        templates: [],
      },
    ],
    ...changes,
  })
  const call: Practice['call'] = (method, path, { body, key = KEY, signal } = {}) =>
    fetch(`${sandbox.url}${path}`, {
      method,
      headers: { ...(key !== null && { 'D360-API-KEY': key }), 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  return {
    sandbox,
    receiver,
    call,
    async send(changes = {}, key = KEY) {
      const response = await call('POST', '/messages', { body: { ...reminder(), ...changes }, key })
      const text = await response.text()
      let body: unknown
      try {
        body = JSON.parse(text)
      } catch {
        body = undefined
      }
      return { status: response.status, body, text }
    },
    async stop() {
      await sandbox.close()
      await receiver.close()
    },
  }
}

export const bodyParameters = (...texts: string[]): Provider['BodyParameters'] => ({
  type: 'body',
  parameters: texts.map((text) => ({ type: 'text', text })),
})

export function reminder(): Provider['TemplateMessage'] {
  return {
    messaging_product: 'whatsapp',
    to: PATIENT,
    type: 'template',
    biz_opaque_callback_data: 'm_1',
    template: {
      name: 'termin_erinnerung',
      language: { code: 'de' },
      components: [bodyParameters('Frau K.', '3.3., 10:15')],
    },
  }
}

export const freeText = (body = 'Guten Tag'): object => ({
  type: 'text',
  text: { body },
  template: undefined,
})

/** The body as the named schema of the provider's description, or a failed expectation. */
export function as<Name extends keyof Provider>(name: Name, body: unknown): Provider[Name] {
  const validate = loadContract().provider(name)
  if (validate(body)) return body
  throw new Error(`not a ${name}: ${JSON.stringify(validate.errors)}`)
}

export function expectMetaError(answer: { status: number; body: unknown }, code: number, status = 400): void {
  expect(as('MetaError', answer.body).error.code).to.equal(code)
  expect(answer.status).to.equal(status)
}

export const wamidOf = (answer: { body: unknown }): string =>
  as('MessageAccepted', answer.body).messages[0]!.id

/** Waits in real time until something holds. */
export async function until(holds: () => boolean, millis = 3000): Promise<void> {
  for (const end = Date.now() + millis; !holds(); ) {
    if (Date.now() > end) throw new Error('it did not happen in time')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
