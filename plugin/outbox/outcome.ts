/** Writes down what became of a message that was handed over, and what follows from it. */
import { recordEvent } from '../host/events.js'
import type { PracticeId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { holdRows, type Transaction } from '../storage/database.js'
import { addMillis, type Instant } from '../time.js'
import type { Classification } from '../whatsapp/classify.js'
import type { SendOutcome } from '../whatsapp/dialog360.js'
import { wamidDigest } from '../whatsapp/wamid-digest.js'
import { blockWhatIsRefused } from './blocks.js'
import type { Claim } from './claim.js'
import { MESSAGE_COLUMNS, observe, type MessageRow } from './message-rows.js'
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
        await applyParkedStatuses(trx, practice.configuration.id, claim.message, wamid, now)
        return 'accepted'
      }
      case 'unknown':
        await observe(trx, message, { state: 'unknown', reason: reasonOf(outcome.reason) }, now)
        return 'unknown'
      case 'not_sent':
        return notTaken(trx, message, { code: null, reason: 'no_connection', next: NO_CONNECTION }, now)
      case 'rejected':
        await refuse(trx, practice.configuration.id, claim, outcome.classification, now)
        return notTaken(trx, message, outcome.classification, now)
    }
  })
}

/** No byte left: the same again, for as long as it makes sense at all. */
const NO_CONNECTION = {
  kind: 'retry',
  afterMillis: 30_000,
  growth: 2,
  times: Number.POSITIVE_INFINITY,
} as const

const reasonOf = (reason: string): string => `outcome_${reason.toLowerCase()}`.slice(0, 40)

async function refuse(
  trx: Transaction,
  practice: PracticeId,
  claim: Claim,
  classification: Classification,
  now: Instant,
): Promise<void> {
  await blockWhatIsRefused(
    trx,
    practice,
    { template: claim.template.name, phoneIndex: claim.phoneIndex },
    classification,
    now,
  )
  if (classification.next.kind === 'stop_account') {
    const { code, reason } = classification
    await recordEvent(trx, practice, { type: 'account.stopped', data: { code, reason } }, now)
  }
}

/** The provider said no, or never heard of it: the one case in which a reminder may be sent again. */
async function notTaken(
  trx: Transaction,
  message: MessageRow,
  classification: Classification,
  now: Instant,
): Promise<Recorded> {
  const { code, reason, next } = classification
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
