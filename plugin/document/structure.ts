/**
 * The logical structure of a document (ISO 32000-2, 14.7 and 14.8): which piece of a page is a heading, a paragraph, a
 * cell, and in which order they are read. A screen reader and programs that extract text follow it, not the page.
 */
import { PDFArray, PDFHexString, PDFName, PDFNumber } from 'pdf-lib'
import type { PDFContext, PDFDocument, PDFObject, PDFPage, PDFRef } from 'pdf-lib'

/** Standard structure types; a fact's name is a `TH` of its row. */
export type Role = 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD' | 'Figure'

export interface StructureElement {
  role: Role
  /** In the order of reading: elements, and pieces of pages in the order in which they were drawn. */
  kids: (StructureElement | MarkedPiece)[]
  /** BCP 47, where it is not the document's own. */
  language?: string
  /** What a picture shows, in words. */
  alternative?: string
  /** What its glyphs stand for, in the order of reading; for texts of which parts run from right to left. */
  actualText?: string
  /** Which cells a `TH` is the head of. */
  scope?: 'Column' | 'Row'
  /** Of a picture on its page, in points: left, foot, right, top. */
  box?: readonly [number, number, number, number]
}

/** One piece of a page's content, by the number that it bears there. */
export interface MarkedPiece {
  page: PDFPage
  id: number
}

export const element = (
  role: Role,
  details: Omit<Partial<StructureElement>, 'role' | 'kids'> = {},
  kids: StructureElement[] = [],
): StructureElement => ({ role, kids, ...details })

/** Ties the elements to the pages on which their pieces were drawn, and the document to the elements. */
export function writeStructure(pdf: PDFDocument, elements: readonly StructureElement[]): void {
  const { context, catalog } = pdf
  const root = context.nextRef()
  const document = context.nextRef()
  const owners = new Map<PDFPage, PDFRef[]>()
  const kids = elements.map((child) => writeElement(context, child, document, owners))
  context.assign(document, context.obj({ Type: 'StructElem', S: 'Document', P: root, K: kids }))

  const parents = PDFArray.withContext(context)
  for (const [index, page] of pdf.getPages().entries()) {
    page.node.set(PDFName.of('StructParents'), PDFNumber.of(index))
    page.node.set(PDFName.of('Tabs'), PDFName.of('S'))
    parents.push(PDFNumber.of(index))
    parents.push(context.register(context.obj(owners.get(page) ?? [])))
  }
  const parentTree = context.register(context.obj({ Nums: parents }))
  context.assign(
    root,
    context.obj({
      Type: 'StructTreeRoot',
      K: [document],
      ParentTree: parentTree,
      ParentTreeNextKey: pdf.getPageCount(),
    }),
  )
  catalog.set(PDFName.of('StructTreeRoot'), root)
  catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }))
}

function writeElement(
  context: PDFContext,
  { role, kids, language, alternative, actualText, scope, box }: StructureElement,
  parent: PDFRef,
  owners: Map<PDFPage, PDFRef[]>,
): PDFRef {
  const reference = context.nextRef()
  const dictionary = context.obj({ Type: 'StructElem', S: role, P: parent })
  const set = (key: string, value: PDFObject): void => dictionary.set(PDFName.of(key), value)
  const written = PDFArray.withContext(context)
  for (const kid of kids) {
    if ('role' in kid) {
      written.push(writeElement(context, kid, reference, owners))
      continue
    }
    const { page, id } = kid
    const ofPage = owners.get(page) ?? []
    owners.set(page, ofPage)
    ofPage[id] = reference
    written.push(context.obj({ Type: 'MCR', Pg: page.ref, MCID: id }))
  }
  if (written.size() > 0) set('K', written)
  if (language !== undefined) set('Lang', PDFHexString.fromText(language))
  if (alternative !== undefined) set('Alt', PDFHexString.fromText(alternative))
  if (actualText !== undefined) set('ActualText', PDFHexString.fromText(actualText))
  if (scope !== undefined) set('A', context.obj({ O: 'Table', Scope: scope }))
  if (box !== undefined) set('A', context.obj({ O: 'Layout', BBox: [...box], Placement: 'Block' }))
  context.assign(reference, dictionary)
  return reference
}
