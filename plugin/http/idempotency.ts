/** One Idempotency-Key, one effect: a repeated POST is answered from the first answer. */
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { RecallError } from '../errors.js'
import { openJson, sealJson } from '../keys/seal.js'
import type { OpenPractice } from '../practice.js'
import type { Database } from '../storage/database.js'
import { isDuplicate } from '../storage/database-errors.js'

interface Row {
  request_sha256: string
  sealed: Buffer
}

const contextOf = (practice: OpenPractice, key: string): string =>
  `answer/${practice.configuration.id}/${key}`

/** What is being worked on in this process, by practice and key. */
const running = new WeakMap<Database, Map<string, { digest: string; answer: Promise<unknown> }>>()

/**
 * Runs `effect` unless this key was answered before. Within this process a second request with the same key waits for
 * the first one's answer. Between processes the unique key of the table decides which answer both give; the effects
 * behind it are idempotent by themselves (a form by its hash, a declaration because a second identical one changes
 * nothing, a decision because a case has only one), so two at once, or a crash between effect and answer, only cost the
 * repetition.
 * @throws RecallError REQUEST_INVALID for a key that the contract does not allow, before anything happens;
 *   IDEMPOTENCY_KEY_REUSED for the same key with another request
 */
export async function once<T>(
  practice: OpenPractice,
  key: string | undefined,
  request: Uint8Array,
  effect: () => Promise<T>,
): Promise<T> {
  if (key === undefined) return effect()
  if (key.length < 1 || key.length > LONGEST_KEY)
    throw new RecallError('REQUEST_INVALID', {
      findings: `Idempotency-Key must have 1 to ${LONGEST_KEY} characters`,
    })
  const digest = createHash('sha256').update(request).digest('hex')
  const ofDatabase =
    running.get(practice.database) ?? new Map<string, { digest: string; answer: Promise<T> }>()
  running.set(practice.database, ofDatabase)
  const name = contextOf(practice, key)
  const first = ofDatabase.get(name)
  if (first !== undefined) {
    if (first.digest !== digest) throw new RecallError('IDEMPOTENCY_KEY_REUSED')
    return (await first.answer) as T
  }
  const answer = answerOnce(practice, key, digest, effect)
  ofDatabase.set(name, { digest, answer })
  try {
    return await answer
  } finally {
    ofDatabase.delete(name)
  }
}

/** As `openapi/recall.yaml` says, and as the column holds. */
const LONGEST_KEY = 255

async function answerOnce<T>(
  practice: OpenPractice,
  key: string,
  digest: string,
  effect: () => Promise<T>,
): Promise<T> {
  const known = await lookUp(practice, key)
  if (known !== undefined) return answerOf<T>(practice, key, known, digest)
  let answer: T
  try {
    answer = await effect()
  } catch (error) {
    const theirs = await answeredElsewhere(practice, key, error)
    if (theirs === undefined) throw error
    return answerOf<T>(practice, key, theirs, digest)
  }
  try {
    await practice.database.write((trx) =>
      trx('idempotency_keys').insert({
        practice_id: practice.configuration.id,
        idempotency_key: key,
        request_sha256: digest,
        sealed: sealJson(practice.keys.box, answer, contextOf(practice, key)),
        created_at: practice.clock.now(),
      }),
    )
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const first = await lookUp(practice, key)
    if (first !== undefined) return answerOf<T>(practice, key, first, digest)
  }
  return answer
}

const LOOKS = 8
const LOOK_MILLIS = 25

/**
 * A conflict may be the doing of the same request in another process: then that one's answer is the answer to both. It
 * stores the answer a moment after the effect, so it is given that moment.
 */
async function answeredElsewhere(
  practice: OpenPractice,
  key: string,
  error: unknown,
): Promise<Row | undefined> {
  if (!(error instanceof RecallError) || error.kind !== 'conflict') return undefined
  for (let looks = 1; ; looks += 1) {
    const theirs = await lookUp(practice, key)
    if (theirs !== undefined || looks === LOOKS) return theirs
    await sleep(LOOK_MILLIS)
  }
}

async function lookUp(practice: OpenPractice, key: string): Promise<Row | undefined> {
  return practice.database
    .knex('idempotency_keys')
    .where({ practice_id: practice.configuration.id, idempotency_key: key })
    .first<Row | undefined>('request_sha256', 'sealed')
}

function answerOf<T>(practice: OpenPractice, key: string, row: Row, digest: string): T {
  if (row.request_sha256 !== digest) throw new RecallError('IDEMPOTENCY_KEY_REUSED')
  return openJson<T>(practice.keys.box, row.sealed, contextOf(practice, key))
}
