/** Proves to anybody who has a checkpoint that one entry is in the ledger (RFC 9162, section 2.1.3). */
import { RecallError } from '../errors.js'
import type { OpenPractice } from '../practice.js'
import { signedCheckpoint } from './checkpoint.js'
import { leafPages } from './leaves.js'
import { HASH_BYTES, inclusionProof, leafHash, verifyInclusion } from './merkle.js'

export interface EntryProof {
  seq: number
  /** Size of the tree the proof leads to. */
  size: number
  /** Base64. */
  path: string[]
  /** Leaf bytes in base64. */
  leaf: string
  /** The signed note with that size and root. */
  checkpoint: string
}

/** @throws RecallError LEDGER_ENTRY_UNKNOWN, LEDGER_BROKEN */
export async function proveEntry(practice: OpenPractice, seq: number): Promise<EntryProof> {
  const connection = practice.database.knex
  const { checkpoint, note } = await signedCheckpoint(practice, connection)
  const { size, root } = checkpoint
  if (!Number.isSafeInteger(seq) || seq < 0 || seq >= size)
    throw new RecallError('LEDGER_ENTRY_UNKNOWN', { entry: seq, last: size - 1 })
  const hashes = Buffer.alloc(size * HASH_BYTES)
  let proven: Buffer | null = null
  for await (const rows of leafPages(connection, practice.keys.practice, size)) {
    for (const row of rows) {
      leafHash(row.leaf).copy(hashes, row.seq * HASH_BYTES)
      if (row.seq === seq) proven = row.leaf
    }
  }
  const path = inclusionProof(hashes, seq, size)
  // A proof that does not lead to the signed root proves nothing, except that the ledger was changed.
  if (proven === null || !verifyInclusion({ leaf: proven, seq, size, path, root }))
    throw new RecallError('LEDGER_BROKEN', { entry: seq, reason: 'root_differs' })
  return {
    seq,
    size,
    path: path.map((hashed) => hashed.toString('base64')),
    leaf: proven.toString('base64'),
    checkpoint: note,
  }
}
