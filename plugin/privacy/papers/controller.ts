/** Who answers for the processing, as it stands in each paper of the practice (Art. 30(1)(a) GDPR). Pure. */
import type { Language } from '../../errors.js'
import { controllerFacts } from '../controller.js'
import type { DocumentFacts } from './facts.js'
import type { Section } from './section.js'

export function controllerSection({ practice }: DocumentFacts, language: Language): Section {
  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  return {
    heading: say('Verantwortlicher', 'Controller'),
    table: {
      head: [say('Angabe', 'Item'), say('Wert', 'Value')],
      rows: [
        [say('Praxis', 'Practice'), practice.name],
        ...controllerFacts(practice, language).map((fact) => [...fact]),
        [say('Land', 'Country'), practice.region],
      ],
      widths: [35, 65],
    },
  }
}
