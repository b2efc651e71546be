/** The second, independent reader: Mozilla's pdf.js. It answers for each widget; nothing of the page is drawn. */
import { getDocument, version, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { SecondOpinion } from '../reading.js'

export const secondReaderVersion = version

export type SecondReading =
  | { kind: 'read'; widgets: PlacedOpinion[]; texts: PlacedText[] }
  | { kind: 'locked' }
  | { kind: 'broken' }

/** `id` is the object number where there is one; `rect` finds the widgets that have none. */
export interface PlacedOpinion {
  id: string
  page: number
  rect: number[]
  opinion: SecondOpinion
}

export interface PlacedText {
  page: number
  text: string
  /** Left end of the base line, and width, in points of the page. */
  x: number
  y: number
  width: number
}

/**
 * @param bytes are copied, since pdf.js takes over what it is given
 * @param pages whose widgets are wanted
 * @param withTexts also the words of these pages, with their places
 */
export async function readAgain(
  bytes: Uint8Array,
  pages: number[],
  withTexts: boolean,
): Promise<SecondReading> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    stopAtErrors: false,
    enableXfa: false,
    password: '',
  })
  try {
    return await readPages(await task.promise, pages, withTexts)
  } catch (error) {
    return error instanceof Error && error.name === 'PasswordException'
      ? { kind: 'locked' }
      : { kind: 'broken' }
  } finally {
    await task.destroy()
  }
}

async function readPages(
  document: PDFDocumentProxy,
  pages: number[],
  withTexts: boolean,
): Promise<SecondReading> {
  const widgets: PlacedOpinion[] = []
  const texts: PlacedText[] = []
  for (const number of pages) {
    if (number > document.numPages) return { kind: 'broken' }
    const page = await document.getPage(number)
    const annotations: unknown[] = await page.getAnnotations({ intent: 'any' })
    for (const annotation of annotations) {
      if (
        isRecord(annotation) &&
        annotation['subtype'] === 'Widget' &&
        typeof annotation['id'] === 'string'
      ) {
        const rect: unknown = annotation['rect']
        widgets.push({
          id: annotation['id'],
          page: number,
          rect: Array.isArray(rect) ? rect.map(Number) : [],
          opinion: opinionOf(annotation),
        })
      }
    }
    if (withTexts) {
      const { items } = await page.getTextContent()
      for (const item of items) {
        if (!('str' in item) || item.str.trim() === '') continue
        const transform: unknown[] = item.transform
        const [x, y] = [transform[4], transform[5]]
        if (typeof x === 'number' && typeof y === 'number') {
          texts.push({ page: number, text: item.str.trim().normalize('NFC'), x, y, width: item.width })
        }
      }
    }
  }
  return { kind: 'read', widgets, texts }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function opinionOf(annotation: Record<string, unknown>): SecondOpinion {
  const { fieldName, fieldValue, checkBox, radioButton, exportValue, buttonValue, hidden } = annotation
  const kind = checkBox === true ? 'checkbox' : radioButton === true ? 'radio' : 'other'
  const onValue = kind === 'radio' ? buttonValue : exportValue
  const values = Array.isArray(fieldValue) ? fieldValue : [fieldValue]
  return {
    fieldName: typeof fieldName === 'string' ? fieldName.normalize('NFC') : '',
    kind,
    values: values.filter((value) => typeof value === 'string').map((value) => value.normalize('NFC')),
    onValue: typeof onValue === 'string' ? onValue.normalize('NFC') : null,
    hidden: hidden === true,
  }
}
