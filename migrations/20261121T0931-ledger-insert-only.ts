/** Entries are never changed or removed (P-11), by nobody who goes through the database. */
import { forbid } from '../plugin/storage/database.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  for (const table of ['ledger_entries', 'ledger_contents']) {
    await forbid(connection, dialect, table, 'update')
    await forbid(connection, dialect, table, 'delete')
  }
  await forbid(connection, dialect, 'ledger_heads', 'delete')
}
