/** The forms that wait in a host, one after the other: what becomes of one says nothing about the next. */
import { createHash } from 'node:crypto'
import type { HostAdapter, HostForm } from '../../adapters/host.js'
import { RecallError, type ErrorCode } from '../errors.js'
import type { ReaderPool } from '../form/reader-pool.js'
import { readerTrouble } from '../form/reader-trouble.js'
import { errorFields, type Log } from '../log.js'
import type { OpenPractice } from '../practice.js'
import { troubleOfOne } from '../storage/database-errors.js'
import { forgetFailure, isDue, isOfTheFile, noteFailure } from './failed-form.js'
import { importForm } from './import-form.js'
import { failureOf } from './stored-form.js'

type Practice = OpenPractice & { readers: ReaderPool; log: Log }

export interface ImportedForms {
  /** Newly recorded. */
  forms: number
  /** Files that could not be taken in; each one is in the log. */
  problems: number
}

/**
 * Adds to `counts` as it goes. A form that cannot be taken in is tried again in later rounds, and ends as a case; the others go on.
 * @throws RecallError DATABASE_UNREACHABLE; HOST_UNAVAILABLE; FORM_READER_CRASHED and the like where no file at all can be read
 */
export async function importFromHost(
  practice: Practice,
  host: HostAdapter,
  counts: ImportedForms,
  signal: AbortSignal,
): Promise<void> {
  if (host.forms === undefined) return
  for await (const form of host.forms()) {
    if (signal.aborted) return
    const outcome = await take(practice, form)
    if (outcome.kind === 'recorded') counts.forms += 1
    if (outcome.kind === 'failed') counts.problems += 1
    if (outcome.again) form.again?.()
  }
}

/** `again`: whether the host is to offer it in the next round, too. */
interface Outcome {
  kind: 'recorded' | 'known' | 'waits' | 'failed'
  again: boolean
}

async function take(practice: Practice, form: HostForm): Promise<Outcome> {
  const { database, clock } = practice
  let bytes: Uint8Array
  try {
    bytes = await form.bytes()
  } catch (error) {
    if (error instanceof RecallError && error.code === 'HOST_UNAVAILABLE') throw error
    tell(practice, null, error, 'unread')
    return { kind: 'failed', again: true }
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  let trouble: unknown
  try {
    const failed = await failureOf(practice, sha256, database.knex)
    if (failed !== null && !isDue(failed, clock.now()))
      return { kind: 'waits', again: !isOfTheFile(failed.code) }
    const imported = await importForm(practice, bytes)
    if (imported.kind === 'read')
      return { kind: imported.recorded === 'now' ? 'recorded' : 'known', again: false }
    if (imported.code === 'FORM_ERASED') {
      await forgetFailure(practice, sha256)
      tell(practice, sha256, new RecallError(imported.code), 'taken')
      return { kind: 'failed', again: false }
    }
    trouble = new RecallError(imported.code, imported.details)
  } catch (error) {
    trouble = error
  }
  return failure(practice, sha256, trouble)
}

/** @throws what is no matter of this form: the next one could not be taken in either */
async function failure(practice: Practice, sha256: string, raw: unknown): Promise<Outcome> {
  const error = troubleOfOne(raw)
  const code: ErrorCode = error instanceof RecallError ? error.code : 'INTERNAL'
  if (code.startsWith('FORM_READER_')) {
    const trouble = await readerTrouble(practice.readers)
    if (trouble !== null) throw error
  }
  const state = await noteFailure(practice, sha256, code)
  tell(practice, sha256, error, state)
  return { kind: 'failed', again: state !== 'taken' && !isOfTheFile(code) }
}

function tell(
  { configuration, log }: Practice,
  sha256: string | null,
  error: unknown,
  state: 'unread' | 'unreadable' | 'taken',
): void {
  log.warn('form_unreadable', {
    practice: configuration.id,
    ...(sha256 !== null && { form: sha256.slice(0, 16) }),
    ...errorFields(error),
    state,
  })
}
