/**
 * Lam-alef is one glyph for two letters, and Arabic demands it. Programs that read text back from a PDF turn Arabic
 * round glyph by glyph, and do not agree on whether the two letters within one glyph are to be turned as well. So each
 * of the two letters gets a glyph of its own: the ligature stands for the lam, a glyph without ink and width beside it
 * for the alef.
 */
import type { Font, Glyph, GlyphRun } from '@cantoo/fontkit'

const LAM = 0x0644
/** The alefs that join with lam, each with the character whose empty glyph stands for it. Texts never print these. */
const CARRIERS = new Map([
  [0x0622, 0x202a],
  [0x0623, 0x202b],
  [0x0625, 0x202c],
  [0x0627, 0x202d],
])

/** The font as it is, but for the glyphs that its `layout` gives for lam-alef. */
export function withLegibleLigatures(font: Font): Font {
  const layOut = font.layout.bind(font)
  font.layout = (...input: Parameters<Font['layout']>): GlyphRun => separated(font, layOut(...input))
  return font
}

function separated(font: Font, run: GlyphRun): GlyphRun {
  const glyphs: Glyph[] = []
  const positions: NonNullable<GlyphRun['positions']> = []
  run.glyphs.forEach((glyph, index) => {
    const alef = alefOf(font, glyph)
    if (alef) {
      // Runs from right to left arrive in the order of the paper: what is read after the lam stands before it.
      glyphs.push(alef, standingFor(glyph, LAM))
      positions.push({ xAdvance: 0, yAdvance: 0, xOffset: 0, yOffset: 0 })
    } else {
      glyphs.push(glyph)
    }
    const position = run.positions?.[index]
    if (position) positions.push(position)
  })
  run.glyphs = glyphs
  run.positions = positions
  return run
}

function alefOf(font: Font, glyph: Glyph): Glyph | undefined {
  const [first, second, ...more] = glyph.codePoints
  const carrier = CARRIERS.get(second ?? 0)
  if (first !== LAM || second === undefined || carrier === undefined || more.length > 0) return undefined
  const empty = font.hasGlyphForCodePoint(carrier) ? font.glyphForCodePoint(carrier) : undefined
  return empty?.advanceWidth === 0 ? standingFor(empty, second) : undefined
}

/** The same glyph, said to be another character. */
function standingFor(glyph: Glyph, codePoint: number): Glyph {
  return new Proxy(glyph, {
    get: (target, property): unknown =>
      property === 'codePoints' ? [codePoint] : Reflect.get(target, property),
  })
}
