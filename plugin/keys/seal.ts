/**
 * Authenticated encryption of stored content: AES-256-GCM, a fresh 96-bit nonce each time.
 *
 * A key may be several in a row, the newest first: it seals with the first, and opens what any of them sealed.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { RecallError } from '../errors.js'

export const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * @param context what the content is and where it belongs, e.g. `ledger/muster/17`; it is authenticated, so sealed
 *   bytes moved to another row do not open there
 * @returns nonce, ciphertext, tag
 */
export function seal(key: Uint8Array, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key.subarray(0, KEY_BYTES), nonce)
  cipher.setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** @throws RecallError SEALED_BROKEN when bytes, key or context are not those it was sealed with */
export function open(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  const what = context.split('/')[0] ?? ''
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new RecallError('SEALED_BROKEN', { what })
  for (let start = 0; ; start += KEY_BYTES) {
    try {
      return openWith(key.subarray(start, start + KEY_BYTES), sealed, context)
    } catch (error) {
      if (start + KEY_BYTES < key.length) continue
      throw new RecallError('SEALED_BROKEN', { what }, { cause: error })
    }
  }
}

function openWith(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
  const plain = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES))
  // GCM keeps nothing back: the end only says whether all of it is authentic.
  decipher.final()
  return plain
}

export const newKey = (): Buffer => randomBytes(KEY_BYTES)

export const sealJson = (key: Uint8Array, value: unknown, context: string): Buffer =>
  seal(key, Buffer.from(JSON.stringify(value)), context)

/** The caller states the type: what opens is what we sealed ourselves. */
export const openJson = <T>(key: Uint8Array, sealed: Uint8Array, context: string): T =>
  JSON.parse(open(key, sealed, context).toString('utf8')) as T
