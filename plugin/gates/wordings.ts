/**
 * Whether every wording says what a consent under it must have been told (P-07, P-08, P-61). One that was replaced needs
 * not: what was ticked under it is held, and nobody is asked under it again. Pure.
 */
import type { Practice } from '../configuration/configuration.js'
import { refusedInUse } from '../consent/wording/usable.js'
import { adviceText, lacksOf } from '../consent/wording/advice.js'
import { failure, ok, type Verdict, warning } from './verdict.js'

export function wordingsVerdict(practice: Pick<Practice, 'wordings'>): Verdict {
  if (practice.wordings.length === 0) return warning('wordings', 'wordings_none')
  const refused = refusedInUse(practice)
  return refused.length === 0
    ? ok('wordings')
    : failure('wordings', 'wording_refused', {
        wording: refused.map(({ id, language }) => `${id}.${language}`).join(', '),
        lacks: refused.flatMap(({ missing, untrue }) => [...missing, ...untrue]).join(', '),
        'lacks:de': lacksOf(refused, 'de'),
        'lacks:en': lacksOf(refused, 'en'),
        'advice:de': adviceText(refused, 'de'),
        'advice:en': adviceText(refused, 'en'),
      })
}
