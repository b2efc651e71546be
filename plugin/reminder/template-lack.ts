/**
 * What a rule's template would have to say and cannot: what cannot be said later is not promised now. The claim fills
 * the template for good; here each template is tried once with an invented patient, and each patient's name alone. Pure.
 */
import type { ReminderRule, TemplateDefinition } from '../configuration/configuration.js'
import type { PatientRecord } from '../host/patients.js'
import type { Instant, TimeZone } from '../time.js'
import { fillTemplate, type TemplateFacts } from '../whatsapp/template.js'
import type { SkipReason } from './reasons.js'

export type TemplateLack = (rule: ReminderRule, patient: PatientRecord | null) => SkipReason | null

interface Input {
  now: Instant
  timeZone: TimeZone
  templates: readonly TemplateDefinition[]
  language: string
  rules: readonly ReminderRule[]
  practice: Pick<TemplateFacts, 'practiceName' | 'practicePhone' | 'link'>
}

export function templateLacks(input: Input): TemplateLack {
  const lacks = new Map(input.rules.map((rule) => [rule, lackOfAll(rule, input)]))
  const addressed = new Map(input.rules.map((rule) => [rule, nameTemplate(rule, input)]))
  return (rule, patient) => {
    const lack = lacks.get(rule) ?? null
    const name = addressed.get(rule) ?? null
    if (lack !== null || name === null) return lack
    const { familyName = '', givenName = '' } = patient ?? {}
    const filled = fillTemplate(name, factsOf(input, { familyName, givenName, startsAt: null }))
    return filled.kind === 'filled' ? null : 'name_unusable'
  }
}

const factsOf = (
  { practice, timeZone }: Input,
  facts: Pick<TemplateFacts, 'familyName' | 'givenName' | 'startsAt'>,
): TemplateFacts => ({ ...practice, timeZone, ...facts })

/** The template of the rule's name in the practice's language, else the first of that name; as the claim chooses. */
function templateOf(rule: ReminderRule, { templates, language }: Input): TemplateDefinition | undefined {
  const named = templates.filter((template) => template.name === rule.template)
  return named.find((template) => template.language === language) ?? named[0]
}

/** Where it is missing, or asks for what nobody has: a recall has no appointment to tell. */
function lackOfAll(rule: ReminderRule, input: Input): SkipReason | null {
  const template = templateOf(rule, input)
  if (template === undefined) return 'template_unknown'
  const startsAt = rule.kind === 'before' ? input.now : null
  const filled = fillTemplate(
    template,
    factsOf(input, { familyName: 'Muster', givenName: 'Erika', startsAt }),
  )
  switch (filled.kind) {
    case 'filled':
      return null
    case 'unfillable':
      return 'template_slots_unfillable'
    case 'too_long':
      return 'template_text_too_long'
  }
}

/** The template's salutation and nothing else; `null` when it has none. */
function nameTemplate(rule: ReminderRule, input: Input): TemplateDefinition | null {
  const template = templateOf(rule, input)
  return template?.slots.includes('salutation') === true
    ? { ...template, slots: ['salutation'], body: '{{1}}' }
    : null
}
