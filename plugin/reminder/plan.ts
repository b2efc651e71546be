/**
 * Decides for each appointment, recall and rule whether a message goes out, when, and why or why not. Pure.
 *
 * The first reason that stands against a message is the one that is kept: the item itself, what was already sent, the
 * patient, the consent, the number, the template, the time, and last the limit of one message a day.
 */
import type { ReminderRule, TemplateDefinition } from '../configuration/configuration.js'
import type { Purpose } from '../consent/purpose.js'
import type { ConsentStatus } from '../consent/status.js'
import type { StoredAppointment } from '../host/appointments.js'
import type { PatientRecord } from '../host/patients.js'
import type { StoredRecall } from '../host/recalls.js'
import type { SubjectId } from '../ids.js'
import { toLocalTime, type Instant } from '../time.js'
import type { TemplateFacts } from '../whatsapp/template.js'
import { withinDailyLimit, type EarlierMessage } from './daily-limit.js'
import type { AppointmentRule, PracticeCalendar, RecallRule } from './due.js'
import type { SendReason, SkipReason } from './reasons.js'
import { recipientOf } from './recipient.js'
import { keyText, type ReminderKey } from './reminder-key.js'
import { templateLacks, type TemplateLack } from './template-lack.js'
import { appointmentTiming, recallTiming, type Timing } from './timing.js'
import { instantAt } from './wall-clock.js'

export interface PlanInput {
  now: Instant
  calendar: PracticeCalendar
  rules: readonly ReminderRule[]
  templates: readonly TemplateDefinition[]
  /** Of the practice, e.g. `de`: which of several templates of one name is meant. */
  language: string
  /** What the templates say of the practice. */
  practice: Pick<TemplateFacts, 'practiceName' | 'practicePhone' | 'link'>
  appointments: readonly StoredAppointment[]
  /** Those the host still has. */
  recalls: readonly StoredRecall[]
  /** Every appointment that may stand against a recall, those to come and those since it fell due. */
  appointmentsOf: (subject: SubjectId) => readonly StoredAppointment[]
  patient: (subject: SubjectId) => PatientRecord | null
  consent: (subject: SubjectId, purpose: Purpose) => ConsentStatus
  earlier: readonly EarlierMessage[]
  /** By `keyText`: reminders whose message was handed over and which are therefore closed. */
  closed: ReadonlyMap<string, 'already_reminded' | 'not_delivered'>
}

interface DecisionBase extends ReminderKey {
  purpose: 'reminder' | 'recall'
  template: string
  /** The same however often one asks, so that planning twice changes nothing. */
  dueAt: Instant
  /** The beginning of the appointment; `null` for recalls. */
  startsAt: Instant | null
  /** Sequence number of the ledger entry that consent or refusal rest on. */
  consentEntry: number | null
}

export type Decision =
  | (DecisionBase & {
      decision: 'send'
      reason: SendReason
      /** When it goes out: the first allowed moment that is neither before `dueAt` nor before now. */
      sendAt: Instant
    })
  | (DecisionBase & { decision: 'skip'; reason: SkipReason; sendAt: null })

/**
 * One decision for each appointment and rule, and each recall, rule and occurrence, by due time.
 * @throws RecallError REGION_UNKNOWN
 */
export function planReminders(input: PlanInput): Decision[] {
  const asked: Asked = {
    ...input,
    told: lastTold(input.earlier),
    lack: templateLacks({ ...input, timeZone: input.calendar.zone }),
  }
  const decisions: Decision[] = []
  for (const rule of input.rules) {
    if (rule.kind === 'before') {
      for (const appointment of input.appointments)
        decisions.push(decideAppointment(asked, rule, appointment))
    } else {
      for (const recall of input.recalls) {
        for (const index of rule.after.keys()) decisions.push(decideRecall(asked, rule, recall, index))
      }
    }
  }
  return limited(decisions, input).sort(byDueTime)
}

/** What every decision looks at. */
interface Asked extends PlanInput {
  /** What each rule last told the patient of each appointment. */
  told: ReadonlyMap<string, Instant | null>
  lack: TemplateLack
}

function decideAppointment(input: Asked, rule: AppointmentRule, appointment: StoredAppointment): Decision {
  const { startsAt, firstSeenAt, subject } = appointment
  const timing = appointmentTiming(rule, { startsAt, firstSeenAt, now: input.now, calendar: input.calendar })
  const key: ReminderKey = {
    subject,
    item: { kind: 'appointment', id: appointment.appointmentId },
    rule: rule.id,
    occurrence: String(appointment.revision),
  }
  return decide(input, rule, key, startsAt, timing, () => {
    const ended = endOf(appointment)
    if (ended !== null) return ended
    const closed = input.closed.get(keyText(key))
    if (closed !== undefined) return closed
    // Moved forth and back again: the last the patient heard is how it is.
    return input.told.get(ruleOfItem(key)) === startsAt ? 'already_reminded' : null
  })
}

function decideRecall(input: Asked, rule: RecallRule, recall: StoredRecall, index: number): Decision {
  const { subject, dueOn, firstSeenAt } = recall
  const timing = recallTiming(rule, index, { dueOn, firstSeenAt, now: input.now, calendar: input.calendar })
  const key: ReminderKey = {
    subject,
    item: { kind: 'recall', id: recall.recallId },
    rule: rule.id,
    occurrence: `${dueOn}#${index}`,
  }
  return decide(input, rule, key, null, timing, () => {
    const closed = input.closed.get(keyText(key))
    if (closed !== undefined) return closed
    return hasAppointment(input, recall) ? 'appointment_exists' : null
  })
}

function endOf({ gone, status }: StoredAppointment): SkipReason | null {
  if (gone) return 'appointment_gone'
  switch (status) {
    case 'booked':
    case 'confirmed':
      return null
    case 'cancelled':
      return 'appointment_cancelled'
    case 'completed':
      return 'appointment_completed'
    case 'no_show':
      return 'appointment_no_show'
  }
}

/** A recall asks for an appointment; one that is to come, or was kept since the recall fell due, answers it. */
function hasAppointment(input: PlanInput, recall: StoredRecall): boolean {
  const since = instantAt(recall.dueOn, MIDNIGHT, input.calendar.zone)
  return input.appointmentsOf(recall.subject).some(({ gone, status, startsAt }) => {
    if (gone || status === 'cancelled' || status === 'no_show') return false
    return startsAt > input.now || startsAt >= since
  })
}

const MIDNIGHT = toLocalTime('00:00')

function decide(
  input: Asked,
  rule: ReminderRule,
  key: ReminderKey,
  startsAt: Instant | null,
  timing: Timing,
  standsAgainst: () => SkipReason | null,
): Decision {
  const { subject } = key
  const consent = input.consent(subject, rule.purpose)
  const base = {
    ...key,
    purpose: rule.purpose,
    template: rule.template,
    dueAt: timing.dueAt,
    startsAt,
    consentEntry: consent.entry,
  }
  const skip = (reason: SkipReason): Decision => ({ ...base, decision: 'skip', reason, sendAt: null })
  const reason = standsAgainst()
  if (reason !== null) return skip(reason)
  const patient = input.patient(subject)
  const recipient = recipientOf(patient, consent)
  if (recipient.kind === 'nobody') return skip(recipient.reason)
  const lacking = input.lack(rule, patient)
  if (lacking !== null) return skip(lacking)
  if (timing.kind === 'skip') return skip(timing.reason)
  return { ...base, decision: 'send', reason: timing.reason, sendAt: timing.sendAt }
}

const ruleOfItem = ({ subject, item, rule }: Pick<ReminderKey, 'subject' | 'item' | 'rule'>): string =>
  JSON.stringify([subject, item.kind, item.id, rule])

function lastTold(earlier: readonly EarlierMessage[]): Map<string, Instant | null> {
  const last = new Map<string, EarlierMessage>()
  for (const message of earlier) {
    if (!message.told) continue
    const known = last.get(ruleOfItem(message))
    if (known === undefined || known.at <= message.at) last.set(ruleOfItem(message), message)
  }
  return new Map([...last].map(([key, message]) => [key, message.startsAt]))
}

function limited(decisions: readonly Decision[], { earlier, calendar }: PlanInput): Decision[] {
  const candidates = decisions.filter((decision) => decision.decision === 'send')
  const sent = withinDailyLimit(candidates, earlier, calendar.zone)
  return decisions.map((decision) => {
    if (decision.decision === 'skip' || sent.has(decision)) return decision
    return { ...decision, decision: 'skip', reason: 'per_day_limit', sendAt: null }
  })
}

/** By due time; what is due together in an order that does not depend on anything random. */
function byDueTime(one: Decision, other: Decision): number {
  return (
    order(one.dueAt, other.dueAt) ||
    order(one.item.kind, other.item.kind) ||
    order(one.item.id, other.item.id) ||
    order(one.rule, other.rule) ||
    order(one.occurrence, other.occurrence)
  )
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
