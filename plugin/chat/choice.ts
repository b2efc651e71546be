/** What stands behind a button under a wording: which question, yes or no, and to what. Pure. */
import { isPurpose, type Purpose } from '../consent/purpose.js'
import { toRequestId, type RequestId } from '../ids.js'

export interface Choice {
  /** 130 random bits that stand nowhere but behind the buttons of this question: nobody can guess one. */
  request: RequestId
  answer: 'yes' | 'no'
  /** What is answered: one purpose for a yes, for a no all that the button stood below. */
  purposes: Purpose[]
}

const PAYLOAD = /^consent:(q_[0-9a-z]{26}):(yes|no):([a-z+]+)$/

/** At most 200 characters, what a row of a list can carry. */
export const choicePayload = ({ request, answer, purposes }: Choice): string =>
  `consent:${request}:${answer}:${purposes.join('+')}`

export const isConsentPayload = (payload: string | null): payload is string =>
  payload?.startsWith('consent:') === true

/** @returns `null` for what we did not write ourselves */
export function readChoice(payload: string | null): Choice | null {
  const [, id, answer, list] = PAYLOAD.exec(payload ?? '') ?? []
  if (id === undefined || list === undefined || (answer !== 'yes' && answer !== 'no')) return null
  const names = list.split('+')
  const purposes = names.filter(isPurpose)
  const isOurs = purposes.length === names.length && new Set(names).size === names.length
  if (!isOurs || (answer === 'yes' && purposes.length !== 1)) return null
  return { request: toRequestId(id), answer, purposes }
}
