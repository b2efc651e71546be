import { expect } from 'chai'
import { RecallError } from '../plugin/errors.js'
import { toConfiguration } from '../plugin/configuration/load.js'
import { onEachDatabase } from './harness/databases.js'
import { openSample } from './harness/sample.js'

onEachDatabase('The plugin', (fresh) => {
  it('says that it was stopped, instead of doing nothing in silence', async function () {
    this.timeout(240_000)
    const sample = await openSample(await fresh.url())
    await sample.plugin.stop()
    await sample.plugin.stop()
    for (const call of [() => sample.plugin.start(), () => sample.plugin.run()]) {
      const code = await call().then(
        () => 'worked',
        (error: unknown) => (error instanceof RecallError ? error.code : String(error)),
      )
      expect(code).to.equal('PLUGIN_STOPPED')
    }
    await sample.close()
  })
})

describe('A schedule', () => {
  it('that is none is refused before anything starts', () => {
    const practice = {
      id: 'muster',
      name: 'Praxis',
      phone: '+493012345678',
      whatsapp: { phone: '+493012345600', phoneNumberId: '1' },
      schedule: '99 * * * *',
    }
    expect(() => toConfiguration({ practices: [practice] }, '.')).to.throw(
      RecallError,
      /schedule.*not a cron expression/,
    )
  })
})
