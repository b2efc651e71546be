/** The controls of a consent block, written as plain PDF objects so that every viewer shows and stores the same. */
import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  type PDFDocument,
  type PDFObject,
  type PDFPage,
} from 'pdf-lib'
import type { Rect } from '../pdf/plane.js'

/** States of every pair of boxes; the mapping names them. */
export const YES = 'Ja'
export const NO = 'Nein'

/** Field flags of ISO 32000-2, 12.7.5.2. A chosen box can be cleared again, since no answer is an answer, too. */
const RADIO = 1 << 15
const PRINTED = 4

const BOX = 'q 1 g 0 G 0.8 w 0.5 0.5 11 11 re B Q'
const TICK = 'q 0 G 1.7 w 1 J 1 j 2.6 6.2 m 5 3.2 l 9.6 9 l S Q'

/** Two boxes of which one can be ticked: the same size, side by side. */
export function addYesNo(
  document: PDFDocument,
  page: PDFPage,
  { name, label, yes, no }: { name: string; label: string; yes: Rect; no: Rect },
): void {
  const { context } = document
  const field = context.obj({
    FT: 'Btn',
    Ff: RADIO,
    T: PDFHexString.fromText(name),
    TU: PDFHexString.fromText(label),
    V: 'Off',
  })
  const parent = context.register(field)
  const off = drawing(document, BOX)
  const on = drawing(document, `${BOX} ${TICK}`)
  const kids = [[YES, yes] as const, [NO, no] as const].map(([state, rect]) => {
    const widget = context.register(
      context.obj({
        Type: 'Annot',
        Subtype: 'Widget',
        Parent: parent,
        P: page.ref,
        Rect: [...rect],
        F: PRINTED,
        AS: 'Off',
        MK: { BC: [0], BG: [1], CA: PDFHexString.fromText('4') },
        BS: { W: 0.8, S: 'S' },
        DA: PDFHexString.fromText('/ZaDb 0 Tf 0 g'),
        AP: { N: { [state]: on, Off: off } },
      }),
    )
    page.node.addAnnot(widget)
    return widget
  })
  field.set(PDFName.of('Kids'), context.obj(kids))
  addToForm(document, parent)
}

function drawing(document: PDFDocument, content: string): PDFObject {
  const { context } = document
  return context.register(
    context.stream(content, { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 12, 12], Resources: {} }),
  )
}

/** An empty line to write on. */
export function addTextField(
  document: PDFDocument,
  page: PDFPage,
  { name, label, rect }: { name: string; label: string; rect: Rect },
): void {
  const { context } = document
  const [left, bottom, right, top] = rect
  const empty = context.register(
    context.stream('/Tx BMC EMC', {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, right - left, top - bottom],
      Resources: {},
    }),
  )
  const field = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Tx',
      T: PDFHexString.fromText(name),
      TU: PDFHexString.fromText(label),
      P: page.ref,
      Rect: [...rect],
      F: PRINTED,
      DA: PDFHexString.fromText('/Helv 10 Tf 0 g'),
      AP: { N: empty },
    }),
  )
  page.node.addAnnot(field)
  addToForm(document, field)
}

function addToForm(document: PDFDocument, field: PDFObject): void {
  const form = document.catalog.getOrCreateAcroForm().dict
  const fields = form.lookup(PDFName.of('Fields'))
  if (fields instanceof PDFArray) fields.push(field)
  else form.set(PDFName.of('Fields'), document.context.obj([field]))
}

/** The fonts that viewers set what is filled in with; those that the form has stay. */
export function provideFonts(document: PDFDocument): void {
  const { context } = document
  const form = document.catalog.getOrCreateAcroForm().dict
  const resources = ensureDict(form, 'DR')
  const fonts = ensureDict(resources, 'Font')
  for (const [key, BaseFont] of [
    ['Helv', 'Helvetica'],
    ['ZaDb', 'ZapfDingbats'],
  ] as const) {
    if (fonts.has(PDFName.of(key))) continue
    const encoding = key === 'Helv' ? { Encoding: 'WinAnsiEncoding' } : {}
    fonts.set(
      PDFName.of(key),
      context.register(context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont, ...encoding })),
    )
  }
}

function ensureDict(parent: PDFDict, key: string): PDFDict {
  const found = parent.lookup(PDFName.of(key))
  if (found instanceof PDFDict) return found
  const made = parent.context.obj({})
  parent.set(PDFName.of(key), made)
  return made
}
