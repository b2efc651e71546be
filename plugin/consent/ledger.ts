/** The consent ledger as the rest of the plugin sees it. */
import type { SubjectId } from '../ids.js'
import type { Queryable, Transaction } from '../storage/database.js'
import type { LedgerEntry, NewEntry } from './entry.js'

/**
 * Promises: an append is all or nothing with the caller's transaction; entries keep the order they were given in and
 * have consecutive numbers; what was appended is never changed. Safe for several processes on one database.
 */
export interface ConsentLedger {
  /**
   * @param entries subjects must have their key already
   * @returns the sequence number of each entry
   * @throws RecallError LEDGER_HEAD_MOVED, KEY_DESTROYED; WORDING_UNKNOWN for a wording that is not registered (P-07);
   *   LEDGER_BROKEN when the head is not the one that was signed
   */
  append(trx: Transaction, entries: readonly NewEntry[]): Promise<number[]>
  /**
   * Everything recorded about one subject, oldest first; read from the ledger itself, not from a projection.
   * @throws RecallError LEDGER_BROKEN, SEALED_BROKEN when one of these entries was changed
   */
  entriesOf(connection: Queryable, subject: SubjectId): Promise<LedgerEntry[]>
  /** The same for many; subjects without entries are absent. */
  entriesOfMany(connection: Queryable, subjects: readonly SubjectId[]): Promise<Map<SubjectId, LedgerEntry[]>>
}
