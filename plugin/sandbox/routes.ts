/** The provider's own paths: who asks, what for, and the answer. */
import { type Answer, json, refusedByGateway, refusedByMeta } from './answer.js'
import { type Channel, isAllowedWebhook } from './channel.js'
import { type Contract, type Control, findingOf, type Provider } from './contract.js'
import { messageCheck } from './message-check.js'
import type { ProviderState } from './provider-state.js'
import { broken, receiveMessage, type Sent } from './send.js'

export interface ProviderCall {
  method: string
  /** Without the query. */
  path: string
  query: Readonly<Record<string, string>>
  apiKey: string | null
  /** Parsed JSON; `undefined` when there was none or it was none. */
  body: unknown
}

export type Routes = (state: ProviderState, call: ProviderCall) => Promise<Sent>

/** Which faults concern a path. */
const FAULT_OF_PATH: ReadonlyMap<string, NonNullable<Control['Fault']['on']>> = new Map([
  ['/message_templates', 'templates'],
  ['/v1/configs/templates', 'templates'],
  ['/v1/configs/webhook', 'webhook'],
  ['/health_status', 'health'],
])

const PAGE = 25

export function createRoutes(contract: Contract): Routes {
  const checkMessage = messageCheck(contract)
  const checkWebhook = contract.provider('WebhookConfiguration')
  const queries = new Map([...FAULT_OF_PATH.keys()].map((path) => [path, contract.query(path)]))

  function answerRead(state: ProviderState, channel: Channel, call: ProviderCall): Answer {
    const query: Record<string, string | number> = { ...call.query }
    const check = queries.get(call.path)
    if (check && !check(query)) {
      const { place, text } = findingOf(check.errors?.[0])
      return refusedByMeta(100, `${place} ${text}`)
    }
    const templates = state.templates.get(channel.wabaId) ?? []
    switch (`${call.method} ${call.path}`) {
      case 'GET /message_templates':
        return templatePage(state, templates, query)
      case 'GET /v1/configs/templates':
        return templatePageByOffset(templates, query)
      case 'GET /v1/configs/webhook':
        return json(200, webhookState(channel))
      case 'POST /v1/configs/webhook':
        if (!checkWebhook(call.body)) return refusedByGateway(400, findingOf(checkWebhook.errors?.[0]).text)
        if (!isAllowedWebhook(call.body.url)) return refusedByGateway(400, 'The url must be https')
        channel.webhook = { ...channel.webhook, headers: {}, ...call.body }
        return json(200, webhookState(channel))
      case 'GET /health_status':
        return json(200, health(channel))
      default:
        return refusedByGateway(405, 'Method not allowed')
    }
  }

  return async (state, call) => {
    const channel = state.channels.find(({ apiKey }) => apiKey === call.apiKey)
    if (!channel) return { answer: refusedByGateway(401, 'Invalid api_key'), wamid: null }
    if (/^\/v\d+\.\d+(?:\/|$)/.test(call.path) || call.path.split('/').some((part) => isIdOf(state, part))) {
      return {
        answer: refusedByMeta(100, 'The path names a version or an id; the key stands for both'),
        wamid: null,
      }
    }
    if (call.path === '/messages') {
      if (call.method !== 'POST') return { answer: refusedByGateway(405, 'Method not allowed'), wamid: null }
      return receiveMessage(state, channel, checkMessage(call.body))
    }
    const on = FAULT_OF_PATH.get(call.path)
    if (!on) return { answer: refusedByGateway(404, 'Not found'), wamid: null }
    const effect = state.faults.strike({
      on,
      phoneNumberId: channel.phoneNumberId,
      waId: null,
      template: null,
    })
    return { answer: struckAnswer(effect, () => answerRead(state, channel, call)), wamid: null }
  }
}

const isIdOf = (state: ProviderState, part: string): boolean =>
  state.channels.some(({ phoneNumberId, wabaId }) => part === phoneNumberId || part === wabaId)

/** On these paths `accepted` means that the call takes hold although its answer is broken. */
function struckAnswer(effect: Control['Effect'] | null, proceed: () => Answer): Answer {
  switch (effect?.kind) {
    case 'meta_error':
      return refusedByMeta(effect.code, 'Ordered by the sandbox', effect.httpStatus)
    case 'gateway_error':
      return refusedByGateway(effect.httpStatus, effect.message ?? 'Ordered by the sandbox')
    case 'hang':
    case 'reset':
    case 'server_error':
    case 'bad_gateway':
    case 'no_messages':
      return broken(effect, effect.accepted ? proceed() : refusedByMeta(131016, 'Not accepted'))
    case undefined:
    case 'failed_status':
    case 'silent':
    case 'skip_delivered':
      return proceed()
  }
}

const webhookState = ({ webhook }: Channel): Provider['WebhookConfigurationState'] =>
  webhook ? { url: webhook.url, headers: { ...webhook.headers } } : {}

const cursorOf = (offset: number): string => Buffer.from(String(offset)).toString('base64url')

/** The offset a cursor stands for; `null` for text that is no cursor of ours. */
function offsetOf(cursor: string): number | null {
  const text = Buffer.from(cursor, 'base64url').toString()
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

function templatePage(
  state: ProviderState,
  templates: readonly Provider['Template'][],
  query: Readonly<Record<string, string | number>>,
): Answer {
  const limit = Number(query['limit'] ?? PAGE)
  const after = query['after'] === undefined ? 0 : offsetOf(String(query['after']))
  const before = query['before'] === undefined ? null : offsetOf(String(query['before']))
  if (after === null || (query['before'] !== undefined && before === null))
    return refusedByMeta(100, 'Invalid cursor')
  const from = before === null ? after : Math.max(0, before - limit)
  const to = Math.min(from + limit, before ?? Infinity, templates.length)
  const page = templates.slice(from, to)
  const told = to < templates.length || state.behaviour.lastPageCursor === 'present'
  const list: Provider['TemplateList'] = {
    data: page.map((template) => pick(template, query['fields'])),
    ...(page.length > 0 && {
      paging: { cursors: { before: cursorOf(from), ...(told && { after: cursorOf(to) }) } },
    }),
  }
  return json(200, list)
}

function pick(template: Provider['Template'], fields: string | number | undefined): Provider['Template'] {
  if (fields === undefined) return template
  // Name, language and status always come: the answer would not be a template without them.
  const wanted = new Set(['name', 'language', 'status', ...String(fields).split(',')])
  const { name, language, status } = template
  return {
    ...Object.fromEntries(Object.entries(template).filter(([key]) => wanted.has(key))),
    name,
    language,
    status,
  }
}

function templatePageByOffset(
  templates: readonly Provider['Template'][],
  query: Readonly<Record<string, string | number>>,
): Answer {
  const limit = Number(query['limit'] ?? PAGE)
  const offset = Number(query['offset'] ?? 0)
  const page = templates.slice(offset, offset + limit)
  const list: Provider['TemplateListByOffset'] = {
    count: page.length,
    total: templates.length,
    limit,
    offset,
    sort: ['id'],
    filters: {},
    waba_templates: page.map((template) => ({ ...template, status: template.status.toLowerCase() })),
  }
  return json(200, list)
}

function health(channel: Channel): Provider['Health'] {
  const state = channel.canSendMessage
  return {
    health_status: {
      can_send_message: state,
      entities: [
        { entity_type: 'PHONE_NUMBER', id: channel.phoneNumberId, can_send_message: state },
        { entity_type: 'WABA', id: channel.wabaId, can_send_message: 'AVAILABLE' },
        { entity_type: 'BUSINESS', id: '2190871', can_send_message: 'AVAILABLE' },
        { entity_type: 'APP', id: '6700312', can_send_message: 'AVAILABLE' },
      ],
    },
  }
}
