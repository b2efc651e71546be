import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { consentFor } from '../../plugin/consent/gate.js'
import { PURPOSES } from '../../plugin/consent/purpose.js'
import { verifyLedger } from '../../plugin/consent/verify.js'
import { withdrawConsent } from '../../plugin/consent/withdraw.js'
import { findSubject } from '../../plugin/host/patients.js'
import { toHostPatientId } from '../../plugin/ids.js'
import type { RunningPractice } from '../../plugin/installation.js'
import { bearWitness, checkWitness, witnessOf } from '../../plugin/privacy/bear-witness.js'
import { fileWitness } from '../../plugin/privacy/witness.js'
import { erasePatient } from '../../plugin/privacy/erase.js'
import { isFromBeforeRestore } from '../../plugin/privacy/restored.js'
import { restrictPatient } from '../../plugin/privacy/restrict.js'
import type { Database } from '../../plugin/storage/database.js'
import { onEachDatabase } from '../harness/databases.js'
import { toLocalDate } from '../../plugin/time.js'
import { addDueReminder, addPatient, declare, settableClock, type Person } from '../outbox/due-practice.js'
import { backUp, restore } from './copy-database.js'
import { newProvider, openLifePractice, takingLine, turn, type Sent } from './life-practice.js'

onEachDatabase('A database that was restored from a backup', (fresh) => {
  const directory = mkdtempSync(join(tmpdir(), 'recall-witness-'))
  after(() => rmSync(directory, { recursive: true, force: true }))
  let files = 0

  interface Scene {
    practice: RunningPractice
    restored: RunningPractice
    sent: Sent[]
    erased: Person
    stopped: Person
    restricted: Person
    agreeing: Person
    witness: string
  }
  const opened: Database[] = []
  const readers: RunningPractice['readers'][] = []
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close()
    for (const pool of readers.splice(0)) await pool.close()
  })

  /** Four people agree; a backup is made; then one is erased, one says stop, one is restricted. */
  async function scene(): Promise<Scene> {
    files += 1
    const witness = join(directory, `${files}.jsonl`)
    const clock = settableClock()
    const sent: Sent[] = []
    const line = takingLine((message) => {
      sent.push(message)
    })
    const provider = newProvider()
    const practice = await openLifePractice(await fresh.open(), clock, witness, line, { provider })
    const [erased, stopped, restricted, agreeing] = [
      await addPatient(practice, 1),
      await addPatient(practice, 2),
      await addPatient(practice, 3),
      await addPatient(practice, 4),
    ]
    for (const person of [erased, stopped, restricted, agreeing]) await addDueReminder(practice, person)
    await bearWitness(practice)
    const backup = await backUp(practice.database)
    clock.advance(1000)
    await erasePatient(practice, {
      patient: toHostPatientId(erased.hostPatientId),
      by: 'Frau Winter',
      reason: 'erasure_request',
      proof: 'destroy',
    })
    await practice.database.write((trx) =>
      withdrawConsent(trx, practice, {
        subject: stopped.subject,
        purposes: PURPOSES,
        method: 'reply',
        actor: { role: 'patient', name: null },
        evidence: null,
        now: clock.now(),
      }),
    )
    await restrictPatient(practice, {
      patient: toHostPatientId(restricted.hostPatientId),
      by: 'Frau Winter',
      ground: 'accuracy',
    })
    await bearWitness(practice)
    clock.advance(1000)
    const database = await restore(backup, await fresh.url())
    opened.push(database)
    const restored = await openLifePractice(database, clock, witness, line, { provider })
    readers.push(practice.readers, restored.readers)
    return { practice, restored, sent, erased, stopped, restricted, agreeing, witness }
  }

  const statusOf = async (practice: RunningPractice, person: Person): Promise<string> =>
    (await consentFor(practice.database.knex, practice, person.subject, 'reminder', practice.clock.now()))
      .status

  it('is known for one, and nothing is sent before what it forgot was done again (P-53)', async () => {
    const { restored, sent, erased, stopped, restricted, agreeing } = await scene()
    expect(await statusOf(restored, stopped)).to.equal('active')
    const check = await checkWitness(restored)
    expect(check.kind === 'set_back' && check.lost.length).to.equal(3)
    const counts = await turn(restored)
    expect(counts.failures).to.deep.equal([])
    expect(sent.map(({ to }) => to)).to.deep.equal([agreeing.number])
    expect(await statusOf(restored, stopped)).to.equal('on_hold')
    expect(await statusOf(restored, restricted)).to.equal('on_hold')
    const { knex } = restored.database
    expect(await findSubject(knex, restored.keys, toHostPatientId(erased.hostPatientId))).to.equal(null)
    const key = await knex('subject_keys')
      .where({ subject_id: erased.subject })
      .first<{ wrapped: null }>('wrapped')
    expect(key.wrapped).to.equal(null)
    const reviews = await knex('reviews').select<{ subject_id: string }[]>('subject_id')
    expect(reviews.map((row) => row.subject_id)).to.have.members([stopped.subject, restricted.subject])
    const verified = await verifyLedger(restored.database, restored.keys, { now: restored.clock.now() })
    expect(verified.ok, JSON.stringify(verified.firstBroken)).to.equal(true)
  })

  it('believes no older form by itself where somebody took something back whom the copy never knew (P-53)', async () => {
    const { practice, restored } = await scene()
    const { knex } = restored.database
    expect(await isFromBeforeRestore(knex, restored, null)).to.equal(false)
    const newcomer = await addPatient(practice, 5)
    await declare(practice, newcomer.subject, 'withdrawn')
    await bearWitness(practice)
    await bearWitness(restored)
    expect(await isFromBeforeRestore(knex, restored, toLocalDate('2026-11-21'))).to.equal(true)
    expect(await isFromBeforeRestore(knex, restored, null)).to.equal(true)
    expect(await isFromBeforeRestore(knex, restored, toLocalDate('2026-11-22'))).to.equal(false)
  })

  it('is put right once: afterwards witness and database agree (P-53)', async () => {
    const { restored } = await scene()
    await turn(restored)
    expect((await checkWitness(restored)).kind).to.equal('agree')
    expect(await bearWitness(restored)).to.deep.equal({ replayed: 0, setBack: false })
  })

  it('is put right once although it was killed before the witness heard of it (P-53)', async () => {
    const { restored, stopped, witness } = await scene()
    const file = fileWitness(witness)
    const deaf = { ...file, append: () => Promise.reject(new Error('killed')) }
    for (let time = 1; time <= 2; time += 1)
      expect(await bearWitness({ ...restored, witness: witnessOf(deaf) }).catch(String)).to.contain('killed')
    await bearWitness({ ...restored, witness: witnessOf(file) })
    const entries = await restored.ledger.entriesOf(restored.database.knex, stopped.subject)
    expect(entries.filter(({ type }) => type === 'held')).to.have.length(1)
  })

  it('sends nothing while its witness cannot be read (P-53)', async () => {
    const { restored, sent, witness } = await scene()
    writeFileSync(witness, 'not a witness at all}\n')
    const counts = await turn(restored)
    expect(counts.failures.map(({ code }) => code)).to.include('WITNESS_UNREADABLE')
    expect(sent).to.deep.equal([])
  })

  it('is known for one although the last line of the witness was cut off by a crash (P-53)', async () => {
    const { restored, sent, agreeing, witness } = await scene()
    appendFileSync(witness, '\n{"kind":"leaf","le')
    await turn(restored)
    expect(sent.map(({ to }) => to)).to.deep.equal([agreeing.number])
  })

  it('is not suspected while nothing was set back', async () => {
    const { practice, sent, agreeing } = await scene()
    const counts = await turn(practice)
    expect(counts.failures).to.deep.equal([])
    expect(sent.map(({ to }) => to)).to.deep.equal([agreeing.number])
    expect((await checkWitness(practice)).kind).to.equal('agree')
  })

  it('is as new where there was no witness yet', async () => {
    const { practice, witness } = await scene()
    rmSync(witness)
    const anew = { ...practice, witness: { file: practice.witness.file, agreed: null } }
    expect((await checkWitness(anew)).kind).to.equal('missing')
    await bearWitness(anew)
    const check = await checkWitness(anew)
    expect(check.kind === 'agree' && check.testimony.leaves.length).to.equal(3)
  })
})
