/** knex ships these two modules for building custom dialects, without types; only what we override is described. */
declare module 'knex/lib/dialects/better-sqlite3/index.js' {
  export default class BetterSqliteClient {
    transaction(...args: unknown[]): unknown
  }
}
declare module 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js' {
  export default class SqliteTransaction {
    constructor(client: unknown, ...args: unknown[])
    begin(connection: unknown): Promise<unknown>
    query(connection: unknown, sql: string): Promise<unknown>
  }
}
