import { createHash } from 'node:crypto'
import { expect } from 'chai'
import type { Block, PrintableDocument } from '../../plugin/document/document.js'
import { renderPdf } from '../../plugin/document/render-pdf.js'
import { toInstant } from '../../plugin/time.js'
import { printedOf, withoutSpaces } from './printed.js'

const TEXTS: Record<string, string> = {
  de: 'Ich willige ein, dass die Praxis mir über WhatsApp schreibt. Größe, Äußerung, „Straße“.',
  en: 'I agree that the practice writes to me by WhatsApp. It’s voluntary – always.',
  tr: 'Muayenehanenin bana WhatsApp üzerinden yazmasını kabul ediyorum. İstanbul, ığdır, çiğ, öğün, şeker.',
  ru: 'Я согласен, чтобы клиника писала мне через WhatsApp. Объявление, съезд, ёлка.',
  uk: 'Я згоден, щоб клініка писала мені через WhatsApp. Їжак, ґанок, єдність, обʼєкт.',
  ar: 'أوافق على أن ترسل لي العيادة رسائل تذكير عبر واتساب ولا أخسر شيئا إذا رفضت الآن',
}

const HASH = createHash('sha256').update('invented').digest('hex')

function documentOf(blocks: readonly Block[], changes: Partial<PrintableDocument> = {}): PrintableDocument {
  return {
    title: 'Probe',
    language: 'de',
    footer: 'Zahnarztpraxis Dr. Muster',
    pageSize: 'A4',
    createdAt: toInstant('2026-11-21T09:00:00Z'),
    attachments: [],
    blocks,
    ...changes,
  }
}

const rows = (count: number): string[][] =>
  Array.from({ length: count }, (_, index) => [String(index), `Wert ${index}`, HASH])

describe('A printed document', function () {
  this.timeout(120_000)

  for (const [language, text] of Object.entries(TEXTS)) {
    it(`can be read back in order (${language})`, async () => {
      const paragraph = documentOf([{ kind: 'paragraph', text, language }], { language })
      expect((await printedOf(await renderPdf(paragraph))).text).to.contain(withoutSpaces(text))
      const cell = documentOf([{ kind: 'facts', facts: [['Wert', text]] }])
      const words = (await printedOf(await renderPdf(cell))).text
      for (const word of text.split(' ')) expect(words).to.contain(withoutSpaces(word).replace(/[.,]$/, ''))
    })
  }

  it('is the same, byte for byte, for the same document', async () => {
    const document = documentOf([
      { kind: 'heading', level: 1, text: 'Titel' },
      { kind: 'table', head: ['a', 'b', 'c'], rows: rows(80) },
      ...Object.entries(TEXTS).map(([language, text]) => ({ kind: 'paragraph', text, language }) as const),
    ])
    expect(Buffer.from(await renderPdf(document)).equals(Buffer.from(await renderPdf(document)))).to.be.true
  })

  it('numbers its pages, repeats the head of a table on each, and loses no row', async () => {
    const { pages, text } = await printedOf(
      await renderPdf(documentOf([{ kind: 'table', head: ['Nr', 'Angabe', 'Kopfzeile'], rows: rows(120) }])),
    )
    expect(pages.length).to.be.greaterThan(2)
    pages.forEach((page, index) => {
      expect(page).to.match(/^NrAngabeKopfzeile/)
      expect(page).to.contain(`Seite${index + 1}von${pages.length}`)
      expect(page).to.contain('ZahnarztpraxisDr.Muster')
    })
    for (let row = 0; row < 120; row += 1) expect(text).to.contain(`Wert${row}`)
    expect(text.split(HASH).length - 1, 'hashes, broken over lines, whole again').to.equal(120)
  })

  it('breaks a row that is longer than a page, and keeps its words in order', async () => {
    const words = Array.from({ length: 3_000 }, (_, index) => `w${index}`)
    const { pages, text } = await printedOf(
      await renderPdf(documentOf([{ kind: 'table', head: ['Kopf'], rows: [[words.join(' ')]] }])),
    )
    expect(pages.length).to.be.greaterThan(2)
    const inOrder = text.replace(/Kopf|ZahnarztpraxisDr\.Muster|Seite\d+von\d+/g, '')
    expect(inOrder).to.equal(words.join(''))
  })

  it('never leaves a heading alone at the foot of a page', async () => {
    for (let lines = 40; lines < 56; lines += 1) {
      const { pages } = await printedOf(
        await renderPdf(
          documentOf([
            { kind: 'verbatim', text: Array.from({ length: lines }, (_, index) => `z${index}`).join('\n\n') },
            { kind: 'heading', level: 2, text: 'Allein' },
            { kind: 'paragraph', text: 'Folgt' },
          ]),
        ),
      )
      const withHeading = pages.find((page) => page.includes('Allein')) ?? ''
      expect(withHeading).to.contain('Folgt')
    }
  })

  it('tears no chapter from its first section, its introduction and what is kept together', async () => {
    for (let lines = 32; lines < 52; lines += 3) {
      const { pages } = await printedOf(
        await renderPdf(
          documentOf([
            { kind: 'verbatim', text: Array.from({ length: lines }, (_, index) => `z${index}`).join('\n\n') },
            { kind: 'heading', level: 1, text: 'Kapitel' },
            { kind: 'heading', level: 2, text: 'Abschnitt' },
            { kind: 'paragraph', text: 'Einleitung' },
            { kind: 'facts', facts: rows(9).map(([name, value]) => [name!, value!]), together: true },
          ]),
        ),
      )
      const withHeading = pages.find((page) => page.includes('Kapitel')) ?? ''
      expect(withHeading).to.contain('AbschnittEinleitung0Wert0').and.to.contain('Wert8')
    }
  })

  it('leaves no row of a table alone at the top of a page', async () => {
    for (let count = 30; count < 60; count += 1) {
      const { pages } = await printedOf(
        await renderPdf(
          documentOf([{ kind: 'table', head: ['Kopf'], rows: rows(count).map(([nr]) => [`r${nr!}.`]) }]),
        ),
      )
      expect(pages.at(-1)).to.contain(`r${count - 2}.r${count - 1}.`)
    }
  })

  it('says title, language and the time of its making, and carries no other clock', async () => {
    const bytes = await renderPdf(
      documentOf([{ kind: 'paragraph', text: 'x' }], { title: 'Nachweis für Übung' }),
    )
    const { info } = await printedOf(bytes)
    expect(info['Title']).to.equal('Nachweis für Übung')
    expect(info['Language']).to.equal('de')
    expect(info['CreationDate']).to.equal('D:20261121090000Z')
    const { createdAt: _, ...undated } = documentOf([])
    expect((await printedOf(await renderPdf(undated))).info).not.to.have.any.keys('CreationDate', 'ModDate')
  })

  it('carries attached files unpacked, so that they can be cut out of its bytes', async () => {
    const attachments = ['b.txt', 'a.jsonl'].map((name) => ({
      name,
      bytes: Buffer.from(`${name}\nstream endstream ( ) < > \u0000\u00ff öä\n`.repeat(50)),
      mediaType: 'application/jsonl',
      description: 'Für Maschinen',
    }))
    const bytes = Buffer.from(await renderPdf(documentOf([], { attachments })))
    const printed = await printedOf(bytes)
    for (const { name, bytes: attached } of attachments) {
      expect(printed.attachments.get(name)?.equals(attached)).to.be.true
      expect(bytes.includes(attached), 'as it is').to.be.true
    }
  })

  it('shows controls that could disguise a text, and what no face can draw, by their codes', async () => {
    const { text } = await printedOf(
      await renderPdf(documentOf([{ kind: 'paragraph', text: 'Ja \u202eniE 👍 \u0007' }])),
    )
    expect(text).to.contain('Ja[U+202E]niE[U+1F44D][U+0007]')
  })

  it('prints on A5, as a poster without page numbers, and right to left', async () => {
    const poster = documentOf(
      [
        { kind: 'heading', level: 1, text: 'مرحبا' },
        {
          kind: 'modules',
          rows: [
            [true, false],
            [false, true],
          ],
          sizeMillimetres: 60,
          alternative: 'رمز',
        },
        { kind: 'facts', facts: [['الاسم', 'Erika']] },
      ],
      { language: 'ar', pageSize: 'A5', style: 'poster' },
    )
    const { pages } = await printedOf(await renderPdf(poster))
    expect(pages).to.have.length(1)
    expect(pages[0]).to.contain('مرحبا').and.not.to.contain('صفحة1من1')
  })
})
