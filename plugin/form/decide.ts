/**
 * What a form says about each purpose: a pure function of the reading, the mapping, the blank form and the day.
 *
 * A yes or a no counts only without any doubt. An unticked box is `not_given` even where it is hidden or has no
 * drawing: nothing was given, and nobody can have been misled into giving it. It needs a person only where
 * something may have been a tick: ink across it, a change after the signature, readers that differ.
 */
import type { ConsentMapping, FormMapping } from '../configuration/configuration.js'
import type { LocalDate } from '../time.js'
import type { ConsentDecision, ReviewReason } from './consent-decision.js'
import { isTicked, readBox } from './decision/box.js'
import { readChoice } from './decision/choice.js'
import { doubtsOfHistory } from './decision/history.js'
import { readersAgree } from './decision/second-opinion.js'
import type { Selected, Selection } from './decision/selection.js'
import { doubtsOfTemplate, presetNames, type Blank } from './decision/template.js'
import { withMeantValue } from './decision/value-beside-blank.js'
import { meaningOf, type ValueLists } from './decision/value-lists.js'
import { agreesWithXfa } from './decision/xfa-data.js'
import type { PlacedDecision } from './form-report.js'
import { controlsNamed, readGivenAt } from './mapping.js'
import type { ControlReading, FormReading } from './reading.js'

export interface DecisionInput {
  reading: FormReading
  mapping: FormMapping
  blank: Blank
  /** Doubts about what the pages of this form print, by page. */
  printDoubts: ReadonlyMap<number, readonly ReviewReason[]>
  /** The day on which the form is read, in the practice's zone. */
  today: LocalDate
}

type Finding = Omit<ConsentDecision, 'purpose'>

/** One decision per purpose of the mapping, in its order. */
export function decideConsents(input: DecisionInput): PlacedDecision[] {
  const dateDoubts = doubtsOfDate(input)
  return input.mapping.consents.flatMap((consent) => {
    const finding = withDate(findConsent(input, consent), dateDoubts)
    const place = placeOf(input.reading, finding.control)
    return consent.purposes.map((purpose) => ({
      purpose,
      ...finding,
      reasons: [...finding.reasons],
      ...place,
    }))
  })
}

/** Where the ticked widget is, or the first one. */
function placeOf(reading: FormReading, control: string | null): Pick<PlacedDecision, 'page' | 'rect'> {
  const widgets = control === null ? [] : controlsNamed(reading, control).flatMap((each) => each.widgets)
  const widget = widgets.find(isTicked) ?? widgets[0]
  return { page: widget?.page ?? null, rect: widget?.rect ?? null }
}

function doubtsOfDate({ reading, mapping, today }: DecisionInput): ReviewReason[] {
  const given = readGivenAt(reading, mapping, today)
  if (given.kind === 'unreadable') return ['date_unreadable']
  return given.kind === 'date' && given.date > today ? ['given_in_future'] : []
}

const withDate = (finding: Finding, doubts: ReviewReason[]): Finding =>
  doubts.length > 0 && finding.result !== 'not_given' ? review(finding, doubts) : finding

const review = (
  finding: Pick<Finding, 'control' | 'raw'> & { reasons?: ReviewReason[] },
  doubts: Iterable<ReviewReason>,
): Finding => ({
  result: 'needs_review',
  control: finding.control,
  raw: finding.raw,
  reasons: [...new Set([...(finding.reasons ?? []), ...doubts])],
})

function findConsent(input: DecisionInput, consent: ConsentMapping): Finding {
  const { controls } = consent
  if (controls.kind === 'one') {
    const sight = look(input, controls.control, consent)
    return conclude(controls.control, sight)
  }
  const yes = look(input, controls.grantedControl, { granted: consent.granted, refused: null })
  const no = look(input, controls.refusedControl, { granted: consent.refused, refused: null })
  return concludeTwo(yes, controls.grantedControl, no, controls.refusedControl)
}

function conclude(control: string, { selected, doubts, raw, isUnticked }: Sight): Finding {
  const finding = { control, raw }
  if (doubts.length > 0) return review(finding, doubts)
  const [only] = selected
  if (only === undefined) return { ...finding, result: isUnticked, reasons: [] }
  switch (only.meaning) {
    case 'yes':
      return { ...finding, result: 'granted', reasons: [] }
    case 'no':
      return { ...finding, result: 'refused', reasons: [] }
    case 'unknown':
      return review(finding, ['unknown_value'])
  }
}

/** Two boxes: what is ticked in the second one is a no. */
function concludeTwo(yes: Sight, yesName: string, no: Sight, noName: string): Finding {
  const deciding =
    no.selected.length > 0 && yes.selected.length === 0
      ? { control: noName, raw: no.raw }
      : { control: yesName, raw: yes.raw }
  if (yes.selected.length > 0 && no.selected.length > 0) {
    return review(deciding, ['both_ticked', ...yes.doubts, ...no.doubts])
  }
  const doubts = [...yes.doubts, ...no.doubts]
  if (doubts.length > 0) return review(deciding, doubts)
  const ticked = yes.selected[0] ?? no.selected[0]
  if (ticked === undefined) return { ...deciding, result: 'not_given', reasons: [] }
  if (ticked.meaning !== 'yes') return review(deciding, ['unknown_value'])
  return { ...deciding, result: yes.selected.length > 0 ? 'granted' : 'refused', reasons: [] }
}

/** A control as seen, with every doubt from every side. */
interface Sight extends Selection {
  /** What an unticked control means: usually nothing; a no where the mapping lists `Off` among its refusals. */
  isUnticked: 'not_given' | 'refused'
}

function look(input: DecisionInput, name: string, lists: ValueLists): Sight {
  const { reading } = input
  const found = controlsNamed(reading, name)
  if (reading.xfa === 'dynamic') return blind('xfa')
  const [first, ...more] = found
  if (first === undefined) return blind('control_missing')
  const sights = [first, ...more].map((control) => lookAt(input, control, lists))
  const [sight] = sights
  if (sight === undefined || more.length === 0) return sight ?? blind('control_missing')
  // Twins that are all untouched give nothing, whichever was meant.
  if (sights.every(({ selected, doubts }) => selected.length === 0 && doubts.length === 0)) return sight
  const ticked: Selected[] = sights.flatMap(({ selected }) => selected)
  return {
    ...sight,
    selected: ticked,
    doubts: ['control_duplicated', ...sights.flatMap(({ doubts }) => doubts)],
  }
}

const blind = (doubt: ReviewReason): Sight => ({
  selected: [],
  doubts: [doubt],
  raw: null,
  isUnticked: 'not_given',
})

function lookAt(input: DecisionInput, control: ControlReading, lists: ValueLists): Sight {
  const { reading, blank, mapping } = input
  if (control.kind !== 'checkbox' && control.kind !== 'radio' && control.kind !== 'choice')
    return blind('control_not_tickable')
  const selection =
    control.kind === 'choice'
      ? readChoice(control, lists, reading.needAppearances, presetNames(control, blank))
      : readBox(withMeantValue(control, blank), lists, reading.needAppearances)
  const { selected } = selection
  const isOn = selected.length > 0
  const doubts = new Set(selection.doubts)
  const meansNo = !isOn && meaningOf(['Off'], { granted: [], refused: lists.refused }, 0) === 'no'
  if (isOn) {
    for (const doubt of doubtsOfTemplate(control, selected, blank)) doubts.add(doubt)
    for (const { page } of control.widgets)
      for (const doubt of (page === null ? undefined : input.printDoubts.get(page)) ?? []) doubts.add(doubt)
  }
  if (meansNo && !control.widgets.some((widget) => widget.visibility === 'visible'))
    doubts.add('hidden_control')
  const givenAt = mapping.givenAt === null ? undefined : controlsNamed(reading, mapping.givenAt)[0]
  for (const doubt of doubtsOfHistory(reading, control, isOn, givenAt, blank)) doubts.add(doubt)
  if (!agreesWithXfa(reading, control, selected)) doubts.add('xfa')
  // Where value and appearance contradict each other, the readers choose differently by design.
  if (!doubts.has('value_appearance_disagree') && !doubts.has('both_ticked') && !readersAgree(control))
    doubts.add('readers_disagree')
  return { ...selection, doubts: [...doubts], isUnticked: meansNo ? 'refused' : 'not_given' }
}
