/** Everything that the last decision looks at, read at once. */
import { consentFor } from '../consent/gate.js'
import type { Purpose } from '../consent/purpose.js'
import { readAppointment } from '../host/appointments.js'
import { readPatient } from '../host/patients.js'
import { readRecall } from '../host/recalls.js'
import { toAppointmentId, toRecallId, type ReminderId, type SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import type { StoredReason } from '../reminder/reasons.js'
import type { Transaction } from '../storage/database.js'
import { localDateOf, type Instant, type LocalDate } from '../time.js'
import type { CheckedTemplate } from '../whatsapp/approval.js'
import { activeBlocks } from './blocks.js'
import type { ClaimInput } from './claim-decision.js'
import { portfolioFreeAt } from './portfolio.js'
import { STATES_THAT_COUNT } from './state.js'

/** What a claim needs to know of its reminder. */
export interface ClaimedReminder {
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

/** As everything is now, read in the transaction of the claim. */
export async function readClaimInput(
  trx: Transaction,
  practice: OpenPractice,
  reminder: ClaimedReminder,
  templates: readonly CheckedTemplate[],
  now: Instant,
): Promise<ClaimInput> {
  const { configuration, keys, database } = practice
  const { timeZone } = configuration
  const subject = reminder.subject_id
  const patient = await readPatient(trx, keys, subject)
  const consent = await consentFor(trx, practice, subject, reminder.purpose, now)
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
  reminder: ClaimedReminder,
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
