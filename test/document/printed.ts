/** What a program that knows nothing of us finds in a PDF: text page by page, metadata, attached files. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface Printed {
  /** Without spaces and line breaks, as they say nothing about the words. */
  pages: string[]
  text: string
  info: Record<string, unknown>
  attachments: Map<string, Buffer>
}

export async function printedOf(bytes: Uint8Array): Promise<Printed> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const document = await task.promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent()
    pages.push(withoutSpaces(items.map((item) => ('str' in item ? item.str : '')).join('')))
  }
  const { info } = await document.getMetadata()
  const attached = (await document.getAttachments()) as Record<
    string,
    { filename: string; content: Uint8Array }
  > | null
  await task.destroy()
  return {
    pages,
    text: pages.join(''),
    info: info as Record<string, unknown>,
    attachments: new Map(
      Object.values(attached ?? {}).map(({ filename, content }) => [filename, Buffer.from(content)]),
    ),
  }
}

export const withoutSpaces = (text: string): string => text.normalize('NFC').replace(/\s+/g, '')
