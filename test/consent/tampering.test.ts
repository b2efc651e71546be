import { seed } from '../harness/seed.js'
import { hash } from 'node:crypto'
import { expect } from 'chai'
import { checkpoint } from '../../plugin/consent/checkpoint.js'
import type { EntryType } from '../../plugin/consent/entry.js'
import { knexLedger } from '../../plugin/consent/ledger-knex.js'
import { saltContent, sealContext } from '../../plugin/consent/leaf.js'
import type { Finding } from '../../plugin/consent/verify/finding.js'
import { verifyLedger, verifyThrough } from '../../plugin/consent/verify/verify.js'
import { storedFacts } from '../../plugin/consent/wording/registered-facts.js'
import type { SubjectId } from '../../plugin/ids.js'
import type { PracticeKeys } from '../../plugin/keys/practice-keys.js'
import { seal } from '../../plugin/keys/seal.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { layTombstone } from '../../plugin/privacy/erasure/tombstone.js'
import type { Database, Transaction } from '../../plugin/storage/database.js'
import { addMillis } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  append,
  inventedContent,
  inventedEntry,
  newSubjects,
  NOON,
  openInvented,
  settableClock,
} from './invented.js'

const CHANGES = 1_000
const PEOPLE = 24
const ROUNDS = 20
const PER_ROUND = 10
const GONE = 5

type Value = string | number | Buffer | null
type Row = Record<string, Value>
type Table = 'ledger_heads' | 'ledger_entries' | 'ledger_contents' | 'ledger_erasures'
const NUMBERED = ['ledger_entries', 'ledger_contents', 'ledger_erasures'] as const

/** What an attacker with all rights on the database does first. */
async function dropTriggers(database: Database): Promise<void> {
  for (const trigger of [
    'ledger_entries_no_update',
    'ledger_entries_no_delete',
    'ledger_contents_no_update',
    'ledger_contents_no_delete',
    'ledger_heads_no_delete',
    'ledger_erasures_no_update',
    'ledger_erasures_no_delete',
    'wordings_no_update',
    'wordings_no_delete',
  ])
    await database.knex.raw(`DROP TRIGGER ${trigger}`)
}

/** The ledger as it should be, and what one must know to say where a change begins. */
interface Whole {
  practice: OpenPractice
  size: number
  note: string
  heads: Row[]
  rows: Record<(typeof NUMBERED)[number], Row[]>
  /** Entries that a tombstone names, by its number. */
  named: Map<number, number[]>
  subjects: SubjectId[]
  /** First entry whose content names the wording; none for the one that nobody was shown. */
  wordings: { id: string; first: number | null }[]
}

const WORDINGS = ['wa-2026-01', 'wa-2026-02', 'never-shown'] as const
const shaOf = (id: string): string => hash('sha256', `Wortlaut ${id}`)
const FACTS = { recipients: ['360dialog', 'Meta'], storageRegion: null, purposes: [] }
const factsOf = (keys: PracticeKeys, id: string): string =>
  storedFacts(keys, { id, language: 'de', sha256: shaOf(id) }, FACTS)

/** Some 200 entries about two dozen people; of one everything was erased, of two others some contents. */
async function filled(database: Database): Promise<Whole> {
  const clock = settableClock()
  const practice = await openInvented(database, { clock })
  const { id } = practice.configuration
  for (const wording of WORDINGS)
    await database.knex('wordings').insert({
      practice_id: id,
      wording_id: wording,
      language: 'de',
      sha256: shaOf(wording),
      content: `Wortlaut ${wording}`,
      facts: factsOf(practice.keys, wording),
      registered_at: NOON,
    })
  const subjects = await newSubjects(practice, PEOPLE)
  /** Erased on the way: nothing more is recorded about this one. */
  const gone = subjects[GONE]!
  const types: EntryType[] = ['granted', 'withdrawn', 'refused', 'held', 'pending']
  const heads: Row[] = []
  const keepHead = async (): Promise<void> => {
    heads.push(await database.knex('ledger_heads').first<Row>('size', 'frontier', 'note'))
  }
  const shown: { seq: number; id: string }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    clock.set(addMillis(NOON, round * 60_000))
    const present = subjects.filter((subject) => round <= 12 || subject !== gone)
    const seqs = await append(
      practice,
      Array.from({ length: PER_ROUND }, (_, index) => {
        const wording = WORDINGS[(round + index) % 2]!
        return inventedEntry(
          present[(round * 7 + index) % present.length]!,
          types[(round + index) % types.length],
          {
            wording: index < 2 ? { id: wording, language: 'de', sha256: shaOf(wording) } : null,
          },
        )
      }),
    )
    for (const index of [0, 1]) shown.push({ seq: seqs[index]!, id: WORDINGS[(round + index) % 2]! })
    await keepHead()
    if (round === 8) await destroy(practice, subjects[3]!, 'contents', 2)
    if (round === 12) await destroy(practice, gone, 'person', Infinity)
    if (round === 15) await destroy(practice, subjects[9]!, 'contents', 3)
    await keepHead()
  }
  const rowsOf = (table: Table): Promise<Row[]> => database.knex(table).orderBy('seq').select<Row[]>()
  const rows = {
    ledger_entries: await rowsOf('ledger_entries'),
    ledger_contents: await rowsOf('ledger_contents'),
    ledger_erasures: await rowsOf('ledger_erasures'),
  }
  const named = new Map<number, number[]>()
  for (const { seq, tombstone_seq: tombstone } of rows.ledger_erasures)
    named.set(Number(tombstone), [...(named.get(Number(tombstone)) ?? []), Number(seq)])
  const kept = new Set(rows.ledger_contents.map(({ seq }) => seq))
  const wordings = WORDINGS.map((wording) => ({
    id: wording,
    first: shown.find(({ seq, id: shownId }) => shownId === wording && kept.has(seq))?.seq ?? null,
  }))
  return {
    practice,
    size: rows.ledger_entries.length,
    note: await checkpoint(practice),
    heads: heads.filter(({ size }, index) => size !== heads[index + 1]?.['size']),
    rows,
    named,
    subjects,
    wordings,
  }
}

/** As an erasure does it: the whole person, or the contents of the first few entries. */
async function destroy(
  practice: OpenPractice,
  subject: SubjectId,
  scope: 'person' | 'contents',
  most: number,
): Promise<void> {
  await practice.database.write(async (trx) => {
    const entries = await practice.ledger.entriesOf(trx, subject)
    await layTombstone(trx, practice, {
      subject,
      scope,
      entries: entries.map(({ seq }) => seq).slice(0, most),
      actor: { role: 'staff', name: 'Frau Beispiel' },
      reasons: [scope === 'person' ? 'erasure_request' : 'retention_over'],
      now: practice.clock.now(),
    })
  })
}

/** A small generator, so that a failure can be run again with its seed. */
function random(state: number): (below: number) => number {
  let current = state >>> 0
  return (below) => {
    current = (Math.imul(current, 1664525) + 1013904223) >>> 0
    return Math.floor((current / 2 ** 32) * below)
  }
}

type Next = (below: number) => number
const pick = <T>(from: readonly T[], next: Next): T => from[next(from.length)]!

/** One bit of a value is another. */
function flipped(value: Value, next: Next): Value {
  if (typeof value === 'number') return value ^ (1 << next(31))
  if (typeof value === 'string') {
    const at = next(value.length)
    const code = value.charCodeAt(at) ^ (1 << next(7))
    return value.slice(0, at) + String.fromCharCode(code) + value.slice(at + 1)
  }
  const bytes = Buffer.from(value ?? [])
  const at = next(bytes.length)
  bytes[at] = bytes[at]! ^ (1 << next(8))
  return bytes
}

/** A change done, and where the ledger is broken by it: one of these entries, `null` being the head or the whole. */
interface Change {
  what: string
  broken: readonly (number | null)[]
}

type Changing = (trx: Transaction, whole: Whole, next: Next) => Promise<Change>

const MUSTER = { practice_id: 'muster' }
const at = (trx: Transaction, table: Table, seq: number) => trx(table).where({ ...MUSTER, seq })

/** A tombstone that is gone or not itself leaves what it stood for without a reason: then that comes first. */
function tombOrSelf({ named }: Whole, ...seqs: number[]): number[] {
  return seqs.flatMap((seq) => [seq, ...(named.get(seq) ?? []).slice(0, 1)])
}

const earliest = (seqs: readonly number[]): number => Math.min(...seqs)

/** Of a tree of that size, the beginning of the complete subtree that an entry is in: where only the root differs. */
function subtreeOf(seq: number, size: number): number {
  let start = 0
  for (let rest = size; ; ) {
    const subtree = 2 ** Math.floor(Math.log2(rest))
    if (seq < start + subtree) return start
    start += subtree
    rest -= subtree
  }
}

const CHANGINGS: Record<string, Changing> = {
  async 'a bit of an entry'(trx, whole, next) {
    const row = pick(whole.rows.ledger_entries, next)
    const seq = Number(row['seq'])
    const column = pick(['practice_id', 'seq', 'subject_id', 'leaf', 'leaf', 'leaf'], next)
    const value = flipped(row[column]!, next)
    await at(trx, 'ledger_entries', seq).update({ [column]: value })
    const hasContent = whole.rows.ledger_contents.some((content) => content['seq'] === seq)
    // Without content there is only the tree to tell, or the order of times.
    const broken = hasContent ? tombOrSelf(whole, seq) : [seq, seq + 1, subtreeOf(seq, whole.size)]
    return { what: `${column} of ${seq}`, broken }
  },
  async 'a bit of a content'(trx, whole, next) {
    const row = pick(whole.rows.ledger_contents, next)
    const seq = Number(row['seq'])
    const column = pick(['practice_id', 'seq', 'sealed', 'sealed', 'sealed'], next)
    const value = flipped(row[column]!, next)
    await at(trx, 'ledger_contents', seq).update({ [column]: value })
    const moved = column === 'seq' && Number(value) < whole.size ? [Number(value)] : []
    return { what: `${column} of ${seq}`, broken: [earliest([seq, ...moved])] }
  },
  async 'a bit of the head'(trx, whole, next) {
    const head = whole.heads.at(-1)!
    const column = pick(['practice_id', 'size', 'frontier', 'note'], next)
    await trx('ledger_heads').update({
      [column]: flipped(column === 'practice_id' ? 'muster' : head[column]!, next),
    })
    return { what: column, broken: [column === 'practice_id' ? 0 : null] }
  },
  async 'a bit of an erasure'(trx, whole, next) {
    const row = pick(whole.rows.ledger_erasures, next)
    const seq = Number(row['seq'])
    const column = pick(['practice_id', 'seq', 'tombstone_seq', 'erased_at'], next)
    const value = flipped(row[column]!, next)
    await at(trx, 'ledger_erasures', seq).update({ [column]: value })
    const moved = column === 'seq' && Number(value) < whole.size ? [Number(value)] : []
    return { what: `${column} of ${seq}`, broken: [earliest([seq, ...moved])] }
  },
  async 'a row deleted'(trx, whole, next) {
    const table = pick(NUMBERED, next)
    const seq = Number(pick(whole.rows[table], next)['seq'])
    await at(trx, table, seq).delete()
    const broken = table === 'ledger_entries' ? [earliest(tombOrSelf(whole, seq))] : [seq]
    return { what: `${table} ${seq}`, broken }
  },
  async 'the head deleted'(trx) {
    await trx('ledger_heads').delete()
    return { what: '', broken: [0] }
  },
  async 'a row inserted, a copy of another'(trx, whole, next) {
    const table = pick(NUMBERED, next)
    const row = pick(whole.rows[table], next)
    const seq = pick([-1 - next(9), whole.size + next(9), next(whole.size)], next)
    await trx(table).insert({ ...row, seq })
    return {
      what: `${table} ${Number(row['seq'])} as ${seq}`,
      broken: [table === 'ledger_entries' && seq < 0 ? 0 : seq],
    }
  },
  async 'two rows in the place of each other'(trx, whole, next) {
    const table = pick(['ledger_entries', 'ledger_contents'] as const, next)
    const [a, b] = [pick(whole.rows[table], next), pick(whole.rows[table], next)]
    const [one, two] = [Number(a['seq']), Number(b['seq'])]
    if (one === two) throw new Error('the same row')
    const free = whole.size + 1_000
    await at(trx, table, one).update({ seq: free })
    await at(trx, table, two).update({ seq: one })
    await at(trx, table, free).update({ seq: two })
    const broken = table === 'ledger_entries' ? tombOrSelf(whole, one, two) : [one, two]
    return { what: `${table} ${one} and ${two}`, broken: [earliest(broken)] }
  },
  async 'an entry of somebody else'(trx, whole, next) {
    const row = pick(whole.rows.ledger_entries, next)
    const seq = Number(row['seq'])
    const other = pick(
      whole.subjects.filter((subject) => subject !== row['subject_id']),
      next,
    )
    const leaf = Buffer.from(String(row['leaf']).replace(String(row['subject_id']), other))
    await at(trx, 'ledger_entries', seq).update({ subject_id: other, leaf })
    return { what: `${seq}`, broken: [earliest(tombOrSelf(whole, seq))] }
  },
  async 'the end cut off'(trx, whole, next) {
    const from = 1 + next(whole.size - 1)
    for (const table of NUMBERED) await trx(table).where('seq', '>=', from).delete()
    const tombs = [...whole.named.keys()].filter((seq) => seq >= from)
    return { what: `from ${from}`, broken: [earliest([from, ...tombOrSelf(whole, ...tombs)])] }
  },
  async 'the end cut off, and the head with it'(trx, whole, next) {
    const head = pick(whole.heads.slice(0, -1), next)
    const size = Number(head['size'])
    for (const table of NUMBERED) await trx(table).where('seq', '>=', size).delete()
    await trx('ledger_heads').update(head)
    const tombs = [...whole.named.keys()].filter((seq) => seq >= size)
    return { what: `to ${size}`, broken: [earliest([size, ...tombOrSelf(whole, ...tombs)])] }
  },
  async 'the head set back'(trx, whole, next) {
    const head = pick(whole.heads.slice(0, -1), next)
    await trx('ledger_heads').update(head)
    return { what: `to ${Number(head['size'])}`, broken: [Number(head['size'])] }
  },
  async 'everything written anew, with the keys at hand'(trx, { practice, subjects, size }, next) {
    for (const table of NUMBERED) await trx(table).delete()
    await trx('ledger_heads').delete()
    const alive = subjects.filter((_, index) => index !== GONE)
    const count = size - 5 + next(10)
    // A ledger that has not seen the one before.
    await knexLedger(practice.database, practice.keys, practice.clock).append(
      trx,
      Array.from({ length: count }, (_, index) => inventedEntry(alive[index % alive.length]!)),
    )
    return { what: `${count} entries`, broken: [count < size ? count : null] }
  },
  async 'an erasure invented'(trx, whole, next) {
    const row = pick(whole.rows.ledger_contents, next)
    const seq = Number(row['seq'])
    const tombstone = pick([...whole.named.keys()], next)
    await trx('ledger_erasures').insert({ ...MUSTER, seq, tombstone_seq: tombstone, erased_at: NOON })
    if (next(2) === 0) await at(trx, 'ledger_contents', seq).delete()
    return { what: `${seq}`, broken: [seq] }
  },
  async 'an erasure invented that rests on a real tombstone of the person'(trx, whole, next) {
    const tombstone = pick([...whole.named.keys()], next)
    const { subject_id: subject } = whole.rows.ledger_entries[tombstone]!
    const left = whole.rows.ledger_contents.filter(
      ({ seq }) =>
        Number(seq) < tombstone && whole.rows.ledger_entries[Number(seq)]!['subject_id'] === subject,
    )
    const seq = Number(pick(left, next)['seq'])
    const { erased_at } = whole.rows.ledger_erasures.find((row) => row['tombstone_seq'] === tombstone)!
    await trx('ledger_erasures').insert({ ...MUSTER, seq, tombstone_seq: tombstone, erased_at })
    await at(trx, 'ledger_contents', seq).delete()
    return { what: `${seq} by ${tombstone}`, broken: [seq] }
  },
  async 'a tombstone that names others'(trx, { practice, rows, named }, next) {
    const seq = pick([...named.keys()], next)
    const content = inventedContent({
      evidence: { kind: 'erasure', entries: [seq - 1], scope: 'contents' },
      capturedAt: NOON,
    })
    const sealed = seal(
      practice.keys.box,
      saltContent(content).bytes,
      sealContext(practice.keys.practice, seq, rows.ledger_entries[seq]!['leaf'] as Buffer),
    )
    await at(trx, 'ledger_contents', seq).update({ sealed })
    return { what: `${seq}`, broken: [earliest([seq, ...named.get(seq)!])] }
  },
  async 'an erased content put back'(trx, whole, next) {
    const seq = Number(pick(whole.rows.ledger_erasures, next)['seq'])
    await trx('ledger_contents').insert({ ...MUSTER, seq, sealed: Buffer.alloc(60) })
    return { what: `${seq}`, broken: [seq] }
  },
  async 'the key of a person'(trx, { rows, subjects }, next) {
    const subject = pick(
      subjects.filter((_, index) => index !== GONE),
      next,
    )
    const key = trx('subject_keys').where({ ...MUSTER, subject_id: subject })
    const how = pick(['emptied', 'erased', 'deleted', 'another'] as const, next)
    if (how === 'emptied') await key.update({ wrapped: null })
    if (how === 'erased') await key.update({ wrapped: null, destroyed_at: NOON })
    if (how === 'deleted') await key.delete()
    if (how === 'another') await key.update({ wrapped: Buffer.alloc(60, next(256)) })
    const tombs = new Set(rows.ledger_erasures.map((row) => row['tombstone_seq']))
    const first = rows.ledger_contents.find(
      ({ seq }) => rows.ledger_entries[Number(seq)]!['subject_id'] === subject && !tombs.has(seq),
    )!
    return { what: how, broken: [Number(first['seq'])] }
  },
  async 'a wording'(trx, { practice, wordings }, next) {
    const { id, first } = pick(wordings, next)
    const row = trx('wordings').where({ ...MUSTER, wording_id: id })
    const how = pick(
      first === null ? ['content', 'sha256', 'facts'] : ['content', 'sha256', 'facts', 'deleted'],
      next,
    )
    if (how === 'content') await row.update({ content: flipped(`Wortlaut ${id}`, next) })
    if (how === 'sha256') await row.update({ sha256: flipped(shaOf(id), next) })
    if (how === 'facts') await row.update({ facts: flipped(factsOf(practice.keys, id), next) })
    if (how === 'deleted') await row.delete()
    // No entry names what a wording was registered for.
    return { what: `${how} of ${id}`, broken: [how === 'facts' ? null : first] }
  },
}

class Undo extends Error {}

/** Changes the ledger, verifies what then stands there, and undoes the change. `null`: the database refused it. */
async function tamper(
  database: Database,
  whole: Whole,
  changing: Changing,
  next: Next,
): Promise<{ change: Change; found: Finding | null } | null> {
  let result: { change: Change; found: Finding | null } | null = null
  try {
    await database.knex.transaction(async (trx) => {
      const change = await attempt(changing, trx, whole, next)
      if (change !== null) {
        const { firstBroken } = await verifyThrough(
          { dialect: database.dialect, connection: trx },
          whole.practice.keys,
          { older: { note: whole.note, file: 'latest.txt' } },
        )
        result = { change, found: firstBroken }
      }
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo)) throw error
  }
  return result
}

/** A number that is taken, a value that does not fit: the database itself stands in the way. */
async function attempt(
  changing: Changing,
  trx: Transaction,
  whole: Whole,
  next: Next,
): Promise<Change | null> {
  try {
    return await changing(trx, whole, next)
  } catch {
    return null
  }
}

onEachDatabase('Tampering with the stored ledger', (fresh) => {
  it(`is found each of ${CHANGES} times, and the first broken entry named, whatever was changed`, async function () {
    this.timeout(600_000)
    const database = await fresh.open()
    const whole = await filled(database)
    const { practice } = whole
    expect(whole.size).to.be.greaterThan(200)
    expect(whole.rows.ledger_erasures.length).to.be.greaterThan(8)
    await dropTriggers(database)
    const options = { older: { note: whole.note, file: 'latest.txt' } }
    expect((await verifyLedger(database, practice.keys, options)).firstBroken).to.equal(null)
    const next = random(seed)
    const done = new Map<string, number>()
    for (let changes = 0; changes < CHANGES; ) {
      const [name, changing] = pick(Object.entries(CHANGINGS), next)
      const result = await tamper(database, whole, changing, next)
      if (result === null) continue
      const { change, found } = result
      const what = `${name}: ${change.what} (${found?.reason ?? 'not found'}), seed ${seed}`
      expect(found, what).not.to.equal(null)
      expect(change.broken, what).to.include(found?.seq)
      changes += 1
      done.set(name, (done.get(name) ?? 0) + 1)
    }
    // Each kind had its turn, and nothing was left behind.
    expect([...done.keys()].sort()).to.deep.equal(Object.keys(CHANGINGS).sort())
    expect((await verifyLedger(database, practice.keys, options)).firstBroken).to.equal(null)
  })
})
