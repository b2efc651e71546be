/**
 * What a content stream leaves visible: an interpreter of the operators that matter for a tick. Nothing counts
 * that is white on white, transparent, invisible text, outside the box or a clipping path, or painted over.
 */
import { PDFDict, PDFName, PDFNumber, PDFStream } from 'pdf-lib'
import { readOperations, type Operand } from './content.js'
import {
  arrayEntry,
  dictEntry,
  elements,
  entry,
  idOf,
  nameEntry,
  rawEntry,
  rectEntry,
  resolve,
  streamBytes,
} from './objects.js'
import { newPaper, type Paint } from './paper.js'
import { coloured, FAINTEST, isDeviceSpace, newPen, setAlpha, type Pen } from './pen.js'
import {
  apply,
  boundsOf,
  combine,
  cornersOf,
  EVERYWHERE,
  IDENTITY,
  intersection,
  meets,
  toMatrix,
  type Matrix,
  type Point,
  type Rect,
} from './plane.js'

const DEEPEST_FORM = 4
/** ✓ ✔ ✕ ✖ ✗ ✘ ★ ● ■ ◆ in ZapfDingbats, the signs that Acrobat offers for ticked boxes. */
export const TICKS = new Set(['3', '4', '5', '6', '7', '8', 'H', 'l', 'n', 'u'])
/** Share of the box's height below which a letter cannot be seen. */
const SMALLEST_LETTER = 0.02

/** `null` if the stream cannot be decoded; nothing for a missing one. */
export function paintsOf(stream: unknown): Paint[] | null {
  if (!(stream instanceof PDFStream)) return []
  const box = rectEntry(stream.dict, 'BBox')
  if (box !== null && (box[2] - box[0] <= 0 || box[3] - box[1] <= 0)) return []
  const height = box === null ? 0 : box[3] - box[1]
  // /Matrix turns box and drawing together; inside the box it changes nothing.
  return paint(stream, { transform: IDENTITY, clip: box ?? EVERYWHERE, height, depth: DEEPEST_FORM })
}

interface Frame {
  transform: Matrix
  clip: Rect
  height: number
  depth: number
}

interface Piece {
  kind: 'path' | 'rect'
  shape: string
  bounds: Rect
}

function paint(stream: PDFStream, frame: Frame): Paint[] | null {
  const content = streamBytes(stream)
  if (content === null) return null
  const resources = dictEntry(stream.dict, 'Resources')
  const paper = newPaper()
  const saved: Pen[] = []
  let pen = newPen(frame.transform, frame.clip)
  let path: Piece[] = []
  let at: Point = [0, 0]
  let clips = false
  let line: Matrix = IDENTITY

  const add = (operator: string, kind: Piece['kind'], numbers: number[], points: Point[]): void => {
    const shape = `${operator}${numbers.map((n) => Math.round(n * 10)).join(',')}`
    path.push({ kind, shape, bounds: boundsOf(points.map((point) => apply(pen.transform, point))) })
  }
  const closePath = (fills: boolean, strokes: boolean): void => {
    for (const piece of path) {
      if (fills && piece.kind === 'rect' && pen.fill.alpha === 1) paper.cover(piece.bounds, pen.clip)
      if (!(fills && paper.isVisible(pen.fill)) && !(strokes && paper.isVisible(pen.stroke))) continue
      const colours = `${fills ? `f${pen.fill.text}` : ''}${strokes ? `s${pen.stroke.text}` : ''}`
      const left = paper.leave(
        { kind: piece.kind, signature: colours + piece.shape, tick: null, bounds: piece.bounds },
        pen.clip,
      )
      if (left && fills) paper.darken()
    }
    if (clips && path.length > 0) {
      const whole = boundsOf(path.flatMap(({ bounds }) => cornersOf(bounds)))
      pen.clip = intersection(pen.clip, whole)
    }
    clips = false
    path = []
  }
  const showText = (operands: Operand[]): void => {
    const text = operands.map(textOfOperand).join('')
    if (pen.invisibleText || !paper.isVisible(pen.fill)) return
    const size = Math.abs(pen.fontSize)
    const bounds = boundsOf(
      cornersOf([0, -0.4 * size, 1.5 * size * text.length, 1.2 * size]).map((corner) =>
        apply(combine(line, pen.transform), corner),
      ),
    )
    if (bounds[3] - bounds[1] <= SMALLEST_LETTER * frame.height) return
    const isDingbats = /dingbats|zadb/i.test(pen.font)
    for (const char of text.replace(/[ \0]/g, '')) {
      const tick = isDingbats && TICKS.has(char) ? char : null
      paper.leave(
        { kind: 'glyph', signature: `t${pen.font}:${char}:${pen.fill.text}`, tick, bounds },
        pen.clip,
      )
    }
  }
  const moveLine = (x: number, y: number): void => {
    line = combine([1, 0, 0, 1, x, y], line)
  }

  for (const { operator, operands } of readOperations(content)) {
    const numbers = operands.map((operand) => (operand.kind === 'number' ? operand.value : 0))
    const [x = 0, y = 0, width = 0, height = 0] = numbers
    switch (operator) {
      case 'q':
        saved.push({ ...pen })
        break
      case 'Q':
        pen = saved.pop() ?? pen
        break
      case 'cm':
        pen.transform = combine(toMatrix(numbers), pen.transform)
        break
      case 'gs':
        setAlpha(pen, resources, operands[0])
        break
      case 'cs':
        pen.fill = { ...pen.fill, isDevice: isDeviceSpace(operands[0]), isPaper: false }
        break
      case 'CS':
        pen.stroke = { ...pen.stroke, isDevice: isDeviceSpace(operands[0]), isPaper: false }
        break
      case 'g':
      case 'rg':
      case 'k':
        pen.fill = coloured({ ...pen.fill, isDevice: true }, numbers)
        break
      case 'sc':
      case 'scn':
        pen.fill = coloured(pen.fill, numbers)
        break
      case 'G':
      case 'RG':
      case 'K':
        pen.stroke = coloured({ ...pen.stroke, isDevice: true }, numbers)
        break
      case 'SC':
      case 'SCN':
        pen.stroke = coloured(pen.stroke, numbers)
        break
      case 'BT':
        line = IDENTITY
        break
      case 'Tm':
        line = toMatrix(numbers)
        break
      case 'Td':
      case 'TD':
        moveLine(x, y)
        break
      case 'Tf':
        pen.fontSize = numbers[1] ?? 0
        pen.font = fontName(resources, operands[0])
        break
      case 'Tr':
        // 3 paints nothing, 7 only clips.
        pen.invisibleText = x === 3 || x === 7
        break
      case 'Tj':
      case "'":
      case '"':
      case 'TJ':
        showText(operands)
        break
      case 'm':
        at = [x, y]
        break
      case 're':
        at = [x, y]
        add(operator, 'rect', numbers, [at, [x + width, y + height]])
        break
      case 'l':
      case 'c':
      case 'v':
      case 'y': {
        const points = pairs(numbers)
        add(operator, 'path', numbers, [at, ...points])
        at = points.at(-1) ?? at
        break
      }
      case 'W':
      case 'W*':
        clips = true
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
        closePath(false, false)
        break
      case 'sh':
      case 'EI':
      case 'ID':
        paper.leave({ kind: 'image', signature: operator, tick: null, bounds: pen.clip }, pen.clip)
        break
      case 'Do':
        if (pen.fill.alpha > FAINTEST) paper.paints.push(...drawObject(resources, operands[0], pen, frame))
        break
      default:
        break
    }
  }
  return paper.paints
}

function drawObject(
  resources: PDFDict | undefined,
  operand: Operand | undefined,
  { transform, clip }: Pen,
  { height, depth }: Frame,
): Paint[] {
  const objects = resources === undefined ? undefined : dictEntry(resources, 'XObject')
  if (objects === undefined || operand?.kind !== 'name') return []
  const object = entry(objects, operand.value)
  if (!(object instanceof PDFStream)) return []
  if (nameEntry(object.dict, 'Subtype') === 'Form') {
    if (depth === 0) return []
    const inner = combine(toMatrix(numbersOf(object.dict, 'Matrix')), transform)
    const box = rectEntry(object.dict, 'BBox')
    const seen = box === null ? clip : intersection(clip, placed(box, inner))
    return paint(object, { transform: inner, clip: seen, height, depth: depth - 1 }) ?? []
  }
  const bounds = placed([0, 0, 1, 1], transform)
  const id = idOf(rawEntry(objects, operand.value))
  return meets(bounds, clip) ? [{ kind: 'image', signature: `i${id}`, tick: null, bounds }] : []
}

const placed = (rect: Rect, transform: Matrix): Rect =>
  boundsOf(cornersOf(rect).map((corner) => apply(transform, corner)))

const pairs = (numbers: number[]): Point[] =>
  Array.from({ length: numbers.length >> 1 }, (_, i) => [numbers[2 * i] ?? 0, numbers[2 * i + 1] ?? 0])

const numbersOf = (dict: PDFDict, key: string): number[] =>
  elements(arrayEntry(dict, key)).map((element) => {
    const number = resolve(dict.context, element)
    return number instanceof PDFNumber ? number.asNumber() : 0
  })

export function fontName(resources: PDFDict | undefined, operand: Operand | undefined): string {
  if (operand?.kind !== 'name') return ''
  const fonts = resources === undefined ? undefined : dictEntry(resources, 'Font')
  const font = fonts?.lookup(PDFName.of(operand.value))
  return (font instanceof PDFDict ? nameEntry(font, 'BaseFont') : undefined) ?? operand.value
}

export function textOfOperand(operand: Operand): string {
  if (operand.kind === 'string') return operand.value
  return operand.kind === 'array' ? operand.value.map(textOfOperand).join('') : ''
}
