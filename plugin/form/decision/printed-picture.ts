/**
 * The comparison for blanks whose words nobody can read: scans with fields on top, wording turned into outlines. Around
 * the consent the ink of the blank must still be there. What was added is not looked at: signatures stand there, too.
 */
import type { ReviewReason } from '../consent-decision.js'
import { comparePlace, type Rect } from './printed-place.js'
import type { PrintedPages } from './printed.js'

/** Points above and below the box within which its wording stands. */
const NEAR = 240
/** Points; a place holds a word or two. */
const WIDE = 60
const HIGH = 14
/** Dark pixels, so that a place is more than the edge of something. */
const LEAST_INK = 40
/** Share of the ink; scans that were packed anew keep more, other words on the same line less. */
const KEPT = 0.75
/** Places in which specks and frayed edges may be lost. */
const FEW = 2

export function doubtsOfPicture({ blank, filled, consent, controls }: PrintedPages): ReviewReason[] {
  const lost = placesNear(consent, blank.box).filter((place) => {
    const { ink, kept } = comparePlace(place, blank, filled, controls, [0, 0])
    return ink >= LEAST_INK && kept < KEPT
  })
  return lost.length > FEW ? ['wording_differs'] : []
}

function placesNear(consent: readonly Rect[], [left, bottom, right, top]: Rect): Rect[] {
  const places: Rect[] = []
  for (let y = bottom; y < top; y += HIGH) {
    if (!consent.some((box) => y + HIGH >= box[1] - NEAR && y <= box[3] + NEAR)) continue
    for (let x = left; x < right; x += WIDE) places.push([x, y, x + WIDE, y + HIGH])
  }
  return places
}
