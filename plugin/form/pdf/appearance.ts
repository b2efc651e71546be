/**
 * What the appearance streams of a widget draw: enough to say whether the on-appearance shows anything that
 * the off-appearance does not, which is what a person sees as "ticked".
 */
import { PDFDict, PDFStream } from 'pdf-lib'
import type { Drawing, OnState, Spelling } from '../reading.js'
import { readOperations } from './content.js'
import { dictEntry, entry, resolve, streamBytes } from './objects.js'
import { paintsOf, textOfOperand } from './painting.js'
import type { Paint } from './paper.js'
import { isMasked, isPlain } from './plainness.js'
import { nameSpelling } from './text.js'

export interface AppearanceReading {
  appearance: 'states' | 'single' | 'none'
  onStates: Omit<OnState, 'label'>[]
  offLooksTicked: boolean
  shownText: string | null
}

export function readAppearance(widget: PDFDict): AppearanceReading {
  const appearances = dictEntry(widget, 'AP')
  const normal = appearances === undefined ? undefined : entry(appearances, 'N')
  if (normal instanceof PDFStream) {
    return { appearance: 'single', onStates: [], offLooksTicked: false, shownText: textShown(normal) }
  }
  if (!(normal instanceof PDFDict))
    return { appearance: 'none', onStates: [], offLooksTicked: false, shownText: null }
  const off = paintsOf(entry(normal, 'Off'))
  const onStates: Omit<OnState, 'label'>[] = []
  const drawn: Paint[][] = []
  for (const [key, value] of normal.entries()) {
    const name = nameSpelling(key)
    if (isOff(name)) continue
    const stream = resolve(normal.context, value)
    const paints = stream instanceof PDFStream ? paintsOf(stream) : []
    if (paints !== null) drawn.push(paints)
    onStates.push({ name, drawing: stream instanceof PDFStream ? drawingOf(stream, paints, off) : 'missing' })
  }
  const offLooksTicked = off !== null && drawn.some((on) => looksTicked(off, on))
  return { appearance: 'states', onStates, offLooksTicked, shownText: null }
}

export const isOff = (spelling: Spelling): boolean => spelling.text === 'Off'

function drawingOf(stream: PDFStream, on: Paint[] | null, off: Paint[] | null): Drawing {
  if (on === null || isMasked(stream)) return 'unreadable'
  if (on.length === 0) return off?.length === 0 ? 'placeholder' : 'blank'
  if (off !== null && off.length > 0 && beyond(on, off).length === 0) return 'same_as_off'
  return isPlain(stream) ? 'drawn' : 'elaborate'
}

/**
 * The off-appearance shows the mark: a tick sign that "on" lacks (react-pdf draws a cross for off and a check for on),
 * or everything of "on" and a mark more.
 */
function looksTicked(off: Paint[], on: Paint[]): boolean {
  const offMore = beyond(off, on)
  const onMore = beyond(on, off)
  // The same sign in another colour is its ground, or the place where it will be.
  if (offMore.some(({ tick }) => tick !== null && !onMore.some((paint) => paint.tick === tick))) return true
  const isMark = (paint: Paint): boolean => paint.kind !== 'rect'
  return offMore.some(isMark) && !onMore.some(isMark) && !onMore.some((paint) => paint.kind === 'rect')
}

/** The elements of `paints` that `others` lacks, counted. */
function beyond(paints: Paint[], others: Paint[]): Paint[] {
  const left = others.map((paint) => paint.signature)
  return paints.filter((paint) => {
    const at = left.indexOf(paint.signature)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** Text of a stream as far as single-byte fonts allow; `null` if undecodable. */
function textShown(stream: PDFStream): string | null {
  const content = streamBytes(stream)
  if (content === null) return null
  const text = readOperations(content)
    .filter(({ operator }) => ['Tj', 'TJ', "'", '"'].includes(operator))
    .flatMap(({ operands }) => operands.map(textOfOperand))
    .join(' ')
  // Two-byte fonts (subset, Identity-H) show bytes that are glyph numbers, not letters.
  if (/[\0-\x08]/.test(text)) return null
  return new TextDecoder('windows-1252').decode(Buffer.from(text, 'latin1')).normalize('NFC').trim()
}
