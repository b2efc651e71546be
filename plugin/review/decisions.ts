/** Which decisions a case leaves open: two or three, never more than the law and the evidence allow. Pure. */
import type { ReviewDecision, ReviewKind } from './review.js'

/**
 * Doubts that looking at the original settles: there is a mark of the patient, and a person can see what it says. All
 * others are about whose act the mark was, or what it was under; no member of staff can know that, only the patient can
 * say so anew (Orange Romania, C-61/19). A code that does not stand here counts as one of those.
 */
const SEEN_ON_THE_ORIGINAL: ReadonlySet<string> = new Set([
  'readers_disagree',
  'unknown_value',
  'drawn_over',
  'flattened',
  'date_unreadable',
  'given_in_future',
  // The yes is clear; it counts for the number on the form, and nothing is sent to another one.
  'number_differs',
])

/** @param subjectKnown false while nobody knows whom the case concerns */
export function decisionsFor(
  kind: ReviewKind,
  reasons: readonly string[],
  subjectKnown: boolean,
): ReviewDecision[] {
  switch (kind) {
    case 'form':
      if (reasons.includes('patient_mismatch')) return ['assigned', 'ask_patient', 'dismissed']
      return reasons.length > 0 && reasons.every((reason) => SEEN_ON_THE_ORIGINAL.has(reason))
        ? ['granted', 'refused', 'ask_patient']
        : ['ask_patient', 'refused', 'not_given']
    case 'form_unassigned':
    case 'poster':
      return ['assigned', 'dismissed']
    case 'reply':
      return subjectKnown ? ['withdrawn', 'released'] : ['assigned', 'dismissed']
    case 'stop':
      // Something was taken back, and what it was is lost: only the patient can say what holds now (P-53).
      if (reasons.includes('restored_from_backup')) return ['ask_patient', 'withdrawn']
      return subjectKnown ? ['withdrawn', 'released'] : ['assigned', 'released', 'dismissed']
    case 'birthday':
      // Only the birthday itself settles it, and that stands in the practice software.
      return ['ask_patient', 'withdrawn']
    case 'number':
      // No number was agreed for: nothing that could be released.
      if (reasons.includes('number_hidden')) return ['ask_patient', 'withdrawn']
      return ['released', 'ask_patient', 'withdrawn']
  }
}
