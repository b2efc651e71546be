/** Writes down what became of a message that was handed over, and what follows from it. */
import type { OpenPractice } from '../practice.js'
import { holdRows, type Transaction } from '../storage/database.js'
import { addMillis, type Instant } from '../time.js'
import type { StoredReason } from '../reminder/reasons.js'
import type { NextStep } from '../whatsapp/classify.js'
import type { SendOutcome } from '../whatsapp/dialog360.js'
import { wamidDigest } from '../whatsapp/wamid-digest.js'
import { blockWhatIsRefused } from './blocks.js'
import type { Claim } from './claim.js'
import { MESSAGE_COLUMNS, observe, type MessageRow } from './message-rows.js'
import { holdIfNotOnWhatsApp } from './not-on-whatsapp.js'
import type { OutboxReason } from './reasons.js'
import { againAfter } from './retry.js'
import { applyParkedStatuses } from './statuses.js'

/** What the attempt came to. */
export type Recorded = 'accepted' | 'rejected' | 'again' | 'unknown'

/** @throws RecallError DATABASE_UNREACHABLE: the message stays handed over, and becomes `unknown` when that lapses */
export function recordOutcome(practice: OpenPractice, claim: Claim, outcome: SendOutcome): Promise<Recorded> {
  return practice.database.write(async (trx) => {
    const now = practice.clock.now()
    const message = await holdRows(practice.database, trx('messages').where({ id: claim.message })).first<
      MessageRow | undefined
    >(...MESSAGE_COLUMNS)
    if (message === undefined) return 'unknown'
    switch (outcome.kind) {
      case 'accepted': {
        const wamid = wamidDigest(practice.keys, outcome.wamid)
        await observe(trx, message, { state: 'accepted', wamid }, now)
        await applyParkedStatuses(trx, practice, claim.message, wamid, now)
        return 'accepted'
      }
      case 'unknown':
        await observe(trx, message, { state: 'unknown', reason: doubtOf(outcome.reason) }, now)
        return 'unknown'
      case 'not_sent':
        return notTaken(trx, message, NO_CONNECTION, now)
      case 'rejected':
        await blockWhatIsRefused(
          trx,
          practice.configuration.id,
          { template: claim.template.name, phoneIndex: claim.phoneIndex },
          outcome.classification,
          now,
        )
        await holdIfNotOnWhatsApp(trx, practice, message, outcome.classification.reason, now)
        return notTaken(trx, message, outcome.classification, now)
    }
  })
}

interface NotTaken {
  code: number | null
  reason: StoredReason
  next: NextStep
}

/** No byte left: the same again, for as long as it makes sense at all. */
const NO_CONNECTION: NotTaken = {
  code: null,
  reason: 'no_connection',
  next: { kind: 'retry', afterMillis: 30_000, growth: 2, times: Number.POSITIVE_INFINITY },
}

/** @param reason of the client: a code of the system, or of the classifier */
function doubtOf(reason: string): OutboxReason {
  switch (reason) {
    case 'timeout':
      return 'outcome_timeout'
    case 'gateway_unavailable':
    case 'gateway_error':
      return 'outcome_gateway_error'
    case 'answer_not_understood':
    case 'no_message_id':
      return 'outcome_not_understood'
    default:
      return 'outcome_connection_lost'
  }
}

/** The provider said no, or never heard of it: the one case in which a reminder may be sent again. */
async function notTaken(
  trx: Transaction,
  message: MessageRow,
  { code, reason, next }: NotTaken,
  now: Instant,
): Promise<Recorded> {
  if (!(await observe(trx, message, { state: 'rejected', reason, code }, now))) return 'rejected'
  const before = await trx('messages')
    .where({ reminder_id: message.reminder_id, state: 'rejected', reason })
    .count<{ rejected: number }[]>({ rejected: '*' })
  const wait = againAfter(next, before[0]?.rejected ?? 1)
  if (wait === null) return 'rejected'
  const armed = await trx('reminders')
    .where({ id: message.reminder_id, state: 'rejected' })
    .update({ state: 'due', reason, retry_at: addMillis(now, wait), changed_at: now })
  return armed === 1 ? 'again' : 'rejected'
}
