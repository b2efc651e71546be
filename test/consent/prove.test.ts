import '../harness/seed.js'
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { expect } from 'chai'
import { checkpoint } from '../../plugin/consent/checkpoint.js'
import { verifyConsistency, verifyInclusion } from '../../plugin/consent/merkle.js'
import { openCheckpoint, signatoryOf } from '../../plugin/consent/note.js'
import { personBundle, type PersonBundle } from '../../plugin/consent/person-bundle.js'
import { proveConsistency, proveEntry } from '../../plugin/consent/prove.js'
import { BLOCK_LEAVES, catchUpBlocks } from '../../plugin/consent/tree-blocks.js'
import { errorText, type RecallError } from '../../plugin/errors.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { layTombstone } from '../../plugin/privacy/erasure/tombstone.js'
import { onEachDatabase, type FreshDatabases } from '../harness/databases.js'
import { append, codeOf, inventedEntry, newSubject, newSubjects, openInvented } from './invented.js'

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64')

/** What a note says, its signature checked. */
function rootIn(practice: OpenPractice, note: string): { size: number; root: Buffer } {
  const opened = openCheckpoint(note, signatoryOf(practice.keys))
  if (opened.kind === 'invalid') throw new Error(opened.reason)
  return opened.checkpoint
}

/** A ledger of two whole blocks and a part, and the notes that were signed on the way. */
async function grown(fresh: FreshDatabases): Promise<{ practice: OpenPractice; notes: string[] }> {
  const practice = await openInvented(await fresh.open())
  const subjects = await newSubjects(practice, 40)
  const notes: string[] = []
  for (const size of [1, 600, 423, 1, 1_023, 1, 77]) {
    await append(
      practice,
      Array.from({ length: size }, (_, index) => inventedEntry(subjects[index % 40]!)),
    )
    notes.push(await checkpoint(practice))
  }
  return { practice, notes }
}

async function assertProven(practice: OpenPractice, seq: number): Promise<void> {
  const proof = await proveEntry(practice, seq)
  const { size, root } = rootIn(practice, proof.checkpoint)
  expect(proof.size).to.equal(size)
  const claim = { leaf: bytesOf(proof.leaf), seq, size, path: proof.path.map(bytesOf), root }
  expect(verifyInclusion(claim), `entry ${seq}`).to.be.true
}

onEachDatabase('Proofs of the ledger', (fresh) => {
  it('prove each entry, before and behind the borders of blocks', async () => {
    const { practice } = await grown(fresh)
    for (const seq of [0, 1, 1_022, 1_023, 1_024, 2_047, 2_048, 2_049, 2_125])
      await assertProven(practice, seq)
    expect(await codeOf(proveEntry(practice, 2_126))).to.equal('LEDGER_ENTRY_UNKNOWN')
  })

  it('prove that the ledger extends each checkpoint that was ever signed, and each of them the earlier ones', async () => {
    const { practice, notes } = await grown(fresh)
    const latest = rootIn(practice, notes.at(-1)!)
    for (const [index, note] of notes.entries()) {
      const older = rootIn(practice, note)
      const proof = await proveConsistency(practice, older.size)
      expect(proof).to.include({ from: older.size, size: latest.size, checkpoint: notes.at(-1) })
      const path = proof.path.map(bytesOf)
      const claim = { oldSize: older.size, oldRoot: older.root, size: latest.size, root: latest.root, path }
      expect(verifyConsistency(claim), `from ${older.size}`).to.be.true
      for (const between of notes.slice(index)) {
        const newer = rootIn(practice, between)
        const { path: part } = await proveConsistency(practice, older.size, newer.size)
        const partly = { ...claim, size: newer.size, root: newer.root, path: part.map(bytesOf) }
        expect(verifyConsistency(partly), `${older.size} to ${newer.size}`).to.be.true
      }
    }
    expect(await proveConsistency(practice, 0)).to.deep.include({ from: 0, path: [] })
    for (const [from, to] of [
      [latest.size + 1, undefined],
      [-1, undefined],
      [600, 500],
      [1, latest.size + 1],
    ] as const)
      expect(await codeOf(proveConsistency(practice, from, to))).to.equal('LEDGER_ENTRY_UNKNOWN')
  })

  it('need no more than the blocks and the leaves beside them', async () => {
    const { practice } = await grown(fresh)
    expect(await catchUpBlocks(practice)).to.equal(2)
    expect(await catchUpBlocks(practice)).to.equal(0)
    const { knex } = practice.database
    await knex.raw('DROP TRIGGER ledger_entries_no_update')
    // Leaves of the first block are not looked at: what it says was signed.
    await knex('ledger_entries')
      .where({ seq: 5 })
      .update({ leaf: Buffer.from('{}') })
    await assertProven(practice, 1_500)
    // An entry of that block is: a changed leaf never gets into a proof.
    expect(await codeOf(proveEntry(practice, 4))).to.equal('LEDGER_BROKEN')
    const broken = await proveEntry(practice, 5).then(
      () => null,
      (error: unknown) => error as RecallError,
    )
    expect(broken?.code).to.equal('LEDGER_BROKEN')
    expect(broken && errorText(broken.code, broken.details, 'de').problem).to.equal(
      'Das Einwilligungsbuch ist nicht schlüssig: Eintrag 0, das Buch ist nicht das unterschriebene (root_differs).',
    )
  })

  it('are made anew from all leaves where the blocks are wrong, and only then given up', async () => {
    const { practice } = await grown(fresh)
    await catchUpBlocks(practice)
    const { knex } = practice.database
    const changes = [
      () =>
        knex('tree_blocks')
          .where({ position: 0 })
          .update({ root: Buffer.alloc(32) }),
      () =>
        knex('tree_blocks')
          .where({ position: 1 })
          .update({ root: Buffer.alloc(3) }),
      () => knex('tree_blocks').where({ position: 0 }).delete(),
      () => knex('tree_blocks').insert({ practice_id: 'muster', position: 9, root: Buffer.alloc(32) }),
    ]
    for (const change of changes) {
      await change()
      await assertProven(practice, 1_030)
    }
    await knex.raw('DROP TRIGGER ledger_entries_no_update')
    await knex('ledger_entries')
      .where({ seq: BLOCK_LEAVES + 5 })
      .update({ leaf: Buffer.from('{}') })
    await knex('tree_blocks')
      .where({ position: 0 })
      .update({ root: Buffer.alloc(32) })
    expect(await codeOf(proveEntry(practice, 3))).to.equal('LEDGER_BROKEN')
  })
})

const linesOf = (bundle: PersonBundle, name: string): Record<string, unknown>[] =>
  textOf(bundle, name)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

const textOf = ({ files }: PersonBundle, name: string): string =>
  files.find((file) => file.name === name)?.bytes.toString('utf8') ?? ''

const sha = (...parts: (Uint8Array | string)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

onEachDatabase("A person's bundle", (fresh) => {
  it('holds all of the person and nobody else, each entry proven under one signed head (P-14)', async () => {
    const { practice } = await grown(fresh)
    const [person, other] = await newSubjects(practice, 2)
    await append(practice, [
      inventedEntry(person!),
      inventedEntry(other!),
      inventedEntry(person!, 'withdrawn'),
    ])
    await append(practice, [inventedEntry(other!)])
    const bundle = await personBundle(practice, person!)
    expect(bundle).to.include({ entries: 2, contents: 2, checkpoint: await checkpoint(practice) })
    expect(bundle.files.map(({ name }) => name)).to.eql([
      'checkpoint.txt',
      'vkey.txt',
      'leaves.jsonl',
      'entries.jsonl',
      'proofs.jsonl',
    ])
    expect(textOf(bundle, 'checkpoint.txt')).to.equal(bundle.checkpoint)
    expect(textOf(bundle, 'vkey.txt')).to.equal(`${signatoryOf(practice.keys).verifierKey}\n`)
    const { size, root } = rootIn(practice, bundle.checkpoint)
    const leaves = linesOf(bundle, 'leaves.jsonl')
    const entries = linesOf(bundle, 'entries.jsonl')
    const proofs = linesOf(bundle, 'proofs.jsonl')
    expect(leaves.map(({ seq }) => seq)).to.eql([2_126, 2_128])
    for (const [index, { seq, leaf: base64 }] of leaves.entries()) {
      const leaf = bytesOf(String(base64))
      const proof = proofs[index] as { seq: number; size: number; path: string[] }
      expect(proof).to.include({ seq, size })
      expect(verifyInclusion({ leaf, seq: Number(seq), size, path: proof.path.map(bytesOf), root })).to.be
        .true
      const entry = entries[index] as { seq: number; salt: string; content: unknown }
      const { subject, commitment } = JSON.parse(leaf.toString()) as { subject: string; commitment: string }
      expect([subject, entry.seq]).to.eql([person, seq])
      const committed = sha(
        'anamnese-recall/ledger-commitment/1\n',
        bytesOf(entry.salt),
        canonicalize(entry.content) ?? '',
      )
      expect(committed.toString('base64')).to.equal(commitment)
    }
  })

  it('of somebody erased has the leaves, the tombstone, and no content (P-51)', async () => {
    const practice = await openInvented(await fresh.open())
    const person = await newSubject(practice)
    await append(practice, [inventedEntry(person), inventedEntry(person, 'withdrawn')])
    await practice.database.write((trx) =>
      layTombstone(trx, practice, {
        subject: person,
        scope: 'person',
        entries: [0, 1],
        actor: { role: 'system', name: null },
        reasons: ['retention_over'],
        now: practice.clock.now(),
      }),
    )
    const bundle = await personBundle(practice, person)
    expect(bundle).to.include({ entries: 3, contents: 1 })
    expect(linesOf(bundle, 'entries.jsonl').map(({ seq }) => seq)).to.eql([2])
    expect(linesOf(bundle, 'proofs.jsonl')).to.have.length(3)
  })

  it('of somebody about whom nothing is recorded has a head and no entries', async () => {
    const practice = await openInvented(await fresh.open())
    const bundle = await personBundle(practice, await newSubject(practice))
    expect(bundle).to.include({ entries: 0, contents: 0 })
    expect(rootIn(practice, textOf(bundle, 'checkpoint.txt')).size).to.equal(0)
  })

  it('is not made from entries that were changed', async () => {
    const { practice } = await grown(fresh)
    const person = await newSubject(practice)
    await append(practice, [inventedEntry(person)])
    const { knex } = practice.database
    await knex.raw('DROP TRIGGER ledger_entries_no_update')
    await knex('ledger_entries').where({ seq: 3 }).update({ subject_id: person })
    expect(await codeOf(personBundle(practice, person))).to.equal('LEDGER_BROKEN')
  })
})
