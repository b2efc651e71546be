/** What one person can prove with, all of it under one signed head. Formats: docs/ledger-format.md. */
import type { SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { brokenLedger } from './broken-ledger.js'
import { decodeLeaf } from './leaf.js'
import type { LeafRow } from './leaves.js'
import { inclusionRanges, leafHash } from './merkle.js'
import { signatoryOf } from './note.js'
import { jsonLines, openContents } from './open-contents.js'
import { proofOf } from './prove.js'
import { openTree, type SignedTree } from './signed-tree.js'

export interface PersonBundle {
  /** The signed note that every proof leads to. */
  checkpoint: string
  /** Entries about this person under that note. */
  entries: number
  /** Those of them whose content still exists. */
  contents: number
  /** `checkpoint.txt`, `vkey.txt`, `leaves.jsonl`, `entries.jsonl`, `proofs.jsonl`: personal data. */
  files: readonly { name: string; bytes: Buffer }[]
}

/**
 * Complete for whom nothing is recorded too: then it has a head and no entries.
 * @throws RecallError LEDGER_BROKEN, SEALED_BROKEN
 */
export async function personBundle(practice: OpenPractice, subject: SubjectId): Promise<PersonBundle> {
  const tree = await openTree(practice)
  const { size } = tree.checkpoint
  const rows = await leavesAbout(practice, subject, size)
  for (const { seq, leaf } of rows) await assertSigned(tree, subject, seq, leaf)
  const contents = await openContents(practice, rows)
  const proofs: { seq: number; size: number; path: string[] }[] = []
  for (const { seq } of rows)
    proofs.push({ seq, size, path: await proofOf(tree, inclusionRanges(seq, size)) })
  const leaves = rows.map(({ seq, leaf }) => ({ seq, leaf: leaf.toString('base64') }))
  const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text, 'utf8') })
  return {
    checkpoint: tree.note,
    entries: rows.length,
    contents: contents.length,
    files: [
      file('checkpoint.txt', tree.note),
      file('vkey.txt', `${signatoryOf(practice.keys).verifierKey}\n`),
      file('leaves.jsonl', jsonLines(leaves)),
      file('entries.jsonl', jsonLines(contents)),
      file('proofs.jsonl', jsonLines(proofs)),
    ],
  }
}

/** Ordered here: asked to order by number, SQLite walks the whole ledger along it instead of looking up the subject. */
async function leavesAbout(practice: OpenPractice, subject: SubjectId, size: number): Promise<LeafRow[]> {
  const rows = await practice.database
    .knex('ledger_entries')
    .where({ practice_id: practice.keys.practice, subject_id: subject })
    .select<LeafRow[]>('seq', 'leaf')
  // What was appended since the head was read is under the next one.
  return rows.filter(({ seq }) => seq < size).sort((a, b) => a.seq - b.seq)
}

async function assertSigned(tree: SignedTree, subject: SubjectId, seq: number, bytes: Buffer): Promise<void> {
  const leaf = decodeLeaf(bytes)
  if (leaf?.subject !== subject) throw brokenLedger(seq, 'subject_differs')
  if (!leafHash(bytes).equals(await tree.leafHash(seq))) throw brokenLedger(seq, 'root_differs')
}
