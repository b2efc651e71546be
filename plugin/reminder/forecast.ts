/** What would be sent and what not, seen from any instant. Writes nothing. */
import type { HostPatientId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { addMillis, type Instant } from '../time.js'
import { loadPlan } from './load-plan.js'
import { planReminders, type Decision } from './plan.js'
import type { Reason } from './reasons.js'
import { hostPatientIds } from './host-patient-ids.js'
import { itemFields, type ItemFields } from './reminder-key.js'

/** One decision, as `reminders plan --json` prints it. */
export type ForecastLine = ItemFields & {
  patient: HostPatientId | null
  rule: string
  template: string
  /** When it goes out, or would have fallen due. */
  dueAt: Instant
  decision: 'send' | 'skip'
  reason: Reason
  /** Sequence number of the ledger entry it rests on. */
  consent: number | null
}

const DAY_MILLIS = 86_400_000

/**
 * Plans as if `at` were now, past instants included: records and consents are those known today, and what was sent after
 * `at` counts as not sent yet.
 *
 * What goes out in the span is listed, and what does not although its appointment is still to come, or its recall falls
 * due, in the span.
 * @throws RecallError REGION_UNKNOWN, LEDGER_BROKEN, SEALED_BROKEN, DATABASE_UNREACHABLE
 */
export async function forecast(
  practice: OpenPractice,
  { at, days }: { at: Instant; days: number },
): Promise<ForecastLine[]> {
  const until = addMillis(at, days * DAY_MILLIS)
  const { input } = await loadPlan(practice, { now: at, until })
  const decisions = planReminders(input).filter((decision) => concerns(decision, at, until))
  return forecastLines(practice, decisions)
}

function concerns(decision: Decision, at: Instant, until: Instant): boolean {
  if (decision.decision === 'send') return decision.sendAt <= until
  if (decision.dueAt > until) return false
  return decision.startsAt === null ? decision.dueAt >= addMillis(at, -DAY_MILLIS) : decision.startsAt > at
}

export async function forecastLines(
  practice: OpenPractice,
  decisions: readonly Decision[],
): Promise<ForecastLine[]> {
  const patients = await hostPatientIds(
    practice,
    decisions.map(({ subject }) => subject),
  )
  return decisions
    .map((decision) => ({
      patient: patients.get(decision.subject) ?? null,
      ...itemFields(decision.item),
      rule: decision.rule,
      template: decision.template,
      dueAt: decision.sendAt ?? decision.dueAt,
      decision: decision.decision,
      reason: decision.reason,
      consent: decision.consentEntry,
    }))
    .sort((one, other) => (one.dueAt < other.dueAt ? -1 : one.dueAt > other.dueAt ? 1 : 0))
}
