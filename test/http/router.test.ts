import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { recallClient } from '../../plugin/client.js'
import { loadContract } from '../../plugin/http/contract.js'
import { onEachDatabase } from '../harness/databases.js'
import { openSample, type OpenSample } from '../harness/sample.js'

const contract = loadContract()

onEachDatabase('The HTTP API, mounted into a foreign Express application', (fresh) => {
  let sample: OpenSample
  before(async function () {
    this.timeout(240_000)
    sample = await openSample(await fresh.url(), { mount: '/recall' })
    await sample.plugin.run()
  })
  after(() => sample.close())

  const base = (): string => `${sample.url}/api/v1/practices/muster`
  const authorized = { Authorization: 'Bearer the-host' }
  const client = (): ReturnType<typeof recallClient> => recallClient(sample.url, 'the-host')

  it('lets nobody in without the bearer, and says so as a problem with our code', async () => {
    for (const path of ['/api/v1/practices/muster/reminders', '/metrics']) {
      const response = await fetch(sample.url + path)
      expect(response.status).to.equal(401)
      expect(response.headers.get('content-type')).to.contain('application/problem+json')
      const problem: unknown = await response.json()
      expect(contract.findings('Problem', problem)).to.deep.equal([])
      expect(problem).to.have.property('code', 'UNAUTHORIZED')
    }
    expect(
      (await fetch(`${sample.url}/metrics`, { headers: { Authorization: 'Bearer the-hosT' } })).status,
    ).to.equal(401)
  })

  it('answers what is open to all: health, readiness, contract, documentation', async () => {
    for (const path of ['/healthz', '/readyz', '/openapi.json', '/docs', '/docs/redoc.js']) {
      expect((await fetch(sample.url + path)).status, path).to.equal(200)
    }
  })

  it('reads a form, records it, and gives the same answer to the same request again', async () => {
    const bytes = readFileSync(join(sample.directory, 'forms/filled/4711.pdf'))
    const post = (): Promise<Response> =>
      fetch(`${base()}/forms`, {
        method: 'POST',
        body: bytes,
        headers: { ...authorized, 'content-type': 'application/pdf', 'idempotency-key': 'one' },
      })
    const first: unknown = await (await post()).json()
    expect(contract.findings('RecordedForm', first)).to.deep.equal([])
    // The turn of work before had imported the folder already.
    expect(first).to.have.property('recorded', 'before')
    expect(await (await post()).json()).to.deep.equal(first)
    const other = await fetch(`${base()}/forms`, {
      method: 'POST',
      body: Buffer.from('%PDF-1.7 something else'),
      headers: { ...authorized, 'content-type': 'application/pdf', 'idempotency-key': 'one' },
    })
    expect(other.status).to.equal(409)
  })

  it('says of an unreadable form what is wrong with it, in the language asked for', async () => {
    const response = await fetch(`${base()}/forms`, {
      method: 'POST',
      body: Buffer.from('hello'),
      headers: { ...authorized, 'content-type': 'application/pdf', 'accept-language': 'de' },
    })
    expect(response.status).to.equal(422)
    const problem = (await response.json()) as { code: string; detail: string }
    expect(problem.code).to.equal('FORM_NOT_PDF')
    expect(problem.detail).to.equal('Die Datei ist kein PDF-Dokument.')
  })

  it('refuses a form in another media type, an unknown practice, an unknown path', async () => {
    const post = (path: string, type: string): Promise<Response> =>
      fetch(sample.url + path, {
        method: 'POST',
        body: 'x',
        headers: { ...authorized, 'content-type': type },
      })
    expect((await post('/api/v1/practices/muster/forms', 'text/plain')).status).to.equal(415)
    expect((await post('/api/v1/practices/other/forms', 'application/pdf')).status).to.equal(404)
    expect((await post('/api/v1/nothing', 'application/pdf')).status).to.equal(404)
    expect(
      (await fetch(`${sample.url}/api/v1/practices/muster/patients/%ZZ/consents`, { headers: authorized }))
        .status,
    ).to.equal(400)
  })

  it("shows a patient's consents, and takes a withdrawal at the reception", async () => {
    const path = '/api/v1/practices/{practice}/patients/{patient}/consents'
    const params = { path: { practice: 'muster', patient: '4711' } }
    const before = await client().GET(path, { params })
    expect(contract.findings('PatientConsents', before.data)).to.deep.equal([])
    expect(before.data?.purposes.reminder.status).to.equal('active')
    const withdrawn = await client().POST(path, { params, body: { result: 'withdrawn', by: 'Reception' } })
    expect(withdrawn.data?.entries).to.have.length(1)
    const afterwards = await client().GET(path, { params })
    expect(afterwards.data?.purposes.reminder.status).to.equal('withdrawn')
    const granted = await client().POST(path, {
      params: { path: { practice: 'muster', patient: '4712' } },
      body: { result: 'granted', purposes: ['conversation'], by: 'Reception' },
    })
    expect(granted.response.status).to.equal(200)
    const pending = await client().GET(path, { params: { path: { practice: 'muster', patient: '4712' } } })
    expect(pending.data?.purposes.conversation.status).to.equal('pending')
  })

  it('does not know a patient whom nobody named', async () => {
    const response = await fetch(`${base()}/patients/unknown-number/consents`, { headers: authorized })
    expect(response.status).to.equal(404)
  })

  it('refuses a body that breaks the contract, and names the place without its value', async () => {
    const response = await fetch(`${base()}/patients/4711/consents`, {
      method: 'POST',
      body: JSON.stringify({ result: 'perhaps', by: 'Reception' }),
      headers: { ...authorized, 'content-type': 'application/json' },
    })
    expect(response.status).to.equal(400)
    expect(await response.text())
      .to.contain('/result')
      .and.not.to.contain('perhaps')
  })

  it('takes patients, appointments and recalls that a host pushes', async () => {
    const put = (path: string, body: object): Promise<Response> =>
      fetch(base() + path, {
        method: 'PUT',
        body: JSON.stringify(body),
        headers: { ...authorized, 'content-type': 'application/json' },
      })
    expect(
      (await put('/patients/P-1', { familyName: 'Beispiel', givenName: 'Bo', mobilePhone: '0151 12345699' }))
        .status,
    ).to.equal(204)
    expect(
      (await put('/appointments/A-1', { patient: 'P-1', startsAt: '2027-03-01T10:00:00+01:00' })).status,
    ).to.equal(204)
    expect((await put('/appointments/A-1', { patient: 'P-1', startsAt: 'tomorrow' })).status).to.equal(400)
    expect((await put('/recalls/R-1', { patient: 'P-1', dueOn: '2027-03-01' })).status).to.equal(204)
    for (const path of ['/appointments/A-1', '/recalls/R-1', '/recalls/R-1']) {
      expect((await fetch(base() + path, { method: 'DELETE', headers: authorized })).status).to.equal(204)
    }
  })

  it('lists the journal page by page, and each reminder with its attempts', async () => {
    const seen = new Set<string>()
    let cursor: string | null = null
    do {
      const page: Response = await fetch(
        `${base()}/reminders?limit=3${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        { headers: authorized },
      )
      const body = (await page.json()) as { items: { id: string }[]; next: string | null }
      expect(contract.findings('ReminderPage', body)).to.deep.equal([])
      for (const { id } of body.items) {
        expect(seen.has(id)).to.equal(false)
        seen.add(id)
      }
      cursor = body.next
    } while (cursor !== null)
    expect(seen.size).to.be.greaterThan(5)
    const [one] = seen
    const detail: unknown = await (
      await fetch(`${base()}/reminders/${one ?? ''}`, { headers: authorized })
    ).json()
    expect(contract.findings('ReminderDetail', detail)).to.deep.equal([])
    expect(
      (await fetch(`${base()}/reminders/r_00000000000000000000000000`, { headers: authorized })).status,
    ).to.equal(404)
    expect((await fetch(`${base()}/reminders?limit=0`, { headers: authorized })).status).to.equal(400)
  })

  it('gives out the signed head and the proof of an entry', async () => {
    const note = await (await fetch(`${base()}/ledger/checkpoint`, { headers: authorized })).text()
    expect(note).to.match(/^anamnese-recall\/[0-9a-z]{26}\/muster\n\d+\n/)
    const proof: unknown = await (
      await fetch(`${base()}/ledger/entries/0/proof`, { headers: authorized })
    ).json()
    expect(contract.findings('InclusionProof', proof)).to.deep.equal([])
    expect((await fetch(`${base()}/ledger/entries/100000/proof`, { headers: authorized })).status).to.equal(
      404,
    )
    const consistency: unknown = await (
      await fetch(`${base()}/ledger/consistency?from=1`, { headers: authorized })
    ).json()
    expect(contract.findings('ConsistencyProof', consistency)).to.deep.equal([])
    for (const [query, status] of [
      ['', 400],
      ['?from=-1', 400],
      ['?from=100000', 404],
    ] as const)
      expect((await fetch(`${base()}/ledger/consistency${query}`, { headers: authorized })).status).to.equal(
        status,
      )
  })

  it('stores a webhook before it answers, and nothing without the right secret', async () => {
    const post = (secret: string, body: string | Buffer): Promise<Response> =>
      fetch(`${sample.url}/webhooks/360dialog/muster`, {
        method: 'POST',
        body,
        headers: { Authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      })
    const stored = async (): Promise<number> => {
      const row = await sample.practice.database.knex('webhook_inbox').count({ total: '*' }).first()
      return Number(row?.['total'])
    }
    const before = await stored()
    expect((await post('wrong', '{}')).status).to.equal(401)
    expect(await stored()).to.equal(before)
    for (const body of ['{"object":"something new"}', 'not json at all', ''])
      expect((await post('the-provider', body)).status).to.equal(200)
    expect(await stored()).to.equal(before + 3)
    expect((await post('the-provider', Buffer.alloc(3_000_001, 0x20))).status).to.equal(413)
    expect(await stored()).to.equal(before + 3)
  })

  it('counts in its metrics, and names nobody', async () => {
    const text = await (await fetch(`${sample.url}/metrics`, { headers: authorized })).text()
    expect(text).to.contain('recall_webhooks_total{practice="muster"}')
    expect(text).to.match(/recall_reminders\{practice="muster",state="\w+"\} \d+/)
    expect(text).not.to.match(/\+49|Muster[^"]/)
  })
})
