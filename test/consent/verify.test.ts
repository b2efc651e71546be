import { seed } from '../harness/seed.js'
import { hash } from 'node:crypto'
import { expect } from 'chai'
import { checkpoint } from '../../plugin/consent/checkpoint.js'
import { exportLedger } from '../../plugin/consent/export.js'
import { saltContent, sealContext } from '../../plugin/consent/leaf.js'
import { proveEntry } from '../../plugin/consent/prove.js'
import { examinePacked, examineRows } from '../../plugin/consent/verify/entry-row.js'
import { contentRows, entryRows, packedEntries } from '../../plugin/consent/verify/store.js'
import { storedFacts } from '../../plugin/consent/wording/registered-facts.js'
import { verifyLedger } from '../../plugin/consent/verify/verify.js'
import type { SubjectId } from '../../plugin/ids.js'
import { seal } from '../../plugin/keys/seal.js'
import { subjectKey } from '../../plugin/keys/subject-keys.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { layTombstone } from '../../plugin/privacy/erasure/tombstone.js'
import type { Database } from '../../plugin/storage/database.js'
import { addMillis, toInstant } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  append,
  codeOf,
  inventedContent,
  inventedEntry,
  newSubject,
  newSubjects,
  NOON,
  openInvented,
  settableClock,
} from './invented.js'

const TABLES = ['ledger_heads', 'ledger_entries', 'ledger_contents'] as const
type Table = (typeof TABLES)[number]
type Row = Record<string, string | number | Buffer>
type Snapshot = Record<Table, Row[]>

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
  ])
    await database.knex.raw(`DROP TRIGGER ${trigger}`)
}

async function snapshot(database: Database): Promise<Snapshot> {
  const rowsOf = (table: Table) => database.knex(table).select<Row[]>()
  return {
    ledger_heads: await rowsOf('ledger_heads'),
    ledger_entries: await rowsOf('ledger_entries'),
    ledger_contents: await rowsOf('ledger_contents'),
  }
}

async function restore(database: Database, rows: Snapshot): Promise<void> {
  for (const table of TABLES) {
    await database.knex(table).delete()
    await database.knex(table).insert(rows[table])
  }
}

/** Two practices, three people each, 22 entries, of several appends and times. */
async function filled(database: Database): Promise<{ practice: OpenPractice; other: OpenPractice }> {
  const clock = settableClock()
  const practice = await openInvented(database, { clock })
  const other = await openInvented(database, { clock, id: 'other' })
  for (const each of [practice, other]) {
    const [a, b, c] = await newSubjects(each, 3)
    for (const [round, size] of [1, 4, 6].entries()) {
      clock.set(addMillis(NOON, round * 60_000))
      const types = ['granted', 'withdrawn', 'refused', 'held'] as const
      const subjects = [a!, b!, c!]
      await append(
        each,
        Array.from({ length: size }, (_, index) =>
          inventedEntry(subjects[index % 3]!, types[(index + round) % 4]),
        ),
      )
    }
  }
  return { practice, other }
}

const erase = (practice: OpenPractice, subject: SubjectId, scope: 'person' | 'contents', entries: number[]) =>
  practice.database.write((trx) =>
    layTombstone(trx, practice, {
      subject,
      scope,
      entries,
      actor: { role: 'staff', name: 'Frau Beispiel' },
      reasons: ['erasure_request'],
      now: practice.clock.now(),
    }),
  )

const verify = (practice: OpenPractice) => verifyLedger(practice.database, practice.keys)

/** A small generator, so that a failure can be run again with its seed. */
function random(state: number): (below: number) => number {
  let current = state >>> 0
  return (below) => {
    current = (Math.imul(current, 1664525) + 1013904223) >>> 0
    return Math.floor((current / 2 ** 32) * below)
  }
}

const pick = <T>(from: readonly T[], next: (below: number) => number): T => from[next(from.length)]!

/** One random change of one value in any column of any row. @returns what was changed, for a failure's message */
async function changeOneValue(
  database: Database,
  rows: Snapshot,
  next: (below: number) => number,
): Promise<string> {
  const table = pick(TABLES, next)
  const row = pick(rows[table], next)
  const column = pick(Object.keys(row), next)
  const old = row[column]!
  const value = changed(old, next)
  const key: Row = { practice_id: row['practice_id']! }
  if (table !== 'ledger_heads') key['seq'] = row['seq']!
  await database
    .knex(table)
    .where(key)
    .update({ [column]: value })
  return `${table}.${column} of ${JSON.stringify(key)}`
}

function changed(old: string | number | Buffer, next: (below: number) => number): string | number | Buffer {
  if (typeof old === 'number') return pick([old + 1_000, old + 11, -1 - old, old + 2 ** 31], next)
  if (Buffer.isBuffer(old)) {
    const bytes = Buffer.from(old)
    const at = next(bytes.length)
    switch (next(4)) {
      case 0:
        return Buffer.concat([bytes, Buffer.of(next(256))])
      case 1:
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
      default:
        bytes[at] = bytes[at]! ^ (1 << next(8))
        return bytes
    }
  }
  const at = next(old.length)
  switch (next(4)) {
    case 0:
      // One database ignores spaces at the end when comparing, and cuts them off where the column is full.
      return old.length === 26 ? `${old.slice(0, -1)}_` : `${old} `
    case 1:
      return old.slice(0, at) + old.slice(at + 1)
    default: {
      const letter = old[at]!
      const put = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
      return old.slice(0, at) + (put === letter ? (letter === '7' ? '8' : '7') : put) + old.slice(at + 1)
    }
  }
}

const FACTS = { recipients: ['360dialog', 'Meta'], storageRegion: null, purposes: [] }

onEachDatabase('Verifying the ledger', (fresh) => {
  it('finds an untouched ledger in order, down to its contents, and an empty one too', async () => {
    const database = await fresh.open()
    const empty = await openInvented(database, { id: 'empty' })
    const { practice } = await filled(database)
    const note = await checkpoint(practice)
    expect(await verify(practice)).to.deep.equal({
      ok: true,
      entries: 11,
      root: note.split('\n')[2],
      checkpoint: note,
      firstBroken: null,
    })
    expect(await verifyLedger(database, practice.keys, { depth: 'chain' })).to.include({ ok: true })
    expect(await verify(empty)).to.deep.include({ ok: true, entries: 0, checkpoint: await checkpoint(empty) })
  })

  it('finds each of 100 random single changes in any column of any table', async function () {
    this.timeout(360_000)
    const database = await fresh.open()
    const { practice, other } = await filled(database)
    await dropTriggers(database)
    const rows = await snapshot(database)
    const next = random(seed)
    for (let found = 0; found < 100; ) {
      let what: string
      try {
        what = await changeOneValue(database, rows, next)
      } catch {
        // The database itself refused the value: too long, or there twice.
        continue
      }
      const verified = [await verify(practice), await verify(other)]
      expect(
        verified.some(({ ok }) => !ok),
        what,
      ).to.be.true
      found += 1
      await restore(database, rows)
    }
    expect((await verify(practice)).ok && (await verify(other)).ok).to.be.true
  })

  it('names the first broken entry, whichever column of it was changed', async () => {
    const database = await fresh.open()
    const { practice } = await filled(database)
    await dropTriggers(database)
    const rows = await snapshot(database)
    const entry = (seq: number, table: Table = 'ledger_entries') =>
      database.knex(table).where({ practice_id: 'muster', seq })
    const rowOf = (seq: number, table: Table = 'ledger_entries') =>
      rows[table].find((row) => row['practice_id'] === 'muster' && row['seq'] === seq)!
    const leafWith = (seq: number, from: string | RegExp, to: string) =>
      Buffer.from(String(rowOf(seq)['leaf']).replace(from, to))
    type Case = [string, () => Promise<unknown>, number | null, string]
    const cases: Case[] = [
      [
        'another type',
        () => entry(4).update({ leaf: leafWith(4, /"type":"\w+"/, '"type":"refused"') }),
        4,
        'content_broken',
      ],
      ['another time', () => entry(6).update({ leaf: leafWith(6, 'T12:02', 'T12:03') }), 6, 'content_broken'],
      [
        'an earlier time',
        () => entry(6).update({ leaf: leafWith(6, 'T12:02', 'T11:02') }),
        6,
        'recorded_backwards',
      ],
      [
        'another writing of the same JSON',
        () => entry(2).update({ leaf: leafWith(2, '","', '", "') }),
        2,
        'leaf_malformed',
      ],
      [
        'an unknown type',
        () => entry(2).update({ leaf: leafWith(2, /"type":"\w+"/, '"type":"marketing"') }),
        2,
        'leaf_malformed',
      ],
      ['another number', () => entry(2).update({ leaf: leafWith(2, '"seq":2', '"seq":3') }), 2, 'leaf_moved'],
      ['another person', () => entry(3).update({ subject_id: rowOf(4)['subject_id'] }), 3, 'subject_differs'],
      ['a removed entry', () => entry(5).delete(), 5, 'entry_missing'],
      ['a removed content', () => entry(5, 'ledger_contents').delete(), 5, 'content_missing'],
      [
        'a content moved here',
        () => entry(5, 'ledger_contents').update({ sealed: rowOf(2, 'ledger_contents')['sealed'] }),
        5,
        'content_broken',
      ],
      ['a removed last entry', () => entry(10).delete(), 10, 'entry_missing'],
      [
        'an added entry',
        () => database.knex('ledger_entries').insert({ ...rowOf(10), seq: 11 }),
        11,
        'entry_surplus',
      ],
      [
        'an entry before the first',
        () => database.knex('ledger_entries').insert({ ...rowOf(10), seq: -1 }),
        0,
        'entry_missing',
      ],
      [
        'an added content',
        () => database.knex('ledger_contents').insert({ ...rowOf(10, 'ledger_contents'), seq: 12 }),
        12,
        'content_surplus',
      ],
      [
        'a removed head',
        () => database.knex('ledger_heads').where({ practice_id: 'muster' }).delete(),
        0,
        'head_missing',
      ],
      [
        'rows of nobody',
        () => database.knex('ledger_entries').insert({ ...rowOf(0), practice_id: 'nobody' }),
        null,
        'practice_unknown',
      ],
      [
        'two entries exchanged',
        async () => {
          await entry(3).update({ seq: 99 })
          await entry(4).update({ seq: 3 })
          await entry(99).update({ seq: 4 })
        },
        3,
        'leaf_moved',
      ],
      [
        'the entries of another practice',
        async () => {
          await database.knex('ledger_entries').where({ practice_id: 'muster' }).delete()
          await database
            .knex('ledger_entries')
            .where({ practice_id: 'other' })
            .update({ practice_id: 'muster' })
        },
        0,
        'subject_key_missing',
      ],
      [
        'the head of another practice',
        async () => {
          await database.knex('ledger_heads').where({ practice_id: 'muster' }).delete()
          await database.knex('ledger_heads').update({ practice_id: 'muster' })
        },
        null,
        'note_origin',
      ],
      ['another size', () => database.knex('ledger_heads').update({ size: 12 }), null, 'head_size'],
      [
        'no subtree hashes',
        () => database.knex('ledger_heads').update({ frontier: Buffer.alloc(96) }),
        null,
        'head_frontier',
      ],
    ]
    for (const [what, change, seq, reason] of cases) {
      await change()
      const verified = await verify(practice)
      expect(verified.firstBroken, what).to.deep.equal({ seq, reason })
      expect(verified.ok, what).to.be.false
      await restore(database, rows)
    }
    // Of several, the first.
    await entry(8).delete()
    await entry(3, 'ledger_contents').delete()
    expect((await verify(practice)).firstBroken).to.deep.equal({ seq: 3, reason: 'content_missing' })
  })

  it('finds a change without any key but the public one, and says where it begins', async () => {
    const database = await fresh.open()
    const { practice } = await filled(database)
    await dropTriggers(database)
    const row = await database
      .knex('ledger_entries')
      .where({ practice_id: 'muster', seq: 9 })
      .first<{ leaf: Buffer }>()
    const leaf = Buffer.from(String(row.leaf).replace(/"type":"\w+"/, '"type":"not_given"'))
    await database.knex('ledger_entries').where({ practice_id: 'muster', seq: 9 }).update({ leaf })
    const verified = await verifyLedger(database, practice.keys, { depth: 'chain' })
    // Of 11 entries, the complete subtrees are 0–7, 8–9 and 10.
    expect(verified.firstBroken).to.deep.equal({ seq: 8, reason: 'root_differs' })
    expect(await codeOf(proveEntry(practice, 3))).to.equal('LEDGER_BROKEN')
    expect(await codeOf(exportLedger(practice, '/tmp/never-written', { content: false }))).to.equal(
      'LEDGER_BROKEN',
    )
  })

  it('finds a ledger set back to an earlier state by an older checkpoint', async () => {
    const database = await fresh.open()
    const clock = settableClock()
    const practice = await openInvented(database, { clock })
    const subject = await newSubject(practice)
    await append(practice, [inventedEntry(subject), inventedEntry(subject), inventedEntry(subject)])
    const early = await snapshot(database)
    const note = await checkpoint(practice)
    await append(practice, [inventedEntry(subject, 'withdrawn'), inventedEntry(subject)])
    const later = await checkpoint(practice)
    const against = (older: string) =>
      verifyLedger(database, practice.keys, { older: { note: older, file: 'older.txt' } })
    expect(await against(note)).to.deep.include({ ok: true, entries: 5 })
    expect(await against(later)).to.deep.include({ ok: true })

    await dropTriggers(database)
    await restore(database, early)
    expect((await verify(practice)).ok).to.be.true
    expect((await against(later)).firstBroken).to.deep.equal({ seq: 3, reason: 'older_checkpoint_longer' })
    // Grown again without the withdrawal: as long as before, signed by us, and yet another log.
    await append(practice, [inventedEntry(subject), inventedEntry(subject)])
    expect((await verify(practice)).ok).to.be.true
    expect(await against(note)).to.deep.include({ ok: true })
    expect((await against(later)).firstBroken).to.deep.equal({
      seq: null,
      reason: 'older_checkpoint_differs',
    })
  })

  it('finds a ledger cut or emptied together with its head by what rests on it elsewhere', async () => {
    const database = await fresh.open()
    const { practice } = await filled(database)
    const { id } = practice.configuration
    await database.knex('forms').insert({
      practice_id: id,
      sha256: '0'.repeat(64),
      recorded_at: NOON,
      state: 'recorded',
      subject_id: null,
      mappings_sha256: '',
      sealed: Buffer.alloc(1),
    })
    expect((await verifyLedger(database, practice.keys)).firstBroken).to.equal(null)
    await dropTriggers(database)
    for (const table of TABLES) await database.knex(table).where({ practice_id: id }).delete()
    expect((await verifyLedger(database, practice.keys)).firstBroken).to.deep.equal({
      seq: 0,
      reason: 'entry_missing',
    })
  })

  it('takes no note of another ledger for an older checkpoint', async () => {
    const database = await fresh.open()
    const { practice, other } = await filled(database)
    for (const note of [await checkpoint(other), '', 'not a note']) {
      const attempt = verifyLedger(database, practice.keys, { older: { note, file: 'older.txt' } })
      expect(await codeOf(attempt)).to.equal('CHECKPOINT_INVALID')
    }
  })

  it('stays in order when a person is erased: key, salt and content gone, the leaf there (P-51)', async () => {
    const database = await fresh.open()
    const practice = await openInvented(database)
    const [gone, stays] = await newSubjects(practice, 2)
    await append(practice, [inventedEntry(gone!), inventedEntry(stays!), inventedEntry(gone!, 'withdrawn')])
    await erase(practice, gone!, 'person', [0, 2])
    expect(await verify(practice)).to.deep.include({ ok: true, entries: 4 })
    const entries = await practice.ledger.entriesOf(database.knex, gone!)
    expect(entries.map(({ seq, type, content }) => [seq, type, content === null])).to.eql([
      [0, 'granted', true],
      [2, 'withdrawn', true],
      [3, 'erased', false],
    ])
    expect(await append(practice, [inventedEntry(stays!)])).to.eql([4])
    expect((await verify(practice)).ok).to.be.true
  })

  it('takes no content that is simply gone for an erased one (P-51)', async () => {
    const database = await fresh.open()
    const practice = await openInvented(database)
    const [gone, other] = await newSubjects(practice, 2)
    await append(practice, [inventedEntry(gone!), inventedEntry(gone!), inventedEntry(other!)])
    await erase(practice, gone!, 'contents', [0])
    expect((await verify(practice)).ok).to.be.true
    await dropTriggers(database)
    const content = (seq: number) => database.knex('ledger_contents').where({ seq })
    const erasure = () => database.knex('ledger_erasures')
    await content(1).delete()
    expect((await verify(practice)).firstBroken).to.deep.equal({ seq: 1, reason: 'content_missing' })
    // By the same tombstone, which says nothing of it.
    const row = await erasure().where({ seq: 0 }).first<Row>()
    await erasure().insert({ ...row, seq: 1 })
    expect((await verify(practice)).firstBroken).to.deep.equal({ seq: 1, reason: 'erasure_unfounded' })
    // By a tombstone of somebody else.
    await content(2).delete()
    await erasure().where({ seq: 1 }).delete()
    await content(1).insert({ practice_id: 'muster', seq: 1, sealed: Buffer.alloc(40) })
    await erasure().insert({ ...row, seq: 2 })
    expect((await verify(practice)).firstBroken).to.deep.equal({ seq: 1, reason: 'content_broken' })
    await erasure().where({ seq: 0 }).delete()
    expect((await verify(practice)).firstBroken).to.deep.equal({ seq: 0, reason: 'content_missing' })
  })

  it('finds a tombstone that says more than was done: a key that is there again, an erasure that is not (P-53)', async () => {
    const database = await fresh.open()
    const practice = await openInvented(database)
    const [gone] = await newSubjects(practice, 1)
    const key = () => database.knex('subject_keys').where({ subject_id: gone! })
    const { wrapped } = await key().first<{ wrapped: Buffer }>('wrapped')
    await append(practice, [inventedEntry(gone!), inventedEntry(gone!)])
    const content = await database.knex('ledger_contents').where({ seq: 1 }).first<Row>()
    await erase(practice, gone!, 'person', [0, 1])
    await key().update({ wrapped, destroyed_at: null })
    expect((await verify(practice)).firstBroken).to.deep.equal({ seq: 2, reason: 'erasure_incomplete' })
    await dropTriggers(database)
    await database.knex('ledger_contents').insert(content)
    expect((await verify(practice)).firstBroken).to.deep.equal({ seq: 1, reason: 'content_not_erased' })
    await database.knex('ledger_erasures').where({ seq: 1 }).delete()
    expect((await verify(practice)).firstBroken).to.deep.equal({ seq: 2, reason: 'erasure_incomplete' })
  })

  it('lets the content of a tombstone go after three years, counted to the end of the year', async () => {
    const database = await fresh.open()
    const practice = await openInvented(database)
    const [gone] = await newSubjects(practice, 1)
    await append(practice, [inventedEntry(gone!)])
    await erase(practice, gone!, 'person', [0])
    await dropTriggers(database)
    await database.knex('ledger_contents').delete()
    const erasures = database.knex('ledger_erasures')
    const late = '2030-01-01T02:00:00.000Z'
    await erasures.insert({ practice_id: 'muster', seq: 1, tombstone_seq: 1, erased_at: late })
    const at = (now: string) => verifyLedger(database, practice.keys, { now: toInstant(now) })
    expect((await at('2029-12-30T12:00:00Z')).firstBroken).to.deep.equal({
      seq: 1,
      reason: 'content_missing',
    })
    expect(await at('2030-01-01T00:00:00Z')).to.include({ ok: true })
    await database.knex('ledger_erasures').where({ seq: 1 }).delete()
    expect((await at('2030-01-01T00:00:00Z')).firstBroken).to.deep.equal({
      seq: 1,
      reason: 'content_missing',
    })
  })

  it('takes no tombstone of somebody who is still there for one whose time is over', async () => {
    const database = await fresh.open()
    const practice = await openInvented(database)
    const [living] = await newSubjects(practice, 1)
    await append(practice, [inventedEntry(living!), inventedEntry(living!)])
    await erase(practice, living!, 'contents', [0])
    await dropTriggers(database)
    await database.knex('ledger_contents').whereIn('seq', [1, 2]).delete()
    const late = '2030-01-01T02:00:00.000Z'
    await database.knex('ledger_erasures').insert([
      { practice_id: 'muster', seq: 1, tombstone_seq: 2, erased_at: late },
      { practice_id: 'muster', seq: 2, tombstone_seq: 2, erased_at: late },
    ])
    const at = toInstant('2030-01-02T00:00:00Z')
    expect((await verifyLedger(database, practice.keys, { now: at })).ok).to.equal(false)
  })

  it('holds the wordings that contents name against the stored ones (P-07)', async () => {
    const database = await fresh.open()
    const practice = await openInvented(database)
    const subject = await newSubject(practice)
    const text = 'Ich bin einverstanden. „Ja“'
    const wording = { id: 'wa-1', language: 'de', sha256: hash('sha256', text) }
    await database.knex('wordings').insert({
      practice_id: 'muster',
      wording_id: wording.id,
      language: wording.language,
      sha256: wording.sha256,
      content: text,
      facts: storedFacts(practice.keys, wording, FACTS),
      registered_at: NOON,
    })
    await append(practice, [inventedEntry(subject), inventedEntry(subject, 'granted', { wording })])
    expect((await verify(practice)).ok).to.be.true
    await database.knex.raw('DROP TRIGGER wordings_no_update')
    await database.knex.raw('DROP TRIGGER wordings_no_delete')
    const stored = () => database.knex('wordings')
    const missing = { seq: 1, reason: 'wording_missing' }
    const other = 'Ich bin mit allem einverstanden.'
    await stored().update({ content: other })
    expect((await verify(practice)).firstBroken).to.deep.equal(missing)
    // Also where the hash goes with the text.
    await stored().update({ sha256: hash('sha256', other) })
    expect((await verify(practice)).firstBroken).to.deep.equal(missing)
    await stored().delete()
    expect((await verify(practice)).firstBroken).to.deep.equal(missing)
    expect((await verifyLedger(database, practice.keys, { depth: 'chain' })).ok).to.be.true
  })

  it('holds what a wording was registered for against what was stored (P-09)', async () => {
    const database = await fresh.open()
    const practice = await openInvented(database)
    const wording = { id: 'wa-1', language: 'de', sha256: hash('sha256', 'Ja.') }
    const facts = storedFacts(practice.keys, wording, FACTS)
    await database.knex('wordings').insert({
      practice_id: 'muster',
      wording_id: wording.id,
      language: wording.language,
      sha256: wording.sha256,
      content: 'Ja.',
      facts,
      registered_at: NOON,
    })
    await database.knex.raw('DROP TRIGGER wordings_no_update')
    expect((await verify(practice)).ok).to.be.true
    const bare = JSON.stringify({ ...FACTS, recipients: ['Meta', 'X'] })
    for (const forged of [facts.replace('Meta', 'Moon'), bare, '{}', '']) {
      await database.knex('wordings').update({ facts: forged })
      expect((await verify(practice)).firstBroken).to.deep.equal({ seq: null, reason: 'wording_differs' })
    }
  })

  it('names a table that is not there any more', async () => {
    const database = await fresh.open()
    const practice = await openInvented(database)
    await append(practice, [inventedEntry(await newSubject(practice))])
    for (const table of [...TABLES, 'ledger_erasures', 'wordings', 'subject_keys']) {
      await database.knex.schema.renameTable(table, 'elsewhere')
      expect((await verify(practice)).firstBroken, table).to.deep.equal({
        seq: null,
        reason: 'table_missing',
      })
      await database.knex.schema.renameTable('elsewhere', table)
    }
    expect((await verify(practice)).ok).to.be.true
  })

  it('reads a page of entries and contents at once, and row by row where one is not in order', async () => {
    const database = await fresh.open()
    const { practice } = await filled(database)
    const store = { dialect: database.dialect, connection: database.knex }
    const { practice: id } = practice.keys
    const range = { start: 0, end: 11 }
    const packed = await packedEntries(store, id, range)
    const rows = await entryRows(store, id, range)
    const [piece = ''] = packed ?? []
    expect(packed).to.deep.equal([piece])
    const atOnce = examinePacked([piece], 0, 11, null, true)
    const oneByOne = examineRows(rows, 0, 11, null)
    expect(atOnce?.entries).to.deep.equal(oneByOne.entries)
    expect(atOnce?.tree.root()).to.deep.equal(oneByOne.tree.root())
    expect(atOnce).to.include({ recordedAt: oneByOne.recordedAt, finding: null })
    const contents = await contentRows(store, id, { start: 2, end: 5 })
    const stored = await database
      .knex('ledger_contents')
      .where({ practice_id: id })
      .whereIn('seq', [2, 3, 4])
      .orderBy('seq')
    expect(contents).to.deep.equal(stored.map(({ seq, sealed }: Row) => ({ seq, sealed })))
    // In pieces of whole entries, too.
    const middle = piece.indexOf('"seq":4')
    const cut = piece.indexOf('}', middle) + 1
    expect(examinePacked([piece.slice(0, cut), piece.slice(cut)], 0, 11, null, true)).to.deep.equal(atOnce)
    // No other text than that of eleven entries in order.
    for (const other of [
      [],
      [''],
      [`${piece}x`],
      [piece, ''],
      [piece, piece.slice(cut)],
      [piece.slice(0, cut)],
      [piece.slice(0, cut), '', piece.slice(cut)],
      [piece.slice(0, cut + 1), piece.slice(cut + 1)],
      [piece.replace('"seq":3', '"seq":4')],
      [piece.replace('granted', 'Granted')],
    ])
      expect(examinePacked(other, 0, 11, null, true)).to.equal(null)
    expect(await packedEntries(store, id, { start: 0, end: 12 })).to.equal(null)
  })

  it('finds on several processes what it finds on one', async function () {
    this.timeout(360_000)
    const database = await fresh.open()
    const practice = await openInvented(database)
    const subjects = await newSubjects(practice, 50)
    const entries = Array.from({ length: 17_000 }, (_, index) => inventedEntry(subjects[index % 50]!))
    await append(practice, entries)
    await erase(practice, subjects[7]!, 'person', [7, 57, 16_957])
    const both = async () => {
      const [one, two] = [1, 2].map((processes) => verifyLedger(database, practice.keys, { processes }))
      expect(await two).to.deep.equal(await one)
      return two
    }
    // The rest of that person's contents is still there.
    expect((await both())?.firstBroken).to.deep.equal({ seq: 107, reason: 'content_not_erased' })
    await dropTriggers(database)
    const { subject_id: subject } = await database.knex('ledger_entries').where({ seq: 7 }).first<Row>()
    expect(subject).to.equal(subjects[7])
    await database
      .knex('ledger_contents')
      .whereIn(
        'seq',
        Array.from({ length: 340 }, (_, index) => 7 + 50 * index),
      )
      .delete()
    expect((await both())?.firstBroken).to.deep.equal({ seq: 107, reason: 'content_missing' })
    await erase(
      practice,
      subjects[7]!,
      'person',
      Array.from({ length: 337 }, (_, index) => 107 + 50 * index),
    )
    expect((await both())?.firstBroken).to.equal(null)
    for (const seq of [16_500, 9_000, 100]) {
      await database
        .knex('ledger_entries')
        .where({ seq })
        .update({ leaf: Buffer.from('{}') })
      expect((await both())?.firstBroken).to.deep.equal({ seq, reason: 'leaf_malformed' })
    }
  })

  it('finds a content that opens but is not what the leaf commits to', async () => {
    const database = await fresh.open()
    const practice = await openInvented(database)
    const subject = await newSubject(practice)
    await append(practice, [inventedEntry(subject, 'refused')])
    await dropTriggers(database)
    // Somebody who has the keys as well writes another content.
    const { leaf } = await database.knex('ledger_entries').first<{ leaf: Buffer }>('leaf')
    const key = await subjectKey(database.knex, practice.keys, subject)
    const sealed = seal(
      key,
      saltContent(inventedContent({ purposes: ['conversation'] })).bytes,
      sealContext(practice.keys.practice, 0, leaf),
    )
    await database.knex('ledger_contents').update({ sealed })
    expect((await verify(practice)).firstBroken).to.deep.equal({ seq: 0, reason: 'commitment_differs' })
  })

  it('takes no key that vanished, or was changed, for an erasure', async () => {
    const database = await fresh.open()
    const practice = await openInvented(database)
    const subjects = await newSubjects(practice, 5)
    await append(
      practice,
      subjects.map((subject) => inventedEntry(subject)),
    )
    const key = () => database.knex('subject_keys').where({ subject_id: subjects[3]! })
    await key().update({ wrapped: Buffer.alloc(60) })
    expect((await verify(practice)).firstBroken).to.deep.equal({ seq: 3, reason: 'subject_key_missing' })
    await key().delete()
    expect((await verify(practice)).firstBroken).to.deep.equal({ seq: 3, reason: 'subject_key_missing' })
  })

  it('finds nothing wrong while others append', async () => {
    const practice = await openInvented(await fresh.open())
    const subject = await newSubject(practice)
    await append(practice, [inventedEntry(subject)])
    const appending = (async () => {
      for (let round = 0; round < 20; round += 1)
        await append(practice, [inventedEntry(subject), inventedEntry(subject)])
    })()
    for (let round = 0; round < 10; round += 1) {
      expect((await verify(practice)).firstBroken).to.be.null
    }
    await appending
    expect(await verify(practice)).to.include({ ok: true, entries: 41 })
  })
})
