/** Appointments and recalls as the host has them: only what a reminder needs, no treatment, no practitioner. */
import { createTable } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'appointments', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('appointment_id', 64).notNullable()
    table.string('subject_id', 26).notNullable()
    table.string('starts_at', 24).notNullable()
    table.string('status', 16).notNullable()
    // Counts the times it was moved; part of a reminder's key.
    table.integer('revision').notNullable()
    table.string('host_id', 40).notNullable()
    table.string('first_seen_at', 24).notNullable()
    table.string('changed_at', 24).notNullable()
    table.string('gone_at', 24).nullable()
    table.primary(['practice_id', 'appointment_id'])
    table.index(['practice_id', 'starts_at'])
    table.index(['practice_id', 'subject_id'])
  })
  await createTable(connection, dialect, 'recalls', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('recall_id', 64).notNullable()
    table.string('subject_id', 26).notNullable()
    table.string('due_on', 10).notNullable()
    table.string('host_id', 40).notNullable()
    table.string('first_seen_at', 24).notNullable()
    table.string('changed_at', 24).notNullable()
    table.string('gone_at', 24).nullable()
    table.primary(['practice_id', 'recall_id'])
    table.index(['practice_id', 'due_on'])
    table.index(['practice_id', 'subject_id'])
  })
  // How far each host has been read. The cursor is the adapter's own, opaque text.
  await createTable(connection, dialect, 'host_cursors', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('host_id', 40).notNullable()
    table.text('cursor_text').notNullable()
    table.string('read_at', 24).notNullable()
    table.primary(['practice_id', 'host_id'])
  })
}
