/** Cuts a text into pieces that fit one message each, at the most natural places; together they are the text again. Pure. */

/** The longest text of one message, in UTF-16 units. */
export const LONGEST_TEXT = 4096

/** From the best place to cut to the worst. */
const BREAKS = [/\n{2,}/g, /\n/g, /[.!?؟]\s+/g, /\s+/g]

export function splitText(text: string, longest = LONGEST_TEXT): string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > longest) {
    const cut = placeToCut(rest.slice(0, longest), longest)
    pieces.push(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest]
}

/** A cut in the first half would leave mere scraps. */
function placeToCut(head: string, longest: number): number {
  for (const pattern of BREAKS) {
    const last = [...head.matchAll(pattern)].at(-1)
    const end = last === undefined ? 0 : last.index + last[0].length
    if (end > longest / 2) return end
  }
  // No word ends here; at least no character is cut in two.
  const before = head.charCodeAt(longest - 1)
  return before >= 0xd800 && before <= 0xdbff ? longest - 1 : longest
}
