import { expect } from 'chai'
import { answerOf, mapping } from './form-reader.js'
import { box, formObjects, formPdf, stream, TICKED, UNTICKED, writePdf } from './pdf-builder.js'

const utf16 = (text: string): string =>
  `<FEFF${Array.from(text)
    .map((char) => char.charCodeAt(0).toString(16).padStart(4, '0'))
    .join('')}>`

const ticked = (name: string): Buffer => formPdf({ fields: [box({ name, value: '/Ja', as: 'Ja' })] })
const named = (control: string): ReturnType<typeof mapping> =>
  mapping({ controls: { kind: 'one', control } }, { match: { controls: [control] } })

describe('names of controls', () => {
  it('are compared as a viewer decodes them, umlauts composed or not', async () => {
    const form = named('Einverständnis')
    for (const name of [
      utf16('Einverständnis'),
      utf16('Einverständnis'.normalize('NFD')),
      '(Einverst\\344ndnis)',
      '(\\357\\273\\277Einverst\\303\\244ndnis)',
    ]) {
      expect(await answerOf(ticked(name), form), name).to.equal('granted')
    }
  })

  it('are hierarchical, with empty partial names left out', async () => {
    const leaf =
      '/Type /Annot /Subtype /Widget /FT /Btn /Rect [50 700 62 712] /AS /Ja /AP << /N << /Ja 200 0 R /Off 201 0 R >> >>'
    const objects = formObjects({ fields: [TICKED] })
    const nested = writePdf({
      ...objects,
      20: '<< /T (form1[0]) /Kids [22 0 R] /V /Ja >>',
      22: '<< /T () /Parent 20 0 R /Kids [23 0 R] >>',
      23: `<< /T (Kontrollk\\344stchen1[0]) /Parent 22 0 R ${leaf} >>`,
      3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [23 0 R] >>',
    })
    expect(await answerOf(nested, named('form1[0].Kontrollkästchen1[0]'))).to.equal('granted')
  })
})

describe('two boxes, one for yes and one for no', () => {
  const form = mapping({
    controls: { kind: 'two', grantedControl: 'WhatsApp_Ja', refusedControl: 'WhatsApp_Nein' },
    granted: null,
    refused: null,
  })
  const answer = (yes: boolean, no: boolean, more = ''): Promise<string> =>
    answerOf(
      formPdf({
        fields: [yes, no].map((isOn, i) =>
          box({
            name: i === 0 ? '(WhatsApp_Ja)' : '(WhatsApp_Nein)',
            value: isOn ? '/Yes' : '/Off',
            states: ['Yes'],
            as: isOn ? 'Yes' : 'Off',
            fieldExtra: more,
          }),
        ),
      }),
      { ...form, match: { controls: ['WhatsApp_Ja'] } },
    )

  it('say yes, no, nothing, or contradict each other (P-05)', async () => {
    expect(await answer(true, false)).to.equal('granted')
    expect(await answer(false, true)).to.equal('refused')
    expect(await answer(false, false)).to.equal('not_given')
    expect(await answer(true, true)).to.equal('needs_review both_ticked')
  })

  it('need a person when one of them is missing', async () => {
    const single = formPdf({ fields: [box({ name: '(WhatsApp_Ja)', value: '/Ja', as: 'Ja' })] })
    expect(await answerOf(single, form)).to.equal('needs_review control_missing')
  })
})

describe('a choice', () => {
  const choice = (value: string | null, more = '', shown: string | null = null): Buffer =>
    writePdf({
      ...formObjects({ fields: [], objects: {} }),
      1: `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [20 0 R] ${shown === null ? '/NeedAppearances true' : ''} >> >>`,
      3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [20 0 R] >>',
      20: `<< /Type /Annot /Subtype /Widget /FT /Ch /Ff 131072 /T (Einwilligung_WhatsApp) /Rect [50 700 150 716] /F 4
        /Opt [(Bitte w\\344hlen) [(1) (Ja)] [(0) (Nein)]] ${value === null ? '' : `/V (${value})`} ${more}
        ${shown === null ? '' : '/AP << /N 21 0 R >>'} >>`,
      21: stream(
        `/Tx BMC BT /Helv 10 Tf (${shown ?? ''}) Tj ET EMC`,
        '/Type /XObject /Subtype /Form /BBox [0 0 100 16]',
      ),
    })

  it('is matched by export value or label', async () => {
    expect(await answerOf(choice('1'))).to.equal('granted')
    expect(await answerOf(choice('0'))).to.equal('refused')
    expect(await answerOf(choice('1'), mapping({ granted: ['1'], refused: ['0'] }))).to.equal('granted')
    expect(await answerOf(choice('1', '', 'Ja'))).to.equal('granted')
  })

  it('gives nothing when nothing or the invitation to choose is chosen', async () => {
    expect(await answerOf(choice(null))).to.equal('not_given')
    expect(await answerOf(choice('Bitte w\\344hlen', '/DV (Bitte w\\344hlen)'))).to.equal('not_given')
    expect(await answerOf(choice('Bitte w\\344hlen'))).to.equal('not_given')
    expect(await answerOf(choice('---'))).to.equal('not_given')
  })

  it('needs a person for entries nobody configured, and where the screen showed another one', async () => {
    expect(await answerOf(choice('Vielleicht'))).to.equal('needs_review unknown_value')
    expect(await answerOf(choice('1'), mapping({ granted: null, refused: null }))).to.equal(
      'needs_review unknown_value',
    )
    expect(await answerOf(choice('1', '', 'Nein'))).to.equal('needs_review value_appearance_disagree')
    expect(await answerOf(choice('1', '/DV (1)'))).to.equal('needs_review prefilled')
  })
})

describe('an XFA form', () => {
  const xfa = (data: string): string =>
    `/XFA [(template) 500 0 R (datasets) 501 0 R]|${stream(`<xfa:datasets><xfa:data><form1><Einwilligung_WhatsApp>${data}</Einwilligung_WhatsApp></form1></xfa:data></xfa:datasets>`)}`
  const hybrid = (data: string, isTicked: boolean, catalog = ''): Buffer => {
    const [form = '', datasets = ''] = xfa(data).split('|')
    return formPdf({
      fields: [isTicked ? TICKED : UNTICKED],
      form,
      catalog,
      objects: { 500: stream('<template/>'), 501: datasets },
    })
  }

  it('counts by its PDF fields when the XML agrees', async () => {
    expect(await answerOf(hybrid('Ja', true))).to.equal('granted')
    expect(await answerOf(hybrid('0', false))).to.equal('not_given')
  })

  it('needs a person when the XML says something else, or is all there is to see', async () => {
    expect(await answerOf(hybrid('0', true))).to.equal('needs_review xfa')
    expect(await answerOf(hybrid('Ja', false))).to.equal('needs_review xfa')
    expect(await answerOf(hybrid('Ja', true, '/NeedsRendering true'))).to.equal('needs_review xfa')
  })
})

describe('odd field trees', () => {
  const objects = formObjects({
    fields: [
      {
        name: '(Einwilligung_WhatsApp)',
        value: '/Nein',
        widgets: ['Nein', 'Ja'].map((state, i) => ({
          states: [state],
          as: i === 0 ? state : 'Off',
          rect: `${50 + i * 40} 700 ${62 + i * 40} 712`,
        })),
      },
    ],
  })

  it('may list the widgets of a group instead of the group', async () => {
    const catalog = '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [21 0 R 22 0 R] >> >>'
    expect(await answerOf(writePdf({ ...objects, 1: catalog }))).to.equal('refused')
  })

  it('may have no list of fields at all, only widgets on a page', async () => {
    expect(await answerOf(writePdf({ ...objects, 1: '<< /Type /Catalog /Pages 2 0 R >>' }))).to.equal(
      'refused',
    )
  })

  it('may give a merged field an empty list of kids', async () => {
    const field = { ...box({ value: '/Ja', as: 'Ja' }), extra: '/Kids []' }
    expect(await answerOf(formPdf({ fields: [field] }))).to.equal('granted')
  })
})
