import { createHash } from 'node:crypto'
import { readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { recallClient } from '../../plugin/client.js'
import { loadContract } from '../../plugin/http/contract.js'
import { decideReview, listReviews, type Review } from '../../plugin/index.js'
import { type Ended, runCommand } from '../harness/command.js'
import { onEachDatabase } from '../harness/databases.js'
import { openSample, type OpenSample } from '../harness/sample.js'
import { codeOf } from '../consent/invented.js'

const contract = loadContract()
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const LIST = '/api/v1/practices/{practice}/reviews'
const ONE = '/api/v1/practices/{practice}/reviews/{review}'

onEachDatabase('The cases of the sample practice', (fresh) => {
  let sample: OpenSample
  before(async function () {
    this.timeout(360_000)
    sample = await openSample(await fresh.url())
    await sample.plugin.run()
  })
  after(() => sample.close())

  const client = (): ReturnType<typeof recallClient> => recallClient(sample.url, 'the-host')
  const base = (): string => `${sample.url}/api/v1/practices/muster/reviews`
  const authorized = { Authorization: 'Bearer the-host' }
  const run = (...args: string[]): Promise<Ended> =>
    runCommand([...args, '--config', sample.configFile], {
      cwd: sample.directory,
      environment: sample.environment,
    })
  const open = async (): Promise<Review[]> =>
    (await listReviews(sample.practice, { state: 'open', cursor: null, limit: 500, actor: 'test' })).items
  const pictured = async (): Promise<Review> => {
    const found = (await open()).find(({ picture }) => picture)
    if (found === undefined) throw new Error('no open case with a picture')
    return found
  }

  it('come over HTTP as the contract says, page by page, with the region around the box as a picture', async () => {
    const first = await client().GET(LIST, { params: { path: { practice: 'muster' }, query: { limit: 1 } } })
    expect(contract.findings('ReviewPage', first.data)).to.deep.equal([])
    expect(first.data?.items).to.have.length(1)
    expect(first.data?.next).to.be.a('string')
    const review = await pictured()
    const picture = await fetch(`${base()}/${review.id}/picture`, { headers: authorized })
    expect(picture.headers.get('content-type')).to.equal('image/png')
    expect(Buffer.from(await picture.arrayBuffer()).subarray(0, 8)).to.deep.equal(PNG)
    for (const wrong of ['limit=0', 'state=closed', 'cursor=made-up'])
      expect((await fetch(`${base()}?${wrong}`, { headers: authorized })).status, wrong).to.equal(400)
  })

  it('are decided over HTTP once; the same request gives the same answer, another one is a conflict', async () => {
    const review = await pictured()
    const decide = (decision: string, key: string): Promise<Response> =>
      fetch(`${base()}/${review.id}`, {
        method: 'POST',
        body: JSON.stringify({ decision, by: 'Frau Beispiel' }),
        headers: { ...authorized, 'content-type': 'application/json', 'idempotency-key': key },
      })
    expect((await decide('assigned', 'a')).status).to.equal(400)
    const decided = await decide('refused', 'b')
    const answer: unknown = await decided.json()
    expect(decided.status).to.equal(200)
    expect(contract.findings('Review', answer)).to.deep.equal([])
    expect(answer).to.deep.include({ state: 'decided', decision: 'refused', picture: false, decisions: [] })
    expect(await (await decide('refused', 'b')).json()).to.deep.equal(answer)
    expect((await decide('refused', 'c')).status).to.equal(409)
    expect((await fetch(`${base()}/${review.id}/picture`, { headers: authorized })).status).to.equal(404)
    const unknown = await client().POST(ONE, {
      params: { path: { practice: 'muster', review: `v_${'0'.repeat(26)}` } },
      body: { decision: 'refused', by: 'Frau Beispiel' },
    })
    expect(unknown.response.status).to.equal(404)
    expect((await fetch(base())).status).to.equal(401)
  })

  it('are listed, shown and decided on the command line', async function () {
    this.timeout(480_000)
    const [listed, words] = await Promise.all([
      run('reviews', 'list', '--json'),
      run('reviews', 'list', '--lang', 'de'),
    ])
    expect(listed.code, listed.stderr).to.equal(0)
    const items = listed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Review)
    expect(items.map(({ id }) => id)).to.deep.equal((await open()).map(({ id }) => id))
    expect(words.stdout).to.contain(items[0]?.id).and.to.contain(items[0]?.reasons[0]?.de)
    const review = await pictured()
    const file = join(sample.directory, 'box.png')
    const decide = (...more: string[]): Promise<Ended> =>
      run('reviews', 'decide', review.id, '--by', 'Frau Beispiel', ...more)
    const [shown, unknown, notOffered] = await Promise.all([
      run('reviews', 'picture', review.id, '--out', file),
      decide('--decision', 'perhaps'),
      decide('--decision', 'assigned', '--patient', '4711'),
    ])
    expect([shown.code, unknown.code, notOffered.code]).to.deep.equal([0, 2, 2])
    expect(readFileSync(file).subarray(0, 8)).to.deep.equal(PNG)
    expect(statSync(file).mode & 0o077, 'readable by others').to.equal(0)
    const nowhere = await run('reviews', 'picture', review.id, '--out', join(file, 'box.png'))
    expect(nowhere.code).to.equal(2)
    expect(nowhere.stderr).to.contain('FILE_UNWRITABLE')
    const decided = await decide('--decision', 'refused', '--note', 'called', '--lang', 'de')
    expect(decided.code).to.equal(0)
    expect(decided.stdout.trim()).to.equal(`${review.id}: nein, entschieden von Frau Beispiel.`)
    const all = await listReviews(sample.practice, { state: 'all', cursor: null, limit: 500, actor: 'test' })
    expect(all.items.find(({ id }) => id === review.id)).to.deep.include({
      decision: 'refused',
      note: 'called',
    })
    const second = await decide('--decision', 'refused', '--lang', 'de')
    expect(second.code).not.to.equal(0)
    expect(second.stderr).to.contain('REVIEW_DECIDED').and.to.contain('schon entschieden')
  })

  it('say which file of the host their form is: its name is not stored', async function () {
    this.timeout(480_000)
    const ofNobody = (await open()).find(({ kind }) => kind === 'form_unassigned')
    const withForm = (await open()).find(({ kind }) => kind === 'form')
    const [file, machine, unknown] = await Promise.all([
      run('reviews', 'file', ofNobody!.id),
      run('reviews', 'file', withForm!.id, '--json'),
      run('reviews', 'file', `v_${'0'.repeat(26)}`),
    ])
    expect(file.code, file.stderr).to.equal(0)
    expect(JSON.parse(machine.stdout)).to.deep.equal({
      review: withForm!.id,
      file: `${withForm!.patient ?? ''}.pdf`,
    })
    expect([unknown.code, unknown.stderr]).to.satisfy(
      ([code, text]: [number, string]) => code === 2 && text.includes('REVIEW_UNKNOWN'),
    )
    const name = file.stdout.trim()
    const bytes = readFileSync(join(sample.directory, 'forms/filled', name))
    expect(ofNobody!.evidence).to.deep.include({ sha256: createHash('sha256').update(bytes).digest('hex') })
    renameSync(join(sample.directory, 'forms/filled', name), join(sample.directory, name))
    const gone = await run('reviews', 'file', ofNobody!.id, '--lang', 'de')
    renameSync(join(sample.directory, name), join(sample.directory, 'forms/filled', name))
    expect([gone.code, gone.stderr]).to.satisfy(
      ([code, text]: [number, string]) => code === 2 && text.includes('REVIEW_WITHOUT_FILE'),
    )
  })

  it('are decided from the library', async () => {
    const [review] = await open()
    const decision = review!.decisions.at(-1)!
    const request =
      decision === 'dismissed' || decision === 'not_given' || decision === 'released' ? decision : 'refused'
    expect(
      await codeOf(decideReview(sample.practice, review!.id, { decision: request, by: 'Frau Beispiel' })),
    ).to.equal(review!.decisions.includes(request) ? 'no error' : 'REVIEW_DECISION_INVALID')
  })
})
