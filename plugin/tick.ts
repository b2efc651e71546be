/**
 * One turn of a practice's work, in the order of the data's way: hosts, forms, replies, plan, dispatch, events.
 * A stage that fails is reported and the next one goes on: a file share that is down must not keep a STOP waiting.
 */
import type { HostAdapter } from '../adapters/host.js'
import { expireRequests } from './chat/request.js'
import { sendChatReplies } from './chat/send-replies.js'
import { recordWaitingForms } from './consent/record-form.js'
import { countUnmatched } from './consent/stored-form.js'
import { catchUpBlocks } from './consent/tree-blocks.js'
import { importFromHost } from './consent/import-from-host.js'
import { RecallError } from './errors.js'
import { watch } from './gates/watch.js'
import { syncHost } from './host/sync.js'
import type { RunningPractice } from './installation.js'
import { errorFields } from './log.js'
import { dispatchDue } from './outbox/dispatch.js'
import { bearWitness } from './privacy/witness/bear-witness.js'
import { runRetentionDaily } from './privacy/retention/retention.js'
import { removeTraces } from './privacy/erasure/trace-duty.js'
import { stampWhenDue } from './proof/stamp-checkpoint.js'
import { planPractice } from './reminder/plan-practice.js'
import { processInbox } from './webhook/process.js'

/** What one turn did. */
export interface TickCounts {
  /** Forms newly recorded. */
  forms: number
  /** Records that are new or changed. */
  patients: number
  appointments: number
  /** Reminders newly planned. */
  planned: number
  sent: number
  skipped: number
  failed: number
  unknown: number
  /** PDF files, of this turn and before, that are none of the configured forms. */
  unmatchedForms: number
  /** Records, files and lines that could not be used; each one is in the log. */
  problems: number
  /** Stages that could not be finished; the next turn tries again. */
  failures: RecallError[]
}

export const NOTHING_DONE: TickCounts = {
  forms: 0,
  patients: 0,
  appointments: 0,
  planned: 0,
  sent: 0,
  skipped: 0,
  failed: 0,
  unknown: 0,
  unmatchedForms: 0,
  problems: 0,
  failures: [],
}

/** Days ahead that reminders are written into the journal for. */
const PLANNING_DAYS = 60

export interface TickOptions {
  signal: AbortSignal
  /** Names this process in claims. */
  instance: string
  /** Hands the waiting events to the host; the webhooks of the same practice use the same one. */
  deliver(): Promise<void>
}

export async function tick(practice: RunningPractice, options: TickOptions): Promise<TickCounts> {
  const counts: TickCounts = { ...NOTHING_DONE, failures: [] }
  const stage = async (name: string, work: () => Promise<void>): Promise<void> => {
    if (options.signal.aborted) return
    try {
      await work()
    } catch (error) {
      // Without its database nothing of a turn can be done, and nothing is lost by stopping here.
      if (error instanceof RecallError && error.code === 'DATABASE_UNREACHABLE') throw error
      counts.failures.push(
        error instanceof RecallError
          ? error
          : new RecallError('INTERNAL', { reason: name }, { cause: error }),
      )
      practice.log.error('stage_failed', {
        practice: practice.configuration.id,
        stage: name,
        ...errorFields(error),
      })
    }
  }
  // Nothing is sent, and no form believed, before it is known that the database has forgotten nothing (P-53). What comes
  // in is taken all the same, and forms wait in their folder.
  let remembers = false
  await stage('witness', async () => {
    await witness(practice)
    remembers = true
  })
  for (const host of practice.hosts) {
    // Nor anybody taken in: it may be somebody erased.
    await stage(`sync ${host.id}`, async () => {
      if (remembers) await syncOne(practice, host, counts)
    })
  }
  let unmatchedBefore = 0
  await stage('unmatched forms', async () => {
    unmatchedBefore = await countUnmatched(practice)
  })
  for (const host of practice.hosts) {
    await stage(`forms ${host.id}`, async () => {
      if (remembers) await importFromHost(practice, host, counts, options.signal)
    })
  }
  await stage('unmatched forms', async () => {
    counts.unmatchedForms += await countUnmatched(practice)
    tellOfUnmatched(practice, counts.unmatchedForms, unmatchedBefore)
  })
  await stage('waiting forms', async () => {
    if (!remembers) return
    counts.forms += await recordWaitingForms(practice, (sha256, error) => {
      counts.problems += 1
      practice.log.warn('form_waits', {
        practice: practice.configuration.id,
        form: sha256.slice(0, 16),
        ...errorFields(error),
      })
    })
  })
  await stage('inbox', async () => {
    const inbox = await processInbox(practice)
    for (const failure of inbox.failures) {
      practice.log.error('webhook_postponed', {
        practice: practice.configuration.id,
        ...errorFields(failure),
      })
    }
  })
  await stage('chat', async () => {
    await practice.database.write((trx) => expireRequests(trx, practice, practice.clock.now()))
    if (!remembers) return
    await sendChatReplies(practice, {
      provider: () => practice.provider(),
      gates: practice.gates,
      log: practice.log,
      signal: options.signal,
    })
  })
  await stage('plan', async () => {
    nameUnknownTemplates(practice, counts)
    const planned = await planPractice(practice, {
      now: practice.clock.now(),
      horizonDays: PLANNING_DAYS,
      damaged: (patients) => {
        counts.problems += patients
        practice.log.error('patients_damaged', { practice: practice.configuration.id, patients })
      },
    })
    counts.planned += planned.planned
    counts.skipped += planned.skipped
  })
  await stage('dispatch', async () => {
    if (!remembers) return
    const sent = await dispatchDue(practice, {
      client: practice.provider(),
      gates: practice.gates,
      adapters: practice.hosts,
      signal: options.signal,
      instance: options.instance,
      log: practice.log,
    })
    counts.sent += sent.sent
    counts.skipped += sent.skipped
    counts.failed += sent.failed
    counts.unknown += sent.unknown
    // Already in the log; what is due stays due.
    if (sent.trouble !== null) counts.failures.push(sent.trouble)
  })
  await stage('watch', () => watch(practice))
  await stage('events', () => options.deliver())
  await stage('tree blocks', async () => {
    await catchUpBlocks(practice)
  })
  await stage('retention', async () => {
    if (remembers) await runRetentionDaily(practice)
    await removeTraces(practice)
  })
  await stage('witness', () => witness(practice))
  await stage('time stamp', async () => {
    await stampWhenDue(practice)
  })
  return counts
}

async function witness(practice: RunningPractice): Promise<void> {
  const { setBack, replayed } = await bearWitness(practice)
  if (setBack)
    practice.log.warn('database_was_set_back', { practice: practice.configuration.id, done_again: replayed })
}

/** Its reminders are skipped with this reason; said at each turn, because a mistyped name would silence a whole rule. */
function nameUnknownTemplates({ configuration, log }: RunningPractice, counts: TickCounts): void {
  const known = new Set(configuration.templates.map(({ name }) => name))
  for (const { id, template } of configuration.rules.filter((rule) => !known.has(rule.template))) {
    counts.problems += 1
    log.warn('rule_without_template', {
      practice: configuration.id,
      ...errorFields(new RecallError('TEMPLATE_NOT_CONFIGURED', { rule: id, template })),
    })
  }
}

/** Once for all that came, not for each: a folder may hold thousands of other documents. */
function tellOfUnmatched({ configuration, log }: RunningPractice, files: number, before: number): void {
  if (files > before) log.warn('forms_unmatched', { practice: configuration.id, files, new: files - before })
}

async function syncOne(practice: RunningPractice, host: HostAdapter, counts: TickCounts): Promise<void> {
  const result = await syncHost(practice, host)
  counts.patients += result.patients.changed
  counts.appointments += result.appointments.changed
  counts.problems += result.problems.length
  for (const problem of result.problems) {
    practice.log.warn('host_problem', {
      practice: practice.configuration.id,
      host: host.id,
      code: problem.code,
      ...problem.details,
    })
  }
}
