import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { decodeLeaf } from '../../plugin/consent/leaf.js'
import { loadContract, type Schemas } from '../../plugin/http/contract.js'
import type { Log } from '../../plugin/log.js'
import { documentFacts } from '../../plugin/privacy/papers/facts.js'
import { documentFiles } from '../../plugin/privacy/papers/papers.js'
import { filesOfPdf, verifyBundle } from '../../plugin/verifier/verify.js'
import { printedOf } from '../document/printed.js'
import { type Ended, runCommand } from '../harness/command.js'
import { onEachDatabase } from '../harness/databases.js'
import { openSample, type OpenSample } from '../harness/sample.js'

const contract = loadContract()

onEachDatabase('The rights of a person through HTTP and command line', function (fresh) {
  let sample: OpenSample
  const logged: string[] = []
  before(async function () {
    this.timeout(360_000)
    const note = (event: string, fields: object = {}): void => {
      logged.push(JSON.stringify([event, fields]))
    }
    const log: Log = { info: note, warn: note, error: note }
    sample = await openSample(await fresh.url(), { log })
    await sample.plugin.run()
  })
  after(() => sample.close())

  const authorized = { Authorization: 'Bearer the-host' }
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${sample.url}/api/v1/practices/muster/patients/${path}`, {
      ...init,
      headers: { ...authorized, ...(init.headers as Record<string, string> | undefined) },
    })
  const send = (
    path: string,
    method: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    ask(path, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  const run = (...args: string[]): Promise<Ended> =>
    runCommand([...args, '--config', sample.configFile], {
      cwd: process.cwd(),
      environment: sample.environment,
    })

  it('hands out the report as JSON in its published shape, and on paper when asked for that (P-44)', async () => {
    const response = await ask('4711/report', { headers: { 'accept-language': 'de' } })
    expect(response.status).to.equal(200)
    expect(response.headers.get('cache-control')).to.equal('no-store')
    const report = (await response.json()) as Schemas['PatientReport']
    expect(contract.findings('PatientReport', report)).to.deep.equal([])
    expect(report.patient.givenName).to.equal('Erika')
    expect(report.wordings[0]?.text).to.contain('WhatsApp')
    expect(report.forms[0]?.patient?.familyName).to.equal('Muster')
    const paper = await ask('4711/report', {
      headers: { accept: 'application/pdf', 'accept-language': 'en' },
    })
    expect(paper.headers.get('content-type')).to.equal('application/pdf')
    const { text } = await printedOf(new Uint8Array(await paper.arrayBuffer()))
    expect(text).to.contain('Reportofstoreddata').and.to.contain('ErikaMuster')
  })

  it('hands out the certificate, which verifies by itself (P-14)', async () => {
    const response = await ask('4711/certificate')
    expect(response.headers.get('content-type')).to.equal('application/pdf')
    const pdf = Buffer.from(await response.arrayBuffer())
    expect(verifyBundle(filesOfPdf(pdf), {}).ok).to.be.true
    expect((await ask('9999/certificate')).status).to.equal(404)
  })

  it('writes files for their owner alone, and overwrites none unasked', async () => {
    const file = join(sample.directory, 'out', 'certificate.pdf')
    const first = await run('consent', 'certificate', '--patient', '4711', '--out', file, '--json')
    expect(first.code, first.stderr).to.equal(0)
    expect(first.lines()[0]).to.deep.include({ file, entries: 1 })
    expect(statSync(file).mode & 0o777).to.equal(0o600)
    const before = readFileSync(file)
    const again = await run('consent', 'certificate', '--patient', '4711', '--out', file)
    expect(again.code).to.equal(2)
    expect(again.stderr).to.contain('FILE_EXISTS')
    expect(readFileSync(file).equals(before)).to.be.true
    const report = await run(
      'privacy',
      'report',
      '--patient',
      '4711',
      '--json',
      '--pdf',
      join(sample.directory, 'r.pdf'),
    )
    expect(contract.findings('PatientReport', report.lines()[0])).to.deep.equal([])
    for (const [name, begins] of [
      ['auskunft.PDF', '%PDF-'],
      ['auskunft.json', '{'],
    ] as const) {
      const out = join(sample.directory, 'out', name)
      expect((await run('privacy', 'report', '--patient', '4711', '--out', out)).code).to.equal(0)
      expect(readFileSync(out, 'latin1').startsWith(begins), name).to.equal(true)
    }
    expect(existsSync(join(sample.directory, 'r.pdf'))).to.be.true
  }).timeout(360_000)

  it('restricts, lifts, and rectifies once for one Idempotency-Key (P-45, P-46)', async () => {
    const restricted = await send('4713/restriction', 'PUT', { by: 'Frau Empfang', ground: 'accuracy' })
    const answer = (await restricted.json()) as Schemas['Restriction']
    expect(contract.findings('Restriction', answer)).to.deep.equal([])
    expect(answer.changed).to.be.true
    expect((await ask('4713', { method: 'DELETE' })).status, 'restricted: nothing is deleted').to.equal(409)
    const lifted = await ask('4713/restriction?by=Frau%20Empfang', { method: 'DELETE' })
    expect(((await lifted.json()) as Schemas['Restriction']).changed).to.be.true

    const { entries } = (await (await ask('4711/report')).json()) as Schemas['PatientReport']
    const body = { entry: entries[0]?.seq, result: 'not_given', by: 'Frau Empfang', note: 'verlesen' }
    const rectify = async (): Promise<unknown> =>
      (await send('4711/rectifications', 'POST', body, { 'idempotency-key': 'rectify-one' })).json()
    const first = await rectify()
    expect(contract.findings('Rectification', first)).to.deep.equal([])
    expect(await rectify()).to.deep.equal(first)
    const after = (await (await ask('4711/report')).json()) as Schemas['PatientReport']
    expect(after.entries).to.have.length(entries.length + 1)
    expect(after.entries.at(-1)?.content?.supersedes).to.deep.equal([entries[0]?.seq])
  })

  it('refuses what it cannot make sense of, with a code', async () => {
    for (const [path, method, body, status] of [
      ['4711/restriction', 'PUT', { by: 'x', ground: 'whim' }, 400],
      ['4711/restriction', 'PUT', { ground: 'claims' }, 400],
      ['4711/rectifications', 'POST', { entry: -1, result: 'granted', by: 'x' }, 400],
      ['4711?proof=perhaps', 'DELETE', undefined, 400],
      ['4711?by=a&by=b', 'DELETE', undefined, 400],
    ] as const) {
      const response = body === undefined ? await ask(path, { method }) : await send(path, method, body)
      expect(response.status, `${method} ${path}`).to.equal(status)
      expect(contract.findings('Problem', await response.json())).to.deep.equal([])
    }
  })

  it('erases but for the proof, which the certificate still prints; then wholly (P-47, P-51)', async () => {
    const kept = (await (await ask('4717?proof=keep', { method: 'DELETE' })).json()) as Schemas['Erasure']
    expect(contract.findings('Erasure', kept)).to.deep.equal([])
    expect(kept.kind).to.equal('proof_kept')
    const report = await ask('4717/report', { headers: { 'accept-language': 'de' } })
    expect(report.status).to.equal(410)
    expect(await report.json()).to.have.property('code', 'PATIENT_ERASED')
    const pdf = Buffer.from(
      await (await ask('4717/certificate', { headers: { 'accept-language': 'de' } })).arrayBuffer(),
    )
    expect(verifyBundle(filesOfPdf(pdf), {}).ok).to.be.true
    const { text } = await printedOf(new Uint8Array(pdf))
    expect(text).to.contain('nichtmehrgespeichert')

    const gone = (await (await ask('4717', { method: 'DELETE' })).json()) as Schemas['Erasure']
    expect(gone.kind).to.equal('erased')
    expect((await ask('4717/certificate')).status).to.equal(410)
    const again = (await (await ask('4717', { method: 'DELETE' })).json()) as Schemas['Erasure']
    expect(again.kind).to.equal('already_erased')
  })

  it('makes the papers of the practice from the installation as it runs (P-42)', async () => {
    const { plugin, practice } = sample
    const facts = await documentFacts(practice, plugin.configuration, 'environment')
    expect(facts.database.dialect).to.equal(practice.database.dialect)
    expect(facts.unconfirmed).to.deep.equal([])
    expect(facts.verdicts.map(({ check }) => check)).to.include.members(['sign_off', 'ledger', 'insert_only'])
    const files = await documentFiles(facts, 'de')
    expect(files).to.have.length(7)
  })

  it('does not erase from the command line without --yes', async () => {
    const refused = await run('privacy', 'erase', '--patient', '4711')
    expect(refused.code).to.equal(2)
    expect(refused.stderr).to.contain('--yes')
  }).timeout(240_000)

  it('shows what retention would delete, and deletes it with --run', async () => {
    const shown = await run('privacy', 'retention', '--json')
    expect(shown.lines()[0]).to.deep.include({ ran: false })
    const done = await run('privacy', 'retention', '--run', '--json')
    expect(done.lines()[0]).to.deep.include({ ran: true })
  }).timeout(360_000)

  it('tells the witness at once what was said at the desk (P-53)', async () => {
    const known = async (): Promise<string[]> => {
      const { leaves } = await sample.practice.witness.file.read()
      return leaves.map(({ leaf }) => decodeLeaf(Buffer.from(leaf, 'base64'))?.type ?? '')
    }
    const before = (await known()).filter((type) => type === 'withdrawn').length
    const said = await send('4712/consents', 'POST', { result: 'withdrawn', by: 'Frau Empfang' })
    expect(said.status).to.equal(200)
    const deadline = Date.now() + 5_000
    let now = before
    while (now === before && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      now = (await known()).filter((type) => type === 'withdrawn').length
    }
    expect(now).to.equal(before + 1)
    const typed = await run('consent', 'withdraw', '--patient', '4715', '--by', 'Frau Empfang')
    expect(typed.code, typed.stderr).to.equal(0)
    expect((await known()).filter((type) => type === 'withdrawn')).to.have.length(before + 2)
    const shown = await run('privacy', 'witness', '--json')
    expect([shown.code, shown.lines()]).to.deep.equal([0, [{ state: 'agree' }]])
  }).timeout(360_000)

  it('begins a lost witness anew from the command line, when it is said which database this is (P-53)', async () => {
    const files = readdirSync(sample.plugin.configuration.witness)
    const [file = ''] = files
    expect(files).to.have.length(1)
    expect(file).to.match(/^muster\.[0-9a-f]{8}\.witness$/)
    rmSync(join(sample.plugin.configuration.witness, file))
    // It is long ago that any witness agreed.
    await sample.practice.database
      .knex('account_facts')
      .where({ name: 'witness_told' })
      .update({ value: '2026-11-21T00:00:00.000Z' })
    const missing = await run('privacy', 'witness', '--json')
    expect([missing.code, missing.lines()]).to.deep.equal([1, [{ state: 'witness_missing' }]])
    const unsaid = await run('privacy', 'witness', '--begin-anew')
    expect(unsaid.code).to.equal(2)
    expect(unsaid.stderr).to.contain('--database')
    const begun = await run(
      ...['privacy', 'witness', '--begin-anew', '--database', 'newest', '--by', 'Frau Empfang', '--json'],
    )
    expect([begun.code, begun.lines()]).to.deep.equal([0, [{ state: 'agree', held: 0 }]])
    expect((await run('privacy', 'witness')).code).to.equal(0)
  }).timeout(360_000)

  it('logs nothing personal while it hands out (P-57)', () => {
    const written = logged.join('\n')
    for (const personal of ['Erika', 'Muster"', '15112345611', '4711', 'Frau Empfang'])
      expect(written).not.to.contain(personal)
  })
})
