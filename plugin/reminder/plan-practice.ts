/** Plans a practice: decides, and writes into the journal what is new or has changed. */
import { newReminderId, type SubjectId } from '../ids.js'
import { inChunks } from '../host/chunks.js'
import type { OpenPractice } from '../practice.js'
import type { Transaction } from '../storage/database.js'
import { addMillis, type Instant } from '../time.js'
import { changesOf, stateOf, type Changes } from './changes.js'
import { loadPlan } from './load-plan.js'
import { planReminders, type Decision } from './plan.js'
import { isWaiting } from './reminder-row.js'

export interface PlanCounts {
  /** Reminders that wait now and did not before. */
  planned: number
  /** Reminders that will not be sent, for a reason they did not have before. */
  skipped: number
  /** Reminders whose appointment or recall no longer stands. */
  cancelled: number
}

const DAY_MILLIS = 86_400_000

/**
 * Planning again changes nothing. Several processes may plan at once: the key of a reminder is unique in the database,
 * and a row that somebody else changed in the meantime is left to the next time.
 * @param horizonDays how far ahead reminders enter the journal
 * @param damaged told of how many the record does not open: they are left out, and what was planned for them stays,
 *   until the claim looks at it; without it one such record is an error
 * @throws RecallError REGION_UNKNOWN, LEDGER_BROKEN, SEALED_BROKEN, DATABASE_UNREACHABLE
 */
export async function planPractice(
  practice: OpenPractice,
  { now, horizonDays, damaged }: { now: Instant; horizonDays: number; damaged?: (patients: number) => void },
): Promise<PlanCounts> {
  const until = addMillis(now, horizonDays * DAY_MILLIS)
  const leftOut = new Set<SubjectId>()
  const loaded = await loadPlan(practice, { now, until, ...(damaged !== undefined && { damaged: leftOut }) })
  if (leftOut.size > 0) damaged?.(leftOut.size)
  const changes = changesOf(planReminders(loaded.input), loaded.rows, {
    now,
    until,
    rules: practice.configuration.rules,
    appointments: loaded.appointments,
    recalls: loaded.recalls,
    handedOver: loaded.handedOver,
  })
  return write(practice, changes, now)
}

async function write(practice: OpenPractice, changes: Changes, now: Instant): Promise<PlanCounts> {
  const counts: PlanCounts = { planned: 0, skipped: 0, cancelled: 0 }
  for (const decisions of inChunks(changes.insert)) {
    await practice.database.write((trx) => insert(trx, practice, decisions, now))
    for (const decision of decisions) counts[stateOf(decision)] += 1
  }
  const inOrder = [...changes.update].sort((one, other) => (one.row.id < other.row.id ? -1 : 1))
  for (const updates of inChunks(inOrder)) {
    const written = await practice.database.write((trx) => update(trx, updates, now))
    for (const { row, to } of written) {
      if (to.state === 'planned' && isWaiting(row)) continue
      if (to.state === 'planned' || to.state === 'skipped' || to.state === 'cancelled') counts[to.state] += 1
    }
  }
  return counts
}

async function insert(
  trx: Transaction,
  practice: OpenPractice,
  decisions: readonly Decision[],
  now: Instant,
): Promise<void> {
  await trx('reminders')
    .insert(
      decisions.map((decision) => ({
        id: newReminderId(),
        practice_id: practice.keys.practice,
        subject_id: decision.subject,
        item_kind: decision.item.kind,
        item_id: decision.item.id,
        rule_id: decision.rule,
        occurrence: decision.occurrence,
        purpose: decision.purpose,
        template: decision.template,
        due_at: decision.dueAt,
        starts_at: decision.startsAt,
        state: stateOf(decision),
        retry_at: null,
        reason: decision.reason,
        consent_entry: decision.consentEntry,
        answer: null,
        answered_at: null,
        created_at: now,
        changed_at: now,
      })),
    )
    // Another process planned the same at the same time.
    .onConflict(['practice_id', 'subject_id', 'item_kind', 'item_id', 'rule_id', 'occurrence'])
    .ignore()
}

/** @returns those that were still as they had been read */
async function update(
  trx: Transaction,
  updates: Changes['update'],
  now: Instant,
): Promise<Changes['update']> {
  const written: Changes['update'] = []
  for (const change of updates) {
    const { row, to } = change
    const changed = await trx('reminders')
      .where({ id: row.id, state: row.state, changed_at: row.changed_at })
      .update({ ...to, ...(isWaiting(row) ? {} : { retry_at: null }), changed_at: now })
    if (changed > 0) written.push(change)
  }
  return written
}
