/**
 * Whether the second reader saw the same. It is compared on facts: name, kind, and on or off for each widget.
 * Its known ways are allowed for: it lets /AS win over /V for boxes and /V over /AS for radio buttons, and finds
 * no on-state where there is no appearance. Where value and state differ the decision has its doubt already.
 */
import { comparableName } from '../mapping.js'
import type { ControlReading, SecondOpinion, WidgetReading } from '../reading.js'
import { isTicked } from './box.js'

export function readersAgree(control: ControlReading): boolean {
  return control.widgets.every((widget) => {
    // Widgets on no page exist for the first reader only; viewers do not show them.
    if (widget.page === null) return true
    const { second } = widget
    if (second === null || comparableName(second.fieldName) !== comparableName(control.name)) return false
    return control.kind === 'choice' ? choosesSame(control, second) : ticksSame(control, widget, second)
  })
}

function ticksSame(control: ControlReading, widget: WidgetReading, second: SecondOpinion): boolean {
  const [value] = second.values
  if (second.kind !== control.kind) return false
  if (second.onValue !== null) return (value === second.onValue) === isTicked(widget)
  const isOn = value !== undefined && value !== '' && value !== 'Off'
  return control.widgets.length > 1 || isOn === isTicked(widget)
}

function choosesSame(control: ControlReading, second: SecondOpinion): boolean {
  const own = control.values.map(({ text }) => text).filter((text) => text !== '')
  const other = second.values.filter((text) => text !== '')
  return own.length === other.length && own.every((text) => other.includes(text))
}
