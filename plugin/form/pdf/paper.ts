/** What has been painted so far and can still be seen: opaque areas hide what they cover. */
import { contains, intersection, meets, type Rect } from './plane.js'
import { FAINTEST, type Colour } from './pen.js'

/** One painted thing. Rectangles are frames and backgrounds, the rest can be a mark. */
export interface Paint {
  kind: 'glyph' | 'path' | 'rect' | 'image'
  /** Equal for equal drawings. */
  signature: string
  /** The ZapfDingbats sign that stands for "ticked", if it is one. */
  tick: string | null
  bounds: Rect
}

export interface Paper {
  readonly paints: Paint[]
  isVisible: (colour: Colour) => boolean
  /** Leaves a paint where it meets the clipping path; whether it did. */
  leave: (paint: Paint, clip: Rect) => boolean
  /** An opaque area hides what it covers, whatever its colour. */
  cover: (bounds: Rect, clip: Rect) => void
  /** From now on white is a colour, too. */
  darken: () => void
}

export function newPaper(): Paper {
  const paints: Paint[] = []
  let darkGround = false
  return {
    paints,
    isVisible: ({ isPaper, alpha }) => alpha > FAINTEST && (darkGround || !isPaper),
    leave: (paint, clip) => {
      if (!meets(paint.bounds, clip)) return false
      paints.push(paint)
      return true
    },
    cover: (bounds, clip) => {
      const area = intersection(bounds, clip)
      const left = paints.filter((paint) => !contains(area, intersection(paint.bounds, clip)))
      paints.splice(0, paints.length, ...left)
      if (left.length === 0) darkGround = false
    },
    darken: () => {
      darkGround = true
    },
  }
}
