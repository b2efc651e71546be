/** Keys as they go from one process to another: in one piece, because each value of a message costs. Pure. */
import type { SubjectKey } from './keys.js'

export interface PackedKeys {
  /** One key after the other. */
  bytes: Uint8Array
  /** How many bytes each has; none where it is missing, `ERASED` where it was erased. */
  lengths: Uint16Array
}

const ERASED = 0xffff

export function packKeys(keys: readonly SubjectKey[]): PackedKeys {
  const lengths = Uint16Array.from(keys, (key) => {
    if (key.kind === 'key') return key.key.length
    return key.kind === 'erased' ? ERASED : 0
  })
  return { bytes: Buffer.concat(keys.flatMap((key) => (key.kind === 'key' ? key.key : []))), lengths }
}

export function unpackKeys({ bytes, lengths }: PackedKeys): SubjectKey[] {
  let at = 0
  return Array.from(lengths, (length) => {
    if (length === 0) return { kind: 'missing' }
    if (length === ERASED) return { kind: 'erased' }
    at += length
    return { kind: 'key', key: bytes.subarray(at - length, at) }
  })
}
