/** Wordings exactly as patients were shown them (P-07), and which form files have been recorded. */
import { bytesColumn, createTable, forbid } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'wordings', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('wording_id', 64).notNullable()
    table.string('language', 8).notNullable()
    table.string('sha256', 64).notNullable()
    table.text('content', 'mediumtext').notNullable()
    // Recipients, storage region and purposes that it was registered for, as JSON: what its consents do not extend beyond.
    table.text('facts', 'mediumtext').notNullable()
    table.string('registered_at', 24).notNullable()
    table.primary(['practice_id', 'wording_id', 'language'])
  })
  await forbid(connection, dialect, 'wordings', 'update')
  await forbid(connection, dialect, 'wordings', 'delete')
  await createTable(connection, dialect, 'forms', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('sha256', 64).notNullable()
    table.string('recorded_at', 24).notNullable()
    // recorded | waiting (nobody could be found whose form it is; tried again) | unmatched (none of the configured forms)
    // | dismissed (a person decided that it concerns nobody here)
    table.string('state', 12).notNullable()
    table.string('subject_id', 26).nullable()
    // Digest of the configured forms, so that an unmatched file is read again when they have changed.
    table.string('mappings_sha256', 64).notNullable()
    // The reading and the ledger entries made of it, sealed with the patient's key, or the practice's until one is found.
    bytesColumn(table, 'sealed', dialect).notNullable()
    table.primary(['practice_id', 'sha256'])
    table.index(['practice_id', 'subject_id'], 'forms_subject')
    table.index(['practice_id', 'state'], 'forms_state')
  })
}
