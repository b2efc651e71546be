/**
 * Who was erased and has declared something since is heard again; that there was an erasure stays known, so that a paper
 * from before it does not count after all.
 */
import type { Up } from './migration.js'

export const up: Up = async (connection) => {
  if (await connection.schema.hasColumn('suppressions', 'lifted_at')) return
  await connection.schema.alterTable('suppressions', (table) => {
    // Since when it keeps nobody away any more; NULL: it does.
    table.string('lifted_at', 24).nullable()
  })
}
