import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { openDatabase } from '../../plugin/storage/database.js'
import { leaveNoTrace } from '../../plugin/storage/leave-no-trace.js'
import { onEachDatabase } from '../harness/databases.js'
import { filesOfSqlite } from './scan.js'

const KEEPS_OF_A_SERVER = ['redo_log', 'undo_log', 'binary_log', 'unscrubbed_pages']

onEachDatabase('Rows that were deleted or overwritten', (fresh) => {
  it('leave nothing in the files of SQLite, however often rows moved; a server says what it keeps (P-51)', async function () {
    this.timeout(240_000)
    const url = await fresh.url()
    const database = openDatabase(url)
    try {
      if (database.dialect !== 'sqlite') {
        const kept = await leaveNoTrace(database)
        expect(kept).to.include.members(['redo_log', 'undo_log'])
        expect(KEEPS_OF_A_SERVER).to.include.members(kept)
        return
      }
      await database.knex.schema.createTable('things', (table) => {
        table.string('id', 26).primary()
        table.specificType('sealed', 'blob')
        table.string('digest', 64).index()
      })
      const old = new Map<string, Buffer>()
      const current = new Map<string, Buffer>()
      // Rows of many lengths, in no order: the pages are split and merged, and copies of rows stay behind in them.
      await database.write(async (trx) => {
        for (let n = 0; n < 6_000; n += 1) {
          const ids = [...current.keys()]
          const id = ids[Math.floor(Math.random() * ids.length)]
          const sealed = randomBytes(100 + Math.floor(Math.random() * 400))
          if (id === undefined || n % 2 === 0) {
            const fresh = randomBytes(13).toString('hex')
            current.set(fresh, sealed)
            await trx('things').insert({ id: fresh, sealed, digest: randomBytes(32).toString('hex') })
            continue
          }
          const before = current.get(id)
          if (before !== undefined) old.set(before.toString('latin1', 0, 8), before.subarray(0, 24))
          if (n % 10 === 1) {
            current.delete(id)
            await trx('things').where({ id }).delete()
          } else {
            current.set(id, sealed)
            await trx('things').where({ id }).update({ sealed })
          }
        }
      })
      expect(await leaveNoTrace(database)).to.deep.equal([])
      const [file, log] = filesOfSqlite(url)
      expect(log === undefined || log.bytes.length === 0 || log.name !== '-wal').to.equal(true)
      const text = file?.bytes.toString('latin1') ?? ''
      let found = 0
      for (let at = 0; at + 24 <= text.length; at += 1) {
        const candidate = old.get(text.slice(at, at + 8))
        if (candidate !== undefined && text.startsWith(candidate.toString('latin1'), at)) found += 1
      }
      expect(old.size).to.be.greaterThan(2_000)
      expect(found).to.equal(0)
    } finally {
      await database.close()
    }
  })
})
