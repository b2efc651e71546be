/**
 * Works on what the receiver stored, oldest first. All of one webhook is done in the transaction that marks it
 * processed, so a crash repeats it whole; everything in it may be repeated.
 */
import { RecallError } from '../errors.js'
import { open } from '../keys/seal.js'
import type { OpenPractice } from '../practice.js'
import { holdRows, takeRows, type Transaction } from '../storage/database.js'
import { troubleOfOne } from '../storage/database-errors.js'
import { apply, type Applied } from './apply.js'
import { readBody, type ReadBody } from './body.js'
import { inboxContext } from './receive.js'
import { tell } from './scene.js'
import { addMillis } from '../time.js'
import { matchStops } from './unmatched-stops.js'

export interface InboxCounts extends Applied {
  /** Webhooks, by what became of them. */
  processed: number
  foreign: number
  unparsable: number
  /** Could not be worked on whole; will be tried again. */
  postponed: number
  /** Given up after the last attempt, until the next hour; a person is told once. */
  failed: number
  /** Why, one for each that was postponed or failed, and one where kept stops could not be matched. */
  failures: RecallError[]
}

const MOST_ATTEMPTS = 5
/** What was given up is tried again so often: it may hold a stop, and what stood in its way may be mended. */
const AGAIN_MILLIS = 60 * 60_000
const BATCH = 100

/** @throws RecallError DATABASE_UNREACHABLE; a webhook that cannot be worked on is counted, and the next one follows */
export async function processInbox(practice: OpenPractice): Promise<InboxCounts> {
  const { configuration, database, clock } = practice
  const counts: InboxCounts = {
    processed: 0,
    foreign: 0,
    unparsable: 0,
    postponed: 0,
    failed: 0,
    failures: [],
    statuses: 0,
    messages: 0,
    notices: 0,
  }
  // A stop that cannot be matched goes on blocking its number; those that come in must not wait for it.
  const matched = await attempt(() =>
    database.write((trx) => matchStops({ trx, practice, now: clock.now() })),
  )
  if (matched instanceof RecallError) counts.failures.push(matched)
  await takeUpAgain(practice)
  // Each is tried once in a run, so that one which fails keeps nobody waiting.
  for (let last = 0; ; ) {
    const rows = await database
      .knex('webhook_inbox')
      .where({ practice_id: configuration.id, state: 'received' })
      .andWhere('id', '>', last)
      .orderBy('id')
      .limit(BATCH)
      .select<{ id: number }[]>('id')
    for (const { id } of rows) {
      last = id
      await processOne(practice, id, counts)
    }
    if (rows.length < BATCH) return counts
  }
}

function takeUpAgain({ configuration, database, clock }: OpenPractice): Promise<number> {
  const now = clock.now()
  return database.write((trx) =>
    trx('webhook_inbox')
      .where({ practice_id: configuration.id, state: 'failed' })
      .andWhere('changed_at', '<=', addMillis(now, -AGAIN_MILLIS))
      .update({ state: 'received', changed_at: now }),
  )
}

async function processOne(practice: OpenPractice, id: number, counts: InboxCounts): Promise<void> {
  const whole = await attempt(() => practice.database.write((trx) => workOnWhole(practice, trx, id)))
  if (!(whole instanceof RecallError)) {
    if (whole === null) return
    counts[whole.kind] += 1
    add(counts, whole.applied)
    return
  }
  const each = await attempt(() => workOnEach(practice, id, counts))
  counts[await countAttempt(practice, id)] += 1
  counts.failures.push(each instanceof RecallError ? each : whole)
}

function add(counts: InboxCounts, { statuses, messages, notices }: Applied): void {
  counts.statuses += statuses
  counts.messages += messages
  counts.notices += notices
}

/** @throws RecallError DATABASE_UNREACHABLE, which is no fault of the webhook; other errors are the result */
async function attempt<T>(work: () => Promise<T>): Promise<T | RecallError> {
  try {
    return await work()
  } catch (error) {
    const trouble = troubleOfOne(error)
    return trouble instanceof RecallError
      ? trouble
      : new RecallError('INTERNAL', { reason: 'webhook' }, { cause: error })
  }
}

interface Done {
  kind: ReadBody['kind']
  applied: Applied
}

/** @returns `null` when another process has it, or had it */
async function workOnWhole(practice: OpenPractice, trx: Transaction, id: number): Promise<Done | null> {
  const waiting = trx('webhook_inbox').where({ id, state: 'received' })
  const row = await takeRows(practice.database, waiting).first<{ sealed: Buffer } | undefined>('sealed')
  if (row === undefined) return null
  const now = practice.clock.now()
  const body = openBody(practice, row.sealed)
  const happenings = body.kind === 'processed' ? body.happenings : []
  const applied = await apply({ trx, practice, now }, happenings)
  await trx('webhook_inbox').where({ id }).update({ state: body.kind, changed_at: now })
  return { kind: body.kind, applied }
}

/**
 * One happening that cannot be worked on must not keep the others waiting, a STOP least of all: each by itself, in a
 * transaction of its own. What fails here failed in the whole too, is counted there, and is tried again with it.
 */
async function workOnEach(practice: OpenPractice, id: number, counts: InboxCounts): Promise<void> {
  const { database, clock } = practice
  const row = await database
    .knex('webhook_inbox')
    .where({ id, state: 'received' })
    .first<{ sealed: Buffer } | undefined>('sealed')
  const body = row === undefined ? null : openBody(practice, row.sealed)
  if (body?.kind !== 'processed') return
  const now = clock.now()
  for (const happening of body.happenings) {
    const applied = await attempt(() => database.write((trx) => apply({ trx, practice, now }, [happening])))
    if (!(applied instanceof RecallError)) add(counts, applied)
  }
}

/** @returns what becomes of it: another attempt, or a person */
async function countAttempt(practice: OpenPractice, id: number): Promise<'postponed' | 'failed'> {
  const { database, clock } = practice
  return database.write(async (trx) => {
    const now = clock.now()
    const row = await holdRows(database, trx('webhook_inbox').where({ id, state: 'received' })).first<
      { attempts: number } | undefined
    >('attempts')
    if (row === undefined) return 'postponed'
    const attempts = row.attempts + 1
    const failed = attempts >= MOST_ATTEMPTS
    await trx('webhook_inbox')
      .where({ id })
      .update({ attempts, state: failed ? 'failed' : 'received', changed_at: now })
    if (attempts === MOST_ATTEMPTS)
      await tell({ trx, practice, now }, { type: 'webhook.failed', data: { inbox: id } })
    return failed ? 'failed' : 'postponed'
  })
}

function openBody(practice: OpenPractice, sealed: Buffer): ReadBody {
  const { configuration, keys } = practice
  return readBody(
    open(keys.box, sealed, inboxContext(configuration.id)),
    configuration.whatsapp.phoneNumberId,
  )
}
