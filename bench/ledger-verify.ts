/**
 * What verification costs over hashing: the ledger rebuilt from storage on one core, against the hashes of its leaves
 * and nodes alone, computed from memory. Processor time, since verification on SQLite never waits for anything else.
 *
 *   npx tsx bench/ledger-verify.ts [entries] [rounds]
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { consentFor } from '../plugin/consent/gate.js'
import { leafPages } from '../plugin/consent/leaves.js'
import { Frontier } from '../plugin/consent/merkle.js'
import { verifyLedger } from '../plugin/consent/verify.js'
import type { SubjectId } from '../plugin/ids.js'
import type { OpenPractice } from '../plugin/practice.js'
import { openDatabase } from '../plugin/storage/database.js'
import { migrate } from '../plugin/storage/migrate.js'
import { append, inventedEntry, newSubjects, openInvented } from '../test/consent/invented.js'
import { median } from './median.js'

const ENTRIES = Number(process.argv[2] ?? 1_000_000)
const ROUNDS = Number(process.argv[3] ?? 3)
const BATCH = 5_000
const ENTRIES_PER_PERSON = 4

/** @returns some of the people */
async function fill(practice: OpenPractice): Promise<SubjectId[]> {
  const some: SubjectId[] = []
  for (let from = 0; from < ENTRIES; from += BATCH) {
    const count = Math.min(BATCH, ENTRIES - from)
    const subjects = await newSubjects(practice, Math.ceil(count / ENTRIES_PER_PERSON))
    await append(
      practice,
      Array.from({ length: count }, (_, index) => inventedEntry(subjects[index % subjects.length]!)),
    )
    some.push(...subjects.slice(0, 5))
    if (process.stderr.isTTY) process.stderr.write(`\rfilling ${from + count} of ${ENTRIES}`)
  }
  if (process.stderr.isTTY) process.stderr.write('\n')
  return some
}

/** Median milliseconds until one person's consent is known, asked as the sending does. */
async function askGate(practice: OpenPractice, people: readonly SubjectId[]): Promise<number> {
  const { database, clock } = practice
  const taken: number[] = []
  for (const person of people) {
    const start = performance.now()
    const { status } = await consentFor(database.knex, practice, person, 'reminder', clock.now())
    taken.push(performance.now() - start)
    if (status !== 'active') throw new Error('the people of the bench have agreed')
  }
  return median(taken)
}

/** Milliseconds of processor time that `work` takes. */
async function processorTime(work: () => Promise<void> | void): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** Hashing alone, a page at a time: reading the pages is not counted. */
async function hashAlone(practice: OpenPractice, push: (leaf: Buffer) => void): Promise<number> {
  let taken = 0
  for await (const rows of leafPages(practice.database.knex, practice.keys.practice, ENTRIES)) {
    taken += await processorTime(() => {
      for (const row of rows) push(row.leaf)
    })
  }
  return taken
}

/** The plain way to hash a tree with node:crypto: an object per hash. */
function plainTree(): (leaf: Buffer) => void {
  const stack: { size: number; hash: Buffer }[] = []
  const [leafPrefix, nodePrefix] = [Buffer.of(0), Buffer.of(1)]
  return (leaf) => {
    let node = { size: 1, hash: createHash('sha256').update(leafPrefix).update(leaf).digest() }
    for (let left = stack.at(-1); left?.size === node.size; left = stack.at(-1)) {
      stack.pop()
      const hash = createHash('sha256').update(nodePrefix).update(left.hash).update(node.hash).digest()
      node = { size: 2 * node.size, hash }
    }
    stack.push(node)
  }
}

async function verified(practice: OpenPractice, depth: 'chain' | 'everything'): Promise<number> {
  return processorTime(async () => {
    const { ok } = await verifyLedger(practice.database, practice.keys, { depth })
    if (!ok) throw new Error('the ledger of the bench does not verify')
  })
}

const directory = mkdtempSync(join(tmpdir(), 'recall-bench-'))
const database = openDatabase(`sqlite:${join(directory, 'bench.sqlite')}`)
try {
  await migrate(database)
  const practice = await openInvented(database)
  const people = await fill(practice)
  const measures: Record<string, () => Promise<number>> = {
    'hashing alone': () => {
      const frontier = new Frontier()
      return hashAlone(practice, (leaf) => frontier.push(leaf))
    },
    'hashing alone, createHash': () => hashAlone(practice, plainTree()),
    'verify, chain': () => verified(practice, 'chain'),
    'verify, everything': () => verified(practice, 'everything'),
  }
  const taken = new Map(Object.keys(measures).map((name) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, measure] of Object.entries(measures)) taken.get(name)!.push(await measure())
  }
  const alone = median(taken.get('hashing alone')!)
  const plain = median(taken.get('hashing alone, createHash')!)
  console.log(
    `${ENTRIES} entries, medians of ${ROUNDS}; ratio: speed against hashing alone, against createHash`,
  )
  for (const [name, times] of taken) {
    const time = median(times)
    console.log(
      `${name.padEnd(26)} ${(time / 1000).toFixed(2).padStart(7)} s ${((time * 1000) / ENTRIES).toFixed(2).padStart(7)} µs/entry ${(alone / time).toFixed(2).padStart(6)} ${(plain / time).toFixed(2).padStart(6)}`,
    )
  }
  console.log(`one consent asked of the gate: ${(await askGate(practice, people)).toFixed(2)} ms`)
} finally {
  await database.close()
  rmSync(directory, { recursive: true, force: true })
}
