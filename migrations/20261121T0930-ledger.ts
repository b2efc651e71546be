/**
 * The consent ledger. Everything in these three tables is covered by `ledger verify`; what is only convenient to have
 * stands in tables of other names.
 */
import { bytesColumn, createTable } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'ledger_heads', (table) => {
    table.string('practice_id', 40).primary()
    table.bigInteger('size').notNullable()
    // The hashes of the complete subtrees, largest first: all that appending needs to know of what came before.
    bytesColumn(table, 'frontier', dialect).notNullable()
    // The signed checkpoint of exactly this size and root.
    table.text('note').notNullable()
  })
  await createTable(connection, dialect, 'ledger_entries', (table) => {
    table.string('practice_id', 40).notNullable()
    table.bigInteger('seq').notNullable()
    table.string('subject_id', 26).notNullable()
    bytesColumn(table, 'leaf', dialect).notNullable()
    table.primary(['practice_id', 'seq'])
    table.index(['practice_id', 'subject_id'])
  })
  await createTable(connection, dialect, 'ledger_contents', (table) => {
    table.string('practice_id', 40).notNullable()
    table.bigInteger('seq').notNullable()
    // Salt and content, sealed with the subject's key. Gone after an erasure; the leaf stays.
    bytesColumn(table, 'sealed', dialect).notNullable()
    table.primary(['practice_id', 'seq'])
  })
}
