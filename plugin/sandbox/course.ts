/** Which statuses an accepted message gets, and when. Pure but for the dice. */
import type { Control } from './contract.js'
import type { Timing } from './timing.js'

export interface StatusStep {
  status: 'sent' | 'delivered' | 'read' | 'failed'
  /** Milliseconds after acceptance. */
  afterMillis: number
  /** `pricing` comes with `sent` and with one later status. */
  priced: boolean
  /** Of a failure. */
  code: number | null
}

/** @param dice a number in [0, 1) at every call */
export function courseOf(effect: Control['Effect'] | null, timing: Timing, dice: () => number): StatusStep[] {
  const sent: StatusStep = { status: 'sent', afterMillis: timing.sentMillis, priced: true, code: null }
  switch (effect?.kind) {
    case 'failed_status':
      return effect.afterSent === true
        ? [sent, { status: 'failed', afterMillis: timing.deliveredMillis, priced: false, code: effect.code }]
        : [{ status: 'failed', afterMillis: timing.sentMillis, priced: false, code: effect.code }]
    case 'silent':
      return effect.sent ? [sent] : []
    case 'skip_delivered':
      return [sent, { status: 'read', afterMillis: timing.readMillis, priced: true, code: null }]
    case undefined:
    case 'meta_error':
    case 'gateway_error':
    case 'hang':
    case 'reset':
    case 'server_error':
    case 'bad_gateway':
    case 'no_messages': {
      const steps = [sent]
      if (dice() >= timing.deliveredShare) return steps
      steps.push({ status: 'delivered', afterMillis: timing.deliveredMillis, priced: true, code: null })
      if (dice() < timing.readShare) {
        steps.push({ status: 'read', afterMillis: timing.readMillis, priced: false, code: null })
      }
      return steps
    }
  }
}
