/** What the database says of itself: the triggers that guard evidence, and what its user may do. */
import type { Database } from './database.js'

/** Names of the triggers in this database that its user can see. */
export async function databaseGuards({ dialect, knex }: Database): Promise<string[]> {
  const rows: { name: string }[] =
    dialect === 'sqlite'
      ? await knex('sqlite_master').where({ type: 'trigger' }).select('name')
      : await knex('information_schema.triggers')
          .whereRaw('trigger_schema = database()')
          .select({ name: 'trigger_name' })
  return rows.map(({ name }) => name)
}

/** What the database's user was granted; `null` on SQLite, which knows no users. */
export async function databaseGrants({
  dialect,
  knex,
}: Database): Promise<{ database: string; grants: string[] } | null> {
  if (dialect === 'sqlite') return null
  const [[where]] = (await knex.raw('SELECT DATABASE() AS name')) as [{ name: string }[]]
  const [rows] = (await knex.raw('SHOW GRANTS')) as [Record<string, unknown>[]]
  return {
    database: where?.name ?? '',
    grants: rows.flatMap((row) => Object.values(row)).filter((grant) => typeof grant === 'string'),
  }
}
