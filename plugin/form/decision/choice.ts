/** What a list or combo box shows as chosen. */
import type { ReviewReason } from '../consent-decision.js'
import type { ControlReading } from '../reading.js'
import { isYesAndNo } from './box.js'
import type { Selection } from './selection.js'
import { comparable, isListed, meaningOf, type ValueLists } from './value-lists.js'

/** @param untouched texts that the control shows before anybody chooses (default, value of the blank) */
export function readChoice(
  control: ControlReading,
  lists: ValueLists,
  needAppearances: boolean,
  untouched: readonly string[],
): Selection {
  const values = control.values.map(({ text }) => comparable(text)).filter((text) => text !== '')
  const raw = values.length === 0 ? null : values.join(', ')
  const doubts = new Set<ReviewReason>()
  if (control.valueMalformed) doubts.add('value_appearance_disagree')
  const visible = control.widgets.filter((widget) => widget.visibility === 'visible')
  if (visible.some((widget) => widget.drawnOver)) doubts.add('drawn_over')

  const selected = values.flatMap((value) => {
    const option = control.options.find(
      (each) => comparable(each.value) === value || comparable(each.label) === value,
    )
    const names = option === undefined ? [value] : [value, comparable(option.value), comparable(option.label)]
    const isAnswer = isListed(names, lists.granted) || isListed(names, lists.refused)
    // "Bitte wählen" and the like: shown from the beginning, and no answer.
    if (!isAnswer && (names.some(isInvitation) || untouched.some((text) => names.includes(comparable(text)))))
      return []
    const isOffered = option !== undefined || control.options.length === 0
    // A choice has no on-states: without a list of yes values no entry means yes by itself.
    return [{ names, meaning: isOffered ? meaningOf(names, lists, 1) : ('unknown' as const) }]
  })
  if (selected.length === 0) return { selected, doubts: [...doubts], raw }

  if (isYesAndNo(selected)) doubts.add('both_ticked')
  else if (selected.length > 1 && selected.some(({ meaning }) => meaning !== selected[0]?.meaning))
    doubts.add('unknown_value')
  if (control.calculated) doubts.add('calculated')
  if (visible.length === 0) doubts.add('hidden_control')
  for (const widget of visible) {
    if (widget.appearance === 'none' || widget.shownText === '') {
      if (!needAppearances) doubts.add('appearance_missing')
    } else if (widget.shownText !== null && !needAppearances) {
      const shown = comparable(widget.shownText)
      const isOwn = selected.some(({ names }) => names.some((name) => shown.includes(name)))
      if (!isOwn && control.options.some(({ label }) => comparable(label) === shown))
        doubts.add('value_appearance_disagree')
    }
  }
  return { selected, doubts: [...doubts], raw }
}

/** An entry that asks for a choice instead of being one: dashes, dots, "bitte wählen". */
const isInvitation = (text: string): boolean =>
  !/[\p{L}\p{N}]/u.test(text) ||
  /^\P{L}*(?:bitte (?:aus)?wählen|bitte auswahl|auswählen|please (?:choose|select)|select|choose)\P{L}*$/iu.test(
    text,
  )
