import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { patientConsents } from '../../plugin/consent/history.js'
import { loadContract } from '../../plugin/http/contract.js'
import { toHostPatientId } from '../../plugin/ids.js'
import { readCode } from '../../plugin/chat/code.js'
import { posterDocument } from '../../plugin/chat/poster-page.js'
import { onEachDatabase } from '../harness/databases.js'
import { runCommand } from '../harness/command.js'
import { eventually, openSample, type OpenSample } from '../harness/sample.js'
import { inventedPractice } from '../consent/invented.js'
import { ERIKA } from './desk.js'

const PATIENT = '4711'

onEachDatabase('The reception code through HTTP, with the whole plugin', (fresh) => {
  let sample: OpenSample
  before(async function () {
    this.timeout(240_000)
    sample = await openSample(await fresh.url())
    await sample.plugin.run()
  })
  after(() => sample.close())

  const post = async (
    body: unknown,
    key?: string,
  ): Promise<{ status: number; json: Record<string, unknown> }> => {
    const response = await fetch(`${sample.url}/api/v1/practices/muster/qr-codes`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer the-host',
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
    })
    return { status: response.status, json: (await response.json()) as Record<string, unknown> }
  }
  const phone = (): string => {
    const message = sample.sandbox.messages({ reveal: true }).find(({ template }) => template !== null)
    return message?.to ?? ERIKA
  }

  it('is answered as the contract says, the same again for the same Idempotency-Key, and stored nowhere (P-22)', async () => {
    const { status, json } = await post({ patient: PATIENT, by: 'Frau Empfang' }, 'k-1')
    expect(status).to.equal(200)
    expect(loadContract().findings('IssuedCode', json)).to.deep.equal([])
    expect((await post({ patient: PATIENT, by: 'Frau Empfang' }, 'k-1')).json).to.deep.equal(json)
    expect((await post({ patient: PATIENT, by: 'Frau Empfang' }, 'k-2')).json['url']).not.to.equal(
      json['url'],
    )
    const reused = await post({ patient: PATIENT, by: 'Herr Empfang' }, 'k-1')
    expect(reused.json['code']).to.equal('IDEMPOTENCY_KEY_REUSED')
    const code = readCode(new URL(String(json['url'])).searchParams.get('text') ?? '') ?? 'none'
    const { knex } = sample.practice.database
    for (const table of ['consent_requests', 'idempotency_keys', 'chat_replies', 'host_events'])
      expect(JSON.stringify(await knex(table).select()), table).not.to.include(code)
  })

  it('refuses what the contract forbids, and says why in a problem', async () => {
    expect((await post({ by: 'E' })).json['code']).to.equal('REQUEST_INVALID')
    expect((await post({ patient: '999999', by: 'E' })).status).to.equal(404)
    expect((await post({ patient: PATIENT, by: 'E', actor: { role: 'staff' } })).status).to.equal(400)
    expect((await post({ patient: PATIENT, by: 'E', actor: { role: 'parent' } })).json['code']).to.equal(
      'GUARDIAN_ENDED',
    )
  })

  it('leads within seconds from the code to the consent, without anybody calling for a turn', async () => {
    const { json } = await post({ patient: PATIENT, by: 'Frau Empfang' })
    const body = new URL(String(json['url'])).searchParams.get('text') ?? ''
    const from = { phone: phone() }
    const before = sample.sandbox.messages().length
    await sample.sandbox.inbound({ from, content: { type: 'text', body } })
    await eventually('asked', () => sample.sandbox.messages().length === before + 2)
    const question = sample.sandbox.messages({ reveal: true }).at(-1)
    const choice = question?.choices[0]
    await sample.sandbox.inbound({
      from,
      content: {
        type: 'button_reply',
        id: choice?.id ?? '',
        title: choice?.title ?? '',
        replyTo: question?.wamid ?? '',
      },
    })
    await eventually('recorded', async () =>
      (await patientConsents(sample.practice, toHostPatientId(PATIENT))).entries.some(
        ({ content }) => content?.method === 'qr',
      ),
    )
  })

  it('is not needed for what the patient agreed to already: a yes entered by staff over HTTP leaves that active (P-04)', async () => {
    const path = `${sample.url}/api/v1/practices/muster/patients/4716/consents`
    const headers = { authorization: 'Bearer the-host', 'content-type': 'application/json' }
    const state = async (): Promise<unknown> => {
      const { purposes } = (await (await fetch(path, { headers })).json()) as {
        purposes: { reminder: { status: string; entry: number } }
      }
      return purposes.reminder
    }
    const before = await state()
    expect(before).to.include({ status: 'active' })
    const body = JSON.stringify({ result: 'granted', purposes: ['reminder'], by: 'Frau Empfang' })
    const answered = await fetch(path, { method: 'POST', headers, body })
    expect(answered.status).to.equal(200)
    expect(await state()).to.deep.equal(before)
  })

  it('lets no webhook wait for the answer to it', async () => {
    sample.sandbox.setFault({ effect: { kind: 'hang', accepted: false, forMillis: 3_000 }, next: 1 })
    await sample.sandbox.inbound({
      from: { phone: '+4915170707070' },
      content: { type: 'text', body: 'Guten Tag' },
    })
    const delivery = sample.sandbox
      .deliveries({ reveal: true })
      .find(({ body }) => body?.includes('4915170707070') === true)
    expect(delivery?.state).to.equal('confirmed')
    expect(delivery?.attempts[0]?.millis).to.be.lessThan(2_000)
    sample.sandbox.clearFaults()
  })

  it('is shown by the command line, as link and as file', async function () {
    this.timeout(240_000)
    const folder = mkdtempSync(join(tmpdir(), 'recall-qr-'))
    const inFolder = { cwd: process.cwd(), environment: sample.environment }
    try {
      const svg = join(folder, 'code.svg')
      const shown = await runCommand(
        ['qr', '--config', sample.configFile, '--patient', PATIENT, '--by', 'E', '--out', svg, '--json'],
        inFolder,
      )
      expect(shown.code, shown.stderr).to.equal(0)
      const issued = JSON.parse(shown.stdout) as Record<string, unknown>
      expect(loadContract().findings('IssuedCode', issued)).to.deep.equal([])
      expect(readFileSync(svg, 'utf8')).to.equal(issued['svg'])
      const pdf = join(folder, 'poster.pdf')
      const poster = await runCommand(
        ['qr', '--config', sample.configFile, '--poster', '--size', 'A4', '--out', pdf],
        inFolder,
      )
      expect(poster.code, poster.stderr).to.equal(0)
      expect(readFileSync(pdf).subarray(0, 5).toString()).to.equal('%PDF-')
      const nowhere = await runCommand(
        ['qr', '--config', sample.configFile, '--poster', '--out', join(pdf, 'poster.pdf')],
        inFolder,
      )
      expect([nowhere.code, nowhere.stderr.split(':')[0]]).to.deep.equal([2, 'FILE_UNWRITABLE'])
      const picture = join(folder, 'code.pdf')
      const misnamed = await runCommand(
        ['qr', '--config', sample.configFile, '--patient', PATIENT, '--out', picture],
        inFolder,
      )
      expect([misnamed.code, misnamed.stderr.split('\n')[0], existsSync(picture)]).to.deep.equal([
        2,
        'USAGE: --out: FILE.svg',
        false,
      ])
      const words = await runCommand(['qr', '--config', sample.configFile, '--patient', PATIENT], inFolder)
      expect(words.stdout).to.match(/^Can be used once until \d+ \w+ \d{4} \d\d:\d\d:\d\d\. /m)
      const neither = await runCommand(['qr', '--config', sample.configFile], inFolder)
      expect(neither.code).to.equal(2)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('The poster', () => {
  it('carries the same link for everybody, with no code and nobody in it (P-26)', () => {
    const practice = inventedPractice('muster')
    const page = posterDocument(practice, 'A5', 'de')
    expect(page).to.deep.equal(posterDocument(practice, 'A5', 'de'))
    expect(page.blocks.some(({ kind }) => kind === 'modules')).to.equal(true)
    expect(JSON.stringify(page)).to.include('STOP').and.include('Freiwillig')
    expect(page.pageSize).to.equal('A5')
  })
})
