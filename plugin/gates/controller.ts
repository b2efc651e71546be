/** Whether papers can say who answers for the processing. Nothing that sending depends on: they say what is missing. Pure. */
import { missingDetails, type ControllerPractice } from '../privacy/controller.js'
import { ok, type Verdict, warning } from './verdict.js'

export function controllerVerdict(practice: ControllerPractice): Verdict {
  const missing = missingDetails(practice)
  return missing.length === 0
    ? ok('controller')
    : warning('controller', 'controller_incomplete', { missing: missing.join(', ') })
}
