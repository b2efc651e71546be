import { expect } from 'chai'
import { answerOf, mapping } from './form-reader.js'
import {
  appendRevision,
  box,
  formObjects,
  formPdf,
  stream,
  text,
  TICK,
  TICKED,
  UNTICKED,
  writePdf,
  type FieldSpec,
  type Objects,
} from './pdf-builder.js'

const date = (value: string): FieldSpec => text('Datum', value)
const dated = mapping({}, { givenAt: 'Datum' })

/** Object 20 is the box, 30 the field after it. */
const state = (field: FieldSpec, ...rest: FieldSpec[]): Objects => formObjects({ fields: [field, ...rest] })
const only = (objects: Objects, ...numbers: number[]): Objects =>
  Object.fromEntries(numbers.map((number) => [number, objects[number] ?? '']))

const NO = box({ states: ['Ja', 'Nein'], value: '/Nein', as: 'Nein' })
const YES = box({ states: ['Ja', 'Nein'], value: '/Ja', as: 'Ja' })

describe('a form saved in several revisions', () => {
  it('is granted when the blank was filled in once', async () => {
    const blank = writePdf(state(UNTICKED, date('')))
    const filled = appendRevision(blank, only(state(TICKED, date('20.11.2026')), 20, 30))
    expect(await answerOf(filled, dated)).to.equal('granted')
    expect(await answerOf(filled, dated, blank)).to.equal('granted')
  })

  it('is granted when the practice had filled in the name before', async () => {
    const named = writePdf(state(UNTICKED, text('Name', 'Muster')))
    expect(await answerOf(appendRevision(named, only(state(TICKED), 20)))).to.equal('granted')
  })

  it('is granted when the patient ticked, unticked and ticked again while filling in', async () => {
    let file = writePdf(state(UNTICKED))
    for (const next of [TICKED, UNTICKED, TICKED]) file = appendRevision(file, only(state(next), 20))
    expect(await answerOf(file)).to.equal('granted')
  })

  for (const [what, empty] of Object.entries({
    'a byte order mark alone, as LibreOffice writes it': date('\xfe\xff'),
    'a pattern to fill in': date('TT.MM.JJJJ'),
    'blanks and dots': date(' __.__.____ '),
  })) {
    it(`is not dated by ${what}`, async () => {
      const filled = appendRevision(
        writePdf(state(UNTICKED, empty)),
        only(state(TICKED, date('20.11.2026')), 20, 30),
      )
      expect(await answerOf(filled, dated)).to.equal('granted')
    })
  }

  it('needs a person when the box was ticked after the form had been dated', async () => {
    let file = writePdf(state(UNTICKED, date('')))
    file = appendRevision(file, only(state(UNTICKED, date('20.11.2026')), 30))
    file = appendRevision(file, only(state(TICKED, date('20.11.2026')), 20))
    expect(await answerOf(file, dated)).to.equal('needs_review changed_after_filling')
  })

  it('needs a person when a no became a yes', async () => {
    const file = appendRevision(
      appendRevision(writePdf(state(UNTICKED)), only(state(NO), 20)),
      only(state(YES), 20),
    )
    expect(await answerOf(file)).to.equal('needs_review changed_after_filling')
  })

  it('gives nothing when the tick was taken back', async () => {
    const file = appendRevision(writePdf(state(TICKED)), only(state(UNTICKED), 20))
    expect(await answerOf(file)).to.equal('not_given')
  })

  it('is broken, not unticked, when the last save was cut off (P-02)', async () => {
    const blank = writePdf(state(UNTICKED))
    const filled = appendRevision(blank, only(state(TICKED), 20))
    for (let length = blank.length + 1; length < filled.length - 2; length += 7) {
      const answer = await answerOf(filled.subarray(0, length))
      expect(['FORM_BROKEN', 'granted'], `${length} of ${filled.length}: ${answer}`).to.include(answer)
      if (answer === 'granted') expect(length).to.be.greaterThan(filled.length - 8)
    }
  })
})

describe('a signed form', () => {
  /** Adds a signature field at object 60 whose byte range reaches to the end of the file. */
  const sign = (file: Buffer, transform = ''): Buffer => {
    const signed = (length: number): Buffer =>
      appendRevision(file, {
        60: `<< /FT /Sig /T (Unterschrift) /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /V 61 0 R >>`,
        61: `<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 10 20 ${String(length - 20).padStart(10, '0')}] /Contents <00> ${transform} >>`,
        1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [20 0 R 60 0 R] >> >>',
      })
    return signed(signed(0).length)
  }
  const certify = '/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 2 >> >>]'

  it('is granted when the tick was there before the signature', async () => {
    const ticked = appendRevision(writePdf(state(UNTICKED)), only(state(TICKED), 20))
    expect(await answerOf(sign(ticked))).to.equal('granted')
  })

  it('is granted when other things were added after the signature', async () => {
    const file = appendRevision(
      sign(writePdf(state(TICKED, text('Name', '')))),
      only(state(TICKED, text('Name', 'M')), 30),
    )
    expect(await answerOf(file)).to.equal('granted')
  })

  it('needs a person when the box was ticked after the signature', async () => {
    const file = appendRevision(sign(writePdf(state(UNTICKED))), only(state(TICKED), 20))
    expect(await answerOf(file)).to.equal('needs_review changed_after_signature')
  })

  it('needs a person when the tick was taken back after the signature', async () => {
    const file = appendRevision(sign(writePdf(state(TICKED))), only(state(UNTICKED), 20))
    expect(await answerOf(file)).to.equal('needs_review changed_after_signature')
  })

  it('needs a person when only the look of the box or of its page was changed after the signature', async () => {
    const signed = sign(writePdf(state(TICKED)))
    const redrawn = appendRevision(signed, { 200: stream(`${TICK} 0 0 1 1 re f`, '/BBox [0 0 12 12]') })
    const reworded = appendRevision(signed, { 9: stream('BT (another wording) Tj ET') })
    expect(await answerOf(redrawn)).to.equal('needs_review changed_after_signature')
    expect(await answerOf(reworded)).to.equal('needs_review changed_after_signature')
  })

  it('is granted when the signature was the seal of the blank and allows filling in', async () => {
    const file = appendRevision(sign(writePdf(state(UNTICKED)), certify), only(state(TICKED), 20))
    expect(await answerOf(file)).to.equal('granted')
  })
})

describe('the blank template (P-03)', () => {
  const blank = formPdf({ fields: [UNTICKED] })
  const answer = (field: FieldSpec, before: Buffer): Promise<string> =>
    answerOf(formPdf({ fields: [field] }), mapping(), before)

  it('lets a tick count that the blank did not have, whatever default the filler wrote', async () => {
    expect(await answer(TICKED, blank)).to.equal('granted')
    expect(await answer(box({ value: '/Ja', as: 'Ja', fieldExtra: '/DV /Ja' }), blank)).to.equal('granted')
  })

  it('rejects a tick that the blank had, by value, by appearance or by default', async () => {
    for (const before of [
      TICKED,
      box({ as: 'Ja' }),
      box({ value: '/Ja', as: 'Off' }),
      box({ value: '/Off', fieldExtra: '/DV /Ja' }),
    ]) {
      expect(await answer(TICKED, formPdf({ fields: [before] }))).to.equal('needs_review prefilled')
    }
  })

  it('takes a value that the blank had and no viewer shows for none, as Scribus writes it', async () => {
    const group = (value: string, on = ''): FieldSpec => ({
      name: '(Einwilligung_WhatsApp)',
      value,
      extra: '/Ff 49152',
      widgets: ['Ja', 'Nein'].map((state, i) => ({
        states: [state],
        as: state === on ? state : 'Off',
        rect: `${50 + 40 * i} 700 ${62 + 40 * i} 712`,
      })),
    })
    const before = formPdf({ fields: [group('/DV')] })
    expect(await answer(group('/DV'), before)).to.equal('not_given')
    expect(await answer(group('/Ja', 'Ja'), before)).to.equal('granted')
    for (const field of [group('/DV', 'Ja'), group('/Ja'), group('/Vd')])
      expect(await answer(field, before)).to.match(/^needs_review value_appearance_disagree/)
    expect(await answer(group('/DV'), blank)).to.match(/^needs_review value_appearance_disagree/)
  })

  it('takes the place in the list of labels for the state, as PDFium ticks the boxes of TCPDF', async () => {
    const labelled = (value: string, as: string, more = ''): FieldSpec =>
      box({ value, as, fieldExtra: `/Opt [(OK)] ${more}` })
    const before = formPdf({ fields: [labelled('/Off', 'Off')] })
    expect(await answer(labelled('/0', 'Ja'), before)).to.equal('granted')
    expect(await answer(labelled('/0', 'Off'), before)).to.equal('needs_review value_appearance_disagree')
    expect(await answer(labelled('/1', 'Ja'), before)).to.equal('needs_review value_appearance_disagree')
    expect(await answerOf(formPdf({ fields: [labelled('/0', 'Ja')] }), mapping())).to.match(/^needs_review/)
    for (const preset of [labelled('/Ja', 'Ja'), labelled('/Off', 'Off', '/DV /Ja')])
      expect(await answer(labelled('/0', 'Ja'), formPdf({ fields: [preset] }))).to.match(/^needs_review/)
  })

  it('knows a box again whose drawing the blank left to viewers, as pdfkit does', async () => {
    const undrawn = box({ value: '/Off', as: null, drawing: null })
    expect(await answer(TICKED, formPdf({ fields: [undrawn] }))).to.equal('granted')
    const elsewhere = box({ value: '/Off', as: null, drawing: null, rect: '50 600 62 612' })
    expect(await answer(TICKED, formPdf({ fields: [elsewhere] }))).to.equal('needs_review template_differs')
  })

  it('takes the other answer than the preset one for an answer', async () => {
    expect(await answer(YES, formPdf({ fields: [NO] }))).to.equal('granted')
    expect(await answer(NO, formPdf({ fields: [YES] }))).to.equal('refused')
    expect(await answer(NO, formPdf({ fields: [NO] }))).to.equal('needs_review prefilled')
  })

  it('asks a person when the box stands elsewhere or has other states than in the blank', async () => {
    expect(await answer(box({ value: '/Ja', as: 'Ja', rect: '50 300 62 312' }), blank)).to.equal(
      'needs_review template_differs',
    )
    expect(await answer(YES, blank)).to.equal('needs_review template_differs')
    expect(await answer(TICKED, formPdf({ fields: [box({ name: '(Anderes)' })] }))).to.equal(
      'needs_review template_differs',
    )
  })

  it('asks a person when a wide box stands beside another sentence than in the blank', async () => {
    const wide = (value: string, bottom: number): FieldSpec =>
      box({ value: `/${value}`, as: value, rect: `50 ${bottom} 250 ${bottom + 12}` })
    expect(await answer(wide('Ja', 701), formPdf({ fields: [wide('Off', 700)] }))).to.equal('granted')
    expect(await answer(wide('Ja', 660), formPdf({ fields: [wide('Off', 700)] }))).to.equal(
      'needs_review template_differs',
    )
  })

  it('asks a person when a list shows other words for the chosen value than the blank', async () => {
    const list = (value: string, yes: string): FieldSpec => ({
      name: '(Einwilligung_WhatsApp)',
      type: 'Ch',
      value,
      extra: `/Ff 131072 /Opt [[(0) (Nein)] [(1) (${yes})]]`,
      widgets: [{ states: [], as: null, rect: '20 660 120 676', drawing: null }],
    })
    const chosen = (yes: string): Promise<string> =>
      answerOf(
        formPdf({ fields: [list('(1)', yes)], form: '/NeedAppearances true' }),
        mapping({ granted: ['1'], refused: ['0'] }),
        formPdf({ fields: [list('()', 'Ja')] }),
      )
    expect(await chosen('Ja')).to.equal('granted')
    expect(await chosen('Lieber nicht')).to.equal('needs_review template_differs')
  })
})

describe('the date of a form', () => {
  const answer = (value: string): Promise<string> =>
    answerOf(formPdf({ fields: [TICKED, date(value)] }), dated)

  it('may be missing, or any day until today', async () => {
    for (const value of [
      '',
      'TT.MM.JJJJ',
      '__.__.____',
      '21.11.2026',
      '1.2.26',
      '2026-11-20',
      '20. November 2026',
    ]) {
      expect(await answer(value), value).to.equal('granted')
    }
  })

  it('asks a person when it cannot be read or lies in the future (P-13)', async () => {
    expect(await answer('gestern')).to.equal('needs_review date_unreadable')
    expect(await answer('31.2.2026')).to.equal('needs_review date_unreadable')
    expect(await answer('22.11.2026')).to.equal('needs_review given_in_future')
  })
})
