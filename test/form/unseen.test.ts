import { expect } from 'chai'
import { answerOf } from './form-reader.js'
import { box, formPdf, FRAME, stream, TICK, type FormSpec } from './pdf-builder.js'

const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'
const FORM = '/Type /XObject /Subtype /Form /BBox [0 0 12 12]'
const WHITE_IMAGE = {
  506: stream('\xff', '/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray'),
}
const LAYER_OFF = '/OCProperties << /OCGs [600 0 R] /D << /OFF [600 0 R] >> >>'
const LAYER = { 600: '<< /Type /OCG /Name (L) >>' }

interface Unseen {
  content?: string
  resources?: string
  objects?: Record<number, string>
  catalog?: string
  annotation?: string
}

const LAYERED: Unseen = {
  content: `/OC /L BDC ${TICK} EMC`,
  resources: '/Properties << /L 600 0 R >>',
  objects: LAYER,
  catalog: LAYER_OFF,
}
const IMAGE: Unseen = {
  content: 'q 12 0 0 12 0 0 cm /I Do Q',
  resources: '/XObject << /I 506 0 R >>',
  objects: WHITE_IMAGE,
}

/** Ticks that stand in the file and that no viewer shows. */
const UNSEEN: Record<string, Unseen> = {
  'in a layer that is off': LAYERED,
  'drawn by a form in a layer that is off': {
    content: '/A Do',
    resources: '/XObject << /A 502 0 R >>',
    objects: {
      ...LAYER,
      502: stream(TICK, `${FORM} /OC 600 0 R /Resources << /Font << /ZaDb 10 0 R >> >>`),
    },
    catalog: LAYER_OFF,
  },
  masked: {
    content: `/G gs ${TICK}`,
    resources: '/ExtGState << /G << /SMask << /S /Luminosity /G 503 0 R >> >> >>',
    objects: {
      503: stream('0 g 0 0 12 12 re f', `${FORM} /Group << /S /Transparency /CS /DeviceGray >>`),
    },
  },
  'squeezed to no width': { content: 'BT 0 Tz /ZaDb 9 Tf 2 3 Td (4) Tj ET' },
  'a blank of another font': { content: 'BT /H 9 Tf 2 3 Td (\\240) Tj ET' },
  'a sign that the font lacks': { content: 'BT /ZaDb 9 Tf 2 3 Td (\\001) Tj ET' },
  'a white image': IMAGE,
  'below a white image': {
    content: `${TICK} q 12 0 0 12 0 0 cm /I Do Q`,
    resources: '/XObject << /I 506 0 R >>',
    objects: WHITE_IMAGE,
  },
  'below a white shape': { content: `${TICK} 1 g 0 0 m 12 0 l 12 12 l 0 12 l h f` },
  'in the white of a calibrated colour space': {
    content: 'BT /C cs 1 sc /ZaDb 9 Tf 2 3 Td (4) Tj ET',
    resources: '/ColorSpace << /C [/CalGray << /WhitePoint [1 1 1] >>] >>',
  },
  'a line of no length': { content: '1 1 m 1 1 l S' },
  'below a white field': {
    annotation: '700 0 R',
    objects: {
      700: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (Rest) /Rect [40 690 200 720] /F 4 /AP << /N 701 0 R >> >>',
      701: stream('1 g 0 0 160 30 re f', '/Type /XObject /Subtype /Form /BBox [0 0 160 30]'),
    },
  },
}

const file = ({ content, resources, objects, catalog, annotation }: Unseen): Buffer =>
  formPdf({
    fields: [
      box({ value: '/Ja', as: 'Ja', drawing: null, extra: '/AP << /N << /Ja 500 0 R /Off 501 0 R >> >>' }),
    ],
    objects: {
      500: stream(
        content ?? TICK,
        `${FORM} /Resources << /Font << /ZaDb 10 0 R /H ${HELVETICA} >> ${resources ?? ''} >>`,
      ),
      501: stream(FRAME, FORM),
      ...objects,
    },
    ...(catalog === undefined ? {} : { catalog }),
    ...(annotation === undefined ? {} : { page: annotation }),
  } satisfies FormSpec)

describe('a tick that no viewer shows', () => {
  for (const [what, unseen] of Object.entries(UNSEEN)) {
    it(`is none when ${what}`, async () => {
      expect(await answerOf(file(unseen))).to.equal('needs_review appearance_missing')
    })
  }

  it('differs from the same drawing where it can be seen', async () => {
    const image = stream(
      '\x00',
      '/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray',
    )
    const seen: Unseen[] = [
      { ...LAYERED, catalog: LAYER_OFF.replace('/OFF', '/ON') },
      { ...IMAGE, objects: { 506: image } },
      { content: `0.8 g 0 0 m 12 0 l 12 12 l h f 0 g ${TICK}` },
      { content: 'BT /H 9 Tf 2 3 Td (X) Tj ET' },
    ]
    for (const each of seen) expect(await answerOf(file(each)), each.content).to.equal('granted')
  })

  it('is not taken for its neighbour on the page', async () => {
    const extra = (state: number): string => `/AP << /N << /Ja ${state} 0 R /Off 501 0 R >> >>`
    const drawn = (content: string): string =>
      stream(content, `${FORM} /Resources << /Font << /H ${HELVETICA} >> >>`)
    const beside = (own: number, other: number): Buffer =>
      formPdf({
        fields: [
          box({ value: '/Ja', as: 'Ja', drawing: null, extra: extra(own) }),
          box({
            name: '(Datenschutz)',
            value: '/Ja',
            as: 'Ja',
            drawing: null,
            extra: extra(other),
            rect: '300.4 96.3 312.4 108.3',
          }),
        ],
        objects: {
          500: drawn('BT /H 9 Tf 2 3 Td (X) Tj ET'),
          501: stream(FRAME, FORM),
          502: drawn('BT /H 9 Tf 2 3 Td (\\240) Tj ET'),
        },
      })
    expect(await answerOf(beside(500, 502))).to.equal('granted')
    expect(await answerOf(beside(502, 500))).to.equal('needs_review appearance_missing')
  })
})
