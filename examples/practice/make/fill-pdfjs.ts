/** Fills a form as Firefox does: pdf.js keeps the answers beside the document and appends them when saving. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { packageFile } from '../../../plugin/package-root.js'
import type { Answers } from './fill-pdf-lib.js'

export async function fillInFirefox(blank: Uint8Array, { texts, ticks }: Answers): Promise<Uint8Array> {
  const task = getDocument({
    data: new Uint8Array(blank),
    standardFontDataUrl: packageFile('node_modules/pdfjs-dist/standard_fonts/'),
    verbosity: 0,
  })
  const document = await task.promise
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const annotations: unknown[] = await page.getAnnotations()
    for (const annotation of annotations) {
      const widget = isRecord(annotation) ? annotation : {}
      const name = String(widget['fieldName'])
      const text = texts[name]
      const onState = ticks[name]
      if (text !== undefined) document.annotationStorage.setValue(String(widget['id']), { value: text })
      else if (onState !== undefined) {
        const mine = widget[widget['radioButton'] === true ? 'buttonValue' : 'exportValue'] === onState
        document.annotationStorage.setValue(String(widget['id']), { value: mine })
      }
    }
  }
  const saved = await document.saveDocument()
  await task.destroy()
  return saved
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
