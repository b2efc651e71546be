import { expect } from 'chai'
import fc from 'fast-check'
import { answerOf, mapping } from './form-reader.js'
import { formPdf, FRAME, TICK, type FieldSpec } from './pdf-builder.js'

/** What a box is made of, in the terms of the file. */
interface Widget {
  state: string
  as: string | null
  isHidden: boolean
  drawing: 'normal' | 'blank' | 'none'
}
interface Box {
  value: string | null
  default: string | null
  isRadio: boolean
  widgets: Widget[]
}

const STATES = ['Ja', 'Nein', '0', 'Zustimmung#FC']
const state = fc.constantFrom(...STATES)
/** Mostly clean boxes, so that the rare contradictions are not all there is. */
const boxes: fc.Arbitrary<Box> = fc
  .record({
    order: fc.uniqueArray(state, { minLength: 1, maxLength: 3 }),
    chosen: fc.nat(3),
    value: fc.option(fc.oneof(state, fc.constant('Off')), { freq: 1 }),
    default: fc.option(fc.oneof(state, fc.constant('Off')), { freq: 1 }),
    isRadio: fc.boolean(),
    noise: fc.array(
      fc.record({
        as: fc.option(fc.oneof(state, fc.constant('Off'))),
        isHidden: fc.boolean(),
        drawing: fc.constantFrom('normal', 'blank', 'none'),
      }),
      { minLength: 3, maxLength: 3 },
    ),
    isClean: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  })
  .map(({ order, chosen, value, default: preset, isRadio, noise, isClean }) => {
    const pick = order[chosen] ?? null
    const [cleanValue, cleanStates, cleanLook] = isClean
    return {
      value: cleanValue ? (pick ?? 'Off') : value,
      default: cleanLook ? null : preset,
      isRadio,
      widgets: order.map((own, i): Widget => {
        const other = noise[i]
        return {
          state: own,
          as: cleanStates || other === undefined ? (own === pick ? own : 'Off') : other.as,
          isHidden: !cleanLook && other?.isHidden === true,
          drawing: cleanLook ? 'normal' : (other?.drawing ?? 'normal'),
        }
      }),
    }
  })

const fieldOf = (box: Box): FieldSpec => ({
  name: '(Einwilligung_WhatsApp)',
  ...(box.value === null ? {} : { value: `/${box.value}` }),
  extra: `${box.isRadio ? '/Ff 32768' : ''} ${box.default === null ? '' : `/DV /${box.default}`}`,
  widgets: box.widgets.map((widget, i) => ({
    states: [widget.state],
    as: widget.as,
    flags: widget.isHidden ? 6 : 4,
    rect: `${50 + 30 * i} 700 ${62 + 30 * i} 712`,
    drawing: widget.drawing === 'none' ? null : { on: widget.drawing === 'blank' ? '' : TICK, off: FRAME },
  })),
})

/**
 * The oracle, written without the reader: the states that a viewer shows ticked are those whose widget is
 * visible, drawn, and has its own state as /AS.
 */
function shown(box: Box): string[] {
  return box.widgets
    .filter((widget) => widget.as === widget.state && !widget.isHidden && widget.drawing === 'normal')
    .map((widget) => widget.state)
}

const isClean = (box: Box, on: string | null): boolean =>
  box.value === (on ?? 'Off') &&
  box.default === null &&
  box.widgets.every(
    (widget) =>
      !widget.isHidden && widget.drawing === 'normal' && widget.as === (widget.state === on ? on : 'Off'),
  )

describe('any combination of value, appearance, order and flags', () => {
  it('is granted only if a viewer shows exactly the yes ticked, and always if nothing speaks against it', async function () {
    this.timeout(360_000)
    await fc.assert(
      fc.asyncProperty(boxes, async (box) => {
        const answer = await answerOf(formPdf({ fields: [fieldOf(box)] }), mapping())
        const viewed = shown(box)
        if (answer === 'granted') expect([viewed, box.value]).to.deep.equal([['Ja'], 'Ja'])
        if (answer === 'refused') expect([viewed, box.value]).to.deep.equal([['Nein'], 'Nein'])
        if (answer === 'not_given') expect(viewed).to.deep.equal([])
        if (isClean(box, 'Ja') && box.widgets.some((widget) => widget.state === 'Ja'))
          expect(answer).to.equal('granted')
        if (isClean(box, 'Nein') && box.widgets.some((widget) => widget.state === 'Nein'))
          expect(answer).to.equal('refused')
        if (isClean(box, null)) expect(answer).to.equal('not_given')
      }),
      { numRuns: 600 },
    )
  })
})
