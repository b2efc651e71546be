/** The one key that is never in the database: it wraps all others. */
import { readFileSync } from 'node:fs'
import { RecallError } from '../errors.js'
import { KEY_BYTES, open, seal } from './seal.js'

/** Wraps and opens keys; a key-management service can stand behind it. */
export interface KeyProvider {
  wrap(key: Uint8Array, context: string): Buffer
  /** @throws RecallError MASTER_KEY_WRONG */
  unwrap(wrapped: Uint8Array, context: string): Buffer
}

/** @param key 32 bytes */
export function masterKey(key: Uint8Array): KeyProvider {
  if (key.length !== KEY_BYTES) throw new RecallError('MASTER_KEY_INVALID')
  return {
    wrap: (plain, context) => seal(key, plain, `key/${context}`),
    unwrap: (wrapped, context) => {
      try {
        return open(key, wrapped, `key/${context}`)
      } catch (error) {
        throw new RecallError('MASTER_KEY_WRONG', {}, { cause: error })
      }
    },
  }
}

/** Reads the master key from RECALL_MASTER_KEY (base64) or the file that RECALL_MASTER_KEY_FILE names. */
export function masterKeyFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): KeyProvider {
  const { RECALL_MASTER_KEY: inline, RECALL_MASTER_KEY_FILE: file } = environment
  let text = inline
  if (text === undefined || text === '') {
    if (file === undefined || file === '')
      throw new RecallError('SECRET_MISSING', { name: 'RECALL_MASTER_KEY' })
    try {
      text = readFileSync(file, 'utf8')
    } catch (error) {
      throw new RecallError(
        'FILE_UNREADABLE',
        { file: 'RECALL_MASTER_KEY_FILE', reason: 'cannot be opened' },
        { cause: error },
      )
    }
  }
  const trimmed = text.trim()
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) throw new RecallError('MASTER_KEY_INVALID')
  return masterKey(Buffer.from(trimmed, 'base64'))
}
