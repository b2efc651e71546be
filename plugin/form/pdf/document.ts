/** Reads one revision of a document with pdf-lib's low-level objects into the plain values of `reading.ts`. */
import { createHash, type Hash } from 'node:crypto'
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFStream,
  PDFHexString,
  ParseSpeeds,
  type PDFObject,
} from 'pdf-lib'
import type { ControlKind, ControlReading, RevisionControl, Spelling, WidgetReading } from '../reading.js'
import { isOff, readAppearance } from './appearance.js'
import { adoptWidget, inherited, walkFields, type Field } from './fields.js'
import { dictEntry, entry, isTrue, resolved, nameEntry, rectEntry, resolve, streamBytes } from './objects.js'
import {
  contentsOf,
  drawingsOn,
  isBelowOthers,
  isDrawnOver,
  readLayers,
  readPages,
  visibilityOf,
  type Layers,
  type Page,
} from './pages.js'
import { readScripts } from './scripts.js'
import { isSigned } from './signatures.js'
import { spellingOf } from './text.js'

export interface OpenDocument {
  document: PDFDocument
  catalog: PDFDict
  form: PDFDict | undefined
  pages: Page[]
  layers: Layers
  fields: Field[]
  pageOf: Map<PDFDict, Page>
}

/** @throws whatever pdf-lib throws on broken and encrypted files */
export async function openDocument(bytes: Uint8Array): Promise<OpenDocument> {
  const document = await PDFDocument.load(bytes, {
    password: '',
    parseSpeed: ParseSpeeds.Fastest,
    updateMetadata: false,
    preserveXFA: true,
    capNumbers: true,
  })
  const catalog: PDFDict = document.catalog
  const form = dictEntry(catalog, 'AcroForm')
  const pages = readPages(catalog)
  const { fields, nodes } = walkFields(form)
  const pageOf = new Map<PDFDict, Page>()
  for (const page of pages) {
    for (const annotation of page.annotations) {
      if (nameEntry(annotation.dict, 'Subtype') !== 'Widget') continue
      if (!pageOf.has(annotation.dict)) pageOf.set(annotation.dict, page)
      adoptWidget(annotation, fields, nodes)
    }
  }
  return { document, catalog, form, pages, layers: readLayers(catalog), fields, pageOf }
}

const RADIO = 1 << 15
const PUSH_BUTTON = 1 << 16
const READ_ONLY = 1
const LONGEST_VALUE = 4000

export function readControls(open: OpenDocument): ControlReading[] {
  const scripts = readScripts(open.catalog, open.form, open.pages, open.fields)
  const drawings = new Map(open.pages.map((page) => [page, drawingsOn(page, open.layers)]))
  return open.fields.map((field) => {
    const kind = kindOf(field)
    const value = inherited(field.path, 'V')
    const values = valuesOf(value)
    const options = kind === 'choice' ? optionsOf(field) : []
    return {
      name: field.name,
      kind,
      listed: field.listed,
      values: values ?? [],
      valueMalformed: values === null || (kind !== 'choice' && value instanceof PDFArray),
      defaults: valuesOf(inherited(field.path, 'DV')) ?? [],
      options,
      calculated: scripts.writes(field),
      readOnly: (flagsOf(field) & READ_ONLY) !== 0,
      widgets: field.widgets.map((widget, index) =>
        readWidget(open, field, kind, widget, index, values ?? [], drawings),
      ),
    }
  })
}

function flagsOf(field: Field): number {
  const flags = inherited(field.path, 'Ff')
  return flags instanceof PDFNumber ? flags.asNumber() : 0
}

function kindOf(field: Field): ControlKind {
  const type = inherited([...field.path, ...field.widgets.map(({ dict }) => dict)], 'FT')
  switch (type instanceof PDFName ? type.decodeText() : '') {
    case 'Btn':
      return (flagsOf(field) & PUSH_BUTTON) !== 0
        ? 'push_button'
        : (flagsOf(field) & RADIO) !== 0
          ? 'radio'
          : 'checkbox'
    case 'Ch':
      return 'choice'
    case 'Tx':
      return 'text'
    case 'Sig':
      return 'signature'
    default:
      return 'unknown'
  }
}

/**
 * `null`: of a type that no viewer understands. Empty names (Quartz writes `/V /`) and texts (LibreOffice writes a
 * byte order mark alone) are no value.
 */
function valuesOf(value: PDFObject | undefined): Spelling[] | null {
  if (value === undefined) return []
  if (value instanceof PDFArray) {
    const found = resolved(value).map(spellingOf)
    return found.some((spelling) => spelling === null)
      ? null
      : found.filter((spelling) => spelling !== null && spelling.text !== '').map((s) => limited(s))
  }
  if (value instanceof PDFStream) {
    const bytes = streamBytes(value)
    if (bytes === null) return null
    const text = spellingOf(PDFHexString.of(Buffer.from(bytes).toString('hex')))
    return text === null || text.text === '' ? [] : [limited(text)]
  }
  // A signature's value is a dictionary and is read elsewhere.
  if (value instanceof PDFDict) return []
  const spelling = spellingOf(value)
  if (spelling === null) return null
  return spelling.text === '' ? [] : [limited(spelling)]
}

const limited = (spelling: Spelling | null): Spelling =>
  spelling === null
    ? { text: '', bytes: '' }
    : { text: spelling.text.slice(0, LONGEST_VALUE), bytes: spelling.bytes.slice(0, 2 * LONGEST_VALUE) }

function optionsOf(field: Field): { value: string; label: string }[] {
  const list = inherited(field.path, 'Opt')
  if (!(list instanceof PDFArray)) return []
  return resolved(list)
    .slice(0, 1000)
    .flatMap((option) => {
      if (option instanceof PDFArray) {
        const value = spellingOf(resolved(option)[0])?.text
        const label = spellingOf(resolved(option)[1])?.text
        return value === undefined ? [] : [{ value, label: label ?? value }]
      }
      const text = spellingOf(option)?.text
      return text === undefined ? [] : [{ value: text, label: text }]
    })
}

function readWidget(
  open: OpenDocument,
  field: Field,
  kind: ControlKind,
  { id, dict }: { id: string; dict: PDFDict },
  index: number,
  values: Spelling[],
  drawings: Map<Page, PDFDict[]>,
): WidgetReading {
  const page = open.pageOf.get(dict)
  const rect = rectEntry(dict, 'Rect')
  const state = spellingOf(entry(dict, 'AS'))
  const own = dict === field.path[0] ? null : spellingOf(entry(dict, 'V'))
  const appearance = kind === 'text' ? null : readAppearance(dict)
  const isOverlaid = page !== undefined && isBelowOthers(dict, page, open.layers)
  const labels = kind === 'checkbox' || kind === 'radio' ? inherited(field.path, 'Opt') : undefined
  const labelAt = (at: number): string | null =>
    labels instanceof PDFArray && at < labels.size() ? (spellingOf(resolved(labels)[at])?.text ?? null) : null
  return {
    id,
    page: page?.number ?? null,
    rect,
    visibility: visibilityOf(dict, page, open.layers),
    appearanceState: state,
    appearance: appearance?.appearance ?? 'none',
    onStates: (appearance?.onStates ?? []).map((on) => ({
      ...on,
      drawing: on.drawing === 'drawn' && isOverlaid ? 'elaborate' : on.drawing,
      label: /^\d{1,3}$/.test(on.name.text)
        ? agreed(labelAt(Number(on.name.text)), labelAt(index))
        : labelAt(index),
    })),
    offLooksTicked: appearance?.offLooksTicked ?? false,
    shownText: appearance?.shownText ?? null,
    ownValue: own === null || values.some((value) => value.bytes === own.bytes) ? null : own,
    drawnOver: rect !== null && page !== undefined && isDrawnOver(rect, drawings.get(page) ?? []),
    second: null,
    nearbyText: null,
  }
}

/**
 * /Opt lists labels in the order of the widgets (ISO 32000-2, 12.7.5.2.4); Acrobat also numbers the states by it.
 * Where the two orders contradict each other there is no label to rely on.
 */
const agreed = (byNumber: string | null, byOrder: string | null): string | null =>
  byNumber === null || byOrder === null || byNumber === byOrder ? (byNumber ?? byOrder) : null

/** The answers and looks of all controls, for comparing revisions. */
export function fingerprintControls(open: OpenDocument): {
  controls: Record<string, RevisionControl>
  signs: number
} {
  const controls: Record<string, RevisionControl> = {}
  const pagePrints = new Map<Page, string>()
  let signs = open.pages.reduce(
    (count, page) => count + drawingsOn(page, open.layers).filter(isSign).length,
    0,
  )
  for (const field of open.fields) {
    const value = inherited(field.path, 'V')
    if (isSigned(field)) signs += 1
    const states = field.widgets.map(({ dict }) => spellingOf(entry(dict, 'AS')))
    const on = states.flatMap((state) => (state === null || isOff(state) ? [] : [state.text]))
    const values = (valuesOf(value) ?? [])
      .filter((spelling) => !isOff(spelling))
      .map((spelling) => spelling.text)
    const look = createHash('sha256')
    for (const { dict } of field.widgets) {
      addObjects(look, dict, ['Rect', 'F', 'OC', 'AP'])
      const page = open.pageOf.get(dict)
      if (page !== undefined) look.update(pagePrint(page, pagePrints))
    }
    controls[field.name] = { answer: JSON.stringify([values, on]), on, look: look.digest('hex') }
  }
  return { controls, signs }
}

const isSign = (drawing: PDFDict): boolean => ['Ink', 'Stamp'].includes(nameEntry(drawing, 'Subtype') ?? '')

function pagePrint(page: Page, known: Map<Page, string>): string {
  const print = known.get(page) ?? printOf(page)
  known.set(page, print)
  return print
}

function printOf(page: Page): string {
  const hash = createHash('sha256')
  for (const object of contentsOf(page)) add(hash, resolve(page.dict.context, object), 2)
  return hash.digest('hex')
}

function addObjects(hash: Hash, dict: PDFDict, keys: string[]): void {
  for (const key of keys) add(hash, entry(dict, key), 4)
}

/** Feeds an object into a hash by content, not by object number, since rewriting renumbers. */
function add(hash: Hash, object: PDFObject | undefined, depth: number): void {
  if (object === undefined || depth < 0) return
  if (object instanceof PDFDict) {
    for (const [key, value] of object.entries()) {
      hash.update(key.toString())
      add(hash, resolve(object.context, value), depth - 1)
    }
  } else if (object instanceof PDFArray) {
    for (const element of resolved(object)) add(hash, element, depth - 1)
  } else if (object instanceof PDFStream) {
    hash.update(object.getContents())
  } else {
    hash.update(object.toString())
  }
}

export const needsAppearances = (form: PDFDict | undefined): boolean =>
  form !== undefined && isTrue(form, 'NeedAppearances')
