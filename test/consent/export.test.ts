import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import { expect } from 'chai'
import { checkpoint } from '../../plugin/consent/checkpoint.js'
import { exportLedger, exportPerson } from '../../plugin/consent/export.js'
import { verifyInclusion } from '../../plugin/consent/merkle.js'
import { openCheckpoint, signatoryOf } from '../../plugin/consent/note.js'
import { proveEntry } from '../../plugin/consent/prove.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  append,
  codeOf,
  inventedContent,
  inventedEntry,
  newSubjects,
  NOON,
  openInvented,
} from './invented.js'

const sha = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()

/** What a foreign verifier would do, from the specification alone. */
function foreignRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha()
  if (leaves.length === 1) return sha(Buffer.of(0), leaves[0]!)
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1)
  return sha(Buffer.of(1), foreignRoot(leaves.slice(0, split)), foreignRoot(leaves.slice(split)))
}

const lines = (file: string): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

onEachDatabase('Exporting the ledger', (fresh) => {
  const directory = mkdtempSync(join(tmpdir(), 'recall-export-'))
  after(() => rmSync(directory, { recursive: true, force: true }))

  it('gives a bundle that a foreign verifier can check, contents included (P-14)', async () => {
    const practice = await openInvented(await fresh.open())
    const subjects = await newSubjects(practice, 7)
    await append(
      practice,
      subjects.map((subject) =>
        inventedEntry(subject, 'granted', { evidence: { kind: 'reception', note: 'Ja, gern – „Ü“' } }),
      ),
    )
    const out = join(directory, `whole-${practice.database.dialect}`)
    expect(await exportLedger(practice, out, { content: true })).to.deep.equal({
      directory: out,
      entries: 7,
      contents: 7,
      files: ['vkey.txt', 'leaves.jsonl', 'entries.jsonl', 'checkpoint.txt'],
    })
    const note = readFileSync(join(out, 'checkpoint.txt'), 'utf8')
    expect(note).to.equal(await checkpoint(practice))
    const [origin, size, root] = note.split('\n')
    expect(readFileSync(join(out, 'vkey.txt'), 'utf8').startsWith(`${origin!}+`)).to.be.true
    const leaves = lines(join(out, 'leaves.jsonl'))
    expect(leaves.map((line) => line['seq'])).to.eql([0, 1, 2, 3, 4, 5, 6])
    expect(Number(size)).to.equal(leaves.length)
    const bytes = leaves.map((line) => Buffer.from(String(line['leaf']), 'base64'))
    expect(foreignRoot(bytes).toString('base64')).to.equal(root)
    for (const [seq, entry] of lines(join(out, 'entries.jsonl')).entries()) {
      const leaf = JSON.parse(bytes[seq]!.toString()) as { commitment: string }
      const committed = sha(
        Buffer.from('anamnese-recall/ledger-commitment/1\n'),
        Buffer.from(String(entry['salt']), 'base64'),
        Buffer.from(canonicalize(entry['content'])!),
      )
      expect(entry['seq']).to.equal(seq)
      expect(committed.toString('base64')).to.equal(leaf.commitment)
    }
    expect(statSync(join(out, 'entries.jsonl')).mode & 0o077).to.equal(0)
  })

  it('leaves contents out unless asked, also those of an older bundle in the same place', async () => {
    const practice = await openInvented(await fresh.open())
    const [subject] = await newSubjects(practice, 1)
    await append(practice, [inventedEntry(subject!)])
    const out = join(directory, `twice-${practice.database.dialect}`)
    await exportLedger(practice, out, { content: true })
    await append(practice, [inventedEntry(subject!)])
    await exportLedger(practice, out, { content: false, force: true })
    expect(readdirSync(out).sort()).to.eql(['checkpoint.txt', 'leaves.jsonl', 'vkey.txt'])
    expect(lines(join(out, 'leaves.jsonl'))).to.have.length(2)
  })

  it('does not overwrite an earlier bundle unless it is told to', async () => {
    const practice = await openInvented(await fresh.open())
    const [subject] = await newSubjects(practice, 1)
    await append(practice, [inventedEntry(subject!)])
    const out = join(directory, `kept-${practice.database.dialect}`)
    await exportPerson(practice, subject!, out)
    await append(practice, [inventedEntry(subject!)])
    for (const again of [
      () => exportPerson(practice, subject!, out),
      () => exportLedger(practice, out, { content: false }),
      () => exportLedger(practice, out, { content: true }),
    ])
      expect(await codeOf(again())).to.equal('FILE_EXISTS')
    expect(lines(join(out, 'proofs.jsonl'))).to.have.length(1)
    await exportLedger(practice, out, { content: false, force: true })
    expect(readdirSync(out).sort()).to.eql(['checkpoint.txt', 'leaves.jsonl', 'vkey.txt'])
  })

  it('notes who took what out (P-56)', async () => {
    const practice = await openInvented(await fresh.open())
    const [subject] = await newSubjects(practice, 1)
    const out = join(directory, `noted-${practice.database.dialect}`)
    await exportLedger(practice, out, { content: true, actor: 'Frau Beispiel' })
    await exportPerson(practice, subject!, out, { force: true, actor: 'Herr Muster' })
    const noted = await practice.database
      .knex('access_log')
      .orderBy('id')
      .select('action', 'actor', 'subject_id')
    expect(noted).to.deep.equal([
      { action: 'export', actor: 'Frau Beispiel', subject_id: null },
      { action: 'export', actor: 'Herr Muster', subject_id: subject },
    ])
  })

  it('leaves the contents of an erased person out', async () => {
    const database = await fresh.open()
    const practice = await openInvented(database)
    const [gone, stays] = await newSubjects(practice, 2)
    await append(practice, [inventedEntry(gone!), inventedEntry(stays!)])
    await database
      .knex('subject_keys')
      .where({ subject_id: gone! })
      .update({ wrapped: null, destroyed_at: NOON })
    const out = join(directory, `erased-${database.dialect}`)
    expect(await exportLedger(practice, out, { content: true })).to.include({ entries: 2, contents: 1 })
    expect(lines(join(out, 'entries.jsonl')).map((line) => line['seq'])).to.eql([1])
  })

  it('exports an empty ledger with its checkpoint of size 0', async () => {
    const practice = await openInvented(await fresh.open())
    const out = join(directory, `empty-${practice.database.dialect}`)
    expect(await exportLedger(practice, out, { content: true })).to.include({ entries: 0, contents: 0 })
    expect(readFileSync(join(out, 'checkpoint.txt'), 'utf8').split('\n')[1]).to.equal('0')
  })

  it('says where it cannot write, and leaves nothing half done', async () => {
    const practice = await openInvented(await fresh.open())
    const [subject] = await newSubjects(practice, 1)
    await append(practice, [inventedEntry(subject!)])
    const blocked = join(directory, `twice-${practice.database.dialect}`, 'vkey.txt', 'below-a-file')
    expect(await codeOf(exportLedger(practice, blocked, { content: false }))).to.equal('FILE_UNWRITABLE')
    expect(existsSync(blocked)).to.be.false
  })

  it('proves each single entry against the checkpoint', async () => {
    const practice = await openInvented(await fresh.open())
    const [subject] = await newSubjects(practice, 1)
    await append(
      practice,
      Array.from(
        { length: 11 },
        () => ({ type: 'granted', subject: subject!, content: inventedContent() }) as const,
      ),
    )
    for (let seq = 0; seq < 11; seq += 1) {
      const proof = await proveEntry(practice, seq)
      const opened = openCheckpoint(proof.checkpoint, signatoryOf(practice.keys))
      expect(opened.kind).to.equal('valid')
      if (opened.kind !== 'valid') continue
      const path = proof.path.map((hashed) => Buffer.from(hashed, 'base64'))
      const claim = {
        leaf: Buffer.from(proof.leaf, 'base64'),
        seq,
        size: proof.size,
        path,
        root: opened.checkpoint.root,
      }
      expect(proof.size).to.equal(opened.checkpoint.size)
      expect(verifyInclusion(claim)).to.be.true
    }
    for (const seq of [11, -1])
      expect(await codeOf(proveEntry(practice, seq))).to.equal('LEDGER_ENTRY_UNKNOWN')
  })
})
