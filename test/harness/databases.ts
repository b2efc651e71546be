/** Runs the same tests on every database we support, each with a fresh, migrated database of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { HOW_TO_INSTALL, type MariadbServer, mariadbInstalled, startMariadb } from './mariadb.js'

export interface FreshDatabases {
  /** Address of a new, empty database. */
  url(): Promise<string>
  /** A new database with the whole schema; closed after the test that opened it. */
  open(): Promise<Database>
}

let server: Promise<MariadbServer> | undefined

after(async () => {
  if (server !== undefined) await (await server).stop()
})

/**
 * `describe`s `title` once per database. Where no MariaDB server is installed its suite is shown as pending, with the
 * one command that adds it.
 */
export function onEachDatabase(title: string, suite: (fresh: FreshDatabases) => void): void {
  describe(`${title} [SQLite]`, () => {
    const directory = mkdtempSync(join(tmpdir(), 'recall-test-'))
    let files = 0
    const url = (): Promise<string> => {
      files += 1
      return Promise.resolve(`sqlite:${join(directory, `${files}.sqlite`)}`)
    }
    suite(closingAfterEach(url))
    after(() => rmSync(directory, { recursive: true, force: true }))
  })
  if (!mariadbInstalled) {
    it(`${title} [MariaDB: not installed, add it with: ${HOW_TO_INSTALL}]`)
    return
  }
  describe(`${title} [MariaDB]`, function () {
    before('start the MariaDB server', async function () {
      this.timeout(240_000)
      server ??= startMariadb()
      await server
    })
    suite(
      closingAfterEach(async () => {
        server ??= startMariadb()
        return (await server).createDatabase()
      }),
    )
  })
}

function closingAfterEach(url: () => Promise<string>): FreshDatabases {
  const opened: Database[] = []
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close()
  })
  return {
    url,
    async open() {
      const database = openDatabase(await url())
      opened.push(database)
      await migrate(database)
      return database
    },
  }
}
