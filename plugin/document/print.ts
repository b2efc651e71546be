/** Makes pages of a document. The fonts and what draws with them take a third of a second to load: at first use. */
import type { PrintableDocument } from './document.js'

/** @see renderPdf */
export async function print(document: PrintableDocument): Promise<Uint8Array> {
  const { renderPdf } = await import('./render-pdf.js')
  return renderPdf(document)
}
