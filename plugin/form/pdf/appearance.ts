/**
 * What the appearance streams of a widget draw: enough to say whether the on-appearance shows anything that
 * the off-appearance does not, which is what a person sees as "ticked".
 */
import { PDFDict, PDFName, PDFStream, type PDFObject } from 'pdf-lib'
import type { Drawing, OnState, Spelling } from '../reading.js'
import { readOperations, type Operand } from './content.js'
import { dictEntry, entry, idOf, nameEntry, rawEntry, rectEntry, resolve, streamBytes } from './objects.js'
import { nameSpelling } from './text.js'

/** One painted thing. Rectangles are frames and backgrounds, the rest can be a mark. */
interface Paint {
  kind: 'glyph' | 'path' | 'rect' | 'image'
  /** Equal for equal drawings. */
  signature: string
  /** A ZapfDingbats sign that stands for "ticked". */
  isTick: boolean
}

const DEEPEST_FORM = 4
/** ✓ ✔ ✕ ✖ ✗ ✘ ★ ● ■ ◆ in ZapfDingbats, the signs that Acrobat offers for ticked boxes. */
const TICKS = new Set(['3', '4', '5', '6', '7', '8', 'H', 'l', 'n', 'u'])

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
    onStates.push({ name, drawing: stream instanceof PDFStream ? drawingOf(paints, off) : 'missing' })
  }
  const offLooksTicked = off !== null && drawn.some((on) => looksTicked(off, on))
  return { appearance: 'states', onStates, offLooksTicked, shownText: null }
}

export const isOff = (spelling: Spelling): boolean => spelling.text === 'Off'

function drawingOf(on: Paint[] | null, off: Paint[] | null): Drawing {
  if (on === null) return 'unreadable'
  if (on.length === 0) return 'blank'
  return off !== null && off.length > 0 && beyond(on, off).length === 0 ? 'same_as_off' : 'drawn'
}

/** The off-appearance shows the mark: a tick sign that "on" lacks, or everything of "on" and a mark more. */
function looksTicked(off: Paint[], on: Paint[]): boolean {
  const offMore = beyond(off, on)
  const onMore = beyond(on, off)
  if (offMore.some((paint) => paint.isTick) && !onMore.some((paint) => paint.isTick)) return true
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

/** `null` if the stream cannot be decoded; nothing for a missing one. */
function paintsOf(stream: PDFObject | undefined): Paint[] | null {
  if (!(stream instanceof PDFStream)) return []
  const box = rectEntry(stream.dict, 'BBox')
  if (box !== null && (box[2] - box[0] <= 0 || box[3] - box[1] <= 0)) return []
  return paint(stream, DEEPEST_FORM)
}

interface Pen {
  fill: string
  stroke: string
  font: string
  fontSize: number
  invisibleText: boolean
}

const WHITE = /^(?:1|1 1 1|0 0 0 0)$/

function paint(stream: PDFStream, depth: number): Paint[] | null {
  const content = streamBytes(stream)
  if (content === null) return null
  const resources = dictEntry(stream.dict, 'Resources')
  const paints: Paint[] = []
  const saved: Pen[] = []
  let pen: Pen = { fill: '0', stroke: '0', font: '', fontSize: 0, invisibleText: false }
  let path: { kind: 'path' | 'rect'; shape: string }[] = []
  let darkGround = false

  const closePath = (fills: boolean, strokes: boolean): void => {
    for (const { kind, shape } of path) {
      const shows = (fills && isVisible(pen.fill)) || (strokes && isVisible(pen.stroke))
      if (shows)
        paints.push({
          kind,
          signature: `${fills ? `f${pen.fill}` : ''}${strokes ? `s${pen.stroke}` : ''}${shape}`,
          isTick: false,
        })
      if (shows && fills) darkGround = true
    }
    path = []
  }
  const isVisible = (colour: string): boolean => darkGround || !WHITE.test(colour)
  const showText = (text: string): void => {
    if (pen.invisibleText || pen.fontSize === 0 || !isVisible(pen.fill)) return
    const isDingbats = /dingbats|zadb/i.test(pen.font)
    for (const char of text.replace(/[ \0]/g, '')) {
      paints.push({
        kind: 'glyph',
        signature: `t${pen.font}:${char}:${pen.fill}`,
        isTick: isDingbats && TICKS.has(char),
      })
    }
  }

  for (const { operator, operands } of readOperations(content)) {
    const numbers = operands.map((operand) => (operand.kind === 'number' ? operand.value : 0))
    const shape = (): string => `${operator}${numbers.map((n) => Math.round(n * 10)).join(',')}`
    switch (operator) {
      case 'q':
        saved.push({ ...pen })
        break
      case 'Q':
        pen = saved.pop() ?? pen
        break
      case 'g':
      case 'rg':
      case 'k':
        pen.fill = numbers.join(' ')
        break
      case 'sc':
      case 'scn':
        // In colour spaces of its own: a full tint may be black, so only the device spaces can be called white.
        pen.fill = `other ${numbers.join(' ')}`
        break
      case 'G':
      case 'RG':
      case 'K':
        pen.stroke = numbers.join(' ')
        break
      case 'SC':
      case 'SCN':
        pen.stroke = `other ${numbers.join(' ')}`
        break
      case 'Tf':
        pen.fontSize = numbers[1] ?? 0
        pen.font = fontName(resources, operands[0])
        break
      case 'Tr':
        pen.invisibleText = numbers[0] === 3
        break
      case 'Tj':
      case "'":
      case '"':
      case 'TJ':
        showText(operands.map(textOfOperand).join(''))
        break
      case 're':
        path.push({ kind: 'rect', shape: shape() })
        break
      case 'l':
      case 'c':
      case 'v':
      case 'y':
        path.push({ kind: 'path', shape: shape() })
        break
      case 'S':
      case 's':
        closePath(false, true)
        break
      case 'f':
      case 'F':
      case 'f*':
        closePath(true, false)
        break
      case 'B':
      case 'B*':
      case 'b':
      case 'b*':
        closePath(true, true)
        break
      case 'n':
        path = []
        break
      case 'sh':
      case 'EI':
      case 'ID':
        paints.push({ kind: 'image', signature: operator, isTick: false })
        break
      case 'Do':
        paints.push(...drawObject(resources, operands[0], depth))
        break
      default:
        break
    }
  }
  return paints
}

function drawObject(resources: PDFDict | undefined, operand: Operand | undefined, depth: number): Paint[] {
  const objects = resources === undefined ? undefined : dictEntry(resources, 'XObject')
  if (objects === undefined || operand?.kind !== 'name') return []
  const object = entry(objects, operand.value)
  if (!(object instanceof PDFStream)) return []
  if (nameEntry(object.dict, 'Subtype') === 'Form') return depth === 0 ? [] : (paint(object, depth - 1) ?? [])
  const id = idOf(rawEntry(objects, operand.value))
  return [{ kind: 'image', signature: `i${id}`, isTick: false }]
}

function fontName(resources: PDFDict | undefined, operand: Operand | undefined): string {
  if (operand?.kind !== 'name') return ''
  const fonts = resources === undefined ? undefined : dictEntry(resources, 'Font')
  const font = fonts?.lookup(PDFName.of(operand.value))
  return (font instanceof PDFDict ? nameEntry(font, 'BaseFont') : undefined) ?? operand.value
}

function textOfOperand(operand: Operand): string {
  if (operand.kind === 'string') return operand.value
  return operand.kind === 'array' ? operand.value.map(textOfOperand).join('') : ''
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
