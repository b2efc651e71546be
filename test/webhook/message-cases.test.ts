/** One message is one case for each person it concerns, however many doubts it raises and however often it arrives. */
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { extname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { linkBsuid } from '../../plugin/host/links.js'
import { subjectOf } from '../../plugin/host/patients.js'
import { toBsuid, toHostPatientId } from '../../plugin/ids.js'
import { masterKey } from '../../plugin/keys/master-key.js'
import type { OpenPractice } from '../../plugin/practice.js'
import type { Review } from '../../plugin/review/review.js'
import { openDatabase } from '../../plugin/storage/database.js'
import { migrate } from '../../plugin/storage/migrate.js'
import { systemClock } from '../../plugin/time.js'
import { processInbox } from '../../plugin/webhook/process.js'
import { NOON, openInvented } from '../consent/invented.js'
import { onEachDatabase } from '../harness/databases.js'
import { cases, decide } from '../review/practice.js'
import {
  addPatient,
  addReminder,
  bsuidOf,
  consentOf,
  deliver,
  inboundMessage,
  practicesOnOneDatabase,
  store,
  text,
  withMessages,
  type InventedPatient,
  type Json,
} from './practice.js'

const STRANGER = '4915198765432'
const NEW_ACCOUNT = 'DE.newaccount4711'

const codes = ({ reasons }: Review): string[] => reasons.map(({ code }) => code)

/** A new patient turns out to have the stranger's number and account. */
async function isPatients(practice: OpenPractice, host: string, waId: string): Promise<InventedPatient> {
  const patient = await addPatient(practice, host, `+${waId}`)
  const now = practice.clock.now()
  await practice.database.write((trx) =>
    linkBsuid(trx, practice.keys, patient.subject, toBsuid(bsuidOf(waId)), 'host test', now),
  )
  return patient
}

onEachDatabase('One message', (fresh) => {
  const open = practicesOnOneDatabase(fresh)

  it('of a stranger that stops a message to somebody is the case of that patient, and no second one of nobody (P-19)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    const sent = await addReminder(practice, patient)
    await deliver(practice, withMessages(inboundMessage(STRANGER, NOON, text('STOP', sent.wamid))))
    expect(await consentOf(practice, patient)).to.equal('on_hold')
    expect((await cases(practice)).map(({ patient: of }) => of)).to.deep.equal(['4711'])
  })

  it('that stopped by number and account at once is one case of whoever turns out to have both (P-19)', async () => {
    const practice = await open()
    await deliver(practice, withMessages(inboundMessage(STRANGER, NOON, text('STOP'))))
    const patient = await isPatients(practice, '4711', STRANGER)
    await processInbox(practice)
    expect(await consentOf(practice, patient)).to.equal('on_hold')
    expect((await cases(practice)).map(codes)).to.deep.equal([['earlier_stop']])
    const entries = await practice.ledger.entriesOf(practice.database.knex, patient.subject)
    expect(entries.filter(({ type }) => type === 'held')).to.have.length(1)
  })

  it('from another account that may mean stop is one case with both doubts, and one decision ends both (P-18, P-31)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    await deliver(practice, withMessages(inboundMessage(patient.waId, NOON, text('Guten Tag'))))
    const doubtful = inboundMessage(patient.waId, NOON, text('Nein'))
    await deliver(practice, withMessages({ ...doubtful, from_user_id: NEW_ACCOUNT }))
    const [review, ...others] = await cases(practice)
    expect(others).to.deep.equal([])
    expect(review).to.include({ kind: 'reply', patient: '4711' })
    expect(codes(review!)).to.deep.equal(['account_changed', 'reply_in_doubt'])
    expect(review?.entries).to.have.length(2)
    expect(review?.decisions).to.have.members(['released', 'withdrawn'])
    await decide(practice, review!, 'released')
    expect(await consentOf(practice, patient)).to.equal('active')
  })

  it('that a person has decided about is a new case only for a new doubt (P-19)', async () => {
    const practice = await open()
    const patient = await addPatient(practice, '4711')
    await addReminder(practice, patient)
    const { from, ...hidden } = inboundMessage(STRANGER, NOON, text('STOP'))
    await deliver(practice, withMessages(hidden))
    const [candidate] = await cases(practice)
    expect(codes(candidate!)).to.deep.equal(['unmatched_stop'])
    await decide(practice, candidate!, 'released')
    const now = practice.clock.now()
    await practice.database.write((trx) =>
      linkBsuid(trx, practice.keys, patient.subject, toBsuid(bsuidOf(STRANGER)), 'host test', now),
    )
    await processInbox(practice)
    expect((await cases(practice)).map(codes)).to.deep.equal([['earlier_stop']])
    expect(await cases(practice, 'all')).to.have.length(2)
    expect(await consentOf(practice, patient)).to.equal('on_hold')
  })
})

const CHILD = fileURLToPath(
  new URL(`./kill-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
)
const MESSAGES = 25
const KILLS = 4

onEachDatabase('A process that is killed while it works on messages', (fresh) => {
  it('leaves one case for each message and person, however often they arrive (P-18, P-19)', async function () {
    this.timeout(360_000)
    const url = await fresh.url()
    const database = openDatabase(url)
    await migrate(database)
    const key = randomBytes(32)
    try {
      const practice = await openInvented(database, { clock: systemClock, keyProvider: masterKey(key) })
      const bodies: Json[] = []
      for (let n = 0; n < MESSAGES; n += 1) {
        const own = `49151123${String(n).padStart(5, '0')}`
        const strange = `49151987${String(n).padStart(5, '0')}`
        const patient = await addPatient(practice, `p${n}`, `+${own}`)
        const sent = await addReminder(practice, patient)
        await deliver(practice, withMessages(inboundMessage(own, NOON, text('Guten Tag'))))
        bodies.push(
          withMessages({ ...inboundMessage(own, NOON, text('Nein')), from_user_id: `${NEW_ACCOUNT}${n}` }),
          withMessages(inboundMessage(strange, NOON, text('STOP', sent.wamid))),
          withMessages(inboundMessage(`${strange}7`, NOON, text('STOP'))),
        )
      }
      await store(practice, ...bodies, ...bodies)
      for (let kill = 0; kill < KILLS; kill += 1) {
        const before = await processedOf(practice)
        const child = fork(CHILD, [url, key.toString('base64'), practice.configuration.id], {
          execArgv: process.execArgv,
        })
        const closed = once(child, 'close')
        while ((await processedOf(practice)) === before && child.exitCode === null) await sleep(5)
        await sleep(Math.random() * 100)
        child.kill('SIGKILL')
        await closed
      }
      // The provider repeats what it was not told to have arrived, and two processes go on at once.
      await store(practice, ...bodies)
      await Promise.all([processInbox(practice), processInbox(practice)])
      // Somebody turns out to have the last stranger's number.
      await isPatients(practice, 'late', `49151987${String(MESSAGES - 1).padStart(5, '0')}7`)
      await Promise.all([processInbox(practice), processInbox(practice)])
      await processInbox(practice)

      const opened = await cases(practice)
      const about = opened.map(({ inbound, patient }) => `${inbound} ${patient}`)
      expect(new Set(about)).to.have.length(about.length)
      for (const { inbound } of opened.filter(({ patient }) => patient === null))
        expect(opened.filter((other) => other.inbound === inbound)).to.have.length(1)
      expect(opened).to.have.length(3 * MESSAGES)
      const { subject } = await late(practice)
      const held = (await practice.ledger.entriesOf(database.knex, subject)).filter(
        ({ type }) => type === 'held',
      )
      expect(held).to.have.length(1)
    } finally {
      await database.close()
    }
  })
})

async function processedOf({ database, configuration }: OpenPractice): Promise<number> {
  const rows = await database
    .knex('webhook_inbox')
    .where({ practice_id: configuration.id, state: 'processed' })
    .select('id')
  return rows.length
}

const late = async (practice: OpenPractice) => ({
  subject: await practice.database.write((trx) =>
    subjectOf(trx, practice.keys, toHostPatientId('late'), practice.clock.now()),
  ),
})
