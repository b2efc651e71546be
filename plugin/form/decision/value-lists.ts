/** The values of a mapping that mean yes and no. */
import type { ConsentMapping } from '../../configuration/configuration.js'

export type ValueLists = Pick<ConsentMapping, 'granted' | 'refused'>
export type Meaning = 'yes' | 'no' | 'unknown'

/**
 * @param names every way in which a viewer shows the value: state name, export value, label
 * @param others how many further on-states the control has that are not refusals
 */
export function meaningOf(names: readonly string[], lists: ValueLists, others: number): Meaning {
  const isYes = isListed(names, lists.granted)
  const isNo = isListed(names, lists.refused)
  if (isYes && isNo) return 'unknown'
  if (isNo) return 'no'
  if (lists.granted !== null) return isYes ? 'yes' : 'unknown'
  // Without a list any on-state means yes, as long as there is only one it can mean: of [Ja, Nein] nobody
  // may guess.
  return others === 0 ? 'yes' : 'unknown'
}

export function isListed(names: readonly string[], list: readonly string[] | null): boolean {
  return list !== null && list.some((wanted) => names.includes(comparable(wanted)) || names.includes(wanted))
}

export const comparable = (text: string): string => text.normalize('NFC').trim()
