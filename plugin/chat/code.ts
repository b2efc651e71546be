/**
 * The code that the reception shows (P-22): 150 random bits and nothing else. Written in five groups of six, in an
 * alphabet without look-alikes that a chat neither formats nor corrects.
 */
import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { PracticeKeys } from '../keys/practice-keys.js'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUPS = 5
const GROUP_LENGTH = 6
const LENGTH = GROUPS * GROUP_LENGTH

/** `7KQ2MD-…`; 30 characters in groups, upper case. */
export const newCode = (): string => codeOf(randomBytes(LENGTH))

/**
 * The code of a request that may be repeated: the same request gives the same code, which so need not be stored to be
 * answered again. Nobody can compute it without the practice's keys.
 * @param request unique for what was asked
 */
export const derivedCode = (keys: Pick<PracticeKeys, 'index'>, request: string): string =>
  codeOf(new Uint8Array(hkdfSync('sha256', keys.index('code', request), '', 'reception code', LENGTH)))

/** @param bytes as many as the code has characters; five bits of each are used */
function codeOf(bytes: Uint8Array): string {
  const characters = [...bytes].map((byte) => ALPHABET[byte & 31] ?? '').join('')
  return characters.match(new RegExp(`.{${GROUP_LENGTH}}`, 'g'))?.join('-') ?? ''
}

/** All that is stored of a code: hex SHA-256. */
export const codeDigest = (code: string): string => createHash('sha256').update(code, 'utf8').digest('hex')

const LETTER = '[0-9A-Za-z]'
const DASH = '\\s*[-\u2010-\u2015\u2212]\\s*'
const CODE = new RegExp(
  `(?<![0-9A-Za-z])${LETTER}{${GROUP_LENGTH}}(?:${DASH}${LETTER}{${GROUP_LENGTH}}){${GROUPS - 1}}(?![0-9A-Za-z])`,
)

/** As read: without the invisible signs that come with a text written from right to left. */
const legible = (text: string): string => text.normalize('NFKC').replace(/\p{Cf}/gu, '')

/** The words around a code: its letters are not words. */
export const withoutCode = (text: string): string => legible(text).replace(CODE, ' ')

/**
 * The first code in a message, as it was issued: whatever the telephone made of case and dashes.
 * @returns `null` where the message has nothing of a code's shape
 */
export function readCode(text: string): string | null {
  const [found] = CODE.exec(legible(text)) ?? []
  if (found === undefined) return null
  const characters = found
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return characters.match(new RegExp(`.{${GROUP_LENGTH}}`, 'g'))?.join('-') ?? null
}
