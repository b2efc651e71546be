/** Stored values that say something else, or nothing, once one knows what stood in the blank. */
import { controlsNamed } from '../mapping.js'
import type { ControlReading, WidgetReading } from '../reading.js'
import { isTicked } from './box.js'
import { isNoValue, meantBy } from './stored-value.js'
import type { Blank } from './template.js'

/** The control with the value that its writer meant; the control itself where nothing is known about it. */
export function withMeantValue(control: ControlReading, blank: Blank): ControlReading {
  const [before, ...others] = blank.kind === 'read' ? controlsNamed(blank.reading, control.name) : []
  if (before === undefined || others.length > 0 || before.widgets.some(isTicked)) return control
  if (isIdle(control, before)) return { ...control, values: [] }
  const state = stateOfIndex(control, before)
  return state === undefined ? control : { ...control, values: [state] }
}

/**
 * A value that already stood in the blank and names no state, while nothing was ticked or is: Scribus writes `/V /DV`
 * for every group of radio buttons. No viewer shows anything for it, so it says nothing.
 */
function isIdle(control: ControlReading, before: ControlReading): boolean {
  const [value, ...more] = control.values
  const [was, ...others] = before.values
  if (value === undefined || was?.bytes !== value.bytes || more.length + others.length > 0) return false
  return [...before.widgets, ...control.widgets].every(
    (widget) => !isTicked(widget) && !canShow(widget, meantBy(value)),
  )
}

/** Without drawings of its states a widget may show any value; labels may be numbered. */
const canShow = ({ appearance, onStates }: WidgetReading, names: readonly string[]): boolean =>
  appearance !== 'states' ||
  onStates.length === 0 ||
  onStates.some(({ name, label }) => label !== null || names.includes(name.text))

/**
 * The state of a single box whose value is its place in the list of labels (/Opt): so PDFium, and Chrome with it, ticks
 * the boxes of TCPDF, `/V /0` beside `/AS /Yes`. A box that the blank had on may say "0" for no.
 */
function stateOfIndex(
  control: ControlReading,
  before: ControlReading,
): ControlReading['values'][number] | undefined {
  const [widget, ...others] = control.widgets
  const [state, ...more] = widget?.onStates ?? []
  if (control.kind !== 'checkbox' || widget === undefined || others.length > 0) return undefined
  if (state === undefined || state.label === null || more.length > 0) return undefined
  const isIndex = control.values.length === 1 && control.values[0]?.text === '0' && state.name.text !== '0'
  return isIndex && [...before.values, ...before.defaults].every(isNoValue) ? state.name : undefined
}
