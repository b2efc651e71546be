/**
 * The fingerprint of what a page prints, apart from its controls: content, fonts, images, layers, visible box. Two
 * pages with equal fingerprints print the same, so only pages that differ need to be looked at. Contents are compared,
 * never references, since rewriting a file renumbers its objects; as they are stored, since unpacking every font costs
 * more than looking at the few pages that were packed anew.
 */
import { createHash, randomUUID } from 'node:crypto'
import { PDFArray, PDFDict, PDFRef, PDFStream, type PDFObject } from 'pdf-lib'
import type { LaidOver, PagePrint } from '../reading.js'
import type { OpenDocument } from './document.js'
import { dictEntry, entry, nameEntry, rectEntry, resolve } from './objects.js'
import { visibilityOf, type Page } from './pages.js'

/** The pages that carry one of these controls, by the controls' full names. */
export function readPrints(open: OpenDocument, names: readonly string[]): PagePrint[] {
  const wanted = new Set(names)
  const pages = new Set<Page>()
  for (const field of open.fields) {
    if (!wanted.has(field.name)) continue
    for (const { dict } of field.widgets) {
      const page = open.pageOf.get(dict)
      if (page !== undefined) pages.add(page)
    }
  }
  const digests = new Digests()
  const layers = dictEntry(open.catalog, 'OCProperties')
  const initial = layers === undefined ? undefined : dictEntry(layers, 'D')
  return [...pages].map((page) => {
    const hash = createHash('sha256')
    hash.update(JSON.stringify(page.box.map((side) => Math.round(side))))
    hash.update(digests.of(entry(page.dict, 'Contents'), page.dict))
    hash.update(digests.of(resourcesOf(page.dict), page.dict))
    hash.update(digests.of(initial, open.catalog))
    return { page: page.number, print: hash.digest('hex'), laidOver: laidOver(open, page) }
  })
}

const DEEPEST_TREE = 64

/** Resources are inherited from the page tree. */
function resourcesOf(page: PDFDict): PDFObject | undefined {
  let node: PDFDict | undefined = page
  for (let depth = 0; node !== undefined && depth < DEEPEST_TREE; depth += 1) {
    const resources = entry(node, 'Resources')
    if (resources !== undefined) return resources
    node = dictEntry(node, 'Parent')
  }
  return undefined
}

/** What viewers lay over a page: every annotation and control that shows, by kind and place. */
function laidOver(open: OpenDocument, page: Page): LaidOver[] {
  return page.annotations.flatMap(({ dict }) => {
    const subtype = nameEntry(dict, 'Subtype') ?? ''
    if (NEVER_PAINTED.has(subtype) || visibilityOf(dict, page, open.layers) !== 'visible') return []
    const rect = rectEntry(dict, 'Rect')
    return [{ kind: subtype, rect: rect === null ? null : rounded(rect) }]
  })
}

const rounded = ([left, bottom, right, top]: [number, number, number, number]): LaidOver['rect'] => [
  Math.round(left),
  Math.round(bottom),
  Math.round(right),
  Math.round(top),
]

const NEVER_PAINTED = new Set(['Link', 'Popup'])

/** Keys that tell about a file's making or structure, not about what it prints. */
const UNPRINTED = new Set([
  'Length',
  'DL',
  'Parent',
  'P',
  'StructParent',
  'StructParents',
  'Metadata',
  'PieceInfo',
  'LastModified',
  'ProcSet',
  'Length1',
  'Length2',
  'Length3',
])
const DEEPEST = 24

/** Digests of objects by content; each object is digested once. */
class Digests {
  readonly #known = new Map<PDFObject, string>()
  readonly #open = new Set<PDFObject>()

  of(object: PDFObject | undefined, near: PDFDict, depth = 0): string {
    const found = object instanceof PDFRef ? resolve(near.context, object) : object
    if (found === undefined) return 'nothing'
    if (!(found instanceof PDFDict || found instanceof PDFArray || found instanceof PDFStream))
      return found.toString()
    const known = this.#known.get(found)
    if (known !== undefined) return known
    if (this.#open.has(found)) return 'loop'
    // Deeper than anything that a page needs: equal to nothing, so that the page is looked at.
    if (depth > DEEPEST) return randomUUID()
    this.#open.add(found)
    const hash = createHash('sha256')
    if (found instanceof PDFArray) {
      for (const element of found.asArray()) hash.update(`${this.of(element, near, depth + 1)} `)
    } else {
      const dict = found instanceof PDFStream ? found.dict : found
      const entries = dict.entries().map(([key, value]) => [key.decodeText(), value] as const)
      for (const [key, value] of entries.sort(([a], [b]) => (a < b ? -1 : 1)))
        if (!UNPRINTED.has(key)) hash.update(`${key} ${this.of(value, near, depth + 1)} `)
      if (found instanceof PDFStream) hash.update(found.getContents())
    }
    this.#open.delete(found)
    const digest = hash.digest('hex')
    this.#known.set(found, digest)
    return digest
  }
}
