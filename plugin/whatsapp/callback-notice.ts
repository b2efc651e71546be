/** Notices about templates, limits and the account: changes that carry no number and no person. Pure. */
import type { Instant } from '../time.js'
import type { NoticeHappening } from './callback.js'
import { fieldsOf, textOf, wholeNumberOf, type Fields } from './json-shape.js'

/** The fields that tell a person to look at the account. A list, since a field's name comes from outside. */
const ACCOUNT_FIELDS = ['account_update', 'account_alerts', 'account_review_update', 'security'] as const

const MAX_FIELD = 64

export function readNotice(field: string, value: Fields, at: Instant | null): NoticeHappening {
  const other: NoticeHappening = { kind: 'other', field: field.slice(0, MAX_FIELD) }
  switch (field) {
    case 'business_capability_update':
    case 'phone_number_quality_update':
      return readCapability(value, at) ?? other
    case 'message_template_status_update':
      return readTemplateStatus(value, at) ?? other
    case 'template_category_update':
      return readTemplateCategory(value, at) ?? other
    default: {
      const account = ACCOUNT_FIELDS.find((known) => known === field)
      return account === undefined ? other : { kind: 'account_notice', field: account }
    }
  }
}

/** `TIER_250`, `TIER_2K`, `TIER_UNLIMITED`, or a plain number. */
function readCapability(value: Fields, occurredAt: Instant | null): NoticeHappening | null {
  const limit = value['max_daily_conversations_per_business']
  const portfolioLimit = wholeNumberOf(limit) ?? tierOf(textOf(limit) ?? '')
  return portfolioLimit === null || portfolioLimit < 0
    ? null
    : { kind: 'capability', portfolioLimit, occurredAt }
}

function tierOf(text: string): number | null {
  const [, digits, unit, unlimited] = /^TIER_(?:(\d{1,9})([KM]?)|(UNLIMITED))$/i.exec(text) ?? []
  if (unlimited !== undefined) return Number.MAX_SAFE_INTEGER
  if (digits === undefined) return null
  const factor = { '': 1, K: 1000, M: 1_000_000 }[(unit ?? '').toUpperCase()] ?? 1
  return Number(digits) * factor
}

interface TemplateName {
  name: string
  language: string
}

/** The language can come as `en-US`; templates are named `en_US`. */
function readTemplateName(value: Fields): TemplateName | null {
  const name = textOf(value['message_template_name'])
  const language = textOf(value['message_template_language'])
  if (name === null || language === null || name.length > 255 || language.length > 16) return null
  return { name, language: language.replace('-', '_') }
}

const MAX_WORD = 32

function wordOf(value: unknown): string | null {
  return textOf(value)?.toUpperCase().slice(0, MAX_WORD) ?? null
}

function readTemplateStatus(value: Fields, occurredAt: Instant | null): NoticeHappening | null {
  const template = readTemplateName(value)
  const event = wordOf(value['event'])
  return template === null || event === null
    ? null
    : { kind: 'template_status', ...template, event, occurredAt }
}

/** Done: `previous_category` → `new_category`. Announced: `correct_category`, with `new_category` still being the present one. */
function readTemplateCategory(value: Fields, occurredAt: Instant | null): NoticeHappening | null {
  const template = readTemplateName(value)
  const inForce = 'previous_category' in fieldsOf(value)
  const category = inForce
    ? wordOf(value['new_category'])
    : (wordOf(value['correct_category']) ?? wordOf(value['new_category']))
  return template === null || category === null
    ? null
    : { kind: 'template_category', ...template, category, inForce, occurredAt }
}
