/** Comparison with the practice's blank form: what was on before the patient came, and is it the same form? (P-03) */
import { controlsNamed } from '../mapping.js'
import { spellings } from '../pdf/text-decoding.js'
import type { ReviewReason } from '../consent-decision.js'
import type { ControlReading, FormReading, Spelling } from '../reading.js'
import { isTicked } from './box.js'
import { isNoValue } from './stored-value.js'
import { comparable } from './value-lists.js'
import type { Selected } from './selection.js'

/** The registered blank of a mapping, as far as there is one. */
export type Blank = { kind: 'none' } | { kind: 'unreadable' } | { kind: 'read'; reading: FormReading }

/** Names of all that was on in the blank, or is on by the control's own default. */
export function presetNames(control: ControlReading, blank: Blank): string[] {
  if (blank.kind !== 'read') return namesOf(control.defaults)
  return controlsNamed(blank.reading, control.name).flatMap((before) =>
    namesOf([
      ...before.values,
      ...before.defaults,
      ...before.widgets.flatMap((widget) => (isTicked(widget) ? (widget.appearanceState ?? []) : [])),
    ]),
  )
}

const namesOf = (states: Spelling[]): string[] =>
  states
    .filter((state) => !isNoValue(state))
    .flatMap(spellings)
    .map(comparable)
    .filter((text) => text !== '')

/** Why a selection cannot be told from what was there before the patient came. */
export function doubtsOfTemplate(
  control: ControlReading,
  selected: readonly Selected[],
  blank: Blank,
): ReviewReason[] {
  if (blank.kind === 'unreadable') return ['template_unreadable']
  const doubts: ReviewReason[] = []
  if (selected.some((each) => isPreset(each, control, presetNames(control, blank)))) doubts.push('prefilled')
  if (blank.kind === 'read' && !isSameControl(control, controlsNamed(blank.reading, control.name)))
    doubts.push('template_differs')
  return doubts
}

function isPreset(selected: Selected, control: ControlReading, preset: readonly string[]): boolean {
  if (preset.some((name) => selected.names.includes(name))) return true
  // A preset value that is no state of this control: a box of one state can only have meant that one.
  const states = new Set(control.widgets.flatMap((widget) => widget.onStates.map(({ name }) => name.bytes)))
  return control.kind === 'checkbox' && states.size <= 1 && preset.length > 0
}

/** Same kind, no state or entry that the blank lacks, as many widgets, and none moved by more than its own size. */
function isSameControl(control: ControlReading, before: ControlReading[]): boolean {
  const [blank] = before
  if (blank === undefined || before.length > 1 || blank.kind !== control.kind) return false
  if (blank.widgets.length !== control.widgets.length) return false
  if (!control.options.every(({ value, label }) => offers(blank, value, label))) return false
  return control.widgets.every((widget) => {
    const places = blank.widgets.filter(
      (each) =>
        isUndrawnBox(blank) ||
        widget.onStates.every(({ name }) => each.onStates.some((state) => state.name.bytes === name.bytes)),
    )
    return places.some((place) => isNear(widget.rect, place.rect))
  })
}

/** pdfkit leaves drawing a box to viewers, so whoever ticks it names the state: `Yes` in PDFium. */
const isUndrawnBox = ({ kind, widgets }: ControlReading): boolean =>
  kind === 'checkbox' && widgets.length === 1 && widgets.every(({ appearance }) => appearance === 'none')

/** An entry's label is the wording of a list. */
const offers = (blank: ControlReading, value: string, label: string): boolean =>
  blank.options.some(
    (option) =>
      comparable(option.value) === comparable(value) && comparable(option.label) === comparable(label),
  )

type Rect = ControlReading['widgets'][number]['rect']

function isNear(a: Rect, b: Rect): boolean {
  if (a === null || b === null) return a === b
  // The lesser of its sides: a wide box may not move to another line.
  const size = Math.min(a[2] - a[0], a[3] - a[1])
  return a.every((side, i) => Math.abs(side - (b[i] ?? Number.NaN)) <= size)
}
