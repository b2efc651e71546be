/**
 * What has to be written so that the journal says what was decided. Pure.
 *
 * A reminder is decided anew until its message is handed over; from then on its row belongs to the outbox. What waits
 * for an appointment or recall that no longer stands as it was is cancelled, a repetition after a refusal included.
 */
import type { StoredAppointment } from '../host/appointments.js'
import type { StoredRecall } from '../host/recalls.js'
import type { ReminderId } from '../ids.js'
import { addMillis, type Instant } from '../time.js'
import type { Decision } from './plan.js'
import { endsReminder, isPlanningReason, type Reason, type SkipReason } from './reasons.js'
import { keyText } from './reminder-key.js'
import { isOpen, isWaiting, keyOfRow, type ReminderRow } from './reminder-row.js'

/** The columns that planning decides. */
export type Decided = Pick<
  ReminderRow,
  'state' | 'reason' | 'template' | 'due_at' | 'starts_at' | 'consent_entry'
>

export interface Changes {
  insert: Decision[]
  update: { row: ReminderRow; to: Decided }[]
}

export interface Standing {
  now: Instant
  /** Nothing that falls due later enters the journal yet. */
  until: Instant
  rules: readonly { id: string }[]
  appointments: readonly StoredAppointment[]
  recalls: readonly StoredRecall[]
  /** Reminders of which a message was handed over at some time. */
  handedOver: ReadonlySet<ReminderId>
}

/** Turns of recalls that were over before anybody could plan them are not written down one by one. */
const FORGOTTEN_MILLIS = 30 * 86_400_000

export function changesOf(
  decisions: readonly Decision[],
  rows: readonly ReminderRow[],
  standing: Standing,
): Changes {
  const rowOf = new Map(rows.map((row) => [keyText(keyOfRow(row)), row]))
  const changes: Changes = { insert: [], update: [] }
  for (const decision of decisions) {
    const key = keyText(decision)
    const row = rowOf.get(key)
    rowOf.delete(key)
    if (row === undefined) {
      if (isWorthWriting(decision, standing)) changes.insert.push(decision)
      continue
    }
    const to = decidedAnew(row, decision, standing)
    if (to !== null) changes.update.push({ row, to })
  }
  for (const row of rowOf.values()) {
    if (isWaiting(row)) changes.update.push({ row, to: ended(row, orphanReason(row, standing)) })
  }
  return changes
}

function isWorthWriting(decision: Decision, { now, until }: Standing): boolean {
  if (decision.dueAt > until) return false
  return (
    decision.decision === 'send' ||
    decision.startsAt !== null ||
    decision.dueAt >= addMillis(now, -FORGOTTEN_MILLIS)
  )
}

export const stateOf = (decision: Decision): 'planned' | 'skipped' | 'cancelled' =>
  decision.decision === 'send' ? 'planned' : skippedState(decision.reason)

const skippedState = (reason: Reason): 'skipped' | 'cancelled' =>
  endsReminder(reason) ? 'cancelled' : 'skipped'

function decidedAnew(row: ReminderRow, decision: Decision, standing: Standing): Decided | null {
  if (!isOpen(row)) return null
  if (standing.handedOver.has(row.id)) {
    return isWaiting(row) && decision.decision === 'skip' && endsReminder(decision.reason)
      ? ended(row, decision.reason)
      : null
  }
  if (!isWaiting(row)) {
    // After the beginning it stays as it was decided, with the reason that counted then.
    if (decision.startsAt !== null && decision.startsAt <= standing.now) return null
    // What the outbox refused for a reason of its own, planning does not take back; a withdrawal can be taken back.
    if (!isPlanningReason(row.reason) && (row.state === 'skipped' || decision.decision === 'skip'))
      return null
  }
  const to = decidedRow(row, decision)
  return differs(row, to) ? to : null
}

function decidedRow(row: ReminderRow, decision: Decision): Decided {
  const same = isWaiting(row) && decision.decision === 'send' && row.due_at === decision.dueAt
  // The outbox notes on a waiting reminder why it still waits.
  const noted = same && (row.state === 'due' || row.retry_at !== null)
  const stays = same || (decision.decision === 'skip' && row.reason === decision.reason && !isWaiting(row))
  return {
    state: stays ? row.state : stateOf(decision),
    reason: noted ? row.reason : decision.reason,
    template: decision.template,
    due_at: decision.dueAt,
    starts_at: decision.startsAt,
    consent_entry: decision.consentEntry,
  }
}

const differs = (row: ReminderRow, to: Decided): boolean =>
  row.state !== to.state ||
  row.reason !== to.reason ||
  row.template !== to.template ||
  row.due_at !== to.due_at ||
  row.starts_at !== to.starts_at ||
  row.consent_entry !== to.consent_entry

const ended = (row: ReminderRow, reason: SkipReason): Decided => ({
  state: skippedState(reason),
  reason,
  template: row.template,
  due_at: row.due_at,
  starts_at: row.starts_at,
  consent_entry: row.consent_entry,
})

/** Why something waits that nobody decided: its appointment, recall or rule is not what it was. */
function orphanReason(row: ReminderRow, standing: Standing): SkipReason {
  if (!standing.rules.some((rule) => rule.id === row.rule_id)) return 'rule_removed'
  if (row.item_kind === 'appointment') {
    const known = standing.appointments.find(({ appointmentId }) => appointmentId === row.item_id)
    const moved =
      known !== undefined && (known.startsAt !== row.starts_at || known.subject !== row.subject_id)
    if (moved) return 'appointment_moved'
    return row.starts_at !== null && row.starts_at <= standing.now ? 'begun' : 'appointment_gone'
  }
  const recall = standing.recalls.find(({ recallId }) => recallId === row.item_id)
  if (recall === undefined) return 'recall_gone'
  const sameDay = row.occurrence.startsWith(`${recall.dueOn}#`) && recall.subject === row.subject_id
  return sameDay ? 'rule_removed' : 'recall_moved'
}
