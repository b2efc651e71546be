/**
 * What verification costs over hashing: the ledger rebuilt from storage, against the hashes of its leaves and nodes
 * alone, computed from memory, and against SQLite's walk over its own rows; in one process in processor time, on all
 * cores by the clock. And what questions cost that a large ledger must answer at once: a consent, a proof, a person's
 * bundle, the whole certificate as PDF.
 *
 *   node dist/bench/ledger-verify.js [entries] [rounds]
 */
import { fork } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { consentFor } from '../plugin/consent/gate.js'
import { commitmentOf, decodeLeaf, sealContext } from '../plugin/consent/leaf.js'
import { leafPages } from '../plugin/consent/leaves.js'
import { Frontier } from '../plugin/consent/merkle.js'
import { personBundle } from '../plugin/consent/person-bundle.js'
import { proveConsistency, proveEntry } from '../plugin/consent/prove.js'
import { catchUpBlocks } from '../plugin/consent/tree-blocks.js'
import { verifyLedger } from '../plugin/consent/verify/verify.js'
import { subjectOf } from '../plugin/host/patients.js'
import { toHostPatientId } from '../plugin/ids.js'
import type { HostPatientId, SubjectId } from '../plugin/ids.js'
import { masterKey } from '../plugin/keys/master-key.js'
import { KEY_BYTES, open } from '../plugin/keys/seal.js'
import { subjectKeys } from '../plugin/keys/subject-keys.js'
import type { OpenPractice } from '../plugin/practice.js'
import { certificate } from '../plugin/proof/certificate.js'
import { openDatabase } from '../plugin/storage/database.js'
import { migrate } from '../plugin/storage/migrate.js'
import { append, inventedEntry, newSubjects, openInvented } from '../test/consent/invented.js'
import { median } from './median.js'
import type { VerifyAlone } from './verify-child.js'

const ENTRIES = Number(process.argv[2] ?? 1_000_000)
const ROUNDS = Number(process.argv[3] ?? 3)
const BATCH = 5_000
const ENTRIES_PER_PERSON = 4
const ASKED_PER_BATCH = 5
/** So many people are asked about. */
const ASKED = 200
const CERTIFICATE = { language: 'de', actor: 'bench' } as const

/** Somebody whom the practice software knows by a number. */
interface Asked {
  subject: SubjectId
  patient: HostPatientId
}

/** @returns some of the people */
async function fill(practice: OpenPractice): Promise<Asked[]> {
  const some: Asked[] = []
  for (let from = 0; from < ENTRIES; from += BATCH) {
    const count = Math.min(BATCH, ENTRIES - from)
    const known = await patients(practice, from)
    const subjects = [
      ...known.map(({ subject }) => subject),
      ...(await newSubjects(practice, Math.ceil(count / ENTRIES_PER_PERSON) - known.length)),
    ]
    await append(
      practice,
      Array.from({ length: count }, (_, index) => inventedEntry(subjects[index % subjects.length]!)),
    )
    some.push(...known)
    if (process.stderr.isTTY) process.stderr.write(`\rfilling ${from + count} of ${ENTRIES}`)
  }
  if (process.stderr.isTTY) process.stderr.write('\n')
  return some
}

function patients({ database, keys, clock }: OpenPractice, from: number): Promise<Asked[]> {
  return database.write(async (trx) => {
    const made: Asked[] = []
    for (let index = from; index < from + ASKED_PER_BATCH; index += 1) {
      const patient = toHostPatientId(String(index))
      made.push({ patient, subject: await subjectOf(trx, keys, patient, clock.now()) })
    }
    return made
  })
}

interface Taken {
  /** Milliseconds of processor time, of all processes. */
  processor: number
  /** Milliseconds by the clock. */
  clock: number
}

async function timed(work: () => Promise<void> | void): Promise<Taken> {
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { processor: (user + system) / 1000, clock: performance.now() - start }
}

/** Over the whole ledger a page at a time; reading the pages is not counted. */
async function overPages(
  practice: OpenPractice,
  work: (rows: readonly { seq: number; leaf: Buffer }[]) => () => void,
): Promise<Taken> {
  const total = { processor: 0, clock: 0 }
  const range = { start: 0, end: ENTRIES }
  for await (const rows of leafPages(practice.database.knex, practice.keys.practice, range)) {
    const { processor, clock } = await timed(work(rows))
    total.processor += processor
    total.clock += clock
  }
  return total
}

/** SQLite alone goes over all leaves, down to the last byte of each, and hands none of them out. */
const walkingAlone = ({ database }: OpenPractice): Promise<Taken> =>
  timed(async () => {
    await database.knex.raw('select sum(unicode(substr(leaf, -1))) from ledger_entries')
  })

function hashingAlone(practice: OpenPractice): Promise<Taken> {
  const frontier = new Frontier()
  return overPages(practice, (rows) => () => {
    for (const { leaf } of rows) frontier.push(leaf)
  })
}

/** The plain way to hash a tree with node:crypto: an object per hash. */
function hashingPlainly(practice: OpenPractice): Promise<Taken> {
  const stack: { size: number; hash: Buffer }[] = []
  const [leafPrefix, nodePrefix] = [Buffer.of(0), Buffer.of(1)]
  return overPages(practice, (rows) => () => {
    for (const { leaf } of rows) {
      let node = { size: 1, hash: createHash('sha256').update(leafPrefix).update(leaf).digest() }
      for (let left = stack.at(-1); left?.size === node.size; left = stack.at(-1)) {
        stack.pop()
        const hash = createHash('sha256').update(nodePrefix).update(left.hash).update(node.hash).digest()
        node = { size: 2 * node.size, hash }
      }
      stack.push(node)
    }
  })
}

/** The cryptography of a whole verification and nothing else: hash, open, compare with the commitment. */
async function openingAlone({ database, keys }: OpenPractice): Promise<Taken> {
  const frontier = new Frontier()
  const total = { processor: 0, clock: 0 }
  const page = 2_000
  for (let from = 0; from < ENTRIES; from += page) {
    const rows = await database
      .knex('ledger_entries as e')
      .join('ledger_contents as c', (join) =>
        join.on('c.practice_id', 'e.practice_id').andOn('c.seq', 'e.seq'),
      )
      .where('e.practice_id', keys.practice)
      .whereBetween('e.seq', [from, from + page - 1])
      .select<{ seq: number; subject_id: SubjectId; leaf: Buffer; sealed: Buffer }[]>(
        'e.seq',
        'e.subject_id',
        'e.leaf',
        'c.sealed',
      )
    const keysOf = await subjectKeys(database.knex, keys, [...new Set(rows.map((row) => row.subject_id))])
    const taken = await timed(() => {
      for (const { seq, subject_id, leaf, sealed } of rows) {
        frontier.push(leaf)
        const salted = open(keysOf.get(subject_id)!, sealed, sealContext(keys.practice, seq, leaf))
        if (commitmentOf(salted) !== decodeLeaf(leaf)?.commitment) throw new Error('the bench is wrong')
      }
    })
    total.processor += taken.processor
    total.clock += taken.clock
  }
  return total
}

const verified = (practice: OpenPractice, depth: 'chain' | 'everything', processes: number): Promise<Taken> =>
  timed(async () => {
    const { ok, firstBroken } = await verifyLedger(practice.database, practice.keys, { depth, processes })
    if (!ok) throw new Error(`the ledger of the bench does not verify: ${JSON.stringify(firstBroken)}`)
  })

/**
 * So many programs at once, each the whole ledger and none knowing of the others: what the cores give together.
 * @returns how long the slowest took, without its start
 */
async function independently(programs: number, what: VerifyAlone): Promise<Taken> {
  const clock = await Promise.all(
    Array.from({ length: programs }, async () => {
      const child = fork(new URL('./verify-child.js', import.meta.url), {
        execArgv: ['--single-threaded-gc'],
        serialization: 'advanced',
      })
      child.send(what)
      const [millis] = (await once(child, 'message')) as [number | null]
      if (millis === null) throw new Error('the ledger of the bench does not verify by itself')
      return millis
    }),
  )
  return { processor: Number.NaN, clock: Math.max(...clock) }
}

/** Medians for one question, asked about many people. */
async function asked(
  people: readonly Asked[],
  question: (person: Asked, index: number) => Promise<unknown>,
): Promise<Taken> {
  const taken: Taken[] = []
  for (const [index, person] of people.entries())
    taken.push(
      await timed(async () => {
        await question(person, index)
      }),
    )
  return {
    processor: median(taken.map(({ processor }) => processor)),
    clock: median(taken.map(({ clock }) => clock)),
  }
}

const directory = mkdtempSync(join(tmpdir(), 'recall-bench-'))
const database = openDatabase(`sqlite:${join(directory, 'bench.sqlite')}`)
const master = randomBytes(KEY_BYTES)
try {
  await migrate(database)
  const practice = await openInvented(database, { keyProvider: masterKey(master) })
  const people = await fill(practice)
  const cores = availableParallelism()
  const measures: Record<string, () => Promise<Taken>> = {
    'walking over the leaves alone': () => walkingAlone(practice),
    'hashing alone': () => hashingAlone(practice),
    'hashing alone, createHash': () => hashingPlainly(practice),
    'verify, chain, 1 process': () => verified(practice, 'chain', 1),
    [`verify, chain, ${cores} processes`]: () => verified(practice, 'chain', cores),
    'chain, a program': () => independently(1, { url: database.url, master, depth: 'chain' }),
    [`chain, ${cores} programs`]: () => independently(cores, { url: database.url, master, depth: 'chain' }),
    'hashing and opening alone': () => openingAlone(practice),
    'verify, everything, 1 process': () => verified(practice, 'everything', 1),
    [`verify, everything, ${cores} processes`]: () => verified(practice, 'everything', cores),
    'everything, a program': () => independently(1, { url: database.url, master, depth: 'everything' }),
    [`everything, ${cores} programs`]: () =>
      independently(cores, { url: database.url, master, depth: 'everything' }),
  }
  const taken = new Map(Object.keys(measures).map((name) => [name, [] as Taken[]]))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, measure] of Object.entries(measures)) taken.get(name)!.push(await measure())
  }
  const of = (name: string, what: keyof Taken): number => median(taken.get(name)!.map((each) => each[what]))
  console.log(`${ENTRIES} entries, medians of ${ROUNDS}, load ${loadavg()[0]?.toFixed(1)} on ${cores} cores`)
  const seconds = (millis: number): string => (millis / 1000).toFixed(2).padStart(7)
  for (const name of taken.keys()) {
    const [clock, processor] = [of(name, 'clock'), of(name, 'processor')]
    const ofProcessor = Number.isNaN(processor) ? '' : `${seconds(processor)} s of processor time`
    console.log(`${name.padEnd(32)} ${seconds(clock)} s ${ofProcessor}`.trimEnd())
  }
  for (const [depth, alone] of [
    ['chain', 'hashing alone'],
    ['everything', 'hashing and opening alone'],
  ] as const) {
    const one = `verify, ${depth}, 1 process`
    const all = `verify, ${depth}, ${cores} processes`
    console.log(
      `${depth}: ${(of(alone, 'processor') / of(one, 'processor')).toFixed(2)} of the speed of ${alone} on one process, ` +
        `${(of(alone, 'clock') / of(all, 'clock')).toFixed(2)} with all; ` +
        `${(of(one, 'clock') / of(all, 'clock')).toFixed(2)} times as fast with all processes as with one; ` +
        `${cores} programs at once do ${((cores * of(`${depth}, a program`, 'clock')) / of(`${depth}, ${cores} programs`, 'clock')).toFixed(2)} times as much as one`,
    )
  }
  const { knex } = database
  const now = practice.clock.now()
  const blocks = await timed(async () => {
    await catchUpBlocks(practice)
  })
  console.log(`roots of all blocks: ${blocks.clock.toFixed(0)} ms`)
  const questions: Record<string, (person: Asked, index: number) => Promise<unknown>> = {
    'a consent asked of the gate': ({ subject }) => consentFor(knex, practice, subject, 'reminder', now),
    'inclusion proof': (_, index) => proveEntry(practice, (index * 7919) % ENTRIES),
    'consistency proof': (_, index) => proveConsistency(practice, (index * 7919) % ENTRIES),
    "a person's bundle": ({ subject }) => personBundle(practice, subject),
    "a person's certificate (PDF)": ({ patient }) => certificate(practice, patient, CERTIFICATE),
  }
  for (const [name, question] of Object.entries(questions)) {
    const { clock, processor } = await asked(people.slice(0, ASKED), question)
    console.log(`${name}: ${clock.toFixed(2)} ms, ${processor.toFixed(2)} ms of processor time`)
  }
} finally {
  await database.close()
  rmSync(directory, { recursive: true, force: true })
}
