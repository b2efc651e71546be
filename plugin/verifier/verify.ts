#!/usr/bin/env node
/**
 * Checks a certificate or an export of the consent ledger. One file, no dependency, no network, no database: it runs
 * wherever Node.js 20 or newer runs, and shares no code with the program that wrote what it checks.
 *
 *     node verify.js CERTIFICATE.pdf | DIRECTORY [--vkey FILE] [--older FILE]
 *
 * What it checks: the checkpoint's signature (C2SP signed note, Ed25519); of a whole export that all leaves lead to its
 * root, of one person's bundle that each leaf is in the tree (RFC 9162, section 2.1.3); that each content is the one its
 * leaf commits to; with --older that the log extends that older checkpoint. What it cannot know is whose key it is: the
 * fingerprint it prints must be compared with one that came another way, or the key given with --vkey.
 *
 * Exit codes: 0 everything checked holds; 1 something does not; 2 it was called wrongly or cannot read the file.
 */
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'

/** The files of a bundle, told apart by what stands in them. */
export interface BundleFiles {
  note: string | null
  verifierKey: string | null
  leaves: string | null
  entries: string | null
  proofs: string | null
  consistency: string | null
}

export interface VerifierReport {
  ok: boolean
  lines: string[]
}

/** Broken evidence; anything else thrown is trouble of this machine. */
class Broken extends Error {}

const broken = (message: string): never => {
  throw new Broken(message)
}

/** Strict: two different texts never stand for the same bytes. */
function fromBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : broken('a base64 text is malformed')
}

const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hashing = createHash('sha256')
  for (const part of parts) hashing.update(part)
  return hashing.digest()
}
const leafHash = (leaf: Uint8Array): Buffer => sha256(Buffer.of(0), leaf)
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(Buffer.of(1), left, right)

/** The root of a whole tree, RFC 9162 section 2.1.1, by completing subtrees of equal size from the left. */
function rootOf(hashes: readonly Buffer[]): Buffer {
  const complete: { size: number; hash: Buffer }[] = []
  for (const hash of hashes) {
    let subtree = { size: 1, hash }
    for (let last = complete.at(-1); last?.size === subtree.size; last = complete.at(-1)) {
      complete.pop()
      subtree = { size: last.size * 2, hash: nodeHash(last.hash, subtree.hash) }
    }
    complete.push(subtree)
  }
  const right = complete.pop()
  return right === undefined
    ? sha256()
    : complete.reduceRight((root, { hash }) => nodeHash(hash, root), right.hash)
}

/** RFC 9162, section 2.1.3.2: recursively, from the definition of the path. */
function rootFromPath(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer {
  if (size === 1) return path.length === 0 ? leaf : broken('an inclusion proof is too long')
  const [sibling, rest] = [path.at(-1), path.slice(0, -1)]
  if (sibling === undefined) return broken('an inclusion proof is too short')
  const split = largestPowerBelow(size)
  return index < split
    ? nodeHash(rootFromPath(leaf, index, split, rest), sibling)
    : nodeHash(sibling, rootFromPath(leaf, index - split, size - split, rest))
}

function largestPowerBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

/** RFC 9162, section 2.1.4: both roots from one proof. */
function rootsFromConsistency(
  oldSize: number,
  size: number,
  oldRoot: Buffer,
  path: readonly Buffer[],
): { old: Buffer; current: Buffer } {
  const left = [...path]
  const take = (): Buffer => left.pop() ?? broken('the consistency proof is too short')
  const walk = (before: number, of: number, isWhole: boolean): { old: Buffer; current: Buffer } => {
    if (before === of) {
      const hash = isWhole ? oldRoot : take()
      return { old: hash, current: hash }
    }
    const split = largestPowerBelow(of)
    if (before <= split) {
      const sibling = take()
      const below = walk(before, split, isWhole)
      return { old: below.old, current: nodeHash(below.current, sibling) }
    }
    const sibling = take()
    const below = walk(before - split, of - split, false)
    return { old: nodeHash(sibling, below.old), current: nodeHash(sibling, below.current) }
  }
  const roots = walk(oldSize, size, true)
  return left.length === 0 ? roots : broken('the consistency proof is too long')
}

interface Key {
  name: string
  id: Buffer
  publicKey: Buffer
}

/** C2SP signed note: `<name>+<key id>+<base64 of algorithm byte 1 and the Ed25519 key>` */
function readKey(text: string): Key {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)\s*$/.exec(text) ?? []
  if (name === undefined || id === undefined || encoded === undefined)
    return broken('the verifier key is malformed')
  const bytes = fromBase64(encoded)
  if (bytes.length !== 33 || bytes[0] !== 1) return broken('the verifier key is no Ed25519 key')
  const expected = sha256(Buffer.from(`${name}\n`), bytes).subarray(0, 4)
  if (expected.toString('hex') !== id) return broken('the verifier key does not have the id it names')
  return { name, id: expected, publicKey: bytes.subarray(1) }
}

/** As certificates print it: over the text of the verifier key. */
const fingerprintOf = (verifierKey: string): string => sha256(Buffer.from(verifierKey.trim())).toString('hex')

interface Checkpoint {
  origin: string
  size: number
  root: Buffer
}

/** Before an Ed25519 public key: its DER header (RFC 8410). */
const ED25519_DER = Buffer.from('302a300506032b6570032100', 'hex')

function openNote(note: string, key: Key): Checkpoint {
  const split = note.lastIndexOf('\n\n')
  if (split < 0) return broken('the checkpoint is malformed')
  const text = note.slice(0, split + 1)
  const publicKey = createPublicKey({
    key: Buffer.concat([ED25519_DER, key.publicKey]),
    format: 'der',
    type: 'spki',
  })
  const isSigned = note
    .slice(split + 2)
    .split('\n')
    .filter((line) => line.startsWith(`\u2014 ${key.name} `))
    .map((line) => fromBase64(line.slice(key.name.length + 3)))
    .some(
      (signature) =>
        signature.subarray(0, 4).equals(key.id) &&
        verifySignature(null, Buffer.from(text), publicKey, signature.subarray(4)),
    )
  if (!isSigned) return broken('the checkpoint is not signed with this key')
  const [origin, size, root] = text.split('\n')
  if (origin !== key.name) return broken('the checkpoint is of another ledger than the key')
  if (size === undefined || !/^(0|[1-9]\d{0,14})$/.test(size) || root === undefined)
    return broken('the checkpoint is malformed')
  const bytes = fromBase64(root)
  return bytes.length === 32
    ? { origin, size: Number(size), root: bytes }
    : broken('the checkpoint names no root')
}

interface Leaf {
  seq: number
  bytes: Buffer
  fields: { commitment: string; recordedAt: string; seq: number; subject: string; type: string }
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

function linesOf(text: string, file: string): { [key: string]: Json }[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      let value: Json
      try {
        value = JSON.parse(line) as Json
      } catch {
        return broken(`${file}, line ${index + 1}: no JSON`)
      }
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? value
        : broken(`${file}, line ${index + 1}: no object`)
    })
}

const numberIn = (value: Json | undefined, what: string): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : broken(`${what} is no number`)
const textIn = (value: Json | undefined, what: string): string =>
  typeof value === 'string' ? value : broken(`${what} is no text`)

function readLeaves(text: string): Map<number, Leaf> {
  const leaves = new Map<number, Leaf>()
  for (const line of linesOf(text, 'leaves.jsonl')) {
    const seq = numberIn(line['seq'], 'seq')
    const bytes = fromBase64(textIn(line['leaf'], 'leaf'))
    const fields = JSON.parse(bytes.toString('utf8')) as Leaf['fields']
    if (fields.seq !== seq) broken(`entry ${seq}: its leaf says it is ${fields.seq}`)
    if (leaves.has(seq)) broken(`entry ${seq} is there twice`)
    leaves.set(seq, { seq, bytes, fields })
  }
  return leaves
}

/** RFC 8785 for what JSON itself can hold: keys sorted by UTF-16 code units, numbers and texts as ECMAScript writes them. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`)
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}

const COMMITMENT_DOMAIN = Buffer.from('anamnese-recall/ledger-commitment/1\n')

function checkTree(checkpoint: Checkpoint, leaves: ReadonlyMap<number, Leaf>, files: BundleFiles): string {
  if (files.proofs === null) {
    for (let seq = 0; seq < checkpoint.size; seq += 1) if (!leaves.has(seq)) broken(`entry ${seq} is missing`)
    if (leaves.size !== checkpoint.size) broken('there are more entries than the checkpoint covers')
    const hashes = Array.from({ length: checkpoint.size }, (_, seq) =>
      leafHash(leaves.get(seq)?.bytes ?? Buffer.of()),
    )
    if (!rootOf(hashes).equals(checkpoint.root)) broken('the entries do not lead to the signed root')
    return `all ${checkpoint.size} entries lead to the signed root`
  }
  const proven = new Set<number>()
  for (const line of linesOf(files.proofs, 'proofs.jsonl')) {
    const seq = numberIn(line['seq'], 'seq')
    const size = numberIn(line['size'], 'size')
    const path = Array.isArray(line['path']) ? line['path'] : broken(`entry ${seq}: no path`)
    const hashes = path.map((hash) => fromBase64(textIn(hash, 'a hash')))
    const leaf = leaves.get(seq) ?? broken(`entry ${seq}: a proof without its leaf`)
    if (size !== checkpoint.size || seq >= size || hashes.some((hash) => hash.length !== 32))
      broken(`entry ${seq}: its proof is for another tree`)
    if (!rootFromPath(leafHash(leaf.bytes), seq, size, hashes).equals(checkpoint.root))
      broken(`entry ${seq} is not in the ledger that was signed`)
    proven.add(seq)
  }
  for (const seq of leaves.keys()) if (!proven.has(seq)) broken(`entry ${seq} has no proof`)
  return `all ${proven.size} entries are in the ledger that was signed, which has ${checkpoint.size}`
}

function checkContents(leaves: ReadonlyMap<number, Leaf>, text: string): string[] {
  const seen = new Map<number, Json>()
  for (const line of linesOf(text, 'entries.jsonl')) {
    const seq = numberIn(line['seq'], 'seq')
    const leaf = leaves.get(seq) ?? broken(`entry ${seq}: a content without its leaf`)
    const content = line['content'] ?? broken(`entry ${seq}: no content`)
    const salt = fromBase64(textIn(line['salt'], 'salt'))
    if (salt.length < 16) broken(`entry ${seq}: its salt is too short`)
    const commitment = sha256(COMMITMENT_DOMAIN, salt, Buffer.from(canonical(content))).toString('base64')
    if (commitment !== leaf.fields.commitment)
      broken(`entry ${seq}: its content is not the one that was recorded`)
    if (seen.has(seq)) broken(`entry ${seq} has two contents`)
    seen.set(seq, content)
  }
  return [...leaves.values()].map(({ seq, fields }) => {
    const content = seen.get(seq)
    const about = content === undefined ? '(content not in this bundle)' : aboutOf(content)
    return `  ${seq}  ${fields.recordedAt}  ${fields.type}  ${about}`
  })
}

const shown = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null)

function aboutOf(content: Json): string {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return ''
  const { purposes, method, givenAt, wording } = content
  const of = Array.isArray(purposes) && purposes.length > 0 ? `${purposes.map(shown).join(', ')}; ` : ''
  const declared = givenAt === null ? '' : `, declared ${shown(givenAt)}`
  const under =
    typeof wording === 'object' && wording !== null && !Array.isArray(wording)
      ? `, wording ${shown(wording['id'])} (${shown(wording['language'])})`
      : ''
  return `${of}by ${shown(method)}${declared}${under}`
}

function checkOlder(
  checkpoint: Checkpoint,
  older: Checkpoint,
  leaves: ReadonlyMap<number, Leaf>,
  files: BundleFiles,
): string {
  if (older.size > checkpoint.size) broken('the older checkpoint covers more entries than this one')
  if (older.size === checkpoint.size) {
    if (!older.root.equals(checkpoint.root)) broken('two checkpoints of one size have different roots')
  } else if (files.proofs === null) {
    const hashes = Array.from({ length: older.size }, (_, seq) =>
      leafHash(leaves.get(seq)?.bytes ?? Buffer.of()),
    )
    if (!rootOf(hashes).equals(older.root)) broken('what the older checkpoint covers was changed since')
  } else if (older.size > 0) {
    const line = linesOf(
      files.consistency ?? broken('there is no consistency proof in this bundle'),
      'consistency.json',
    ).find(({ from, size }) => from === older.size && size === checkpoint.size)
    const path = line?.['path']
    if (!Array.isArray(path)) broken('there is no consistency proof from that checkpoint in this bundle')
    const hashes = (path as Json[]).map((hash) => fromBase64(textIn(hash, 'a hash')))
    const roots = rootsFromConsistency(older.size, checkpoint.size, older.root, hashes)
    if (!roots.old.equals(older.root) || !roots.current.equals(checkpoint.root))
      broken('what the older checkpoint covers was changed since')
  }
  return `it extends the older checkpoint of ${older.size} entries`
}

/** Pure. @param trusted a verifier key that came another way; @param older an older checkpoint of the same ledger */
export function verifyBundle(
  files: BundleFiles,
  { trusted, older }: { trusted?: string; older?: string } = {},
): VerifierReport {
  const lines: string[] = []
  try {
    const keyText = trusted ?? files.verifierKey ?? broken('there is no verifier key')
    const key = readKey(keyText.trim())
    if (trusted !== undefined && files.verifierKey !== null && files.verifierKey.trim() !== trusted.trim())
      lines.push('note: the bundle names another key than the one given; the given one counts')
    const checkpoint = openNote(files.note ?? broken('there is no checkpoint'), key)
    lines.push(
      `ledger       ${checkpoint.origin}`,
      `key          ${fingerprintOf(keyText)}${trusted === undefined ? '  (from the bundle: compare it)' : '  (given)'}`,
      `checkpoint   ${checkpoint.size} entries, root ${checkpoint.root.toString('base64')}: signature holds`,
    )
    const leaves = readLeaves(files.leaves ?? broken('there are no leaves'))
    lines.push(`tree         ${checkTree(checkpoint, leaves, files)}`)
    if (older !== undefined)
      lines.push(`older        ${checkOlder(checkpoint, openNote(older, key), leaves, files)}`)
    if (files.entries !== null) {
      const told = checkContents(leaves, files.entries)
      lines.push('contents     each is the one that was recorded', ...told)
    }
    return { ok: true, lines: [...lines, 'VERIFIED'] }
  } catch (error) {
    const message = error instanceof Broken ? error.message : 'a file of the bundle is malformed'
    return { ok: false, lines: [...lines, `NOT VERIFIED: ${message}`] }
  }
}

const NO_FILES: BundleFiles = {
  note: null,
  verifierKey: null,
  leaves: null,
  entries: null,
  proofs: null,
  consistency: null,
}

/** Tells a file of a bundle by its content, so that names need not be trusted. */
function placeOf(text: string): keyof BundleFiles | null {
  if (/\n\n\u2014 /.test(text)) return 'note'
  if (/^[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+\s*$/.test(text)) return 'verifierKey'
  const first = text.slice(0, 100_000).split('\n', 1)[0] ?? ''
  if (!first.startsWith('{')) return null
  if (/"from":/.test(first) && /"path":/.test(first)) return 'consistency'
  if (/"path":/.test(first)) return 'proofs'
  if (/"salt":/.test(first)) return 'entries'
  return /"leaf":/.test(first) ? 'leaves' : null
}

function sorted(texts: readonly string[]): BundleFiles {
  const files = { ...NO_FILES }
  for (const text of texts) {
    const place = placeOf(text)
    if (place !== null && files[place] === null) files[place] = text
  }
  return files
}

/** The files of a directory, as `ledger export` writes them. */
export function filesOfDirectory(directory: string): BundleFiles {
  const read = (name: string): string | null => {
    try {
      return readFileSync(join(directory, name), 'utf8')
    } catch {
      return null
    }
  }
  return {
    note: read('checkpoint.txt'),
    verifierKey: read('vkey.txt'),
    leaves: read('leaves.jsonl'),
    entries: read('entries.jsonl'),
    proofs: read('proofs.jsonl'),
    consistency: read('consistency.json'),
  }
}

/** The files attached to a PDF: every stream of type EmbeddedFile, packed or not. */
export function filesOfPdf(bytes: Buffer): BundleFiles {
  const raw = bytes.toString('latin1')
  const texts: string[] = []
  for (const match of raw.matchAll(
    /\d+ \d+ obj\s*<<(?:(?!endobj|stream)[\s\S])*?\/EmbeddedFile\b(?:(?!endobj|stream)[\s\S])*?>>\s*stream\r?\n/g,
  )) {
    const length = /\/Length (\d+)(?! \d+ R)/.exec(match[0])?.[1]
    if (length === undefined) continue
    const start = match.index + match[0].length
    const stream = bytes.subarray(start, start + Number(length))
    try {
      texts.push((match[0].includes('/FlateDecode') ? inflateSync(stream) : stream).toString('utf8'))
    } catch {
      // Not ours, or damaged: then the bundle lacks it, and says so.
    }
  }
  return sorted(texts)
}

function main(args: readonly string[]): number {
  const option = (name: string): string | undefined => {
    const at = args.indexOf(name)
    const file = at < 0 ? undefined : args[at + 1]
    return file === undefined ? undefined : readFileSync(file, 'utf8')
  }
  const given = args.find((arg, index) => !arg.startsWith('--') && !(args[index - 1] ?? '').startsWith('--'))
  if (given === undefined) {
    console.error('usage: node verify.js CERTIFICATE.pdf | DIRECTORY [--vkey FILE] [--older FILE]')
    return 2
  }
  try {
    const files = statSync(given).isDirectory() ? filesOfDirectory(given) : filesOfPdf(readFileSync(given))
    const [trusted, older] = [option('--vkey'), option('--older')]
    const report = verifyBundle(files, {
      ...(trusted !== undefined && { trusted }),
      ...(older !== undefined && { older }),
    })
    const isPrinted = !statSync(given).isDirectory()
    if (isPrinted)
      console.log('note: what is checked is the record attached to the PDF, not its printed pages')
    for (const line of report.lines) console.log(line)
    return report.ok ? 0 : 1
  } catch (error) {
    console.error(`cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    return 2
  }
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === realpathSync(process.argv[1]))
  process.exitCode = main(process.argv.slice(2))
