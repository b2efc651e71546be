/**
 * What the chain costs: appending to the ledger, against the same rows inserted without tree, head and signature.
 * Both sides salt, commit to and seal each content, and write both rows of each entry in one transaction.
 *
 *   node dist/bench/ledger-append.js [rounds]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NewEntry } from '../plugin/consent/entry.js'
import { insertRows } from '../plugin/consent/insert-rows.js'
import { encodeLeaf, saltContent } from '../plugin/consent/leaf.js'
import { seal } from '../plugin/keys/seal.js'
import { subjectKeys } from '../plugin/keys/subject-keys.js'
import type { OpenPractice } from '../plugin/practice.js'
import { openDatabase } from '../plugin/storage/database.js'
import { migrate } from '../plugin/storage/migrate.js'
import { append, inventedEntry, newSubjects, openInvented } from '../test/consent/invented.js'
import { mariadbInstalled, startMariadb } from '../test/harness/mariadb.js'
import { interleaved, median } from './median.js'

const ROUNDS = Number(process.argv[2] ?? 40)
const BATCHES = [1, 50, 500]

/** Everything of an append but the chain. */
async function insertUnchained(
  practice: OpenPractice,
  entries: readonly NewEntry[],
  from: number,
): Promise<void> {
  const { keys } = practice
  await practice.database.write(async (trx) => {
    const keysOf = await subjectKeys(trx, keys, [...new Set(entries.map((entry) => entry.subject))])
    const recordedAt = practice.clock.now()
    const rows = entries.map(({ type, subject, content }, index) => {
      const seq = from + index
      const { bytes, commitment } = saltContent(content)
      const leaf = encodeLeaf({ seq, type, subject, recordedAt, commitment })
      const key = keysOf.get(subject)
      if (key === undefined) throw new Error('the bench made no key')
      return { seq, subject, leaf, sealed: seal(key, bytes, `bench/${keys.practice}/${seq}`) }
    })
    await insertRows(
      trx,
      'ledger_entries',
      ['practice_id', 'seq', 'subject_id', 'leaf'],
      rows.map((row) => [keys.practice, row.seq, row.subject, row.leaf]),
    )
    await insertRows(
      trx,
      'ledger_contents',
      ['practice_id', 'seq', 'sealed'],
      rows.map((row) => [keys.practice, row.seq, row.sealed]),
    )
  })
}

/** A database each: in one, the rows that sort last would be written at the end of the tables, the others amidst. */
async function measure(name: string, urls: readonly [string, string]): Promise<void> {
  const [database, second] = [openDatabase(urls[0]), openDatabase(urls[1])]
  try {
    await migrate(database)
    await migrate(second)
    const chained = await openInvented(database)
    const unchained = await openInvented(second)
    let seq = 0
    for (const batch of BATCHES) {
      const of = async (practice: OpenPractice): Promise<NewEntry[]> => {
        const subjects = await newSubjects(practice, Math.ceil(batch / 2))
        return Array.from({ length: batch }, (_, index) => inventedEntry(subjects[index >> 1]!))
      }
      const [ours, theirs] = [await of(chained), await of(unchained)]
      const taken = await interleaved(
        {
          chained: async () => {
            await append(chained, ours)
          },
          unchained: async () => {
            await insertUnchained(unchained, theirs, seq)
            seq += batch
          },
        },
        batch === 1 ? ROUNDS * 3 : ROUNDS,
      )
      const [a, b] = [median(taken.get('chained') ?? []), median(taken.get('unchained') ?? [])]
      const perSecond = (millis: number): string => ((batch * 1000) / millis).toFixed(0).padStart(9)
      console.log(
        `${name.padEnd(8)} ${String(batch).padStart(5)} ${a.toFixed(2).padStart(9)} ${b.toFixed(2).padStart(9)} ${perSecond(a)} ${perSecond(b)} ${(b / a).toFixed(2).padStart(6)}`,
      )
    }
  } finally {
    await database.close()
    await second.close()
  }
}

console.log('database batch   chained unchained  entries/s entries/s  ratio   (medians, ms)')
const directory = mkdtempSync(join(tmpdir(), 'recall-bench-'))
try {
  await measure('SQLite', [
    `sqlite:${join(directory, 'chained.sqlite')}`,
    `sqlite:${join(directory, 'unchained.sqlite')}`,
  ])
} finally {
  rmSync(directory, { recursive: true, force: true })
}
if (mariadbInstalled) {
  const server = await startMariadb()
  try {
    await measure('MariaDB', [await server.createDatabase(), await server.createDatabase()])
  } finally {
    await server.stop()
  }
}
