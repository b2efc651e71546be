/** What a code is worth that somebody has sent. Pure. */
import type { NotRecorded } from '../host/events.js'
import type { Instant } from '../time.js'
import { isSameAccount, type AccountIndexes } from './account.js'
import type { ConsentRequest } from './request.js'

export type CodeVerdict =
  /** The question is put to this account from now on. */
  | { kind: 'ask' }
  /** The same account sent it again: the question waits there, or is put again if it never arrived. */
  | { kind: 'ask_again' | 'use_buttons' }
  | { kind: 'refuse'; reason: Extract<NotRecorded, `code_${string}`> }

export interface CodeInput {
  /** `null`: this practice never issued it, or its patient was erased. */
  request: ConsentRequest | null
  isOtherPractices: boolean
  isHalted: boolean
  sender: AccountIndexes
  /** Whether the question that was put may have reached the person. */
  mayHaveArrived: boolean
  now: Instant
}

export function decideCode(input: CodeInput): CodeVerdict {
  const { request, sender, now } = input
  if (request === null)
    return { kind: 'refuse', reason: input.isOtherPractices ? 'code_of_other_practice' : 'code_unknown' }
  switch (request.state) {
    case 'answered':
      return { kind: 'refuse', reason: 'code_used' }
    case 'expired':
      return { kind: 'refuse', reason: request.content.asked === null ? 'code_expired' : 'code_used' }
    case 'asked':
      if (!isSameAccount(request, sender)) return { kind: 'refuse', reason: 'code_used' }
      if (request.expiresAt <= now) return { kind: 'refuse', reason: 'code_used' }
      if (input.isHalted) return { kind: 'refuse', reason: 'code_while_halted' }
      return { kind: input.mayHaveArrived ? 'use_buttons' : 'ask_again' }
    case 'issued':
      if (request.expiresAt <= now) return { kind: 'refuse', reason: 'code_expired' }
      if (sender.phoneIndex === null && sender.bsuidIndex === null)
        return { kind: 'refuse', reason: 'code_unknown' }
      return input.isHalted ? { kind: 'refuse', reason: 'code_while_halted' } : { kind: 'ask' }
  }
}
