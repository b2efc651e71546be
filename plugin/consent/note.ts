/**
 * Checkpoints: the size and root of one practice's ledger as a C2SP signed note. Pure, given the keys.
 * @see https://c2sp.org/tlog-checkpoint
 * @see https://c2sp.org/signed-note
 */
import { hash, sign, verify, type KeyObject } from 'node:crypto'
import { HASH_BYTES } from './merkle.js'
import type { PracticeId } from '../ids.js'

export interface Checkpoint {
  /** Which log: `anamnese-recall/<installation>/<practice>`; also the name of the signing key. */
  origin: string
  size: number
  root: Buffer
}

/** Whose signature a note must carry. */
export interface Signatory {
  origin: string
  publicKey: KeyObject
  /** The first four bytes of SHA-256(origin ‖ 0x0A ‖ typed key): a hint which key signed. */
  keyHash: Buffer
  /** `<name>+<key hash>+<key>`: what a foreign verifier needs to know of us. */
  verifierKey: string
}

export type OpenedNote =
  | { kind: 'valid'; checkpoint: Checkpoint }
  | { kind: 'invalid'; reason: 'note_malformed' | 'note_origin' | 'note_signature' }

const ED25519 = 0x01
const KEY_HASH_BYTES = 4
const SIGNATURE_BYTES = 64

/** Who signs. */
export const signatoryOf = (keys: {
  practice: PracticeId
  installation: string
  signing: { publicKey: KeyObject }
}): Signatory => signatoryNamed(keys, keys.signing.publicKey)

/** Whose notes are ours: the signing key has versions, and what an older one signed goes on being true. */
export const signatoriesOf = (keys: {
  practice: PracticeId
  installation: string
  publicKeys: readonly KeyObject[]
}): Signatory[] => keys.publicKeys.map((publicKey) => signatoryNamed(keys, publicKey))

function signatoryNamed(
  keys: { practice: PracticeId; installation: string },
  publicKey: KeyObject,
): Signatory {
  const origin = `anamnese-recall/${keys.installation}/${keys.practice}`
  const rawKey = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  const typedKey = Buffer.concat([Buffer.of(ED25519), rawKey])
  const named = Buffer.concat([Buffer.from(`${origin}\n`, 'utf8'), typedKey])
  const keyHash = hash('sha256', named, 'buffer').subarray(0, KEY_HASH_BYTES)
  return {
    origin,
    publicKey,
    keyHash,
    verifierKey: `${origin}+${keyHash.toString('hex')}+${typedKey.toString('base64')}`,
  }
}

const textOf = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`

const noteOf = (checkpoint: Checkpoint, signature: Uint8Array): string =>
  `${textOf(checkpoint)}\n— ${checkpoint.origin} ${Buffer.from(signature).toString('base64')}\n`

export function signCheckpoint(
  tree: { size: number; root: Buffer },
  signatory: Signatory,
  privateKey: KeyObject,
): string {
  const checkpoint = { origin: signatory.origin, ...tree }
  const signature = sign(null, Buffer.from(textOf(checkpoint), 'utf8'), privateKey)
  return noteOf(checkpoint, Buffer.concat([signatory.keyHash, signature]))
}

const NOTE = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n\n— ([^\n ]+) ([A-Za-z0-9+/]+={0,2})\n$/

/**
 * Reads a checkpoint and checks its signature. Only the exact form that `signCheckpoint` writes is taken.
 * @param signatories of whom one must have signed
 */
export function openCheckpoint(note: string, signatories: Signatory | readonly Signatory[]): OpenedNote {
  const [, origin = '', size = '', root = '', name = '', signatureText = ''] = NOTE.exec(note) ?? []
  const checkpoint = { origin, size: Number(size), root: Buffer.from(root, 'base64') }
  const signature = Buffer.from(signatureText, 'base64')
  const isWellFormed =
    checkpoint.root.length === HASH_BYTES &&
    signature.length === KEY_HASH_BYTES + SIGNATURE_BYTES &&
    name === origin &&
    // Base64 can write the same bytes in several ways; a note has one.
    noteOf(checkpoint, signature) === note
  if (!isWellFormed) return { kind: 'invalid', reason: 'note_malformed' }
  const named = [signatories].flat().filter((signatory) => signatory.origin === origin)
  if (named.length === 0) return { kind: 'invalid', reason: 'note_origin' }
  const signatory = named.find(({ keyHash }) => signature.subarray(0, KEY_HASH_BYTES).equals(keyHash))
  const isOurs =
    signatory !== undefined &&
    verify(
      null,
      Buffer.from(textOf(checkpoint), 'utf8'),
      signatory.publicKey,
      signature.subarray(KEY_HASH_BYTES),
    )
  return isOurs ? { kind: 'valid', checkpoint } : { kind: 'invalid', reason: 'note_signature' }
}
