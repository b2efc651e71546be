/** One claimed message on its way: handed over, sent, its outcome recorded. */
import { errorFields, type Log } from '../log.js'
import { RecallError } from '../errors.js'
import type { OpenPractice } from '../practice.js'
import type { Dialog360, SendOutcome } from '../whatsapp/dialog360.js'
import { templateMessage } from '../whatsapp/template.js'
import type { Claim } from './claim.js'
import { handOver } from './hand-over.js'
import { recordOutcome, type Recorded } from './outcome.js'

export type Sending =
  /** Taken back in the last moment: nothing was sent. */
  | { kind: 'taken_back' }
  | { kind: 'sent'; outcome: SendOutcome; recorded: Recorded; unrecorded: RecallError | null }

/** @throws RecallError DATABASE_UNREACHABLE before anything was sent; afterwards nothing is thrown */
export async function sendClaimed(
  practice: OpenPractice,
  client: Dialog360,
  log: Log,
  claim: Claim,
): Promise<Sending> {
  const message = templateMessage(claim.message, claim.number, claim.template, claim.parameters)
  if (!(await handOver(practice, claim))) return { kind: 'taken_back' }
  const outcome = await client.send(message)
  try {
    const recorded = await recordOutcome(practice, claim, outcome)
    return { kind: 'sent', outcome, recorded, unrecorded: null }
  } catch (error) {
    // It stays handed over, and becomes unknown: whatever 360dialog said, nobody may send it again.
    log.error('outcome_unrecorded', { message: claim.message, outcome: outcome.kind, ...errorFields(error) })
    const unrecorded =
      error instanceof RecallError
        ? error
        : new RecallError('INTERNAL', { reason: 'outcome unrecorded' }, { cause: error })
    return { kind: 'sent', outcome, recorded: 'unknown', unrecorded }
  }
}
