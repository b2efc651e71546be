import { expect } from 'chai'
import { outdated } from '../../openapi/generate.js'

describe('The generated types', () => {
  it('are those of the contracts as they stand', async () => {
    expect(await outdated()).to.deep.equal([])
  })
})
