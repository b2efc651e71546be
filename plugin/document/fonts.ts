/**
 * The faces of our documents: DejaVu Sans in three cuts, which has Latin, Cyrillic and Arabic letters. They are
 * embedded as subsets; OpenType shaping joins Arabic letters and places marks.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create } from '@cantoo/fontkit'
import type { Font, GlyphRun } from '@cantoo/fontkit'
import type { PDFDocument, PDFFont } from 'pdf-lib'
import { withLegibleLigatures } from './legible-ligatures.js'

export interface Faces {
  regular: Face
  bold: Face
  /** Fixed width, for hashes and notes. */
  mono: Face
}

/** One face, embedded in one PDF. All measures are in thousandths of the type size. */
export interface Face {
  font: PDFFont
  ascent: number
  /** Negative: below the base line. */
  descent: number
  /** Glyphs of a text of one direction, in the order in which they stand on paper. */
  shape(text: string): Shape
  has(codePoint: number): boolean
}

export interface Shape {
  width: number
  glyphs: readonly PlacedGlyph[]
}

export interface PlacedGlyph {
  /** The glyph's own width, as the PDF's width table has it. */
  natural: number
  /** How far the pen goes on. */
  advance: number
  right: number
}

const FILES = {
  regular: 'DejaVuSans.ttf',
  bold: 'DejaVuSans-Bold.ttf',
  mono: 'DejaVuSansMono.ttf',
} as const

// Latin ligatures ("fi") help nobody in a record, and German must not join letters across the parts of a compound.
// Those that Arabic demands (`rlig`) stay on.
const FEATURES = { liga: false, dlig: false }

const fromHere = createRequire(import.meta.url)

/** Embeds the three faces in `pdf`; each takes room in the file only if something is set in it. */
export async function embedFaces(pdf: PDFDocument): Promise<Faces> {
  const regular = await embedFace(pdf, FILES.regular)
  const bold = await embedFace(pdf, FILES.bold)
  const mono = await embedFace(pdf, FILES.mono)
  return { regular, bold, mono }
}

async function embedFace(pdf: PDFDocument, file: string): Promise<Face> {
  const bytes = readFileSync(fromHere.resolve(`dejavu-fonts-ttf/ttf/${file}`))
  const opened = openFont(bytes, file)
  // The document shapes with the very font object that measures: one parse, and no two opinions on a width.
  pdf.registerFontkit({ create: () => opened })
  const font = await pdf.embedFont(bytes, {
    subset: true,
    features: FEATURES,
    customName: `RECALL+${file.replace('.ttf', '')}`,
  })
  const scale = 1000 / opened.unitsPerEm
  const shapes = new Map<string, Shape>()
  return {
    font,
    ascent: opened.ascent * scale,
    descent: opened.descent * scale,
    shape: (text) => {
      const known = shapes.get(text)
      if (known) return known
      const shape = shapeText(opened, text, scale)
      shapes.set(text, shape)
      return shape
    },
    has: (codePoint) => opened.hasGlyphForCodePoint(codePoint),
  }
}

function openFont(bytes: Uint8Array, file: string): Font {
  const opened = create(bytes)
  if (!('layout' in opened)) throw new TypeError(`${file} is not a single font`)
  return rememberingRuns(withLegibleLigatures(opened))
}

/** Each line is measured, and shaped again when it is set: the second time is remembered. */
function rememberingRuns(font: Font): Font {
  const layOut = font.layout.bind(font)
  const runs = new Map<string, GlyphRun>()
  font.layout = (text: string, ...settings): GlyphRun => {
    const known = runs.get(text) ?? layOut(text, ...settings)
    runs.set(text, known)
    return known
  }
  return font
}

function shapeText(font: Font, text: string, scale: number): Shape {
  const run = font.layout(text, FEATURES)
  const glyphs = run.glyphs.map((glyph, index) => {
    const position = run.positions?.[index]
    const natural = glyph.advanceWidth * scale
    return {
      natural,
      advance: position ? position.xAdvance * scale : natural,
      // Marks keep the height at which the face draws them: a raised or lowered glyph would be a line of its own to
      // every program that reads the text back.
      right: (position?.xOffset ?? 0) * scale,
    }
  })
  return { glyphs, width: glyphs.reduce((sum, glyph) => sum + glyph.advance, 0) }
}
