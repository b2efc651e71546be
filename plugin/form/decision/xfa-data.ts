/** Whether the XML data of a hybrid XFA form says the same as the PDF field; Acrobat shows the XML. */
import type { ControlReading, FormReading } from '../reading.js'
import type { Selected } from './selection.js'
import { comparable } from './value-lists.js'

export function agreesWithXfa(
  reading: FormReading,
  control: ControlReading,
  selected: readonly Selected[],
): boolean {
  if (reading.xfa !== 'hybrid') return true
  // `form1[0].#subform[0].Einwilligung[0]` is the element <Einwilligung>.
  const element = (control.name.split('.').at(-1) ?? '').replace(/\[\d+\]$/, '')
  const texts = [
    ...new Set(reading.xfaData.filter(({ name }) => name === element).map(({ text }) => comparable(text))),
  ]
  const [text] = texts
  if (texts.length !== 1 || text === undefined) return true
  if (selected.length > 0) return selected.every(({ names }) => names.includes(text))
  const onStates = control.widgets.flatMap((widget) => widget.onStates.map(({ name }) => name.text))
  return !onStates.includes(text)
}
