/** The templates of a configuration as if 360dialog had approved every one of them. */
import type { components } from '../../openapi/types/dialog360.js'
import type { TemplateDefinition } from '../configuration/configuration.js'

export function templatesAsApproved(
  templates: readonly TemplateDefinition[],
): components['schemas']['Template'][] {
  return templates.map((template, index) => ({
    id: String(900_000 + index),
    name: template.name,
    language: template.language,
    status: 'APPROVED',
    category: template.category,
    components: [
      { type: 'BODY', text: template.body },
      ...(template.buttons.length === 0
        ? []
        : [
            {
              type: 'BUTTONS' as const,
              buttons: template.buttons.map(({ text }) => ({ type: 'QUICK_REPLY' as const, text })),
            },
          ]),
    ],
  }))
}
