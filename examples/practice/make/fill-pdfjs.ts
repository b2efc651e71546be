/** Fills a form as Firefox does: pdf.js keeps the answers beside the document and appends them when saving. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { packageFile } from '../../../plugin/package-root.js'
import type { Answers } from './fill-pdf-lib.js'

interface Widget {
  id: string
  fieldName?: string
  fieldType?: string
  exportValue?: string
  buttonValue?: string
  radioButton?: boolean
}

export async function fillInFirefox(blank: Uint8Array, { texts, ticks }: Answers): Promise<Uint8Array> {
  const task = getDocument({
    data: new Uint8Array(blank),
    standardFontDataUrl: packageFile('node_modules/pdfjs-dist/standard_fonts/'),
    verbosity: 0,
  })
  const document = await task.promise
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const widgets: Widget[] = await page.getAnnotations()
    for (const { id, fieldName = '', exportValue, buttonValue, radioButton } of widgets) {
      const text = texts[fieldName]
      const onState = ticks[fieldName]
      if (text !== undefined) document.annotationStorage.setValue(id, { value: text })
      else if (onState !== undefined) {
        const mine = (radioButton === true ? buttonValue : exportValue) === onState
        document.annotationStorage.setValue(id, { value: mine })
      }
    }
  }
  const saved = await document.saveDocument()
  await task.destroy()
  return saved
}
