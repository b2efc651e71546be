/** A text as elements of the structure, one for each paragraph, and its lines with the element that each belongs to. Pure. */
import { levelsOf } from './direction.js'
import type { Role, StructureElement } from './structure.js'
import { element } from './structure.js'
import { layOutParagraphs } from './text-layout.js'
import type { TextLine, TextParagraph, TextSetting } from './text-layout.js'

export interface TaggedLine {
  line: TextLine
  element: StructureElement
}

export interface TaggedText {
  /** Without paragraphs that are empty. */
  elements: StructureElement[]
  lines: TaggedLine[]
}

/** @param language BCP 47, where it is not the document's own */
export function taggedText(text: string, setting: TextSetting, role: Role, language?: string): TaggedText {
  const paragraphs = layOutParagraphs(text, setting).map((paragraph) => ({
    ...paragraph,
    element: element(role, {
      ...(language !== undefined && { language }),
      ...actualText(paragraph, setting),
    }),
  }))
  return {
    elements: paragraphs
      .filter((paragraph) => paragraph.text.trim() !== '')
      .map((paragraph) => paragraph.element),
    lines: paragraphs.flatMap((paragraph) =>
      paragraph.lines.map((line) => ({ line, element: paragraph.element })),
    ),
  }
}

/**
 * The content of one cell: a single paragraph is the cell's own, several are paragraphs inside it.
 * @param cell takes them in
 */
export function taggedCell(text: string, setting: TextSetting, cell: StructureElement): TaggedLine[] {
  const tagged = taggedText(text, setting, 'P')
  const [only, ...more] = tagged.elements
  if (only === undefined) return []
  if (more.length === 0) {
    if (only.actualText !== undefined) cell.actualText = only.actualText
    return tagged.lines.map(({ line }) => ({ line, element: cell }))
  }
  cell.kids.push(...tagged.elements)
  return tagged.lines
}

/** Glyphs stand in the order of the paper; what runs from right to left is said once more in the order of reading. */
function actualText({ text }: TextParagraph, { direction }: TextSetting): { actualText?: string } {
  const runsBack = levelsOf(text, direction).levels.some((level) => level % 2 === 1)
  return runsBack ? { actualText: text } : {}
}
