/**
 * Prints a document: blocks become bands, bands become pages; what the blocks are stands in the structure of the file, so
 * that it can be read aloud. The same document gives the same bytes. Between blocks and
 * pages other work of the process goes on: a long record must not hold up a reply or a reminder.
 */
import { setImmediate } from 'node:timers/promises'
import { PDFDocument } from 'pdf-lib'
import { millisOf } from '../time.js'
import { attachFiles } from './attach.js'
import { asIntroduction, setBlock } from './blocks.js'
import type { SetBlock } from './blocks.js'
import { directionOf } from './direction.js'
import type { PrintableDocument } from './document.js'
import { embedFaces } from './fonts.js'
import { drawPages } from './pages.js'
import { sheetOf } from './sheet.js'
import { writeStructure } from './structure.js'

export async function renderPdf(document: PrintableDocument): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  pdf.setTitle(document.title, { showInWindowTitleBar: true })
  pdf.setLanguage(document.language)
  pdf.setProducer('anamnese-recall')
  if (document.createdAt !== undefined) pdf.setCreationDate(new Date(millisOf(document.createdAt)))

  const sheet = sheetOf(document, directionOf(document.language), await embedFaces(pdf))
  const blocks: SetBlock[] = []
  for (const [index, block] of document.blocks.entries()) {
    const [before, after] = [document.blocks[index - 1], document.blocks[index + 1]]
    const set = await setBlock(block, sheet, pdf)
    const introduces = block.kind === 'paragraph' && before?.kind === 'heading' && after !== undefined
    blocks.push(introduces ? asIntroduction(set) : set)
    await setImmediate()
  }
  const bands = blocks.flatMap((block) => block.bands)
  await drawPages(pdf, sheet, bands, document.footer, document.language)
  writeStructure(
    pdf,
    blocks.flatMap((block) => block.elements),
  )
  attachFiles(pdf, document.attachments)
  // Without object streams the file's outline stays readable as text, and an attachment can be cut out by hand.
  return await pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
}
