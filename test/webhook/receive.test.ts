import { expect } from 'chai'
import { open } from '../../plugin/keys/seal.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { inboxContext, webhookReceiver } from '../../plugin/webhook/receive.js'
import { openInvented } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'

async function storedBodies(practice: OpenPractice): Promise<string[]> {
  const rows = await practice.database
    .knex('webhook_inbox')
    .orderBy('id')
    .select<{ sealed: Buffer }[]>('sealed')
  return rows.map(({ sealed }) =>
    open(practice.keys.box, sealed, inboxContext(practice.configuration.id)).toString(),
  )
}

onEachDatabase('The webhook receiver', (fresh) => {
  it('has committed a body, exactly as it came, when it resolves', async () => {
    const practice = await openInvented(await fresh.open())
    await webhookReceiver(practice)(Buffer.from('{"not even": JSON'))
    expect(await storedBodies(practice)).to.deep.equal(['{"not even": JSON'])
    const row = await practice.database.knex('webhook_inbox').first<{ state: string }>()
    expect(row.state).to.equal('received')
  })

  it('stores bodies so that they cannot be read without the key', async () => {
    const practice = await openInvented(await fresh.open())
    await webhookReceiver(practice)(Buffer.from('KANARIENVOGEL'))
    const row = await practice.database.knex('webhook_inbox').first<{ sealed: Buffer }>()
    expect(row.sealed.includes('KANARIENVOGEL')).to.equal(false)
  })

  it('takes bodies of 3 MB, several at a time', async function () {
    this.timeout(120_000)
    const practice = await openInvented(await fresh.open())
    const receive = webhookReceiver(practice)
    const body = Buffer.alloc(3_000_000, 'x')
    await Promise.all([receive(body), receive(body), receive(body)])
    expect((await storedBodies(practice)).map((text) => text.length)).to.deep.equal([
      3_000_000, 3_000_000, 3_000_000,
    ])
  })

  it('stores a burst, each body once, in few commits', async () => {
    const practice = await openInvented(await fresh.open())
    let commits = 0
    const counting: OpenPractice = {
      ...practice,
      database: {
        ...practice.database,
        write: (work) => {
          commits += 1
          return practice.database.write(work)
        },
      },
    }
    const receive = webhookReceiver(counting)
    const bodies = Array.from({ length: 1000 }, (_, index) => `{"n":${index}}`)
    await Promise.all(bodies.map((body) => receive(Buffer.from(body))))
    expect((await storedBodies(practice)).sort()).to.deep.equal([...bodies].sort())
    expect(commits).to.be.below(50)
  })

  it('rejects what it could not store, and stores what comes afterwards', async () => {
    const practice = await openInvented(await fresh.open())
    const { knex } = practice.database
    const receive = webhookReceiver(practice)
    await knex.schema.renameTable('webhook_inbox', 'away')
    const results = await Promise.allSettled([receive(Buffer.from('1')), receive(Buffer.from('2'))])
    expect(results.map((result) => result.status)).to.deep.equal(['rejected', 'rejected'])
    await knex.schema.renameTable('away', 'webhook_inbox')
    await receive(Buffer.from('3'))
    expect(await storedBodies(practice)).to.deep.equal(['3'])
  })
})
