import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect } from 'chai'
import { consentFor } from '../../plugin/consent/gate.js'
import { PURPOSES } from '../../plugin/consent/purpose.js'
import { verifyLedger } from '../../plugin/consent/verify/verify.js'
import { withdrawConsent } from '../../plugin/consent/withdraw.js'
import { decodeLeaf, encodeLeaf } from '../../plugin/consent/leaf.js'
import { RecallError } from '../../plugin/errors.js'
import { openGates } from '../../plugin/gates/gates.js'
import { findSubject } from '../../plugin/host/patients.js'
import {
  liftSuppression,
  suppress,
  suppressedSince,
  withoutSuppressed,
} from '../../plugin/host/suppression.js'
import { putPatient } from '../../plugin/host/store-patients.js'
import { renewIndexKey } from '../../plugin/keys/reindex.js'
import { beginWitness } from '../../plugin/privacy/witness/begin.js'
import { toHostPatientId } from '../../plugin/ids.js'
import type { RunningPractice } from '../../plugin/installation.js'
import { halt, resume, sendingState } from '../../plugin/outbox/halt.js'
import { bearWitness } from '../../plugin/privacy/witness/bear-witness.js'
import { checkWitness, witnessOf } from '../../plugin/privacy/witness/check.js'
import { fileWitness, witnessFile } from '../../plugin/privacy/witness/witness.js'
import { erasePatient } from '../../plugin/privacy/erasure/erase.js'
import { isFromBeforeRestore } from '../../plugin/privacy/witness/restored.js'
import { restrictPatient } from '../../plugin/privacy/restrict.js'
import type { Database } from '../../plugin/storage/database.js'
import { onEachDatabase } from '../harness/databases.js'
import { addMillis, toLocalDate } from '../../plugin/time.js'
import {
  addDueReminder,
  addPatient,
  declare,
  ON_THIS_MACHINE,
  settableClock,
  type Person,
} from '../outbox/due-practice.js'
import { backUp, restore } from './copy-database.js'
import { newProvider, openLifePractice, takingLine, turn, type Sent } from './life-practice.js'

onEachDatabase('A database that was restored from a backup', (fresh) => {
  const directory = mkdtempSync(join(tmpdir(), 'recall-witness-'))
  after(() => rmSync(directory, { recursive: true, force: true }))
  let files = 0

  interface Scene {
    practice: RunningPractice
    restored: RunningPractice
    clock: ReturnType<typeof settableClock>
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
    const witness = join(directory, `${files}.witness`)
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
    return { practice, restored, clock, sent, erased, stopped, restricted, agreeing, witness }
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
    const file = fileWitness(witness, restored.keys)
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

  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'nothing was wrong',
      (error: unknown) => (error instanceof RecallError ? error.code : error),
    )
  const anew = (practice: RunningPractice, witness: string): RunningPractice => ({
    ...practice,
    witness: witnessOf(fileWitness(witness, practice.keys)),
  })

  it('is as new where there was no witness yet', async () => {
    const clock = settableClock()
    const file = join(directory, 'first.witness')
    const practice = await openLifePractice(
      await fresh.open(),
      clock,
      file,
      takingLine(() => undefined),
    )
    readers.push(practice.readers)
    const person = await addPatient(practice, 1)
    await declare(practice, person.subject, 'withdrawn')
    expect((await checkWitness(practice)).kind).to.equal('new')
    await bearWitness(practice)
    const check = await checkWitness(practice)
    expect(check.kind === 'agree' && check.testimony.leaves.length).to.equal(1)
  })

  it('keeps out whom the host delivers again although only the lost part of the ledger knew of the erasure (P-53)', async () => {
    const { practice, restored } = await scene()
    const newcomer = await addPatient(practice, 6)
    await erasePatient(practice, {
      patient: toHostPatientId(newcomer.hostPatientId),
      by: 'Frau Winter',
      reason: 'erasure_request',
      proof: 'destroy',
    })
    await bearWitness(restored)
    const deliver = (): Promise<unknown> =>
      restored.database.write((trx) =>
        putPatient(
          trx,
          restored.keys,
          'csv',
          {
            hostPatientId: toHostPatientId(newcomer.hostPatientId),
            familyName: 'Beispiel',
            givenName: 'Bo',
            birthDate: null,
            mobilePhone: { kind: 'empty' },
            active: true,
          },
          restored.clock.now(),
        ),
      )
    await deliver()
    const found = (): Promise<unknown> =>
      findSubject(restored.database.knex, restored.keys, toHostPatientId(newcomer.hostPatientId))
    expect(await found()).to.equal(null)
    // Nor after the look-ups got a new key, nor after the same backup came back once more.
    await renewIndexKey(restored.database, restored.keys.provider, restored.keys.practice, {
      now: () => addMillis(restored.clock.now(), 10 * 60_000),
    })
    await restored.keys.refresh()
    await deliver()
    expect(await found()).to.equal(null)
  })

  it('keeps a stranger out of the same backup when it comes back a second time (P-53)', async () => {
    const { practice, restored, witness } = await scene()
    const newcomer = await addPatient(practice, 6)
    await erasePatient(practice, {
      patient: toHostPatientId(newcomer.hostPatientId),
      by: 'Frau Winter',
      reason: 'erasure_request',
      proof: 'destroy',
    })
    const backup = await backUp(restored.database)
    await bearWitness(restored)
    const database = await restore(backup, await fresh.url())
    opened.push(database)
    const again = await openLifePractice(
      database,
      restored.clock,
      witness,
      takingLine(() => undefined),
      { provider: restored.keys.provider },
    )
    readers.push(again.readers)
    expect((await bearWitness(again)).setBack).to.equal(true)
    const suppressed = await database.knex('suppressions').select<{ digest: string }[]>('digest')
    expect(suppressed.map(({ digest }) => digest)).to.include(
      restored.keys.witness(`patient\n${newcomer.hostPatientId}`),
    )
    expect(await isFromBeforeRestore(database.knex, again, null)).to.equal(true)
  })

  it('erases nobody because somebody wrote so into its witness (P-53)', async () => {
    const { practice, sent, agreeing, witness } = await scene()
    const forged = {
      kind: 'leaf',
      leaf: encodeLeaf({
        seq: 400,
        type: 'erased',
        subject: agreeing.subject,
        recordedAt: practice.clock.now(),
        commitment: 'A'.repeat(43) + '=',
      }).toString('base64'),
      erased: { scope: 'person', entries: [], suppressed: [] },
    }
    const whole = readFileSync(witness, 'utf8')
    const real = whole.split('\n').find((line) => line.includes('"erased":{'))
    for (const line of [
      JSON.stringify(forged),
      `${'0'.repeat(64)} ${JSON.stringify(forged)}`,
      real?.replace('"scope":"person"', '"scope":"contents"') ?? '',
    ]) {
      writeFileSync(witness, `${whole}\n${line}\n`)
      const counts = await turn(anew(practice, witness))
      expect(counts.failures.map(({ code }) => code)).to.deep.equal([
        'WITNESS_UNREADABLE',
        'WITNESS_UNREADABLE',
      ])
      expect(sent).to.deep.equal([])
      expect(await statusOf(practice, agreeing)).to.equal('active')
    }
  })

  it('notices that lines were taken out of its witness (P-53)', async () => {
    const { restored, sent, witness } = await scene()
    const lines = readFileSync(witness, 'utf8').split('\n')
    const at = lines.findIndex((line) => line.includes('"scope":"person"'))
    writeFileSync(witness, lines.filter((_, index) => index !== at).join('\n'))
    expect(await codeOf(bearWitness(restored))).to.equal('WITNESS_UNREADABLE')
    const counts = await turn(restored)
    expect(counts.failures.map(({ code }) => code)).to.include('WITNESS_UNREADABLE')
    expect(sent).to.deep.equal([])
  })

  it('takes the empty witness of an instance that joins others for what it is (P-53)', async () => {
    const { practice, sent, agreeing, witness } = await scene()
    const joining = anew(practice, `${witness}-of-another`)
    const counts = await turn(joining)
    expect(counts.failures).to.deep.equal([])
    expect(sent.map(({ to }) => to)).to.deep.equal([agreeing.number])
    const check = await checkWitness(joining)
    expect(check.kind === 'agree' && check.testimony.leaves.length).to.equal(3)
  })

  it('holds whose yes was put right or left open since the backup, and not whose was not (P-53, P-45)', async () => {
    const { practice, restored, sent, agreeing } = await scene()
    const [rectified, open] = [await addPatient(practice, 7), await addPatient(practice, 8)]
    for (const person of [rectified, open]) await addDueReminder(practice, person)
    const backup = await backUp(practice.database)
    await declare(practice, rectified.subject, 'not_given')
    await declare(practice, open.subject, 'pending')
    await bearWitness(practice)
    const database = await restore(backup, await fresh.url())
    opened.push(database)
    const again = await openLifePractice(
      database,
      practice.clock,
      practice.witness.file,
      takingLine((message) => {
        sent.push(message)
      }),
      { provider: restored.keys.provider },
    )
    readers.push(again.readers)
    expect((await turn(again)).failures).to.deep.equal([])
    expect(sent.map(({ to }) => to)).to.deep.equal([agreeing.number])
    for (const person of [rectified, open]) expect(await statusOf(again, person)).to.equal('on_hold')
  })

  it('hears again whom it erased as a stranger once the person has declared anew, however often it is set back (P-53)', async () => {
    const { practice, restored, clock, witness } = await scene()
    const newcomer = await addPatient(practice, 6)
    const patient = toHostPatientId(newcomer.hostPatientId)
    const request = { patient, by: 'Frau Winter', reason: 'erasure_request', proof: 'destroy' } as const
    await erasePatient(practice, request)
    await bearWitness(restored)
    clock.advance(60_000)
    await restored.database.write((trx) => liftSuppression(trx, restored.keys, patient, clock.now()))
    await addPatient(restored, 6)
    await bearWitness(restored)
    const backup = await backUp(restored.database)
    const other = await addPatient(restored, 9)
    await declare(restored, other.subject, 'withdrawn')
    await bearWitness(restored)
    const database = await restore(backup, await fresh.url())
    opened.push(database)
    const again = await openLifePractice(
      database,
      clock,
      witness,
      takingLine(() => undefined),
      { provider: restored.keys.provider },
    )
    readers.push(again.readers)
    expect((await bearWitness(again)).setBack).to.equal(true)
    expect(await suppressedSince(database.knex, again.keys, { kind: 'patient', patient })).to.equal(null)
    expect(await findSubject(database.knex, again.keys, patient)).not.to.equal(null)
  })

  it('takes nobody in while its witness is away, and lets go whom it took in meanwhile (P-53)', async () => {
    const { practice, restored, clock, witness } = await scene()
    const newcomer = await addPatient(practice, 6)
    const patient = toHostPatientId(newcomer.hostPatientId)
    await erasePatient(practice, { patient, by: 'Frau Winter', reason: 'erasure_request', proof: 'destroy' })
    clock.advance(1000)
    const record = {
      hostPatientId: patient,
      familyName: 'Beispiel',
      givenName: 'Bo',
      birthDate: null,
      mobilePhone: { kind: 'empty' },
      active: true,
    } as const
    await restored.database.write((trx) => putPatient(trx, restored.keys, 'csv', record, clock.now()))
    const away = readFileSync(witness)
    rmSync(witness)
    clock.advance(6 * 60_000)
    let asked = 0
    const host: RunningPractice['hosts'][number] = {
      id: 'csv',
      capabilities: { forms: false, appointmentNow: false },
      read: () => {
        asked += 1
        return Promise.reject(new Error('nobody should ask'))
      },
    } as never
    const counts = await turn({ ...restored, hosts: [host] })
    expect(counts.failures.map(({ code }) => code)).to.include('WITNESS_MISSING')
    expect(asked).to.equal(0)
    writeFileSync(witness, away)
    await bearWitness(restored)
    expect(await findSubject(restored.database.knex, restored.keys, patient)).to.equal(null)
  })

  it('does not let a host bring back whom a request erased, whatever time had done before (P-47)', async () => {
    const { practice } = await scene()
    const patient = toHostPatientId('4711')
    const now = practice.clock.now()
    await practice.database.write((trx) =>
      suppress(
        trx,
        practice.keys,
        [
          { kind: 'retired', patient },
          { kind: 'patient', patient },
        ],
        now,
      ),
    )
    const items = [{ hostPatientId: patient, active: true }]
    expect(
      await practice.database.write((trx) => withoutSuppressed(trx, practice.keys, items, now)),
    ).to.deep.equal([])
    expect(
      await suppressedSince(practice.database.knex, practice.keys, { kind: 'patient', patient }),
    ).to.equal(now)
  })

  it('is put right once by a turn and a webhook of one process at the same moment (P-53)', async () => {
    const { restored, stopped } = await scene()
    const borne = await Promise.all([bearWitness(restored), bearWitness(restored), bearWitness(restored)])
    expect(borne.filter(({ setBack }) => setBack)).to.have.length(1)
    expect(await isFromBeforeRestore(restored.database.knex, restored, null)).to.equal(false)
    const entries = await restored.ledger.entriesOf(restored.database.knex, stopped.subject)
    expect(entries.filter(({ type }) => type === 'held')).to.have.length(1)
  })

  it('replays once more where another instance with a witness of its own hears of it later, and doubts nobody for it (P-53)', async () => {
    const { restored, erased, witness } = await scene()
    const late = anew(restored, `${witness}-late`)
    copyFileSync(witness, `${witness}-late`)
    await bearWitness(restored)
    await bearWitness(late)
    expect(await isFromBeforeRestore(restored.database.knex, restored, null)).to.equal(false)
    expect((await checkWitness(late)).kind).to.equal('agree')
    const leaves = await restored.database
      .knex('ledger_entries')
      .where({ subject_id: erased.subject })
      .select<{ leaf: Buffer }[]>('leaf')
    expect(leaves.filter(({ leaf }) => decodeLeaf(leaf)?.type === 'erased')).to.have.length(1)
  })

  it('keeps what a file proves when it is begun anew, whatever somebody says of the database (P-53)', async () => {
    const { restored, erased, stopped, sent, agreeing, witness } = await scene()
    appendFileSync(witness, `\n${'0'.repeat(64)} {"kind":"leaf","leaf":""}\n`)
    const changed = anew(restored, witness)
    expect(await codeOf(bearWitness(changed))).to.equal('WITNESS_UNREADABLE')
    await beginWitness(changed, { database: 'newest', by: 'Frau Winter' })
    expect(await statusOf(changed, stopped)).to.equal('on_hold')
    const key = await restored.database
      .knex('subject_keys')
      .where({ subject_id: erased.subject })
      .first<{ wrapped: null }>('wrapped')
    expect(key.wrapped).to.equal(null)
    await turn(changed)
    expect(sent.map(({ to }) => to)).to.deep.equal([agreeing.number])
  })

  it('throws no witness away that is there and cannot be read (P-53)', async () => {
    const { practice, restored } = await scene()
    const folder = mkdtempSync(join(directory, 'unreadable-'))
    const address = 'sqlite:/somewhere/recall.sqlite'
    const own = await witnessFile(folder, address, restored.keys)
    mkdirSync(own)
    await bearWitness(anew(practice, await witnessFile(folder, 'sqlite:/elsewhere.sqlite', practice.keys)))
    expect(await witnessFile(folder, address, restored.keys)).to.equal(own)
    const unreadable = anew(restored, own)
    expect(await codeOf(bearWitness(unreadable))).to.equal('WITNESS_UNREADABLE')
    expect(await codeOf(beginWitness(unreadable, { database: 'newest', by: 'Frau Winter' }))).to.equal(
      'WITNESS_UNREADABLE',
    )
  })

  it('sees that it is set back while it runs (P-53)', async () => {
    const { practice, restored, witness } = await scene()
    const running = anew(practice, witness)
    await bearWitness(running)
    // The same process finds itself on the older copy.
    const setBack = { ...restored, witness: running.witness }
    expect((await bearWitness(setBack)).setBack).to.equal(true)
  })

  it('erases at request also while its witness is away (P-47)', async () => {
    const { practice, clock, agreeing, witness } = await scene()
    rmSync(witness)
    clock.advance(6 * 60_000)
    const result = await erasePatient(anew(practice, witness), {
      patient: toHostPatientId(agreeing.hostPatientId),
      by: 'Frau Winter',
      reason: 'erasure_request',
      proof: 'destroy',
    })
    expect(result.kind).to.equal('erased')
  })

  it('believes no older form where it stands in the place of another database, whose witness tells of withdrawals (P-53)', async () => {
    const { sent, stopped, witness } = await scene()
    const clock = settableClock()
    const successor = await openLifePractice(
      await fresh.open(),
      clock,
      witness,
      takingLine(() => undefined),
    )
    readers.push(successor.readers)
    expect((await checkWitness(successor)).kind).to.equal('foreign')
    await addPatient(successor, 2)
    expect(await bearWitness(successor)).to.deep.equal({ replayed: 0, setBack: false })
    expect(await isFromBeforeRestore(successor.database.knex, successor, null)).to.equal(true)
    expect((await checkWitness(successor)).kind).to.equal('agree')
    expect(readFileSync(witness, 'utf8')).not.to.contain(stopped.subject)
    expect(sent).to.deep.equal([])
  })

  it('finds its witness again after it has moved, and begins one of its own beside those of others (P-53)', async () => {
    const { practice, restored } = await scene()
    const folder = mkdtempSync(join(directory, 'folder-'))
    const here = await witnessFile(folder, 'sqlite:/somewhere/recall.sqlite', practice.keys)
    expect(basename(here)).to.match(/\.[0-9a-f]{8}\.witness$/)
    await bearWitness(anew(practice, here))
    const there = await witnessFile(folder, 'sqlite:/elsewhere/recall.sqlite', restored.keys)
    // A copy that is only tried must not write into the witness of the real one.
    expect(there).not.to.equal(here)
    expect(readFileSync(there, 'utf8')).to.equal(readFileSync(here, 'utf8'))
    const clock = settableClock()
    const stranger = await openLifePractice(
      await fresh.open(),
      clock,
      here,
      takingLine(() => undefined),
    )
    readers.push(stranger.readers)
    const theirs = await witnessFile(folder, 'mysql://user:secret@127.0.0.1:3306/other', stranger.keys)
    expect(theirs).not.to.equal(here)
    expect(await witnessFile(folder, 'mysql://user:other@127.0.0.1:3306/other', stranger.keys)).to.equal(
      theirs,
    )
  })

  it('sends nothing where its witness was exchanged for that of another database (P-53)', async () => {
    const { practice } = await scene()
    const file = join(directory, `${files}.other.witness`)
    const other = await openLifePractice(
      await fresh.open(),
      practice.clock,
      file,
      takingLine(() => undefined),
    )
    readers.push(other.readers)
    await declare(other, (await addPatient(other, 2)).subject, 'withdrawn')
    await bearWitness(other)
    const exchanged = anew(practice, file)
    expect((await checkWitness(exchanged)).kind).to.equal('missing')
    expect((await turn(exchanged)).failures.map(({ code }) => code)).to.include('WITNESS_MISSING')
  })

  it('sends nothing while the witness that was told is gone, and says what to do (P-53)', async () => {
    const { restored, clock, sent, witness } = await scene()
    rmSync(witness)
    clock.advance(5 * 60_000)
    const counts = await turn(restored)
    expect(counts.failures.map(({ code }) => code)).to.include('WITNESS_MISSING')
    expect(sent).to.deep.equal([])
    const verdicts = await openGates(restored, ON_THIS_MACHINE, restored).verdicts()
    expect(verdicts.find(({ check }) => check === 'witness')).to.include({ finding: 'witness_missing' })
  })

  it('goes on where a person has said that this is the newest one, and keeps the old witness (P-53)', async () => {
    const { practice, sent, agreeing, witness } = await scene()
    writeFileSync(witness, 'not a witness at all}\n')
    const lost = anew(practice, witness)
    expect(await codeOf(bearWitness(lost))).to.equal('WITNESS_UNREADABLE')
    expect(await beginWitness(lost, { database: 'newest', by: 'Frau Winter' })).to.deep.equal({ held: 0 })
    const check = await checkWitness(lost)
    expect(check.kind === 'agree' && check.testimony.leaves.length).to.equal(3)
    await turn(lost)
    expect(sent.map(({ to }) => to)).to.deep.equal([agreeing.number])
    const beside = readdirSync(directory).filter((name) => join(directory, name).startsWith(`${witness}.`))
    expect(beside).to.have.length(1)
    const access = await practice.database.knex('access_log').where({ action: 'witness' }).select('actor')
    expect(access).to.deep.equal([{ actor: 'Frau Winter' }])
  })

  it('asks everybody again where its witness is lost and it may be an older copy (P-53)', async () => {
    const { restored, sent, erased, stopped, restricted, agreeing, witness } = await scene()
    rmSync(witness)
    const begun = await beginWitness(restored, { database: 'older_copy', by: 'Frau Winter' })
    expect(begun).to.deep.equal({ held: 4 })
    const counts = await turn(restored)
    expect(counts.failures).to.deep.equal([])
    expect(sent).to.deep.equal([])
    for (const person of [erased, stopped, restricted, agreeing])
      expect(await statusOf(restored, person)).to.equal('on_hold')
    expect(await restored.database.knex('reviews').where({ state: 'open' })).to.have.length(4)
    expect(await isFromBeforeRestore(restored.database.knex, restored, null)).to.equal(true)
  })

  const isHaltedNow = async ({ database, configuration }: RunningPractice): Promise<boolean> =>
    (await sendingState(database.knex, configuration.id)).halted

  it('is halted again where the switch was pressed after the backup, until a person releases it (P-40, P-53)', async () => {
    const { practice, restored, clock, sent, agreeing, witness } = await scene()
    await halt(practice, 'Frau Winter')
    await bearWitness(practice)
    await turn(restored)
    expect(sent).to.deep.equal([])
    expect(await isHaltedNow(restored)).to.equal(true)
    clock.advance(60_000)
    await resume(restored, 'Frau Winter')
    await turn(restored)
    expect(sent.map(({ to }) => to)).to.deep.equal([agreeing.number])
    await bearWitness(anew(restored, witness))
    expect(await isHaltedNow(restored)).to.equal(false)
  })

  it('is halted again though the switch is all that it has forgotten (P-40, P-53)', async () => {
    const { practice, clock, witness } = await scene()
    const backup = await backUp(practice.database)
    await halt(practice, 'Frau Winter')
    await bearWitness(practice)
    const database = await restore(backup, await fresh.url())
    opened.push(database)
    const copy = anew({ ...practice, database }, witness)
    expect(await isHaltedNow(copy)).to.equal(false)
    await bearWitness(copy)
    expect(await isHaltedNow(copy)).to.equal(true)
    // The other one goes on with what it knows itself.
    clock.advance(60_000)
    await resume(practice, 'Frau Winter')
    await bearWitness(practice)
    expect(await isHaltedNow(practice)).to.equal(false)
  })

  for (const which of ['newest', 'older_copy'] as const)
    it(`stays halted when a torn witness is begun anew for the ${which} (P-40, P-53)`, async () => {
      const { practice, restored, witness } = await scene()
      await halt(practice, 'Frau Winter')
      await bearWitness(practice)
      appendFileSync(witness, '\nnot a line of ours\n\n')
      await beginWitness(restored, { database: which, by: 'Frau Winter' })
      expect(await isHaltedNow(restored)).to.equal(true)
    })
})
