import type { Knex } from 'knex'

/** knex would write to stdout, which belongs to the commands' own output; its errors reach us as errors. */
export const SILENT: Knex.Logger = {
  warn: () => undefined,
  error: () => undefined,
  deprecate: () => undefined,
  debug: () => undefined,
}
