/**
 * A consent does not extend to what its wording was not about: to another recipient, another region of storage or
 * another purpose (P-09). What no longer fits is on hold until the patient has agreed anew. Pure.
 */
import type { Practice, WhatsAppAccount, Wording } from '../configuration/configuration.js'
import type { LedgerEntry } from './entry.js'
import type { Purpose } from './purpose.js'
import type { ConsentStatus } from './status.js'

/** What the practice changed since the wording was registered. */
export type WordingChange = 'recipients_changed' | 'storage_region_changed' | 'wording_replaced'

export type RenewalReason =
  /** Stands before each of the others. */
  | 'renewal_needed'
  | WordingChange
  | 'purpose_not_in_wording'
  /** Nobody can tell what it was about. */
  | 'wording_not_configured'

export function outdatedBy(
  { facts, replacedBy }: Wording,
  { recipients, storageRegion }: Pick<WhatsAppAccount, 'recipients' | 'storageRegion'>,
): WordingChange[] {
  return [
    ...(facts !== undefined && !areSame(facts.recipients, recipients) ? ['recipients_changed' as const] : []),
    ...(facts !== undefined && facts.storageRegion !== storageRegion
      ? ['storage_region_changed' as const]
      : []),
    ...(replacedBy === undefined ? [] : ['wording_replaced' as const]),
  ]
}

const areSame = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((one) => right.includes(one))

/** @param state what was declared, and what time and age have made of it */
export function withRenewal(
  state: ConsentStatus,
  entries: readonly LedgerEntry[],
  purpose: Purpose,
  practice: Pick<Practice, 'wordings' | 'whatsapp'>,
): ConsentStatus {
  if (state.status !== 'active') return state
  const version = entries.find((entry) => entry.seq === state.entry)?.content?.wording ?? null
  if (version === null) return state
  const wording = practice.wordings.find(
    ({ id, language, sha256 }) =>
      id === version.id && language === version.language && sha256 === version.sha256,
  )
  const why: RenewalReason[] =
    wording === undefined
      ? ['wording_not_configured']
      : [
          ...outdatedBy(wording, practice.whatsapp),
          ...(wording.facts?.purposes.includes(purpose) === false ? ['purpose_not_in_wording' as const] : []),
        ]
  return why.length === 0
    ? state
    : { ...state, status: 'on_hold', reasons: ['renewal_needed', ...why], number: null }
}
