/** The papers of the practice as data, and how they become Markdown and print. Pure. */
import type { Block, PrintableDocument } from '../../document/document.js'
import { momentText } from '../../document/moment.js'
import type { Language } from '../../errors.js'
import type { Instant, TimeZone } from '../../time.js'

export interface Section {
  heading: string
  paragraphs?: readonly string[]
  table?: { head: readonly string[]; rows: readonly (readonly string[])[]; widths?: readonly number[] }
}

export interface PrivacyDocument {
  /** Name of its files. */
  name: 'art-30-record' | 'art-32-measures' | 'art-35-facts'
  title: string
  language: Language
  sections: readonly Section[]
}

export interface Letterhead {
  practice: string
  createdAt: Instant
  zone: TimeZone
}

export function toMarkdown({ title, sections, language }: PrivacyDocument, head: Letterhead): string {
  const parts = sections.map(({ heading, paragraphs = [], table }) =>
    [
      `## ${heading}`,
      ...paragraphs,
      ...(table
        ? [[line(table.head), line(table.head.map(() => '---')), ...table.rows.map(line)].join('\n')]
        : []),
    ].join('\n\n'),
  )
  return [`# ${title}`, dateLine(head, language), ...parts].join('\n\n').concat('\n')
}

const line = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', '<br>')).join(' | ')} |`

const dateLine = ({ practice, createdAt, zone }: Letterhead, language: Language): string =>
  `${practice}, ${momentText(createdAt, zone, language)} (${zone})`

export function toPrintable(
  { title, sections, language }: PrivacyDocument,
  head: Letterhead,
): PrintableDocument {
  return {
    title,
    language,
    pageSize: 'A4',
    footer: `${head.practice} · ${title}`,
    createdAt: head.createdAt,
    attachments: [],
    blocks: [
      { kind: 'heading', level: 1, text: title },
      { kind: 'paragraph', text: dateLine(head, language) },
      ...sections.flatMap(({ heading, paragraphs = [], table }): Block[] => [
        { kind: 'heading', level: 2, text: heading },
        ...paragraphs.map((text) => ({ kind: 'paragraph', text }) as const),
        ...(table ? [{ kind: 'table', ...table } as const] : []),
      ]),
    ],
  }
}
