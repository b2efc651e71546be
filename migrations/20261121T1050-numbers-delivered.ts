/**
 * Whether a host has ever named a number for a patient. Where it did and does so no more, somebody took the number out of
 * the record, and the one on an older form is not to take its place.
 */
import type { Up } from './migration.js'

export const up: Up = async (connection) => {
  if (!(await connection.schema.hasColumn('patients', 'number_delivered_at')))
    await connection.schema.alterTable('patients', (table) => {
      // When it did first; NULL: no host ever did.
      table.string('number_delivered_at', 24).nullable()
    })
  await connection('patients')
    .whereNull('number_delivered_at')
    .andWhere((known) => {
      void known
        .whereNotNull('phone_index')
        .orWhereExists(
          connection('patient_links as link')
            .whereRaw('link.practice_id = patients.practice_id')
            .whereRaw('link.subject_id = patients.subject_id')
            .andWhere('link.evidence', 'like', 'host %')
            .select(connection.raw('1')),
        )
    })
    .update({ number_delivered_at: connection.ref('first_seen_at') })
}
