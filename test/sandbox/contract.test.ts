import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import openapiTypescript, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import { packageFile } from '../../plugin/package-root.js'

describe('the description of 360dialog', () => {
  for (const name of ['dialog360', 'sandbox']) {
    it(`openapi/types/${name}.ts is generated from openapi/${name}.yaml as it stands`, async () => {
      const types = astToString(
        await openapiTypescript(new URL(`file://${packageFile(`openapi/${name}.yaml`)}`)),
      )
      const stored = readFileSync(packageFile(`openapi/types/${name}.ts`), 'utf8')
      expect(stored.replace(COMMENT_HEADER, '').trim()).to.equal(types.trim())
    })
  }
})
