/** What forms say by their marks, and what people decide where these or other words leave a doubt. */
import type { ConsentResult } from '../form/consent-decision.js'
import type { ReviewDecision } from '../review/review.js'
import type { Words } from './words.js'

export const RESULT_WORDS: Words<ConsentResult> = {
  granted: { de: 'ja', en: 'yes' },
  refused: { de: 'nein', en: 'no' },
  not_given: { de: 'offen gelassen', en: 'left open' },
  needs_review: { de: 'zweifelhaft', en: 'in doubt' },
}

/** `--decision` takes the code. */
export const DECISION_WORDS: Words<ReviewDecision> = {
  granted: { de: 'ja', en: 'yes' },
  refused: { de: 'nein', en: 'no' },
  not_given: { de: 'nichts erklärt', en: 'nothing declared' },
  ask_patient: { de: 'Patient fragen', en: 'ask the patient' },
  withdrawn: { de: 'Widerruf', en: 'withdrawal' },
  released: { de: 'kein Widerruf', en: 'no withdrawal' },
  assigned: { de: 'zuordnen', en: 'assign' },
  dismissed: { de: 'verwerfen', en: 'dismiss' },
}
