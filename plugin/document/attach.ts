/** Files inside a PDF (ISO 32000-2, 7.11.4), stored as they are: an uncompressed stream whose object says its length. */
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFString } from 'pdf-lib'
import type { PDFDocument, PDFRef } from 'pdf-lib'
import type { Attachment } from './document.js'

export function attachFiles(pdf: PDFDocument, attachments: readonly Attachment[]): void {
  if (attachments.length === 0) return
  const { context, catalog } = pdf
  const sorted = [...attachments].sort((a, b) => (a.name < b.name ? -1 : 1))
  const specifications = sorted.map((attachment) => ({
    name: attachment.name,
    reference: fileSpecification(pdf, attachment),
  }))
  // A name tree demands its names in order.
  const names = PDFArray.withContext(context)
  const associated = PDFArray.withContext(context)
  for (const { name, reference } of specifications) {
    names.push(PDFString.of(name))
    names.push(reference)
    associated.push(reference)
  }
  const nameTree = PDFDict.withContext(context)
  nameTree.set(PDFName.of('Names'), names)
  const dictionary = PDFDict.withContext(context)
  dictionary.set(PDFName.of('EmbeddedFiles'), nameTree)
  catalog.set(PDFName.of('Names'), dictionary)
  catalog.set(PDFName.of('AF'), associated)
}

function fileSpecification(pdf: PDFDocument, { name, bytes, mediaType, description }: Attachment): PDFRef {
  const { context } = pdf
  const file = context.stream(bytes, {
    Type: 'EmbeddedFile',
    Subtype: PDFName.of(mediaType),
    Params: { Size: bytes.length },
  })
  return context.register(
    context.obj({
      Type: 'Filespec',
      F: PDFString.of(name),
      UF: PDFString.of(name),
      EF: { F: context.register(file) },
      Desc: PDFHexString.fromText(description),
      AFRelationship: 'Data',
    }),
  )
}
