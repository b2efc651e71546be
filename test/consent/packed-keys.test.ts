import '../harness/seed.js'
import { expect } from 'chai'
import fc from 'fast-check'
import type { SubjectKey } from '../../plugin/consent/verify/keys.js'
import { packKeys, unpackKeys } from '../../plugin/consent/verify/packed-keys.js'
import { KEY_BYTES } from '../../plugin/keys/seal.js'

/** One version of a key, or several in a row. */
const KEY = fc
  .integer({ min: 1, max: 3 })
  .chain((versions) => fc.uint8Array({ minLength: versions * KEY_BYTES, maxLength: versions * KEY_BYTES }))
  .map((bytes): SubjectKey => ({ kind: 'key', key: Buffer.from(bytes) }))

const ANSWER = fc.oneof(KEY, fc.constantFrom<SubjectKey>({ kind: 'erased' }, { kind: 'missing' }))

describe('Keys on the way to another process', () => {
  it('arrive as they were sent: each with its bytes, erased ones as erased, missing ones as missing', () => {
    fc.assert(
      fc.property(fc.array(ANSWER), (keys) => {
        expect(unpackKeys(packKeys(keys))).to.deep.equal(keys)
      }),
    )
  })
})
