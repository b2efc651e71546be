/** Yes and no as exports write them. Pure. */
import { read, refused, type Read } from './date.js'

const YES = new Set(['ja', 'j', 'x', '1', 'wahr', 'true', 'yes', 'y'])
const NO = new Set(['nein', 'n', '', '0', 'falsch', 'false', 'no'])

export function readFlag(text: string): Read<boolean> {
  const word = text.toLowerCase()
  if (YES.has(word)) return read(true)
  if (NO.has(word)) return read(false)
  return refused('not_yes_or_no')
}
