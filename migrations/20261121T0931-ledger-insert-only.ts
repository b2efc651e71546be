/**
 * Entries are never changed or removed (P-11), by nobody who goes through the database. Contents are never changed;
 * which of them may be removed, and when, stands with the erasures.
 */
import { forbid } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await forbid(connection, dialect, 'ledger_entries', 'update')
  await forbid(connection, dialect, 'ledger_entries', 'delete')
  await forbid(connection, dialect, 'ledger_contents', 'update')
  await forbid(connection, dialect, 'ledger_heads', 'delete')
}
