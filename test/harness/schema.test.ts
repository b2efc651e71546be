import { expect } from 'chai'
import { migrate } from '../../plugin/storage/migrate.js'
import { openDatabase } from '../../plugin/storage/database.js'
import { onEachDatabase } from './databases.js'

onEachDatabase('The schema', (fresh) => {
  it('is brought up to date once, by several processes at the same time', async () => {
    const url = await fresh.url()
    const databases = [openDatabase(url), openDatabase(url), openDatabase(url)]
    try {
      const applied = await Promise.all(databases.map((database) => migrate(database)))
      expect(applied.filter((names) => names.length > 0)).to.have.length(1)
    } finally {
      await Promise.all(databases.map((database) => database.close()))
    }
  })

  it('refuses to change or remove a ledger entry', async () => {
    const database = await fresh.open()
    const table = () => database.knex('ledger_entries')
    await table().insert({ practice_id: 'p', seq: 0, subject_id: 's', leaf: Buffer.from('x') })
    for (const attempt of [table().update({ leaf: Buffer.from('y') }), table().delete()]) {
      const refusal = await attempt.then(
        () => 'changed',
        (error: unknown) => String(error),
      )
      expect(refusal).to.contain('insert-only')
    }
  })
})
