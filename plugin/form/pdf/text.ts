/** Strings and names as pdf-lib's objects hold them, decoded as viewers do. */
import { PDFHexString, PDFName, PDFString, type PDFObject } from 'pdf-lib'
import type { Spelling } from '../reading.js'
import { decodeNameBytes, decodeTextString } from './text-decoding.js'

const spell = (text: string, bytes: Uint8Array): Spelling => ({
  text: text.normalize('NFC'),
  bytes: Buffer.from(bytes).toString('hex'),
})

export const nameSpelling = (name: PDFName): Spelling =>
  spell(decodeNameBytes(name.asBytes()), name.asBytes())

/** A name or a string; `null` for anything else. */
export function spellingOf(object: PDFObject | undefined): Spelling | null {
  if (object instanceof PDFName) return nameSpelling(object)
  if (object instanceof PDFString || object instanceof PDFHexString) {
    const bytes = object.asBytes()
    return spell(decodeTextString(bytes), bytes)
  }
  return null
}

/** The text of a string object; `null` for anything else. */
export function textOf(object: PDFObject | undefined): string | null {
  return object instanceof PDFString || object instanceof PDFHexString
    ? decodeTextString(object.asBytes()).normalize('NFC')
    : null
}
