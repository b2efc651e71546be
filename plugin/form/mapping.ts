/** Which configured form a reading is, and what stands in its patient fields. Pure. */
import type { CountryCode } from 'libphonenumber-js/max'
import type { FormMapping } from '../configuration/configuration.js'
import { readPhone } from '../phone.js'
import { toLocalDate, type LocalDate } from '../time.js'
import type { FormPatient } from './form-report.js'
import { readFormDate, type DateReading } from './form-date.js'
import type { ControlReading, FormReading } from './reading.js'

/** Every control that carries this full name, as viewers decode it; empty partial names do not count. */
export function controlsNamed(reading: FormReading, name: string): ControlReading[] {
  const wanted = comparableName(name)
  return reading.controls.filter((control) => comparableName(control.name) === wanted)
}

export const comparableName = (name: string): string =>
  name
    .normalize('NFC')
    .split('.')
    .filter((part) => part !== '')
    .join('.')

/**
 * The mapping whose `match.controls` are all there. Of several the most specific, which names most of them; if
 * that still leaves two, nobody can say which form it is.
 * @param blanks reading of each mapping's blank template, by mapping id; a template with the same controls decides ties
 */
export function matchMapping(
  reading: FormReading,
  mappings: readonly FormMapping[],
  blanks: ReadonlyMap<string, FormReading>,
): FormMapping | null {
  const matching = mappings.filter(
    ({ match }) =>
      match.controls.length > 0 && match.controls.every((name) => controlsNamed(reading, name).length > 0),
  )
  const most = Math.max(0, ...matching.map(({ match }) => match.controls.length))
  const best = matching.filter(({ match }) => match.controls.length === most)
  if (best.length < 2) return best[0] ?? null
  const ofTemplate = best.filter(({ id }) => {
    const blank = blanks.get(id)
    return blank !== undefined && layoutOf(blank) === layoutOf(reading)
  })
  return ofTemplate.length === 1 ? (ofTemplate[0] ?? null) : null
}

/**
 * The mapping that a reading looks like although it matches none, or not one alone: it has a control from which that
 * mapping reads the consent, or more than half of the controls of its blank (where there is none: of the controls that
 * the mapping names). Somebody may have answered there, so it is not passed over as some document or other.
 */
export function resembledMapping(
  reading: FormReading,
  mappings: readonly FormMapping[],
  blanks: ReadonlyMap<string, FormReading>,
): FormMapping | null {
  const present = new Set(reading.controls.map(({ name }) => comparableName(name)))
  const shareOf = (names: readonly string[]): number => {
    const distinct = new Set(names.map(comparableName))
    return distinct.size === 0 ? 0 : [...distinct].filter((name) => present.has(name)).length / distinct.size
  }
  const alike = mappings
    .map((mapping) => {
      const blank = blanks.get(mapping.id)
      const share = shareOf(blank?.controls.map(({ name }) => name) ?? namesIn(mapping))
      return { mapping, share, asksForConsent: shareOf(consentControls(mapping)) > 0 }
    })
    .filter(({ share, asksForConsent }) => asksForConsent || share > 1 / 2)
    .sort((one, other) => other.share - one.share)
  return alike[0]?.mapping ?? null
}

/** Full names of every box that a mapping takes for a consent. */
export const consentControls = ({ consents }: FormMapping): string[] =>
  consents.flatMap(({ controls }) =>
    (controls.kind === 'one' ? [controls.control] : [controls.grantedControl, controls.refusedControl]).map(
      comparableName,
    ),
  )

const namesIn = (mapping: FormMapping): string[] =>
  [
    ...mapping.match.controls,
    ...Object.values(mapping.patient),
    mapping.givenAt,
    mapping.representative?.control,
    ...consentControls(mapping),
  ].flatMap((name) => name ?? [])

/** Sorted names, kinds, on-states and places: the same for a blank and all that was filled in on it. */
function layoutOf(reading: FormReading): string {
  return reading.controls
    .map(({ name, kind, widgets }) => [
      comparableName(name),
      kind,
      widgets.map(({ rect, onStates }) => [
        rect?.map(Math.round),
        onStates.map((state) => state.name.bytes).sort(),
      ]),
    ])
    .map((control) => JSON.stringify(control))
    .sort()
    .join('\n')
}

export const NO_PATIENT: FormPatient = {
  hostPatientId: null,
  familyName: null,
  givenName: null,
  birthDate: null,
  mobilePhone: { kind: 'empty' },
}

/**
 * @param today decides the century of two-digit birth years
 * @param country whose national phone numbers stand on the form
 */
export function readPatient(
  reading: FormReading,
  { patient }: FormMapping,
  today: LocalDate,
  country: CountryCode,
): FormPatient {
  const birth = readFormDate(textIn(reading, patient.birthDate) ?? '', today)
  return {
    hostPatientId: textIn(reading, patient.hostPatientId),
    familyName: textIn(reading, patient.familyName),
    givenName: textIn(reading, patient.givenName),
    birthDate: birth.kind === 'date' && birth.date <= today ? birth.date : null,
    mobilePhone: readPhone(textIn(reading, patient.mobilePhone) ?? '', country),
  }
}

/** The date that the form itself carries; empty if no control is mapped or filled. */
export function readGivenAt(reading: FormReading, mapping: FormMapping, today: LocalDate): DateReading {
  // Two-digit years of a form mean this century: somebody who writes 27 in 2026 is early, not a hundred years late.
  const endOfCentury = toLocalDate(`${today.slice(0, 2)}99-12-31`)
  return readFormDate(
    (mapping.givenAt === null ? null : textIn(reading, mapping.givenAt)) ?? '',
    endOfCentury,
  )
}

/** The name in the representative's field; dashes and dots there name nobody. */
export function readRepresentative(reading: FormReading, { representative }: FormMapping): string | null {
  const name = textIn(reading, representative?.control)
  return name !== null && /\p{L}/u.test(name) ? name : null
}

/** The text of a field; `null` if it is missing, empty, or several fields of that name say different things. */
export function textIn(reading: FormReading, name: string | undefined): string | null {
  if (name === undefined) return null
  const texts = controlsNamed(reading, name).map((control) => {
    const value = control.values[0]?.text ?? ''
    const label = control.options.find((option) => option.value === value)?.label ?? value
    return label
      .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  })
  const [first] = texts
  return first === undefined || first === '' || texts.some((text) => text !== first) ? null : first
}
