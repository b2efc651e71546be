/** Which wording a tick on a form is under. Pure. */
import type { FormMapping, Practice, Wording } from '../../configuration/configuration.js'
import type { Evidence } from '../entry.js'
import { PURPOSES, type Purpose } from '../purpose.js'
import { isComplete, type RefusedWording, refusedWordings, wordingVersion } from './usable.js'

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

/** The text that a tick was read under: one that is refused is registered nowhere, and may change under its id. */
export interface WordingAsRead {
  id: string
  language: string
  sha256: string
  refused: boolean
}

/** Those of a form's purposes that have one. */
export type WordingsAsRead = Partial<Record<Purpose, WordingAsRead>>

/** What patients read on the forms as the practice is configured today. */
export function wordingsRead(
  { wordings, language }: Pick<Practice, 'wordings' | 'language'>,
  mapping: FormMapping | null,
): WordingsAsRead {
  const read: WordingsAsRead = {}
  for (const purpose of PURPOSES) {
    const wording = wordingFor(mapping, wordings, language, purpose)
    if (wording !== null) read[purpose] = { ...wordingVersion(wording), refused: !isComplete(wording) }
  }
  return read
}

/** Whether the patient had this very text in sight, and it said all that it must. */
export const wasReadUnder = (wording: Wording, read: WordingAsRead | undefined): boolean =>
  read !== undefined &&
  !read.refused &&
  read.id === wording.id &&
  read.language === wording.language &&
  read.sha256 === wording.sha256

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
