/**
 * The Merkle tree of RFC 9162, section 2.1, over SHA-256: roots, inclusion proofs, consistency proofs, and their
 * verification. Pure. A proof is a list of 32-byte hashes in the order the RFC gives them.
 * @see https://www.rfc-editor.org/rfc/rfc9162#section-2.1
 */
import { hash } from 'node:crypto'

export const HASH_BYTES = 32
const LEAF_PREFIX = 0x00
const NODE_PREFIX = 0x01

/** A SHA-256 value as a string of 32 characters, one per byte: the form in which Node returns a digest fastest. */
type Digest = string

const digestOf = (bytes: Uint8Array | string): Digest => hash('sha256', bytes, 'binary')
const toBuffer = (digest: Digest): Buffer => Buffer.from(digest, 'latin1')
const toDigest = (bytes: Uint8Array): Digest =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** Hash of the empty tree. */
export const emptyRoot = (): Buffer => toBuffer(digestOf(new Uint8Array(0)))

/** One growing buffer, and its beginnings of each length: hashing a leaf then allocates nothing but its digest. */
const leafInput: { bytes: Buffer; upTo: (Buffer | undefined)[] } = { bytes: Buffer.alloc(0), upTo: [] }

function leafDigest(leaf: Uint8Array): Digest {
  const length = leaf.length + 1
  if (leafInput.bytes.length < length) {
    leafInput.bytes = Buffer.alloc(2 * length)
    leafInput.bytes[0] = LEAF_PREFIX
    leafInput.upTo = []
  }
  leafInput.bytes.set(leaf, 1)
  const input = (leafInput.upTo[length] ??= leafInput.bytes.subarray(0, length))
  return digestOf(input)
}

const nodeInput = Buffer.alloc(1 + 2 * HASH_BYTES, NODE_PREFIX)

function nodeDigest(left: Digest, right: Digest): Digest {
  nodeInput.write(left, 1, 'latin1')
  nodeInput.write(right, 1 + HASH_BYTES, 'latin1')
  return digestOf(nodeInput)
}

/** SHA-256(0x00 ‖ leaf) */
export const leafHash = (leaf: Uint8Array): Buffer => toBuffer(leafDigest(leaf))

/** SHA-256(0x01 ‖ left ‖ right) */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  toBuffer(nodeDigest(toDigest(left), toDigest(right)))

/**
 * The hashes of a tree's complete subtrees: all that appending to it and computing its root need. A level `n` stands
 * for a subtree of 2^n leaves; the tree has one there when bit n of its size is set.
 */
export class Frontier {
  private count = 0
  /** Per level the input of the next node hash: prefix, left child once it is there, room for the right one. */
  private readonly inputs: Buffer[] = []

  get size(): number {
    return this.count
  }

  /**
   * @param hashes the hashes of the complete subtrees, largest first, one after the other
   * @returns `null` when their number does not fit the size
   */
  static of(size: number, hashes: Uint8Array): Frontier | null {
    const levels = levelsOf(size)
    if (hashes.length !== levels.length * HASH_BYTES) return null
    const frontier = new Frontier()
    for (const [index, level] of levels.entries()) {
      frontier.input(level).set(hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES), 1)
    }
    frontier.count = size
    return frontier
  }

  /** Adds a leaf. */
  push(leaf: Uint8Array): void {
    this.add(leafDigest(leaf))
  }

  /**
   * Adds a leaf that stands behind its prefix 0x00 already, which spares copying it.
   * @param input bytes, or ASCII characters
   * @returns its hash, a character per byte
   */
  pushPrefixed(input: Uint8Array | string): string {
    const leaf = digestOf(input)
    this.add(leaf)
    return leaf
  }

  /** Adds a leaf whose hash is known. */
  pushHash(hashed: Uint8Array): void {
    this.add(toDigest(hashed))
  }

  private add(leaf: Digest): void {
    let carried = leaf
    let level = 0
    let rest = this.count
    for (; rest % 2 === 1; rest = (rest - 1) / 2) {
      const input = this.input(level)
      input.write(carried, 1 + HASH_BYTES, 'latin1')
      carried = digestOf(input)
      level += 1
    }
    this.input(level).write(carried, 1, 'latin1')
    this.count += 1
  }

  private input(level: number): Buffer {
    while (this.inputs.length <= level) this.inputs.push(Buffer.alloc(1 + 2 * HASH_BYTES, NODE_PREFIX))
    return this.inputs[level] ?? nodeInput
  }

  private digestAt(level: number): Digest {
    return this.input(level).toString('latin1', 1, 1 + HASH_BYTES)
  }

  /** The hashes of the complete subtrees, largest first, one after the other. */
  hashes(): Buffer {
    return Buffer.concat(levelsOf(this.count).map((level) => toBuffer(this.digestAt(level))))
  }

  /** The root of the tree as it is now. */
  root(): Buffer {
    const [smallest, ...larger] = levelsOf(this.count).reverse()
    if (smallest === undefined) return emptyRoot()
    return toBuffer(
      larger.reduce((right, level) => nodeDigest(this.digestAt(level), right), this.digestAt(smallest)),
    )
  }
}

/** The levels of the complete subtrees of a tree, largest first. */
function levelsOf(size: number): number[] {
  const levels: number[] = []
  for (let level = 0, rest = size; rest > 0; level += 1, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) levels.unshift(level)
  }
  return levels
}

/** The largest power of two smaller than `size`; `size` at least 2. */
function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/** Root of the leaves [start, end). @param leafHashes the leaves' hashes one after the other */
export function rootOf(leafHashes: Uint8Array, start: number, end: number): Buffer {
  const frontier = new Frontier()
  for (let at = start; at < end; at += 1) {
    frontier.pushHash(leafHashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES))
  }
  return frontier.root()
}

/** The leaves [start, end): a part of the tree that one hash of a proof stands for. */
export interface Range {
  start: number
  end: number
}

/**
 * The tree over complete subtrees of the same size and the leaves behind them.
 * @param roots of the subtrees, one after the other
 * @param leavesEach a power of two
 * @param leafHashes fewer than `leavesEach`
 */
export function frontierOfBlocks(roots: Uint8Array, leavesEach: number, leafHashes: Uint8Array): Frontier {
  const over = new Frontier()
  for (let at = 0; at < roots.length; at += HASH_BYTES) over.pushHash(roots.subarray(at, at + HASH_BYTES))
  // Its complete subtrees are those of the leaves below, some levels higher.
  const frontier = Frontier.of(over.size * leavesEach, over.hashes())
  if (frontier === null) throw new RangeError('the subtrees must have a power of two of leaves')
  for (let at = 0; at < leafHashes.length; at += HASH_BYTES)
    frontier.pushHash(leafHashes.subarray(at, at + HASH_BYTES))
  return frontier
}

/** What the proof that leaf `seq` is in the tree of `size` leaves consists of: one hash a range; `seq` < `size`. */
export function inclusionRanges(seq: number, size: number): Range[] {
  const ranges: Range[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    if (seq < middle) {
      ranges.unshift({ start: middle, end })
      end = middle
    } else {
      ranges.unshift({ start, end: middle })
      start = middle
    }
  }
  return ranges
}

/** What the proof that the tree of `size` leaves begins with that of `oldSize` consists of; 0 < `oldSize` <= `size`. */
export function consistencyRanges(oldSize: number, size: number): Range[] {
  const ranges: Range[] = []
  let start = 0
  let end = size
  let whole = true
  while (oldSize !== end) {
    const middle = start + splitOf(end - start)
    if (oldSize <= middle) {
      ranges.unshift({ start: middle, end })
      end = middle
    } else {
      ranges.unshift({ start, end: middle })
      start = middle
      whole = false
    }
  }
  if (!whole) ranges.unshift({ start, end })
  return ranges
}

/**
 * The proof that leaf `seq` is in the tree of the first `size` leaves.
 * @param leafHashes hashes of at least `size` leaves, one after the other; `seq` < `size`
 */
export const inclusionProof = (leafHashes: Uint8Array, seq: number, size: number): Buffer[] =>
  inclusionRanges(seq, size).map(({ start, end }) => rootOf(leafHashes, start, end))

/** The proof that the tree of `size` leaves begins with the tree of `oldSize`; 0 < `oldSize` <= `size`. */
export const consistencyProof = (leafHashes: Uint8Array, oldSize: number, size: number): Buffer[] =>
  consistencyRanges(oldSize, size).map(({ start, end }) => rootOf(leafHashes, start, end))

/** @see https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3.2 */
export function verifyInclusion(input: {
  leaf: Uint8Array
  seq: number
  size: number
  path: readonly Uint8Array[]
  root: Uint8Array
}): boolean {
  const { seq, size, path } = input
  if (!areSizes(seq, size) || seq >= size || !areHashes(path)) return false
  let node = seq
  let last = size - 1
  let computed = leafDigest(input.leaf)
  for (const hashed of path) {
    if (last === 0) return false
    const sibling = toDigest(hashed)
    if (node % 2 === 1 || node === last) {
      computed = nodeDigest(sibling, computed)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      computed = nodeDigest(computed, sibling)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && computed === toDigest(input.root)
}

/** @see https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4.2 */
export function verifyConsistency(input: {
  oldSize: number
  oldRoot: Uint8Array
  size: number
  root: Uint8Array
  path: readonly Uint8Array[]
}): boolean {
  const { oldSize, size, path } = input
  if (!areSizes(oldSize, size) || oldSize > size || !areHashes(path)) return false
  const oldRoot = toDigest(input.oldRoot)
  const root = toDigest(input.root)
  // Every tree extends the empty one; a tree extends itself.
  if (oldSize === 0) return path.length === 0 && oldRoot === toDigest(emptyRoot())
  if (oldSize === size) return path.length === 0 && oldRoot === root
  const isPowerOfTwo = levelsOf(oldSize).length === 1
  const [first, ...rest] = isPowerOfTwo ? [oldRoot, ...path.map(toDigest)] : path.map(toDigest)
  if (first === undefined) return false
  let node = oldSize - 1
  let last = size - 1
  while (node % 2 === 1) [node, last] = [half(node), half(last)]
  let computedOld = first
  let computed = first
  for (const sibling of rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      computedOld = nodeDigest(sibling, computedOld)
      computed = nodeDigest(sibling, computed)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      computed = nodeDigest(computed, sibling)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && computedOld === oldRoot && computed === root
}

const half = (value: number): number => Math.floor(value / 2)
const areSizes = (...sizes: number[]): boolean =>
  sizes.every((size) => Number.isSafeInteger(size) && size >= 0)
const areHashes = (hashes: readonly Uint8Array[]): boolean =>
  hashes.every((hashed) => hashed.length === HASH_BYTES)
