/** Appointments and recalls of the person, what was planned for them, and each attempt to send. */
import type { AppointmentStatus } from '../../../adapters/host.js'
import { inChunks } from '../../host/chunks.js'
import type { MessageId } from '../../ids.js'
import { openJson } from '../../keys/seal.js'
import { messageContext, type SealedMessage } from '../../outbox/claim.js'
import type { MessageState, OutboxState } from '../../outbox/state.js'
import type { Instant, LocalDate } from '../../time.js'
import type { CallbackStatus } from '../../whatsapp/callback.js'
import type { Report, ReportScope } from './report.js'

const mine = ({ practice, subject }: ReportScope): { practice_id: string; subject_id: string } => ({
  practice_id: practice.configuration.id,
  subject_id: subject,
})

interface AppointmentRow {
  appointment_id: string
  starts_at: Instant
  status: AppointmentStatus
  first_seen_at: Instant
  changed_at: Instant
  gone_at: Instant | null
}

export async function appointmentsOf(scope: ReportScope): Promise<Report['appointments']> {
  const rows = await scope.practice.database
    .knex('appointments')
    .where(mine(scope))
    .orderBy(['starts_at', 'appointment_id'])
    .select<AppointmentRow[]>(
      'appointment_id',
      'starts_at',
      'status',
      'first_seen_at',
      'changed_at',
      'gone_at',
    )
  return rows.map((row) => ({
    id: row.appointment_id,
    startsAt: row.starts_at,
    status: row.status,
    firstSeenAt: row.first_seen_at,
    changedAt: row.changed_at,
    gone: row.gone_at !== null,
  }))
}

interface RecallRow {
  recall_id: string
  due_on: LocalDate
  first_seen_at: Instant
  changed_at: Instant
  gone_at: Instant | null
}

export async function recallsOf(scope: ReportScope): Promise<Report['recalls']> {
  const rows = await scope.practice.database
    .knex('recalls')
    .where(mine(scope))
    .orderBy(['due_on', 'recall_id'])
    .select<RecallRow[]>('recall_id', 'due_on', 'first_seen_at', 'changed_at', 'gone_at')
  return rows.map((row) => ({
    id: row.recall_id,
    dueOn: row.due_on,
    firstSeenAt: row.first_seen_at,
    changedAt: row.changed_at,
    gone: row.gone_at !== null,
  }))
}

type ReminderRow = Omit<Report['reminders'][number], 'status'> & { status: OutboxState }

export async function remindersOf(scope: ReportScope): Promise<Report['reminders']> {
  return scope.practice.database
    .knex('reminders')
    .where(mine(scope))
    .orderBy(['due_at', 'id'])
    .select<ReminderRow[]>(
      'id',
      'item_kind as kind',
      'item_id as item',
      'rule_id as rule',
      'purpose',
      'template',
      'due_at as dueAt',
      'state as status',
      'reason',
      'consent_entry as consent',
      'answer',
      'answered_at as answeredAt',
    )
}

type Message = Report['messages'][number]
type MessageRow = Omit<Message, 'status' | 'to' | 'parameters' | 'statuses'> & {
  id: MessageId
  status: MessageState
  sealed: Buffer | null
}

export async function messagesOf(scope: ReportScope): Promise<Message[]> {
  const { practice, key } = scope
  const rows = await practice.database
    .knex('messages')
    .where(mine(scope))
    .orderBy(['claimed_at', 'id'])
    .select<MessageRow[]>(
      'id',
      'reminder_id as reminder',
      'attempt',
      'purpose',
      'template',
      'state as status',
      'consent_entry as consent',
      'claimed_at as claimedAt',
      'handed_over_at as handedOverAt',
      'settled_at as settledAt',
      'error_code as errorCode',
      'reason',
      'sealed',
    )
  const statuses = await statusesOf(
    scope,
    rows.map((row) => row.id),
  )
  return rows.map(({ sealed, ...row }) => {
    const content =
      sealed === null ? null : openJson<SealedMessage>(key, sealed, messageContext(practice, row.id))
    return {
      ...row,
      to: content?.to ?? null,
      parameters: content === null ? null : [...content.parameters],
      statuses: statuses.get(row.id) ?? [],
    }
  })
}

type StatusRow = Omit<Message['statuses'][number], 'status'> & {
  message_id: string
  status: CallbackStatus
}

async function statusesOf(
  { practice }: ReportScope,
  messages: readonly MessageId[],
): Promise<Map<string, Message['statuses']>> {
  const found = new Map<string, Message['statuses']>()
  for (const some of inChunks(messages)) {
    const rows = await practice.database
      .knex('message_statuses')
      .whereIn('message_id', some)
      .orderBy(['occurred_at', 'received_at'])
      .select<StatusRow[]>('message_id', 'status', 'occurred_at as at', 'error_code as errorCode')
    for (const { message_id, ...status } of rows)
      found.set(message_id, [...(found.get(message_id) ?? []), status])
  }
  return found
}
