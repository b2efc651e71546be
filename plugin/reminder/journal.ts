/** The journal of reminders as practices, hosts and the reception read it. Writes nothing. */
import { RecallError } from '../errors.js'
import { subjectNamed } from '../host/patients.js'
import type { HostPatientId, ReminderId, SubjectId } from '../ids.js'
import type { OutboxState } from '../outbox/state.js'
import type { OpenPractice } from '../practice.js'
import type { Instant } from '../time.js'
import { hostPatientIds } from './host-patient-ids.js'
import { messagesOf, type JournalMessage } from './journal-messages.js'
import { itemFields, itemOf, type ItemFields, type ReminderItem } from './reminder-key.js'

export type JournalItem = ItemFields & {
  id: ReminderId
  /** The host's patient number; empty after an erasure. */
  patient: string
  rule: string
  template: string
  dueAt: Instant
  status: OutboxState
  answer: 'confirmed' | 'declined' | null
  /** A code; `reasonText` says it in words. */
  reason: string | null
  /** Sequence number of the ledger entry it rests on. */
  consent: number | null
}

export type JournalDetail = JournalItem & { messages: JournalMessage[] }

export interface JournalPage {
  items: JournalItem[]
  /** Where the next page begins; `null` on the last one. */
  next: string | null
}

export interface JournalFilter {
  patient?: HostPatientId
  states?: readonly OutboxState[]
  dueFrom?: Instant
  dueBefore?: Instant
}

interface JournalRow {
  id: ReminderId
  subject_id: SubjectId
  item_kind: 'appointment' | 'recall'
  item_id: string
  rule_id: string
  template: string
  due_at: Instant
  state: OutboxState
  reason: string | null
  consent_entry: number | null
  answer: 'confirmed' | 'declined' | null
}

const COLUMNS = [
  'id',
  'subject_id',
  'item_kind',
  'item_id',
  'rule_id',
  'template',
  'due_at',
  'state',
  'reason',
  'consent_entry',
  'answer',
] as const

/**
 * One page, newest due first.
 * @param cursor `next` of the page before; `null` for the first
 * @param limit at most so many items
 * @throws RecallError REQUEST_INVALID for a cursor that no page gave, PATIENT_UNKNOWN
 */
export async function listReminders(
  practice: OpenPractice,
  { cursor, limit, filter = {} }: { cursor: string | null; limit: number; filter?: JournalFilter },
): Promise<JournalPage> {
  const query = journalOf(practice)
    .orderBy([
      { column: 'due_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit + 1)
  if (cursor !== null) {
    const { dueAt, id } = placeOfCursor(cursor)
    query.andWhere((where) => {
      void where.where('due_at', '<', dueAt).orWhere((same) => {
        void same.where('due_at', dueAt).andWhere('id', '<', id)
      })
    })
  }
  if (filter.patient !== undefined)
    query.andWhere({ subject_id: await subjectNamed(practice.database.knex, practice.keys, filter.patient) })
  if (filter.states !== undefined) query.whereIn('state', filter.states)
  if (filter.dueFrom !== undefined) query.andWhere('due_at', '>=', filter.dueFrom)
  if (filter.dueBefore !== undefined) query.andWhere('due_at', '<', filter.dueBefore)
  const rows = await query
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await journalItems(practice, page),
    next: rows.length > limit && last !== undefined ? cursorAfter(last) : null,
  }
}

/** @throws RecallError REMINDER_UNKNOWN */
export async function readReminder(practice: OpenPractice, id: ReminderId): Promise<JournalDetail> {
  const [detail] = await journalDetails(practice, await journalOf(practice).andWhere({ id }))
  if (detail === undefined) throw new RecallError('REMINDER_UNKNOWN', { reminder: id })
  return detail
}

/** Everything the journal has about an appointment, a recall or a patient, by due time. */
export async function remindersOf(
  practice: OpenPractice,
  about: ReminderItem | { kind: 'subject'; subject: SubjectId },
): Promise<JournalDetail[]> {
  const query = journalOf(practice).orderBy(['due_at', 'id'])
  if (about.kind === 'subject') query.andWhere({ subject_id: about.subject })
  else query.andWhere({ item_kind: about.kind, item_id: about.id })
  return journalDetails(practice, await query)
}

const journalOf = ({ database, keys }: OpenPractice) =>
  database
    .knex('reminders')
    .where({ practice_id: keys.practice })
    .select<JournalRow[]>(...COLUMNS)

async function journalItems(practice: OpenPractice, rows: readonly JournalRow[]): Promise<JournalItem[]> {
  const patients = await hostPatientIds(
    practice,
    rows.map((row) => row.subject_id),
  )
  return rows.map((row) => ({
    id: row.id,
    patient: patients.get(row.subject_id) ?? '',
    ...itemFields(itemOf(row.item_kind, row.item_id)),
    rule: row.rule_id,
    template: row.template,
    dueAt: row.due_at,
    status: row.state,
    answer: row.answer,
    reason: row.reason,
    consent: row.consent_entry,
  }))
}

async function journalDetails(practice: OpenPractice, rows: readonly JournalRow[]): Promise<JournalDetail[]> {
  const items = await journalItems(practice, rows)
  const messages = await messagesOf(
    practice.database.knex,
    items.map((item) => item.id),
  )
  return items.map((item) => ({ ...item, messages: messages.get(item.id) ?? [] }))
}

const cursorAfter = (row: JournalRow): string => Buffer.from(`${row.due_at} ${row.id}`).toString('base64url')

function placeOfCursor(cursor: string): { dueAt: string; id: string } {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const parts = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z) (r_[0-9a-z]{26})$/.exec(text)
  if (parts === null) throw new RecallError('REQUEST_INVALID', { findings: 'cursor' })
  return { dueAt: parts[1] ?? '', id: parts[2] ?? '' }
}
