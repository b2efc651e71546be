/** Said once of all files that are none of the configured forms, in the words of `doctor`. */
import type { Language } from '../errors.js'
import { findingText } from '../gates/findings.js'

export function unmatchedWords(files: number, language: Language): string {
  const { problem, remedy } = findingText('forms_unmatched', { files }, language)
  return `${problem}\n  ${remedy}`
}
