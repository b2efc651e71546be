/** Whether a template message fits the template as it was approved. Pure. */
import type { Behaviour } from './behaviour.js'
import type { Provider } from './contract.js'

export type TemplateVerdict =
  | { kind: 'fits'; template: Provider['Template'] }
  | { kind: 'refused'; code: number; details: string }

type Parameter = Provider['TextParameter']
type Component = Provider['TemplateComponent']

const PLACEHOLDER = /\{\{\s*([^{}\s]+)\s*\}\}/g
const LONGEST_BODY = 1024

const refused = (code: number, details: string): TemplateVerdict => ({ kind: 'refused', code, details })

const placeholders = (text: string | undefined): string[] => [
  ...new Set([...(text ?? '').matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')),
]

/** A template that lists no components (a sketch in a test) is judged by name, language and status only. */
export function checkTemplateCall(
  call: Provider['TemplateCall'],
  templates: readonly Provider['Template'][],
  behaviour: Behaviour,
): TemplateVerdict {
  const template = templates.find(
    ({ name, language }) => name === call.name && language === call.language.code,
  )
  if (!template) return refused(132001, 'Template name does not exist in this language')
  const status = template.status.toUpperCase()
  if (status === 'PAUSED') return refused(132015, 'Template is paused')
  if (status === 'DISABLED') return refused(132016, 'Template is disabled')
  if (status !== 'APPROVED') return refused(132001, 'Template is not approved')
  if (!template.components) return { kind: 'fits', template }

  const named = template.parameter_format?.toUpperCase() === 'NAMED'
  const given = call.components ?? []
  for (const type of ['header', 'body'] as const) {
    const approved = template.components.find(
      (component) => component.type.toUpperCase() === type.toUpperCase(),
    )
    const parameters = given.flatMap((component) => (component.type === type ? component.parameters : []))
    const finding = checkParameters(type, approved, parameters, named, behaviour)
    if (finding) return finding
  }
  return checkButtons(given, template.components) ?? { kind: 'fits', template }
}

function checkParameters(
  type: string,
  approved: Component | undefined,
  parameters: readonly Parameter[],
  named: boolean,
  behaviour: Behaviour,
): TemplateVerdict | null {
  const wanted = placeholders(approved?.text)
  if (wanted.length !== parameters.length) {
    return refused(132000, `${type}: ${parameters.length} parameters, the template has ${wanted.length}`)
  }
  const namesFit = named
    ? parameters.every(({ parameter_name: name }) => name !== undefined && wanted.includes(name))
    : parameters.every(({ parameter_name: name }) => name === undefined)
  if (!namesFit) return refused(132012, `${type}: named and positional parameters mixed up`)
  if (
    behaviour.parameterWhitespace === 'refuse' &&
    parameters.some(({ text }) => /[\n\r\t]| {5}/.test(text))
  ) {
    return refused(132012, `${type}: newline, tab or more than four spaces in a parameter`)
  }
  const filled = (approved?.text ?? '').replace(PLACEHOLDER, (_, name: string) => {
    const parameter = named
      ? parameters.find((candidate) => candidate.parameter_name === name)
      : parameters[wanted.indexOf(name)]
    return parameter?.text ?? ''
  })
  if (type === 'body' && Array.from(filled).length > LONGEST_BODY)
    return refused(132005, 'Body too long after filling')
  return null
}

function checkButtons(
  given: readonly Provider['TemplateCallComponent'][],
  approved: readonly Component[],
): TemplateVerdict | null {
  const buttons = approved.find(({ type }) => type.toUpperCase() === 'BUTTONS')?.buttons ?? []
  const filled = new Set<number>()
  for (const component of given) {
    if (component.type !== 'button') continue
    const index = Number(component.index)
    const button = buttons[index]
    if (button?.type.toUpperCase() !== component.sub_type.toUpperCase()) {
      return refused(132018, `Button ${index} is not a ${component.sub_type} button`)
    }
    const wanted = component.sub_type === 'url' ? 'text' : 'payload'
    if (component.parameters.some(({ type }) => type !== wanted)) {
      return refused(132018, `Button ${index} wants a parameter of type ${wanted}`)
    }
    filled.add(index)
  }
  const open = buttons.findIndex(({ url }, index) => placeholders(url).length > 0 && !filled.has(index))
  return open === -1 ? null : refused(131008, `Button ${open} lacks the ending of its address`)
}
