/**
 * Takes webhooks in: the raw body is stored, sealed, and committed before anything looks at it. Bodies that arrive
 * while a transaction runs share the next one, so that a burst costs few commits.
 */
import { seal } from '../keys/seal.js'
import type { OpenPractice } from '../practice.js'
import type { Instant } from '../time.js'

export const inboxContext = (practice: string): string => `webhook/${practice}`

/** Rows and bytes of one insert: below what either database takes in one statement. */
const MOST_ROWS = 100
const MOST_BYTES = 4_000_000

interface Waiting {
  row: {
    practice_id: string
    received_at: Instant
    sealed: Buffer
    state: 'received'
    attempts: 0
    changed_at: Instant
  }
  committed: () => void
  failed: (error: unknown) => void
}

/**
 * @returns a function that resolves once the body is committed, and rejects when it could not be stored; then the
 *   sender must be told so, and will try again
 */
export function webhookReceiver(practice: OpenPractice): (body: Buffer) => Promise<void> {
  const { configuration, database, keys, clock } = practice
  const queue: Waiting[] = []
  let storing = false

  const storeAll = async (): Promise<void> => {
    storing = true
    for (let batch = takeBatch(queue); batch.length > 0; batch = takeBatch(queue)) {
      const rows = batch.map((waiting) => waiting.row)
      try {
        await database.write((trx) => trx('webhook_inbox').insert(rows))
      } catch (error) {
        for (const waiting of batch) waiting.failed(error)
        continue
      }
      for (const waiting of batch) waiting.committed()
    }
    storing = false
  }

  return (body) =>
    new Promise<void>((committed, failed) => {
      const now = clock.now()
      queue.push({
        row: {
          practice_id: configuration.id,
          received_at: now,
          sealed: seal(keys.box, body, inboxContext(configuration.id)),
          state: 'received',
          attempts: 0,
          changed_at: now,
        },
        committed,
        failed,
      })
      if (!storing) void storeAll()
    })
}

function takeBatch(queue: Waiting[]): Waiting[] {
  let bytes = 0
  let rows = 0
  for (const { row } of queue) {
    bytes += row.sealed.length
    if (rows > 0 && (rows === MOST_ROWS || bytes > MOST_BYTES)) break
    rows += 1
  }
  return queue.splice(0, rows)
}
