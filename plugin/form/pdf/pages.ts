/** The pages of a document: which widgets each one shows, its visible box, what is drawn across it. */
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef, type PDFObject } from 'pdf-lib'
import type { Visibility } from '../reading.js'
import { contains, type Rect } from './plane.js'
import {
  arrayEntry,
  dictEntry,
  elements,
  entry,
  idOf,
  nameEntry,
  numberEntry,
  rawEntry,
  rectEntry,
  resolve,
} from './objects.js'

export interface Page {
  /** From 1. */
  number: number
  dict: PDFDict
  /** The part of the page that viewers show. */
  box: Rect
  annotations: Annotation[]
}

export interface Annotation {
  id: string
  dict: PDFDict
}

const MOST_PAGES = 2000
const MOST_ANNOTATIONS = 20_000
const DEEPEST_TREE = 64
/** A4; for pages without a box. */
const DEFAULT_BOX: Rect = [0, 0, 595, 842]

export function readPages(catalog: PDFDict): Page[] {
  const pages: Page[] = []
  const seen = new Set<PDFDict>()
  let annotationCount = 0

  const visit = (object: PDFObject | undefined, inheritedBox: Rect | null, depth: number): void => {
    const node = resolve(catalog.context, object)
    if (!(node instanceof PDFDict) || seen.has(node) || depth > DEEPEST_TREE || pages.length >= MOST_PAGES)
      return
    seen.add(node)
    const box = rectEntry(node, 'CropBox') ?? rectEntry(node, 'MediaBox') ?? inheritedBox
    const kids = arrayEntry(node, 'Kids')
    if (kids !== undefined && nameEntry(node, 'Type') !== 'Page') {
      for (const kid of kids.asArray()) visit(kid, box, depth + 1)
      return
    }
    const annotations: Annotation[] = []
    for (const element of elements(arrayEntry(node, 'Annots'))) {
      const dict = resolve(catalog.context, element)
      annotationCount += 1
      if (dict instanceof PDFDict && annotationCount <= MOST_ANNOTATIONS)
        annotations.push({ id: idOf(element), dict })
    }
    pages.push({ number: pages.length + 1, dict: node, box: box ?? DEFAULT_BOX, annotations })
  }
  visit(rawEntry(catalog, 'Pages'), null, 0)
  return pages
}

const INVISIBLE = 1
const HIDDEN = 2
const NO_VIEW = 32
/** Points. Boxes that a person can tick measure five and more. */
const SMALLEST_SIDE = 2

/** Whether a viewer shows this annotation; `page` is the page that lists it. */
export function visibilityOf(annotation: PDFDict, page: Page | undefined, layers: Layers): Visibility {
  const flags = numberEntry(annotation, 'F') ?? 0
  if ((flags & (INVISIBLE | HIDDEN | NO_VIEW)) !== 0) return 'hidden_flag'
  if (page === undefined) return 'no_page'
  if (layers.hides(annotation)) return 'layer_off'
  const rect = rectEntry(annotation, 'Rect')
  if (rect === null || rect[2] - rect[0] < SMALLEST_SIDE || rect[3] - rect[1] < SMALLEST_SIDE)
    return 'no_size'
  return overlap(rect, page.box) < area(rect) / 2 ? 'off_page' : 'visible'
}

const area = (rect: Rect): number => Math.max(0, rect[2] - rect[0]) * Math.max(0, rect[3] - rect[1])

function overlap(a: Rect, b: Rect): number {
  return area([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])])
}

/** Optional content (ISO 32000-2, 8.11): which layers are off when the file is opened. */
export interface Layers {
  hides(annotation: PDFDict): boolean
}

export function readLayers(catalog: PDFDict): Layers {
  const properties = dictEntry(catalog, 'OCProperties')
  const initial = properties === undefined ? undefined : dictEntry(properties, 'D')
  const ids = (key: string): Set<string> =>
    new Set(initial === undefined ? [] : elements(arrayEntry(initial, key)).map(idOf))
  const on = ids('ON')
  const off = ids('OFF')
  const startsOff = initial !== undefined && nameEntry(initial, 'BaseState') === 'OFF'
  const bySight = new Set(initial === undefined ? [] : offOnScreen(initial))
  const isOff = (object: PDFObject): boolean => {
    const id = idOf(object)
    return off.has(id) || bySight.has(id) || (startsOff && !on.has(id))
  }
  return {
    hides(annotation) {
      const raw = rawEntry(annotation, 'OC')
      const group = entry(annotation, 'OC')
      if (raw === undefined || !(group instanceof PDFDict)) return false
      if (nameEntry(group, 'Type') !== 'OCMD') return isOff(raw)
      const members = rawEntry(group, 'OCGs')
      const listed = resolve(group.context, members)
      const groups = listed instanceof PDFArray ? listed.asArray() : members === undefined ? [] : [members]
      if (groups.length === 0) return false
      switch (nameEntry(group, 'P') ?? 'AnyOn') {
        case 'AllOn':
          return groups.some(isOff)
        case 'AnyOff':
          return !groups.some(isOff)
        case 'AllOff':
          return !groups.every(isOff)
        default:
          return groups.every(isOff)
      }
    },
  }
}

/** Layers that Acrobat switches off by itself on screen: /AS with the event View, /Usage /View /ViewState /OFF. */
function offOnScreen(initial: PDFDict): string[] {
  return elements(arrayEntry(initial, 'AS')).flatMap((element) => {
    const rule = resolve(initial.context, element)
    if (!(rule instanceof PDFDict) || nameEntry(rule, 'Event') !== 'View') return []
    return elements(arrayEntry(rule, 'OCGs')).flatMap((member) => {
      const layer = resolve(initial.context, member)
      const usage = layer instanceof PDFDict ? dictEntry(layer, 'Usage') : undefined
      const view = usage === undefined ? undefined : dictEntry(usage, 'View')
      return view !== undefined && nameEntry(view, 'ViewState') === 'OFF' ? [idOf(member)] : []
    })
  })
}

/** Annotations that lay ink or paint on the page. Highlights, notes and links leave what is below readable. */
const PAINTING = new Set([
  'Ink',
  'Stamp',
  'FreeText',
  'Line',
  'Square',
  'Circle',
  'Polygon',
  'PolyLine',
  'StrikeOut',
  'Redact',
])

/** The visible annotations of a page that paint on it. */
export function drawingsOn(page: Page, layers: Layers): PDFDict[] {
  return page.annotations
    .map(({ dict }) => dict)
    .filter(
      (dict) =>
        PAINTING.has(nameEntry(dict, 'Subtype') ?? '') && visibilityOf(dict, page, layers) === 'visible',
    )
}

/** Share of a box that a drawing must cover to count as lying across it. */
const TOUCHING_SHARE = 0.1

/** Whether one of the drawings lies across the box; of ink, whether the pen itself passed through it. */
export function isDrawnOver(rect: Rect, drawings: PDFDict[]): boolean {
  return drawings.some((drawing) => {
    const place = rectEntry(drawing, 'Rect')
    if (place === null || overlap(rect, place) < TOUCHING_SHARE * area(rect)) return false
    if (isWideFrame(drawing, rect, place)) return false
    const strokes = elements(arrayEntry(drawing, 'InkList'))
      .map((stroke) => resolve(drawing.context, stroke))
      .filter((stroke) => stroke instanceof PDFArray)
      .map((stroke) => stroke.asArray().map((n) => (n instanceof PDFNumber ? n.asNumber() : Number.NaN)))
    return strokes.length === 0 || strokes.some((stroke) => passesThrough(rect, stroke))
  })
}

/** What viewers paint nothing for, or only a frame. */
const NEVER_COVERS = new Set(['Link', 'Popup'])

/** Whether another annotation or control of the page lies where this one is; viewers paint both, one over the other. */
export function isBelowOthers(annotation: PDFDict, page: Page, layers: Layers): boolean {
  const rect = rectEntry(annotation, 'Rect')
  if (rect === null) return false
  return page.annotations.some(({ dict }) => {
    if (dict === annotation || NEVER_COVERS.has(nameEntry(dict, 'Subtype') ?? '')) return false
    const place = rectEntry(dict, 'Rect')
    if (place === null || overlap(rect, place) < TOUCHING_SHARE * area(rect)) return false
    return visibilityOf(dict, page, layers) === 'visible'
  })
}

/** An unfilled square or circle many times the box's size frames a part of the page; a smaller one marks the box. */
const WIDE_FRAME = 6

function isWideFrame(drawing: PDFDict, rect: Rect, place: Rect): boolean {
  const subtype = nameEntry(drawing, 'Subtype')
  if (subtype !== 'Square' && subtype !== 'Circle') return false
  if (elements(arrayEntry(drawing, 'IC')).length > 0) return false
  const [width, height] = [rect[2] - rect[0], rect[3] - rect[1]]
  const isWide = place[2] - place[0] > WIDE_FRAME * width && place[3] - place[1] > WIDE_FRAME * height
  return isWide && contains(place, [rect[0] - width, rect[1] - height, rect[2] + width, rect[3] + height])
}

/** @param stroke x and y of the pen, alternating */
function passesThrough(rect: Rect, stroke: number[]): boolean {
  for (let i = 0; i + 1 < stroke.length; i += 2) {
    const [x, y, nextX, nextY] = [stroke[i], stroke[i + 1], stroke[i + 2], stroke[i + 3]]
    if (x === undefined || y === undefined) return false
    // Pens are sampled densely; straight strokes are followed in sixteen steps.
    for (let step = 0; step < 16; step += 1) {
      const px = nextX === undefined ? x : x + ((nextX - x) * step) / 16
      const py = nextY === undefined ? y : y + ((nextY - y) * step) / 16
      if (px >= rect[0] && px <= rect[2] && py >= rect[1] && py <= rect[3]) return true
    }
  }
  return false
}

/** The references of a page's content streams, for comparing revisions. */
export function contentsOf(page: Page): PDFObject[] {
  const contents = entry(page.dict, 'Contents')
  if (contents instanceof PDFArray) return contents.asArray()
  const raw = page.dict.get(PDFName.of('Contents'))
  return raw instanceof PDFRef ? [raw] : contents === undefined ? [] : [contents]
}
