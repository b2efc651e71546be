/** Why a patient was reminded, or not: the journal and, for what is not in it yet, the decision as it stands now. */
import { RecallError } from '../errors.js'
import { readAppointment } from '../host/appointments.js'
import { subjectNamed } from '../host/patients.js'
import { readRecall } from '../host/recalls.js'
import type { AppointmentId, HostPatientId, RecallId, SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { addMillis } from '../time.js'
import { forecastLines, type ForecastLine } from './forecast.js'
import { remindersOf, type JournalDetail } from './journal.js'
import { loadPlan } from './load-plan.js'
import { planReminders } from './plan.js'
import { keyText } from './reminder-key.js'
import { keyOfRow } from './reminder-row.js'

export type AboutWhom =
  | { kind: 'appointment'; id: AppointmentId }
  | { kind: 'recall'; id: RecallId }
  | { kind: 'patient'; id: HostPatientId }

export interface Why {
  /** By due time, with every attempt to send. */
  reminders: JournalDetail[]
  /** What the rules say now about what has not entered the journal. */
  ahead: ForecastLine[]
}

/** Far enough for any rule: two years. */
const AHEAD_MILLIS = 730 * 86_400_000

/**
 * @throws RecallError APPOINTMENT_UNKNOWN, PATIENT_UNKNOWN, REGION_UNKNOWN, LEDGER_BROKEN, SEALED_BROKEN,
 *   DATABASE_UNREACHABLE
 */
export async function why(practice: OpenPractice, about: AboutWhom): Promise<Why> {
  const now = practice.clock.now()
  const subject = await subjectOf(practice, about)
  const reminders = await remindersOf(
    practice,
    about.kind === 'patient' ? { kind: 'subject', subject } : about,
  )
  const { input, rows } = await loadPlan(practice, { now, until: addMillis(now, AHEAD_MILLIS), subject })
  const written = new Set(rows.map((row) => keyText(keyOfRow(row))))
  const ahead = planReminders(input).filter(
    (decision) =>
      (about.kind === 'patient' || (decision.item.kind === about.kind && decision.item.id === about.id)) &&
      !written.has(keyText(decision)),
  )
  return { reminders, ahead: await forecastLines(practice, ahead) }
}

/** Whose it is now. */
async function subjectOf(practice: OpenPractice, about: AboutWhom): Promise<SubjectId> {
  const { database, keys } = practice
  if (about.kind === 'patient') return subjectNamed(practice.database.knex, practice.keys, about.id)
  const item =
    about.kind === 'appointment'
      ? await readAppointment(database.knex, keys.practice, about.id)
      : await readRecall(database.knex, keys.practice, about.id)
  if (item === null) throw new RecallError('APPOINTMENT_UNKNOWN', { appointment: about.id })
  return item.subject
}
