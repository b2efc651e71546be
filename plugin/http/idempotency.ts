/** One Idempotency-Key, one effect: a repeated POST is answered from the first answer. */
import { createHash } from 'node:crypto'
import { RecallError } from '../errors.js'
import { openJson, sealJson } from '../keys/seal.js'
import type { OpenPractice } from '../practice.js'
import { isDuplicate } from '../storage/database-errors.js'

interface Row {
  request_sha256: string
  sealed: Buffer
}

const contextOf = (practice: OpenPractice, key: string): string =>
  `answer/${practice.configuration.id}/${key}`

/**
 * Runs `effect` unless this key was answered before. The effects behind it are idempotent by themselves (a form by
 * its hash, a declaration because a second identical one changes nothing), so a crash between effect and answer only
 * costs the repetition.
 * @throws RecallError IDEMPOTENCY_KEY_REUSED for the same key with another request
 */
export async function once<T>(
  practice: OpenPractice,
  key: string | undefined,
  request: Uint8Array,
  effect: () => Promise<T>,
): Promise<T> {
  if (key === undefined) return effect()
  const digest = createHash('sha256').update(request).digest('hex')
  const known = await lookUp(practice, key)
  if (known !== undefined) return answerOf<T>(practice, key, known, digest)
  const answer = await effect()
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
