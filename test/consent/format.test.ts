import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import canonicalize from 'canonicalize'
import { expect } from 'chai'
import { canonicalContent, commitmentOf, decodeLeaf, encodeLeaf } from '../../plugin/consent/leaf.js'
import { ENTRY_TYPES, type EntryContent } from '../../plugin/consent/entry.js'
import { verifyConsistency, verifyInclusion } from '../../plugin/consent/merkle.js'
import { packageFile } from '../../plugin/package-root.js'

const page = readFileSync(packageFile('docs/ledger-format.md'), 'utf8')

/** The lines of the code block of that name. */
function block(name: string): string[] {
  const found = new RegExp(`^\`\`\`\\w+ ${name}\\n([^]*?)\\n\`\`\`$`, 'm').exec(page)
  if (found === null) throw new Error(`the page has no block ${name}`)
  return found[1]!.split('\n')
}

const sha = (...parts: (Uint8Array | string)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The page's example, recomputed from the page's words alone, and by our own code. */
describe('docs/ledger-format.md', () => {
  const leaves = block('leaves')
  const salts = block('salts').map((salt) => Buffer.from(salt, 'base64'))

  it('has commitments that follow from salt and content', () => {
    for (const [seq, leaf] of leaves.entries()) {
      const [content = ''] = block(`content-${seq}`)
      const value = JSON.parse(content) as EntryContent
      expect(canonicalize(value)).to.equal(content)
      expect(canonicalContent(value).toString()).to.equal(content)
      const commitment = sha('anamnese-recall/ledger-commitment/1\n', salts[seq]!, content).toString('base64')
      expect((JSON.parse(leaf) as { commitment: string }).commitment).to.equal(commitment)
      expect(commitmentOf(Buffer.concat([salts[seq]!, Buffer.from(content)]))).to.equal(commitment)
    }
  })

  it('has leaves in canonical form that we read and write', () => {
    for (const leaf of leaves) {
      expect(canonicalize(JSON.parse(leaf))).to.equal(leaf)
      const decoded = decodeLeaf(Buffer.from(leaf))
      expect(decoded).not.to.be.null
      expect(encodeLeaf(decoded!).toString()).to.equal(leaf)
    }
  })

  const hashes = leaves.map((leaf) => sha(Buffer.of(0), leaf))
  const beginning = sha(Buffer.of(1), hashes[0]!, hashes[1]!)
  const root = sha(Buffer.of(1), beginning, hashes[2]!)

  it('has the root and the signatures of its leaves', () => {
    expect(hashes.map((hash) => hash.toString('hex'))).to.eql(block('leaf-hashes'))
    expect([root.toString('hex')]).to.eql(block('root'))
    const [, name, keyHash, key = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(block('vkey')[0]!) ?? []
    const spki = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(key, 'base64').subarray(1),
    ])
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' })
    for (const [note, expectedSize, expectedRoot] of [
      ['checkpoint', 3, root],
      ['older-checkpoint', 2, beginning],
    ] as const) {
      const [origin = '', size, base64, empty, signed = ''] = block(note)
      expect([size, base64, empty]).to.eql([`${expectedSize}`, expectedRoot.toString('base64'), ''])
      expect(name).to.equal(origin)
      const signature = Buffer.from(signed.slice(`— ${origin} `.length), 'base64')
      expect(signature.subarray(0, 4).toString('hex')).to.equal(keyHash)
      const text = Buffer.from(`${origin}\n${size}\n${base64}\n`)
      expect(verify(null, text, publicKey, signature.subarray(4))).to.be.true
    }
  })

  it('has proofs that lead to that root', () => {
    const decoded = (path: readonly string[]) => path.map((hashed) => Buffer.from(hashed, 'base64'))
    for (const [index, line] of block('proofs').entries()) {
      const { seq, size, path } = JSON.parse(line) as { seq: number; size: number; path: string[] }
      expect(canonicalize({ seq, size, path })).to.equal(line)
      expect(seq).to.equal(index)
      const leaf = Buffer.from(leaves[seq]!)
      expect(verifyInclusion({ leaf, seq, size, path: decoded(path), root })).to.be.true
    }
    const [line = ''] = block('consistency')
    const { from, size, path } = JSON.parse(line) as { from: number; size: number; path: string[] }
    const claim = { oldSize: from, oldRoot: beginning, size, root, path: decoded(path) }
    expect(verifyConsistency(claim)).to.be.true
  })

  it('names every type that an entry can have', () => {
    for (const type of ENTRY_TYPES) expect(page).to.contain(`\`${type}\``)
  })
})

describe('A leaf', () => {
  const [leaf = ''] = block('leaves')

  it('is read in its one form only', () => {
    const others = [
      ` ${leaf}`,
      `${leaf}\n`,
      leaf.replace('"seq":0', '"seq":00'),
      leaf.replace('"seq":0', '"seq":-0'),
      leaf.replace('"seq":0', '"seq":0.0'),
      leaf.replace('granted', 'Granted'),
      leaf.replace('granted', 'gr\\u0061nted'),
      leaf.replace('Z"', '+00:00"'),
      leaf.replace('"type"', '"extra":1,"type"'),
    ]
    for (const other of others) expect(decodeLeaf(Buffer.from(other)), other).to.be.null
  })
})
