/** When too much is missing from a list at once, the list is broken, not the practice empty. Pure. */

/** Share of the known records that may be missing, unless the adapter says otherwise. */
export const MAX_DISAPPEARING = 0.2
/** Fewer than this may always go: in a small practice a single cancellation is a large share. */
const FEW = 5

export interface Disappearance {
  /** Open records that were known and are not in the list. */
  missing: number
  /** Open records that were known. */
  known: number
  /** The list has no record at all: how a file that was cut off or written from an empty selection looks. */
  empty: boolean
  /** 0 to 1; with 1 everything may go. */
  maxDisappearing: number
}

export function isMassDisappearance({ missing, known, empty, maxDisappearing }: Disappearance): boolean {
  if (missing === 0 || maxDisappearing >= 1) return false
  return empty || (missing >= FEW && missing > maxDisappearing * known)
}
