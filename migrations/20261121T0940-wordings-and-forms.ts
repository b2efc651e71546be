/** Wordings exactly as patients were shown them (P-07), and which form files have been recorded. */
import { bytesColumn, createTable, forbid } from '../plugin/storage/database.js'
import type { Up } from './index.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'wordings', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('wording_id', 64).notNullable()
    table.string('language', 8).notNullable()
    table.string('sha256', 64).notNullable()
    table.text('content', 'mediumtext').notNullable()
    table.string('registered_at', 24).notNullable()
    table.primary(['practice_id', 'wording_id', 'language'])
  })
  await forbid(connection, dialect, 'wordings', 'update')
  await forbid(connection, dialect, 'wordings', 'delete')
  await createTable(connection, dialect, 'forms', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('sha256', 64).notNullable()
    table.string('recorded_at', 24).notNullable()
    // null while nobody could be found whose form it is; tried again when patients arrive.
    table.string('subject_id', 26).nullable()
    // The reading and the ledger entries made of it, sealed with the patient's key, or the practice's until one is found.
    bytesColumn(table, 'sealed', dialect).notNullable()
    table.primary(['practice_id', 'sha256'])
    table.index(['practice_id', 'subject_id'], 'forms_subject')
  })
}
