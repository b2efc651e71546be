/**
 * Group commit: what wants to be written while a transaction is under way is written together in the next one. Each
 * caller still hears of its own result, and not before it is on the disk; waiting for the disk is what writing costs.
 */
import { RecallError } from '../errors.js'
import type { Database, Transaction } from '../storage/database.js'

/** Works in one transaction; others wait for its locks. */
const MOST_AT_ONCE = 16

interface Waiting {
  /** Does the work; what it returns tells the caller, once all of it is committed. */
  perform(trx: Transaction): Promise<() => void>
  /** Does it in a transaction of its own. */
  alone(): Promise<void>
  reject(error: unknown): void
}

/** The same database, whose writes keep their order and share transactions. */
export function groupWrites(database: Database): Database {
  const waiting: Waiting[] = []
  let isRunning = false

  async function run(): Promise<void> {
    isRunning = true
    // What the same turn of the event loop brings belongs together.
    await new Promise(setImmediate)
    for (
      let group = waiting.splice(0, MOST_AT_ONCE);
      group.length > 0;
      group = waiting.splice(0, MOST_AT_ONCE)
    )
      await commit(group)
    isRunning = false
  }

  async function commit(group: readonly Waiting[]): Promise<void> {
    try {
      const settle = await database.write(async (trx) => {
        const done: (() => void)[] = []
        for (const work of group) done.push(await work.perform(trx))
        return done
      })
      for (const tell of settle) tell()
    } catch (error) {
      const isLost = error instanceof RecallError && error.code === 'DATABASE_UNREACHABLE'
      // One that fails must not take the others with it.
      for (const work of group) {
        if (isLost) work.reject(error)
        else await work.alone()
      }
    }
  }

  return {
    ...database,
    write: <T>(work: (trx: Transaction) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({
          perform: async (trx) => {
            const result = await work(trx)
            return () => resolve(result)
          },
          alone: () => database.write(work).then(resolve, reject),
          reject,
        })
        if (!isRunning) void run()
      }),
  }
}
