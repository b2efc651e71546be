/** What a stored value (/V, /DV) of a box can mean. react-pdf and pypdf write a name's notation as text: `(/Off)`, `(/Ja)`. */
import { spellings } from '../pdf/text-decoding.js'
import type { Spelling } from '../reading.js'

/** The state names that a value can mean. */
export const meantBy = (value: Spelling): string[] =>
  spellings(value).flatMap((text) => [text, text.replace(/^\//, '')])

export const isNoValue = ({ text }: Spelling): boolean => text === 'Off' || text === '/Off'
