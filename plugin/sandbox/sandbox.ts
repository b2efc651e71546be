/**
 * The local 360dialog: speaks as the real one does (`openapi/dialog360.yaml`), on a real or virtual clock, with
 * faults, for tests, demonstrations and host vendors. Its journal is the truth of how often a person was messaged.
 */
import { randomBytes } from 'node:crypto'
import { Agent } from 'undici'
import { RecallError } from '../errors.js'
import type { Answer } from './answer.js'
import { type Channel, isAllowedWebhook, type WebhookTarget } from './channel.js'
import { type Control, loadContract, type Provider } from './contract.js'
import { CONTROL_PREFIX, createControl } from './control.js'
import { type HttpCall, serve } from './http-server.js'
import { maskKey, type Reveal } from './journal.js'
import { inboundEvents, noticeBody } from './payload.js'
import { createState, type ProviderOptions, putTemplate } from './provider-state.js'
import { bsuidOf } from './recipient.js'
import { createRoutes } from './routes.js'
import { newWamid } from './send.js'
import { SPECIAL_NUMBERS, type SpecialNumber } from './special-numbers.js'
import type { WebhookLatency } from './webhooks.js'

export interface SandboxOptions extends ProviderOptions {
  /** 0 (default): any free port. */
  port?: number
  /** A loopback address; default `127.0.0.1`. */
  host?: string
}

export interface SandboxState {
  clock: Control['ClockState']
  channels: {
    apiKey: string
    phoneNumberId: string
    displayPhone: string
    wabaId: string
    webhook: string | null
  }[]
  faults: readonly Control['Fault'][]
  chaos: Control['Chaos']
  specialNumbers: readonly SpecialNumber[]
  messages: number
  webhooks: WebhookLatency
}

/** Methods that name a `phoneNumberId` throw RecallError USAGE when no channel has it. */
export interface Sandbox {
  /** `http://127.0.0.1:43123`: the base address for `D360_BASE_URL`. */
  readonly url: string
  close(): Promise<void>
  /** Everything as it was at the start; the virtual clock, too. */
  reset(): void
  state(): SandboxState
  clock(): Control['ClockState']
  /**
   * Moves the virtual clock; resolves when every webhook that fell due was tried.
   * @throws RecallError USAGE on the real clock
   */
  advance(millis: number): Promise<void>
  /** Every accepted message, once per acceptance, oldest first. Texts are masked unless revealed. */
  messages(options?: Reveal): Control['JournalMessage'][]
  /** Requests to the provider's own paths, oldest first. Keys and bodies are masked unless revealed. */
  requests(options?: Reveal): Control['JournalRequest'][]
  /** Webhooks with their attempts, oldest first. Bodies only when revealed. */
  deliveries(options?: Reveal): Control['Delivery'][]
  setFault(fault: Control['Fault']): void
  clearFaults(): void
  /** What is not named is off. */
  setChaos(chaos: Control['Chaos']): void
  /** A person writes. Resolves with the wamid after the first attempt to deliver it. */
  inbound(order: Control['InboundOrder']): Promise<string>
  /** A notice of the account. Resolves after the first attempt to deliver it. */
  notify(notice: Control['Notice']): Promise<void>
  putTemplate(phoneNumberId: string, template: Provider['Template']): void
  setHealth(phoneNumberId: string, canSendMessage: Control['HealthOrder']['canSendMessage']): void
  setWebhook(phoneNumberId: string, webhook: WebhookTarget | null): void
  /** Issues a new key; the old one is refused from now on, and the webhook is gone. */
  rotateKey(phoneNumberId: string): string
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const contract = loadContract()
  const routes = createRoutes(contract)
  const dispatcher = new Agent()
  let state = createState(options, dispatcher)

  function channel(phoneNumberId: string | undefined): Channel {
    const found =
      phoneNumberId === undefined
        ? state.channels[0]
        : state.channels.find((candidate) => candidate.phoneNumberId === phoneNumberId)
    if (!found)
      throw new RecallError('USAGE', { detail: 'The sandbox has no channel with this phoneNumberId.' })
    return found
  }

  async function answerProvider(call: HttpCall): Promise<Answer> {
    const current = state
    const { method, path, query, body } = call
    const apiKey = call.header('d360-api-key')
    const at = new Date(current.timeline.now()).toISOString()
    const { answer, wamid } = await routes(current, { method, path, query, apiKey, body })
    const outcome = 'status' in answer ? answer.status : answer.kind
    current.journal.request({ at, method, path, apiKey, body, outcome, wamid })
    return answer
  }

  const sandbox: Sandbox = {
    url: '',
    async close() {
      state.timeline.stop()
      await server.close()
      await dispatcher.destroy()
    },
    reset() {
      state.timeline.stop()
      state = createState({ ...options, startAt: started }, dispatcher)
    },
    state: () => ({
      clock: sandbox.clock(),
      channels: state.channels.map(({ apiKey, phoneNumberId, displayPhone, wabaId, webhook }) => ({
        apiKey: maskKey(apiKey),
        phoneNumberId,
        displayPhone,
        wabaId,
        webhook: webhook?.url ?? null,
      })),
      faults: state.faults.list(),
      chaos: state.webhooks.chaos(),
      specialNumbers: SPECIAL_NUMBERS,
      messages: state.journal.count(),
      webhooks: state.webhooks.latency(),
    }),
    clock: () => ({ clock: state.timeline.clock, now: new Date(state.timeline.now()).toISOString() }),
    advance: (millis) => state.timeline.advance(millis),
    messages: (reveal) => state.journal.messages(reveal),
    requests: (reveal) => state.journal.requests(reveal),
    deliveries: ({ reveal = false } = {}) =>
      state.webhooks.deliveries().map((delivery) => ({
        ...delivery,
        attempts: [...delivery.attempts],
        body: reveal ? delivery.body : null,
      })),
    setFault: (fault) => state.faults.set(fault),
    clearFaults: () => state.faults.clear(),
    setChaos: (chaos) => state.webhooks.setChaos(chaos),
    async inbound(order) {
      const to = channel(order.phoneNumberId)
      const now = state.timeline.now()
      const waId = order.from.phone.slice(1)
      const wamid = newWamid(waId)
      const bsuid = bsuidOf(waId)
      state.people.set(bsuid, waId)
      to.received.add(wamid)
      const { type } = order.content
      const opens = type === 'reaction' ? state.behaviour.reactionOpensWindow : type !== 'number_change'
      if (opens) to.heardFrom.set(bsuid, now)
      await state.webhooks.events(to, inboundEvents(to, order, wamid, now))
      return wamid
    },
    notify({ phoneNumberId, field, value }) {
      const to = channel(phoneNumberId)
      return state.webhooks.now(to, noticeBody(to, field, value, state.timeline.now()))
    },
    putTemplate(phoneNumberId, template) {
      const store = state.templates.get(channel(phoneNumberId).wabaId)
      if (store) putTemplate(store, template)
    },
    setHealth(phoneNumberId, canSendMessage) {
      channel(phoneNumberId).canSendMessage = canSendMessage
    },
    setWebhook(phoneNumberId, webhook) {
      if (webhook && !isAllowedWebhook(webhook.url)) {
        throw new RecallError('USAGE', {
          detail: 'A webhook address must be https, except on the loopback address.',
        })
      }
      channel(phoneNumberId).webhook = webhook
    },
    rotateKey(phoneNumberId) {
      const rotated = channel(phoneNumberId)
      rotated.apiKey = `sandbox-${randomBytes(12).toString('hex')}`
      if (state.behaviour.rotationClearsWebhook) rotated.webhook = null
      return rotated.apiKey
    },
  }
  const started = options.startAt ?? new Date()
  const control = createControl(contract, sandbox)
  const server = await serve({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 }, (call) =>
    call.path === CONTROL_PREFIX || call.path.startsWith(`${CONTROL_PREFIX}/`)
      ? control(call)
      : answerProvider(call),
  )
  return Object.assign(sandbox, { url: server.url })
}
