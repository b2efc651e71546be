/** Which decisions a case leaves open: two or three, never more than the law and the evidence allow. Pure. */
import type { ReviewDecision, ReviewKind } from './review.js'

/**
 * Doubts about whose act the mark was, or what it was under: no member of staff can know that, only the patient can say
 * so anew (Orange Romania, C-61/19).
 */
const ONLY_THE_PATIENT_KNOWS: ReadonlySet<string> = new Set([
  'prefilled',
  'calculated',
  'template_differs',
  'template_unreadable',
  'no_mapping',
  'xfa',
  'control_missing',
  'control_not_tickable',
  'control_duplicated',
  'wording_incomplete',
  'marked_by_staff',
  'entered_by_staff',
])

export function decisionsFor(kind: ReviewKind, reasons: readonly string[]): ReviewDecision[] {
  switch (kind) {
    case 'form':
      return reasons.some((reason) => ONLY_THE_PATIENT_KNOWS.has(reason))
        ? ['ask_patient', 'refused', 'not_given']
        : ['granted', 'refused', 'ask_patient']
    case 'form_unassigned':
    case 'poster':
      return ['assigned', 'dismissed']
    case 'reply':
    case 'stop':
      return ['withdrawn', 'released']
    case 'number':
      return ['released', 'ask_patient', 'withdrawn']
  }
}
