/**
 * What we know of the templates at 360dialog. Nothing is sent with a template that differs from the approved one, or
 * that could be compared and was not. Where 360dialog offers no list, its own refusal (132001) is what is left.
 */
import type { TemplateDefinition } from '../configuration/configuration.js'
import type { PracticeId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'
import { addMillis, type Instant } from '../time.js'
import type { Dialog360 } from './dialog360.js'
import type { ProviderTemplate } from './list-templates.js'
import { checkTemplate, unverifiable, type TemplateApproval } from './template-check.js'

export interface CheckedTemplate {
  template: TemplateDefinition
  approval: TemplateApproval
}

const HOUR = 60 * 60 * 1000
/** Webhooks tell changes earlier where they come; asking makes sure. */
const REFRESH_MILLIS = 4 * HOUR
/** While a template is not in order, somebody is probably at it. */
const REFRESH_FINDINGS_MILLIS = 10 * 60 * 1000
/** Row of `account_facts` that says when the list was last read. */
const TEMPLATES_CHECKED_AT = 'templates_checked_at'

/**
 * The practice's templates compared with the list as it was last read; reads it first where that is long ago.
 * @throws RecallError PROVIDER_UNREACHABLE, PROVIDER_REFUSED
 */
export async function approvedTemplates(
  practice: OpenPractice,
  client: Dialog360,
  now: Instant,
): Promise<CheckedTemplate[]> {
  const checkedAt = await lastCheck(practice)
  if (checkedAt === null || addMillis(checkedAt, REFRESH_MILLIS) <= now)
    return refreshTemplates(practice, client, now)
  const checked = compare(practice, await storedTemplates(practice))
  const hasFinding = checked.some(({ approval }) => approval.kind === 'finding')
  return hasFinding && addMillis(checkedAt, REFRESH_FINDINGS_MILLIS) <= now
    ? refreshTemplates(practice, client, now)
    : checked
}

/**
 * Reads the list now.
 * @throws RecallError PROVIDER_UNREACHABLE, PROVIDER_REFUSED
 */
export async function refreshTemplates(
  practice: OpenPractice,
  client: Dialog360,
  now: Instant,
): Promise<CheckedTemplate[]> {
  const list = await client.listTemplates()
  if (list.kind === 'not_offered')
    return practice.configuration.templates.map((template) => ({
      template,
      approval: unverifiable(template),
    }))
  await storeTemplates(practice, list.templates, now)
  return compare(practice, list.templates)
}

const compare = (practice: OpenPractice, templates: readonly ProviderTemplate[]): CheckedTemplate[] =>
  practice.configuration.templates.map((template) => ({
    template,
    approval: checkTemplate(template, templates),
  }))

/** The list is read again before the next message: 360dialog has just refused a template that it says is in order. */
export async function forgetTemplateCheck(trx: Transaction, practice: PracticeId): Promise<void> {
  await trx('account_facts').where({ practice_id: practice, name: TEMPLATES_CHECKED_AT }).delete()
}

async function lastCheck(practice: OpenPractice): Promise<Instant | null> {
  const row = await practice.database
    .knex('account_facts')
    .where({ practice_id: practice.configuration.id, name: TEMPLATES_CHECKED_AT })
    .first<{ value: Instant } | undefined>('value')
  return row?.value ?? null
}

interface TemplateRow {
  name: string
  language: string
  status: string
  category: string
  body: string | null
  buttons: string
  fillable: number
}

async function storedTemplates(practice: OpenPractice): Promise<ProviderTemplate[]> {
  const rows = await practice.database
    .knex('approved_templates')
    .where({ practice_id: practice.configuration.id })
    .select<TemplateRow[]>('name', 'language', 'status', 'category', 'body', 'buttons', 'fillable')
  return rows.map((row) => ({
    ...row,
    buttons: JSON.parse(row.buttons) as ProviderTemplate['buttons'],
    fillable: row.fillable === 1,
  }))
}

/** Only the configured ones are kept; an account can have thousands. */
async function storeTemplates(
  practice: OpenPractice,
  templates: readonly ProviderTemplate[],
  now: Instant,
): Promise<void> {
  const { id, templates: configured } = practice.configuration
  const names = new Set(configured.map(({ name, language }) => `${language} ${name}`))
  const rows = templates
    .filter(({ name, language }) => names.has(`${language} ${name}`))
    .map((template) => ({
      practice_id: id,
      ...template,
      buttons: JSON.stringify(template.buttons),
      fillable: template.fillable ? 1 : 0,
      checked_at: now,
    }))
  await practice.database.write(async (trx) => {
    // The fact first: it is the lock by which two processes take turns.
    await trx('account_facts')
      .insert({ practice_id: id, name: TEMPLATES_CHECKED_AT, value: now, changed_at: now })
      .onConflict(['practice_id', 'name'])
      .merge(['value', 'changed_at'])
    await trx('approved_templates').where({ practice_id: id }).delete()
    for (const row of rows) {
      await trx('approved_templates')
        .insert(row)
        .onConflict(['practice_id', 'name', 'language'])
        .merge(['status', 'category', 'body', 'buttons', 'fillable', 'checked_at'])
    }
  })
}
