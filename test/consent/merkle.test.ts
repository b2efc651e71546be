import '../harness/seed.js'
import { createHash } from 'node:crypto'
import { expect } from 'chai'
import fc from 'fast-check'
import {
  consistencyProof,
  emptyRoot,
  Frontier,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../plugin/consent/merkle.js'

/** The eight leaves that certificate transparency logs test themselves with, and the roots of their trees. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const N = {
  leaf1: '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  node23: '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  node4567: '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  leaf4: 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  node67: 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  node45: '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
}
const INCLUSION = [
  { seq: 0, size: 8, path: [N.leaf1, N.node23, N.node4567] },
  { seq: 5, size: 8, path: [N.leaf4, N.node67, ROOTS[4]!] },
  { seq: 2, size: 3, path: [ROOTS[2]!] },
  { seq: 0, size: 1, path: [] },
]
const CONSISTENCY = [
  { oldSize: 1, size: 8, path: [N.leaf1, N.node23, N.node4567] },
  { oldSize: 6, size: 8, path: [N.node45, N.node67, ROOTS[4]!] },
  { oldSize: 2, size: 5, path: [N.node23, N.leaf4] },
  { oldSize: 1, size: 1, path: [] },
]

const leaves = LEAVES.map((hex) => Buffer.from(hex, 'hex'))
const hashesOf = (some: readonly Buffer[]): Buffer => Buffer.concat(some.map(leafHash))
const frontierOf = (some: readonly Buffer[]): Frontier => {
  const frontier = new Frontier()
  for (const leaf of some) frontier.push(leaf)
  return frontier
}

/** The definition of RFC 9162, section 2.1.1, word by word. */
function definedRoot(some: readonly Buffer[]): Buffer {
  const sha = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()
  if (some.length === 0) return sha()
  if (some.length === 1) return sha(Buffer.of(0), some[0]!)
  let k = 1
  while (k * 2 < some.length) k *= 2
  return sha(Buffer.of(1), definedRoot(some.slice(0, k)), definedRoot(some.slice(k)))
}

const someLeaves = fc.array(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  {
    minLength: 1,
    maxLength: 70,
  },
)

describe('The Merkle tree of RFC 9162', () => {
  it('has the roots that certificate transparency logs have for the same leaves', () => {
    expect(emptyRoot().toString('hex')).to.equal(ROOTS[0])
    for (const [size, root] of ROOTS.entries()) {
      expect(frontierOf(leaves.slice(0, size)).root().toString('hex')).to.equal(root)
    }
  })

  it('gives their inclusion proofs, and accepts them', () => {
    for (const { seq, size, path } of INCLUSION) {
      const proof = inclusionProof(hashesOf(leaves), seq, size)
      expect(proof.map((hashed) => hashed.toString('hex'))).to.deep.equal(path)
      const root = Buffer.from(ROOTS[size]!, 'hex')
      expect(verifyInclusion({ leaf: leaves[seq]!, seq, size, path: proof, root })).to.be.true
    }
  })

  it('gives their consistency proofs, and accepts them', () => {
    for (const { oldSize, size, path } of CONSISTENCY) {
      const proof = consistencyProof(hashesOf(leaves), oldSize, size)
      expect(proof.map((hashed) => hashed.toString('hex'))).to.deep.equal(path)
      const [oldRoot, root] = [Buffer.from(ROOTS[oldSize]!, 'hex'), Buffer.from(ROOTS[size]!, 'hex')]
      expect(verifyConsistency({ oldSize, oldRoot, size, root, path: proof })).to.be.true
    }
  })

  it('has the root that the definition gives, however it was grown', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), (some, cut) => {
        const at = cut % (some.length + 1)
        const begun = frontierOf(some.slice(0, at))
        const resumed = Frontier.of(at, begun.hashes())!
        for (const leaf of some.slice(at)) resumed.push(leaf)
        const expected = definedRoot(some)
        expect(resumed.root().equals(expected)).to.be.true
        expect(rootOf(hashesOf(some), 0, some.length).equals(expected)).to.be.true
        expect(resumed.size).to.equal(some.length)
      }),
    )
  })

  it('does not resume from hashes that do not fit the size', () => {
    const hashes = frontierOf(leaves.slice(0, 5)).hashes()
    expect(Frontier.of(7, hashes)).to.be.null
    expect(Frontier.of(5, hashes.subarray(1))).to.be.null
    expect(Frontier.of(0, hashes)).to.be.null
  })

  it('proves each leaf, and nothing else', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(), fc.nat({ max: 255 }), (some, pick, where, bit) => {
        const seq = pick % some.length
        const size = some.length
        const path = inclusionProof(hashesOf(some), seq, size)
        const root = definedRoot(some)
        const claim = { leaf: some[seq]!, seq, size, path, root }
        expect(verifyInclusion(claim)).to.be.true
        expect(verifyInclusion({ ...claim, leaf: Buffer.concat([claim.leaf, Buffer.of(0)]) })).to.be.false
        const isTwin = some[seq + 1]?.equals(claim.leaf) ?? false
        if (!isTwin) expect(verifyInclusion({ ...claim, seq: seq + 1 })).to.be.false
        expect(verifyInclusion({ ...claim, path: [...path, root] })).to.be.false
        if (path.length === 0) return
        expect(verifyInclusion({ ...claim, path: path.slice(1) })).to.be.false
        const broken = path.map((hashed) => Buffer.from(hashed))
        flip(broken[where % path.length]!, bit)
        expect(verifyInclusion({ ...claim, path: broken })).to.be.false
      }),
    )
  })

  it('proves that a tree extends its beginning, and nothing else', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(), fc.nat({ max: 255 }), (some, pick, where, bit) => {
        const size = some.length
        const oldSize = 1 + (pick % size)
        const path = consistencyProof(hashesOf(some), oldSize, size)
        const claim = {
          oldSize,
          oldRoot: definedRoot(some.slice(0, oldSize)),
          size,
          root: definedRoot(some),
          path,
        }
        expect(verifyConsistency(claim)).to.be.true
        const [oldRoot, root] = [Buffer.from(claim.oldRoot), Buffer.from(claim.root)]
        flip(oldRoot, bit)
        flip(root, bit)
        expect(verifyConsistency({ ...claim, oldRoot })).to.be.false
        expect(verifyConsistency({ ...claim, root })).to.be.false
        expect(verifyConsistency({ ...claim, path: [...path, root] })).to.be.false
        if (path.length === 0) return
        const broken = path.map((hashed) => Buffer.from(hashed))
        flip(broken[where % path.length]!, bit)
        expect(verifyConsistency({ ...claim, path: broken })).to.be.false
      }),
    )
  })

  it('tells a node from a leaf with the same bytes', () => {
    const [left, right] = [leafHash(leaves[0]!), leafHash(leaves[1]!)]
    expect(nodeHash(left, right).equals(leafHash(Buffer.concat([left, right])))).to.be.false
  })

  it('refuses proofs about impossible sizes', () => {
    const root = definedRoot(leaves)
    const claim = { leaf: leaves[0]!, size: 8, path: inclusionProof(hashesOf(leaves), 0, 8), root }
    for (const seq of [-1, 8, 0.5, Number.NaN, 2 ** 53])
      expect(verifyInclusion({ ...claim, seq })).to.be.false
    // A proof that ends before the top says nothing about the top.
    expect(verifyInclusion({ ...claim, seq: 0, path: [], root: leafHash(claim.leaf) })).to.be.false
    const consistency = { oldRoot: root, root, path: [] }
    expect(verifyConsistency({ ...consistency, oldSize: 9, size: 8 })).to.be.false
    expect(verifyConsistency({ ...consistency, oldSize: 0, size: 8 })).to.be.false
    expect(verifyConsistency({ ...consistency, oldSize: 0, oldRoot: emptyRoot(), size: 8 })).to.be.true
  })
})

function flip(bytes: Buffer, bit: number): void {
  const at = (bit >> 3) % bytes.length
  bytes[at] = bytes[at]! ^ (1 << (bit & 7))
}
