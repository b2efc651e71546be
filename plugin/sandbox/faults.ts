/** The faults that are set, and which of them strikes a request. */
import type { Control } from './contract.js'

type Effect = Control['Effect']

export interface Strike {
  on: NonNullable<Control['Fault']['on']>
  phoneNumberId: string
  /** Digits of the recipient; `null` for a BSUID and on other paths. */
  waId: string | null
  template: string | null
}

export interface Faults {
  set(fault: Control['Fault']): void
  clear(): void
  list(): readonly Control['Fault'][]
  /** The effect of the first fault that matches; a fault for the next n requests counts this as one. */
  strike(request: Strike): Effect | null
}

/** @param dice a number in [0, 1) at every call */
export function createFaults(dice: () => number): Faults {
  let faults: { fault: Control['Fault']; left: number }[] = []

  function matches({ on, to, template, phoneNumberId, share }: Control['Fault'], request: Strike): boolean {
    return (
      (on ?? 'messages') === request.on &&
      (to === undefined || to.replace(/\D/g, '') === request.waId) &&
      (template === undefined || template === request.template) &&
      (phoneNumberId === undefined || phoneNumberId === request.phoneNumberId) &&
      (share === undefined || dice() < share)
    )
  }

  return {
    set(fault) {
      faults.push({ fault, left: fault.next ?? Infinity })
    },
    clear() {
      faults = []
    },
    list: () => faults.map(({ fault }) => fault),
    strike(request) {
      const struck = faults.find(({ fault }) => matches(fault, request))
      if (!struck) return null
      struck.left -= 1
      if (struck.left <= 0) faults = faults.filter((candidate) => candidate !== struck)
      return struck.fault.effect
    },
  }
}
