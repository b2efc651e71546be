import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import { readForm } from '../../plugin/form/read-form.js'
import { toInstant, toTimeZone } from '../../plugin/time.js'
import {
  area,
  BLANK,
  consentPdf,
  form,
  print,
  ticked,
  WHITE_PIXEL,
  WORDING,
  type PrintedLine,
} from './consent-page.js'
import { mapping, pool } from './form-reader.js'
import { appendRevision, stream } from './pdf-builder.js'

const folder = await mkdtemp(join(tmpdir(), 'printed-'))
let written = 0

/** E.g. `granted`, `needs_review wording_differs`, as read beside a blank. */
async function answerBeside(blank: Uint8Array, filled: Uint8Array): Promise<string> {
  written += 1
  const template = join(folder, `${written}.pdf`)
  await writeFile(template, blank)
  const report = await readForm(filled, {
    pool,
    forms: [mapping({ granted: null, refused: null }, { template })],
    now: toInstant('2026-11-21T12:00:00Z'),
    timeZone: toTimeZone('Europe/Berlin'),
    country: 'DE',
  })
  if (report.kind === 'unreadable') return report.code
  const [decision] = report.consents
  return decision === undefined ? 'none' : [decision.result, ...decision.reasons].join(' ')
}

const changed = (from: string, to: string): PrintedLine[] =>
  WORDING.map((line) => ({ ...line, text: line.text.replace(from, to) }))
const WHITE = '1 1 1 rg'
/** An appearance of 400 by 60 points. */
const laid = (content: string): string =>
  stream(content, '/Type /XObject /Subtype /Form /BBox [0 0 400 60] /Resources << /Font << /F1 11 0 R >> >>')

const CMAP_HEAD =
  '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n1 begincodespacerange <00> <ff> endcodespacerange\n1 beginbfrange <20> <65> <0020> endbfrange\n1 beginbfrange <67> <ff> <0067> endbfrange\n'
const CMAP_TAIL = 'endcmap CMapName currentdict /CMap defineresource pop end end'

describe('what a form prints, beside its blank', () => {
  it('is the same in a form that was only filled in', async () => {
    expect(await answerBeside(BLANK(), ticked())).to.equal('granted')
  })

  const harmless: Record<string, () => Buffer> = {
    'content cut into several streams': () => {
      const lines = WORDING.map((line) => print([line]))
      return ticked({
        objects: { 700: stream(lines.slice(0, 3).join('\n')), 701: stream(lines.slice(3).join('\n')) },
        pageEntries: '/Contents [700 0 R 701 0 R]',
      })
    },
    'text set letter by letter': () =>
      ticked({ content: print(WORDING).replace(/\((.*)\) Tj/g, '[($1)] TJ') }),
    'lines set word by word': () =>
      ticked({
        content: WORDING.map(({ x, y, size = 10, text }) => {
          const words = text.split(' ').map((word, i) => `${i === 0 ? '' : '( ) Tj '}(${word}) Tj`)
          return `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm ${words.join(' ')} ET`
        }).join('\n'),
      }),
    'text moved by half a point': () => ticked({ content: `q 1 0 0 1 0.4 0.4 cm\n${print(WORDING)}\nQ` }),
    'text moved by more than a point': () =>
      ticked({ content: `q 1 0 0 1 1.3 -1.2 cm\n${print(WORDING)}\nQ` }),
    'letters that rewriting has lost the meaning of, as Ghostscript does with ligatures': () =>
      ticked({
        content: `q 1 0 0 1 0.4 0.3 cm\n${print(WORDING)}\nQ`,
        objects: { 660: stream(`${CMAP_HEAD}1 beginbfchar <66> <6600> endbfchar\n${CMAP_TAIL}`) },
        fontEntries: '/ToUnicode 660 0 R',
      }),
    'other fields printed into the page': () =>
      ticked({ content: `${print(WORDING)}\n${print([{ x: 54, y: 615, text: '20.11.2026' }])}` }),
    'a stamp far from the consent': () =>
      ticked({
        content: `${print(WORDING)}\n${area(WHITE, [300, 380, 500, 440])}\n${print([
          { x: 310, y: 400, text: 'Eingegangen am 20.11.2026' },
        ])}`,
      }),
    'the patient printed on a label line': () =>
      ticked({ content: `${print(WORDING)}\n${print([{ x: 110, y: 600, text: 'Berlin, 20.11.2026' }])}` }),
    'white ground below the text': () =>
      ticked({ content: `${area(WHITE, [0, 0, 595, 842])}\n${print(WORDING)}` }),
    'a remark of the practice far from the consent': () =>
      ticked({
        annotations:
          '<< /Type /Annot /Subtype /FreeText /Rect [400 640 500 655] /F 4 /DA (/F1 10 Tf) /AP << /N 630 0 R >> >>',
        objects: { 630: laid('BT /F1 30 Tf 5 10 Td (Kopie) Tj ET') },
      }),
    'a signature in ink beside its label': () =>
      ticked({
        annotations:
          '<< /Type /Annot /Subtype /Ink /Rect [290 590 400 640] /InkList [[295 600 320 630 340 598 395 625]] /F 4 /AP << /N 610 0 R >> >>',
        objects: {
          610: stream(
            '2 w 0 0 0.6 RG 5 10 m 30 40 l 50 8 l 105 35 l S',
            '/Type /XObject /Subtype /Form /BBox [0 0 110 50]',
          ),
        },
      }),
  }
  for (const [what, make] of Object.entries(harmless)) {
    it(`is the same with ${what}`, async () => {
      expect(await answerBeside(BLANK(), make())).to.equal('granted')
    })
  }

  it('is the same after pdf-lib has rewritten and partly flattened the form', async () => {
    const document = await PDFDocument.load(ticked())
    const page = document.getPage(0)
    page.drawText('Erika Muster', { x: 54, y: 640, size: 10 })
    document.getForm().getTextField('Datum').setText('20.11.2026')
    const saved = Buffer.from(await document.save())
    expect(await answerBeside(BLANK(), saved)).to.equal('granted')
  })

  const other: Record<string, () => Buffer> = {
    'another purpose': () =>
      ticked({ content: print(changed('an Termine erinnert', 'über Angebote informiert')) }),
    'a missing sentence': () => ticked({ content: print(changed(' Die Einwilligung ist freiwillig', '')) }),
    'a missing line': () => ticked({ content: print(WORDING.filter(({ y }) => y !== 742)) }),
    'an inserted "nicht"': () =>
      ticked({ content: print(changed('ich willige ein', 'ich willige nicht ein')) }),
    'a word added at the end of a line': () =>
      ticked({ content: print(changed('zu erhalten.', 'zu erhalten. Nein')) }),
    'one letter changed in a long word': () =>
      ticked({ content: print(changed('widerrufbar', 'widerrufber')) }),
    'a remark typed beside the label': () =>
      ticked({
        annotations:
          '<< /Type /Annot /Subtype /FreeText /Rect [350 697 450 713] /F 4 /DA (/F1 10 Tf) /AP << /N 630 0 R >> >>',
        objects: { 630: laid('BT /F1 30 Tf 5 10 Td (nur per Post) Tj ET') },
      }),
    'a word added a little above its line': () =>
      ticked({ content: `${print(WORDING)}\n${print([{ x: 350, y: 706, text: 'NICHT' }])}` }),
    'no words at all': () => ticked({ content: 'BT ET' }),
    'the wording as a picture only': () =>
      ticked({
        content: 'q 450 0 0 100 50 700 cm /I Do Q',
        resources: '/XObject << /I 620 0 R >>',
        objects: { 620: WHITE_PIXEL },
      }),
    'the wording on another place of the page': () =>
      ticked({ content: print(WORDING.map((line) => ({ ...line, y: line.y - 300 }))) }),
  }
  for (const [what, make] of Object.entries(other)) {
    it(`differs with ${what} (P-07)`, async () => {
      expect(await answerBeside(BLANK(), make())).to.match(/^needs_review .*\bwording_differs\b/)
    })
  }

  const covered: Record<string, () => Buffer> = {
    'white painted over the wording': () =>
      ticked({ content: `${print(WORDING)}\n${area(WHITE, [45, 738, 550, 782])}` }),
    'white painted over one word of the label': () =>
      ticked({ content: `${print(WORDING)}\n${area(WHITE, [85, 699, 130, 713])}` }),
    'black painted over the wording': () =>
      ticked({ content: `${print(WORDING)}\n${area('0 g', [45, 752, 550, 782])}` }),
    'an image over the wording': () =>
      ticked({
        content: `${print(WORDING)}\nq 500 0 0 45 45 738 cm /I Do Q`,
        resources: '/XObject << /I 620 0 R >>',
        objects: { 620: WHITE_PIXEL },
      }),
    'wording in white': () => ticked({ content: print(WORDING, WHITE) }),
    'invisible wording': () => ticked({ content: print(WORDING, '3 Tr') }),
    'a note laid over the wording': () =>
      ticked({
        annotations:
          '<< /Type /Annot /Subtype /FreeText /Rect [45 738 545 782] /F 4 /DA (/F1 10 Tf) /AP << /N 630 0 R >> >>',
        objects: { 630: laid('1 g 0 0 400 60 re f') },
      }),
    'a stamp across the label': () =>
      ticked({
        annotations: '<< /Type /Annot /Subtype /Stamp /Rect [80 690 300 720] /F 4 /AP << /N 630 0 R >> >>',
        objects: { 630: laid('0.8 g 0 0 400 60 re f') },
      }),
    'a line through the label': () =>
      ticked({ content: `${print(WORDING)}\nq 1.5 w 68 705.5 m 345 705.5 l S Q` }),
    'a thin line through the label': () =>
      ticked({ content: `${print(WORDING)}\nq 0.7 w 68 704.5 m 345 704.5 l S Q` }),
    'a line drawn by hand through a line of the wording': () =>
      ticked({
        annotations:
          '<< /Type /Annot /Subtype /Ink /Rect [45 738 445 798] /F 4 /InkList [[45 758 440 760]] /AP << /N 630 0 R >> >>',
        objects: { 630: laid('1 w 0.8 0 0 RG 5 20.5 m 60 23 90 18 130 21.5 c 200 23 250 19.5 395 22 c S') },
      }),
    'a StrikeOut of the label': () =>
      ticked({
        annotations:
          '<< /Type /Annot /Subtype /StrikeOut /Rect [68 700 345 712] /QuadPoints [68 712 345 712 68 700 345 700] /C [0 0 0] /F 4 /AP << /N 640 0 R >> >>',
        objects: {
          640: stream('1.5 w 0 6 m 277 6 l S', '/Type /XObject /Subtype /Form /BBox [0 0 277 12]'),
        },
      }),
    'a button moved over the wording': () =>
      ticked({
        fields: [
          ...form('/Ja', 'Ja'),
          {
            name: '(Drucken)',
            type: 'Btn',
            extra: '/Ff 65536',
            widgets: [
              {
                states: [],
                as: null,
                rect: '45 738 545 782',
                drawing: null,
                extra: '/AP << /N 630 0 R >>',
              },
            ],
          },
        ],
        objects: { 630: laid('1 g 0 0 400 60 re f') },
      }),
    'a layer that is off': () =>
      ticked({
        content: `/OC /L BDC\n${print(WORDING)}\nEMC`,
        resources: '/Properties << /L 650 0 R >>',
        objects: { 650: '<< /Type /OCG /Name (Text) >>' },
        catalog: '/OCProperties << /OCGs [650 0 R] /D << /OFF [650 0 R] >> >>',
      }),
  }
  for (const [what, make] of Object.entries(covered)) {
    it(`cannot be read with ${what}`, async () => {
      expect(await answerBeside(BLANK(), make())).to.match(/^needs_review .*\bwording_covered\b/)
    })
  }

  it('is compared in forms that were appended to, too', async () => {
    const covering = appendRevision(ticked(), {
      9: stream(`${print(WORDING)}\n${area(WHITE, [45, 738, 550, 782])}`),
    })
    expect(await answerBeside(BLANK(), covering)).to.include('wording_covered')
  })

  describe('where the blank prints no words, such as a scan or outlines', () => {
    /** Each letter as strokes of its own, as fonts turned into outlines are. */
    const outlines = (lines: readonly PrintedLine[]): string =>
      lines
        .flatMap(({ x, y, text: line }) =>
          Array.from(line, (letter, i) => {
            const [left, code] = [x + 6 * i, letter.charCodeAt(0)]
            if (letter === ' ') return ''
            const at = (n: number): string => `${left + (n % 3) * 2} ${y + (n >> 1) * 2}`
            return `${at(code & 7)} m ${at((code >> 1) & 7)} l ${at((code >> 3) & 7)} l ${at(code % 7)} l S`
          }),
        )
        .join('\n')
    const page = (as: string, content: string): Buffer =>
      consentPdf({ fields: form(as === 'Off' ? '/Off' : '/Ja', as), content })
    const blank = page('Off', outlines(WORDING))

    it('is the same when it was packed anew, lighter, or signed', async () => {
      const scan = (as: string, grey: string): Buffer => page(as, area(grey, [50, 720, 500, 800]))
      expect(await answerBeside(scan('Off', '0.5 g'), scan('Ja', '0.52 g'))).to.equal('granted')
      const signature = '1.5 w 310 605 m 330 640 350 590 380 630 c 400 600 420 640 450 610 c S'
      for (const content of [
        `0.2 G ${outlines(WORDING)}`,
        `${outlines(WORDING)} ${signature}`,
        outlines(WORDING.map((line) => ({ ...line, x: line.x + 0.2, y: line.y - 0.2 }))),
      ])
        expect(await answerBeside(blank, page('Ja', content))).to.equal('granted')
    })

    it('differs when other words stand there, or none', async () => {
      const other = WORDING.map((line) => ({
        ...line,
        text: line.text.replace(/WhatsApp|freiwillig/u, 'zzzzzz'),
      }))
      const reworded = WORDING.map((line) => ({ ...line, text: Array.from(line.text).reverse().join('') }))
      for (const content of [outlines(other), outlines(reworded), outlines(WORDING.slice(0, 1)), 'BT ET'])
        expect(await answerBeside(blank, page('Ja', content))).to.equal('needs_review wording_differs')
    })
  })

  it('does not matter where nothing is ticked', async () => {
    expect(
      await answerBeside(
        BLANK(),
        consentPdf({ fields: form('/Off', 'Off'), content: print(WORDING, WHITE) }),
      ),
    ).to.equal('not_given')
  })
})
