/** Master keys: what they wrapped names them, and a newer one takes the place of an older one. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { envelopeKeyProvider } from '../../plugin/keys/envelope.js'
import {
  fileKeyRing,
  keyRing,
  masterKey,
  masterKeyFromEnvironment,
  prependMasterKey,
} from '../../plugin/keys/master-key.js'
import { open, seal } from '../../plugin/keys/seal.js'

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'no error'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

describe('Master keys', () => {
  const [older, newer, foreign] = [randomBytes(32), randomBytes(32), randomBytes(32)]
  const secret = randomBytes(32)
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'recall-keys-'))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  it('open what an older one wrapped, wrap with the newest, and tell which is which (P-50)', () => {
    const before = masterKey(older).wrap(secret, 'muster/box/1')
    const ring = keyRing([newer, older])
    expect(ring.unwrap(before, 'muster/box/1')).to.deep.equal(secret)
    expect(ring.isCurrent(before)).to.equal(false)
    const after = ring.wrap(secret, 'muster/box/1')
    expect(ring.isCurrent(after)).to.equal(true)
    expect(masterKey(newer).unwrap(after, 'muster/box/1')).to.deep.equal(secret)
    for (const wrong of [masterKey(older), masterKey(foreign)])
      expect(codeOf(() => wrong.unwrap(after, 'muster/box/1'))).to.equal('MASTER_KEY_WRONG')
  })

  it('open nothing elsewhere than where it belongs, nothing changed, nothing cut off', () => {
    const provider = masterKey(older)
    const wrapped = provider.wrap(secret, 'muster/subject/one')
    expect(codeOf(() => provider.unwrap(wrapped, 'muster/subject/two'))).to.equal('MASTER_KEY_WRONG')
    for (let at = 0; at < wrapped.length; at += 1) {
      const changed = Buffer.from(wrapped)
      changed[at]! ^= 1
      expect(
        codeOf(() => provider.unwrap(changed, 'muster/subject/one')),
        String(at),
      ).to.equal('MASTER_KEY_WRONG')
    }
    expect(codeOf(() => provider.unwrap(wrapped.subarray(0, 9), 'x'))).to.equal('MASTER_KEY_WRONG')
    expect(codeOf(() => provider.unwrap(Buffer.alloc(0), 'x'))).to.equal('MASTER_KEY_WRONG')
  })

  it('come from the environment, the previous one beside the present one', () => {
    const environment = (present: Buffer, previous?: Buffer): Record<string, string> => ({
      RECALL_MASTER_KEY: present.toString('base64'),
      ...(previous === undefined ? {} : { RECALL_MASTER_KEY_PREVIOUS: previous.toString('base64') }),
    })
    const wrapped = masterKeyFromEnvironment(environment(older)).wrap(secret, 'x')
    expect(masterKeyFromEnvironment(environment(newer, older)).unwrap(wrapped, 'x')).to.deep.equal(secret)
    expect(codeOf(() => masterKeyFromEnvironment(environment(newer)).unwrap(wrapped, 'x'))).to.equal(
      'MASTER_KEY_WRONG',
    )
    expect(codeOf(() => masterKeyFromEnvironment({}))).to.equal('SECRET_MISSING')
    expect(codeOf(() => masterKeyFromEnvironment({ RECALL_MASTER_KEY: 'short' }))).to.equal(
      'MASTER_KEY_INVALID',
    )
  })

  it('come from a file of several lines, which a running process follows', () => {
    const file = join(directory, 'master.key')
    writeFileSync(file, `${older.toString('base64')}\n`, { mode: 0o600 })
    const running = fileKeyRing(file)
    const before = running.wrap(secret, 'x')
    prependMasterKey(file)
    expect(statSync(file).mode & 0o777).to.equal(0o600)
    const [first, second, ...more] = readFileSync(file, 'utf8').trim().split('\n')
    expect(more).to.have.length(0)
    expect(second).to.equal(older.toString('base64'))
    expect(first).not.to.equal(second)
    // Wrapped by another process, and then by this one, with the new key.
    const elsewhere = fileKeyRing(file).wrap(secret, 'x')
    expect(running.unwrap(elsewhere, 'x')).to.deep.equal(secret)
    expect(running.isCurrent(before)).to.equal(false)
    expect(running.isCurrent(running.wrap(secret, 'x'))).to.equal(true)
    writeFileSync(file, `${first ?? ''}\n`)
    expect(codeOf(() => fileKeyRing(file).unwrap(before, 'x'))).to.equal('MASTER_KEY_WRONG')
    expect(fileKeyRing(file).unwrap(elsewhere, 'x')).to.deep.equal(secret)
  })

  it('are refused where the file is empty, broken or gone', () => {
    const file = join(directory, 'master.key')
    expect(codeOf(() => fileKeyRing(file))).to.equal('FILE_UNREADABLE')
    writeFileSync(file, '\n')
    expect(codeOf(() => fileKeyRing(file))).to.equal('MASTER_KEY_INVALID')
    writeFileSync(file, `${older.toString('base64')}\nnonsense\n`)
    expect(codeOf(() => fileKeyRing(file))).to.equal('MASTER_KEY_INVALID')
  })

  it('may be kept by a service that unwraps them at the start, over HTTP', async () => {
    // Stands for the service: it alone has the key that wraps the master key.
    const ofTheService = randomBytes(32)
    let asked = 0
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        asked += 1
        response.end(open(ofTheService, Buffer.concat(chunks), 'kms'))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/decrypt`
    try {
      const provider = await envelopeKeyProvider({
        wrapped: [newer, older].map((key) => seal(ofTheService, key, 'kms')),
        async decrypt(wrapped) {
          const response = await fetch(url, { method: 'POST', body: new Uint8Array(wrapped) })
          return new Uint8Array(await response.arrayBuffer())
        },
      })
      expect(asked).to.equal(2)
      expect(provider.unwrap(masterKey(older).wrap(secret, 'x'), 'x')).to.deep.equal(secret)
      expect(masterKey(newer).unwrap(provider.wrap(secret, 'x'), 'x')).to.deep.equal(secret)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('seal with the first of several keys and open what any of them sealed', () => {
    const one = seal(older, Buffer.from('content'), 'x')
    const ring = Buffer.concat([newer, older])
    expect(open(ring, one, 'x').toString()).to.equal('content')
    const two = seal(ring, Buffer.from('content'), 'x')
    expect(open(newer, two, 'x').toString()).to.equal('content')
    expect(codeOf(() => open(older, two, 'x'))).to.equal('SEALED_BROKEN')
    expect(codeOf(() => open(Buffer.concat([foreign, foreign]), two, 'x'))).to.equal('SEALED_BROKEN')
  })
})
