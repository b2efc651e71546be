/** A printable document as plain data: what stands in it, not where. `render-pdf.ts` makes pages of it. */
import type { Instant } from '../time.js'

export interface PrintableDocument {
  title: string
  /** `de`, `en`, `tr`, `ar`, `ru`, `uk`: of the document's own words; texts in it may be in any of them. */
  language: string
  blocks: readonly Block[]
  /** Stands at the foot of every page, before the page number. */
  footer: string
  pageSize: 'A4' | 'A5'
  /** `record` to be read and filed (small type, as without it), `poster` to be read standing before it (large, centred). */
  style?: 'record' | 'poster'
  /** The creation date in the file's metadata; without it the file carries none. */
  createdAt?: Instant
  attachments: readonly Attachment[]
}

export type Block =
  | { kind: 'heading'; level: 1 | 2; text: string }
  /** `language` where it is not the document's own: decides the direction of writing. */
  | { kind: 'paragraph'; text: string; language?: string }
  | {
      kind: 'table'
      head: readonly string[]
      rows: readonly (readonly string[])[]
      /** Shares of the line, one per column; equal shares without it. */
      widths?: readonly number[]
    }
  /** Names and values below each other; `together`: on one page where a page can hold them, with the heading before. */
  | { kind: 'facts'; facts: readonly (readonly [name: string, value: string])[]; together?: true }
  /** Verbatim, in a fixed-width face: hashes, signed notes. */
  | { kind: 'verbatim'; text: string }
  /**
   * A square of dark modules on light ground, e.g. a QR code; `true` is dark. `rows` are the symbol alone: the
   * quiet zone of four modules is added around it, inside `sizeMillimetres`. `alternative` says in words what it is.
   */
  | {
      kind: 'modules'
      rows: readonly (readonly boolean[])[]
      sizeMillimetres: number
      alternative: string
    }
  | { kind: 'picture'; png: Uint8Array; widthMillimetres: number; alternative: string }

/**
 * A file inside the PDF. Its bytes stand in the file as they are, without compression, so that a program that knows
 * nothing but the outline of PDF objects can cut them out.
 */
export interface Attachment {
  /** ASCII, no path. */
  name: string
  bytes: Uint8Array
  mediaType: string
  description: string
}
