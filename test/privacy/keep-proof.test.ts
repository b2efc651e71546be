import { expect } from 'chai'
import { verifyLedger } from '../../plugin/consent/verify/verify.js'
import { declaringSubject, findSubject } from '../../plugin/host/patients.js'
import { toHostPatientId } from '../../plugin/ids.js'
import type { OpenPractice } from '../../plugin/practice.js'
import { witnessOf, type WitnessedPractice } from '../../plugin/privacy/witness/check.js'
import { erasePatient } from '../../plugin/privacy/erasure/erase.js'
import { dueForRetention, overdueRows, runRetention } from '../../plugin/privacy/retention/retention.js'
import type { Database } from '../../plugin/storage/database.js'
import { toInstant } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import {
  addDueReminder,
  addPatient,
  declare,
  dispatch,
  openInvented,
  openNewPractice,
  settableClock,
  sharedDatabase,
  type Person,
  type SettableClock,
} from '../outbox/due-practice.js'
import { takingLine, witnessInMemory } from './life-practice.js'

const by = 'Frau Winter'

onEachDatabase('Erasing a person and keeping the proof', (fresh) => {
  const database = sharedDatabase(fresh)

  async function scene(): Promise<{ practice: WitnessedPractice; person: Person; clock: SettableClock }> {
    const clock = settableClock()
    const open = await openNewPractice(database(), clock)
    const practice = { ...open, witness: witnessOf(witnessInMemory()) }
    const person = await addPatient(practice, 1)
    await addDueReminder(practice, person)
    await dispatch(
      practice,
      takingLine(() => undefined),
    )
    return { practice, person, clock }
  }

  const erase = (practice: WitnessedPractice, person: Person, proof: 'keep' | 'destroy') =>
    erasePatient(practice, {
      patient: toHostPatientId(person.hostPatientId),
      by,
      reason: 'erasure_request',
      proof,
    })

  const keyOf = async (practice: OpenPractice, person: Person): Promise<Buffer | null> => {
    const row = await practice.database
      .knex('subject_keys')
      .where({ subject_id: person.subject })
      .first<{ wrapped: Buffer | null } | undefined>('wrapped')
    return row?.wrapped ?? null
  }

  it('lets the content go at once and says until when the proof stays (P-47)', async () => {
    const { practice, person } = await scene()
    const result = await erase(practice, person, 'keep')
    expect(result).to.include({ kind: 'proof_kept', proofKeptUntil: '2029-12-31' })
    expect(result.letter.de).to.contain('31. Dezember 2029')
    expect(result.letter.en).to.contain('31 December 2029')
    const { knex } = practice.database
    expect(await findSubject(knex, practice.keys, toHostPatientId(person.hostPatientId))).to.equal(null)
    for (const table of [
      'patients',
      'patient_links',
      'appointments',
      'reminders',
      'forms',
      'inbound_messages',
    ])
      expect(await knex(table).where({ subject_id: person.subject }).select('subject_id')).to.deep.equal([])
    const messages = await knex('messages')
      .where({ subject_id: person.subject })
      .select<{ sealed: unknown; phone_index: string; wamid_index: unknown; handed_over_at: unknown }[]>(
        'sealed',
        'phone_index',
        'wamid_index',
        'handed_over_at',
      )
    expect(messages).to.have.length(1)
    expect(messages[0]).to.include({ sealed: null, phone_index: '', wamid_index: null })
    expect(messages[0]?.handed_over_at).to.be.a('string')
    const entries = await practice.ledger.entriesOf(knex, person.subject)
    expect(entries.map(({ type }) => type)).to.deep.equal(['granted', 'withdrawn', 'erased'])
    expect(entries.every(({ content }) => content !== null)).to.equal(true)
  })

  it('destroys the proof, too, on the day after its last one, and not before (P-47, P-51)', async () => {
    const { practice, person, clock } = await scene()
    await erase(practice, person, 'keep')
    clock.set(toInstant('2029-12-31T22:30:00Z'))
    expect((await runRetention(practice)).kept_proofs).to.equal(0)
    expect(await keyOf(practice, person)).not.to.equal(null)
    clock.set(toInstant('2029-12-31T23:30:00Z'))
    const due = await dueForRetention(practice)
    expect(due.find(({ data }) => data === 'kept_proofs')).to.include({ count: 1 })
    expect((await runRetention(practice)).kept_proofs).to.equal(1)
    expect(await keyOf(practice, person)).to.equal(null)
    const entries = await practice.ledger.entriesOf(practice.database.knex, person.subject)
    expect(entries.map(({ type, content }) => [type, content === null])).to.deep.equal([
      ['granted', true],
      ['withdrawn', true],
      ['erased', false],
      ['erased', false],
    ])
    const verified = await verifyLedger(practice.database, practice.keys, { now: clock.now(), processes: 1 })
    expect(verified.ok, JSON.stringify(verified.firstBroken)).to.equal(true)
  })

  it('can be followed by a full erasure, by the same patient number (P-47, P-51)', async () => {
    const { practice, person } = await scene()
    await erase(practice, person, 'keep')
    expect(await erase(practice, person, 'keep')).to.include({
      kind: 'already_erased',
      proofKeptUntil: '2029-12-31',
    })
    expect((await erase(practice, person, 'destroy')).kind).to.equal('erased')
    expect(await keyOf(practice, person)).to.equal(null)
    expect(await erase(practice, person, 'destroy')).to.include({
      kind: 'already_erased',
      proofKeptUntil: null,
    })
  })

  it('keeps nothing where there is nothing to prove', async () => {
    const { practice } = await scene()
    const person = await addPatientWithoutConsent(practice)
    const result = await erase(practice, person, 'keep')
    expect(result).to.include({ kind: 'erased', proofKeptUntil: null })
    expect(await keyOf(practice, person)).to.equal(null)
  })

  it('lets the tombstone say its thing for three years, and the ledger verifies without it (P-51)', async () => {
    const { practice, person, clock } = await scene()
    await erase(practice, person, 'destroy')
    clock.set(toInstant('2029-12-31T22:30:00Z'))
    expect((await runRetention(practice)).tombstones).to.equal(0)
    clock.set(toInstant('2029-12-31T23:30:00Z'))
    expect((await runRetention(practice)).tombstones).to.equal(1)
    const entries = await practice.ledger.entriesOf(practice.database.knex, person.subject)
    expect(entries.every(({ content }) => content === null)).to.equal(true)
    clock.set(toInstant('2030-01-02T10:00:00Z'))
    const verified = await verifyLedger(practice.database, practice.keys, { now: clock.now(), processes: 1 })
    expect(verified.ok, JSON.stringify(verified.firstBroken)).to.equal(true)
    const overdue = Object.values(await overdueRows(practice, clock.now()))
    expect(Math.max(...overdue)).to.equal(0)
  })

  async function addPatientWithoutConsent(practice: OpenPractice): Promise<Person> {
    const person = await addPatient(practice, 7)
    // The builder lets everybody agree; a person erased and back has said nothing yet.
    await erase({ ...practice, witness: witnessOf(witnessInMemory()) }, person, 'destroy')
    const subject = await practice.database.write((trx) =>
      declaringSubject(trx, practice.keys, toHostPatientId(person.hostPatientId), practice.clock.now()),
    )
    await declare(practice, subject, 'refused')
    return { ...person, subject }
  }
})

onEachDatabase('An erasure that fails half-way', (fresh) => {
  it('is known to the witness as soon as it is committed, before the files are cleaned (P-53)', async () => {
    const clock = settableClock()
    const open: Database = await fresh.open()
    const witness = witnessInMemory()
    const knex = new Proxy(open.knex, {
      get: (target, name): unknown =>
        name === 'raw' ? () => Promise.reject(new Error('killed')) : Reflect.get(target, name),
    })
    const practice = {
      ...(await openInvented(open, clock)),
      database: { ...open, knex },
      witness: witnessOf(witness),
    }
    const person = await addPatient(practice, 1)
    const failed = await erasePatient(practice, {
      patient: toHostPatientId(person.hostPatientId),
      by,
      reason: 'erasure_request',
      proof: 'destroy',
    }).catch((error: unknown) => error)
    expect(failed).to.be.instanceOf(Error)
    const { leaves } = await witness.read()
    expect(leaves.map(({ erased }) => erased?.scope)).to.deep.equal(['person'])
  })

  it('has erased nothing, whichever of its statements failed; tried again it erases all (P-51)', async function () {
    this.timeout(240_000)
    const clock = settableClock()
    const open: Database = await fresh.open()
    const practice = { ...(await openInvented(open, clock)), witness: witnessOf(witnessInMemory()) }
    const person = await addPatient(practice, 1)
    await addDueReminder(practice, person)
    const count = async (): Promise<number[]> => {
      const counts: number[] = []
      for (const table of [
        'patients',
        'patient_links',
        'appointments',
        'reminders',
        'ledger_contents',
        'ledger_entries',
      ]) {
        const rows = await open.knex(table).select()
        counts.push(rows.length)
      }
      return counts
    }
    const before = await count()
    const request = {
      patient: toHostPatientId(person.hostPatientId),
      by,
      reason: 'erasure_request' as const,
      proof: 'destroy' as const,
    }
    let failed = 0
    // A connection that is lost after so many statements, and stays lost.
    for (let statements = 1; ; statements += 3) {
      let remaining = statements
      const breaking: WitnessedPractice = {
        ...practice,
        database: {
          ...open,
          write: (work) =>
            open.write((trx) =>
              work(
                new Proxy(trx, {
                  apply: (target, self, args: [string]) => {
                    remaining -= 1
                    if (remaining <= 0) throw new Error('connection lost')
                    return Reflect.apply(target, self, args) as unknown
                  },
                }),
              ),
            ),
        },
      }
      const outcome = await erasePatient(breaking, request).then(
        (result) => result.kind,
        () => 'failed',
      )
      const left = await count()
      if (left[0] === 0) break
      expect(outcome).to.equal('failed')
      failed += 1
      expect(left).to.deep.equal(before)
    }
    expect(failed).to.be.greaterThan(10)
    // One tombstone is left, in an entry of its own.
    expect(await count()).to.deep.equal([0, 0, 0, 0, 1, 2])
    expect((await erasePatient(practice, request)).kind).to.equal('already_erased')
    const verified = await verifyLedger(open, practice.keys, { now: clock.now(), processes: 1 })
    expect(verified.ok).to.equal(true)
  })
})
