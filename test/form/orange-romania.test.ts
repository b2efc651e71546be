/**
 * Forms on which a tick is no consent, after the judgment "Orange Romania" (CJEU, C-61/19): the mark was there before,
 * somebody else made it, it was made later, nobody could see it, or it stands under other words. None is accepted, and
 * each is explained in words.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { ConsentMapping, FormMapping, Practice } from '../../plugin/configuration/configuration.js'
import { patientConsents } from '../../plugin/consent/history.js'
import { importForm } from '../../plugin/consent/import-form.js'
import type { Language } from '../../plugin/errors.js'
import type { ReadableForm } from '../../plugin/form/form-report.js'
import { readForm } from '../../plugin/form/read-form.js'
import { toHostPatientId } from '../../plugin/ids.js'
import { DOUBT_TEXTS } from '../../plugin/review/doubt-texts.js'
import { toInstant, toTimeZone } from '../../plugin/time.js'
import { onEachDatabase } from '../harness/databases.js'
import { openTestPractice } from '../host/practice.js'
import { area, consentObjects, type ConsentPage, print, WHITE_PIXEL, WORDING } from './consent-page.js'
import { mapping, pool } from './form-reader.js'
import {
  appendRevision,
  box,
  FRAME,
  type FieldSpec,
  type Objects,
  stream,
  TICK,
  writePdf,
} from './pdf-builder.js'

/** A line to write on, below the consent. */
const line = (name: string, value: string, y: number): FieldSpec => ({
  name: `(${name})`,
  type: 'Tx',
  value: `(${value})`,
  widgets: [{ states: [], as: null, rect: `400 ${y} 500 ${y + 15}` }],
})

const TODAY = '20.11.2026'

/** A page on which one patient answered; objects 20 (and 21, 22) are the consent, then date and patient number. */
type Answered = (patient: string, date?: string) => Objects
const answered =
  (fields: FieldSpec | FieldSpec[], more: Partial<ConsentPage> = {}): Answered =>
  (patient, date = TODAY) =>
    consentObjects({
      fields: [fields, line('Datum', date, 640), line('PatNr', patient, 615)].flat(),
      ...more,
    })

const only = (objects: Objects, ...numbers: number[]): Objects =>
  Object.fromEntries(numbers.map((number) => [number, objects[number] ?? '']))

const YES = box({ value: '/Ja', as: 'Ja' })
const OPEN = box({ value: '/Off' })

/** Two widgets of one field, as radio buttons or as boxes of one name. */
const pair = (value: string, on: readonly string[], extra = '/Ff 32768'): FieldSpec => ({
  name: '(Einwilligung_WhatsApp)',
  value: `/${value}`,
  extra,
  widgets: ['Ja', 'Nein'].map((state, i) => ({
    states: [state],
    as: on.includes(state) ? state : 'Off',
    rect: `${20 + i * 20} 680 ${32 + i * 20} 692`,
  })),
})
const two = (yes: boolean, no: boolean): FieldSpec[] =>
  (
    [
      ['(WA_Ja)', yes, '50 700 62 712'],
      ['(WA_Nein)', no, '50 680 62 692'],
    ] as const
  ).map(([name, on, rect]) => box({ name, value: on ? '/Ja' : '/Off', as: on ? 'Ja' : 'Off', rect }))
const choice = (value: string, flags = 0): FieldSpec => ({
  name: '(Einwilligung_WhatsApp)',
  type: 'Ch',
  value,
  extra: `/Ff ${flags} /Opt [(Bitte wählen) (Ja) (Nein)]`,
  widgets: [{ states: [], as: null, rect: '20 660 120 676', drawing: null, extra: '/AP << /N 690 0 R >>' }],
})
const shown = (text: string): Objects => ({
  690: stream(`/Tx BMC BT /F1 9 Tf 2 4 Td (${text}) Tj ET EMC`, '/Subtype /Form /BBox [0 0 100 16]'),
})
const drawn = (on: string, off: string = FRAME): FieldSpec =>
  box({ value: '/Ja', as: 'Ja', drawing: { on, off } })

interface Case {
  /** Why nobody may call it a consent. */
  what: string
  reason: keyof typeof DOUBT_TEXTS
  filled: (patient: string) => Uint8Array
  /** `null`: the practice has registered none; `missing`: it cannot be read. */
  blank: Answered | 'missing' | null
  consent?: Partial<ConsentMapping>
  form?: Partial<FormMapping>
}

const written =
  (page: Answered) =>
  (patient: string): Uint8Array =>
    writePdf(page(patient))
const TWO: Partial<ConsentMapping> = {
  controls: { kind: 'two', grantedControl: 'WA_Ja', refusedControl: 'WA_Nein' },
  granted: null,
  refused: null,
}
const TWO_FORM: Partial<FormMapping> = { match: { controls: ['WA_Ja', 'WA_Nein'] } }
const BLANK = answered(OPEN)
const printed = (content: string, more: Partial<ConsentPage> = {}): Answered =>
  answered(YES, { content, ...more })
const reworded = (from: string, to: string): Answered =>
  printed(print(WORDING.map((each) => ({ ...each, text: each.text.replace(from, to) }))))
const WHITE = '1 1 1 rg'
const OVERLAY = stream('1 g 0 0 400 60 re f', '/Type /XObject /Subtype /Form /BBox [0 0 400 60]')

/** The blank with the date, then the tick: both by the same hand, but the tick came when the form was done. */
const revisions =
  (...steps: ((patient: string) => Objects)[]) =>
  (patient: string): Buffer => {
    const [first, ...rest] = steps
    return rest.reduce((file, step) => appendRevision(file, step(patient)), writePdf(first?.(patient) ?? {}))
  }

/** Signed over everything there is so far. */
function signed(file: Buffer): Buffer {
  const withRange = (length: number): Buffer =>
    appendRevision(file, {
      60: '<< /FT /Sig /T (Unterschrift) /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /V 61 0 R >>',
      61: `<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 10 20 ${String(length - 20).padStart(10, '0')}] /Contents <00> >>`,
      1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [20 0 R 30 0 R 40 0 R 60 0 R] >> >>',
    })
  return withRange(withRange(0).length)
}

const CASES: Case[] = [
  // The mark was there before the patient came (Planet49, C-673/17; P-03).
  {
    what: 'a box that is on in the blank',
    reason: 'prefilled',
    blank: answered(YES),
    filled: written(answered(YES)),
  },
  {
    what: 'a box that is on by its own default',
    reason: 'prefilled',
    blank: null,
    filled: written(answered(box({ value: '/Ja', as: 'Ja', fieldExtra: '/DV /Ja' }))),
  },
  {
    what: "a box that is on by the blank's default",
    reason: 'prefilled',
    blank: answered(box({ value: '/Off', fieldExtra: '/DV /Ja' })),
    filled: written(answered(YES)),
  },
  {
    what: 'a box that the blank shows ticked without storing it',
    reason: 'prefilled',
    blank: answered(box({ value: '/Off', as: 'Ja' })),
    filled: written(answered(YES)),
  },
  {
    what: 'radio buttons with the yes chosen in the blank',
    reason: 'prefilled',
    blank: answered(pair('Ja', ['Ja'])),
    filled: written(answered(pair('Ja', ['Ja']))),
  },
  {
    what: 'two boxes, the yes ticked in the blank',
    reason: 'prefilled',
    blank: answered(two(true, false)),
    filled: written(answered(two(true, false))),
    consent: TWO,
    form: TWO_FORM,
  },
  {
    what: 'a list with the yes chosen in the blank',
    reason: 'prefilled',
    blank: answered(choice('(Ja)', 1 << 17), { objects: shown('Ja') }),
    filled: written(answered(choice('(Ja)', 1 << 17), { objects: shown('Ja') })),
  },
  {
    what: 'a blank that cannot be read',
    reason: 'template_unreadable',
    blank: 'missing',
    filled: written(answered(YES)),
  },
  {
    what: 'a box that stands elsewhere than on the blank',
    reason: 'template_differs',
    blank: answered(box({ value: '/Off', rect: '50 400 62 412' })),
    filled: written(answered(YES)),
  },
  {
    what: 'a box whose yes the blank does not know',
    reason: 'template_differs',
    blank: answered(box({ value: '/Off', states: ['Nein'] })),
    filled: written(answered(YES)),
  },
  {
    what: 'a box where the blank has radio buttons',
    reason: 'template_differs',
    blank: answered(pair('Off', [])),
    filled: written(answered(YES)),
  },

  // A program made the mark.
  {
    what: 'a box that a calculation sets',
    reason: 'calculated',
    blank: BLANK,
    filled: written(
      answered(
        box({ value: '/Ja', as: 'Ja', extra: '/AA << /C << /S /JavaScript /JS (event.value = 1) >> >>' }),
      ),
    ),
  },
  {
    what: 'radio buttons that a calculation sets',
    reason: 'calculated',
    blank: answered(pair('Off', [])),
    filled: written(
      answered(pair('Ja', ['Ja'], '/Ff 32768 /AA << /C << /S /JavaScript /JS (event.value = 1) >> >>')),
    ),
  },

  // It was made after the patient had finished.
  {
    what: 'a box ticked after the signature',
    reason: 'changed_after_signature',
    blank: BLANK,
    filled: (patient) =>
      appendRevision(signed(writePdf(answered(OPEN)(patient))), only(answered(YES)(patient), 20)),
  },
  {
    what: 'a tick redrawn after the signature',
    reason: 'changed_after_signature',
    blank: BLANK,
    filled: (patient) =>
      appendRevision(signed(writePdf(answered(YES)(patient))), {
        200: stream(`${TICK} 0 0 1 1 re f`, '/BBox [0 0 12 12]'),
      }),
  },
  {
    what: 'a wording exchanged after the signature',
    reason: 'changed_after_signature',
    blank: null,
    filled: (patient) =>
      appendRevision(signed(writePdf(answered(YES)(patient))), { 9: stream(print(WORDING.slice(0, 1))) }),
  },
  {
    what: 'a box ticked after the form was dated',
    reason: 'changed_after_filling',
    blank: BLANK,
    filled: revisions(
      (patient) => answered(OPEN)(patient, ''),
      (patient) => only(answered(OPEN)(patient), 30),
      (patient) => only(answered(YES)(patient), 20),
    ),
  },
  {
    what: 'a no that became a yes',
    reason: 'changed_after_filling',
    blank: answered(pair('Off', [])),
    filled: revisions(
      (patient) => answered(pair('Off', []))(patient, ''),
      (patient) => only(answered(pair('Nein', ['Nein']))(patient), 20, 21, 22),
      (patient) => only(answered(pair('Ja', ['Ja']))(patient), 20, 21, 22, 30),
    ),
  },

  // What is stored and what was seen differ.
  {
    what: 'a yes that is stored but not shown',
    reason: 'value_appearance_disagree',
    blank: BLANK,
    filled: written(answered(box({ value: '/Ja', as: 'Off' }))),
  },
  {
    what: 'a tick that is shown but not stored',
    reason: 'value_appearance_disagree',
    blank: BLANK,
    filled: written(answered(box({ value: '/Off', as: 'Ja' }))),
  },
  {
    what: 'a tick under another name than the stored one',
    reason: 'value_appearance_disagree',
    blank: BLANK,
    filled: written(answered(box({ value: '/Yes', as: 'Ja' }))),
  },
  {
    what: 'a box whose empty drawing is the tick',
    reason: 'value_appearance_disagree',
    blank: BLANK,
    filled: written(answered(box({ value: '/Off', drawing: { on: FRAME, off: TICK } }))),
  },
  {
    what: 'radio buttons that store yes and show no',
    reason: 'value_appearance_disagree',
    blank: answered(pair('Off', [])),
    filled: written(answered(pair('Ja', ['Nein']))),
  },
  {
    what: 'a list that stores yes and shows no',
    reason: 'value_appearance_disagree',
    blank: answered(choice('(Bitte wählen)', 1 << 17), { objects: shown('Bitte wählen') }),
    filled: written(answered(choice('(Ja)', 1 << 17), { objects: shown('Nein') })),
  },
  {
    what: 'a tick that is not drawn',
    reason: 'appearance_missing',
    blank: BLANK,
    filled: written(answered(drawn(''))),
  },
  {
    what: 'a tick in white',
    reason: 'appearance_missing',
    blank: BLANK,
    filled: written(answered(drawn('BT 1 g /ZaDb 9 Tf (4) Tj ET'))),
  },
  {
    what: 'a tick painted over in white',
    reason: 'appearance_missing',
    blank: BLANK,
    filled: written(answered(drawn(`${TICK} 1 g 0 0 12 12 re f`, ''))),
  },
  {
    what: 'a tick that looks like the empty box',
    reason: 'appearance_missing',
    blank: BLANK,
    filled: written(answered(drawn(FRAME))),
  },
  {
    what: 'a tick too small to be seen',
    reason: 'appearance_missing',
    blank: BLANK,
    filled: written(answered(drawn('BT /ZaDb 0.01 Tf 2 3 Td (4) Tj ET'))),
  },

  // Yes and no at once (P-05).
  {
    what: 'yes and no both ticked',
    reason: 'both_ticked',
    blank: answered(two(false, false)),
    filled: written(answered(two(true, true))),
    consent: TWO,
    form: TWO_FORM,
  },
  {
    what: 'two boxes of one name, both ticked',
    reason: 'both_ticked',
    blank: answered(pair('Off', [], '')),
    filled: written(answered(pair('Ja', ['Ja', 'Nein'], ''))),
  },
  {
    what: 'a list with yes and no chosen',
    reason: 'both_ticked',
    blank: answered(choice('()', 1 << 21), { objects: shown('') }),
    filled: written(answered(choice('[(Ja) (Nein)]', 1 << 21), { objects: shown('Ja Nein') })),
  },
  {
    what: 'a value that nobody has said to be a yes',
    reason: 'unknown_value',
    blank: answered(box({ value: '/Off', states: ['Vielleicht'] })),
    filled: written(answered(box({ value: '/Vielleicht', as: 'Vielleicht', states: ['Vielleicht'] }))),
  },
  {
    what: 'two controls of one name',
    reason: 'control_duplicated',
    blank: null,
    filled: written(answered([YES, OPEN])),
  },

  // Nobody could see the box.
  {
    what: 'a hidden box',
    reason: 'hidden_control',
    blank: BLANK,
    filled: written(answered(box({ value: '/Ja', as: 'Ja', flags: 2 }))),
  },
  {
    what: 'a box that is printed but never viewed',
    reason: 'hidden_control',
    blank: BLANK,
    filled: written(answered(box({ value: '/Ja', as: 'Ja', flags: 36 }))),
  },
  {
    what: 'a box without size',
    reason: 'hidden_control',
    blank: null,
    filled: written(answered(box({ value: '/Ja', as: 'Ja', rect: '50 700 50 700' }))),
  },
  {
    what: 'a box beside the page',
    reason: 'hidden_control',
    blank: null,
    filled: written(answered(box({ value: '/Ja', as: 'Ja', rect: '-50 700 -38 712' }))),
  },
  {
    what: 'a box in a layer that is off',
    reason: 'hidden_control',
    blank: BLANK,
    filled: written(
      answered(box({ value: '/Ja', as: 'Ja', extra: '/OC 650 0 R' }), {
        objects: { 650: '<< /Type /OCG /Name (L) >>' },
        catalog: '/OCProperties << /OCGs [650 0 R] /D << /OFF [650 0 R] >> >>',
      }),
    ),
  },

  // Something lies across the box, or across the words.
  {
    what: 'a tick struck out in ink',
    reason: 'drawn_over',
    blank: BLANK,
    filled: written(
      answered(YES, {
        annotations: '<< /Type /Annot /Subtype /Ink /Rect [40 690 80 720] /F 4 /InkList [[45 695 75 718]] >>',
      }),
    ),
  },
  {
    what: 'an empty box ticked in ink only',
    reason: 'drawn_over',
    blank: BLANK,
    filled: written(
      answered(OPEN, {
        annotations:
          '<< /Type /Annot /Subtype /Ink /Rect [48 698 64 714] /F 4 /InkList [[50 704 54 700 62 712]] >>',
      }),
    ),
  },
  {
    what: 'a note laid over the box',
    reason: 'drawn_over',
    blank: BLANK,
    filled: written(
      answered(YES, {
        annotations: '<< /Type /Annot /Subtype /FreeText /Rect [40 690 80 720] /F 4 /AP << /N 630 0 R >> >>',
        objects: { 630: OVERLAY },
      }),
    ),
  },
  {
    what: 'white painted over the wording',
    reason: 'wording_covered',
    blank: BLANK,
    filled: written(printed(`${print(WORDING)}\n${area(WHITE, [45, 738, 550, 782])}`)),
  },
  {
    what: 'white painted over the purpose',
    reason: 'wording_covered',
    blank: BLANK,
    filled: written(printed(`${print(WORDING)}\n${area(WHITE, [135, 699, 345, 713])}`)),
  },
  {
    what: 'an image laid over the wording',
    reason: 'wording_covered',
    blank: BLANK,
    filled: written(
      printed(`${print(WORDING)}\nq 500 0 0 45 45 738 cm /I Do Q`, {
        resources: '/XObject << /I 620 0 R >>',
        objects: { 620: WHITE_PIXEL },
      }),
    ),
  },
  {
    what: 'a note laid over the wording',
    reason: 'wording_covered',
    blank: BLANK,
    filled: written(
      answered(YES, {
        annotations: '<< /Type /Annot /Subtype /FreeText /Rect [45 738 545 782] /F 4 /AP << /N 630 0 R >> >>',
        objects: { 630: OVERLAY },
      }),
    ),
  },
  {
    what: 'a wording in white',
    reason: 'wording_covered',
    blank: BLANK,
    filled: written(printed(print(WORDING, WHITE))),
  },
  {
    what: 'a label crossed out',
    reason: 'wording_covered',
    blank: BLANK,
    filled: written(printed(`${print(WORDING)}\nq 1.5 w 68 705.5 m 345 705.5 l S Q`)),
  },

  // The tick stands under other words (P-07).
  {
    what: 'a wording for another purpose',
    reason: 'wording_differs',
    blank: BLANK,
    filled: written(reworded('an Termine erinnert', 'über Angebote informiert')),
  },
  {
    what: 'a wording without the recipients',
    reason: 'wording_differs',
    blank: BLANK,
    filled: written(reworded('Empfänger sind 360dialog und Meta, auch in den USA. ', '')),
  },
  {
    what: 'a wording with a "nicht" in it',
    reason: 'wording_differs',
    blank: BLANK,
    filled: written(reworded('Ja, ich willige ein', 'Ja, ich willige nicht ein')),
  },
  {
    what: 'a page without any wording',
    reason: 'wording_differs',
    blank: BLANK,
    filled: written(printed('BT ET')),
  },

  // Forms that cannot be judged at all.
  {
    what: 'a control that is a text',
    reason: 'control_not_tickable',
    blank: null,
    filled: written(
      answered({
        name: '(Einwilligung_WhatsApp)',
        type: 'Tx',
        value: '(Ja)',
        widgets: [{ states: [], as: null }],
      }),
    ),
  },
  {
    what: 'a form that is not set up',
    reason: 'no_mapping',
    blank: null,
    filled: written(answered(box({ name: '(AGB)', value: '/Ja', as: 'Ja' }))),
  },
  {
    what: 'a flattened form, the tick being ink',
    reason: 'flattened',
    blank: null,
    filled: (patient) =>
      writePdf(
        consentObjects({
          fields: [],
          content: `${print(WORDING)}\n${print([{ x: 52, y: 702, text: `X ${patient}` }])}`,
        }),
      ),
  },
  {
    what: 'a form dated in the future',
    reason: 'given_in_future',
    blank: BLANK,
    filled: (patient) => writePdf(answered(YES)(patient, '1.1.2028')),
  },
  {
    what: 'a form whose date cannot be read',
    reason: 'date_unreadable',
    blank: BLANK,
    filled: (patient) => writePdf(answered(YES)(patient, '31.2.2026')),
  },

  // Staff made the mark (P-04).
  ...(
    [
      ['a box', BLANK, answered(YES), {}, {}],
      ['radio buttons', answered(pair('Off', [])), answered(pair('Ja', ['Ja'])), {}, {}],
      ['two boxes', answered(two(false, false)), answered(two(true, false)), TWO, TWO_FORM],
      [
        'a list',
        answered(choice('(Bitte wählen)', 1 << 17), { objects: shown('Bitte wählen') }),
        answered(choice('(Ja)', 1 << 17), { objects: shown('Ja') }),
        {},
        {},
      ],
      ['a box without a blank', null, answered(YES), {}, {}],
    ] as const
  ).map(
    ([what, blank, filled, consent, form]): Case => ({
      what: `${what}, ticked by staff`,
      reason: 'marked_by_staff',
      blank,
      filled: written(filled),
      consent,
      form: { ...form, markedBy: 'staff' },
    }),
  ),
]

/** Nothing was ticked: nothing to explain, and no consent either. */
const NONE: Omit<Case, 'reason'>[] = [
  { what: 'a box left alone', blank: BLANK, filled: written(answered(OPEN)) },
  {
    what: 'two boxes left alone',
    blank: null,
    filled: written(answered(two(false, false))),
    consent: TWO,
    form: TWO_FORM,
  },
  { what: 'radio buttons left alone', blank: null, filled: written(answered(pair('Off', []))) },
  {
    what: 'a list left at its invitation',
    blank: null,
    filled: written(answered(choice('(Bitte wählen)', 1 << 17), { objects: shown('Bitte wählen') })),
  },
]

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orange-'))
})
after(() => rm(folder, { recursive: true, force: true }))

async function mappingOf(
  { blank, consent, form }: Omit<Case, 'reason'>,
  index: number,
): Promise<FormMapping> {
  const template = blank === null ? null : join(folder, `${index}.pdf`)
  if (template !== null && blank !== 'missing' && blank !== null)
    await writeFile(template, writePdf(blank('', '')))
  return mapping(consent, { patient: { hostPatientId: 'PatNr' }, givenAt: 'Datum', ...form, template })
}

async function readingOf(file: Uint8Array, form: FormMapping): Promise<ReadableForm> {
  const report = await readForm(file, {
    pool,
    forms: [form],
    now: toInstant('2026-11-21T12:00:00Z'),
    timeZone: toTimeZone('Europe/Berlin'),
    country: 'DE',
  })
  if (report.kind === 'unreadable') throw new Error(report.code)
  return report
}

const patientOf = (index: number): string => `OR-${index}`

describe('a tick that is no consent (Orange Romania)', () => {
  it('is tried in at least forty ways', () => {
    expect(CASES.length).to.be.at.least(40)
    expect(new Set(CASES.map(({ what }) => what)).size).to.equal(CASES.length)
  })

  for (const [index, each] of CASES.entries()) {
    it(`${each.what} (P-03, P-04, P-05)`, async () => {
      const form = await mappingOf(each, index)
      const report = await readingOf(each.filled(patientOf(index)), form)
      for (const { result, reasons } of report.consents) {
        // A tick by staff reads well; what makes it none is who made it, which the ledger knows.
        if (each.reason === 'marked_by_staff')
          expect([result, form.markedBy]).to.deep.equal(['granted', 'staff'])
        else {
          expect(result).to.equal('needs_review')
          expect(reasons).to.include(each.reason)
        }
        for (const reason of [...reasons, each.reason]) {
          const { de, en }: Record<Language, string> = DOUBT_TEXTS[reason]
          expect([de.length > 20, en.length > 20, de !== en], reason).to.deep.equal([true, true, true])
        }
      }
    })
  }

  it('is told from a tick that is one, in each of these styles', async () => {
    const styles: [Answered, Answered, Partial<Case>][] = [
      [BLANK, answered(YES), {}],
      [answered(pair('Off', [])), answered(pair('Ja', ['Ja'])), {}],
      [answered(pair('Off', [], '')), answered(pair('Ja', ['Ja'], '')), {}],
      [answered(two(false, false)), answered(two(true, false)), { consent: TWO, form: TWO_FORM }],
      [
        answered(choice('(Bitte wählen)', 1 << 17), { objects: shown('Bitte wählen') }),
        answered(choice('(Ja)', 1 << 17), { objects: shown('Ja') }),
        {},
      ],
    ]
    for (const [index, [blank, filled, more]] of styles.entries()) {
      const form = await mappingOf({ what: '', filled: written(filled), blank, ...more }, 2000 + index)
      expect((await readingOf(writePdf(filled('4711')), form)).consents[0]).to.include({ result: 'granted' })
    }
  })

  for (const [index, each] of NONE.entries()) {
    it(`${each.what} gives nothing (P-02)`, async () => {
      const form = await mappingOf({ ...each }, 1000 + index)
      const report = await readingOf(each.filled('OR'), form)
      expect(report.consents.map(({ result }) => result)).to.deep.equal(['not_given'])
    })
  }
})

onEachDatabase('a tick that is no consent, in the ledger (Orange Romania)', (fresh) => {
  it('is never active, and says why (P-03, P-04, P-05)', async function () {
    this.timeout(480_000)
    const practice = await openTestPractice(await fresh.open())
    for (const [index, each] of CASES.entries()) {
      const forms = [await mappingOf(each, index)]
      const configuration: Practice = { ...practice.configuration, forms }
      const recorded = await importForm(
        { ...practice, configuration, readers: pool },
        each.filled(patientOf(index)),
      )
      if (recorded.kind === 'unreadable') throw new Error(`${each.what}: ${recorded.code}`)
      if (recorded.mapping === null) {
        expect([recorded.recorded, recorded.entries], each.what).to.deep.equal(['nobody', []])
        continue
      }
      const { purposes, entries } = await patientConsents(
        { ...practice, configuration },
        toHostPatientId(patientOf(index)),
      )
      const { status, reasons } = purposes.reminder
      expect(status, each.what).to.equal(each.reason === 'marked_by_staff' ? 'pending' : 'on_hold')
      expect(reasons, each.what).to.include(each.reason)
      expect(
        entries.map(({ type }) => type),
        each.what,
      ).not.to.include('granted')
    }
  })
})
