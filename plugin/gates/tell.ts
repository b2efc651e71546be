/** Says once, at the start, what sending lacks; the start goes on, because replies and withdrawals must come in. */
import type { RunningPractice } from '../installation.js'
import { errorFields } from '../log.js'

export async function tellOfGates({ gates, configuration, log }: RunningPractice): Promise<void> {
  try {
    for (const verdict of await gates.verdicts()) {
      if (verdict.level === 'ok') continue
      const fields = { practice: configuration.id, check: verdict.check, finding: verdict.finding }
      if (verdict.level === 'failure') log.error('gate_failed', { ...verdict.details, ...fields })
      else log.warn('gate_warning', { ...verdict.details, ...fields })
    }
  } catch (error) {
    log.error('gates_unknown', { practice: configuration.id, ...errorFields(error) })
  }
}
