/** Whether a configured template is the one that Meta approved. Pure. */
import type { TemplateDefinition } from '../configuration/configuration.js'
import type { ErrorCode, ErrorDetails } from '../errors.js'
import type { ProviderTemplate } from './list-templates.js'

export type TemplateFinding = Extract<
  ErrorCode,
  'TEMPLATE_UNKNOWN' | 'TEMPLATE_NOT_APPROVED' | 'TEMPLATE_CATEGORY_DIFFERS' | 'TEMPLATE_BODY_DIFFERS'
>

export type TemplateApproval =
  | { kind: 'ok' }
  | { kind: 'finding'; code: TemplateFinding; details: ErrorDetails }
  /** Nothing speaks against it, and 360dialog does not show enough to compare. */
  | Unverifiable

interface Unverifiable {
  kind: 'unverifiable'
  code: Extract<ErrorCode, 'TEMPLATE_UNVERIFIABLE'>
  details: ErrorDetails
}

export const unverifiable = ({ name: template, language }: TemplateDefinition): Unverifiable => ({
  kind: 'unverifiable',
  code: 'TEMPLATE_UNVERIFIABLE',
  details: { template, language },
})

export function checkTemplate(
  configured: TemplateDefinition,
  approved: readonly ProviderTemplate[],
): TemplateApproval {
  const { name: template, language } = configured
  const finding = (code: TemplateFinding, details: ErrorDetails = {}): TemplateApproval => ({
    kind: 'finding',
    code,
    details: { template, language, ...details },
  })
  const found = approved.find((candidate) => candidate.name === template && candidate.language === language)
  if (found === undefined) return finding('TEMPLATE_UNKNOWN')
  if (found.status !== 'APPROVED') return finding('TEMPLATE_NOT_APPROVED', { status: found.status })
  // A recall that Meta files elsewhere than we do would soon cost the practice its reminders, too.
  if (found.category !== configured.category)
    return finding('TEMPLATE_CATEGORY_DIFFERS', {
      actual: found.category === '' ? '?' : found.category,
      expected: configured.category,
    })
  if (!found.fillable) return finding('TEMPLATE_BODY_DIFFERS')
  if (found.body === null) return unverifiable(configured)
  const sameButtons =
    found.buttons.length === configured.buttons.length &&
    found.buttons.every(
      ({ type, text }, index) =>
        type === 'QUICK_REPLY' && sameText(text, configured.buttons[index]?.text ?? ''),
    )
  return sameText(found.body, configured.body) && sameButtons
    ? { kind: 'ok' }
    : finding('TEMPLATE_BODY_DIFFERS')
}

const sameText = (a: string, b: string): boolean => plain(a) === plain(b)
const plain = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
