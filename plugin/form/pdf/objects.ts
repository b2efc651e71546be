/** Access to the objects of an untrusted file: every step tolerates a wrong type and ends on every loop. */
import {
  decodePDFRawStream,
  PDFArray,
  PDFBool,
  PDFDict,
  PDFInvalidObject,
  PDFName,
  PDFNumber,
  PDFNull,
  PDFRawStream,
  PDFRef,
  PDFStream,
  type PDFContext,
  type PDFObject,
} from 'pdf-lib'

const LONGEST_REFERENCE_CHAIN = 16
/** Bytes of a stream before decoding; longer ones are not worth looking at here. */
const LONGEST_STREAM = 4 * 1024 * 1024

/** The object behind any number of references; `undefined` for null, a missing or an unparsable one. */
export function resolve(context: PDFContext, object: PDFObject | undefined): PDFObject | undefined {
  let found = object
  for (let step = 0; found instanceof PDFRef; step += 1) {
    if (step === LONGEST_REFERENCE_CHAIN) return undefined
    found = context.lookup(found)
  }
  return found === PDFNull || found instanceof PDFInvalidObject ? undefined : found
}

export const entry = (dict: PDFDict, key: string): PDFObject | undefined =>
  resolve(dict.context, dict.get(PDFName.of(key)))

export const rawEntry = (dict: PDFDict, key: string): PDFObject | undefined => dict.get(PDFName.of(key))

export function dictEntry(dict: PDFDict, key: string): PDFDict | undefined {
  const found = entry(dict, key)
  return found instanceof PDFDict ? found : undefined
}

export function arrayEntry(dict: PDFDict, key: string): PDFArray | undefined {
  const found = entry(dict, key)
  return found instanceof PDFArray ? found : undefined
}

export function nameEntry(dict: PDFDict, key: string): string | undefined {
  const found = entry(dict, key)
  return found instanceof PDFName ? found.decodeText() : undefined
}

export function numberEntry(dict: PDFDict, key: string): number | undefined {
  const found = entry(dict, key)
  return found instanceof PDFNumber ? found.asNumber() : undefined
}

export const isTrue = (dict: PDFDict, key: string): boolean => entry(dict, key) === PDFBool.True

/** The raw elements (references kept), and none for a missing array. */
export const elements = (array: PDFArray | undefined): PDFObject[] => array?.asArray() ?? []

/** The elements with their references followed. */
export const resolved = (array: PDFArray | undefined): (PDFObject | undefined)[] =>
  elements(array).map((_, i) => {
    const found = array?.lookup(i)
    return found === PDFNull || found instanceof PDFInvalidObject || found instanceof PDFRef
      ? undefined
      : found
  })

/** Four numbers, ordered left, bottom, right, top. */
export function rectEntry(dict: PDFDict, key: string): [number, number, number, number] | null {
  const numbers = elements(arrayEntry(dict, key)).map((element) => resolve(dict.context, element))
  const [a, b, c, d] = numbers.map((n) => (n instanceof PDFNumber ? n.asNumber() : Number.NaN))
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null
  if (![a, b, c, d].every(Number.isFinite)) return null
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]
}

/** As the second reader writes it: `12R`, `12R1`. */
export function idOf(object: PDFObject | undefined): string {
  if (!(object instanceof PDFRef)) return 'direct'
  return object.generationNumber === 0
    ? `${object.objectNumber}R`
    : `${object.objectNumber}R${object.generationNumber}`
}

/** The decoded bytes of a stream; `null` if it cannot be decoded. */
export function streamBytes(object: PDFObject | undefined): Uint8Array | null {
  if (object instanceof PDFRawStream) {
    if (object.contents.length > LONGEST_STREAM) return null
    try {
      return decodePDFRawStream(object).decode()
    } catch {
      // An unknown filter or damaged data: the caller treats the stream as unreadable, which leads to a review.
      return null
    }
  }
  return object instanceof PDFStream ? object.getContents() : null
}
