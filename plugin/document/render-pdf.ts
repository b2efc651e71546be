/**
 * Prints a document: blocks become bands, bands become pages. The same document gives the same bytes. Between blocks and
 * pages other work of the process goes on: a long record must not hold up a reply or a reminder.
 */
import { setImmediate } from 'node:timers/promises'
import { PDFDocument } from 'pdf-lib'
import { millisOf } from '../time.js'
import { attachFiles } from './attach.js'
import { bandsOf } from './blocks.js'
import { directionOf } from './direction.js'
import type { PrintableDocument } from './document.js'
import { embedFaces } from './fonts.js'
import { drawPages } from './pages.js'
import { sheetOf } from './sheet.js'

export async function renderPdf(document: PrintableDocument): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  pdf.setTitle(document.title, { showInWindowTitleBar: true })
  pdf.setLanguage(document.language)
  pdf.setProducer('anamnese-recall')
  if (document.createdAt !== undefined) pdf.setCreationDate(new Date(millisOf(document.createdAt)))

  const sheet = sheetOf(document, directionOf(document.language), await embedFaces(pdf))
  const bands = []
  for (const block of document.blocks) {
    bands.push(...(await bandsOf(block, sheet, pdf)))
    await setImmediate()
  }
  await drawPages(pdf, sheet, bands, document.footer, document.language)
  attachFiles(pdf, document.attachments)
  // Without object streams the file's outline stays readable as text, and an attachment can be cut out by hand.
  return await pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
}
