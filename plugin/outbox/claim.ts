/**
 * Claiming a reminder: one transaction that looks at everything again and, if nothing stands against it, inserts the
 * message. Whoever inserts first has the claim; the database refuses a second (unique reminder and attempt).
 */
import { consentFor } from '../consent/gate.js'
import type { Purpose } from '../consent/purpose.js'
import type { TemplateDefinition } from '../configuration/configuration.js'
import { readAppointment } from '../host/appointments.js'
import { readPatient } from '../host/patients.js'
import { readRecall } from '../host/recalls.js'
import {
  newMessageId,
  toAppointmentId,
  toRecallId,
  type MessageId,
  type ReminderId,
  type SubjectId,
} from '../ids.js'
import { sealJson } from '../keys/seal.js'
import { subjectKey } from '../keys/subject-keys.js'
import type { E164 } from '../phone.js'
import type { OpenPractice } from '../practice.js'
import { sendReason, type StoredReason } from '../reminder/reasons.js'
import { holdRows, takeRows, type Transaction } from '../storage/database.js'
import { localDateOf, type Instant, type LocalDate } from '../time.js'
import type { CheckedTemplate } from '../whatsapp/approval.js'
import { activeBlocks } from './blocks.js'
import { decideClaim, type ClaimDecision, type ClaimInput } from './claim-decision.js'
import { portfolioFreeAt } from './portfolio.js'
import { STATES_THAT_COUNT } from './state.js'

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

interface ReminderRow {
  id: ReminderId
  subject_id: SubjectId
  item_kind: 'appointment' | 'recall'
  item_id: string
  rule_id: string
  purpose: Purpose
  template: string
  due_at: Instant
  starts_at: Instant | null
  reason: StoredReason | null
}

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
    const input = await claimInput(trx, practice, reminder, templates, now)
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
): Promise<ReminderRow | undefined> {
  return takeRows(
    practice.database,
    trx('reminders')
      .where({ id, practice_id: practice.configuration.id })
      .whereIn('state', ['planned', 'due'])
      .andWhere('due_at', '<=', now)
      .andWhere((where) => {
        void where.whereNull('retry_at').orWhere('retry_at', '<=', now)
      }),
  ).first<ReminderRow | undefined>(
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

async function claimInput(
  trx: Transaction,
  practice: OpenPractice,
  reminder: ReminderRow,
  templates: readonly CheckedTemplate[],
  now: Instant,
): Promise<ClaimInput> {
  const { configuration, keys, ledger, database } = practice
  const { timeZone } = configuration
  const subject = reminder.subject_id
  const patient = await readPatient(trx, keys, subject)
  const consent = await consentFor(trx, ledger, subject, reminder.purpose, now, timeZone)
  const template = templateOf(reminder.template, configuration.language, templates)
  // Of a patient without a usable number nothing is sent, so that no limit or block of a number concerns it.
  const number = consent.number
  const phoneIndex = number === null ? '' : keys.index('phone', number)
  return {
    now,
    practice: configuration,
    reminder: { purpose: reminder.purpose, dueAt: reminder.due_at, startsAt: reminder.starts_at },
    item:
      reminder.item_kind === 'appointment'
        ? {
            kind: 'appointment',
            appointment: await readAppointment(trx, configuration.id, toAppointmentId(reminder.item_id)),
          }
        : { kind: 'recall', recall: await readRecall(trx, configuration.id, toRecallId(reminder.item_id)) },
    rule: configuration.rules.find((rule) => rule.id === reminder.rule_id) ?? null,
    patient,
    consent,
    template,
    dayIsTaken: await dayIsTaken(trx, practice, reminder, localDateOf(now, timeZone)),
    blocks: await activeBlocks(trx, configuration.id, { template: reminder.template, phoneIndex }, now),
    portfolioFreeAt:
      number === null
        ? null
        : await portfolioFreeAt(
            trx,
            database,
            configuration.id,
            phoneIndex,
            configuration.whatsapp.portfolioLimit,
            now,
          ),
  }
}

/** The template of a name in the practice's language, else its only one. */
function templateOf(
  name: string,
  language: string,
  templates: readonly CheckedTemplate[],
): CheckedTemplate | null {
  const named = templates.filter(({ template }) => template.name === name)
  return named.find(({ template }) => template.language === language) ?? named[0] ?? null
}

/** At most one message per appointment and day, and one recall per person and day (P-60). */
async function dayIsTaken(
  trx: Transaction,
  practice: OpenPractice,
  reminder: ReminderRow,
  today: LocalDate,
): Promise<boolean> {
  const sent = await trx('messages')
    .join('reminders', 'reminders.id', 'messages.reminder_id')
    .where({
      'messages.practice_id': practice.configuration.id,
      'messages.subject_id': reminder.subject_id,
      'messages.local_day': today,
    })
    .whereIn('messages.state', STATES_THAT_COUNT)
    .select<{ item_kind: string; item_id: string; purpose: Purpose }[]>(
      'reminders.item_kind',
      'reminders.item_id',
      'messages.purpose',
    )
  return sent.some((message) =>
    reminder.purpose === 'recall'
      ? message.purpose === 'recall'
      : message.item_kind === reminder.item_kind && message.item_id === reminder.item_id,
  )
}

async function claim(
  trx: Transaction,
  practice: OpenPractice,
  reminder: ReminderRow,
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
