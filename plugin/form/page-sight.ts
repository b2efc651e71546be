/** What one page of a form shows to the eye: its printed words and its picture. Plain data. */

import type { UnreadableCode } from './reading.js'

/** A word or a run of words as the page prints it. */
export interface PrintedWord {
  /** NFC, without surrounding space. */
  text: string
  /** Left, bottom, right, top in points of the page, upright whatever the page's rotation. */
  rect: [number, number, number, number]
}

/** How looking at pages ended. */
export type LookOutcome =
  | { kind: 'seen'; sights: PageSight[] }
  /** The file opens, but cannot be painted, or lacks a page. */
  | { kind: 'unpaintable' }
  /** Not within the limits, or the reader died; another attempt may succeed. */
  | { kind: 'unreadable'; code: UnreadableCode }

export interface PageSight {
  /** From 1. */
  page: number
  /** Left, bottom, right, top of what viewers show of the page, in points. */
  box: [number, number, number, number]
  words: PrintedWord[]
  /** Pixels a point. */
  scale: number
  /** Pixels of `grey` a row. */
  width: number
  height: number
  /** One byte a pixel, 0 black, 255 white, from the top left corner on; controls and annotations are drawn, too. */
  grey: Uint8Array
}
