/**
 * What a pressed button is worth (P-23): a consent only from the very account that was asked, under a wording that was
 * shown there, in time, and if nothing was taken back since. Pure.
 */
import type { EntryType, LedgerEntry } from '../consent/entry.js'
import type { Purpose } from '../consent/purpose.js'
import type { NotRecorded } from '../host/events.js'
import type { Instant } from '../time.js'
import { isSameAccount, type AccountIndexes } from './account.js'
import type { Choice } from './choice.js'
import type { ConsentRequest } from './request.js'

export type PressVerdict =
  | { kind: 'record' }
  /** Recorded already: nothing happens, and the person is told so. */
  | { kind: 'repeated' }
  | { kind: 'refuse'; reason: Exclude<NotRecorded, `code_${string}`> }

export interface PressInput {
  choice: Choice
  /** `null`: this practice never asked it, or its patient was erased. */
  request: ConsentRequest | null
  sender: AccountIndexes
  sentAt: Instant
  /** Whether the wording is known to have been taken for this account. */
  wordingWasShown: boolean
  /** Of the patient. */
  entries: readonly LedgerEntry[]
}

export function decidePress(input: PressInput): PressVerdict {
  const { choice, request, sender, sentAt, entries } = input
  const asked = request?.content.asked ?? null
  if (request === null || asked === null) return refuse('question_unknown')
  if (!isSameAccount(request, sender)) return refuse('other_account')
  const { granted, refused, purposes } = request.content
  if (!choice.purposes.every((purpose) => purposes.includes(purpose))) return refuse('question_unknown')
  const isDenied = entries.some(
    ({ seq, type, content }) =>
      seq > asked.lastEntry &&
      (type === 'withdrawn' || type === 'refused') &&
      (content === null || content.purposes.some((purpose) => choice.purposes.includes(purpose))),
  )
  if (choice.answer === 'no') {
    // What takes away counts whenever it comes; said twice it is said, unless the person agreed in between.
    const isSaid = choice.purposes.every(
      (purpose) => refused.includes(purpose) && isLastWordNo(entries, purpose),
    )
    return isSaid ? REPEATED : { kind: 'record' }
  }
  if (isDenied) return refuse('denied_since')
  if (choice.purposes.every((purpose) => granted.includes(purpose))) return REPEATED
  if (request.state !== 'asked' || request.expiresAt <= sentAt) return refuse('question_over')
  return input.wordingWasShown ? { kind: 'record' } : refuse('wording_not_shown')
}

/** Whether the last that was said about a purpose took it away. */
function isLastWordNo(entries: readonly LedgerEntry[], purpose: Purpose): boolean {
  const last = entries.findLast(
    ({ type, content }) => SAID.has(type) && (content === null || content.purposes.includes(purpose)),
  )
  return last?.type === 'withdrawn' || last?.type === 'refused'
}

const SAID: ReadonlySet<EntryType> = new Set<EntryType>(['granted', 'pending', 'refused', 'withdrawn'])

const REPEATED: PressVerdict = { kind: 'repeated' }
const refuse = (reason: Exclude<NotRecorded, `code_${string}`>): PressVerdict => ({ kind: 'refuse', reason })
