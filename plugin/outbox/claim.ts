/**
 * Claiming a reminder: one transaction that looks at everything again and, if nothing stands against it, inserts the
 * message. Whoever inserts first has the claim; the database refuses a second (unique reminder and attempt).
 */
import type { TemplateDefinition } from '../configuration/configuration.js'
import { newMessageId, type MessageId, type ReminderId, type SubjectId } from '../ids.js'
import { sealJson } from '../keys/seal.js'
import { subjectKey } from '../keys/subject-keys.js'
import type { E164 } from '../phone.js'
import type { OpenPractice } from '../practice.js'
import { sendReason, type StoredReason } from '../reminder/reasons.js'
import { holdRows, takeRows, type Transaction } from '../storage/database.js'
import { localDateOf, type Instant } from '../time.js'
import type { CheckedTemplate } from '../whatsapp/approval.js'
import { decideClaim, type ClaimDecision } from './claim-decision.js'
import { readClaimInput, type ClaimedReminder } from './claim-input.js'

/** The right to send one message, until it lapses. */
export interface Claim {
  message: MessageId
  reminder: ReminderId
  subject: SubjectId
  template: TemplateDefinition
  phoneIndex: string
  number: E164
  parameters: readonly string[]
}

export type ClaimResult =
  | { kind: 'claimed'; claim: Claim }
  | { kind: 'skipped' | 'cancelled' | 'waiting'; reason: StoredReason }
  /** Somebody else has it, or it is no longer due. */
  | { kind: 'not_due' }

/** What is sealed of a message: to whom and with which words it went. */
export interface SealedMessage {
  to: E164
  parameters: readonly string[]
}

export const messageContext = (practice: OpenPractice, message: MessageId): string =>
  `message/${practice.configuration.id}/${message}`

/**
 * @param instance who claims; shown in the journal
 * @throws RecallError LEDGER_BROKEN, SEALED_BROKEN, DATABASE_UNREACHABLE
 */
export function claimReminder(
  practice: OpenPractice,
  id: ReminderId,
  templates: readonly CheckedTemplate[],
  instance: string,
): Promise<ClaimResult> {
  return practice.database.write(async (trx) => {
    const now = practice.clock.now()
    const reminder = await takeDue(trx, practice, id, now)
    if (reminder === undefined) return { kind: 'not_due' }
    // Two reminders of one person are claimed one after the other, or both could be "the first today".
    await holdRows(
      practice.database,
      trx('patients').where({ practice_id: practice.configuration.id, subject_id: reminder.subject_id }),
    ).first('subject_id')
    const input = await readClaimInput(trx, practice, reminder, templates, now)
    const decision = decideClaim(input)
    return decision.kind === 'send' && input.template !== null
      ? {
          kind: 'claimed',
          claim: await claim(trx, practice, reminder, input.template, decision, instance, now),
        }
      : putAside(trx, reminder.id, decision, now)
  })
}

function takeDue(
  trx: Transaction,
  practice: OpenPractice,
  id: ReminderId,
  now: Instant,
): Promise<ClaimedReminder | undefined> {
  return takeRows(
    practice.database,
    trx('reminders')
      .where({ id, practice_id: practice.configuration.id })
      .whereIn('state', ['planned', 'due'])
      .andWhere('due_at', '<=', now)
      .andWhere((where) => {
        void where.whereNull('retry_at').orWhere('retry_at', '<=', now)
      }),
  ).first<ClaimedReminder | undefined>(
    'id',
    'subject_id',
    'item_kind',
    'item_id',
    'rule_id',
    'purpose',
    'template',
    'due_at',
    'starts_at',
    'reason',
  )
}

async function claim(
  trx: Transaction,
  practice: OpenPractice,
  reminder: ClaimedReminder,
  { template }: CheckedTemplate,
  decision: Extract<ClaimDecision, { kind: 'send' }>,
  instance: string,
  now: Instant,
): Promise<Claim> {
  const { configuration, keys } = practice
  const message = newMessageId()
  const reason = sendReason(reminder.reason)
  const phoneIndex = keys.index('phone', decision.number)
  const before = await trx('messages')
    .where({ reminder_id: reminder.id })
    .max<{ attempt: number | null }[]>({ attempt: 'attempt' })
  const key = await subjectKey(trx, keys, reminder.subject_id)
  const content: SealedMessage = { to: decision.number, parameters: decision.parameters }
  await trx('messages').insert({
    id: message,
    practice_id: configuration.id,
    reminder_id: reminder.id,
    attempt: (before[0]?.attempt ?? 0) + 1,
    subject_id: reminder.subject_id,
    phone_index: phoneIndex,
    purpose: reminder.purpose,
    template: template.name,
    state: 'claimed',
    consent_entry: decision.consentEntry,
    claimed_by: instance.slice(0, 64),
    claimed_at: now,
    local_day: localDateOf(now, configuration.timeZone),
    handed_over_at: null,
    settled_at: null,
    wamid_index: null,
    error_code: null,
    reason: null,
    send_reason: reason,
    sealed: sealJson(key, content, messageContext(practice, message)),
    changed_at: now,
  })
  await trx('reminders').where({ id: reminder.id }).update({
    state: 'claimed',
    reason,
    retry_at: null,
    consent_entry: decision.consentEntry,
    changed_at: now,
  })
  return {
    message,
    reminder: reminder.id,
    subject: reminder.subject_id,
    template,
    phoneIndex,
    number: decision.number,
    parameters: decision.parameters,
  }
}

async function putAside(
  trx: Transaction,
  id: ReminderId,
  decision: ClaimDecision,
  now: Instant,
): Promise<ClaimResult> {
  const set = (change: Record<string, unknown>): Promise<number> =>
    trx('reminders')
      .where({ id })
      .update({ ...change, changed_at: now })
  switch (decision.kind) {
    case 'skip':
      await set({ state: 'skipped', reason: decision.reason })
      return { kind: 'skipped', reason: decision.reason }
    case 'cancel':
      await set({ state: 'cancelled', reason: decision.reason })
      return { kind: 'cancelled', reason: decision.reason }
    case 'wait':
      await set({ state: 'due', reason: decision.reason, retry_at: decision.until })
      return { kind: 'waiting', reason: decision.reason }
    case 'send':
      return { kind: 'not_due' }
  }
}
