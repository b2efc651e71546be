/**
 * What a checkbox or a group of radio buttons shows. The value (/V) is data, the appearance state (/AS) is what
 * the eye saw; a tick counts only if both name the same on-state of a widget that an ordinary viewer draws.
 *
 * Simple fillers (CAM::PDF, old pypdf, scripts) set /V alone and ask viewers to redraw (NeedAppearances). Poppler,
 * MuPDF and Ghostscript then show an empty box, whether /AS is Off or missing; Chrome and pdf.js take a missing
 * /AS from /V. What was seen depends on the viewer, so this is never a yes by itself.
 */
import { spellings } from '../pdf/text-decoding.js'
import type { ReviewReason } from '../consent-decision.js'
import type { ControlReading, Spelling, WidgetReading } from '../reading.js'
import type { Selected, Selection } from './selection.js'
import { isNoValue, meantBy } from './stored-value.js'
import { comparable, isListed, meaningOf, type ValueLists } from './value-lists.js'

export function readBox(control: ControlReading, lists: ValueLists, needAppearances: boolean): Selection {
  const { value, isClear } = valueOf(control)
  const on = control.widgets.filter(isTicked)
  const visible = control.widgets.filter((widget) => widget.visibility === 'visible')
  const doubts = new Set<ReviewReason>()
  if (!isClear) doubts.add('value_appearance_disagree')
  if (visible.some((widget) => widget.drawnOver)) doubts.add('drawn_over')
  if (visible.some((widget) => widget.offLooksTicked && !isTicked(widget)))
    doubts.add('value_appearance_disagree')

  const states = distinct(on.flatMap((widget) => widget.appearanceState ?? []))
  const raw =
    value?.text ??
    states[0]?.text ??
    control.widgets.find((w) => w.appearanceState)?.appearanceState?.text ??
    null
  if (value === null && states.length === 0) return { selected: [], doubts: [...doubts], raw }

  if (value === null || on.length === 0) doubts.add('value_appearance_disagree')
  else if (on.some((widget) => !namesOf(widget).some((name) => meantBy(value).includes(name)))) {
    doubts.add('value_appearance_disagree')
  } else if (control.widgets.some((widget) => !isTicked(widget) && hasState(widget, value))) {
    doubts.add('value_appearance_disagree')
  }
  if (on.length > 0) for (const doubt of doubtsOfSight(on, control, needAppearances)) doubts.add(doubt)
  if (control.calculated) doubts.add('calculated')

  const selected = (states.length > 0 ? states : value === null ? [] : [value]).map((state) =>
    selectedOf(state, control, lists),
  )
  if (selected.length > 1) doubts.add(isYesAndNo(selected) ? 'both_ticked' : 'value_appearance_disagree')
  return { selected, doubts: [...doubts], raw }
}

export const isTicked = ({ appearanceState }: WidgetReading): boolean =>
  appearanceState !== null && appearanceState.bytes !== '' && appearanceState.text !== 'Off'

/** The field's value; a value that stands only on the field's single widget counts as the field's. */
function valueOf(control: ControlReading): { value: Spelling | null; isClear: boolean } {
  const values = control.values.filter((value) => !isNoValue(value))
  const own = control.widgets
    .flatMap((widget) => (echoesState(widget) && control.values.length > 0 ? [] : (widget.ownValue ?? [])))
    .filter((value) => value.bytes !== '')
  const [first] = values
  if (values.length > 1 || control.valueMalformed) return { value: first ?? null, isClear: false }
  if (own.length === 0) return { value: first ?? null, isClear: true }
  const [only] = own
  if (control.values.length === 0 && control.widgets.length === 1 && only !== undefined) {
    return { value: isNoValue(only) ? null : only, isClear: true }
  }
  return { value: first ?? null, isClear: first === undefined && own.every(isNoValue) }
}

/** PDFBox 1 repeats the appearance state of each widget as its value, beside the field's own. */
const echoesState = ({ ownValue, appearanceState }: WidgetReading): boolean =>
  ownValue !== null && ownValue.bytes === appearanceState?.bytes

function distinct(states: Spelling[]): Spelling[] {
  return states.filter((state, i) => states.findIndex(({ bytes }) => bytes === state.bytes) === i)
}

/** The names of the state that a widget shows, its label included. */
function namesOf(widget: WidgetReading): string[] {
  const { appearanceState } = widget
  if (appearanceState === null) return []
  const label = widget.onStates.find(({ name }) => name.bytes === appearanceState.bytes)?.label
  return [...spellings(appearanceState), ...(label == null ? [] : [label.normalize('NFC')])]
}

const hasState = (widget: WidgetReading, value: Spelling): boolean =>
  widget.onStates.some(({ name }) => meantBy(value).includes(name.text))

/** Whether an ordinary viewer draws the ticks. */
function doubtsOfSight(
  on: WidgetReading[],
  control: ControlReading,
  needAppearances: boolean,
): ReviewReason[] {
  const seen = on.filter((widget) => widget.visibility === 'visible')
  if (seen.length === 0) return ['hidden_control']
  return seen.flatMap((widget): ReviewReason[] => {
    const { appearanceState, appearance } = widget
    if (appearance === 'none') {
      // With NeedAppearances every viewer draws the tick itself; without it some show an empty box.
      return needAppearances && control.widgets.length === 1 ? [] : ['appearance_missing']
    }
    if (appearance === 'single') return ['appearance_missing']
    const state = widget.onStates.find(({ name }) => name.bytes === appearanceState?.bytes)
    if (state === undefined) return ['value_appearance_disagree']
    // hyperref and others leave the place of both drawings empty, and tell viewers to fill it.
    const isLeftToViewers =
      needAppearances && (state.drawing === 'missing' || state.drawing === 'placeholder')
    return state.drawing === 'drawn' || isLeftToViewers ? [] : ['appearance_missing']
  })
}

function selectedOf(state: Spelling, control: ControlReading, lists: ValueLists): Selected {
  const known = control.widgets.flatMap((widget) => widget.onStates)
  const labels = known.flatMap((on) => (on.name.bytes === state.bytes && on.label !== null ? [on.label] : []))
  const names = [...spellings(state), ...labels].map(comparable)
  const others = distinct(known.map(({ name }) => name)).filter((name) => {
    const label = known.find((on) => on.name.bytes === name.bytes)?.label
    const spelled = [...spellings(name), ...(label == null ? [] : [label])].map(comparable)
    return name.bytes !== state.bytes && !isListed(spelled, lists.refused)
  })
  return { names, meaning: meaningOf(names, lists, others.length) }
}

export const isYesAndNo = (selected: readonly Selected[]): boolean =>
  selected.some(({ meaning }) => meaning === 'yes') && selected.some(({ meaning }) => meaning === 'no')
