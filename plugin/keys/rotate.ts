/**
 * Newer keys in the place of older ones, while everything goes on. Interrupted at any point, it is simply begun again:
 * what is done stays done, and nothing that an older key sealed or signed is lost.
 */
import type { PracticeId, SubjectId } from '../ids.js'
import type { Database, Transaction } from '../storage/database.js'
import type { Clock } from '../time.js'
import type { KeyProvider } from './master-key.js'
import { freshKey, practiceKeyContext, ROTATED } from './practice-keys.js'
import { subjectKeyContext } from './subject-keys.js'

export interface NewVersion {
  name: (typeof ROTATED)[number]
  version: number
}

/** New versions of the keys that sign and that seal what belongs to nobody; they begin to be used after the grace. */
export async function renewPracticeKeys(
  database: Database,
  provider: KeyProvider,
  practice: PracticeId,
  clock: Clock,
): Promise<NewVersion[]> {
  const renewed: NewVersion[] = []
  for (const name of ROTATED) {
    const fresh = freshKey(name)
    try {
      renewed.push(
        await database.write(async (trx) => {
          const row = await trx('practice_keys')
            .where({ practice_id: practice, name })
            .max<{ newest: number | null }[]>({ newest: 'version' })
          const version = (row[0]?.newest ?? 0) + 1
          await trx('practice_keys').insert({
            practice_id: practice,
            name,
            version,
            wrapped: provider.wrap(fresh, practiceKeyContext(practice, name, version)),
            created_at: clock.now(),
          })
          return { name, version }
        }),
      )
    } finally {
      fresh.fill(0)
    }
  }
  return renewed
}

/** Few enough that nobody waits long for the right to write. */
const BATCH = 200

/**
 * Wraps with the newest master key what an older one wrapped, of all practices, batch by batch, until nothing is left.
 * @param onBatch told how many were wrapped anew so far
 * @returns how many were wrapped anew
 * @throws RecallError MASTER_KEY_WRONG when a key is met that no master key at hand opens
 */
export async function rewrapKeys(
  database: Database,
  provider: KeyProvider,
  onBatch: (done: number) => void = () => undefined,
): Promise<number> {
  let done = 0
  // What others made meanwhile with the key that was the newest before: once more, until a whole round finds none.
  for (;;) {
    const before = done
    for (const table of [SUBJECTS, PRACTICES]) {
      let last: readonly (string | number)[] | null = null
      for (;;) {
        const page: Page = await database.write((trx) => rewrapPage(trx, provider, table, last))
        done += page.rewrapped
        if (page.rewrapped > 0) onBatch(done)
        if (page.last === null) break
        last = page.last
      }
    }
    if (done === before) return done
  }
}

/** How many keys an older master key still wraps. */
export async function countStale(database: Database, provider: KeyProvider): Promise<number> {
  let stale = 0
  for (const { name } of [SUBJECTS, PRACTICES]) {
    const rows = await database
      .knex(name)
      .whereNotNull('wrapped')
      .select<{ wrapped: Buffer }[]>(database.knex.raw('substr(wrapped, 1, 16) as wrapped'))
    stale += rows.filter(({ wrapped }) => !provider.isCurrent(wrapped)).length
  }
  return stale
}

interface KeyRow {
  practice_id: PracticeId
  subject_id: SubjectId
  name: string
  version: number
  wrapped: Buffer
}

interface KeyTable {
  name: 'subject_keys' | 'practice_keys'
  key: readonly ('practice_id' | 'subject_id' | 'name' | 'version')[]
  context: (row: KeyRow) => string
}

const SUBJECTS: KeyTable = {
  name: 'subject_keys',
  key: ['practice_id', 'subject_id'],
  context: (row) => subjectKeyContext(row.practice_id, row.subject_id),
}
const PRACTICES: KeyTable = {
  name: 'practice_keys',
  key: ['practice_id', 'name', 'version'],
  context: (row) => practiceKeyContext(row.practice_id, row.name, row.version),
}

interface Page {
  rewrapped: number
  /** Key of the last row looked at; `null`: there are no more. */
  last: readonly (string | number)[] | null
}

async function rewrapPage(
  trx: Transaction,
  provider: KeyProvider,
  table: KeyTable,
  after: readonly (string | number)[] | null,
): Promise<Page> {
  const rows = await trx(table.name)
    .whereNotNull('wrapped')
    .modify((query) => {
      if (after !== null)
        void query.whereRaw(`(${table.key.join(', ')}) > (${table.key.map(() => '?').join(', ')})`, [
          ...after,
        ])
    })
    .orderBy([...table.key])
    .limit(BATCH)
    .select<KeyRow[]>(...table.key, 'wrapped')
  let rewrapped = 0
  for (const row of rows) {
    if (provider.isCurrent(row.wrapped)) continue
    const context = table.context(row)
    const plain = provider.unwrap(row.wrapped, context)
    const where = Object.fromEntries(table.key.map((column) => [column, row[column]]))
    // Where it still is what was read: a key that was destroyed meanwhile stays destroyed.
    rewrapped += await trx(table.name)
      .where({ ...where, wrapped: row.wrapped })
      .update({ wrapped: provider.wrap(plain, context) })
    plain.fill(0)
  }
  const last = rows.at(-1)
  return {
    rewrapped,
    last: last === undefined || rows.length < BATCH ? null : table.key.map((column) => last[column]),
  }
}
