/**
 * The answer to a reminder, given by its buttons. Every press is kept; the one sent last counts, in whatever order they
 * arrive. Nothing happens to the appointment here: the host is told, by its own ids.
 */
import { readAppointment } from '../host/appointments.js'
import { type NewHostEvent, type Stale } from '../host/events.js'
import { toAppointmentId, toRecallId, type MessageId, type ReminderId } from '../ids.js'
import { holdRows } from '../storage/database.js'
import type { Instant } from '../time.js'
import type { Reply } from './reply.js'
import { hostIdOf, tell, type Scene } from './scene.js'
import type { AnsweredMessage } from './sender.js'

type Answer = 'confirmed' | 'declined'

interface ReminderRow {
  id: ReminderId
  item_kind: 'appointment' | 'recall'
  item_id: string
  starts_at: Instant | null
  answer: Answer | null
  answered_at: Instant | null
}

/** @param pressed the message that the button names */
export async function recordAnswer(
  scene: Scene,
  reply: Reply,
  answer: Answer,
  pressed: MessageId | null,
): Promise<void> {
  const { trx, practice } = scene
  const { answered, recipient, inbound, sentAt } = reply
  if (answered === null || recipient !== 'yes') {
    await refuse(scene, reply, answered === null ? 'message_unknown' : 'not_recipient', pressed)
    return
  }
  const where = { practice_id: practice.configuration.id, id: answered.reminder }
  const reminder = await holdRows(practice.database, trx('reminders').where(where)).first<
    ReminderRow | undefined
  >('id', 'item_kind', 'item_id', 'starts_at', 'answer', 'answered_at')
  if (reminder === undefined) {
    await refuse(scene, reply, 'message_unknown', pressed)
    return
  }
  if (reminder.answered_at !== null && reminder.answered_at > sentAt) return
  await trx('reminders').where(where).update({ answer, answered_at: sentAt })
  if (reminder.answer === answer) return
  await tell(scene, await eventOf(scene, answered, reminder, answer, inbound, sentAt))
}

/** The appointment stays untouched, and a person is told. */
async function refuse(
  scene: Scene,
  { subjects, inbound }: Reply,
  reason: 'message_unknown' | 'not_recipient',
  message: MessageId | null,
): Promise<void> {
  const [only, ...others] = subjects
  const patient = await hostIdOf(scene, only !== undefined && others.length === 0 ? only : null)
  await tell(scene, {
    type: 'reply_needs_person',
    data: { patients: patient === null ? [] : [patient], inbound, reason, message },
  })
}

async function eventOf(
  scene: Scene,
  { subject }: AnsweredMessage,
  reminder: ReminderRow,
  answer: Answer,
  inbound: string,
  sentAt: Instant,
): Promise<NewHostEvent> {
  const patient = await hostIdOf(scene, subject)
  if (reminder.item_kind === 'recall') {
    const data = { patient, recall: toRecallId(reminder.item_id), reminder: reminder.id, inbound }
    return answer === 'confirmed' ? { type: 'recall.confirmed', data } : { type: 'recall.declined', data }
  }
  const stale = await staleness(scene, reminder, sentAt)
  const appointment = toAppointmentId(reminder.item_id)
  const data = { patient, appointment, reminder: reminder.id, inbound, stale }
  return answer === 'confirmed'
    ? { type: 'appointment.confirmed', data }
    : { type: 'appointment.declined', data }
}

/** Whether the appointment is still the one that the reminder told. */
async function staleness(scene: Scene, reminder: ReminderRow, sentAt: Instant): Promise<Stale | null> {
  const appointment = await readAppointment(
    scene.trx,
    scene.practice.configuration.id,
    toAppointmentId(reminder.item_id),
  )
  if (appointment === null || appointment.gone || appointment.status === 'cancelled') return 'cancelled'
  if (appointment.startsAt !== reminder.starts_at) return 'moved'
  return appointment.startsAt <= sentAt ? 'begun' : null
}
