import { expect } from 'chai'
import type { OpenPractice } from '../../plugin/practice.js'
import { listReviews } from '../../plugin/review/list-reviews.js'
import { codeOf } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import type { SetClock } from '../host/practice.js'
import { decide, openWithForm, put, record } from './practice.js'

onEachDatabase('The list of cases', (fresh) => {
  let practice: OpenPractice & { clock: SetClock }
  beforeEach(async function () {
    this.timeout(240_000)
    practice = await openWithForm(await fresh.open())
    await put(practice)
  })

  it('comes page by page, newest first, the open ones unless all are asked for', async () => {
    for (let minute = 0; minute < 5; minute += 1) {
      practice.clock.set(`2026-11-21T08:0${minute}:00Z`)
      await record(practice, { reasons: ['flattened'] })
    }
    // Two of the same instant, so that the page's end falls between equals.
    await record(practice, { reasons: ['flattened'] })
    const read = async (state: 'open' | 'all'): Promise<string[]> => {
      const ids: string[] = []
      let cursor: string | null = null
      do {
        const page = await listReviews(practice, { state, cursor, limit: 1, actor: 'test' })
        ids.push(...page.items.map(({ openedAt, id }) => `${openedAt} ${id}`))
        cursor = page.next
      } while (cursor !== null)
      return ids
    }
    const all = await read('all')
    expect(all).to.have.length(6)
    expect(all).to.deep.equal([...all].sort().reverse())
    const [first] = (await listReviews(practice, { state: 'open', cursor: null, limit: 1, actor: 'test' }))
      .items
    await decide(practice, first!, 'refused')
    expect(await read('open')).to.deep.equal(all.slice(1))
    expect(await read('all')).to.deep.equal(all)
  })

  it('refuses a cursor that no page gave', async () => {
    const query = { state: 'open', limit: 1, actor: 'test' } as const
    expect(await codeOf(listReviews(practice, { ...query, cursor: 'made up' }))).to.equal('REQUEST_INVALID')
  })

  it('keeps nothing readable in the database: evidence and picture are sealed (P-50)', async () => {
    await record(practice, { reasons: ['flattened'], patient: { givenName: 'Max' } })
    const rows: unknown = await practice.database.knex('reviews')
    expect(JSON.stringify(rows)).not.to.contain('Max').and.not.to.contain('WhatsApp')
  })
})
