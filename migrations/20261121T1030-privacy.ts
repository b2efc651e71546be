/** Who looked at or took out whose data, whom we may not take in again, and proofs that left the house. */
import { bytesColumn, createTable } from '../plugin/storage/schema.js'
import type { Up } from './migration.js'

export const up: Up = async (connection, dialect) => {
  await createTable(connection, dialect, 'access_log', (table) => {
    table.bigIncrements('id')
    table.string('practice_id', 40).notNullable()
    table.string('occurred_at', 24).notNullable()
    // report | certificate | receipt | export | erase | review | …
    table.string('action', 24).notNullable()
    // api, or the named person of the command line; never a patient.
    table.string('actor', 64).notNullable()
    table.string('subject_id', 26).nullable()
    table.index(['practice_id', 'occurred_at'], 'access_log_time')
    table.index(['practice_id', 'subject_id'], 'access_log_subject')
  })
  // Keyed digests of what was erased: the host goes on delivering it, and it may not come back.
  await createTable(connection, dialect, 'suppressions', (table) => {
    table.string('practice_id', 40).notNullable()
    // patient | form | retired (may come back as soon as the host calls the patient active again)
    table.string('kind', 8).notNullable()
    table.string('value_index', 64).notNullable()
    table.string('suppressed_at', 24).notNullable()
    table.primary(['practice_id', 'kind', 'value_index'])
  })
  // Whose processing is restricted, as the ledger says: for lists that must leave them out.
  await createTable(connection, dialect, 'restricted_patients', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('subject_id', 26).notNullable()
    table.string('since', 24).notNullable()
    table.primary(['practice_id', 'subject_id'])
  })
  // Proofs that outlive what they prove (Art. 17(3)(b), (e)): whose, and until when.
  await createTable(connection, dialect, 'kept_proofs', (table) => {
    table.string('practice_id', 40).notNullable()
    table.string('subject_id', 26).notNullable()
    // Keyed digest of the host's number, so that the proof can be found when it is needed.
    table.string('patient_index', 64).notNullable()
    table.string('erased_at', 24).notNullable()
    // Its last day.
    table.string('kept_until', 10).notNullable()
    table.primary(['practice_id', 'subject_id'])
    table.index(['practice_id', 'patient_index'], 'kept_proofs_patient')
  })
  // Tokens of time-stamping authorities (RFC 3161) over checkpoints.
  await createTable(connection, dialect, 'time_stamps', (table) => {
    table.string('practice_id', 40).notNullable()
    table.bigInteger('size').notNullable()
    table.string('authority', 200).notNullable()
    table.text('note').notNullable()
    bytesColumn(table, 'token', dialect).notNullable()
    table.string('stamped_at', 24).notNullable()
    table.primary(['practice_id', 'size', 'authority'])
  })
  // Roots of complete runs of leaves: all that proofs need besides a few hundred leaves. Only a convenience: a proof
  // that does not lead to the signed root is made again from the leaves.
  await createTable(connection, dialect, 'tree_blocks', (table) => {
    table.string('practice_id', 40).notNullable()
    table.bigInteger('position').notNullable()
    bytesColumn(table, 'root', dialect).notNullable()
    table.primary(['practice_id', 'position'])
  })
}
