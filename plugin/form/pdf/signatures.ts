/** Digital signatures: how much of the file each one covers, and whether it forbids filling in. */
import { PDFArray, PDFDict, PDFName, PDFNumber } from 'pdf-lib'
import type { SignatureReading } from '../reading.js'
import { inherited, type Field } from './fields.js'
import { arrayEntry, dictEntry, elements, nameEntry, numberEntry, resolve } from './objects.js'

/** @param start bytes before the header; @param length of the file from the header on */
export function readSignature(field: Field, start: number, length: number): SignatureReading | null {
  const type = inherited(field.path, 'FT')
  const signature = inherited(field.path, 'V')
  if (!(type instanceof PDFName) || type.decodeText() !== 'Sig' || !(signature instanceof PDFDict))
    return null
  const range = arrayEntry(signature, 'ByteRange')
  const numbers = elements(range).map((n) => {
    const number = resolve(signature.context, n)
    return number instanceof PDFNumber ? number.asNumber() : Number.NaN
  })
  const ends = numbers.flatMap((n, i) => (i % 2 === 1 ? [n + (numbers[i - 1] ?? 0)] : []))
  const coveredTo = Math.max(...ends) - start
  // A place-holder that was never filled in signs nothing.
  if (!(range instanceof PDFArray) || ends.length === 0 || !Number.isFinite(coveredTo) || coveredTo <= 0)
    return null
  return {
    control: field.name,
    coveredTo,
    allowsFilling: allowsFilling(signature),
    beyondFile: coveredTo > length,
  }
}

/** Whether the field holds a signature that closes the form, as a patient's does. */
export function isSigned(field: Field): boolean {
  const signature = signatureIn(field)
  return signature !== null && !allowsFilling(signature)
}

function signatureIn(field: Field): PDFDict | null {
  const type = inherited(field.path, 'FT')
  const signature = inherited(field.path, 'V')
  return type instanceof PDFName && type.decodeText() === 'Sig' && signature instanceof PDFDict
    ? signature
    : null
}

/** /DocMDP with P 2 or 3 certifies the blank and expects it to be filled in afterwards. */
function allowsFilling(signature: PDFDict): boolean {
  return elements(arrayEntry(signature, 'Reference')).some((element) => {
    const reference = resolve(signature.context, element)
    if (!(reference instanceof PDFDict) || nameEntry(reference, 'TransformMethod') !== 'DocMDP') return false
    const parameters = dictEntry(reference, 'TransformParams')
    return ((parameters === undefined ? undefined : numberEntry(parameters, 'P')) ?? 2) >= 2
  })
}
