/**
 * The one key that is never in the database: it wraps all others. What it wrapped names the key that did, so that a
 * newer one can take its place while everything goes on.
 */
import { createHmac } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { RecallError } from '../errors.js'
import { KEY_BYTES, newKey, open, seal } from './seal.js'

/** Wraps and opens keys; a key-management service can stand behind it (`envelopeKeyProvider`). */
export interface KeyProvider {
  wrap(key: Uint8Array, context: string): Buffer
  /** @throws RecallError MASTER_KEY_WRONG */
  unwrap(wrapped: Uint8Array, context: string): Buffer
  /** True when the newest master key wrapped it; rotation wraps the others anew. */
  isCurrent(wrapped: Uint8Array): boolean
}

const FORMAT = 0x01
const ID_BYTES = 8
const HEADER_BYTES = 1 + ID_BYTES

interface MasterKey {
  id: Buffer
  key: Buffer
}

/** The id says nothing of the key to whoever does not have it. */
function named(key: Uint8Array): MasterKey {
  if (key.length !== KEY_BYTES) throw new RecallError('MASTER_KEY_INVALID')
  const id = createHmac('sha256', key).update('anamnese-recall master key').digest().subarray(0, ID_BYTES)
  return { id, key: Buffer.from(key) }
}

const idOf = (wrapped: Uint8Array): Buffer => Buffer.from(wrapped.subarray(1, HEADER_BYTES))

/**
 * @param keys 32 bytes each; the first wraps, all open
 * @param renewed the keys as they are now, asked for when an unknown one is needed; `null`: as they were
 */
export function keyRing(
  keys: readonly Uint8Array[],
  renewed: () => readonly Uint8Array[] | null = () => null,
): KeyProvider {
  let ring = keys.map(named)
  const follow = (): void => {
    const now = renewed()
    if (now !== null) ring = now.map(named)
  }
  const newest = (): MasterKey => {
    follow()
    const [first] = ring
    if (first === undefined) throw new RecallError('MASTER_KEY_INVALID')
    return first
  }
  const find = (wrapped: Uint8Array): MasterKey | undefined =>
    wrapped[0] === FORMAT ? ring.find(({ id }) => id.equals(idOf(wrapped))) : undefined
  newest()
  return {
    wrap(plain, context) {
      const { id, key } = newest()
      return Buffer.concat([Buffer.of(FORMAT), id, seal(key, plain, `key/${context}`)])
    },
    unwrap(wrapped, context) {
      let known = find(wrapped)
      if (known === undefined) {
        follow()
        known = find(wrapped)
      }
      if (known === undefined) throw new RecallError('MASTER_KEY_WRONG')
      try {
        return open(known.key, wrapped.subarray(HEADER_BYTES), `key/${context}`)
      } catch (error) {
        throw new RecallError('MASTER_KEY_WRONG', {}, { cause: error })
      }
    },
    isCurrent: (wrapped) => wrapped[0] === FORMAT && newest().id.equals(idOf(wrapped)),
  }
}

/** @param key 32 bytes */
export const masterKey = (key: Uint8Array): KeyProvider => keyRing([key])

/**
 * Follows a key file: several lines, the first wraps, all open. A running process sees a new first line at its next
 * use.
 * @throws RecallError FILE_UNREADABLE, MASTER_KEY_INVALID
 */
export function fileKeyRing(file: string): KeyProvider {
  let seen = versionOf(file)
  return keyRing(readKeyFile(file), () => {
    const now = versionOf(file)
    if (now === null || now === seen) return null
    seen = now
    return readKeyFile(file)
  })
}

/** A file that cannot be looked at just now is taken for unchanged: the keys that were read go on working. */
function versionOf(file: string): string | null {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true })
  return stat === undefined ? null : `${stat.ino}/${stat.mtimeNs}/${stat.size}`
}

function readKeyFile(file: string): Buffer[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new RecallError(
      'FILE_UNREADABLE',
      { file: 'RECALL_MASTER_KEY_FILE', reason: 'cannot be opened' },
      { cause: error },
    )
  }
  const keys = text.split('\n').filter((line) => line.trim() !== '')
  if (keys.length === 0) throw new RecallError('MASTER_KEY_INVALID')
  return keys.map(keyOf)
}

/** @throws RecallError MASTER_KEY_INVALID */
function keyOf(text: string): Buffer {
  const trimmed = text.trim()
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) throw new RecallError('MASTER_KEY_INVALID')
  return Buffer.from(trimmed, 'base64')
}

/**
 * Puts a new key in front of those in a key file: whole or not at all, readable by its owner alone.
 * @throws RecallError FILE_UNREADABLE
 */
export function prependMasterKey(file: string): void {
  readKeyFile(file)
  const fresh = newKey()
  const draft = `${file}.new`
  try {
    rmSync(draft, { force: true })
    const handle = openSync(draft, 'wx', 0o600)
    try {
      writeSync(handle, `${fresh.toString('base64')}\n${readFileSync(file, 'utf8')}`)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
      fresh.fill(0)
    }
    renameSync(draft, file)
  } catch (error) {
    throw new RecallError(
      'FILE_UNREADABLE',
      { file: 'RECALL_MASTER_KEY_FILE', reason: 'cannot be replaced' },
      { cause: error },
    )
  }
}

/**
 * The master key of RECALL_MASTER_KEY (base64), beside it that of RECALL_MASTER_KEY_PREVIOUS for as long as it wraps
 * anything; or those of the file that RECALL_MASTER_KEY_FILE names.
 * @throws RecallError SECRET_MISSING, MASTER_KEY_INVALID, FILE_UNREADABLE
 */
export function masterKeyFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): KeyProvider {
  const {
    RECALL_MASTER_KEY: inline = '',
    RECALL_MASTER_KEY_PREVIOUS: previous = '',
    RECALL_MASTER_KEY_FILE: file = '',
  } = environment
  if (inline !== '') return keyRing([inline, previous].filter((text) => text !== '').map(keyOf))
  if (file === '') throw new RecallError('SECRET_MISSING', { name: 'RECALL_MASTER_KEY' })
  return fileKeyRing(file)
}
