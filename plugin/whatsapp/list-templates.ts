/** Reads the list of templates in the style of Meta's Graph API, and in 360dialog's older one where only that exists. */
import type { components } from '../../openapi/types/dialog360.js'
import { RecallError } from '../errors.js'
import { classify } from './classify.js'
import type { Exchange } from './exchange.js'

type Schemas = components['schemas']

/** A template as Meta has approved it, or not. */
export interface ProviderTemplate {
  name: string
  language: string
  /** `APPROVED`, `PAUSED`, … in upper case. */
  status: string
  /** `UTILITY`, `MARKETING`, … in upper case; empty where it is not told. */
  category: string
  /** `null` where the list does not show what the template says. */
  body: string | null
  /** Every button, in order. */
  buttons: { type: string; text: string }[]
  /** False for a template that wants more than positional texts in its body, e.g. a picture or a name in its header. */
  fillable: boolean
}

const FIELDS =
  'id,name,language,status,category,correct_category,quality_score,rejected_reason,components,parameter_format'
const PAGE = 100
/** 6,000 templates are the most an account can have. */
const MOST_PAGES = 100

export type TemplateList =
  | { kind: 'listed'; templates: ProviderTemplate[] }
  /** This account is offered no list in either style. */
  | { kind: 'not_offered' }

/** @throws RecallError PROVIDER_UNREACHABLE, PROVIDER_REFUSED */
export async function listTemplates(get: (path: string) => Promise<Exchange>): Promise<TemplateList> {
  const templates = (await listByCursor(get)) ?? (await listByOffset(get))
  return templates === null
    ? { kind: 'not_offered' }
    : { kind: 'listed', templates: templates.map(readTemplate) }
}

/** @returns `null` where this style does not exist */
async function listByCursor(get: (path: string) => Promise<Exchange>): Promise<Schemas['Template'][] | null> {
  const templates: Schemas['Template'][] = []
  let after: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ limit: String(PAGE), fields: FIELDS })
    if (after !== undefined) query.set('after', after)
    const answer = answered(await get(`/message_templates?${query.toString()}`))
    if (page === 0 && isNoRoute(answer)) return null
    const list = asList<Schemas['TemplateList']>(answer, 'data')
    templates.push(...list.data)
    const next = list.paging?.cursors?.after
    if (next === undefined || next === '' || next === after || list.data.length === 0) return templates
    after = next
  }
  return templates
}

/** @returns `null` where this style does not exist */
async function listByOffset(get: (path: string) => Promise<Exchange>): Promise<Schemas['Template'][] | null> {
  const templates: Schemas['Template'][] = []
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = answered(await get(`/v1/configs/templates?limit=${PAGE}&offset=${templates.length}`))
    if (page === 0 && isNoRoute(answer)) return null
    const list = asList<Schemas['TemplateListByOffset']>(answer, 'waba_templates')
    templates.push(...list.waba_templates)
    if (list.waba_templates.length === 0 || list.offset + list.count >= list.total) break
  }
  return templates
}

type Answered = Extract<Exchange, { kind: 'answered' }>

const isNoRoute = ({ httpStatus }: Answered): boolean => httpStatus === 404 || httpStatus === 405

function answered(exchange: Exchange): Answered {
  if (exchange.kind !== 'answered') throw new RecallError('PROVIDER_UNREACHABLE', { reason: exchange.reason })
  return exchange
}

/** What a list must have to be one; its members are read one by one and leniently. */
function asList<T>(answer: Answered, key: string): T {
  const { httpStatus, body } = answer
  if (httpStatus >= 200 && httpStatus <= 299 && typeof body === 'object' && body !== null) {
    if (Array.isArray(Reflect.get(body, key))) return body as T
  }
  const { code, reason, next } = classify({ httpStatus, body })
  if (
    httpStatus < 300 ||
    next.kind === 'outcome_unknown' ||
    next.kind === 'slow_down' ||
    next.kind === 'retry'
  )
    throw new RecallError('PROVIDER_UNREACHABLE', { reason })
  throw new RecallError('PROVIDER_REFUSED', { code: code ?? httpStatus })
}

/** Pure. */
export function readTemplate(template: Schemas['Template']): ProviderTemplate {
  const components = template.components ?? []
  const ofType = (type: string): Schemas['TemplateComponent'] | undefined =>
    components.find((component) => component.type.toUpperCase() === type)
  const header = ofType('HEADER')
  const headerIsPlain =
    header === undefined ||
    ((header.format ?? 'TEXT').toUpperCase() === 'TEXT' && !/\{\{/.test(header.text ?? ''))
  const isPositional = (template.parameter_format ?? 'POSITIONAL').toUpperCase() === 'POSITIONAL'
  return {
    name: template.name,
    language: template.language,
    status: template.status.toUpperCase(),
    category: (template.category ?? '').toUpperCase(),
    body: template.components === undefined ? null : (ofType('BODY')?.text ?? ''),
    buttons: (ofType('BUTTONS')?.buttons ?? []).map((button) => ({
      type: button.type.toUpperCase(),
      text: button.text ?? '',
    })),
    fillable: headerIsPlain && isPositional,
  }
}
