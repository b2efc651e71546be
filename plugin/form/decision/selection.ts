/** What one control shows as selected, and every reason to doubt it. */
import type { ReviewReason } from '../consent-decision.js'
import type { Meaning } from './value-lists.js'

export interface Selected {
  /** State name, export value and label, in every spelling. */
  names: string[]
  meaning: Meaning
}

export interface Selection {
  /** Empty: nothing is selected. */
  selected: Selected[]
  doubts: ReviewReason[]
  /** For evidence: what stands in the file. */
  raw: string | null
}
