import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { loadContract } from '../../plugin/http/contract.js'
import type { Log, LogFields } from '../../plugin/log.js'
import { createPlugin } from '../../plugin/plugin.js'
import { runCommand } from '../harness/command.js'
import { onEachDatabase } from '../harness/databases.js'
import { openSample, type OpenSample } from '../harness/sample.js'

interface SampleFile {
  practices: { whatsapp: Record<string, unknown>; wordings: Record<string, string>[] }[]
}
interface Listed {
  patient: string
  purposes: { purpose: string; reasons: string[] }[]
}

onEachDatabase('A practice that moves its storage without a new wording', (fresh) => {
  let sample: OpenSample
  const warnings: [string, LogFields][] = []
  const log: Log = {
    info: () => undefined,
    error: () => undefined,
    warn: (event, fields = {}) => warnings.push([event, fields]),
  }

  before(async function () {
    this.timeout(240_000)
    sample = await openSample(await fresh.url())
    await sample.plugin.run()
    const raw = JSON.parse(readFileSync(sample.configFile, 'utf8')) as SampleFile
    const [practice] = raw.practices
    if (practice === undefined) throw new Error('The sample has no practice.')
    practice.whatsapp['storageRegion'] = 'DE'
    practice.wordings.push({ id: 'wa-kurz', language: 'de', file: 'wordings/wa-kurz.de.txt' })
    writeFileSync(
      join(sample.directory, 'wordings/wa-kurz.de.txt'),
      'Ja, die Praxis darf mir über WhatsApp Terminerinnerungen schicken. 100 % DSGVO-konform!',
    )
    writeFileSync(sample.configFile, JSON.stringify(raw))
  })
  after(() => sample.close())

  it('starts, so that stops come in, and warns of each wording that no longer fits (P-08, P-09, P-37)', async () => {
    const plugin = await createPlugin(sample.configFile, { environment: sample.environment, log })
    const practice = plugin.installation.practices.get(sample.practice.configuration.id)
    await plugin.stop()
    expect(
      practice?.configuration.wordings.find(({ id }) => id === 'wa-2026-01')?.facts?.storageRegion,
    ).to.equal(null)
    expect(warnings.filter(([event]) => event === 'wording_refused')).to.deep.equal([
      [
        'wording_refused',
        {
          practice: 'muster',
          wording: 'wa-kurz.de',
          missing: 'usa, metadata, voluntary, withdrawal, retention, recipient:360dialog, recipient:Meta',
          untrue: 'full_compliance',
        },
      ],
    ])
    const outdated = warnings.filter(([event]) => event === 'wording_outdated')
    expect(outdated.map(([, { wording }]) => wording)).to.include.members([
      'wa-2026-01.de',
      'wa-2026-01-uk.uk',
    ])
    expect(outdated[0]?.[1]).to.include({ code: 'WORDING_OUTDATED', changes: 'storage_region_changed' })
  })

  it('lists whom it must ask anew on the command line, by patient number and in words (P-09)', async function () {
    this.timeout(240_000)
    const run = (...args: string[]): ReturnType<typeof runCommand> =>
      runCommand([...args, '--config', sample.configFile], {
        cwd: sample.directory,
        environment: sample.environment,
      })
    const { code, lines, stderr } = await run('consent', 'renewals', '--json')
    expect(code, stderr).to.equal(0)
    const erika = (lines() as Listed[]).find(({ patient }) => patient === '4711')
    expect(erika?.purposes.map(({ purpose, reasons }) => [purpose, ...reasons])).to.deep.equal([
      ['reminder', 'renewal_needed', 'storage_region_changed'],
      ['recall', 'renewal_needed', 'storage_region_changed'],
    ])
    const inWords = await run('consent', 'renewals', '--lang', 'de')
    expect(inWords.stdout)
      .to.contain('muss erneuert werden')
      .and.to.contain('Der Speicherort ist ein anderer')
  })

  it('lists them over HTTP, page by page, as the contract says (P-09)', async () => {
    sample.practice.configuration.whatsapp.storageRegion = 'DE'
    const page = async (query: string): Promise<{ items: Listed[]; next: string | null }> => {
      const response = await fetch(`${sample.url}/api/v1/practices/muster/renewals${query}`, {
        headers: { Authorization: 'Bearer the-host' },
      })
      expect(response.status).to.equal(200)
      const body: unknown = await response.json()
      expect(loadContract().findings('RenewalPage', body)).to.deep.equal([])
      return body as { items: Listed[]; next: string | null }
    }
    const whole = await page('?limit=500')
    expect(whole.next).to.equal(null)
    const first = await page('?limit=3')
    expect(first.items).to.have.length(3)
    const rest = await page(`?limit=500&cursor=${first.next ?? ''}`)
    expect([...first.items, ...rest.items]).to.deep.equal(whole.items)
    expect(whole.items.map(({ patient }) => patient))
      .to.include('4711')
      .and.not.include('4719')
  })
})
