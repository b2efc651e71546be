/** An invented practice with reminders that are due, and the sandbox that stands for 360dialog. */
import { randomBytes } from 'node:crypto'
import type { HostPatient } from '../../adapters/host.js'
import type {
  Practice,
  ReminderRule,
  SignOff,
  TemplateDefinition,
} from '../../plugin/configuration/configuration.js'
import { openGates } from '../../plugin/gates/gates.js'
import { SIGN_OFF_POINTS } from '../../plugin/gates/sign-off-points.js'
import type { EntryType, NewEntry } from '../../plugin/consent/entry.js'
import { knexLedger } from '../../plugin/consent/ledger-knex.js'
import { putAppointment, storeAppointments } from '../../plugin/host/store-appointments.js'
import { putPatient, storePatients } from '../../plugin/host/store-patients.js'
import { putRecall } from '../../plugin/host/store-recalls.js'
import { subjectOf, subjectsOf } from '../../plugin/host/patients.js'
import {
  newReminderId,
  toAppointmentId,
  toHostPatientId,
  toPracticeId,
  toRecallId,
  type ReminderId,
  type SubjectId,
} from '../../plugin/ids.js'
import { masterKey, type KeyProvider } from '../../plugin/keys/master-key.js'
import { openPracticeKeys } from '../../plugin/keys/practice-keys.js'
import { silentLog } from '../../plugin/log.js'
import { dispatchDue, type DispatchOptions, type DispatchResult } from '../../plugin/outbox/dispatch.js'
import { toE164, type E164 } from '../../plugin/phone.js'
import type { OpenPractice } from '../../plugin/practice.js'
import type { Provider } from '../../plugin/sandbox/contract.js'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../plugin/sandbox/sandbox.js'
import { openDatabase, type Database } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import {
  addMillis,
  toInstant,
  toIsoDuration,
  toLocalDate,
  toLocalTime,
  toTimeZone,
  type Clock,
  type Instant,
} from '../../plugin/time.js'
import { dialog360, type Dialog360 } from '../../plugin/whatsapp/dialog360.js'
import type { FreshDatabases } from '../harness/databases.js'

export const KEY = 'sandbox-key-of-the-outbox'
export const PHONE_NUMBER_ID = '106540352242922'
/** A Saturday, 13:00 in Berlin. */
export const SATURDAY_NOON = toInstant('2026-11-21T12:00:00Z')
export const HOUR = 60 * 60 * 1000
export const DAY = 24 * HOUR

export interface SettableClock extends Clock {
  set(instant: Instant): void
  advance(millis: number): void
}

export function settableClock(start: Instant = SATURDAY_NOON): SettableClock {
  let current = start
  return {
    now: () => current,
    set(instant) {
      current = instant
    },
    advance(millis) {
      current = addMillis(current, millis)
    },
  }
}

export const REMINDER_TEMPLATE: TemplateDefinition = {
  name: 'termin_erinnerung',
  language: 'de',
  category: 'UTILITY',
  body: 'Guten Tag {{1}}, wir erinnern an Ihren Termin am {{2}} um {{3}} Uhr. Ihre {{4}}.',
  slots: ['salutation', 'date', 'time', 'practice'],
  buttons: [
    { text: 'Ich komme', action: 'confirm' },
    { text: 'Absagen', action: 'cancel' },
  ],
}

export const RECALL_TEMPLATE: TemplateDefinition = {
  name: 'recall_einladung',
  language: 'de',
  category: 'MARKETING',
  body: 'Guten Tag {{1}}, melden Sie sich gern unter {{2}} bei uns. Ihre Praxis.',
  slots: ['salutation', 'phone'],
  buttons: [{ text: 'Keine Nachrichten', action: 'stop' }],
}

export const SIGNED_OFF: SignOff = {
  by: 'Dr. Muster',
  on: toLocalDate('2026-11-01'),
  confirmed: SIGN_OFF_POINTS,
}

const WINDOW: Practice['window'] = {
  from: toLocalTime('08:00'),
  to: toLocalTime('20:00'),
  days: [1, 2, 3, 4, 5, 6],
  holidays: 'skip',
}

const reminderRule = (id: string, before: string): ReminderRule => ({
  id,
  kind: 'before',
  purpose: 'reminder',
  before: toIsoDuration(before),
  at: null,
  doNotSendWithin: toIsoDuration('PT2H'),
  template: 'termin_erinnerung',
  window: WINDOW,
})

export function inventedPractice(changes: Partial<Practice> = {}): Practice {
  return {
    id: toPracticeId('muster'),
    name: 'Zahnarztpraxis Dr. Muster',
    controller: 'Zahnarztpraxis Dr. Muster',
    phone: number('+493012345678'),
    address: null,
    dataProtectionOfficer: null,
    timeZone: toTimeZone('Europe/Berlin'),
    region: 'DE-BE',
    language: 'de',
    whatsapp: {
      phone: number('+493012345600'),
      phoneNumberId: PHONE_NUMBER_ID,
      portfolioLimit: 250,
      throughput: 1000,
      unknownGrace: toIsoDuration('PT15M'),
      recipients: ['360dialog', 'Meta'],
      storageRegion: null,
    },
    signOff: SIGNED_OFF,
    hosts: [],
    forms: [],
    wordings: [],
    rules: [
      reminderRule('termin-2-tage', 'P2D'),
      reminderRule('termin-3-std', 'PT3H'),
      {
        id: 'kontrolle',
        kind: 'after',
        purpose: 'recall',
        after: [toIsoDuration('P0D')],
        at: toLocalTime('10:00'),
        template: 'recall_einladung',
        window: WINDOW,
      },
    ],
    window: WINDOW,
    templates: [REMINDER_TEMPLATE, RECALL_TEMPLATE],
    timeStamping: null,
    schedule: '* * * * *',
    ...changes,
  }
}

/** The same rules without hours, for what runs on the real clock. */
export const atAnyHour = (practice: Practice): Practice => ({
  ...practice,
  rules: practice.rules.map((rule) => ({ ...rule, window: 'always' })),
})

export function number(text: string): E164 {
  const parsed = toE164(text)
  if (parsed === null) throw new Error('not a number')
  return parsed
}

/** The number of the n-th invented patient. */
export const numberOf = (n: number): E164 => number(`+49151234${String(n).padStart(5, '0')}`)

export async function openInvented(
  database: Database,
  clock: Clock,
  configuration: Practice = inventedPractice(),
  provider: KeyProvider = masterKey(randomBytes(32)),
): Promise<OpenPractice> {
  const keys = await openPracticeKeys(database, provider, configuration.id, clock)
  return { configuration, database, keys, ledger: knexLedger(database, keys, clock), clock }
}

/** One database for all tests of a suite, each of which has a practice of its own in it: making one takes time. */
export function sharedDatabase(fresh: FreshDatabases): () => Database {
  let database: Database | undefined
  before('open the database', async function () {
    this.timeout(240_000)
    database = openDatabase(await fresh.url())
    await migrate(database)
  })
  after(() => database?.close())
  return () => {
    if (database === undefined) throw new Error('not open yet')
    return database
  }
}

let practices = 0
/** A practice that no other test knows. */
export function openNewPractice(database: Database, clock: Clock): Promise<OpenPractice> {
  practices += 1
  return openInvented(database, clock, inventedPractice({ id: toPracticeId(`praxis-${practices}`) }))
}

export const approved = (template: TemplateDefinition): Provider['Template'] => ({
  id: template.name,
  name: template.name,
  language: template.language,
  status: 'APPROVED',
  category: template.category,
  components: [
    { type: 'BODY', text: template.body },
    ...(template.buttons.length === 0
      ? []
      : [{ type: 'BUTTONS', buttons: template.buttons.map(({ text }) => ({ type: 'QUICK_REPLY', text })) }]),
  ],
})

export function startProvider(changes: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({
    clock: 'virtual',
    startAt: new Date(SATURDAY_NOON),
    channels: [
      {
        apiKey: KEY,
        phoneNumberId: PHONE_NUMBER_ID,
        displayPhone: '+493012345600',
        wabaId: '102290129340398',
        templates: [REMINDER_TEMPLATE, RECALL_TEMPLATE].map(approved),
      },
    ],
    ...changes,
  })
}

export interface Person {
  subject: SubjectId
  hostPatientId: string
  number: E164
}

/** A patient who agreed to reminders and recalls for the number in the record. */
export async function addPatient(
  practice: OpenPractice,
  n: number,
  changes: Partial<HostPatient> = {},
): Promise<Person> {
  const hostPatientId = toHostPatientId(String(4000 + n))
  const phone = numberOf(n)
  const now = practice.clock.now()
  const record: HostPatient = {
    hostPatientId,
    familyName: 'Muster',
    givenName: 'Erika',
    birthDate: toLocalDate('1980-01-31'),
    mobilePhone: { kind: 'mobile', number: phone },
    active: true,
    ...changes,
  }
  const subject = await practice.database.write(async (trx) => {
    await putPatient(trx, practice.keys, 'csv', record, now)
    return subjectOf(trx, practice.keys, hostPatientId, now)
  })
  await declare(practice, subject, 'granted', phone)
  return { subject, hostPatientId, number: phone }
}

export async function declare(
  practice: OpenPractice,
  subject: SubjectId,
  type: EntryType,
  phone: E164 | null = null,
): Promise<void> {
  const now = practice.clock.now()
  await practice.database.write((trx) => practice.ledger.append(trx, [entryOf(subject, type, phone, now)]))
}

const entryOf = (subject: SubjectId, type: EntryType, phone: E164 | null, now: Instant): NewEntry => ({
  type,
  subject,
  content: {
    schema: 1,
    purposes: ['reminder', 'recall'],
    method: 'form',
    actor: { role: 'patient', name: null },
    givenAt: addMillis(now, -1000),
    capturedAt: now,
    number: phone,
    numberHolder: 'unknown',
    bsuid: null,
    wording: null,
    reasons: [],
    supersedes: [],
    evidence: null,
  },
})

export interface DueAppointment {
  rule?: string
  startsAt?: Instant
  dueAt?: Instant
  appointment?: string
}

/** An appointment of the person in two days, and its reminder, due now. */
export async function addDueReminder(
  practice: OpenPractice,
  person: Person,
  { rule = 'termin-2-tage', startsAt, dueAt, appointment }: DueAppointment = {},
): Promise<ReminderId> {
  const now = practice.clock.now()
  const begins = startsAt ?? addMillis(now, 2 * DAY)
  const id = toAppointmentId(appointment ?? `A${person.hostPatientId}`)
  await practice.database.write((trx) =>
    putAppointment(
      trx,
      practice.keys,
      'csv',
      {
        appointmentId: id,
        hostPatientId: toHostPatientId(person.hostPatientId),
        startsAt: begins,
        status: 'booked',
      },
      now,
    ),
  )
  return insertReminder(practice, person, {
    item_kind: 'appointment',
    item_id: id,
    rule_id: rule,
    occurrence: '0',
    purpose: 'reminder',
    template: 'termin_erinnerung',
    due_at: dueAt ?? now,
    starts_at: begins,
  })
}

export async function addDueRecall(
  practice: OpenPractice,
  person: Person,
  recall = `R${person.hostPatientId}`,
): Promise<ReminderId> {
  const now = practice.clock.now()
  const dueOn = toLocalDate(now.slice(0, 10))
  await practice.database.write((trx) =>
    putRecall(
      trx,
      practice.keys,
      'csv',
      { recallId: toRecallId(recall), hostPatientId: toHostPatientId(person.hostPatientId), dueOn },
      now,
    ),
  )
  return insertReminder(practice, person, {
    item_kind: 'recall',
    item_id: recall,
    rule_id: 'kontrolle',
    occurrence: `${dueOn}#0`,
    purpose: 'recall',
    template: 'recall_einladung',
    due_at: now,
    starts_at: null,
  })
}

async function insertReminder(
  practice: OpenPractice,
  person: Person,
  row: Record<string, string | null>,
): Promise<ReminderId> {
  const now = practice.clock.now()
  const id = newReminderId()
  await practice.database.write((trx) =>
    trx('reminders').insert({
      id,
      practice_id: practice.configuration.id,
      subject_id: person.subject,
      state: 'planned',
      retry_at: null,
      reason: 'on_schedule',
      consent_entry: null,
      answer: null,
      answered_at: null,
      created_at: now,
      changed_at: now,
      ...row,
    }),
  )
  return id
}

/** @param count patients with one due reminder each */
export async function addDueReminders(
  practice: OpenPractice,
  count: number,
  from = 1,
): Promise<{ person: Person; reminder: ReminderId }[]> {
  const due: { person: Person; reminder: ReminderId }[] = []
  for (let n = from; n < from + count; n += 1) {
    const person = await addPatient(practice, n)
    due.push({ person, reminder: await addDueReminder(practice, person) })
  }
  return due
}

/** Many at once, in one transaction: what is tested is the sending. */
export async function addManyDueReminders(practice: OpenPractice, count: number): Promise<ReminderId[]> {
  const { database, keys, ledger, configuration } = practice
  const now = practice.clock.now()
  const startsAt = addMillis(now, 2 * DAY)
  const people = Array.from({ length: count }, (_, n) => ({
    hostPatientId: toHostPatientId(String(4000 + n)),
    appointmentId: toAppointmentId(`A${4000 + n}`),
    phone: numberOf(n),
    reminder: newReminderId(),
  }))
  await database.write(async (trx) => {
    await storePatients(
      trx,
      keys,
      'csv',
      people.map(({ hostPatientId, phone }) => ({
        hostPatientId,
        familyName: 'Muster',
        givenName: 'Erika',
        birthDate: null,
        mobilePhone: { kind: 'mobile', number: phone },
        active: true,
      })),
      now,
    )
    const subjects = await subjectsOf(
      trx,
      keys,
      people.map(({ hostPatientId }) => hostPatientId),
      now,
    )
    const entries = people.map(({ hostPatientId, phone }) =>
      entryOf(subjects.get(hostPatientId)!, 'granted', phone, now),
    )
    await ledger.append(trx, entries)
    await storeAppointments(
      trx,
      keys,
      'csv',
      people.map(({ hostPatientId, appointmentId }) => ({
        appointmentId,
        hostPatientId,
        startsAt,
        status: 'booked',
      })),
      now,
    )
    for (const { hostPatientId, appointmentId, reminder } of people)
      await trx('reminders').insert({
        id: reminder,
        practice_id: configuration.id,
        subject_id: subjects.get(hostPatientId)!,
        item_kind: 'appointment',
        item_id: appointmentId,
        rule_id: 'termin-2-tage',
        occurrence: '0',
        purpose: 'reminder',
        template: 'termin_erinnerung',
        due_at: now,
        starts_at: startsAt,
        state: 'planned',
        created_at: now,
        changed_at: now,
      })
  })
  return people.map(({ reminder }) => reminder)
}

export const clientOf = (sandbox: Sandbox, timeoutMillis = 5_000): Dialog360 =>
  dialog360({ baseUrl: sandbox.url, apiKey: KEY, timeoutMillis })

export const ON_THIS_MACHINE = {
  database: 'sqlite::memory:',
  provider: 'http://127.0.0.1',
  verificationOff: false,
}

export function dispatch(
  practice: OpenPractice,
  client: Dialog360,
  changes: Partial<DispatchOptions> = {},
): Promise<DispatchResult> {
  return dispatchDue(practice, {
    client,
    gates: openGates(practice, ON_THIS_MACHINE),
    adapters: [],
    signal: new AbortController().signal,
    instance: 'test',
    log: silentLog,
    ...changes,
  })
}

export interface ReminderState {
  state: string
  reason: string | null
  retry_at: Instant | null
}

export async function reminderState(practice: OpenPractice, id: ReminderId): Promise<ReminderState> {
  const row = await practice.database
    .knex('reminders')
    .where({ id })
    .first<ReminderState | undefined>('state', 'reason', 'retry_at')
  if (row === undefined) throw new Error('no such reminder')
  return row
}

export interface MessageState {
  id: string
  attempt: number
  state: string
  reason: string | null
  /** Digest of WhatsApp's id. */
  wamid_index: string | null
  error_code: number | null
  consent_entry: number
}

export function messagesOf(practice: OpenPractice, id: ReminderId): Promise<MessageState[]> {
  return practice.database
    .knex('messages')
    .where({ reminder_id: id })
    .orderBy('attempt')
    .select<MessageState[]>('id', 'attempt', 'state', 'reason', 'wamid_index', 'error_code', 'consent_entry')
}
