/** What a reader child is asked and what it answers: plain data that crosses the border of a process. */
import type { PageSight } from './page-sight.js'
import type { ReadOutcome } from './reading.js'

/** A place on a page: the page from 1, the rectangle left, bottom, right, top in points. */
export interface PagePlace {
  page: number
  rect: readonly [number, number, number, number]
}

export type ReaderTask =
  /**
   * @property withNearbyText also the words next to each control, which takes longer
   * @property printedFor names of controls whose pages are fingerprinted, for comparing them with the blank form
   */
  | { kind: 'read'; withNearbyText: boolean; printedFor: readonly string[] }
  /** A PNG of the region around a control. */
  | { kind: 'picture'; place: PagePlace }
  /** What pages show, their words with places and their picture in grey. */
  | { kind: 'look'; pages: readonly number[] }

export type ReaderAnswer =
  | { kind: 'reading'; outcome: ReadOutcome }
  | { kind: 'picture'; png: Uint8Array | null }
  | { kind: 'sights'; sights: PageSight[] | null }

export interface ReaderRequest {
  id: number
  bytes: Uint8Array
  task: ReaderTask
}

export type ReaderReply =
  | { kind: 'ready' }
  | { kind: 'done'; id: number; answer: ReaderAnswer; mebibytes: number }
