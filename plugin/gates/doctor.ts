/** Every check of one practice: those that sending depends on, and those that only tell what a person should know. */
import { countUnmatched, countUnreadable } from '../consent/stored-form.js'
import { verifyLedger } from '../consent/verify/verify.js'
import { RecallError } from '../errors.js'
import { readerTrouble } from '../form/reader-trouble.js'
import type { RunningPractice } from '../installation.js'
import { sendingState } from '../outbox/halt.js'
import { approvedTemplates } from '../whatsapp/approval.js'
import { controllerVerdict } from './controller.js'
import { rightsVerdict } from './database.js'
import { databaseRights } from './gates.js'
import { brokenLedger } from './ledger.js'
import { ok, type Verdict, warning } from './verdict.js'

/** In the order of `CHECKS`, each as soon as it is known. @throws RecallError DATABASE_UNREACHABLE */
export async function* examine(practice: RunningPractice): AsyncGenerator<Verdict> {
  // That the practice is open shows that the master key fits.
  yield ok('key')
  const gates = await practice.gates.verdicts()
  for (const verdict of gates) {
    // The whole ledger instead of its end.
    if (verdict.check === 'ledger' && verdict.level === 'ok') yield await wholeLedger(practice)
    else yield verdict
  }
  yield rightsVerdict(await databaseRights(practice))
  yield controllerVerdict(practice.configuration)
  yield await haltVerdict(practice)
  yield* hostVerdicts(practice)
  yield* formsVerdicts(practice)
  yield* templateVerdicts(practice)
  yield await readerVerdict(practice)
}

async function wholeLedger({ database, keys }: RunningPractice): Promise<Verdict> {
  const { firstBroken } = await verifyLedger(database, keys)
  return firstBroken === null ? ok('ledger') : brokenLedger(firstBroken)
}

async function haltVerdict({ database, configuration }: RunningPractice): Promise<Verdict> {
  const state = await sendingState(database.knex, configuration.id)
  return state.halted ? warning('halt', 'halted', { since: state.since }) : ok('halt')
}

async function* hostVerdicts({ hosts }: RunningPractice): AsyncGenerator<Verdict> {
  let allWell = true
  for (const host of hosts) {
    const result = await host.check()
    if (result.ok) continue
    allWell = false
    yield warning('hosts', 'host_unreadable', { host: host.id, code: result.problem.code })
  }
  if (allWell) yield ok('hosts')
}

async function* formsVerdicts(practice: RunningPractice): AsyncGenerator<Verdict> {
  const unmatched = await countUnmatched(practice)
  const unreadable = await countUnreadable(practice)
  if (unmatched > 0) yield warning('forms', 'forms_unmatched', { files: unmatched })
  if (unreadable > 0) yield warning('forms', 'forms_unreadable', { files: unreadable })
  if (unmatched + unreadable === 0) yield ok('forms')
}

async function* templateVerdicts(practice: RunningPractice): AsyncGenerator<Verdict> {
  let allWell = true
  try {
    for (const { template, approval } of await approvedTemplates(
      practice,
      practice.provider(),
      practice.clock.now(),
    )) {
      if (approval.kind !== 'finding') continue
      allWell = false
      yield warning('templates', 'template_not_approved', {
        template: `${template.name}.${template.language}`,
        code: approval.code,
      })
    }
  } catch (error) {
    if (!(error instanceof RecallError) || !/^(PROVIDER_|SECRET_)/.test(error.code)) throw error
    allWell = false
    yield warning('templates', 'templates_unchecked', { code: error.code })
  }
  if (allWell) yield ok('templates')
}

async function readerVerdict({ readers }: RunningPractice): Promise<Verdict> {
  const code = await readerTrouble(readers)
  return code === null ? ok('reader') : warning('reader', 'reader_broken', { code })
}
