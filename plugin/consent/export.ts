/** The ledger as files that any foreign verifier can check without us. Formats: docs/ledger-format.md. */
import canonicalize from 'canonicalize'
import { RecallError } from '../errors.js'
import { open } from '../keys/seal.js'
import { subjectKeys } from '../keys/subject-keys.js'
import type { OpenPractice } from '../practice.js'
import { writeBundle } from './bundle.js'
import { signedCheckpoint } from './checkpoint.js'
import { decodeLeaf, sealContext, unsaltContent } from './leaf.js'
import { leafPages, type LeafRow } from './leaves.js'
import { Frontier } from './merkle.js'
import { signatoryOf } from './note.js'

export interface ExportedLedger {
  directory: string
  entries: number
  /** Entries whose content was asked for and still exists. */
  contents: number
  /** The files written. */
  files: string[]
}

/**
 * Writes `checkpoint.txt`, `vkey.txt`, `leaves.jsonl`, and with `content` also `entries.jsonl`, into a directory,
 * which is made where it is missing. A ledger that does not lead to its checkpoint is not exported.
 * @throws RecallError LEDGER_BROKEN, SEALED_BROKEN, FILE_UNREADABLE
 */
export async function exportLedger(
  practice: OpenPractice,
  directory: string,
  options: { content: boolean },
): Promise<ExportedLedger> {
  const { database, keys } = practice
  const { checkpoint, note } = await signedCheckpoint(practice, database.knex)
  const files = ['vkey.txt', 'leaves.jsonl', ...(options.content ? ['entries.jsonl'] : []), 'checkpoint.txt']
  const absent = options.content ? [] : ['entries.jsonl']
  let contents = 0
  await writeBundle(directory, { all: files, seal: 'checkpoint.txt', absent }, async (bundle) => {
    const frontier = new Frontier()
    for await (const rows of leafPages(database.knex, keys.practice, checkpoint.size)) {
      for (const row of rows) frontier.push(row.leaf)
      const leaves = rows.map(({ seq, leaf }) => ({ seq, leaf: leaf.toString('base64') }))
      await bundle.append('leaves.jsonl', jsonLines(leaves))
      if (!options.content) continue
      const opened = await openContents(practice, rows)
      await bundle.append('entries.jsonl', jsonLines(opened))
      contents += opened.length
    }
    if (!frontier.root().equals(checkpoint.root))
      throw new RecallError('LEDGER_BROKEN', { entry: checkpoint.size, reason: 'root_differs' })
    await bundle.append('vkey.txt', `${signatoryOf(keys).verifierKey}\n`)
    await bundle.append('checkpoint.txt', note)
  })
  return { directory, entries: checkpoint.size, contents, files }
}

/** Canonical, so that a line's `content` is in the very bytes that are committed to. */
const jsonLines = (values: readonly object[]): string =>
  values.map((value) => `${canonicalize(value) ?? ''}\n`).join('')

/** Salt and content of the entries that still have one. */
async function openContents(
  practice: OpenPractice,
  rows: readonly LeafRow[],
): Promise<{ seq: number; salt: string; content: object }[]> {
  const [first, last] = [rows.at(0), rows.at(-1)]
  if (first === undefined || last === undefined) return []
  const { database, keys } = practice
  const sealed = await database
    .knex('ledger_contents')
    .where({ practice_id: keys.practice })
    .where('seq', '>=', first.seq)
    .where('seq', '<=', last.seq)
    .select<{ seq: number; sealed: Buffer }[]>('seq', 'sealed')
  const sealedOf = new Map(sealed.map((row) => [row.seq, row.sealed]))
  const leaves = rows.map((row) => {
    const leaf = decodeLeaf(row.leaf)
    if (leaf === null) throw new RecallError('LEDGER_BROKEN', { entry: row.seq, reason: 'leaf_malformed' })
    return { seq: row.seq, subject: leaf.subject, bytes: row.leaf }
  })
  const keysOf = await subjectKeys(database.knex, keys, [...new Set(leaves.map((leaf) => leaf.subject))])
  return leaves.flatMap(({ seq, subject, bytes }) => {
    const stored = sealedOf.get(seq)
    const key = keysOf.get(subject)
    if (stored === undefined || key === undefined) return []
    const { salt, content } = unsaltContent(open(key, stored, sealContext(keys.practice, seq, bytes)))
    return [{ seq, salt: salt.toString('base64'), content }]
  })
}
