/** The ledger as files that any foreign verifier can check without us. Formats: docs/ledger-format.md. */
import type { SubjectId } from '../ids.js'
import type { OpenPractice } from '../practice.js'
import { noteAccess } from '../privacy/access-log.js'
import { brokenLedger } from './broken-ledger.js'
import { writeBundle } from './bundle.js'
import { signedCheckpoint } from './checkpoint.js'
import { leafPages } from './leaves.js'
import { Frontier } from './merkle.js'
import { signatoryOf } from './note.js'
import { jsonLines, openContents } from './open-contents.js'
import { personBundle } from './person-bundle.js'

export interface ExportedLedger {
  directory: string
  entries: number
  /** Entries whose content was asked for and still exists. */
  contents: number
  /** The files written. */
  files: string[]
}

export interface ExportOptions {
  /** An older bundle in the same place gives way; otherwise it is an error. */
  force?: boolean
  /** Who takes it out; kept in the access log. */
  actor?: string
}

const SEAL = 'checkpoint.txt'
const ENTRIES = 'entries.jsonl'
const PROOFS = 'proofs.jsonl'
const LIBRARY = 'library'

/**
 * Writes `checkpoint.txt`, `vkey.txt`, `leaves.jsonl`, and with `content` also `entries.jsonl`, into a directory,
 * which is made where it is missing. A ledger that does not lead to its checkpoint is not exported.
 * @throws RecallError LEDGER_BROKEN, SEALED_BROKEN, FILE_EXISTS, FILE_UNWRITABLE
 */
export async function exportLedger(
  practice: OpenPractice,
  directory: string,
  { content, force = false, actor = LIBRARY }: ExportOptions & { content: boolean },
): Promise<ExportedLedger> {
  const { database, keys } = practice
  const { checkpoint, note } = await signedCheckpoint(practice, database.knex)
  const files = ['vkey.txt', 'leaves.jsonl', ...(content ? [ENTRIES] : []), SEAL]
  const absent = content ? [PROOFS] : [ENTRIES, PROOFS]
  let contents = 0
  await writeBundle(directory, { all: files, seal: SEAL, absent, force }, async (bundle) => {
    await noteAccess(practice, { action: 'export', actor, subject: null })
    const frontier = new Frontier()
    const range = { start: 0, end: checkpoint.size }
    for await (const rows of leafPages(database.knex, keys.practice, range)) {
      for (const row of rows) frontier.push(row.leaf)
      const leaves = rows.map(({ seq, leaf }) => ({ seq, leaf: leaf.toString('base64') }))
      await bundle.append('leaves.jsonl', jsonLines(leaves))
      if (!content) continue
      const opened = await openContents(practice, rows)
      await bundle.append(ENTRIES, jsonLines(opened))
      contents += opened.length
    }
    if (!frontier.root().equals(checkpoint.root)) throw brokenLedger(null, 'root_differs')
    await bundle.append('vkey.txt', `${signatoryOf(keys).verifierKey}\n`)
    await bundle.append(SEAL, note)
  })
  return { directory, entries: checkpoint.size, contents, files }
}

/**
 * Writes one person's bundle: `checkpoint.txt`, `vkey.txt`, `leaves.jsonl`, `entries.jsonl`, `proofs.jsonl`.
 * @throws RecallError LEDGER_BROKEN, SEALED_BROKEN, FILE_EXISTS, FILE_UNWRITABLE
 */
export async function exportPerson(
  practice: OpenPractice,
  subject: SubjectId,
  directory: string,
  { force = false, actor = LIBRARY }: ExportOptions = {},
): Promise<ExportedLedger> {
  await noteAccess(practice, { action: 'export', actor, subject })
  const { entries, contents, files } = await personBundle(practice, subject)
  const names = files.map(({ name }) => name)
  await writeBundle(directory, { all: names, seal: SEAL, absent: [], force }, async (bundle) => {
    for (const { name, bytes } of files) await bundle.append(name, bytes.toString('utf8'))
  })
  return { directory, entries, contents, files: names }
}
