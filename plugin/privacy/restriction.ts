/** Whether processing is restricted (Art. 18). Pure. */
import type { LedgerEntry } from '../consent/entry.js'

export const isRestricted = (entries: readonly Pick<LedgerEntry, 'type'>[]): boolean =>
  entries.findLast(({ type }) => type === 'restricted' || type === 'unrestricted')?.type === 'restricted'
