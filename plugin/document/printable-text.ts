/**
 * Makes every character of a text visible or harmless before it is printed. A record must show what stands in the
 * data: what the face cannot draw, and the controls with which a text can be made to look like another, are printed
 * as their code.
 */

/** Overrides and embeddings of direction (U+202A–E, U+2066–9) and controls other than line feed. */
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
/** Characters that only steer breaking or the choice of a glyph and have no ink: soft hyphen, word joiner, selectors. */
const WITHOUT_INK = /[\u00ad\u200b\u2060\ufeff\ufe00-\ufe0f]/g

/** The line feed, and the two direction marks: they are obeyed when the line is ordered, and dropped then. */
const STEERING = new Set([0x0a, 0x200e, 0x200f])

/** @param has whether the face has a glyph for a code point */
export function printableText(text: string, has: (codePoint: number) => boolean): string {
  const plain = text
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/\t/g, '    ')
    .replace(WITHOUT_INK, '')
  let printed = ''
  for (const character of plain) {
    const codePoint = character.codePointAt(0) ?? 0
    const shown = STEERING.has(codePoint) || (!CONTROLS.test(character) && has(codePoint))
    printed += shown ? character : `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`
  }
  return printed
}
