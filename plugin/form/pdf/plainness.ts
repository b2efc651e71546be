/**
 * Whether the interpreter of `painting.ts` can vouch for what an appearance stream shows: device colours, ZapfDingbats
 * signs and simple paths, as nearly every producer draws ticks. Layers, masks, images, shadings, other fonts and colour
 * spaces, scaling to nothing or a white patch over it may leave nothing to be seen, and only painting tells.
 */
import { PDFDict, PDFName, PDFNumber, type PDFStream } from 'pdf-lib'
import { readOperations, type Operand } from './content.js'
import { arrayEntry, dictEntry, elements, entry, resolve, streamBytes } from './objects.js'
import { fontName, TICKS, textOfOperand } from './painting.js'

const PLAIN = new Set([
  ...['q', 'Q', 'w', 'J', 'j', 'M', 'd', 'ri', 'i', 'g', 'G', 'rg', 'RG', 'k', 'K', 'BMC', 'EMC', 'BX', 'EX'],
  ...['BT', 'ET', 'Td', 'TD', 'T*', 'TL', 'Tc', 'Tw', 'Tr', 'm', 'l', 'c', 'v', 'y', 're', 'h'],
  ...['S', 's', 'B', 'B*', 'b', 'b*', 'n', 'W', 'W*', 'MP', 'DP'],
])
/** An opaque shape hides what it covers; the interpreter knows that of rectangles. */
const FILLS = new Set(['f', 'F', 'f*'])
const SHOWS = new Set(['Tj', 'TJ', "'", '"'])
const TRANSPARENCY = new Set(['Type', 'ca', 'CA'])

/** A layer or a mask of the whole drawing: viewers differ, so no painting proves what was seen. */
export function isMasked(stream: PDFStream): boolean {
  const resources = dictEntry(stream.dict, 'Resources')
  const states = resources === undefined ? undefined : dictEntry(resources, 'ExtGState')
  const masks = (states?.keys() ?? []).flatMap((key) => {
    const state = states?.lookup(key)
    return state instanceof PDFDict ? (entry(state, 'SMask') ?? []) : []
  })
  return stream.dict.has(OC) || masks.some((mask) => mask instanceof PDFDict)
}

export function isPlain(stream: PDFStream): boolean {
  const content = streamBytes(stream)
  if (content === null || !keepsSize(matrixOf(stream.dict))) return false
  const resources = dictEntry(stream.dict, 'Resources')
  const operations = readOperations(content)
  let font = ''
  let isWhite = false
  let at = ''
  return operations.every(({ operator, operands }, i) => {
    const from = at
    at = operands.map(numberOf).join(' ')
    // A line of no length is seen only as round dot.
    if (operator === 'l' && from === at) return false
    if (operator === 'Tf') font = fontName(resources, operands[0])
    if (['g', 'rg', 'k'].includes(operator)) isWhite = isPaper(operands)
    if (PLAIN.has(operator) || operator === 'Tf') return true
    if (operator === 'cm' || operator === 'Tm') return keepsSize(operands.map(numberOf))
    if (operator === 'BDC') return operands[0]?.kind === 'name' && operands[0].value !== 'OC'
    if (operator === 'gs') return hasOnlyTransparency(resources, operands[0])
    if (FILLS.has(operator)) return !isWhite || operations[i - 1]?.operator === 're'
    return SHOWS.has(operator) && isDingbats(font) && operands.every(showsTicks)
  })
}

const OC = PDFName.of('OC')
const isDingbats = (font: string): boolean => /dingbats|zadb/i.test(font)
const showsTicks = (operand: Operand): boolean =>
  operand.kind === 'number' || Array.from(textOfOperand(operand).replace(/ /g, '')).every((c) => TICKS.has(c))

const numberOf = (operand: Operand): number => (operand.kind === 'number' ? operand.value : 0)

/** White, or nearly. */
function isPaper(operands: Operand[]): boolean {
  const white = operands.length === 4 ? 0 : 1
  return operands.every((operand) => Math.abs(numberOf(operand) - white) < 0.1)
}

/** Less than a tenth of its size is hardly seen. */
const keepsSize = ([a = 1, b = 0, c = 0, d = 1]: number[]): boolean => Math.abs(a * d - b * c) > 0.01

const matrixOf = (dict: PDFDict): number[] =>
  elements(arrayEntry(dict, 'Matrix')).map((element) => {
    const number = resolve(dict.context, element)
    return number instanceof PDFNumber ? number.asNumber() : 0
  })

function hasOnlyTransparency(resources: PDFDict | undefined, operand: Operand | undefined): boolean {
  const states = resources === undefined ? undefined : dictEntry(resources, 'ExtGState')
  const state = states === undefined || operand?.kind !== 'name' ? undefined : entry(states, operand.value)
  return state instanceof PDFDict && state.keys().every((key) => TRANSPARENCY.has(key.decodeText()))
}
