import { expect } from 'chai'
import { groupWrites } from '../../plugin/outbox/group-writes.js'
import type { Transaction } from '../../plugin/storage/database.js'
import { onEachDatabase } from '../harness/databases.js'
import { sharedDatabase } from './due-practice.js'

onEachDatabase('Writes that come together', (fresh) => {
  const database = sharedDatabase(fresh)

  const insert =
    (practice: string, name: string) =>
    async (trx: Transaction): Promise<string> => {
      await trx('account_facts').insert({ practice_id: practice, name, value: '', changed_at: '' })
      return name
    }
  const names = async (practice: string): Promise<string[]> => {
    const rows = await database()
      .knex('account_facts')
      .where({ practice_id: practice })
      .select<{ name: string }[]>('name')
    return rows.map(({ name }) => name).sort()
  }

  it('share transactions, keep their order, and each hears of its own result', async () => {
    let transactions = 0
    const counting = groupWrites({
      ...database(),
      write: (work) => {
        transactions += 1
        return database().write(work)
      },
    })
    const order: string[] = []
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        counting.write(async (trx) => {
          order.push(String(n))
          return insert('together', `fact ${n}`)(trx)
        }),
      ),
    )
    expect(results).to.deep.equal(order.map((n) => `fact ${n}`))
    expect(order).to.deep.equal(Array.from({ length: 40 }, (_, n) => String(n)))
    expect(transactions).to.be.lessThan(10)
    expect(await names('together')).to.have.length(40)
  })

  it('do not suffer from one that fails', async () => {
    const grouped = groupWrites(database())
    const outcomes = await Promise.allSettled([
      grouped.write(insert('apart', 'one')),
      grouped.write(async (trx) => {
        await insert('apart', 'half')(trx)
        throw new Error('no')
      }),
      grouped.write(insert('apart', 'three')),
    ])
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled'])
    expect(await names('apart')).to.deep.equal(['one', 'three'])
  })
})
