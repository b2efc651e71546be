/** Which wording a tick on a form is under. Pure. */
import type { FormMapping, Practice, Wording } from '../../configuration/configuration.js'
import type { Evidence } from '../entry.js'
import { type RefusedWording, refusedWordings } from './usable.js'

/** @param language the practice's, in which its forms are printed unless only another is configured */
export function wordingFor(
  mapping: FormMapping | null,
  wordings: readonly Wording[],
  language: string,
  purpose: string,
): Wording | null {
  const id = mapping?.consents.find((consent) =>
    consent.purposes.some((candidate) => candidate === purpose),
  )?.wording
  const candidates = wordings.filter((wording) => wording.id === id)
  return candidates.find((wording) => wording.language === language) ?? candidates[0] ?? null
}

/**
 * The wordings of these purposes on a form that are refused as the practice is configured today.
 * @param form id of its mapping; `null`: it has none
 */
export function refusedOnForm(
  { forms, wordings, language }: Pick<Practice, 'forms' | 'wordings' | 'language'>,
  form: string | null,
  purposes: readonly string[],
): RefusedWording[] {
  const mapping = forms.find(({ id }) => id === form) ?? null
  const under = purposes.flatMap((purpose) => wordingFor(mapping, wordings, language, purpose) ?? [])
  return refusedWordings({ wordings: [...new Set(under)] })
}

/** The mapping of the form that an entry or a case is about; `null` where it is about none. */
export function formOf(evidence: Evidence | null): string | null {
  const seen = evidence?.kind === 'review' ? evidence.about : evidence
  return seen?.kind === 'form' ? seen.form : null
}
