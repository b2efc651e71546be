/**
 * Which contents of the ledger were destroyed, and the tombstone that says so. Only a content that stands here may be
 * deleted, and verification holds this table against the tombstones: one that is simply gone is found.
 */
import { createTable, forbid, forbidDeleteUnless } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'ledger_erasures', (table) => {
    table.string('practice_id', 40).notNullable()
    // The entry whose content was destroyed.
    table.bigInteger('seq').notNullable()
    table.bigInteger('tombstone_seq').notNullable()
    table.string('erased_at', 24).notNullable()
    table.primary(['practice_id', 'seq'])
  })
  await forbid(connection, dialect, 'ledger_erasures', 'update')
  await forbid(connection, dialect, 'ledger_erasures', 'delete')
  await forbidDeleteUnless(connection, dialect, 'ledger_contents', 'ledger_erasures', ['practice_id', 'seq'])
}
