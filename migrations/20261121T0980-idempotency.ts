/** Answers to POST requests that carried an Idempotency-Key, so that repeating one gives the same answer. */
import { bytesColumn, createTable } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'idempotency_keys', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('idempotency_key', 255).notNullable()
    table.string('request_sha256', 64).notNullable()
    // Ids and counts only: which form, which entries.
    bytesColumn(table, 'sealed', dialect).notNullable()
    table.string('created_at', 24).notNullable()
    table.primary(['practice_id', 'idempotency_key'])
  })
}
