/** What a form says about one purpose, and why. */
import type { Purpose } from '../consent/purpose.js'

/**
 * Why a form's answer needs a person. Codes of `forms read`; each has German and English words in
 * `review-reasons.ts`.
 */
export const REVIEW_REASONS = [
  /** The file matches no configured mapping. */
  'no_mapping',
  /** The mapped control does not exist in this form. */
  'control_missing',
  /** The mapped name belongs to a control that cannot be ticked (text field, push button, signature). */
  'control_not_tickable',
  /** More than one field carries the mapped full name, so nobody can say which one was meant. */
  'control_duplicated',
  /** The box was already on in the blank form, or is on by its own default. */
  'prefilled',
  /** Yes and no are both ticked. */
  'both_ticked',
  /** The stored value and what a viewer shows differ. */
  'value_appearance_disagree',
  /** The two independent readers disagree. */
  'readers_disagree',
  /** Nothing to be seen on screen or paper: hidden flags, no size, off the page, no page. */
  'hidden_control',
  /** The ticked state has no drawing, so it depends on the viewer what the patient saw. */
  'appearance_missing',
  /** The value is none of those the mapping or the control knows. */
  'unknown_value',
  /** The box, or something that covers it, was changed after the form was signed. */
  'changed_after_signature',
  /** The form was filled and later changed again, in the box itself. */
  'changed_after_filling',
  /** No fillable fields: a scan, a print, or a flattened form; the tick is only ink. */
  'flattened',
  /** A dynamic XFA form: what a viewer shows is not in the PDF fields. */
  'xfa',
  /** The form's layout differs from the blank template in the consent controls. */
  'template_differs',
  /** The page does not print what the blank printed: words are missing, changed or added at the consent. */
  'wording_differs',
  /** The words at the consent cannot be read: covered, white, crossed out. */
  'wording_covered',
  /** The control's fill-in is done by a script or calculation of the form. */
  'calculated',
  /** Ink, a stamp or a text lies across the box: it may be a tick, or strike one out. */
  'drawn_over',
  /** The blank template of the mapping cannot be read, so nobody knows what was on before the patient came. */
  'template_unreadable',
  /** The date on the form cannot be read or lies in the future. */
  'date_unreadable',
  'given_in_future',
  /** The file could not be read or taken in at all, time and again. */
  'unreadable',
] as const
export type ReviewReason = (typeof REVIEW_REASONS)[number]

export type ConsentResult = 'granted' | 'refused' | 'not_given' | 'needs_review'

/** One purpose as one form answers it. `reasons` is empty unless `result` is `needs_review`. */
export interface ConsentDecision {
  purpose: Purpose
  result: ConsentResult
  /** Full name of the control that was looked at (for two boxes: the one that decided), as a viewer decodes it. */
  control: string | null
  /** The raw value found there, e.g. `Ja`, `Off`; for evidence. */
  raw: string | null
  reasons: ReviewReason[]
}
