/** What a person must decide, with the evidence, and what was decided. */
import { bytesColumn, createTable } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'reviews', (table) => {
    table.string('id', 28).primary()
    table.string('practice_id', 40).notNullable()
    // null while nobody knows whom it concerns.
    table.string('subject_id', 26).nullable()
    table.string('kind', 24).notNullable()
    // What it is about, unique, so that one doubt makes one case however often it is noticed.
    table.string('source', 120).notNullable()
    table.string('state', 8).notNullable() // open | decided
    table.string('opened_at', 24).notNullable()
    table.string('decided_at', 24).nullable()
    table.string('decision', 24).nullable()
    // Evidence, reasons and who decided, sealed with the patient's key, or the practice's while nobody is known.
    bytesColumn(table, 'sealed', dialect).nullable()
    // The region of the form around the box as PNG, sealed alike; gone with the decision.
    bytesColumn(table, 'picture', dialect).nullable()
    table.unique(['practice_id', 'source'], { indexName: 'reviews_source' })
    table.index(['practice_id', 'state', 'opened_at'], 'reviews_state')
    table.index(['practice_id', 'subject_id'], 'reviews_subject')
  })
}
