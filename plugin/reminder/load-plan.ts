/** Reads what planning decides about: appointments, recalls, patients, consents, and what was sent before. */
import { consentsOfMany } from '../consent/gate.js'
import type { ConsentStatus } from '../consent/status.js'
import { appointmentsBetween, type StoredAppointment } from '../host/appointments.js'
import { readPatients } from '../host/patients.js'
import { openRecalls, type StoredRecall } from '../host/recalls.js'
import type { ReminderId, SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { addMillis, durationMillis, localDateOf, toInstant, toLocalDate, type Instant } from '../time.js'
import { closedReminders, readEarlierMessages } from './earlier-messages.js'
import { intactPatients } from '../host/intact-patients.js'
import type { PlanInput } from './plan.js'
import { isWaiting, readReminderRows, type ReminderRow } from './reminder-row.js'
import { addDays } from './wall-clock.js'

export interface LoadedPlan {
  input: PlanInput
  rows: ReminderRow[]
  /** All that the host has, those far ahead included. */
  appointments: StoredAppointment[]
  recalls: StoredRecall[]
  handedOver: ReadonlySet<ReminderId>
}

export interface Span {
  now: Instant
  /** Nothing that falls due later is asked about. */
  until: Instant
  /** Only what concerns this person. */
  subject?: SubjectId
  /**
   * Receives whose record does not open: nothing is said about them, and what was decided of them stays. Without it one
   * such record is an error.
   */
  damaged?: Set<SubjectId>
}

const DAY = 86_400_000
/** Appointments stay in view for a day after they began, so that what was missed is written down. */
const BEGUN_MILLIS = DAY
/** A recall stays in view for so long after its last turn. */
const RECALL_DAYS = 30
/** A day rule may move back over Sundays and holidays by so much. */
const MOVED_DAYS = 10
const END_OF_TIME = toInstant('9999-01-01T00:00:00Z')
const LAST_DAY = toLocalDate('9999-01-01')

/** @throws RecallError LEDGER_BROKEN, SEALED_BROKEN, DATABASE_UNREACHABLE */
export async function loadPlan(
  practice: OpenPractice,
  { now, until, subject, damaged }: Span,
): Promise<LoadedPlan> {
  const { configuration, database, keys, clock } = practice
  const { knex } = database
  const zone = configuration.timeZone
  const reach = reachOf(configuration.rules)
  const isAsked = (item: StoredAppointment | StoredRecall): boolean =>
    subject === undefined || item.subject === subject
  const since = addMillis(now, -Math.max(BEGUN_MILLIS, reach.afterDays * DAY))
  const appointments = (await appointmentsBetween(knex, keys.practice, since, END_OF_TIME)).filter(isAsked)
  const recalls = (await openRecalls(knex, keys.practice, LAST_DAY)).filter(isAsked)
  const candidates = {
    appointments: appointments.filter(
      ({ startsAt }) =>
        startsAt >= addMillis(now, -BEGUN_MILLIS) && startsAt <= addMillis(until, reach.beforeDays * DAY),
    ),
    recalls: recalls.filter(
      ({ dueOn }) =>
        dueOn >= addDays(localDateOf(now, zone), -reach.afterDays) &&
        dueOn <= addDays(localDateOf(until, zone), MOVED_DAYS),
    ),
  }
  const rows = await readReminderRows(knex, keys.practice, {
    appointment: candidates.appointments.map(({ appointmentId }) => appointmentId),
    recall: candidates.recalls.map(({ recallId }) => recallId),
  })
  const allInView = withWaiting(candidates, appointments, recalls, rows)
  const messages = await readEarlierMessages(knex, practice, rows, now)
  const everybody = [
    ...new Set([...allInView.appointments, ...allInView.recalls].map((item) => item.subject)),
  ]
  const patients =
    damaged === undefined
      ? await readPatients(knex, keys, everybody)
      : await intactPatients(knex, keys, everybody, damaged)
  const isSound = (who: SubjectId): boolean => damaged?.has(who) !== true
  const subjects = everybody.filter(isSound)
  const inView = {
    appointments: allInView.appointments.filter((item) => isSound(item.subject)),
    recalls: allInView.recalls.filter((item) => isSound(item.subject)),
  }
  // What is known is known, whatever instant is asked about.
  const knownAt = clock.now() > now ? clock.now() : now
  const consents = await consentsOfMany(knex, practice, subjects, knownAt)
  const ofSubject = groupBySubject(appointments)
  return {
    input: {
      now,
      calendar: { zone, region: configuration.region },
      rules: configuration.rules,
      templates: configuration.templates,
      language: configuration.language,
      practice: { practiceName: configuration.name, practicePhone: configuration.phone, link: null },
      ...inView,
      appointmentsOf: (whose) => ofSubject.get(whose) ?? [],
      patient: (whose) => patients.get(whose) ?? null,
      consent: (whose, purpose) => consents.get(whose)?.[purpose] ?? NOTHING_KNOWN,
      earlier: messages.filter(({ counts }) => counts).map(({ message }) => message),
      closed: closedReminders(rows, messages),
    },
    // A row without a decision would be taken back.
    rows: rows.filter((row) => isSound(row.subject_id)),
    appointments,
    recalls,
    handedOver: new Set(messages.filter(({ handedOver }) => handedOver).map(({ reminder }) => reminder)),
  }
}

const NOTHING_KNOWN: ConsentStatus = {
  status: 'never_asked',
  since: null,
  entry: null,
  reasons: [],
  number: null,
}

/** How far before and after a day the rules of a practice look. */
function reachOf(rules: PlanInput['rules']): { beforeDays: number; afterDays: number } {
  let beforeDays = 0
  let afterDays = 0
  for (const rule of rules) {
    const days = (rule.kind === 'before' ? [rule.before] : rule.after).map((length) =>
      Math.ceil(durationMillis(length) / DAY),
    )
    // A month or year of a duration is counted as 30 or 365 days; the margin covers the difference.
    const longest = Math.ceil(Math.max(...days) * 1.05) + MOVED_DAYS
    if (rule.kind === 'before') beforeDays = Math.max(beforeDays, longest)
    else afterDays = Math.max(afterDays, longest + RECALL_DAYS)
  }
  return { beforeDays, afterDays }
}

/** What waits is always decided again, however far away its appointment or recall is by now. */
function withWaiting(
  candidates: { appointments: StoredAppointment[]; recalls: StoredRecall[] },
  appointments: readonly StoredAppointment[],
  recalls: readonly StoredRecall[],
  rows: readonly ReminderRow[],
): { appointments: StoredAppointment[]; recalls: StoredRecall[] } {
  const waiting = new Set(rows.filter(isWaiting).map((row) => JSON.stringify([row.item_kind, row.item_id])))
  const inView = new Set<StoredAppointment | StoredRecall>([
    ...candidates.appointments,
    ...candidates.recalls,
  ])
  return {
    appointments: appointments.filter(
      (item) => inView.has(item) || waiting.has(JSON.stringify(['appointment', item.appointmentId])),
    ),
    recalls: recalls.filter(
      (item) => inView.has(item) || waiting.has(JSON.stringify(['recall', item.recallId])),
    ),
  }
}

function groupBySubject(appointments: readonly StoredAppointment[]): Map<SubjectId, StoredAppointment[]> {
  const groups = new Map<SubjectId, StoredAppointment[]>()
  for (const appointment of appointments) {
    const group = groups.get(appointment.subject)
    if (group === undefined) groups.set(appointment.subject, [appointment])
    else group.push(appointment)
  }
  return groups
}
