/** What a migration is. */
import type { Knex } from 'knex'
import type { Dialect } from '../plugin/storage/database.js'

/** May run again after it was killed half-way: MariaDB commits each change of the schema at once. */
export type Up = (connection: Knex, dialect: Dialect) => Promise<void>

export interface Migration {
  readonly name: string
  readonly up: Up
}
