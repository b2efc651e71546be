/** Inserts many rows with few statements; one row at a time would cost more than everything else an append does. */
import type { Transaction } from '../storage/database.js'

/** Below SQLite's limit of parameters, and far below MariaDB's size of a packet, at any row we write. */
const ROWS_PER_STATEMENT = 500

/** @param rows values in the order of `columns` */
export async function insertRows(
  trx: Transaction,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly (string | number | Buffer)[])[],
): Promise<void> {
  const names = columns.join(', ')
  const place = `(${columns.map(() => '?').join(',')})`
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const some = rows.slice(start, start + ROWS_PER_STATEMENT)
    const places = new Array<string>(some.length).fill(place).join(',')
    await trx.raw(`insert into ${table} (${names}) values ${places}`, some.flat())
  }
}
