import { expect } from 'chai'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { PDFDict, PDFDocument, PDFName } from 'pdf-lib'
import type { Block, PrintableDocument } from '../../plugin/document/document.js'
import { renderPdf } from '../../plugin/document/render-pdf.js'

/** As pdf.js gives it out, piece by piece with the text that bears the piece's number. */
interface ReadElement {
  role: string
  alt?: string
  lang?: string
  children: (ReadElement | string)[]
}

interface Node {
  role?: string
  alt?: string
  lang?: string
  type?: string
  id?: string
  children?: Node[]
}

interface ReadPage {
  tree: ReadElement
  /** What belongs to no element, in the order of drawing. */
  artifacts: string
}

/** A program that knows nothing of us: the structure of each page, with the text of the pieces. */
async function structureOf(bytes: Uint8Array): Promise<ReadPage[]> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const document = await task.promise
  const pages: ReadPage[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent({ includeMarkedContent: true })
    const pieces = new Map<string, string>()
    const open: (string | null)[] = []
    let artifacts = ''
    for (const item of items) {
      if ('str' in item) {
        const id = open.findLast((known) => known !== null) ?? null
        const text = item.str + (item.hasEOL ? ' ' : '')
        if (id === null) artifacts += text
        else pieces.set(id, (pieces.get(id) ?? '') + text)
      } else if (item.type === 'endMarkedContent') open.pop()
      else open.push(numberOf(item))
    }
    // Spaces by which pdf.js notes distances say nothing about the words.
    const read = ({ role, alt, lang, children = [] }: Node): ReadElement => ({
      role: role ?? '',
      ...(alt !== undefined && { alt }),
      ...(lang !== undefined && { lang }),
      children: children.map((child) =>
        child.type === 'content' ? (pieces.get(child.id ?? '') ?? '') : read(child),
      ),
    })
    pages.push({ tree: read(await page.getStructTree()), artifacts: plain(artifacts) })
  }
  await task.destroy()
  return pages
}

/** An artifact's mark bears none. */
const numberOf = ({ id }: { id?: string | null }): string | null => id ?? null

const elementsOf = (element: ReadElement, role: string): ReadElement[] => [
  ...(element.role === role ? [element] : []),
  ...element.children.flatMap((child) => (typeof child === 'string' ? [] : elementsOf(child, role))),
]

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()

const textOf = (element: ReadElement): string =>
  plain(element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join(''))

const outline = (element: ReadElement): string =>
  element.children
    .map((child) => (typeof child === 'string' ? plain(child) : `${child.role}(${outline(child)})`))
    .join('')

const documentOf = (
  blocks: readonly Block[],
  changes: Partial<PrintableDocument> = {},
): PrintableDocument => ({
  title: 'Probe',
  language: 'de',
  footer: 'Zahnarztpraxis Dr. Muster',
  pageSize: 'A4',
  attachments: [],
  blocks,
  ...changes,
})

const LONG = Array.from({ length: 60 }, (_, index) => `Wort${index}`).join(' ')

describe('A printed document read aloud', function () {
  this.timeout(120_000)

  it('says that it is tagged, in which language, and shows its title', async () => {
    const bytes = await renderPdf(documentOf([{ kind: 'paragraph', text: 'x' }]))
    const { catalog } = await PDFDocument.load(bytes)
    expect(catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked'))?.toString()).to.equal(
      'true',
    )
    expect(catalog.get(PDFName.of('Lang'))?.toString()).to.contain('de')
    const preferences = catalog.lookup(PDFName.of('ViewerPreferences'), PDFDict)
    expect(preferences.get(PDFName.of('DisplayDocTitle'))?.toString()).to.equal('true')
  })

  it('tells headings, paragraphs, facts and tables apart, in the order of reading', async () => {
    const [page] = await structureOf(
      await renderPdf(
        documentOf([
          { kind: 'heading', level: 1, text: 'Titel' },
          { kind: 'paragraph', text: 'Erstens.\nZweitens.' },
          { kind: 'heading', level: 2, text: 'Angaben' },
          {
            kind: 'facts',
            facts: [
              ['Name', 'Erika'],
              ['Leer', ''],
            ],
          },
          { kind: 'table', head: ['Zeit', 'Ort'], rows: [['heute', 'eins\nzwei']] },
          { kind: 'verbatim', text: 'abc' },
        ]),
      ),
    )
    expect(outline(page!.tree)).to.equal(
      'Document(H1(Titel)P(Erstens.)P(Zweitens.)H2(Angaben)' +
        'Table(TR(TH(Name)TD(Erika))TR(TH(Leer)TD()))' +
        'Table(TR(TH(Zeit)TH(Ort))TR(TD(heute)TD(P(eins)P(zwei))))P(abc))',
    )
    expect(page!.artifacts).to.equal('Zahnarztpraxis Dr. Muster Seite 1 von 1')
  })

  it('reads a cell to its end before the next one', async () => {
    const [page] = await structureOf(
      await renderPdf(
        documentOf([
          { kind: 'paragraph', text: LONG },
          { kind: 'table', head: ['a', 'b'], rows: [[LONG, LONG]] },
        ]),
      ),
    )
    expect(elementsOf(page!.tree, 'P').map(textOf)).to.deep.equal([LONG])
    expect(elementsOf(page!.tree, 'TD').map(textOf)).to.deep.equal([LONG, LONG])
  })

  it('reads the head of a table once, however many pages the table has', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => [`Zeile ${index}`])
    const pages = await structureOf(await renderPdf(documentOf([{ kind: 'table', head: ['Kopf'], rows }])))
    expect(pages.length).to.be.greaterThan(1)
    expect(
      pages.flatMap(({ tree }) => elementsOf(tree, 'TD').map(textOf)).filter((text) => text !== ''),
    ).to.deep.equal(rows.flat())
    expect(elementsOf(pages[0]!.tree, 'TH').map(textOf).join('')).to.equal('Kopf')
    for (const { tree, artifacts } of pages.slice(1)) {
      expect(elementsOf(tree, 'TH').map(textOf).join('')).to.equal('')
      expect(artifacts).to.contain('Kopf')
    }
  })

  it('says in words what a picture shows', async () => {
    const [page] = await structureOf(
      await renderPdf(
        documentOf([
          { kind: 'modules', rows: [[true]], sizeMillimetres: 20, alternative: 'QR-Code der Praxis' },
        ]),
      ),
    )
    expect(elementsOf(page!.tree, 'Figure').map(({ alt }) => alt)).to.deep.equal(['QR-Code der Praxis'])
  })

  it('names the language of a text in another one, and says Arabic in the order of reading', async () => {
    const text = 'أوافق على واتساب 360'
    const bytes = await renderPdf(documentOf([{ kind: 'paragraph', text, language: 'ar' }]))
    const [page] = await structureOf(bytes)
    expect(elementsOf(page!.tree, 'P').map(({ lang }) => lang)).to.deep.equal(['ar'])
    const spoken = (await PDFDocument.load(bytes)).context
      .enumerateIndirectObjects()
      .flatMap(([, object]) =>
        object instanceof PDFDict ? (object.get(PDFName.of('ActualText')) ?? []) : [],
      )
    expect(
      spoken.map((said) => ('decodeText' in said ? (said.decodeText as () => string).call(said) : '')),
    ).to.deep.equal([text])
  })
})
