import { expect } from 'chai'
import { adapterFor } from '../../plugin/host/adapters.js'
import { RecallError } from '../../plugin/errors.js'
import { toTimeZone } from '../../plugin/time.js'
import { HandHost } from './records.js'

describe('An adapter named in the configuration', () => {
  const context = {
    id: 'liste',
    options: { directory: '/nowhere' },
    directory: '/',
    timeZone: toTimeZone('Europe/Berlin'),
    country: 'DE',
  }

  it('is one of the package', () => {
    for (const name of ['csv', 'forms']) expect(adapterFor(name)(context).id).to.equal('liste')
  })

  it('is one of the embedding program, also in the place of a built-in one', () => {
    const custom = { csv: () => new HandHost('mine'), theirs: () => new HandHost('theirs') }
    expect(adapterFor('theirs', custom)(context).id).to.equal('theirs')
    expect(adapterFor('csv', custom)(context).id).to.equal('mine')
  })

  it('must exist', () => {
    for (const name of ['gdt9', 'toString', '__proto__', 'constructor'])
      expect(() => adapterFor(name, { theirs: () => new HandHost() }))
        .to.throw(RecallError)
        .with.deep.include({
          code: 'ADAPTER_UNKNOWN',
          details: { adapter: name, known: 'csv, forms, theirs' },
        })
  })
})
