/** Patients as the host has them. Names, birthday and number are sealed with the patient's own key. */
import { bytesColumn, createTable } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'patients', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('subject_id', 26).notNullable()
    table.string('host_patient_id', 64).notNullable()
    // null until a host has delivered the record: until then the patient is known by number only.
    bytesColumn(table, 'sealed', dialect).nullable()
    // Keyed digest of the record, so that an unchanged one is not sealed and written again.
    table.string('fingerprint', 64).nullable()
    // Keyed digest of name and birthday, for finding the patient of a form without patient number.
    table.string('identity_index', 64).nullable()
    table.string('phone_index', 64).nullable()
    table.string('host_id', 40).nullable()
    table.string('first_seen_at', 24).notNullable()
    table.string('changed_at', 24).notNullable()
    table.string('gone_at', 24).nullable()
    table.primary(['practice_id', 'subject_id'])
    table.unique(['practice_id', 'host_patient_id'])
    table.index(['practice_id', 'identity_index'])
    table.index(['practice_id', 'phone_index'])
  })
  // Which telephone numbers and WhatsApp accounts have ever belonged to whom, and how we know: a STOP must find its
  // patient after the record has moved on to another number.
  await createTable(connection, dialect, 'patient_links', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('kind', 8).notNullable() // phone | bsuid
    table.string('value_index', 64).notNullable()
    table.string('subject_id', 26).notNullable()
    table.string('evidence', 80).notNullable()
    table.string('linked_at', 24).notNullable()
    table.primary(['practice_id', 'kind', 'value_index', 'subject_id'])
    table.index(['practice_id', 'subject_id'])
  })
}
