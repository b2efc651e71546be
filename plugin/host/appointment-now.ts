/** The appointment in the moment of sending: the host is asked once more, and what it says is stored. */
import type { HostAdapter, HostAppointment, HostProblem } from '../../adapters/host.js'
import { RecallError } from '../errors.js'
import type { AppointmentId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { hostOfAppointment, readAppointment, type StoredAppointment } from './appointments.js'
import { findSubject } from './patients.js'
import { putAppointment, removeAppointment } from './store-appointments.js'
import { syncHost } from './sync.js'

export interface AppointmentNow {
  /** As stored after the answer; `null` when nobody ever delivered it. */
  appointment: StoredAppointment | null
  /** False when the host cannot say, or is not reachable: then the appointment is as it was last read. */
  asked: boolean
  /** What was found wrong with the host's list, when it had to be read again. */
  problems: HostProblem[]
}

/** What a host needs to look up one appointment is a moment; messages wait for it. */
const ANSWER_MILLIS = 10_000

/**
 * @param adapters all hosts of the practice; the one that delivered the appointment is asked
 * @param answerMillis how long is waited for its answer; afterwards it counts as unavailable, and what it says unheard
 */
export async function appointmentNow(
  practice: OpenPractice,
  adapters: readonly HostAdapter[],
  id: AppointmentId,
  answerMillis = ANSWER_MILLIS,
): Promise<AppointmentNow> {
  const { database, configuration } = practice
  const current = (): Promise<StoredAppointment | null> =>
    readAppointment(database.knex, configuration.id, id)
  const host = await hostOfAppointment(database.knex, configuration.id, id)
  const adapter = adapters.find((candidate) => candidate.id === host)
  const stored = await current()
  if (adapter === undefined || stored === null) return { appointment: stored, asked: false, problems: [] }
  try {
    const answer = await answerOf(adapter, id, answerMillis)
    if (answer === 'unknown') return { appointment: stored, asked: false, problems: [] }
    const problems = await takeIn(practice, adapter, stored, answer)
    return { appointment: await current(), asked: true, problems }
  } catch (error) {
    if (!(error instanceof RecallError) || error.code !== 'HOST_UNAVAILABLE') throw error
    return { appointment: stored, asked: false, problems: [{ code: error.code, details: error.details }] }
  }
}

/** @throws RecallError HOST_UNAVAILABLE, also when it does not answer in time */
async function answerOf(
  adapter: HostAdapter,
  id: AppointmentId,
  answerMillis: number,
): Promise<HostAppointment | 'gone' | 'missing' | 'unknown'> {
  if (adapter.appointmentNow === undefined) return 'unknown'
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    const late = (): void =>
      reject(new RecallError('HOST_UNAVAILABLE', { host: adapter.id, reason: 'timeout' }))
    timer = setTimeout(late, answerMillis)
  })
  try {
    return await Promise.race([adapter.appointmentNow(id), tooLate])
  } finally {
    clearTimeout(timer)
  }
}

async function takeIn(
  practice: OpenPractice,
  adapter: HostAdapter,
  stored: StoredAppointment,
  answer: HostAppointment | 'gone' | 'missing',
): Promise<HostProblem[]> {
  // One missing line is a cancellation, half a list missing a broken export: only the whole reading can judge.
  if (answer === 'missing') return (await syncHost(practice, adapter)).problems
  const { database, keys, clock } = practice
  if (answer === 'gone') {
    await database.write((trx) => removeAppointment(trx, keys, stored.appointmentId, clock.now()))
  } else if (!(await isAsStored(practice, stored, answer))) {
    await database.write((trx) => putAppointment(trx, keys, adapter.id, answer, clock.now()))
  }
  return []
}

async function isAsStored(
  { database, keys }: OpenPractice,
  stored: StoredAppointment,
  answer: HostAppointment,
): Promise<boolean> {
  return (
    !stored.gone &&
    stored.startsAt === answer.startsAt &&
    stored.status === answer.status &&
    (await findSubject(database.knex, keys, answer.hostPatientId)) === stored.subject
  )
}
