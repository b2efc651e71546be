/**
 * Who this installation is, and its keys: wrapped by the master key, which is never stored here. A subject's key is
 * the only way to that person's contents; destroying it is how they are erased.
 */
import { bytesColumn, createTable } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'installation', (table) => {
    table.integer('id').primary()
    table.string('installation_id', 26).notNullable()
    table.string('created_at', 24).notNullable()
  })
  await createTable(connection, dialect, 'practice_keys', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('name', 32).notNullable()
    table.integer('version').notNullable()
    bytesColumn(table, 'wrapped', dialect).notNullable()
    table.string('created_at', 24).notNullable()
    table.primary(['practice_id', 'name', 'version'])
  })
  await createTable(connection, dialect, 'subject_keys', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('subject_id', 26).notNullable()
    bytesColumn(table, 'wrapped', dialect).nullable()
    table.string('created_at', 24).notNullable()
    table.string('destroyed_at', 24).nullable()
    table.primary(['practice_id', 'subject_id'])
  })
}
