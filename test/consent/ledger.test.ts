import '../harness/seed.js'
import { fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { checkpoint } from '../../plugin/consent/checkpoint.js'
import { consentFor, consentsOfMany } from '../../plugin/consent/gate.js'
import { decodeLeaf } from '../../plugin/consent/leaf.js'
import { knexLedger } from '../../plugin/consent/ledger-knex.js'
import { openCheckpoint, signatoryOf } from '../../plugin/consent/note.js'
import { verifyLedger } from '../../plugin/consent/verify/verify.js'
import { newSubjectId } from '../../plugin/ids.js'
import { masterKeyFromEnvironment } from '../../plugin/keys/master-key.js'
import { openDatabase } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { addMillis } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  append,
  codeOf,
  inventedContent,
  inventedEntry,
  newSubject,
  newSubjects,
  NOON,
  NUMBER,
  openInvented,
  settableClock,
} from './invented.js'

onEachDatabase('The consent ledger', (fresh) => {
  it('numbers entries from 0 in the order they were given, and returns them as they were', async () => {
    const practice = await openInvented(await fresh.open())
    const [anna, ben] = await newSubjects(practice, 2)
    const content = inventedContent({ evidence: { kind: 'reception', note: 'Grüße 🦷 "quoted" \\ \u2028' } })
    expect(
      await append(practice, [inventedEntry(anna!), { type: 'refused', subject: ben!, content }]),
    ).to.eql([0, 1])
    expect(await append(practice, [inventedEntry(anna!, 'withdrawn')])).to.eql([2])
    const entries = await practice.ledger.entriesOf(practice.database.knex, anna!)
    expect(entries.map(({ seq, type }) => [seq, type])).to.eql([
      [0, 'granted'],
      [2, 'withdrawn'],
    ])
    const [entry] = await practice.ledger.entriesOf(practice.database.knex, ben!)
    expect(entry).to.deep.equal({ seq: 1, type: 'refused', subject: ben, recordedAt: NOON, content })
  })

  it('reads many subjects at once and leaves out those without entries', async () => {
    const practice = await openInvented(await fresh.open())
    const subjects = await newSubjects(practice, 1203)
    await append(
      practice,
      subjects.slice(1).map((subject) => inventedEntry(subject)),
    )
    const found = await practice.ledger.entriesOfMany(practice.database.knex, subjects)
    expect(found.size).to.equal(1202)
    expect(found.has(subjects[0]!)).to.be.false
    const consents = await consentsOfMany(practice.database.knex, practice, subjects, NOON)
    expect(consents.get(subjects[0]!)?.reminder.status).to.equal('never_asked')
    expect(consents.get(subjects[1202]!)?.recall).to.include({
      status: 'active',
      entry: 1201,
      number: NUMBER,
    })
    const consent = await consentFor(practice.database.knex, practice, subjects[7]!, 'reminder', NOON)
    expect(consent).to.include({ status: 'active', entry: 6 })
  })

  it('signs a checkpoint at each append, and one of size 0 before the first', async () => {
    const practice = await openInvented(await fresh.open())
    const signatory = signatoryOf(practice.keys)
    const sizes: number[] = []
    for (let round = 0; round < 3; round += 1) {
      const opened = openCheckpoint(await checkpoint(practice), signatory)
      if (opened.kind === 'valid') sizes.push(opened.checkpoint.size)
      await append(practice, [
        inventedEntry(await newSubject(practice)),
        inventedEntry(await newSubject(practice)),
      ])
    }
    expect(sizes).to.eql([0, 2, 4])
  })

  it('appends nothing when the transaction around it fails', async () => {
    const practice = await openInvented(await fresh.open())
    const subject = await newSubject(practice)
    const failing = practice.database.write(async (trx) => {
      await practice.ledger.append(trx, [inventedEntry(subject)])
      throw new Error('the caller failed')
    })
    expect(await codeOf(failing)).to.contain('the caller failed')
    expect(await practice.ledger.entriesOf(practice.database.knex, subject)).to.eql([])
    expect(await append(practice, [inventedEntry(subject)])).to.eql([0])
    expect((await verifyLedger(practice.database, practice.keys)).ok).to.be.true
  })

  it('takes no entry about a person without key', async () => {
    const practice = await openInvented(await fresh.open())
    expect(await codeOf(append(practice, [inventedEntry(newSubjectId())]))).to.equal('KEY_DESTROYED')
  })

  it('takes no entry against a wording that is not registered (P-07)', async () => {
    const practice = await openInvented(await fresh.open())
    const subject = await newSubject(practice)
    const wording = { id: 'wa-2026-01', language: 'de', sha256: 'b'.repeat(64) }
    expect(await codeOf(append(practice, [inventedEntry(subject, 'granted', { wording })]))).to.equal(
      'WORDING_UNKNOWN',
    )
    expect(await practice.ledger.entriesOf(practice.database.knex, subject)).to.eql([])
  })

  it('refuses changes and removals by trigger, also in the content (P-11)', async () => {
    const practice = await openInvented(await fresh.open())
    await append(practice, [inventedEntry(await newSubject(practice))])
    for (const table of ['ledger_entries', 'ledger_contents']) {
      const rows = () => practice.database.knex(table)
      expect(await codeOf(rows().update({ seq: 7 }).then())).to.match(
        /SQLITE_CONSTRAINT_TRIGGER|ER_SIGNAL_EXCEPTION/,
      )
      expect(await codeOf(rows().delete().then())).to.match(/SQLITE_CONSTRAINT_TRIGGER|ER_SIGNAL_EXCEPTION/)
    }
    const removeHead = practice.database.knex('ledger_heads').delete().then()
    expect(await codeOf(removeHead)).to.match(/SQLITE_CONSTRAINT_TRIGGER|ER_SIGNAL_EXCEPTION/)
  })

  it('never records backwards, and says so when the clock jumped (P-13)', async () => {
    const clock = settableClock()
    const practice = await openInvented(await fresh.open(), { clock })
    const subject = await newSubject(practice)
    await append(practice, [inventedEntry(subject)])
    clock.set(addMillis(NOON, -1_000))
    await append(practice, [inventedEntry(subject)])
    clock.set(addMillis(NOON, -3_600_000))
    await append(practice, [inventedEntry(subject)])
    // A process that starts afterwards knows the last time from the ledger.
    const restarted = { ...practice, ledger: knexLedger(practice.database, practice.keys, clock) }
    await append(restarted, [inventedEntry(subject)])
    clock.set(addMillis(NOON, 60_000))
    await append(practice, [inventedEntry(subject)])
    const entries = await practice.ledger.entriesOf(practice.database.knex, subject)
    expect(entries.map((entry) => entry.recordedAt)).to.eql([NOON, NOON, NOON, NOON, addMillis(NOON, 60_000)])
    const jumped = ['clock_went_back']
    expect(entries.map((entry) => entry.content?.reasons)).to.eql([[], [], jumped, jumped, []])
  })

  it('keeps names, numbers and answers out of the leaves, and salts each commitment (P-49)', async () => {
    const practice = await openInvented(await fresh.open())
    const subject = await newSubject(practice)
    await append(practice, [inventedEntry(subject), inventedEntry(subject)])
    const rows = await practice.database
      .knex('ledger_entries')
      .orderBy('seq')
      .select<{ leaf: Buffer }[]>('leaf')
    const leaves = rows.map((row) => decodeLeaf(row.leaf))
    expect(Object.keys(leaves[0]!).sort()).to.eql(['commitment', 'recordedAt', 'seq', 'subject', 'type'])
    expect(leaves[0]!.commitment).not.to.equal(leaves[1]!.commitment)
    const contents = await practice.database.knex('ledger_contents').select<{ sealed: Buffer }[]>('sealed')
    for (const bytes of [...rows.map((row) => row.leaf), ...contents.map((row) => row.sealed)]) {
      for (const secret of ['4915112345678', 'anamnese', 'reminder', 'aaaaaaaa'])
        expect(bytes.includes(secret)).to.be.false
    }
  })

  it('does not sign on top of a head that somebody changed', async () => {
    const database = await fresh.open()
    const practice = await openInvented(database)
    const subject = await newSubject(practice)
    await append(practice, [inventedEntry(subject), inventedEntry(subject), inventedEntry(subject)])
    const head = await database
      .knex('ledger_heads')
      .first<{ frontier: Buffer; note: string }>('frontier', 'note')
    const frontier = Buffer.from(head.frontier)
    frontier[3] = frontier[3]! ^ 1
    const strangers = await openInvented(database, { id: 'stranger' })
    await append(strangers, [inventedEntry(await newSubject(strangers))])
    const strange = await checkpoint(strangers)
    for (const change of [
      { frontier },
      { size: 2 },
      { note: head.note.replace('3', '4') },
      { note: strange },
    ]) {
      await database.knex('ledger_heads').where({ practice_id: 'muster' }).update(change)
      for (const ledger of [practice.ledger, knexLedger(database, practice.keys, practice.clock)]) {
        const attempt = database.write((trx) => ledger.append(trx, [inventedEntry(subject)]))
        expect(await codeOf(attempt), JSON.stringify(Object.keys(change))).to.equal('LEDGER_BROKEN')
      }
      await database
        .knex('ledger_heads')
        .where({ practice_id: 'muster' })
        .update({ size: 3, ...head })
    }
    expect(await append(practice, [inventedEntry(subject)])).to.eql([3])
  })

  it('answers nothing from an entry that somebody changed: a withdrawal cannot be made a consent', async () => {
    const database = await fresh.open()
    const practice = await openInvented(database)
    const subject = await newSubject(practice)
    await append(practice, [inventedEntry(subject, 'withdrawn')])
    const row = await database.knex('ledger_entries').first<{ leaf: Buffer }>('leaf')
    const leaf = Buffer.from(row.leaf.toString().replace('withdrawn', 'granted'))
    await database.knex.raw('DROP TRIGGER ledger_entries_no_update')
    await database.knex('ledger_entries').update({ leaf })
    const answer = consentFor(database.knex, practice, subject, 'reminder', NOON)
    expect(await codeOf(answer)).to.equal('SEALED_BROKEN')
  })

  it('grows into one gapless chain when several connections append at once', async () => {
    const url = await fresh.url()
    const first = openDatabase(url)
    const others = [openDatabase(url), openDatabase(url), openDatabase(url)]
    try {
      await migrate(first)
      const home = await openInvented(first)
      const subjects = await newSubjects(home, 4)
      const practices = [home, ...(await Promise.all(others.map((database) => openInvented(database))))]
      const numbers = await Promise.all(
        practices.flatMap((practice, index) =>
          Array.from({ length: 5 }, (_, round) =>
            append(
              practice,
              Array.from({ length: 1 + (round % 3) }, () => inventedEntry(subjects[index]!)),
            ),
          ),
        ),
      )
      const all = numbers.flat().sort((a, b) => a - b)
      expect(all).to.eql(Array.from({ length: all.length }, (_, seq) => seq))
      expect(await verifyLedger(first, home.keys)).to.include({
        ok: true,
        entries: all.length,
        firstBroken: null,
      })
    } finally {
      for (const database of [first, ...others]) await database.close()
    }
  })

  it('grows into one gapless chain when several processes append at once', async function () {
    this.timeout(240_000)
    const url = await fresh.url()
    const database = openDatabase(url)
    try {
      await migrate(database)
      const masterKey = Buffer.alloc(32, 5).toString('base64')
      const child = new URL(`./appending-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url)
      const ends = [0, 1, 2].map(
        () =>
          new Promise<number | null>((resolve) => {
            fork(fileURLToPath(child), [url, masterKey, '20'], { execArgv: process.execArgv }).once(
              'exit',
              resolve,
            )
          }),
      )
      expect(await Promise.all(ends)).to.eql([0, 0, 0])
      const practice = await openInvented(database, {
        keyProvider: masterKeyFromEnvironment({ RECALL_MASTER_KEY: masterKey }),
      })
      const verified = await verifyLedger(database, practice.keys)
      expect(verified).to.include({ ok: true, entries: 3 * 20 * 2 })
    } finally {
      await database.close()
    }
  })
})

describe('The consent ledger, on SQLite', () => {
  it('looks a person up by index, not along the whole ledger', async () => {
    const database = openDatabase('sqlite::memory:')
    try {
      await migrate(database)
      const practice = await openInvented(database)
      const queries: { sql: string; bindings: readonly string[] }[] = []
      database.knex.on('query', (query: { sql: string; bindings: readonly string[] }) => queries.push(query))
      await practice.ledger.entriesOf(database.knex, newSubjectId())
      const query = queries.find(({ sql }) => sql.includes('ledger_entries'))!
      const plan: { detail: string }[] = await database.knex.raw(
        `explain query plan ${query.sql}`,
        query.bindings,
      )
      expect(plan[0]!.detail).to.contain('subject_id=?')
    } finally {
      await database.close()
    }
  })
})
