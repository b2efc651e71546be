/** Salt and content of entries, opened to be handed out. */
import canonicalize from 'canonicalize'
import { open } from '../keys/seal.js'
import { subjectKeys } from '../keys/subject-keys.js'
import type { OpenPractice } from '../practice.js'
import { brokenLedger } from './broken-ledger.js'
import type { EntryContent } from './entry.js'
import { commitmentOf, decodeLeaf, sealContext, unsaltContent } from './leaf.js'
import type { LeafRow } from './leaves.js'

/** A line of `entries.jsonl`. */
export interface OpenedContent {
  seq: number
  /** Base64. */
  salt: string
  content: EntryContent
}

const AT_ONCE = 500

/**
 * Of the entries that still have a content; a destroyed one is left out.
 * @throws RecallError LEDGER_BROKEN, SEALED_BROKEN when a content is not what its leaf commits to
 */
export async function openContents(
  practice: OpenPractice,
  rows: readonly LeafRow[],
): Promise<OpenedContent[]> {
  const opened: OpenedContent[] = []
  for (let start = 0; start < rows.length; start += AT_ONCE)
    opened.push(...(await openSome(practice, rows.slice(start, start + AT_ONCE))))
  return opened
}

async function openSome(practice: OpenPractice, rows: readonly LeafRow[]): Promise<OpenedContent[]> {
  const { database, keys } = practice
  const stored = await database
    .knex('ledger_contents')
    .where({ practice_id: keys.practice })
    .whereIn(
      'seq',
      rows.map(({ seq }) => seq),
    )
    .select<{ seq: number; sealed: Buffer }[]>('seq', 'sealed')
  const sealedOf = new Map(stored.map((row) => [row.seq, row.sealed]))
  const entries = rows.map(({ seq, leaf: bytes }) => {
    const leaf = decodeLeaf(bytes)
    if (leaf?.seq !== seq) throw brokenLedger(seq, 'leaf_malformed')
    return { leaf, bytes }
  })
  const keysOf = await subjectKeys(database.knex, keys, [...new Set(entries.map(({ leaf }) => leaf.subject))])
  return entries.flatMap(({ leaf, bytes }) => {
    const sealed = sealedOf.get(leaf.seq)
    // A tombstone outlives the key of its person.
    const key = leaf.type === 'erased' ? keys.box : keysOf.get(leaf.subject)
    if (sealed === undefined || key === undefined) return []
    const salted = open(key, sealed, sealContext(keys.practice, leaf.seq, bytes))
    if (commitmentOf(salted) !== leaf.commitment) throw brokenLedger(leaf.seq, 'commitment_differs')
    const { salt, content } = unsaltContent(salted)
    return [{ seq: leaf.seq, salt: salt.toString('base64'), content }]
  })
}

/** A line per value in canonical form, so that a line's `content` is in the very bytes that are committed to. */
export const jsonLines = (values: readonly object[]): string =>
  values.map((value) => `${canonicalize(value) ?? ''}\n`).join('')
