/** The journal of reminders: one row per key, with its decision and reason. */
import { createTable } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'reminders', (table) => {
    table.string('id', 28).primary()
    table.string('practice_id', 40).notNullable()
    table.string('subject_id', 26).notNullable()
    table.string('item_kind', 12).notNullable() // appointment | recall
    table.string('item_id', 64).notNullable()
    table.string('rule_id', 64).notNullable()
    table.string('occurrence', 40).notNullable()
    table.string('purpose', 16).notNullable()
    table.string('template', 255).notNullable()
    table.string('due_at', 24).notNullable()
    // The beginning of the appointment that the reminder tells; null for recalls.
    table.string('starts_at', 24).nullable()
    // planned, due, or the state of its latest message.
    table.string('state', 16).notNullable()
    // Not before this instant, after a refusal that passes by itself.
    table.string('retry_at', 24).nullable()
    table.string('reason', 40).nullable()
    table.bigInteger('consent_entry').nullable()
    table.string('answer', 12).nullable()
    table.string('answered_at', 24).nullable()
    table.string('created_at', 24).notNullable()
    table.string('changed_at', 24).notNullable()
    // One reminder per patient, appointment or recall, rule and occurrence: the database itself refuses a second.
    table.unique(['practice_id', 'subject_id', 'item_kind', 'item_id', 'rule_id', 'occurrence'], {
      indexName: 'reminders_key',
    })
    table.index(['practice_id', 'state', 'due_at'], 'reminders_due')
    table.index(['practice_id', 'item_kind', 'item_id'], 'reminders_item')
    table.index(['practice_id', 'subject_id'], 'reminders_subject')
  })
}
