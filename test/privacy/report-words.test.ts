/** The printed report speaks in words (Art. 12 GDPR): every code that a column can hold, in German and English. */
import { expect } from 'chai'
import type { Language } from '../../plugin/errors.js'
import { loadContract } from '../../plugin/http/contract.js'
import { reportDocument } from '../../plugin/privacy/report/pdf.js'
import type { Report } from '../../plugin/privacy/report/report.js'
import { REVIEW_KINDS } from '../../plugin/review/review.js'
import { CALLBACK_STATUSES } from '../../plugin/whatsapp/callback.js'
import { BERLIN, NOON } from '../consent/invented.js'
import { type Codes, CODES, reportWith } from './every-code.js'

/** Where a column stands on the paper: heading of its table, and its place there. */
const PLACES: Record<keyof Codes, readonly [heading: Record<Language, string>, column: number]> = {
  source: [{ de: 'Nummern und WhatsApp-Konten', en: 'Numbers and WhatsApp accounts' }, 2],
  result: [{ de: 'Erfasste Formulare', en: 'Recorded forms' }, 3],
  appointment: [{ de: 'Termine', en: 'Appointments' }, 2],
  reminder: [{ de: 'Erinnerungen', en: 'Reminders' }, 2],
  message: [{ de: 'Gesendete Nachrichten', en: 'Messages sent' }, 3],
  intent: [{ de: 'Empfangene Nachrichten', en: 'Messages received' }, 3],
  route: [{ de: 'Fragen im Chat', en: 'Questions in the chat' }, 1],
  question: [{ de: 'Fragen im Chat', en: 'Questions in the chat' }, 2],
  replyKind: [{ de: 'Antworten im Chat', en: 'Answers in the chat' }, 1],
  reply: [{ de: 'Antworten im Chat', en: 'Answers in the chat' }, 2],
  decision: [{ de: 'Zweifelsfälle', en: 'Cases of doubt' }, 2],
  scope: [{ de: 'Sendesperren', en: 'Blocks' }, 0],
  event: [{ de: 'Meldungen an die Praxissoftware', en: 'Events told to the practice software' }, 0],
  action: [{ de: 'Zugriffe auf diese Daten', en: 'Accesses to these data' }, 1],
}

const COLUMNS = Object.keys(PLACES) as (keyof Codes)[]

/** What the paper says in one column, row by row. */
function printed(report: Report, column: keyof Codes, language: Language): string[] {
  const [heading, place] = PLACES[column]
  const { blocks } = reportDocument(report, { language, zone: BERLIN })
  const at = blocks.findIndex((block) => block.kind === 'heading' && block.text === heading[language])
  const table = blocks[at + 1]
  if (table?.kind !== 'table') throw new Error(`${heading[language]} has no table`)
  return table.rows.flatMap((row) => row[place]!.split('\n'))
}

/** As a word of its own: `read` is not in `already`. */
const standsIn = (code: string, text: string): boolean =>
  new RegExp(String.raw`(?<![\w.])${code.replaceAll('.', String.raw`\.`)}(?![\w.])`).test(text)

describe('The words of the report on paper (Art. 12)', () => {
  for (const column of COLUMNS) {
    it(`print no code to a German patient under "${PLACES[column][0].de}" (${column})`, () => {
      const cells = printed(reportWith(CODES, 'de'), column, 'de')
      for (const code of CODES[column])
        expect(
          cells.filter((cell) => standsIn(code, cell)),
          code,
        ).to.deep.equal([])
    })
  }

  it('print no code with an underscore or a full stop to an English patient either', () => {
    for (const column of COLUMNS) {
      const codes = CODES[column].filter((code) => /[_.]/.test(code))
      for (const cell of printed(reportWith(CODES, 'en'), column, 'en'))
        expect(codes.filter((code) => standsIn(code, cell))).to.deep.equal([])
    }
  })

  it('tell every code of a column from every other, in both languages', () => {
    for (const language of ['de', 'en'] as const)
      for (const column of COLUMNS) {
        const cells = new Set(printed(reportWith(CODES, language), column, language))
        expect(cells.size, `${column} ${language}: ${[...cells].join(', ')}`).to.equal(CODES[column].length)
      }
  })

  it('name the form, the source and the question that a number is known by', () => {
    const cells = printed(reportWith(CODES, 'de'), 'source', 'de')
    expect(cells).to.include.members(['von einem Formular (0123)', 'aus der Praxissoftware (0123)'])
    const marks = printed(reportWith(CODES, 'en'), 'result', 'en')
    expect(marks).to.include('reminder: left open (WhatsApp = X)')
  })

  it('say what an entry of the ledger is about, why, and what was decided', () => {
    const content = {
      purposes: ['reminder', 'recall'],
      method: 'review',
      actor: { role: 'staff', name: 'Frau Empfang' },
      givenAt: null,
      capturedAt: NOON,
      number: '+4915112345678',
      numberHolder: 'unknown',
      bsuid: null,
      wording: null,
      reasons: ['reply_in_doubt'],
      supersedes: [],
      evidence: {
        kind: 'review',
        review: 'v_1',
        decision: 'not_given',
        by: 'Frau Empfang',
        note: null,
        about: { kind: 'reply', wamid: 'wamid.X', message: null },
      },
    }
    const entry = { seq: 0, type: 'not_given', recordedAt: NOON, content }
    const facts = (entries: unknown): string[] => {
      const report = { ...reportWith(CODES, 'de'), entries } as Report
      const { blocks } = reportDocument(report, { language: 'de', zone: BERLIN })
      const entryAt = blocks.findIndex(
        (block) => block.kind === 'heading' && block.text.startsWith('Eintrag 0'),
      )
      const block = blocks[entryAt + 1]
      if (block?.kind !== 'facts') throw new Error('an entry is not printed as facts')
      return block.facts.map(([, value]) => value)
    }
    const said = facts([entry])
    expect(said).to.include('nichts erklärt (v_1)')
    const codes = ['reminder', 'recall', 'review', 'staff', 'unknown', 'reply_in_doubt', 'not_given', 'reply']
    for (const code of codes)
      expect(
        said.filter((text) => standsIn(code, text)),
        code,
      ).to.deep.equal([])
    const strange = { ...content, method: 'by_pigeon', purposes: ['advertising'] }
    expect(facts([{ ...entry, content: strange }]).join())
      .to.contain('by_pigeon')
      .and.to.contain('advertising')
  })

  it('are never missing for what another version wrote: it stands as it is, and is said to be unknown', () => {
    for (const strange of ['a_code_of_tomorrow', 'constructor', '__proto__', '']) {
      const codes = Object.fromEntries(COLUMNS.map((column) => [column, [strange]])) as unknown as Codes
      for (const language of ['de', 'en'] as const)
        for (const column of COLUMNS) {
          const [cell] = printed(reportWith(codes, language), column, language)
          expect(cell, column).to.contain(strange)
          expect(cell, column).to.contain(
            language === 'de' ? 'dieser Version unbekannt' : 'not known to this version',
          )
        }
    }
  })
})

describe('The published report', () => {
  type Schema = Record<string, unknown> & { $ref?: string }
  const contract = loadContract()

  /** The codes that the contract allows in a field of one of the lists of a report. */
  function allowed(list: keyof Report, field: string): unknown[] {
    const schemas = (contract.document['components'] as { schemas: Record<string, Schema> }).schemas
    const resolve = (schema: Schema): Schema =>
      schema.$ref === undefined ? schema : schemas[schema.$ref.split('/').at(-1)!]!
    const inside = (schema: Schema, name: string): Schema =>
      resolve((schema['properties'] as Record<string, Schema>)[name]!)
    const whole = inside(inside(schemas['PatientReport']!, list)['items'] as Schema, field)
    const [first] = (whole['oneOf'] as Schema[] | undefined) ?? [whole]
    return (resolve(first!)['enum'] as unknown[] | undefined) ?? []
  }

  const published: [list: keyof Report, field: string, codes: readonly string[]][] = [
    ['appointments', 'status', CODES.appointment],
    ['reminders', 'status', CODES.reminder],
    ['messages', 'status', CODES.message],
    ['inbound', 'intent', CODES.intent],
    ['questions', 'route', CODES.route],
    ['questions', 'state', CODES.question],
    ['replies', 'kind', CODES.replyKind],
    ['replies', 'state', CODES.reply],
    ['reviews', 'kind', REVIEW_KINDS],
    ['reviews', 'decision', CODES.decision],
    ['blocks', 'scope', CODES.scope],
    ['events', 'type', CODES.event],
    ['accesses', 'action', CODES.action],
  ]
  for (const [list, field, codes] of published)
    it(`names exactly the codes that ${list} can have as their ${field}`, () => {
      expect(allowed(list, field)).to.have.members([...codes])
    })

  it('takes every code of every column, and every status that WhatsApp reports', () => {
    const report = reportWith(CODES, 'de')
    const at = { at: NOON, errorCode: null }
    for (const message of report.messages)
      message.statuses = CALLBACK_STATUSES.map((status) => ({ status, ...at }))
    expect(contract.findings('PatientReport', JSON.parse(JSON.stringify(report)))).to.deep.equal([])
  })
})
