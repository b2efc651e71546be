/** Invented people, appointments and rules for the tests of planning. */
import { toConfiguration } from '../../plugin/configuration/load.js'
import type { Practice, ReminderRule } from '../../plugin/configuration/configuration.js'
import type { ConsentStatus } from '../../plugin/consent/status.js'
import type { StoredAppointment } from '../../plugin/host/appointments.js'
import type { PatientRecord } from '../../plugin/host/patients.js'
import type { StoredRecall } from '../../plugin/host/recalls.js'
import {
  newSubjectId,
  toAppointmentId,
  toHostPatientId,
  toRecallId,
  type SubjectId,
} from '../../plugin/ids.js'
import { toE164, type E164 } from '../../plugin/phone.js'
import { planReminders, type Decision, type PlanInput } from '../../plugin/reminder/plan.js'
import { instantAt } from '../../plugin/reminder/wall-clock.js'
import { toInstant, toLocalDate, toLocalTime, toTimeZone, type Instant } from '../../plugin/time.js'

export const BERLIN = toTimeZone('Europe/Berlin')
export const NUMBER: E164 = toE164('+4915112345678')!
export const OTHER_NUMBER: E164 = toE164('+4917012345678')!
export const ERIKA: SubjectId = newSubjectId()
export const MAX: SubjectId = newSubjectId()

/** `berlin('2026-11-23', '10:00')`, or in one text: `berlin('2026-11-23 10:00')`. */
export function berlin(day: string, time?: string): Instant {
  const [date = '', clock = ''] = time === undefined ? day.split(' ') : [day, time]
  return instantAt(toLocalDate(date), toLocalTime(clock), BERLIN)
}

export const SAMPLE_RULES = [
  { id: 'termin-2-tage', purpose: 'reminder', before: 'P2D', at: '10:00', template: 'termin_erinnerung' },
  { id: 'termin-3-std', purpose: 'reminder', before: 'PT3H', template: 'termin_erinnerung' },
  {
    id: 'kontrolle',
    purpose: 'recall',
    after: ['P0D', 'P14D', 'P42D'],
    at: '10:00',
    template: 'recall_einladung',
  },
]

const TEMPLATES = [
  {
    name: 'termin_erinnerung',
    language: 'de',
    category: 'UTILITY',
    body: 'Guten Tag {{1}}, wir erinnern an Ihren Termin am {{2}} um {{3}} Uhr. Ihre {{4}}.',
    slots: ['salutation', 'date', 'time', 'practice'],
  },
  {
    name: 'recall_einladung',
    language: 'de',
    category: 'UTILITY',
    body: 'Guten Tag {{1}}, bitte vereinbaren Sie einen Termin unter {{2}}. Ihre {{3}}.',
    slots: ['salutation', 'phone', 'practice'],
  },
]

export function practiceWith(rules: readonly unknown[] = SAMPLE_RULES, region = 'DE-BE'): Practice {
  return toConfiguration(
    {
      practices: [
        {
          id: 'muster',
          name: 'Zahnarztpraxis Dr. Muster',
          phone: '+493012345678',
          region,
          whatsapp: { phone: '+493012345600', phoneNumberId: '106540352242922' },
          rules,
          templates: TEMPLATES,
        },
      ],
    },
    '/nowhere',
  ).practices[0]!
}

export const rulesOf = (...rules: unknown[]): readonly ReminderRule[] => practiceWith(rules).rules
/** `rule('P2D', { at: '10:00' })` */
export const rule = (before: string, more: object = {}): object => ({
  id: before,
  purpose: 'reminder',
  before,
  template: 'termin_erinnerung',
  ...more,
})
export const recallRule = (after: string[], more: object = {}): object => ({
  id: 'kontrolle',
  purpose: 'recall',
  after,
  at: '10:00',
  template: 'recall_einladung',
  ...more,
})

export const LONG_AGO = toInstant('2025-01-02T09:00:00Z')

export function appointment(startsAt: Instant, changes: Partial<StoredAppointment> = {}): StoredAppointment {
  return {
    appointmentId: toAppointmentId('T1'),
    subject: ERIKA,
    startsAt,
    status: 'booked',
    revision: 0,
    firstSeenAt: LONG_AGO,
    gone: false,
    ...changes,
  }
}

export function recall(dueOn: string, changes: Partial<StoredRecall> = {}): StoredRecall {
  return {
    recallId: toRecallId('R1'),
    subject: ERIKA,
    dueOn: toLocalDate(dueOn),
    firstSeenAt: LONG_AGO,
    gone: false,
    ...changes,
  }
}

export function patient(changes: Partial<PatientRecord> = {}): PatientRecord {
  return {
    subject: ERIKA,
    hostPatientId: toHostPatientId('4711'),
    familyName: 'Muster',
    givenName: 'Erika',
    birthDate: toLocalDate('1980-01-31'),
    mobilePhone: { kind: 'mobile', number: NUMBER },
    numberDelivered: true,
    active: true,
    gone: false,
    known: true,
    ...changes,
  }
}

export function consent(changes: Partial<ConsentStatus> = {}): ConsentStatus {
  return { status: 'active', since: LONG_AGO, entry: 7, reasons: [], number: NUMBER, ...changes }
}

interface Situation extends Partial<Omit<PlanInput, 'rules' | 'patient' | 'consent' | 'appointmentsOf'>> {
  now: Instant
  rules?: readonly ReminderRule[]
  patient?: PatientRecord | null
  consent?: ConsentStatus
}

export function inputOf(situation: Situation): PlanInput {
  const { patient: record = patient(), consent: status = consent(), ...rest } = situation
  const practice = practiceWith()
  const appointments = situation.appointments ?? []
  return {
    calendar: { zone: BERLIN, region: 'DE-BE' },
    rules: practice.rules,
    templates: practice.templates,
    language: 'de',
    practice: { practiceName: practice.name, practicePhone: practice.phone, link: null },
    recalls: [],
    earlier: [],
    closed: new Map(),
    ...rest,
    appointments,
    appointmentsOf: (subject) => appointments.filter((candidate) => candidate.subject === subject),
    patient: () => record,
    consent: () => status,
  }
}

export const plan = (situation: Situation): Decision[] => planReminders(inputOf(situation))

/** `['P2D', 'send', '2026-11-21T09:00:00.000Z', 'on_schedule']`, one for each decision. */
export const outcomes = (situation: Situation): unknown[] =>
  plan(situation).map(({ rule: id, decision, dueAt, sendAt, reason }) => [
    id,
    decision,
    sendAt ?? dueAt,
    reason,
  ])
