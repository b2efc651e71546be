/** Master keys that a key-management service keeps: only wrapped ones are on this machine, and only memory has them open. */
import type { KeyProvider } from './master-key.js'
import { keyRing } from './master-key.js'

export interface Envelope {
  /** As the service wrapped them, the newest first. */
  wrapped: readonly Uint8Array[]
  /** Asks the service for one of them; 32 bytes. */
  decrypt: (wrapped: Uint8Array) => Promise<Uint8Array>
}

/**
 * Asks once, at the start; afterwards the service may be away.
 * @throws whatever `decrypt` throws; RecallError MASTER_KEY_INVALID for keys of another length
 */
export async function envelopeKeyProvider({ wrapped, decrypt }: Envelope): Promise<KeyProvider> {
  const keys: Uint8Array[] = []
  for (const one of wrapped) keys.push(await decrypt(one))
  try {
    return keyRing(keys)
  } finally {
    for (const key of keys) key.fill(0)
  }
}
