/**
 * What the file tells about its own past: signatures and incremental revisions.
 *
 * Filling in on top of the blank, in one save or several, is what patients do. Doubtful is a box that changed
 * - after a signature that closed the form (`changed_after_signature`), and
 * - without a signature, after the form was complete, that is dated in its mapped date field or signed by hand
 *   (ink, stamp), or from one answer to another (`changed_after_filling`).
 * A certification that allows filling in seals the blank and closes nothing.
 */
import type { ReviewReason } from '../consent-decision.js'
import { signedRevision, type ControlReading, type FormReading } from '../reading.js'
import type { Blank } from './template.js'
import { presetNames } from './template.js'
import { comparable } from './value-lists.js'

export function doubtsOfHistory(
  reading: FormReading,
  control: ControlReading,
  isOn: boolean,
  givenAt: ControlReading | undefined,
  blank: Blank,
): ReviewReason[] {
  const doubts: ReviewReason[] = []
  if (changedAfterSignature(reading, control, isOn)) doubts.push('changed_after_signature')
  else if (isOn && changedAfterFilling(reading, control, givenAt, blank)) doubts.push('changed_after_filling')
  return doubts
}

function changedAfterSignature(reading: FormReading, { name }: ControlReading, isOn: boolean): boolean {
  const ends = reading.revisions.map(({ end }) => end)
  const now = reading.revisions.at(-1)?.controls[name]
  return reading.signatures.some((signature) => {
    if (signature.allowsFilling) return false
    if (signature.beyondFile) return isOn
    const end = signedRevision(ends, signature.coveredTo)
    const then = reading.revisions.find((revision) => revision.end === end)?.controls[name]
    return then?.answer !== now?.answer || (isOn && then?.look !== now?.look)
  })
}

function changedAfterFilling(
  reading: FormReading,
  control: ControlReading,
  givenAt: ControlReading | undefined,
  blank: Blank,
): boolean {
  const revisions = reading.revisions.filter((revision) => control.name in revision.controls)
  const now = shownIn(revisions.at(-1)?.controls[control.name]?.on)
  const preset = presetNames(control, blank)
  const complete = revisions.slice(0, -1).findIndex((revision) => isComplete(revision, givenAt, blank))
  return revisions.some((revision, i) => {
    const on = revision.controls[control.name]?.on ?? []
    if (shownIn(on) === now) return false
    const wasAnswered = on.length > 0 && !on.every((state) => preset.includes(comparable(state)))
    return wasAnswered || (complete >= 0 && i >= complete)
  })
}

const shownIn = (on: readonly string[] | undefined): string => JSON.stringify([...(on ?? [])].sort())

function isComplete(
  revision: FormReading['revisions'][number],
  givenAt: ControlReading | undefined,
  blank: Blank,
): boolean {
  const before = blank.kind === 'read' ? blank.reading.revisions.at(-1) : undefined
  if (revision.signs > (before?.signs ?? 0)) return true
  if (givenAt === undefined) return false
  // A blank's "TT.MM.JJJJ" or "__.__.____" is no date.
  const dated = revision.controls[givenAt.name]?.answer ?? ''
  return /\d/.test(dated) && dated !== before?.controls[givenAt.name]?.answer
}
