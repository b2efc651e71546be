/** What the signed tree does not cover: rows beyond it, rows of others, and rows elsewhere that name entries it lacks. */
import type { PracticeKeys } from '../../keys/practice-keys.js'
import type { Queryable } from '../../storage/database.js'
import type { Finding } from './finding.js'

/** Rows beyond the head, in one statement each, so that an append in the same moment is no finding. */
export async function findSurplus(
  connection: Queryable,
  keys: PracticeKeys,
  head: 'head' | 'none',
): Promise<Finding | null> {
  const practice = { practice_id: keys.practice }
  const sizeNow = connection('ledger_heads').where(practice).select('size')
  const reasons = {
    ledger_entries: head === 'none' ? 'head_missing' : 'entry_surplus',
    ledger_contents: 'content_surplus',
    ledger_erasures: 'erasure_surplus',
  } as const
  for (const [table, reason] of Object.entries(reasons)) {
    // A question each: one with "or" would go over all rows.
    for (const beyond of [['<', 0] as const, ['>=', connection.raw('coalesce(?, 0)', [sizeNow])] as const]) {
      const row = await connection(table)
        .where(practice)
        .where('seq', ...beyond)
        .orderBy('seq')
        .first<{ seq: unknown } | undefined>('seq')
      if (row === undefined) continue
      return { seq: typeof row.seq === 'number' ? row.seq : null, reason }
    }
  }
  return null
}

/** Rows of practices that this installation does not have: they stand in no ledger that anybody verifies. */
export async function findForeign(connection: Queryable): Promise<Finding | null> {
  const known = await connection('practice_keys').distinct<{ practice_id: string }[]>('practice_id')
  const practices = new Set(known.map((row) => row.practice_id))
  for (const table of ['ledger_heads', 'ledger_entries', 'ledger_contents', 'ledger_erasures']) {
    let last: string | null = null
    for (;;) {
      const after: string | null = last
      // From one practice to the next along the index, instead of over all rows.
      const row: { practice_id: string } | undefined = await connection(table)
        .modify((query) => {
          if (after !== null) void query.where('practice_id', '>', after)
        })
        .orderBy('practice_id')
        .first<{ practice_id: string } | undefined>('practice_id')
      if (row === undefined) break
      if (!practices.has(row.practice_id)) return { seq: null, reason: 'practice_unknown' }
      last = row.practice_id
    }
  }
  return null
}

/**
 * A ledger that was cut together with its head, or emptied, is whole in itself. But messages name the entry they rest
 * on, outside the ledger: one that names an entry which is not there tells of the cut.
 */
export async function findMissing(
  connection: Queryable,
  keys: PracticeKeys,
  size: number,
): Promise<Finding | null> {
  for (const table of ['messages', 'reminders']) {
    const row = await connection(table)
      .where({ practice_id: keys.practice })
      .max<{ last: number | null }[]>({ last: 'consent_entry' })
    if ((row[0]?.last ?? -1) >= size) return { seq: size, reason: 'entry_missing' }
  }
  const recorded = await connection('forms')
    .where({ practice_id: keys.practice, state: 'recorded' })
    .first<{ sha256: string } | undefined>('sha256')
  return recorded !== undefined && size === 0 ? { seq: 0, reason: 'entry_missing' } : null
}
