/** An invented practice with patients, appointments, sent reminders, and the webhooks that WhatsApp would send of them. */
import { randomBytes } from 'node:crypto'
import { PURPOSES, type Purpose } from '../../plugin/consent/purpose.js'
import { consentFor } from '../../plugin/consent/gate.js'
import type { HostEvent } from '../../plugin/host/events.js'
import { deliverEvents } from '../../plugin/host/events.js'
import { linkPhone } from '../../plugin/host/links.js'
import { subjectOf } from '../../plugin/host/patients.js'
import {
  newMessageId,
  newReminderId,
  toHostPatientId,
  toWamid,
  type MessageId,
  type ReminderId,
  type SubjectId,
} from '../../plugin/ids.js'
import { toE164, type E164 } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { addMillis, type Instant } from '../../plugin/time.js'
import { processInbox, type InboxCounts } from '../../plugin/webhook/process.js'
import { webhookReceiver } from '../../plugin/webhook/receive.js'
import { wamidDigest } from '../../plugin/whatsapp/wamid-digest.js'
import { openDatabase, type Database } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import type { FreshDatabases } from '../harness/databases.js'
import { append, inventedEntry, openInvented } from '../consent/invented.js'
import type { Clock } from '../../plugin/time.js'

export interface InventedPatient {
  subject: SubjectId
  host: string
  phone: E164
  waId: string
}

/** A patient with this number, who agreed to everything. */
export async function addPatient(
  practice: OpenPractice,
  host: string,
  phone = '+4915112345678',
): Promise<InventedPatient> {
  const number = toE164(phone)!
  const now = practice.clock.now()
  const subject = await practice.database.write(async (trx) => {
    const found = await subjectOf(trx, practice.keys, toHostPatientId(host), now)
    await linkPhone(trx, practice.keys, found, number, 'host test', now)
    return found
  })
  await append(practice, [
    inventedEntry(subject, 'granted', {
      purposes: [...PURPOSES],
      number,
      givenAt: addMillis(now, -86_400_000),
    }),
  ])
  return { subject, host, phone: number, waId: phone.slice(1) }
}

export interface SentReminder {
  reminder: ReminderId
  message: MessageId
  wamid: string
  appointment: string
  startsAt: Instant
}

/** One database for a whole suite; every test opens a practice of its own in it. */
export function practicesOnOneDatabase(fresh: FreshDatabases): (clock?: Clock) => Promise<OpenPractice> {
  let database: Database
  let practices = 0
  before('open the database', async function () {
    this.timeout(240_000)
    database = openDatabase(await fresh.url())
    await migrate(database)
  })
  after(() => database.close())
  return (clock) => {
    practices += 1
    return openInvented(database, { id: `praxis-${practices}`, ...(clock !== undefined && { clock }) })
  }
}

let appointments = 0

/** A reminder in this state, with a message unless it is only planned. */
export async function addReminder(
  practice: OpenPractice,
  patient: InventedPatient,
  changes: { state?: string; startsAt?: Instant; purpose?: Purpose; item?: 'appointment' | 'recall' } = {},
): Promise<SentReminder> {
  const { configuration, database, keys, clock } = practice
  appointments += 1
  const now = clock.now()
  const { state = 'accepted', startsAt = addMillis(now, 48 * 3_600_000), purpose = 'reminder' } = changes
  const sent: SentReminder = {
    reminder: newReminderId(),
    message: newMessageId(),
    wamid: `wamid.${randomBytes(12).toString('hex')}`,
    appointment: `T${appointments}`,
    startsAt,
  }
  await database.write(async (trx) => {
    const common = { practice_id: configuration.id, subject_id: patient.subject }
    if (changes.item !== 'recall') {
      await trx('appointments').insert({
        ...common,
        appointment_id: sent.appointment,
        starts_at: startsAt,
        status: 'booked',
        revision: 0,
        host_id: 'test',
        first_seen_at: now,
        changed_at: now,
        gone_at: null,
      })
    }
    await trx('reminders').insert({
      ...common,
      id: sent.reminder,
      item_kind: changes.item ?? 'appointment',
      item_id: sent.appointment,
      rule_id: 'termin-2-tage',
      occurrence: '0',
      purpose,
      template: 'termin_erinnerung',
      due_at: now,
      starts_at: changes.item === 'recall' ? null : startsAt,
      state,
      created_at: now,
      changed_at: now,
    })
    if (state === 'planned' || state === 'due') return
    await trx('messages').insert({
      ...common,
      id: sent.message,
      reminder_id: sent.reminder,
      attempt: 1,
      phone_index: keys.index('phone', patient.phone),
      purpose,
      template: 'termin_erinnerung',
      state,
      send_reason: 'on_schedule',
      consent_entry: 0,
      claimed_by: 'test',
      claimed_at: now,
      local_day: now.slice(0, 10),
      handed_over_at: state === 'claimed' ? null : now,
      wamid_index:
        state === 'claimed' || state === 'handed_over' ? null : wamidDigest(keys, toWamid(sent.wamid)),
      changed_at: now,
    })
  })
  return sent
}

export type Json = Record<string, unknown>

const unix = (instant: Instant): string => String(Math.floor(Date.parse(instant) / 1000))

export const bsuidOf = (waId: string): string => `DE.${waId.slice(4)}${waId.slice(0, 4)}`

let messages = 0

/** A message as WhatsApp delivers it; `undefined` takes a field away. */
export function inboundMessage(from: string, at: Instant, content: Json): Json {
  messages += 1
  return {
    from,
    from_user_id: bsuidOf(from),
    id: `wamid.in${messages}`,
    timestamp: unix(at),
    ...content,
  }
}

export const text = (body: string, context?: string): Json => ({
  type: 'text',
  text: { body },
  ...(context !== undefined && { context: { from: '493012345600', id: context } }),
})

export const button = (payload: string, sent: SentReminder, title = 'Ja'): Json => ({
  type: 'button',
  button: { payload, text: title },
  context: { from: '493012345600', id: sent.wamid },
})

export const status = (sent: SentReminder, name: string, at: Instant, waId: string): Json => ({
  id: sent.wamid,
  status: name,
  timestamp: unix(at),
  recipient_id: waId,
  recipient_user_id: bsuidOf(waId),
  biz_opaque_callback_data: sent.message,
})

export const change = (value: Json, field = 'messages'): Json => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', changes: [{ field, value }] }],
})

export const numbered = (value: Json, phoneNumberId = '106540352242922'): Json =>
  change({
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '493012345600', phone_number_id: phoneNumberId },
    ...value,
  })

export const withMessages = (...items: unknown[]): Json => numbered({ messages: items })
export const withStatuses = (...items: unknown[]): Json => numbered({ statuses: items })

export async function store(practice: OpenPractice, ...bodies: Json[]): Promise<void> {
  const receive = webhookReceiver(practice)
  await Promise.all(bodies.map((body) => receive(Buffer.from(JSON.stringify(body)))))
}

/** Stores the bodies and works on them. */
export async function deliver(practice: OpenPractice, ...bodies: Json[]): Promise<InboxCounts> {
  await store(practice, ...bodies)
  return processInbox(practice)
}

export async function consentOf(
  practice: OpenPractice,
  patient: InventedPatient,
  purpose: Purpose = 'reminder',
): Promise<string> {
  const { database, clock } = practice
  const consent = await consentFor(database.knex, practice, patient.subject, purpose, clock.now())
  return consent.status
}

/** The events that wait, handed over. */
export async function events(practice: OpenPractice): Promise<HostEvent[]> {
  const found: HostEvent[] = []
  await deliverEvents(practice, (event) => {
    found.push(event)
  })
  return found
}

export const typesOf = async (practice: OpenPractice): Promise<string[]> =>
  (await events(practice)).map((event) => event.type)

export async function reminderRow(
  practice: OpenPractice,
  sent: SentReminder,
): Promise<{ state: string; answer: string | null; answered_at: string | null; reason: string | null }> {
  const row = await practice.database
    .knex('reminders')
    .where({ id: sent.reminder })
    .first<{ state: string; answer: string | null; answered_at: string | null; reason: string | null }>()
  return row
}
