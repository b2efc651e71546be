import '../harness/seed.js'
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { expect } from 'chai'
import fc from 'fast-check'
import { openCheckpoint, signatoryOf, signCheckpoint } from '../../plugin/consent/note.js'
import { toPracticeId } from '../../plugin/ids.js'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const named = (practice: string, key = publicKey) =>
  signatoryOf({
    practice: toPracticeId(practice),
    installation: '0123456789abcdefghjkmnpqrs',
    signing: { publicKey: key },
  })
const signatory = named('muster')
const root = createHash('sha256').update('tree').digest()
const note = signCheckpoint({ size: 42, root }, signatory, privateKey)

describe('A checkpoint', () => {
  it('is a C2SP signed note that a foreign verifier can check from its verifier key alone', () => {
    // The key is base64 and may hold further plus signs.
    const [, name = '', hash = '', key = ''] =
      /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(signatory.verifierKey) ?? []
    const typed = Buffer.from(key, 'base64')
    expect(typed).to.have.length(33)
    expect(typed[0]).to.equal(1)
    const expectedHash = createHash('sha256').update(name).update('\n').update(typed).digest().subarray(0, 4)
    expect(hash).to.equal(expectedHash.toString('hex'))

    const end = note.indexOf('\n\n') + 1
    expect(note.slice(0, end)).to.equal(
      `anamnese-recall/0123456789abcdefghjkmnpqrs/muster\n42\n${root.toString('base64')}\n`,
    )
    const line = note.slice(end + 1)
    expect(line.startsWith(`— ${name} `)).to.be.true
    const signature = Buffer.from(line.slice(`— ${name} `.length).trimEnd(), 'base64')
    expect(signature.subarray(0, 4).toString('hex')).to.equal(hash)
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), typed.subarray(1)])
    const foreign = createPublicKey({ key: spki, format: 'der', type: 'spki' })
    expect(verify(null, Buffer.from(note.slice(0, end)), foreign, signature.subarray(4))).to.be.true
  })

  it('has the key hash that the C2SP page computes for its example key', () => {
    // c2sp.org/signed-note: PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW
    const typed = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64')
    const hash = createHash('sha256').update('PeterNeumann\n').update(typed).digest('hex').slice(0, 8)
    expect(hash).to.equal('c74f20a3')
  })

  it('opens with size and root', () => {
    expect(openCheckpoint(note, signatory)).to.deep.equal({
      kind: 'valid',
      checkpoint: { origin: signatory.origin, size: 42, root },
    })
  })

  it('does not open for another practice or another key', () => {
    expect(openCheckpoint(note, named('other'))).to.deep.equal({ kind: 'invalid', reason: 'note_origin' })
    const stranger = named('muster', generateKeyPairSync('ed25519').publicKey)
    expect(openCheckpoint(note, stranger)).to.deep.equal({ kind: 'invalid', reason: 'note_signature' })
  })

  it('does not open with any character changed, added or left out', () => {
    const character = fc.string({ minLength: 1, maxLength: 1, unit: 'binary' })
    fc.assert(
      fc.property(fc.nat({ max: note.length - 1 }), character, fc.nat({ max: 2 }), (at, put, how) => {
        const [before, after] = [note.slice(0, at), note.slice(at)]
        const changed = [before + put + after.slice(1), before + put + after, before + after.slice(1)][how]!
        fc.pre(changed !== note)
        expect(openCheckpoint(changed, signatory).kind).to.equal('invalid')
      }),
      { numRuns: 1000 },
    )
  })

  it('is the same for the same tree and key', () => {
    const copy = createPrivateKey({
      key: privateKey.export({ type: 'pkcs8', format: 'der' }),
      format: 'der',
      type: 'pkcs8',
    })
    expect(signCheckpoint({ size: 42, root }, signatory, copy)).to.equal(note)
  })
})
