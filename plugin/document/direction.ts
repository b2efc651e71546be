/** Which way a text runs, and in which order the pieces of one line stand on paper (Unicode Standard Annex 9). Pure. */
import bidiFactory from 'bidi-js'

export type Direction = 'ltr' | 'rtl'

const bidi = bidiFactory()

const RIGHT_TO_LEFT_LANGUAGES = new Set(['ar', 'fa', 'he', 'ur'])
/** They have done their work once the runs are ordered, and not every face has a glyph for them. */
const DIRECTION_MARKS = /[\u200e\u200f]/g
const RIGHT_TO_LEFT_LETTER = /\p{Script=Arabic}|\p{Script=Hebrew}/u

/** @param language BCP 47, e.g. `de`, `ar-SY` */
export const directionOf = (language: string): Direction =>
  RIGHT_TO_LEFT_LANGUAGES.has(language.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr'

/** The level of each UTF-16 unit of one paragraph; odd runs from right to left. `auto` asks the first strong letter. */
export interface Levels {
  direction: Direction
  levels: Uint8Array
}

export function levelsOf(paragraph: string, direction: Direction | 'auto'): Levels {
  const found = bidi.getEmbeddingLevels(paragraph, direction)
  const base = found.paragraphs[0]?.level ?? (direction === 'rtl' ? 1 : 0)
  return { direction: base % 2 === 1 ? 'rtl' : 'ltr', levels: found.levels }
}

interface Run {
  text: string
  level: number
}

/**
 * The pieces of one line from left to right, each to be shaped by itself. What runs from right to left has its brackets
 * mirrored; where it holds no letter from which a shaper would see that, its characters are turned round here.
 * @param from first UTF-16 unit of the line within the paragraph
 * @param to after its last
 */
export function visualRuns(
  paragraph: string,
  { levels, direction }: Levels,
  from: number,
  to: number,
): string[] {
  const runs: Run[] = []
  for (let index = from; index < to; index++) {
    const level = levels[index] ?? (direction === 'rtl' ? 1 : 0)
    const last = runs.at(-1)
    if (last?.level === level) last.text += paragraph[index] ?? ''
    else runs.push({ text: paragraph[index] ?? '', level })
  }
  return inVisualOrder(runs)
    .map((run) => (run.level % 2 === 1 ? rightToLeft(run.text) : run.text))
    .map((text) => text.replace(DIRECTION_MARKS, ''))
    .filter((text) => text !== '')
}

/** Rule L2: from the highest level down to the lowest odd one, turn every sequence of runs at that level or above. */
function inVisualOrder(runs: readonly Run[]): Run[] {
  const ordered = [...runs]
  const highest = Math.max(0, ...runs.map((run) => run.level))
  for (let level = highest; level >= 1; level--) {
    for (let start = 0; start < ordered.length; start++) {
      let end = start
      while ((ordered[end]?.level ?? -1) >= level) end++
      if (end > start) {
        ordered.splice(start, end - start, ...ordered.slice(start, end).reverse())
        start = end
      }
    }
  }
  return ordered
}

function rightToLeft(text: string): string {
  const mirrored = Array.from(text).map((character) => bidi.getMirroredCharacter(character) ?? character)
  return RIGHT_TO_LEFT_LETTER.test(text) ? mirrored.join('') : mirrored.reverse().join('')
}
