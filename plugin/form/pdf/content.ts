/** Splits a content stream into operators with their operands (ISO 32000-2, 7.8.2). */

export type Operand =
  | { kind: 'number'; value: number }
  | { kind: 'name'; value: string }
  /** Raw bytes, one character each. */
  | { kind: 'string'; value: string }
  | { kind: 'array'; value: Operand[] }
  | { kind: 'other' }

export interface Operation {
  operator: string
  operands: Operand[]
}

const MOST_OPERATIONS = 20_000
const WHITESPACE = new Set(['\0', '\t', '\n', '\f', '\r', ' '])
const DELIMITERS = new Set(['(', ')', '<', '>', '[', ']', '{', '}', '/', '%'])

/** The operations in order; what cannot be read is skipped, as viewers do. */
export function readOperations(content: Uint8Array): Operation[] {
  const text = Buffer.from(content).toString('latin1')
  const operations: Operation[] = []
  let operands: Operand[] = []
  const open: Operand[][] = []
  let at = 0
  while (at < text.length && operations.length < MOST_OPERATIONS) {
    const char = text.charAt(at)
    if (WHITESPACE.has(char)) at += 1
    else if (char === '%') at = skipComment(text, at)
    else if (char === '(') {
      const end = endOfString(text, at)
      operands.push({ kind: 'string', value: unescape(text.slice(at + 1, end)) })
      at = end + 1
    } else if (char === '<' && text.charAt(at + 1) !== '<') {
      const end = indexOrEnd(text, '>', at)
      operands.push({ kind: 'string', value: fromHex(text.slice(at + 1, end)) })
      at = end + 1
    } else if (char === '[' && open.length < 32) {
      open.push(operands)
      operands = []
      at += 1
    } else if (char === ']') {
      const outer = open.pop()
      if (outer !== undefined) {
        outer.push({ kind: 'array', value: operands })
        operands = outer
      }
      at += 1
    } else if (char === '/') {
      const end = endOfWord(text, at + 1)
      operands.push({ kind: 'name', value: nameOf(text.slice(at + 1, end)) })
      at = end
    } else if (DELIMITERS.has(char)) {
      operands.push({ kind: 'other' })
      at += 1
    } else {
      const end = endOfWord(text, at)
      const word = text.slice(at, end)
      const number = /^[+-]*\d*\.?\d*$/.test(word) ? Number.parseFloat(word) : Number.NaN
      at = end
      if (!Number.isNaN(number)) operands.push({ kind: 'number', value: number })
      else if (open.length === 0) {
        operations.push({ operator: word, operands })
        operands = []
        if (word === 'ID') at = indexOrEnd(text, 'EI', at)
      }
    }
  }
  return operations
}

function skipComment(text: string, from: number): number {
  const end = text.slice(from).search(/[\r\n]/)
  return end < 0 ? text.length : from + end
}

function indexOrEnd(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from)
  return found < 0 ? text.length : found
}

function endOfWord(text: string, from: number): number {
  let at = from
  while (at < text.length && !WHITESPACE.has(text.charAt(at)) && !DELIMITERS.has(text.charAt(at))) at += 1
  return at === from ? from + 1 : at
}

function endOfString(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '\\') at += 1
    else if (char === '(') depth += 1
    else if (char === ')') {
      depth -= 1
      if (depth === 0) return at
    }
  }
  return text.length
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '\n': '',
  '\r': '',
}

const unescape = (text: string): string =>
  text.replace(/\\(?:([0-7]{1,3})|(\r\n|[^]))/g, (_, octal: string | undefined, char: string | undefined) =>
    octal !== undefined
      ? String.fromCharCode(Number.parseInt(octal, 8) & 255)
      : char === undefined || char === '\r\n'
        ? ''
        : (ESCAPES[char] ?? char),
  )

const fromHex = (hex: string): string => Buffer.from(evenDigits(hex), 'hex').toString('latin1')

function evenDigits(hex: string): string {
  const digits = hex.replace(/[^\da-f]/gi, '')
  return digits.length % 2 === 0 ? digits : `${digits}0`
}

const nameOf = (text: string): string =>
  text.replace(/#([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
