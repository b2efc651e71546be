import { expect } from 'chai'
import { answerOf, mapping } from './form-reader.js'
import {
  box,
  formObjects,
  formPdf,
  FRAME,
  stream,
  TICK,
  TICKED,
  UNTICKED,
  type FieldSpec,
  type FormSpec,
} from './pdf-builder.js'

const file = (field: FieldSpec, more: Partial<FormSpec> = {}): Buffer => formPdf({ fields: [field], ...more })

const CROSS = TICK.replace('(4)', '(8)')

const shared = (order: string[], value: string, on: string[]): FieldSpec => ({
  name: '(Einwilligung_WhatsApp)',
  value: `/${value}`,
  widgets: order.map((state, i) => ({
    states: [state],
    as: on.includes(state) ? state : 'Off',
    rect: `${50 + i * 40} 700 ${62 + i * 40} 712`,
  })),
})

describe('a consent box', () => {
  type Case = [string, FieldSpec, string, Partial<FormSpec>?]
  const cases: Case[] = [
    ['ticked, value and appearance agreeing', TICKED, 'granted'],
    ['left alone', UNTICKED, 'not_given'],
    ['without a value, off', box({ as: 'Off' }), 'not_given'],
    ['without value and state', box({ as: null }), 'not_given'],
    [
      'whose value says yes and whose appearance says off',
      box({ value: '/Ja', as: 'Off' }),
      'needs_review value_appearance_disagree',
    ],
    [
      'whose value says off and whose appearance says yes',
      box({ value: '/Off', as: 'Ja' }),
      'needs_review value_appearance_disagree',
    ],
    [
      'whose value is no state of the box',
      box({ value: '/Yes', as: 'Ja' }),
      'needs_review value_appearance_disagree',
    ],
    ['that shows a tick without any value', box({ as: 'Ja' }), 'needs_review value_appearance_disagree'],
    [
      'with the empty name as value, as macOS writes it',
      box({ value: '/ ', as: 'Ja' }),
      'needs_review value_appearance_disagree',
    ],
    ['with the empty name as value, off', box({ value: '/ ', as: 'Off' }), 'not_given'],
    [
      'with a value but no appearance state',
      box({ value: '/Ja', as: null }),
      'needs_review value_appearance_disagree',
    ],
    ['whose value is a string instead of a name', box({ value: '(Ja)', as: 'Ja' }), 'granted'],
    [
      'whose appearance state has no drawing',
      box({ value: '/Ja', as: 'Ja', states: ['Yes'] }),
      'needs_review value_appearance_disagree',
    ],
    [
      'whose tick is drawn empty',
      box({ value: '/Ja', as: 'Ja', drawing: { on: '', off: FRAME } }),
      'needs_review appearance_missing',
    ],
    [
      'whose tick and frame are both drawn empty',
      box({ value: '/Ja', as: 'Ja', drawing: { on: '', off: '' } }),
      'needs_review appearance_missing',
    ],
    [
      'whose tick differs from its frame by colour only',
      box({ value: '/Ja', as: 'Ja', drawing: { on: '0 g 1 1 9 9 re f', off: '0.9 g 1 1 9 9 re f' } }),
      'granted',
    ],
    [
      'whose tick has a spot colour',
      box({ value: '/Ja', as: 'Ja', drawing: null, extra: '/AP << /N << /Ja 500 0 R /Off 501 0 R >> >>' }),
      'granted',
      {
        objects: {
          500: stream(
            '/Spot cs 1 scn 1 1 9 9 re f',
            '/Type /XObject /Subtype /Form /BBox [0 0 12 12] /Resources << /ColorSpace << /Spot [/Separation /HKS#2014 /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 1 0] /N 1 >>] >> >>',
          ),
          501: stream(FRAME, '/Type /XObject /Subtype /Form /BBox [0 0 12 12]'),
        },
      },
    ],
    [
      'whose tick looks like its empty frame',
      box({ value: '/Ja', as: 'Ja', drawing: { on: FRAME, off: FRAME } }),
      'needs_review appearance_missing',
    ],
    [
      'whose tick is white on nothing',
      box({ value: '/Ja', as: 'Ja', drawing: { on: 'BT 1 g /ZaDb 9 Tf (4) Tj ET', off: FRAME } }),
      'needs_review appearance_missing',
    ],
    ...(
      [
        ['outside its clipping path', `q 50 50 9 9 re W n ${TICK} Q`],
        ['outside its box', 'BT /ZaDb 9 Tf 200 300 Td (4) Tj ET'],
        ['in the white of a device colour space', 'BT /DeviceRGB cs 1 1 1 sc /ZaDb 9 Tf (4) Tj ET'],
        ['in almost white', 'BT 0.99 g /ZaDb 9 Tf (4) Tj ET'],
        ['too small to be seen', 'BT /ZaDb 0.01 Tf 2 3 Td (4) Tj ET'],
        ['only as a clipping path', 'BT 7 Tr /ZaDb 9 Tf 2 3 Td (4) Tj ET'],
      ] as const
    ).map(
      ([where, on]): Case => [
        `whose tick is drawn ${where}`,
        box({ value: '/Ja', as: 'Ja', drawing: { on, off: FRAME } }),
        'needs_review appearance_missing',
      ],
    ),
    [
      'whose tick is painted over in white',
      box({ value: '/Ja', as: 'Ja', drawing: { on: `${TICK} 1 g 0 0 12 12 re f`, off: '' } }),
      'needs_review appearance_missing',
    ],
    [
      'whose tick is drawn inside a clipping path, over its background',
      box({
        value: '/Ja',
        as: 'Ja',
        drawing: { on: `q 1 g 0 0 12 12 re f 1 1 10 10 re W n ${TICK} Q`, off: 'q 1 g 0 0 12 12 re f Q' },
      }),
      'granted',
    ],
    [
      'whose tick is transparent',
      box({ value: '/Ja', as: 'Ja', drawing: null, extra: '/AP << /N << /Ja 500 0 R /Off 501 0 R >> >>' }),
      'needs_review appearance_missing',
      {
        objects: {
          500: stream(
            `/G gs ${TICK}`,
            '/BBox [0 0 12 12] /Resources << /Font << /ZaDb 10 0 R >> /ExtGState << /G << /ca 0 /CA 0 >> >> >>',
          ),
          501: stream(FRAME, '/BBox [0 0 12 12]'),
        },
      },
    ],
    [
      'whose tick is drawn two forms deep',
      box({ value: '/Ja', as: 'Ja', drawing: null, extra: '/AP << /N << /Ja 500 0 R >> >>' }),
      'granted',
      {
        objects: {
          500: stream(
            'q 2 0 0 2 0 0 cm /A Do Q',
            '/BBox [0 0 12 12] /Resources << /XObject << /A 501 0 R >> >>',
          ),
          501: stream('/B Do', '/Subtype /Form /BBox [0 0 6 6] /Resources << /XObject << /B 502 0 R >> >>'),
          502: stream(
            TICK,
            '/Subtype /Form /BBox [0 0 12 12] /Matrix [.5 0 0 .5 0 0] /Resources << /Font << /ZaDb 10 0 R >> >>',
          ),
        },
      },
    ],
    ...(['/NeedAppearances true', ''] as const).flatMap((form): Case[] => [
      [
        `whose drawings are left to viewers, ${form === '' ? 'not ' : ''}being told to draw`,
        box({ value: '/Ja', as: 'Ja', drawing: null, extra: '/AP << /N << /Ja << >> /Off << >> >> >>' }),
        form === '' ? 'needs_review appearance_missing' : 'granted',
        { form },
      ],
      [
        `whose drawings are both empty, viewers ${form === '' ? 'not ' : ''}being told to draw`,
        box({ value: '/Ja', as: 'Ja', drawing: { on: '', off: '' } }),
        form === '' ? 'needs_review appearance_missing' : 'granted',
        { form },
      ],
      [
        `whose tick alone is empty, viewers ${form === '' ? 'not ' : ''}being told to draw`,
        box({ value: '/Ja', as: 'Ja', drawing: { on: '', off: FRAME } }),
        'needs_review appearance_missing',
        { form },
      ],
    ]),
    ['whose value is a list', box({ value: '[/Ja]', as: 'Ja' }), 'needs_review value_appearance_disagree'],
    [
      'in a layer that is off on screen',
      box({ value: '/Ja', as: 'Ja', extra: '/OC 500 0 R' }),
      'needs_review hidden_control',
      {
        catalog:
          '/OCProperties << /OCGs [500 0 R] /D << /AS [<< /Event /View /Category [/View] /OCGs [500 0 R] >>] >> >>',
        objects: { 500: '<< /Type /OCG /Name (L) /Usage << /View << /ViewState /OFF >> >> >>' },
      },
    ],
    [
      'on a framed page',
      TICKED,
      'granted',
      {
        page: '500 0 R',
        objects: { 500: '<< /Type /Annot /Subtype /Square /Rect [20 400 570 820] /F 4 /C [1 0 0] >>' },
      },
    ],
    [
      'ringed by hand',
      TICKED,
      'needs_review drawn_over',
      {
        page: '500 0 R',
        objects: { 500: '<< /Type /Annot /Subtype /Circle /Rect [42 692 70 720] /F 4 /C [1 0 0] >>' },
      },
    ],
    [
      'shared by yes and no, each widget repeating its state as its value, as PDFBox 1 writes it',
      {
        name: '(Einwilligung_WhatsApp)',
        value: '(Ja)',
        widgets: [
          { states: ['Ja'], as: 'Ja', extra: '/V /Ja' },
          { states: ['Nein'], as: 'Off', rect: '90 700 102 712', extra: '/V /Off' },
        ],
      },
      'granted',
    ],
    [
      'shared by yes and no, a widget having a value of its own',
      {
        name: '(Einwilligung_WhatsApp)',
        value: '/Ja',
        widgets: [
          { states: ['Ja'], as: 'Ja' },
          { states: ['Nein'], as: 'Off', rect: '90 700 102 712', extra: '/V /Nein' },
        ],
      },
      'needs_review value_appearance_disagree',
    ],
    ['without off-drawing', box({ value: '/Ja', as: 'Ja', drawing: { on: TICK, off: null } }), 'granted'],
    [
      'drawn as crossing lines',
      box({ value: '/Ja', as: 'Ja', drawing: { on: `${FRAME} 1 1 m 11 11 l 1 11 m 11 1 l S`, off: FRAME } }),
      'granted',
    ],
    [
      'whose drawings are swapped, off',
      box({ value: '/Off', as: 'Off', drawing: { on: FRAME, off: TICK } }),
      'needs_review value_appearance_disagree',
    ],
    [
      'drawn as a check for on and a cross for off, as react-pdf does, off',
      box({ value: '/Off', as: 'Off', drawing: { on: TICK, off: CROSS } }),
      'needs_review value_appearance_disagree',
    ],
    [
      'drawn as a check for on and a cross for off, on',
      box({ value: '/Ja', as: 'Ja', drawing: { on: TICK, off: CROSS } }),
      'granted',
    ],
    [
      'whose tick stands in the frame in another colour already, off',
      box({ value: '/Off', as: 'Off', drawing: { on: TICK, off: TICK.replace('0 0 1 rg', '.8 g') } }),
      'not_given',
    ],
    [
      'left alone, value and default being texts, as react-pdf writes them',
      box({ value: '(/Off)', fieldExtra: '/DV (/Off)' }),
      'not_given',
    ],
    [
      'ticked, the default being a text',
      box({ value: '/Ja', as: 'Ja', fieldExtra: '/DV (/Off)' }),
      'granted',
    ],
    [
      'on by its own default, which is a text',
      box({ value: '/Ja', as: 'Ja', fieldExtra: '/DV (/Ja)' }),
      'needs_review prefilled',
    ],
    [
      'whose value is the text Off and whose appearance says yes',
      box({ value: '(/Off)', as: 'Ja' }),
      'needs_review value_appearance_disagree',
    ],
    [
      'without drawings, viewers being told to draw',
      box({ value: '/Ja', as: 'Ja', drawing: null }),
      'granted',
      { form: '/NeedAppearances true' },
    ],
    ['without drawings', box({ value: '/Ja', as: 'Ja', drawing: null }), 'needs_review appearance_missing'],
    ['hidden', box({ value: '/Ja', as: 'Ja', flags: 2 }), 'needs_review hidden_control'],
    ['not viewed', box({ value: '/Ja', as: 'Ja', flags: 32 }), 'needs_review hidden_control'],
    ['without size', box({ value: '/Ja', as: 'Ja', rect: '50 700 50 700' }), 'needs_review hidden_control'],
    [
      'beside the page',
      box({ value: '/Ja', as: 'Ja', rect: '-50 700 -38 712' }),
      'needs_review hidden_control',
    ],
    ['on no page', box({ value: '/Ja', as: 'Ja', page: null }), 'needs_review hidden_control'],
    ['hidden and unticked', box({ value: '/Off', flags: 2 }), 'not_given'],
    ['locked after filling', box({ value: '/Ja', as: 'Ja', fieldExtra: '/Ff 1', flags: 68 }), 'granted'],
    [
      'on by its own default',
      box({ value: '/Ja', as: 'Ja', fieldExtra: '/DV /Ja' }),
      'needs_review prefilled',
    ],
    ['off, but on by its own default', box({ value: '/Off', fieldExtra: '/DV /Ja' }), 'not_given'],
    [
      'set by a calculation',
      box({ value: '/Ja', as: 'Ja', extra: '/AA << /C << /S /JavaScript /JS (event.value = 1) >> >>' }),
      'needs_review calculated',
    ],
    [
      'with a state in neither list',
      box({ value: '/Vielleicht', as: 'Vielleicht', states: ['Vielleicht'] }),
      'needs_review unknown_value',
    ],
    [
      'in another layer that is switched off',
      box({ value: '/Ja', as: 'Ja', extra: '/OC 500 0 R' }),
      'needs_review hidden_control',
      {
        catalog: '/OCProperties << /OCGs [500 0 R] /D << /OFF [500 0 R] >> >>',
        objects: { 500: '<< /Type /OCG /Name (L) >>' },
      },
    ],
    [
      'struck out in ink',
      TICKED,
      'needs_review drawn_over',
      {
        page: '500 0 R',
        objects: {
          500: '<< /Type /Annot /Subtype /Ink /Rect [40 690 80 720] /F 4 /InkList [[45 695 75 718]] >>',
        },
      },
    ],
    [
      'ticked in ink only',
      UNTICKED,
      'needs_review drawn_over',
      {
        page: '500 0 R',
        objects: {
          500: '<< /Type /Annot /Subtype /Ink /Rect [48 698 64 714] /F 4 /InkList [[50 704 54 700 62 712]] >>',
        },
      },
    ],
    [
      'with ink elsewhere on the page',
      TICKED,
      'granted',
      {
        page: '500 0 R',
        objects: {
          500: '<< /Type /Annot /Subtype /Ink /Rect [300 90 500 120] /F 4 /InkList [[300 95 450 118]] >>',
        },
      },
    ],
    ['shared by yes and no, yes', shared(['Ja', 'Nein'], 'Ja', ['Ja']), 'granted'],
    ['shared by yes and no, no', shared(['Ja', 'Nein'], 'Nein', ['Nein']), 'refused'],
    ['shared by no and yes, no', shared(['Nein', 'Ja'], 'Nein', ['Nein']), 'refused'],
    ['shared by no and yes, yes', shared(['Nein', 'Ja'], 'Ja', ['Ja']), 'granted'],
    [
      'shared by yes and no, both',
      shared(['Ja', 'Nein'], 'Ja', ['Ja', 'Nein']),
      'needs_review value_appearance_disagree both_ticked',
    ],
    ['shared by yes and no, neither', shared(['Ja', 'Nein'], 'Off', []), 'not_given'],
    [
      'shared, value without tick',
      shared(['Nein', 'Ja'], 'Ja', []),
      'needs_review value_appearance_disagree',
    ],
    [
      'shared, tick on the other widget',
      shared(['Nein', 'Ja'], 'Ja', ['Nein']),
      'needs_review value_appearance_disagree',
    ],
    ['in a radio group, yes', { ...shared(['Ja', 'Nein'], 'Ja', ['Ja']), extra: '/Ff 32768' }, 'granted'],
    ['in a radio group, no', { ...shared(['Ja', 'Nein'], 'Nein', ['Nein']), extra: '/Ff 32768' }, 'refused'],
    [
      'in a radio group, nothing chosen',
      { ...shared(['Ja', 'Nein'], 'Off', []), extra: '/Ff 49152' },
      'not_given',
    ],
    [
      'in a radio group with numbered states and labels, yes',
      { ...shared(['0', '1'], '0', ['0']), extra: '/Ff 32768 /Opt [(Ja) (Nein)]' },
      'granted',
    ],
    [
      'in a radio group with numbered states and labels, no',
      { ...shared(['0', '1'], '1', ['1']), extra: '/Ff 32768 /Opt [(Ja) (Nein)]' },
      'refused',
    ],
    [
      'in a radio group whose numbers and labels contradict each other',
      { ...shared(['1', '0'], '1', ['1']), extra: '/Ff 32768 /Opt [(Ja) (Nein)]' },
      'needs_review unknown_value',
    ],
    [
      'that is a text field',
      { name: '(Einwilligung_WhatsApp)', type: 'Tx', value: '(Ja)', widgets: [{ states: [], as: null }] },
      'needs_review control_not_tickable',
    ],
    ['that is a push button', box({ fieldExtra: '/Ff 65536' }), 'needs_review control_not_tickable'],
    ['found on the page only', { ...TICKED, orphan: true }, 'granted'],
  ]
  for (const [what, field, expected, more] of cases) {
    it(`${what}: ${expected} (P-02)`, async () => {
      expect(await answerOf(file(field, more))).to.equal(expected)
    })
  }

  it('takes any on-state for a yes where the mapping names none', async () => {
    for (const state of ['Yes', 'On', '1', '0', 'No', 'Oui', 'Choice1', 'agb', 'Opt1']) {
      const ticked = file(box({ value: `/${state}`, as: state, states: [state] }))
      expect(await answerOf(ticked, mapping({ granted: null, refused: null })), state).to.equal('granted')
    }
  })

  it('never guesses which of several on-states is the yes', async () => {
    const no = file(shared(['Ja', 'Nein'], 'Nein', ['Nein']))
    expect(await answerOf(no, mapping({ granted: null, refused: null }))).to.equal(
      'needs_review unknown_value',
    )
    expect(await answerOf(no, mapping({ granted: null, refused: ['Nein'] }))).to.equal('refused')
  })

  it('reads umlauts in state names however the writer encoded them', async () => {
    const form = mapping({ granted: ['Einverständnis'], refused: null })
    for (const state of [
      'Einverst#E4ndnis',
      'Einverst#C3#A4ndnis',
      'Einversta#CC#88ndnis',
      'Einverst#8Andnis',
    ]) {
      expect(
        await answerOf(file(box({ value: `/${state}`, as: state, states: [state] })), form),
        state,
      ).to.equal('granted')
    }
  })

  it('needs a person when the two readers find different boxes under the same number', async () => {
    // The cross-reference table leads to one object 20; a later one, which no table names, says otherwise.
    for (const [named, hidden] of [
      [UNTICKED, TICKED],
      [TICKED, UNTICKED],
    ] as const) {
      const [body = '', tail = ''] = file(named)
        .toString('latin1')
        .split(/(?=xref\n0 1)/)
      const stray = `20 0 obj\n${formObjects({ fields: [hidden] })[20] ?? ''}\nendobj\n`
      const at = body.length + stray.length
      const odd = `${body}${stray}${tail.replace(/startxref\n\d+/, `startxref\n${at}`)}`
      expect(await answerOf(Buffer.from(odd, 'latin1'))).to.equal('needs_review readers_disagree')
    }
  })
})
