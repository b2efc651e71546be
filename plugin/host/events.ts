/**
 * What the host software and the staff are told: durable, in order, at least once. Events carry ids only, never a name,
 * a number or a word of a patient; whoever needs more looks it up by id.
 */
import { randomUUID } from 'node:crypto'
import type { Purpose } from '../consent/purpose.js'
import type { AlarmKind } from '../gates/alarm.js'
import type { AppointmentId, HostPatientId, MessageId, PracticeId, RecallId, ReminderId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { serial } from '../serial.js'
import type { Transaction } from '../storage/database.js'
import type { Instant } from '../time.js'

/** Our id of a patient's message. */
type InboundId = string

/** Why the answer to an appointment no longer fits it. */
export type Stale = 'begun' | 'moved' | 'cancelled'

interface AppointmentAnswer {
  patient: HostPatientId | null
  appointment: AppointmentId
  reminder: ReminderId
  inbound: InboundId
  /** Not `null`: the patient answered something that is no longer so. */
  stale: Stale | null
}

interface RecallAnswer {
  patient: HostPatientId | null
  recall: RecallId
  reminder: ReminderId
  inbound: InboundId
}

interface PatientsConcerned {
  patients: HostPatientId[]
  /** `null` when no message of a patient showed it. */
  inbound: InboundId | null
}

/** Why nothing was recorded of a code or a button in the chat. */
export type NotRecorded =
  /** No code of this installation; mistyped or made up. */
  | 'code_unknown'
  | 'code_of_other_practice'
  /** Its 15 minutes are over, or a newer one took its place. */
  | 'code_expired'
  /** It was sent before: by another account, or after its answer. */
  | 'code_used'
  /** The practice has stopped all sending, and with it the codes. */
  | 'code_while_halted'
  /** The button belongs to no question of this practice, or to a patient who was erased. */
  | 'question_unknown'
  /** Two weeks, a stop, or a newer question ended it. */
  | 'question_over'
  /** The button was pressed by another account than the one that was asked. */
  | 'other_account'
  /** The patient has said no meanwhile; who wants messages after all is asked anew. */
  | 'denied_since'
  /** Nobody knows whether the wording ever reached the person. */
  | 'wording_not_shown'

/** Closed: one payload type per type of event. */
export interface EventPayloads {
  'appointment.confirmed': AppointmentAnswer
  'appointment.declined': AppointmentAnswer
  'recall.confirmed': RecallAnswer
  'recall.declined': RecallAnswer
  /** A patient took consent back by a reply or a button. */
  'consent.withdrawn': { patient: HostPatientId | null; purposes: Purpose[]; inbound: InboundId }
  /**
   * A patient agreed by a button in the chat. `number`: whether the account showed the number on record; a hidden one
   * leaves it unconfirmed, another one puts the consent on hold until a person decides.
   */
  'consent.granted': {
    patient: HostPatientId | null
    purposes: Purpose[]
    inbound: InboundId
    number: 'confirmed' | 'hidden' | 'differs'
  }
  /** A patient said no by a button in the chat. */
  'consent.refused': { patient: HostPatientId | null; purposes: Purpose[]; inbound: InboundId }
  /** A code or a button in the chat from which no consent follows, and why. */
  'consent.not_recorded': PatientsConcerned & { reason: NotRecorded }
  /** Somebody began a chat from the poster; a person must say who it is. */
  'chat.poster': PatientsConcerned
  /** A message without an instruction that we understand. */
  'message.received': { patient: HostPatientId | null; inbound: InboundId }
  /** A person must read it; sending to these patients is on hold. */
  reply_needs_person: PatientsConcerned & {
    reason: 'doubt' | 'not_recipient' | 'message_unknown' | 'earlier_stop'
    message: MessageId | null
  }
  /** A stop came from a number that several patients share; these are on hold. */
  shared_number_stop: PatientsConcerned
  /** A stop came from somebody nobody knows; these are on hold because it may have been theirs. */
  stop_unmatched: PatientsConcerned
  /** The number of these patients changed, or may have a new owner; they are on hold. */
  number_changed: PatientsConcerned
  /** A patient used WhatsApp's own switch against advertising: recalls are withdrawn, the rest is on hold. */
  marketing_stopped: PatientsConcerned
  /** 360dialog reported another state or category of a template. */
  'template.changed': { name: string; language: string }
  /** 360dialog reported something about the account itself. */
  'account.notice': { field: string }
  /** Nobody knows whether a reminder was sent; a person decides, nothing repeats it. */
  'reminder.outcome_unknown': { reminder: ReminderId; message: MessageId }
  /** 360dialog refuses the account; nothing is sent until that is put right. */
  'account.stopped': { code: number | null; reason: string }
  /** Nobody may overlook it; `count` of people or attempts, 0 where the whole practice was taken out. */
  alarm: { kind: AlarmKind; count: number }
  /** A person of the practice stopped all sending. */
  'sending.halted': { by: string }
  /** A person of the practice let sending begin again. */
  'sending.resumed': { by: string }
  /** A webhook could not be worked on; its body is kept. */
  'webhook.failed': { inbox: number }
}

export type EventType = keyof EventPayloads

/** Those that name whom they are about. */
export type PatientEventType = {
  [Type in EventType]: EventPayloads[Type] extends { patient: unknown } | { patients: unknown } ? Type : never
}[EventType]

export type NewHostEvent = { [Type in EventType]: { type: Type; data: EventPayloads[Type] } }[EventType]

export type HostEvent = NewHostEvent & { id: string; practice: PracticeId; occurredAt: Instant }

/** Returns, or resolves, once the event is safe with the host. */
export type HostEventListener = (event: HostEvent) => void | Promise<void>

/** Records an event with what caused it: both are committed or neither. */
export async function recordEvent(
  trx: Transaction,
  practice: PracticeId,
  event: NewHostEvent,
  now: Instant,
): Promise<void> {
  await trx('host_events').insert({
    id: `e_${randomUUID()}`,
    practice_id: practice,
    type: event.type,
    data: JSON.stringify(event),
    occurred_at: now,
    delivered_at: null,
  })
}

interface EventRow {
  seq: number
  id: string
  /** The whole event; its type stands in a column too, for whoever looks into the table. */
  data: string
  occurred_at: Instant
}

const BATCH = 100

/**
 * Hands over what waits, in order. An event is marked after the listener returned, so a crash in between repeats it.
 * @throws whatever the listener throws: the event and all after it stay waiting
 */
export async function deliverEvents(practice: OpenPractice, listener: HostEventListener): Promise<void> {
  const { configuration, database, clock } = practice
  for (;;) {
    const rows = await database
      .knex('host_events')
      .where({ practice_id: configuration.id, delivered_at: null })
      .orderBy('seq')
      .limit(BATCH)
      .select<EventRow[]>('seq', 'id', 'data', 'occurred_at')
    for (const row of rows) {
      await listener(eventOf(configuration.id, row))
      await database.write((trx) =>
        trx('host_events').where({ seq: row.seq }).update({ delivered_at: clock.now() }),
      )
    }
    if (rows.length < BATCH) return
  }
}

/**
 * The one way to deliver a practice's events in this process: a turn and a webhook that ends meanwhile would each hand
 * over what the other has not marked yet.
 */
export const eventDelivery = (practice: OpenPractice, listener: HostEventListener): (() => Promise<void>) =>
  serial(() => deliverEvents(practice, listener))

/** Only `recordEvent` writes these rows, so what is read is what it was given. */
function eventOf(practice: PracticeId, row: EventRow): HostEvent {
  const event = JSON.parse(row.data) as NewHostEvent
  return { ...event, id: row.id, practice, occurredAt: row.occurred_at }
}
