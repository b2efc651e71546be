/**
 * The outer frame of a PDF file, read from its bytes alone: where it starts, whether it was cut off, and where
 * each of its revisions ends (ISO 32000-2, 7.5: header, cross-reference sections, incremental updates).
 */

export type Frame =
  | { kind: 'not_pdf' }
  /** The end of the file is missing: an unticked box in the rest would prove nothing. */
  | { kind: 'cut_off' }
  /**
   * @property start bytes before the header, which viewers skip
   * @property ends of the revisions, from the header on, oldest first; the last is the whole file
   */
  | { kind: 'whole'; start: number; ends: number[] }

/** Viewers look for the header in the first kibibyte. */
const HEADER_WITHIN = 1024
const MOST_SECTIONS = 200

export function readFrame(file: Uint8Array): Frame {
  const whole = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const start = whole.subarray(0, HEADER_WITHIN + 5).indexOf('%PDF-')
  if (start < 0) return { kind: 'not_pdf' }
  const bytes = whole.subarray(start)

  const tail = readTail(bytes)
  if (tail === null || tail.startxref === 0) return { kind: 'cut_off' }
  if (isUnfinished(tail.rest)) return { kind: 'cut_off' }
  const chain = followSections(bytes, tail.startxref)
  if (chain === null) {
    // The offset is wrong. Whole all the same, if the file has its end mark and a trailer before it.
    const closing = Math.max(bytes.lastIndexOf('trailer'), bytes.lastIndexOf('/XRef'))
    if (!tail.endMark || closing < 0 || closing < bytes.lastIndexOf('%%EOF', tail.at - 1))
      return { kind: 'cut_off' }
    return { kind: 'whole', start, ends: endMarks(bytes) }
  }
  return { kind: 'whole', start, ends: chain }
}

interface Tail {
  at: number
  startxref: number
  endMark: boolean
  rest: Buffer
}

function readTail(bytes: Buffer): Tail | null {
  const at = bytes.lastIndexOf('startxref')
  if (at < 0) return null
  const after = bytes.subarray(at + 9, at + 9 + 64).toString('latin1')
  const match = /^[\s\0]*(\d{1,12})(?:[\s\0]*(%%EOF))?/.exec(after)
  if (match?.[1] === undefined) return null
  return {
    at,
    startxref: Number(match[1]),
    endMark: match[2] !== undefined,
    rest: bytes.subarray(at + 9 + match[0].length),
  }
}

/** What follows the last end mark is the beginning of another revision, not mere padding. */
function isUnfinished(rest: Buffer): boolean {
  const text = rest.toString('latin1')
  if (/(?:^|[\s\0])\d+[\s\0]+\d+[\s\0]+obj\b/.test(text)) return true
  return (
    /^[\s\0]*(?:\d+(?:\s+\d+(?:\s+o?b?)?)?|xref.*|trailer.*)$/s.test(text) &&
    /\S/.test(text.replaceAll('\0', ' '))
  )
}

/** Follows /Prev from the newest cross-reference section; `null` if one is not where it should be. */
function followSections(bytes: Buffer, newest: number): number[] | null {
  const ends: number[] = [bytes.length]
  const seen = new Set<number>()
  let at: number | null = newest
  let last = Number.POSITIVE_INFINITY
  while (at !== null && !seen.has(at) && seen.size < MOST_SECTIONS) {
    seen.add(at)
    const section = readSection(bytes, at)
    if (section === null) return null
    if (seen.size > 1) {
      // A linearised file names its first-page section as the newer one although it lies first: one revision.
      const oneRevision = at > last ? ends.pop() : 0
      ends.push(Math.max(section.end, oneRevision ?? 0))
    }
    last = at
    at = section.prev
  }
  return [...new Set(ends)].filter((end) => end > 0).sort((a, b) => a - b)
}

function readSection(bytes: Buffer, at: number): { prev: number | null; end: number } | null {
  if (at >= bytes.length) return null
  const head = bytes.subarray(at, at + 40).toString('latin1')
  const isTable = /^[\s\0]*xref\b/.test(head)
  if (!isTable && !/^[\s\0]*\d+\s+\d+\s+obj\b/.test(head)) return null
  const from = isTable ? bytes.indexOf('trailer', at) : at
  if (from < 0) return null
  const to = bytes.indexOf(isTable ? 'startxref' : 'stream', from)
  if (to < 0) return null
  const dict = bytes.subarray(from, to).toString('latin1')
  if (!isTable && !/\/XRef\b/.test(dict)) return null
  const prev = /\/Prev\s+(\d{1,12})\b(?!\s+\d+\s+R)/.exec(dict)?.[1]
  const mark = bytes.indexOf('%%EOF', to)
  return {
    prev: prev === undefined ? null : Number(prev),
    end: mark < 0 ? bytes.length : endOfLine(bytes, mark + 5),
  }
}

/** Every end mark whose section is not the first part of a linearised file; for files with wrong offsets. */
function endMarks(bytes: Buffer): number[] {
  const ends: number[] = []
  for (let at = bytes.indexOf('%%EOF'); at >= 0; at = bytes.indexOf('%%EOF', at + 5)) {
    if (!/startxref[\s\0]+0[\s\0]+$/.test(bytes.subarray(Math.max(0, at - 32), at).toString('latin1'))) {
      ends.push(endOfLine(bytes, at + 5))
    }
    if (ends.length > MOST_SECTIONS) break
  }
  return [...new Set([...ends.slice(0, -1), bytes.length])]
}

function endOfLine(bytes: Buffer, at: number): number {
  let end = at
  if (bytes[end] === 0x0d) end += 1
  if (bytes[end] === 0x0a) end += 1
  return end
}
