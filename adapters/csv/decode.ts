/** Bytes of an export to text. Pure. */
import iconv from 'iconv-lite'

export const ENCODINGS = ['utf-8', 'utf-16le', 'windows-1252', 'iso-8859-15', 'cp850', 'cp437'] as const
export type CsvEncoding = (typeof ENCODINGS)[number]

export type Decoded =
  | { kind: 'text'; text: string }
  /** `not_text`: a workbook or other binary file. `encoding_unclear`: the letters do not fit what was assumed. */
  | { kind: 'refused'; reason: 'not_text' | 'encoding_unclear' }

const BYTE_ORDER_MARKS: readonly { bytes: readonly number[]; encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
]

/**
 * A byte order mark says it; else the configured encoding; else UTF-8 when the bytes are strictly that; else
 * Windows-1252. Text that was written in an old DOS code page shows itself there by letters that stand nowhere in
 * names (`„` for `ä`, an unassigned byte for `ü`) and is refused: a wrong name must not reach a message.
 */
export function decode(bytes: Uint8Array, configured: CsvEncoding | null): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const mark = BYTE_ORDER_MARKS.find((candidate) =>
    candidate.bytes.every((byte, index) => buffer[index] === byte),
  )
  if (mark !== undefined) return checked(iconv.decode(buffer, mark.encoding))
  if (configured !== null) return checked(iconv.decode(buffer, configured))
  try {
    return checked(new TextDecoder('utf-8', { fatal: true }).decode(buffer))
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return checked(iconv.decode(buffer, 'windows-1252'))
  }
}

function checked(text: string): Decoded {
  if (text.includes('\0')) return { kind: 'refused', reason: 'not_text' }
  if (/[\u0080-\u009f\ufffd]|\p{L}„\p{L}/u.test(text)) return { kind: 'refused', reason: 'encoding_unclear' }
  return { kind: 'text', text: text.replace(/^\ufeff/, '') }
}
