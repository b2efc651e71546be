/** Compares what a filled form prints with its blank: cheaply where the pages are the same, by looking where not. */
import type { FormMapping } from '../configuration/configuration.js'
import type { BlankForm } from './blank-forms.js'
import type { ReviewReason } from './consent-decision.js'
import { doubtsOfPrint } from './decision/printed.js'
import { consentControls, controlsNamed } from './mapping.js'
import type { LookOutcome, PageSight } from './page-sight.js'
import type { ReaderPool } from './reader-pool.js'
import type { FormReading, LaidOver, UnreadableCode, WidgetReading } from './reading.js'

export type PrintComparison =
  | { kind: 'compared'; doubts: ReadonlyMap<number, readonly ReviewReason[]> }
  /** The filled form could not be looked at within the limits; another attempt may succeed. */
  | { kind: 'unreadable'; code: UnreadableCode }

/** Doubts by page of the filled form. None without a blank. */
export async function comparePrints(
  pool: ReaderPool,
  bytes: Uint8Array,
  reading: FormReading,
  mapping: FormMapping,
  { blank, look }: BlankForm,
): Promise<PrintComparison> {
  const doubts = new Map<number, ReviewReason[]>()
  if (blank.kind !== 'read') return { kind: 'compared', doubts }
  const pages = pairedPages(reading, blank.reading, mapping).filter(
    ([page, before]) => !printsTheSame(reading, page, blank.reading, before),
  )
  if (pages.length === 0) return { kind: 'compared', doubts }
  const numbers = pages.map(([page]) => page)
  const seen = await pool.look(bytes, numbers)
  if (seen.kind === 'unreadable') return seen
  for (const [i, [page, before]] of pages.entries()) {
    const sight = seen.kind === 'seen' ? seen.sights[i] : undefined
    const remarks = remarksOn(reading, page, blank.reading, before)
    const found = doubtsOfPage(await look(before), sight, blank.reading, before, mapping, remarks)
    doubts.set(page, [...new Set([...(doubts.get(page) ?? []), ...found])])
  }
  return { kind: 'compared', doubts }
}

function doubtsOfPage(
  before: LookOutcome,
  filled: PageSight | undefined,
  blank: FormReading,
  page: number,
  mapping: FormMapping,
  remarks: readonly [number, number, number, number][],
): ReviewReason[] {
  if (before.kind === 'unreadable') return ['template_unreadable']
  const [was] = before.kind === 'seen' ? before.sights : []
  if (was === undefined) return []
  // What cannot be looked at cannot be called the same.
  if (filled === undefined) return ['wording_differs']
  const isOnPage = (widget: WidgetReading): boolean => widget.page === page
  return doubtsOfPrint({
    blank: was,
    filled,
    consent: rectsOf(consentWidgets(blank, mapping).filter(isOnPage)),
    controls: rectsOf(blank.controls.flatMap(({ widgets }) => widgets.filter(isOnPage))),
    remarks,
  })
}

const consentWidgets = (reading: FormReading, mapping: FormMapping): WidgetReading[] =>
  consentControls(mapping).flatMap((name) => controlsNamed(reading, name).flatMap(({ widgets }) => widgets))

const rectsOf = (widgets: readonly Pick<WidgetReading, 'rect'>[]): [number, number, number, number][] =>
  widgets.flatMap(({ rect }) => (rect === null ? [] : [rect]))

/** Page of the filled form and page of the blank that carry the same consent control; each pair once. */
function pairedPages(reading: FormReading, blank: FormReading, mapping: FormMapping): [number, number][] {
  const pairs = new Map<string, [number, number]>()
  for (const name of consentControls(mapping)) {
    const before = controlsNamed(blank, name).flatMap(({ widgets }) => widgets)
    const now = controlsNamed(reading, name).flatMap(({ widgets }) => widgets)
    for (const [i, { page }] of now.entries()) {
      const was = (before[i] ?? before[0])?.page ?? null
      if (page !== null && was !== null) pairs.set(`${page} ${was}`, [page, was])
    }
  }
  return [...pairs.values()]
}

/** Where somebody typed onto the filled page what the blank's page does not have. */
function remarksOn(
  reading: FormReading,
  page: number,
  blank: FormReading,
  before: number,
): [number, number, number, number][] {
  const laidOn = ({ prints }: FormReading, number: number): LaidOver[] =>
    prints.find((print) => print.page === number)?.laidOver ?? []
  const added = addedTo(laidOn(reading, page), laidOn(blank, before))
  return rectsOf(added.filter(({ kind }) => kind === 'FreeText'))
}

function printsTheSame(reading: FormReading, page: number, blank: FormReading, before: number): boolean {
  const is = reading.prints.find((print) => print.page === page)
  const was = blank.prints.find((print) => print.page === before)
  if (is === undefined || was === undefined || is.print !== was.print) return false
  return addedTo(is.laidOver, was.laidOver).length === 0
}

const addedTo = (laid: readonly LaidOver[], before: readonly LaidOver[]): LaidOver[] =>
  laid.filter((each) => !before.some((was) => JSON.stringify(was) === JSON.stringify(each)))
