/** Rows of the journal as planning reads and writes them. */
import type { StoredReason } from './reasons.js'
import { itemOf, type ReminderKey } from './reminder-key.js'
import { inChunks } from '../host/chunks.js'
import type { PracticeId, ReminderId, SubjectId } from '../ids.js'
import type { OutboxState } from '../outbox/state.js'
import type { Queryable } from '../storage/database.js'
import type { Instant } from '../time.js'

export interface ReminderRow {
  id: ReminderId
  subject_id: SubjectId
  item_kind: 'appointment' | 'recall'
  item_id: string
  rule_id: string
  occurrence: string
  purpose: 'reminder' | 'recall'
  template: string
  due_at: Instant
  starts_at: Instant | null
  state: OutboxState
  retry_at: Instant | null
  reason: StoredReason | null
  consent_entry: number | null
  changed_at: Instant
}

export const REMINDER_COLUMNS = [
  'id',
  'subject_id',
  'item_kind',
  'item_id',
  'rule_id',
  'occurrence',
  'purpose',
  'template',
  'due_at',
  'starts_at',
  'state',
  'retry_at',
  'reason',
  'consent_entry',
  'changed_at',
] as const

export const WAITING = ['planned', 'due'] as const

export const isWaiting = (row: ReminderRow): boolean => row.state === 'planned' || row.state === 'due'

/** States that planning may decide anew while nothing was handed over. */
export const isOpen = (row: ReminderRow): boolean =>
  isWaiting(row) || row.state === 'skipped' || row.state === 'cancelled'

export const keyOfRow = (row: ReminderRow): ReminderKey => ({
  subject: row.subject_id,
  item: itemOf(row.item_kind, row.item_id),
  rule: row.rule_id,
  occurrence: row.occurrence,
})

/** Everything that waits, and everything ever decided for these appointments and recalls. */
export async function readReminderRows(
  connection: Queryable,
  practice: PracticeId,
  items: Readonly<Record<ReminderRow['item_kind'], readonly string[]>>,
): Promise<ReminderRow[]> {
  const rows = new Map<ReminderId, ReminderRow>()
  const keep = (found: readonly ReminderRow[]): void => {
    for (const row of found) rows.set(row.id, row)
  }
  const select = () =>
    connection('reminders')
      .where({ practice_id: practice })
      .select<ReminderRow[]>(...REMINDER_COLUMNS)
  keep(await select().whereIn('state', WAITING))
  for (const kind of ['appointment', 'recall'] as const) {
    for (const ids of inChunks(items[kind]))
      keep(await select().where({ item_kind: kind }).whereIn('item_id', ids))
  }
  return [...rows.values()]
}
