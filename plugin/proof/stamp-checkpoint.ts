/** Has the ledger's checkpoint stamped by the configured authority, and keeps the token beside the stamped note. */
import { request } from 'undici'
import type { TimeStamping } from '../configuration/configuration.js'
import { signedCheckpoint } from '../consent/checkpoint.js'
import { RecallError } from '../errors.js'
import type { OpenPractice } from '../practice.js'
import { databaseErrorCode, isDuplicate } from '../storage/database-errors.js'
import { addMillis, type Instant } from '../time.js'

export interface StampedCheckpoint {
  /** Entries that the stamped checkpoint covers. */
  size: number
  authority: string
  /** What the authority says when it was. */
  stampedAt: Instant
  /** The signed note that was stamped. */
  note: string
  /** DER of the token, for `openssl ts -verify -token_in`. */
  token: Buffer
}

interface StampRow {
  size: number
  authority: string
  note: string
  token: Buffer
  stamped_at: Instant
}

const TIMEOUT_MILLIS = 10_000
const LONGEST_ANSWER_BYTES = 1024 * 1024
const DAY_MILLIS = 86_400_000

/**
 * Stamps the checkpoint as it is now. One that this authority has stamped already is not stamped again.
 * @throws RecallError TIME_STAMPING_OFF, TIME_STAMP_UNREACHABLE, TIME_STAMP_REFUSED, LEDGER_BROKEN
 */
export async function stampCheckpoint(practice: OpenPractice): Promise<StampedCheckpoint> {
  const { configuration, database } = practice
  const { timeStamping } = configuration
  if (timeStamping === null) throw new RecallError('TIME_STAMPING_OFF')
  const { checkpoint, note } = await signedCheckpoint(practice, database.knex)
  const authority = timeStamping.url.slice(0, 200)
  const known = await stampOf(practice, checkpoint.size, authority)
  if (known !== null) return known
  // What reads and writes certificates is loaded by those practices alone that have an authority.
  const { readTimeStampAnswer, timeStampQuery, verifyTimeStamp } = await import('./time-stamp.js')
  const query = timeStampQuery(note)
  const answer = readTimeStampAnswer(await ask(timeStamping, query.bytes), query.nonce)
  if (answer.kind === 'refused')
    throw new RecallError('TIME_STAMP_REFUSED', { reason: `status ${answer.status}` })
  if (answer.kind === 'malformed') throw new RecallError('TIME_STAMP_REFUSED', { reason: 'malformed' })
  const roots = timeStamping.roots === null ? [] : [timeStamping.roots]
  const check = await verifyTimeStamp(answer.token, note, roots)
  if (check.kind === 'invalid') throw new RecallError('TIME_STAMP_REFUSED', { reason: check.reason })
  const stamped: StampedCheckpoint = {
    size: checkpoint.size,
    authority,
    stampedAt: check.stampedAt,
    note,
    token: answer.token,
  }
  try {
    await database.write((trx) =>
      trx('time_stamps').insert({
        practice_id: configuration.id,
        size: stamped.size,
        authority,
        note,
        token: stamped.token,
        stamped_at: stamped.stampedAt,
      }),
    )
  } catch (error) {
    // Another process had the same checkpoint stamped in this moment: either stamp serves.
    if (!isDuplicate(error)) throw error
  }
  return stamped
}

/** Once a day, where an authority is configured and the ledger has grown. @returns `null` when there was nothing to do */
export async function stampWhenDue(practice: OpenPractice): Promise<StampedCheckpoint | null> {
  const { configuration, database, clock } = practice
  if (configuration.timeStamping === null) return null
  const { checkpoint } = await signedCheckpoint(practice, database.knex)
  const last = await lastStamp(practice)
  const isFresh =
    last !== null && (last.size === checkpoint.size || addMillis(last.stampedAt, DAY_MILLIS) > clock.now())
  return checkpoint.size === 0 || isFresh ? null : stampCheckpoint(practice)
}

/** The newest stamp of a practice's ledger. */
export async function lastStamp(practice: OpenPractice): Promise<StampedCheckpoint | null> {
  const row = await practice.database
    .knex('time_stamps')
    .where({ practice_id: practice.configuration.id })
    .orderBy('size', 'desc')
    .first<StampRow | undefined>('size', 'authority', 'note', 'token', 'stamped_at')
  return row === undefined ? null : stampedOf(row)
}

async function stampOf(
  practice: OpenPractice,
  size: number,
  authority: string,
): Promise<StampedCheckpoint | null> {
  const row = await practice.database
    .knex('time_stamps')
    .where({ practice_id: practice.configuration.id, size, authority })
    .first<StampRow | undefined>('size', 'authority', 'note', 'token', 'stamped_at')
  return row === undefined ? null : stampedOf(row)
}

const stampedOf = ({ stamped_at, ...row }: StampRow): StampedCheckpoint => ({ ...row, stampedAt: stamped_at })

async function ask({ url }: TimeStamping, query: Uint8Array): Promise<Uint8Array> {
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: query,
      headersTimeout: TIMEOUT_MILLIS,
      bodyTimeout: TIMEOUT_MILLIS,
    })
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of body) {
      const bytes = Buffer.from(chunk as Uint8Array)
      length += bytes.length
      if (length > LONGEST_ANSWER_BYTES) throw new RecallError('TIME_STAMP_REFUSED', { reason: 'too long' })
      chunks.push(bytes)
    }
    if (statusCode !== 200) throw new RecallError('TIME_STAMP_REFUSED', { reason: `HTTP ${statusCode}` })
    return Buffer.concat(chunks)
  } catch (error) {
    if (error instanceof RecallError) throw error
    const reason = databaseErrorCode(error) === '' ? 'network' : databaseErrorCode(error)
    throw new RecallError('TIME_STAMP_UNREACHABLE', { reason }, { cause: error })
  }
}
