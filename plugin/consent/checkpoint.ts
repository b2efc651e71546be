/** The signed head of a practice's ledger. */
import type { OpenPractice } from '../practice.js'
import type { Queryable } from '../storage/database.js'
import { brokenLedger } from './broken-ledger.js'
import { emptyRoot } from './merkle.js'
import { openCheckpoint, signatoriesOf, signatoryOf, signCheckpoint, type Checkpoint } from './note.js'

export interface SignedCheckpoint {
  checkpoint: Checkpoint
  /** C2SP signed note. */
  note: string
}

/**
 * The checkpoint as it stands in the head; that of an empty ledger is signed on demand.
 * @throws RecallError LEDGER_BROKEN when the stored note is not one of ours
 */
export async function signedCheckpoint(
  practice: OpenPractice,
  connection: Queryable,
): Promise<SignedCheckpoint> {
  const { keys } = practice
  const signatory = signatoryOf(keys)
  const row = await connection('ledger_heads')
    .where({ practice_id: keys.practice })
    .first<{ size: number; note: string } | undefined>('size', 'note')
  const note = row?.note ?? signCheckpoint({ size: 0, root: emptyRoot() }, signatory, keys.signing.privateKey)
  const opened = openCheckpoint(note, signatoriesOf(keys))
  if (opened.kind === 'invalid') throw brokenLedger(null, opened.reason)
  const { checkpoint } = opened
  // What goes out is signed with the newest key, also when nothing was appended since that key began to sign.
  const isNewest = openCheckpoint(note, signatory).kind === 'valid'
  return {
    checkpoint,
    note: isNewest ? note : signCheckpoint(checkpoint, signatory, keys.signing.privateKey),
  }
}

/** The current signed note, as `ledger checkpoint` prints it. @throws RecallError LEDGER_BROKEN */
export async function checkpoint(practice: OpenPractice): Promise<string> {
  return (await signedCheckpoint(practice, practice.database.knex)).note
}
