import { expect } from 'chai'
import fc from 'fast-check'
import { PDFDocument } from 'pdf-lib'
import type { Band } from '../../plugin/document/band.js'
import { levelsOf, visualRuns } from '../../plugin/document/direction.js'
import { embedFaces, type Faces } from '../../plugin/document/fonts.js'
import { paginate } from '../../plugin/document/pages.js'
import { layOutText } from '../../plugin/document/text-layout.js'

describe('Laying out text', function () {
  this.timeout(120_000)
  let faces: Faces
  before(async () => {
    faces = await embedFaces(await PDFDocument.create())
  })

  const words = fc.array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        'Terminerinnerung',
        'a-b',
        'und/oder',
        'a'.repeat(90),
        'مرحبا',
        'لا',
        '(360)',
        'Їжак',
        '‏',
        '\n',
      ),
    ),
    { maxLength: 25 },
  )

  it('makes no line wider than its room', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 60, max: 400 }), (some, width) => {
        const lines = layOutText(some.join(' '), { face: faces.regular, size: 9, width, direction: 'auto' })
        for (const line of lines) expect(line.width).to.be.at.most(width + 0.5)
      }),
      { numRuns: 150 },
    )
  })

  it('loses no character of a text that runs in one direction, and keeps words apart where a line ends', () => {
    const letters = fc.string({ unit: fc.constantFrom(...Array.from('abcäöüßЖїığ -/12.')), maxLength: 120 })
    fc.assert(
      fc.property(letters, fc.integer({ min: 30, max: 200 }), (text, width) => {
        const lines = layOutText(text, { face: faces.regular, size: 9, width, direction: 'ltr' })
        const set = lines.flatMap(({ runs }) => runs.map((run) => run.text)).join('')
        expect(set.replace(/ +/g, ' ').trim()).to.equal(text.normalize('NFC').replace(/ +/g, ' ').trim())
      }),
      { numRuns: 200 },
    )
  })

  it('sets numbers and Latin words inside an Arabic line from left to right, and mirrors brackets', () => {
    const text = 'رقم (030123) WhatsApp نعم'
    const { direction, levels } = levelsOf(text, 'auto')
    expect(direction).to.equal('rtl')
    const runs = visualRuns(text, { direction, levels }, 0, text.length)
    expect(runs[0]).to.contain('نعم')
    expect(runs).to.include('WhatsApp')
    expect(runs).to.include('030123')
    expect(runs.at(-1)).to.match(/^رقم \)$/)
  })
})

describe('Breaking pages', () => {
  const band = (height: number, changes: Partial<Band> = {}): Band => ({
    height,
    space: false,
    keepWithNext: false,
    draw: () => undefined,
    ...changes,
  })
  const bands = fc.array(
    fc.record({ height: fc.integer({ min: 1, max: 60 }), space: fc.boolean(), keepWithNext: fc.boolean() }),
    { maxLength: 80 },
  )

  it('loses nothing but white space, overfills no page, and keeps the order', () => {
    fc.assert(
      fc.property(bands, (some) => {
        const given = some.map((one) => band(one.height, one))
        const pages = paginate(given, 100)
        const placed = pages.flatMap((page) => page.map((one) => one.band))
        expect(placed.filter(({ space }) => !space)).to.deep.equal(given.filter(({ space }) => !space))
        for (const page of pages) {
          const last = page.filter(({ band: { space } }) => !space).at(-1)
          if (last) expect(last.down + last.band.height).to.be.at.most(100)
        }
      }),
    )
  })

  it('repeats the head of a table at the top of each page that the table goes on', () => {
    const head = [band(10, { keepWithNext: true })]
    const body = Array.from({ length: 12 }, () => band(20, { head }))
    const pages = paginate([...head, ...body], 100)
    expect(pages.map((page) => page.filter((one) => one.band === head[0]).length)).to.deep.equal([1, 1, 1])
    expect(pages.map((page) => page.length)).to.deep.equal([5, 5, 5])
  })
})
