/**
 * What one entry is in the tree, and what it keeps to itself. The leaf says that something was declared, about whom
 * (a random name) and when it was recorded; what was declared is only committed to, so that the contents of a person
 * can be destroyed and the tree stays verifiable (P-49 to P-51). Formats: docs/ledger-format.md.
 */
import { hash, randomBytes } from 'node:crypto'
import canonicalize from 'canonicalize'
import { toSubjectId, type PracticeId, type SubjectId } from '../ids.js'
import type { Instant } from '../time.js'
import { ENTRY_TYPES, type EntryContent, type EntryType } from './entry.js'
import { leafHash } from './merkle.js'

export const SALT_BYTES = 32

export interface Leaf {
  seq: number
  type: EntryType
  subject: SubjectId
  recordedAt: Instant
  /** Base64 of SHA-256 over domain, salt and canonical content. */
  commitment: string
}

/** The leaf's bytes: canonical JSON (RFC 8785), whose sorted keys and escape-free values allow to write it down directly. */
export function encodeLeaf(leaf: Leaf): Buffer {
  return Buffer.from(
    `{"commitment":"${leaf.commitment}","recordedAt":"${leaf.recordedAt}","seq":${leaf.seq},"subject":"${leaf.subject}","type":"${leaf.type}"}`,
    'latin1',
  )
}

/** The one form of a leaf, as the source of an expression; groups: commitment, time, number, subject, type. */
export const LEAF_FORM =
  `\\{"commitment":"([A-Za-z0-9+/]{43}=)","recordedAt":"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)",` +
  `"seq":(0|[1-9]\\d{0,15}),"subject":"([0-9a-hjkmnp-tv-z]{26})","type":"(${ENTRY_TYPES.join('|')})"\\}`

const LEAF = new RegExp(`^${LEAF_FORM}$`)

/** @returns `null` for anything but the exact bytes that `encodeLeaf` writes */
export function decodeLeaf(bytes: Buffer): Leaf | null {
  const match = LEAF.exec(bytes.toString('latin1'))
  if (match === null) return null
  const [, commitment = '', recordedAt = '', seq = '', subject = '', typeText = ''] = match
  const type = ENTRY_TYPES.find((known) => known === typeText)
  if (type === undefined) return null
  return {
    seq: Number(seq),
    type,
    subject: toSubjectId(subject),
    recordedAt: recordedAt as Instant,
    commitment,
  }
}

/** Content in the bytes that are committed to and sealed. */
export function canonicalContent(content: EntryContent): Buffer {
  return Buffer.from(canonicalize(content) ?? '', 'utf8')
}

/** The caller has authenticated the bytes: only contents that we sealed ourselves open. */
const parseContent = (canonical: Buffer): EntryContent =>
  JSON.parse(canonical.toString('utf8')) as EntryContent

const COMMITMENT_DOMAIN = Buffer.from('anamnese-recall/ledger-commitment/1\n', 'latin1')
/** Used again and again: hashing then allocates nothing. */
let commitmentInput = COMMITMENT_DOMAIN

/**
 * Content behind a fresh salt of 256 bits, which makes its commitment say nothing to anybody without the salt.
 * `bytes` is what gets sealed: salt, then canonical content.
 */
export function saltContent(content: EntryContent): { bytes: Buffer; commitment: string } {
  const bytes = Buffer.concat([randomBytes(SALT_BYTES), canonicalContent(content)])
  return { bytes, commitment: commitmentOf(bytes) }
}

/** @param salted salt, then canonical content */
export function commitmentOf(salted: Uint8Array): string {
  const length = COMMITMENT_DOMAIN.length + salted.length
  if (commitmentInput.length < length)
    commitmentInput = Buffer.concat([COMMITMENT_DOMAIN, Buffer.alloc(2 * salted.length)])
  commitmentInput.set(salted, COMMITMENT_DOMAIN.length)
  const commitment = hash('sha256', commitmentInput.subarray(0, length), 'base64')
  // A person's words do not stay in memory for longer than they are needed.
  commitmentInput.fill(0, COMMITMENT_DOMAIN.length, length)
  return commitment
}

/** Takes apart what `saltContent` made. @param salted salt, then canonical content */
export function unsaltContent(salted: Buffer): { salt: Buffer; content: EntryContent } {
  return { salt: salted.subarray(0, SALT_BYTES), content: parseContent(salted.subarray(SALT_BYTES)) }
}

/**
 * What sealed content is bound to: its place and the very leaf. A leaf changed in any bit no longer opens its content,
 * so that a changed entry stops the sending at once, long before anybody verifies the whole ledger.
 */
export function sealContext(practice: PracticeId, seq: number, leaf: Uint8Array): string {
  return sealContextOf(practice, seq, leafHash(leaf).toString('hex'))
}

/** @param hashed the leaf's hash in hex */
export const sealContextOf = (practice: PracticeId, seq: number, hashed: string): string =>
  `ledger/${practice}/${seq}/${hashed}`
