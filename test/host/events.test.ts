import { expect } from 'chai'
import {
  deliverEvents,
  eventDelivery,
  recordEvent,
  type HostEvent,
  type NewHostEvent,
} from '../../plugin/host/events.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { openInvented } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'

const notice = (field: string): NewHostEvent => ({ type: 'account.notice', data: { field } })

const record = (practice: OpenPractice, ...fields: string[]): Promise<void> =>
  practice.database.write(async (trx) => {
    for (const field of fields)
      await recordEvent(trx, practice.configuration.id, notice(field), practice.clock.now())
  })

const fieldOf = (event: HostEvent): string => (event.type === 'account.notice' ? event.data.field : '')

onEachDatabase('Events for the host', (fresh) => {
  it('are handed over once, in the order they were recorded, at the same instant too', async () => {
    const practice = await openInvented(await fresh.open())
    const fields = Array.from({ length: 250 }, (_, index) => `f${index}`)
    await record(practice, ...fields)
    const seen: string[] = []
    const listener = (event: HostEvent): void => {
      seen.push(fieldOf(event))
    }
    await deliverEvents(practice, listener)
    await deliverEvents(practice, listener)
    expect(seen).to.deep.equal(fields)
  })

  it('are handed over once, though a turn and a webhook want to do it at the same time', async () => {
    const practice = await openInvented(await fresh.open())
    const fields = Array.from({ length: 120 }, (_, index) => `f${index}`)
    await record(practice, ...fields.slice(0, 110))
    const seen: string[] = []
    const deliver = eventDelivery(practice, async (event) => {
      seen.push(fieldOf(event))
      await new Promise((wait) => setTimeout(wait, seen.length % 3))
    })
    const turn = deliver()
    await record(practice, ...fields.slice(110))
    await Promise.all([turn, deliver(), deliver()])
    expect(seen).to.deep.equal(fields)
  })

  it('carry their id, practice, time and data', async () => {
    const practice = await openInvented(await fresh.open())
    await record(practice, 'account_update')
    const seen: HostEvent[] = []
    await deliverEvents(practice, (event) => {
      seen.push(event)
    })
    expect(seen[0]?.id).to.match(/^e_[0-9a-f-]{36}$/)
    expect(seen).to.deep.equal([
      {
        id: seen[0]?.id,
        type: 'account.notice',
        practice: 'muster',
        occurredAt: practice.clock.now(),
        data: { field: 'account_update' },
      },
    ])
  })

  it('are handed over again, and keep the later ones waiting, until the listener has returned', async () => {
    const practice = await openInvented(await fresh.open())
    await record(practice, 'a', 'b', 'c')
    const seen: string[] = []
    const failing = deliverEvents(practice, (event) => {
      seen.push(fieldOf(event))
      if (fieldOf(event) === 'b') return Promise.reject(new Error('the host is down'))
      return Promise.resolve()
    })
    expect(await failing.then(() => 'done', String)).to.contain('the host is down')
    await deliverEvents(practice, (event) => {
      seen.push(fieldOf(event))
    })
    expect(seen).to.deep.equal(['a', 'b', 'b', 'c'])
  })

  it('do not exist when what caused them was not committed', async () => {
    const practice = await openInvented(await fresh.open())
    const undone = practice.database.write(async (trx) => {
      await recordEvent(trx, practice.configuration.id, notice('a'), practice.clock.now())
      throw new Error('undone')
    })
    await undone.catch(() => undefined)
    const seen: HostEvent[] = []
    await deliverEvents(practice, (event) => {
      seen.push(event)
    })
    expect(seen).to.deep.equal([])
  })

  it('of one practice are not shown to another', async () => {
    const database = await fresh.open()
    const muster = await openInvented(database)
    const other = await openInvented(database, { id: 'andere' })
    await record(muster, 'a')
    const seen: HostEvent[] = []
    await deliverEvents(other, (event) => {
      seen.push(event)
    })
    expect(seen).to.deep.equal([])
  })
})
