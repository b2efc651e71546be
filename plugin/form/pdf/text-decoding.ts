/** Text strings and names of PDF files as viewers decode them (ISO 32000-2, 7.9.2.2 and Annex D.3), from their bytes. */
import type { Spelling } from '../reading.js'

/** PDFDocEncoding where it differs from ISO 8859-1. */
const PDF_DOC: Readonly<Record<number, string>> = Object.fromEntries([
  ...Array.from('˘ˇˆ˙˝˛˚˜').map((char, i) => [0x18 + i, char] as const),
  ...Array.from('•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž').map((char, i) => [0x80 + i, char] as const),
  [0xa0, '€'],
])

const UTF8 = new TextDecoder('utf-8', { fatal: true })

function decodePdfDoc(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += PDF_DOC[byte] ?? String.fromCharCode(byte)
  return text
}

/** Decodes a text string: UTF-16 or UTF-8 with byte order mark, else PDFDocEncoding. */
export function decodeTextString(bytes: Uint8Array): string {
  const even = bytes.subarray(2, bytes.length - (bytes.length % 2))
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(even)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(even)
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return new TextDecoder('utf-8').decode(bytes.subarray(3))
  }
  return decodePdfDoc(bytes)
}

/** Names carry no encoding. Writers use UTF-8 (as the specification recommends) or a single-byte one. */
export function decodeNameBytes(bytes: Uint8Array): string {
  if (bytes.some((byte) => byte >= 0x80) && !(bytes[0] === 0xfe && bytes[1] === 0xff)) {
    try {
      return UTF8.decode(bytes)
    } catch {
      return decodePdfDoc(bytes)
    }
  }
  return decodeTextString(bytes)
}

/**
 * Every way in which an ordinary viewer or form filler may show the same bytes, NFC. A mapping names what
 * its author saw, so a state counts as named if one of them fits.
 */
export function spellings(spelling: Spelling): string[] {
  const bytes = Buffer.from(spelling.bytes, 'hex')
  const found = [spelling.text]
  if (bytes.some((byte) => byte >= 0x80)) {
    for (const encoding of ['windows-1252', 'macintosh']) found.push(new TextDecoder(encoding).decode(bytes))
    found.push(decodeTextString(bytes))
  }
  return [...new Set(found.map((text) => text.normalize('NFC')))]
}
