/**
 * The last decision, in the moment of sending: everything that planning looked at is looked at again, as it is now,
 * together with what only this moment knows (account, limits, the template as approved). Pure.
 */
import type { ReminderRule } from '../configuration/configuration.js'
import type { Purpose } from '../consent/purpose.js'
import type { ConsentStatus } from '../consent/status.js'
import type { StoredAppointment } from '../host/appointments.js'
import type { PatientRecord } from '../host/patients.js'
import type { StoredRecall } from '../host/recalls.js'
import type { E164 } from '../phone.js'
import { recipientOf } from '../reminder/recipient.js'
import type { SkipReason } from '../reminder/reasons.js'
import { nextAllowed } from '../reminder/send-window.js'
import { instantAt, addDays } from '../reminder/wall-clock.js'
import {
  addMillis,
  durationMillis,
  localDateOf,
  millisOf,
  toLocalTime,
  type Instant,
  type TimeZone,
} from '../time.js'
import type { CheckedTemplate } from '../whatsapp/approval.js'
import { fillTemplate } from '../whatsapp/template.js'
import type { TemplateFinding } from '../whatsapp/template-check.js'
import type { Block } from './blocks.js'
import type { OutboxReason } from './reasons.js'

export interface ClaimInput {
  now: Instant
  practice: { name: string; phone: E164; timeZone: TimeZone; region: string }
  reminder: { purpose: Purpose; dueAt: Instant; startsAt: Instant | null }
  item:
    | { kind: 'appointment'; appointment: StoredAppointment | null }
    | { kind: 'recall'; recall: StoredRecall | null }
  /** `null`: the rule no longer stands in the configuration. */
  rule: ReminderRule | null
  patient: PatientRecord | null
  consent: ConsentStatus
  /** `null`: the configuration has no such template. */
  template: CheckedTemplate | null
  /** True when the day's message for this appointment, or the person's recall of the day, has gone out already. */
  dayIsTaken: boolean
  blocks: readonly Block[]
  /** When the practice may write to one more person; `null`: now. */
  portfolioFreeAt: Instant | null
}

/** Why something stays due. */
export type WaitReason = OutboxReason | 'per_day_limit' | 'template_missing'

export type ClaimDecision =
  | { kind: 'send'; number: E164; parameters: string[]; consentEntry: number }
  /** Not sent, and why. */
  | { kind: 'skip'; reason: SkipReason | OutboxReason }
  /** What it was about no longer stands. */
  | { kind: 'cancel'; reason: SkipReason }
  /** Stays due, and is looked at again at `until`. */
  | { kind: 'wait'; reason: WaitReason; until: Instant }

const MINUTE = 60_000
/** How soon something that a person must put right is looked at again. */
const LOOK_AGAIN_MILLIS = 10 * MINUTE
/** What the next ticks bring out is not late. */
const PUNCTUAL_MILLIS = 15 * MINUTE

export function decideClaim(input: ClaimInput): ClaimDecision {
  return standsAgainst(input) ?? mustWait(input) ?? send(input)
}

const skip = (reason: SkipReason | OutboxReason): ClaimDecision => ({ kind: 'skip', reason })
const cancel = (reason: SkipReason): ClaimDecision => ({ kind: 'cancel', reason })

/** What ends this reminder for good. */
function standsAgainst(input: ClaimInput): ClaimDecision | null {
  const { now, reminder, rule, patient, consent, template, blocks } = input
  const ended = itemEnded(input)
  if (ended !== null) return cancel(ended)
  if (rule === null) return cancel('rule_removed')
  if (reminder.startsAt !== null && reminder.startsAt <= now) return skip('begun')
  const recipient = recipientOf(patient, consent)
  if (recipient.kind === 'nobody') return skip(recipient.reason)
  // An active consent always rests on an entry; a message that cannot name it is not sent (P-15).
  if (consent.entry === null) return skip('consent_never_asked')
  if (template === null) return skip('template_unknown')
  const isMarketing = template.template.category === 'MARKETING'
  for (const { scope, until } of blocks) {
    if (scope === 'recipient') return skip('recipient_blocked')
    if (scope === 'marketing' && isMarketing && until === null) return skip('marketing_stopped')
  }
  return timeStandsAgainst(input, rule)
}

function itemEnded({ item, patient, reminder }: ClaimInput): SkipReason | null {
  if (item.kind === 'recall') {
    if (item.recall === null || item.recall.gone) return 'recall_gone'
    return patient !== null && item.recall.subject !== patient.subject ? 'recall_gone' : null
  }
  const { appointment } = item
  if (appointment === null || appointment.gone) return 'appointment_gone'
  if (appointment.status !== 'booked' && appointment.status !== 'confirmed')
    return `appointment_${appointment.status}`
  const isSamePatient = patient === null || appointment.subject === patient.subject
  return isSamePatient && appointment.startsAt === reminder.startsAt ? null : 'appointment_moved'
}

/** When it can go out at the earliest, and whether that still makes sense. */
function timeStandsAgainst(input: ClaimInput, rule: ReminderRule): ClaimDecision | null {
  const { reminder, dayIsTaken } = input
  const opens = nextSending(input, rule)
  if (opens === null) return skip('outside_window')
  if (dayIsTaken && reminder.purpose !== 'recall') return skip('per_day_limit')
  if (reminder.startsAt === null || rule.kind !== 'before') return null
  const isLate = millisOf(opens) - millisOf(reminder.dueAt) > PUNCTUAL_MILLIS
  const remaining = millisOf(reminder.startsAt) - millisOf(opens)
  const least = isLate ? durationMillis(rule.doNotSendWithin) : 0
  return remaining <= 0 || remaining < least ? skip('too_late') : null
}

const nextSending = ({ now, practice }: ClaimInput, rule: ReminderRule): Instant | null =>
  nextAllowed(now, rule.window, practice.timeZone, practice.region)

const TEMPLATE_REASONS: Readonly<Record<TemplateFinding, WaitReason>> = {
  TEMPLATE_UNKNOWN: 'template_missing',
  TEMPLATE_NOT_APPROVED: 'template_not_approved',
  TEMPLATE_CATEGORY_DIFFERS: 'template_category_differs',
  TEMPLATE_BODY_DIFFERS: 'template_body_differs',
}

/** What passes, or can be put right. */
function mustWait(input: ClaimInput): ClaimDecision | null {
  const { now, practice, rule, template, blocks, dayIsTaken, portfolioFreeAt } = input
  const wait = (reason: WaitReason, until: Instant): ClaimDecision => ({ kind: 'wait', reason, until })
  const soon = addMillis(now, LOOK_AGAIN_MILLIS)
  // A person or a notice of 360dialog can lift it earlier than it says.
  const soonAtLatest = (until: Instant | null): Instant =>
    until !== null && until > now && until < soon ? until : soon
  if (blocks.some(({ isHalt }) => isHalt)) return wait('halted', soon)
  const opens = rule === null ? null : nextSending(input, rule)
  if (opens !== null && opens > now) return wait('waits_for_window', opens)
  if (dayIsTaken) return wait('per_day_limit', startOfNextDay(now, practice.timeZone))
  if (template?.approval.kind === 'finding') return wait(TEMPLATE_REASONS[template.approval.code], soon)
  const isMarketing = template?.template.category === 'MARKETING'
  for (const { scope, until } of blocks) {
    if (scope === 'account') return wait('account_blocked', soonAtLatest(until))
    if (scope === 'template') return wait('template_blocked', soonAtLatest(until))
    if (scope === 'marketing' && isMarketing) return wait('marketing_stopped', soonAtLatest(until))
  }
  return portfolioFreeAt === null ? null : wait('portfolio_limit', soonAtLatest(portfolioFreeAt))
}

const startOfNextDay = (now: Instant, zone: TimeZone): Instant =>
  instantAt(addDays(localDateOf(now, zone), 1), toLocalTime('00:00'), zone)

function send({ practice, reminder, patient, consent, template }: ClaimInput): ClaimDecision {
  const recipient = recipientOf(patient, consent)
  if (recipient.kind === 'nobody' || patient === null || template === null || consent.entry === null)
    return skip('patient_unknown')
  const filled = fillTemplate(template.template, {
    givenName: patient.givenName,
    familyName: patient.familyName,
    startsAt: reminder.startsAt,
    timeZone: practice.timeZone,
    practiceName: practice.name,
    practicePhone: practice.phone,
    link: null,
  })
  switch (filled.kind) {
    case 'filled':
      return {
        kind: 'send',
        number: recipient.number,
        parameters: filled.parameters,
        consentEntry: consent.entry,
      }
    case 'unfillable':
      return skip(filled.slot === 'salutation' ? 'name_unusable' : 'template_slots_unfillable')
    case 'too_long':
      return skip('template_text_too_long')
  }
}
