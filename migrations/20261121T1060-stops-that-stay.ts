/**
 * A stop stays known by its number also when somebody was found for it: an older yes of somebody else may turn up later
 * that names the same number.
 */
import type { Up } from './migration.js'

export const up: Up = async (connection) => {
  const has = (column: string): Promise<boolean> => connection.schema.hasColumn('unmatched_stops', column)
  if (!(await has('said_at')))
    await connection.schema.alterTable('unmatched_stops', (table) => {
      table.string('said_at', 24).nullable()
    })
  if (!(await has('matched_at')))
    await connection.schema.alterTable('unmatched_stops', (table) => {
      // Since when the ledger has it for somebody; NULL: it waits for whoever turns out to have the number, and blocks it.
      table.string('matched_at', 24).nullable()
    })
  await connection('unmatched_stops')
    .whereNull('said_at')
    .update({ said_at: connection.ref('stopped_at') })
}
