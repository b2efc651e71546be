/** Whether every wording says what a consent under it must have been told (P-07, P-08, P-61). Pure. */
import type { Practice } from '../configuration/configuration.js'
import { refusedWordings } from '../consent/usable-wording.js'
import { failure, ok, type Verdict, warning } from './verdict.js'

export function wordingsVerdict(practice: Pick<Practice, 'wordings'>): Verdict {
  if (practice.wordings.length === 0) return warning('wordings', 'wordings_none')
  const [first] = refusedWordings(practice)
  return first === undefined
    ? ok('wordings')
    : failure('wordings', 'wording_refused', {
        wording: `${first.id}.${first.language}`,
        lacks: [...first.missing, ...first.untrue].join(', '),
      })
}
