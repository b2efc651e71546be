/** Sends what is due: takes up what others left behind, then asks, claims, hands over and records, as one run. */
import type { HostAdapter } from '../../adapters/host.js'
import { RecallError } from '../errors.js'
import type { Gates } from '../gates/gates.js'
import { failuresOf } from '../gates/verdict.js'
import type { Log } from '../log.js'
import type { OpenPractice } from '../practice.js'
import type { Dialog360 } from '../whatsapp/dialog360.js'
import { DispatchRun } from './dispatch-run.js'
import { countDue, dueReminders, markDue, noteWaiting } from './due.js'
import { recoverLapsed, untilClaimsLapse } from './recover.js'
import { reportUnknown } from './unknown.js'

export interface DispatchOptions {
  client: Dialog360
  /** What sending depends on: one check that fails, and nothing is claimed (P-61). */
  gates: Gates
  /** All hosts of the practice. */
  adapters: readonly HostAdapter[]
  /** When it fires nothing more is claimed, and what is in flight is finished. */
  signal: AbortSignal
  /** Names this process in claims. */
  instance: string
  log: Log
  /** How long a host may take to say how an appointment is now; default 10 s. */
  hostTimeoutMillis?: number
}

export interface DispatchResult {
  /** Taken by 360dialog. */
  sent: number
  /** Skipped or cancelled in the last moment. */
  skipped: number
  /** Refused for good. */
  failed: number
  unknown: number
  /** Still due. */
  waiting: number
  /** Why sending stopped early; what is due stays due. */
  trouble: RecallError | null
}

/** @throws RecallError DATABASE_UNREACHABLE */
export async function dispatchDue(practice: OpenPractice, options: DispatchOptions): Promise<DispatchResult> {
  const { database, configuration, clock } = practice
  const result: DispatchResult = { sent: 0, skipped: 0, failed: 0, unknown: 0, waiting: 0, trouble: null }
  result.unknown += (await recoverLapsed(practice, options.client.timeoutMillis)).unknown
  await reportUnknown(practice)
  await markDue(database, configuration.id, clock.now())
  const isWork =
    (await dueReminders(database.knex, configuration.id, clock.now(), 1, [])).length > 0 ||
    (await untilClaimsLapse(practice)) !== null
  if (isWork) {
    const failures = failuresOf(await options.gates.verdicts())
    if (failures.length === 0) await new DispatchRun(practice, options, result).toEnd()
    else {
      await noteWaiting(database, configuration.id, 'not_ready', clock.now())
      const checks = failures.map(({ check }) => check).join(', ')
      result.trouble = new RecallError('NOT_READY', { checks })
      options.log.warn('not_ready', { practice: configuration.id, checks })
    }
  }
  result.waiting = await countDue(database.knex, configuration.id)
  return result
}
