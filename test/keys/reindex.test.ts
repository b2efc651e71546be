/** A new key for look-ups: everybody is still found, and what was known stays known (P-52). */
import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { subjectsByBsuid, subjectsByPhone } from '../../plugin/host/links.js'
import { suppress } from '../../plugin/host/suppression.js'
import { findSubject } from '../../plugin/host/patients.js'
import { putPatient } from '../../plugin/host/store-patients.js'
import { toBsuid, toHostPatientId, toWamid } from '../../plugin/ids.js'
import { announce } from '../../plugin/keys/instances.js'
import { masterKey } from '../../plugin/keys/master-key.js'
import { DIGESTS, renewIndexKey } from '../../plugin/keys/reindex.js'
import { recordStatus } from '../../plugin/outbox/statuses.js'
import type { OpenPractice } from '../../plugin/practice.js'
import type { Database } from '../../plugin/storage/database.js'
import { addMillis, toInstant } from '../../plugin/time.js'
import { openInvented, settableClock } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addPatient,
  addReminder,
  bsuidOf,
  consentOf,
  deliver,
  inboundMessage,
  text,
  withMessages,
} from '../webhook/practice.js'

const STRANGER = '4915199988877'

onEachDatabase('The key for look-ups', (fresh) => {
  const provider = masterKey(randomBytes(32))
  let database: Database
  const clock = settableClock(toInstant('2026-11-21T12:00:00Z'))

  beforeEach(async function () {
    this.timeout(240_000)
    database = await fresh.open()
  })
  const open = (): Promise<OpenPractice> => openInvented(database, { clock, keyProvider: provider })

  it('has every column in its list that holds a digest', async () => {
    const listed = DIGESTS.flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`))
    const found: string[] = []
    const tables: { name: string }[] =
      database.dialect === 'sqlite'
        ? await database.knex('sqlite_master').where({ type: 'table' }).select('name')
        : await database
            .knex('information_schema.tables')
            .whereRaw('table_schema = database()')
            .select({ name: 'table_name' })
    for (const { name } of tables) {
      const columns = Object.keys(await database.knex(name).columnInfo())
      for (const column of columns)
        if (/_index$|^fingerprint$|^block_key$/.test(column)) found.push(`${name}.${column}`)
    }
    expect(found.sort()).to.deep.equal(listed.sort())
  })

  it('is changed without losing anybody: number, account, message, stop, erasure (P-52)', async function () {
    this.timeout(240_000)
    const before = await open()
    const now = clock.now()
    const patient = await addPatient(before, '4711')
    const sent = await addReminder(before, patient)
    const hello = withMessages(inboundMessage(patient.waId, now, text('Hallo')))
    const stop = withMessages(inboundMessage(STRANGER, now, text('Stop')))
    await deliver(before, hello)
    await deliver(before, stop)
    await database.write((trx) =>
      suppress(trx, before.keys, [{ kind: 'patient', patient: toHostPatientId('4799') }], now),
    )
    const digests = async (): Promise<string[]> => {
      const all: string[] = []
      for (const { table, columns } of DIGESTS)
        for (const row of await database.knex(table).select<Record<string, string | null>[]>(...columns))
          all.push(...Object.values(row).filter((value) => value !== null))
      return all.filter((value) => /^[0-9a-f]{64}$/.test(value))
    }
    const known = new Set(await digests())
    expect(known.size).to.be.greaterThan(6)

    expect(await renewIndexKey(database, provider, before.keys.practice, clock)).to.be.greaterThan(8)

    for (const digest of await digests())
      expect(known.has(digest), 'a digest under the older key').to.equal(false)
    const after = await open()
    expect(after.keys.index('phone', patient.phone)).not.to.equal(before.keys.index('phone', patient.phone))
    expect(await subjectsByPhone(database.knex, after.keys, patient.phone)).to.deep.equal([patient.subject])
    expect(await subjectsByBsuid(database.knex, after.keys, toBsuid(bsuidOf(patient.waId)))).to.deep.equal([
      patient.subject,
    ])
    // The same message once more is a copy.
    const count = async (): Promise<number> => (await database.knex('inbound_messages').select('id')).length
    const messages = await count()
    await deliver(after, hello)
    await deliver(after, stop)
    expect(await count()).to.equal(messages)
    const status = { wamid: toWamid(sent.wamid), messageId: null, occurredAt: now, errorCode: null }
    expect(
      await database.write((trx) => recordStatus(trx, after, { ...status, status: 'delivered' }, now)),
    ).to.equal('moved')
    // Whoever turns out to have the number that asked to stop is on hold.
    const late = await addPatient(after, '4712', `+${STRANGER}`)
    await deliver(after, withMessages(inboundMessage(STRANGER, addMillis(now, 1000), text('Hallo'))))
    expect(await consentOf(after, late)).to.equal('on_hold')
    // Whoever was erased does not come back.
    await database.write((trx) =>
      putPatient(
        trx,
        after.keys,
        'csv',
        {
          hostPatientId: toHostPatientId('4799'),
          familyName: 'Beispiel',
          givenName: 'Bo',
          birthDate: null,
          mobilePhone: { kind: 'empty' },
          active: true,
        },
        now,
      ),
    )
    expect(await findSubject(database.knex, after.keys, toHostPatientId('4799'))).to.equal(null)
    // And a second time.
    await renewIndexKey(database, provider, before.keys.practice, clock)
    const twice = await open()
    expect(await subjectsByPhone(database.knex, twice.keys, patient.phone)).to.deep.equal([patient.subject])
  })

  it('is followed by a process that slept while it was changed (P-52)', async () => {
    const asleep = await open()
    await renewIndexKey(database, provider, asleep.keys.practice, clock)
    await asleep.keys.refresh()
    const awake = await open()
    expect(asleep.keys.index('phone', '+4915112345678')).to.equal(awake.keys.index('phone', '+4915112345678'))
  })

  it('is not changed while any process works with it, nor for three minutes afterwards', async () => {
    const practice = await open()
    await announce(database, practice.keys.practice, clock)
    const refusal = async (): Promise<unknown> =>
      renewIndexKey(database, provider, practice.keys.practice, clock).then(
        () => 'changed',
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      )
    expect(await refusal()).to.equal('INSTANCES_RUNNING')
    expect((await database.knex('practice_keys').where({ name: 'index' })).length).to.equal(1)
    clock.set(addMillis(clock.now(), 3 * 60_000 + 1))
    expect(await refusal()).to.equal('changed')
  })
})
