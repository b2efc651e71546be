/** What every part of the printed report is printed with: its language, its clock, and its one kind of table. Pure. */
import type { Block } from '../../document/document.js'
import { momentText } from '../../document/moment.js'
import type { Language } from '../../errors.js'
import type { TimeZone } from '../../time.js'

export interface ReportPrinting {
  language: Language
  zone: TimeZone
}

export interface Paper extends ReportPrinting {
  say: (de: string, en: string) => string
  at: (instant: string | null) => string
}

export const paperOf = ({ language, zone }: ReportPrinting): Paper => ({
  language,
  zone,
  say: (de, en) => (language === 'de' ? de : en),
  at: (instant) => (instant === null ? '-' : momentText(instant, zone, language)),
})

export interface Table {
  head: string[]
  rows: string[][]
  /** Shares of the line, one per column; equal shares without it. */
  widths?: number[]
}

export const section = ({ say }: Paper, heading: string, { head, rows, widths }: Table): Block[] => [
  { kind: 'heading', level: 2, text: heading },
  rows.length === 0
    ? { kind: 'paragraph', text: say('Nichts gespeichert.', 'Nothing stored.') }
    : { kind: 'table', head, rows, ...(widths && { widths }) },
]
