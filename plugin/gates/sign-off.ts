/** The practice has confirmed what only it can confirm (P-38, P-39). Pure. */
import type { Practice } from '../configuration/configuration.js'
import { localDateOf, type Instant } from '../time.js'
import { SIGN_OFF_POINTS } from './sign-off-points.js'
import { failure, ok, type Verdict } from './verdict.js'

export function signOffVerdict(
  { signOff, timeZone }: Pick<Practice, 'signOff' | 'timeZone'>,
  now: Instant,
): Verdict {
  if (signOff === null) return failure('sign_off', 'sign_off_missing')
  const missing = SIGN_OFF_POINTS.filter((point) => !signOff.confirmed.includes(point))
  if (missing.length > 0) return failure('sign_off', 'sign_off_incomplete', { missing: missing.join(', ') })
  if (signOff.on > localDateOf(now, timeZone))
    return failure('sign_off', 'sign_off_in_future', { on: signOff.on })
  return ok('sign_off')
}
