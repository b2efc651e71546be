/** XFA: forms whose content is XML beside or instead of the PDF fields (ISO 32000-2, 12.7.8). */
import { PDFArray, PDFStream, type PDFDict, type PDFObject } from 'pdf-lib'
import { entry, isTrue, resolved, streamBytes } from './objects.js'
import { textOf } from './text.js'

const MOST_LEAVES = 5000

export interface XfaReading {
  xfa: 'none' | 'hybrid' | 'dynamic'
  xfaData: { name: string; text: string }[]
}

export function readXfa(catalog: PDFDict, form: PDFDict | undefined, visibleFields: number): XfaReading {
  const source = form === undefined ? undefined : entry(form, 'XFA')
  if (form === undefined || source === undefined) return { xfa: 'none', xfaData: [] }
  // /NeedsRendering: the pages are drawn from the XML when the file is opened.
  if (visibleFields === 0 || isTrue(catalog, 'NeedsRendering')) return { xfa: 'dynamic', xfaData: [] }
  return { xfa: 'hybrid', xfaData: leavesOf(dataSetsOf(source)) }
}

function dataSetsOf(source: PDFObject): string {
  if (source instanceof PDFStream) return xml(source)
  if (!(source instanceof PDFArray)) return ''
  const parts = resolved(source)
  const at = parts.findIndex((part, i) => i % 2 === 0 && textOf(part) === 'datasets')
  return at < 0 ? '' : xml(parts[at + 1])
}

const xml = (stream: PDFObject | undefined): string =>
  new TextDecoder('utf-8').decode(streamBytes(stream) ?? new Uint8Array())

/** Elements without child elements inside `<xfa:data>`. Reading them needs no XML parser: nothing is executed or fetched. */
function leavesOf(text: string): { name: string; text: string }[] {
  const data = text.slice(Math.max(0, text.search(/<(?:\w+:)?data\b/)))
  const leaves: { name: string; text: string }[] = []
  for (const match of data.matchAll(
    /<([^\s<>/!?]{1,200})(?:\s[^<>]{0,2000})?(?:\/>|>([^<]{0,2000})<\/\1\s*>)/gu,
  )) {
    if (leaves.length === MOST_LEAVES) break
    leaves.push({
      name: unescapeXml(match[1] ?? '').normalize('NFC'),
      text: unescapeXml(match[2] ?? '').trim(),
    })
  }
  return leaves
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const unescapeXml = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot|apos);/g, (whole, name: string) => ENTITIES[name] ?? whole).normalize('NFC')
