import { expect } from 'chai'
import { verifyLedger } from '../../plugin/consent/verify/verify.js'
import { importForm } from '../../plugin/consent/import-form.js'
import { recordAtReception } from '../../plugin/consent/reception.js'
import { findSubject } from '../../plugin/host/patients.js'
import { syncHost } from '../../plugin/host/sync.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toHostPatientId, type SubjectId } from '../../plugin/ids.js'
import type { Log } from '../../plugin/log.js'
import { erasePatient } from '../../plugin/privacy/erasure/erase.js'
import type { ErasureResult } from '../../plugin/privacy/erasure/erasure.js'
import { onEachDatabase } from '../harness/databases.js'
import { eventually, openSample, type OpenSample, readWitness } from '../harness/sample.js'
import { allCells, filesOfSqlite, findAny, namedPlaces, openedCells, spellings, type Cell } from './scan.js'

/** Gül Öztürk of the sample practice: a form, an appointment, a message, words of her own. */
const PATIENT = toHostPatientId('4714')
const NUMBER = '15112345614'
const PROFILE = 'Papageientaucher'
const WORDS = ['Zahnfleischbluten', PROFILE]

onEachDatabase('Erasing a person', (fresh) => {
  let sample: OpenSample
  const written: string[] = []
  let subject: SubjectId
  let sealedBefore: Cell[]
  let result: ErasureResult
  const note = (event: string, fields: object = {}): void => {
    written.push(JSON.stringify([event, fields]))
  }
  const log: Log = { info: note, warn: note, error: note }

  before(async function () {
    this.timeout(240_000)
    sample = await openSample(await fresh.url(), { log })
    const { practice, plugin, sandbox } = sample
    await plugin.run()
    await eventually('delivered', () => sandbox.messages().length > 2)
    for (const body of [WORDS.join(', '), 'vielleicht stopp?']) {
      await sandbox.inbound({
        from: { phone: `+49${NUMBER}`, name: PROFILE },
        content: { type: 'text', body },
      })
    }
    await eventually('worked on', async () => (await inbound()) >= 2)
    await plugin.run()
    // Statuses of what was sent arrive until here.
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const found = await findSubject(practice.database.knex, practice.keys, PATIENT)
    if (found === null) throw new Error('no such patient')
    subject = found
    sealedBefore = await sealedOf(subject)
    result = await erasePatient(practice, {
      patient: PATIENT,
      by: 'Frau Winter',
      reason: 'erasure_request',
      proof: 'destroy',
    })
  })
  after(() => sample.close())

  const inbound = async (): Promise<number> => {
    const rows = await sample.practice.database.knex('inbound_messages').select('id')
    return rows.length
  }

  /** Every sealed cell of the person, and the wrapped key. */
  const sealedOf = async (of: SubjectId): Promise<Cell[]> => {
    const { knex } = sample.practice.database
    const cells: Cell[] = []
    for (const table of ['patients', 'messages', 'inbound_messages', 'forms', 'reviews', 'subject_keys']) {
      const column = table === 'subject_keys' ? 'wrapped' : 'sealed'
      const rows = await knex(table).where({ subject_id: of }).select<Record<string, Buffer | null>[]>(column)
      for (const row of rows) {
        const bytes = row[column]
        if (bytes != null) cells.push({ table, column, bytes })
      }
    }
    const contents = await knex('ledger_entries as e')
      .join('ledger_contents as c', (on) => on.on('c.practice_id', 'e.practice_id').andOn('c.seq', 'e.seq'))
      .where('e.subject_id', of)
      .whereRaw("e.leaf not like '%erased%'")
      .select<{ sealed: Buffer }[]>('c.sealed')
    for (const { sealed } of contents)
      cells.push({ table: 'ledger_contents', column: 'sealed', bytes: sealed })
    return cells
  }

  const needles = (): Map<string, Buffer[]> =>
    new Map([
      ...['Öztürk', NUMBER, `+49${NUMBER}`, `0${NUMBER}`, '1990-05-22', ...WORDS].map(
        (word, index): [string, Buffer[]] => [`word ${index}`, spellings(word)],
      ),
      ...sealedBefore.map(({ table, bytes }, index): [string, Buffer[]] => [
        `${table} ${index}`,
        // Whatever is left of it: 24 bytes from anywhere within.
        [bytes.subarray(0, 24), bytes.subarray(16, 40), bytes.subarray(-24)],
      ]),
    ])

  it('finds something to erase, the key and the contents among it', () => {
    const tables = new Set(sealedBefore.map(({ table }) => table))
    expect([...tables]).to.include.members([
      'patients',
      'messages',
      'inbound_messages',
      'forms',
      'subject_keys',
      'ledger_contents',
    ])
    expect(result.kind).to.equal('erased')
    expect(result.removed).to.include({ records: 1, appointments: 1, forms: 1 })
    expect(result.removed.ledgerContents).to.be.greaterThan(0)
    expect(result.removed.messages).to.be.greaterThan(0)
    expect(result.removed.inbound).to.be.greaterThan(1)
    expect(result.removed.webhooks).to.be.greaterThan(0)
    expect(result.proofKeptUntil).to.equal(null)
  })

  it('leaves no row that names the person, whoever holds the master key (P-51)', async () => {
    const cells = await allCells(sample.practice.database)
    const opened = await openedCells(sample.practice, cells)
    expect(opened.length).to.be.greaterThan(500)
    expect(findAny(needles(), namedPlaces([...cells, ...opened]))).to.deep.equal([])
    expect(cells.filter(({ bytes }) => bytes.equals(Buffer.from(PATIENT)))).to.deep.equal([])
    const named = cells.filter(({ bytes }) => bytes.includes(`"${PATIENT}"`))
    expect(named).to.deep.equal([])
  })

  it('leaves no byte of the person in the files of the database (P-51)', function () {
    if (sample.practice.database.dialect !== 'sqlite') {
      expect(result.remaining.storage).to.include.members(['redo_log', 'undo_log'])
      return
    }
    const files = filesOfSqlite(sample.plugin.configuration.database)
    expect(files.map(({ name }) => name)).to.include('')
    expect(findAny(needles(), files)).to.deep.equal([])
    expect(result.remaining.storage).to.deep.equal([])
  })

  it('leaves nothing in the log and in the witness (P-51, P-57)', () => {
    expect(written.length).to.be.greaterThan(2)
    const witness = readWitness(sample)
    expect(
      findAny(needles(), [
        { name: 'log', bytes: Buffer.from(written.join('\n')) },
        { name: 'witness', bytes: witness },
      ]),
    ).to.deep.equal([])
  })

  it('leaves a ledger that verifies, with a tombstone that names nobody (P-51)', async () => {
    const { practice } = sample
    const entries = await practice.ledger.entriesOf(practice.database.knex, subject)
    expect(entries.filter(({ content }) => content !== null).map(({ type }) => type)).to.deep.equal([
      'erased',
    ])
    const tombstone = entries.at(-1)
    expect(tombstone?.seq).to.equal(result.tombstone)
    expect(tombstone?.content?.evidence).to.deep.include({ kind: 'erasure', scope: 'person' })
    const verified = await verifyLedger(practice.database, practice.keys)
    expect(verified.ok, JSON.stringify(verified)).to.equal(true)
  })

  it('is told in the answer to the person, in German and English (P-47)', () => {
    expect(result.letter.de).to.contain('Zahnarztpraxis').and.to.contain('§ 630f')
    expect(result.letter.en).to.contain('destroyed the proof')
    expect(JSON.stringify(result)).not.to.match(/ztürk|12345614/)
  })

  it('is not undone by the host or the forms folder, which deliver the person again (P-47)', async () => {
    const { practice } = sample
    await practice.database.write((trx) => trx('host_cursors').delete())
    for (const host of practice.hosts) await syncHost(practice, host)
    await sample.plugin.run()
    expect(await findSubject(practice.database.knex, practice.keys, PATIENT)).to.equal(null)
    const form = await importForm(practice, readFileSync(join(sample.directory, 'forms/filled/4714.pdf')))
    expect(form).to.include({ kind: 'unreadable', code: 'FORM_ERASED' })
    const appointments = await practice.database
      .knex('appointments')
      .where({ appointment_id: '1004' })
      .select('appointment_id')
    expect(appointments).to.deep.equal([])
    const cells = await allCells(practice.database)
    const opened = await openedCells(practice, cells)
    expect(findAny(needles(), namedPlaces([...cells, ...opened]))).to.deep.equal([])
  })

  it('answers a second request with what was done before', async () => {
    const again = await erasePatient(sample.practice, {
      patient: PATIENT,
      by: 'Frau Winter',
      reason: 'erasure_request',
      proof: 'destroy',
    })
    expect(again).to.include({ kind: 'already_erased', erasedAt: result.erasedAt, tombstone: null })
  })

  it('knows nobody by a number that was never named', async () => {
    const request = erasePatient(sample.practice, {
      patient: toHostPatientId('nobody'),
      by: 'Frau Winter',
      reason: 'erasure_request',
      proof: 'destroy',
    })
    const failed = await request.then(
      () => null,
      (error: unknown) => error,
    )
    expect(failed).to.have.property('code', 'PATIENT_UNKNOWN')
  })

  it('ends when the person declares something anew: a fresh subject, and the host is heard again', async () => {
    const { practice } = sample
    await recordAtReception(practice, {
      patient: PATIENT,
      result: 'refused',
      purposes: null,
      by: 'Frau Winter',
      wording: null,
      note: null,
    })
    const anew = await findSubject(practice.database.knex, practice.keys, PATIENT)
    expect(anew).to.be.a('string').and.not.to.equal(subject)
    await sample.plugin.run()
    const rows = await practice.database
      .knex('appointments')
      .where({ appointment_id: '1004' })
      .select<{ subject_id: string }[]>('subject_id')
    expect(rows).to.deep.equal([{ subject_id: anew }])
  })

  it('leaves a number that somebody else has too with them (P-29)', async () => {
    const { practice } = sample
    const shared = await erasePatient(practice, {
      patient: toHostPatientId('4716'),
      by: 'Frau Winter',
      reason: 'erasure_request',
      proof: 'destroy',
    })
    expect(shared.remaining.sharedNumbers).to.equal(1)
    const other = await findSubject(practice.database.knex, practice.keys, toHostPatientId('4717'))
    const links = await practice.database.knex('patient_links').where({ subject_id: other }).select('kind')
    expect(links.length).to.be.greaterThan(0)
  })
})
