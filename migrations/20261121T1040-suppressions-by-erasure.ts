/**
 * By which erasure something may not come back: the witness outside the database tells it together with the erasure.
 * The digests get a key of their own, which copies of the database of any age have in common.
 */
import type { Up } from './migration.js'

export const up: Up = async (connection) => {
  const has = (column: string): Promise<boolean> => connection.schema.hasColumn('suppressions', column)
  if (await has('value_index'))
    await connection.schema.alterTable('suppressions', (table) => {
      table.renameColumn('value_index', 'digest')
    })
  if (!(await has('tombstone_seq')))
    await connection.schema.alterTable('suppressions', (table) => {
      // Sequence number of the erasure in the ledger; NULL: of somebody this copy of the database never knew.
      table.bigInteger('tombstone_seq').nullable()
      table.index(['practice_id', 'tombstone_seq'], 'suppressions_tombstone')
    })
}
