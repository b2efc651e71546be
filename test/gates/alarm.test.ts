/** What nobody may overlook, and what an authority asks afterwards (P-58). */
import { expect } from 'chai'
import { breachReport } from '../../plugin/gates/breach-report.js'
import { openGates } from '../../plugin/gates/gates.js'
import { watch } from '../../plugin/gates/watch.js'
import { deliverEvents, type HostEvent } from '../../plugin/host/events.js'
import { countRefusals } from '../../plugin/http/refusals.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { noteAccess } from '../../plugin/privacy/access-log.js'
import { addMillis } from '../../plugin/time.js'
import type { Database } from '../../plugin/storage/database.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addDueReminder,
  addPatient,
  DAY,
  HOUR,
  ON_THIS_MACHINE,
  openInvented,
  settableClock,
  type SettableClock,
} from '../outbox/due-practice.js'

onEachDatabase('Alarms', (fresh) => {
  let database: Database
  let clock: SettableClock
  let practice: OpenPractice
  beforeEach(async function () {
    this.timeout(240_000)
    database = await fresh.open()
    clock = settableClock()
    practice = await openInvented(database, clock)
  })

  const watching = (): Promise<void> => watch({ ...practice, gates: openGates(practice, ON_THIS_MACHINE) })
  const told = async (): Promise<unknown[]> => {
    const events: HostEvent[] = []
    await deliverEvents(practice, (event) => {
      events.push(event)
    })
    return events.filter(({ type }) => type === 'alarm').map(({ data }) => data)
  }

  it('stay silent while all is well', async () => {
    await addPatient(practice, 1)
    await watching()
    expect(await told()).to.deep.equal([])
  })

  it('are raised when the ledger is broken, once an hour while it lasts (P-58)', async () => {
    await addPatient(practice, 1)
    await database.knex('ledger_heads').update({ note: 'nothing that anybody signed' })
    await watching()
    await watching()
    expect(await told()).to.deep.equal([{ kind: 'ledger_broken', count: 1 }])
    clock.advance(HOUR + 1)
    await watching()
    expect(await told()).to.deep.equal([{ kind: 'ledger_broken', count: 1 }])
  })

  it('are raised when somebody takes the guard off (P-58, P-11)', async () => {
    await database.knex.raw('DROP TRIGGER ledger_contents_no_delete')
    await watching()
    expect(await told()).to.deep.equal([{ kind: 'guards_missing', count: 1 }])
  })

  it('are raised when many people, or all, are taken out within an hour (P-58)', async () => {
    for (let n = 1; n <= 19; n += 1) {
      const { subject } = await addPatient(practice, n)
      await noteAccess(practice, { action: 'report', actor: 'Reception', subject })
      await noteAccess(practice, { action: 'certificate', actor: 'Reception', subject })
    }
    await watching()
    expect(await told()).to.deep.equal([])
    const { subject } = await addPatient(practice, 20)
    await noteAccess(practice, { action: 'certificate', actor: 'Reception', subject })
    await watching()
    expect(await told()).to.deep.equal([{ kind: 'mass_export', count: 20 }])
    clock.advance(2 * HOUR)
    await watching()
    expect(await told()).to.deep.equal([])
    await noteAccess(practice, { action: 'export', actor: 'Dr. Muster', subject: null })
    await watching()
    expect(await told()).to.deep.equal([{ kind: 'mass_export', count: 0 }])
  })

  it('are followed by a report that counts people, categories and period, and names nobody (P-58)', async () => {
    const from = clock.now()
    const [first] = [
      await addPatient(practice, 1),
      await addPatient(practice, 2),
      await addPatient(practice, 3),
    ]
    await addDueReminder(practice, first)
    await noteAccess(practice, { action: 'report', actor: 'Reception', subject: first.subject })
    await noteAccess(practice, { action: 'report', actor: 'Dr. Muster', subject: first.subject })
    const report = await breachReport(practice, from, addMillis(from, HOUR))
    expect(report).to.include({ people: 3, concernedInPeriod: 1 })
    expect(report.access).to.deep.equal([{ action: 'report', times: 2, people: 1, actors: 2 }])
    expect(report.categories).to.deep.include.members([
      { category: 'identity_and_contact', records: 3 },
      { category: 'consents', records: 3 },
      { category: 'appointments', records: 1 },
      { category: 'messages_sent', records: 0 },
    ])
    expect(JSON.stringify(report)).not.to.match(/Muster(?!")|Erika|\+49|4001/)
    clock.advance(2 * DAY)
    const later = await breachReport(practice, clock.now(), addMillis(clock.now(), HOUR))
    expect(later).to.include({ people: 3, concernedInPeriod: 0 })
    expect(later.access).to.deep.equal([])
  })
})

describe('Wrong secrets (P-58)', () => {
  it('count as a series from twenty within five minutes', () => {
    const series: number[] = []
    const refused = countRefusals((count) => series.push(count))
    for (let n = 0; n < 60; n += 1) refused(n * 60_000)
    expect(series).to.deep.equal([])
    for (let n = 0; n < 45; n += 1) refused(10_000_000 + n * 1_000)
    expect(series).to.deep.equal([20, 20])
  })
})
