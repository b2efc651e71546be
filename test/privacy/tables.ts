/** Every table that names subjects, and how many of its rows are about one. A new table shows up here by itself. */
import type { SubjectId } from '../../plugin/ids.js'
import type { Database } from '../../plugin/storage/database.js'

export async function tablesAbout(database: Database, subject: SubjectId): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of (await tablesWithSubjects(database)).sort()) {
    const [row] = await database
      .knex(name)
      .where({ subject_id: subject })
      .count<{ rows: number }[]>({ rows: '*' })
    counts[name] = row?.rows ?? 0
  }
  return counts
}

async function tablesWithSubjects({ dialect, knex }: Database): Promise<string[]> {
  const rows: { name: string }[] =
    dialect === 'sqlite'
      ? await knex('sqlite_master').where({ type: 'table' }).select('name')
      : await knex('information_schema.tables')
          .whereRaw('table_schema = database()')
          .select({ name: 'table_name' })
  const found: string[] = []
  for (const { name } of rows) if (await knex.schema.hasColumn(name, 'subject_id')) found.push(name)
  return found
}
