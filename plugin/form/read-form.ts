/** One form file → who, when, and what it says about each purpose: the value of `forms read`. */
import { createHash } from 'node:crypto'
import { isSupportedCountry } from 'libphonenumber-js/max'
import type { FormMapping } from '../configuration/configuration.js'
import { PURPOSES, type Purpose } from '../consent/purpose.js'
import type { ErrorDetails } from '../errors.js'
import { localDateOf, type Instant, type TimeZone } from '../time.js'
import type { ReviewReason } from './consent-decision.js'
import { NO_BLANK, readBlankForm, type BlankForm } from './blank-forms.js'
import { decideConsents, type DecisionInput } from './decide.js'
import type { FormReport, PlacedDecision, UnreadableForm } from './form-report.js'
import {
  consentControls,
  matchMapping,
  NO_PATIENT,
  readGivenAt,
  readPatient,
  readRepresentative,
  resembledMapping,
} from './mapping.js'
import { comparePrints } from './printed-comparison.js'
import type { ReaderPool } from './reader-pool.js'
import type { FormReading, UnreadableCode } from './reading.js'

export interface ReadFormInput {
  pool: ReaderPool
  forms: readonly FormMapping[]
  now: Instant
  timeZone: TimeZone
  /** Whose national phone numbers stand on the forms, ISO 3166 letters, e.g. `DE`. */
  country: string
}

/** Never rejects because of the file; a template that cannot be read sends its forms to a person. */
export async function readForm(bytes: Uint8Array, input: ReadFormInput): Promise<FormReport> {
  const { pool, forms } = input
  const country = isSupportedCountry(input.country) ? input.country : 'DE'
  const today = localDateOf(input.now, input.timeZone)
  const hash = sha256(bytes)
  const outcome = await pool.read(bytes, { printedFor: [...new Set(forms.flatMap(consentControls))] })
  const unreadable = (code: UnreadableCode): UnreadableForm => ({
    kind: 'unreadable',
    sha256: hash,
    code,
    details: detailsOf(code, pool),
  })
  if (outcome.kind === 'unreadable') return unreadable(outcome.code)
  const { reading } = outcome
  const base = { kind: 'read', sha256: hash, format: 'pdf', reader: reading.reader } as const
  const blanks = await readBlanks(pool, forms)
  const blankReadings = readingsOf(blanks)
  const mapping = matchMapping(reading, forms, blankReadings)
  if (mapping === null) {
    const resembled = resembledMapping(reading, forms, blankReadings)
    const consents = purposesOf(forms).map(
      (purpose): PlacedDecision => ({
        purpose,
        result: 'needs_review',
        control: null,
        raw: null,
        reasons: reasonsWithoutMapping(reading),
        page: null,
        rect: null,
      }),
    )
    return {
      ...base,
      mapping: null,
      resembles: resembled?.id ?? null,
      // Says to whoever looks at it whose it may be; nobody is found by it.
      patient: resembled === null ? { ...NO_PATIENT } : readPatient(reading, resembled, today, country),
      givenAt: null,
      representative: null,
      consents,
    }
  }
  const given = readGivenAt(reading, mapping, today)
  const form = blanks.get(mapping.id) ?? NO_BLANK
  const decide = (printDoubts: DecisionInput['printDoubts']): PlacedDecision[] =>
    decideConsents({ reading, mapping, blank: form.blank, printDoubts, today })
  let consents = decide(new Map())
  // Where nothing is ticked nothing was given, whatever the page prints.
  if (consents.some(({ result }) => result !== 'not_given')) {
    const comparison = await comparePrints(pool, bytes, reading, mapping, form)
    if (comparison.kind === 'unreadable') return unreadable(comparison.code)
    consents = decide(comparison.doubts)
  }
  return {
    ...base,
    mapping: mapping.id,
    resembles: null,
    patient: readPatient(reading, mapping, today, country),
    givenAt: given.kind === 'date' ? given.date : null,
    representative: readRepresentative(reading, mapping),
    consents,
  }
}

async function readBlanks(pool: ReaderPool, forms: readonly FormMapping[]): Promise<Map<string, BlankForm>> {
  return new Map(
    await Promise.all(
      forms.map(async (mapping) => [mapping.id, await readBlankForm(pool, mapping)] as const),
    ),
  )
}

function readingsOf(blanks: ReadonlyMap<string, BlankForm>): Map<string, FormReading> {
  const readings = new Map<string, FormReading>()
  for (const [id, { blank }] of blanks) if (blank.kind === 'read') readings.set(id, blank.reading)
  return readings
}

/** The reception should learn that there is nothing to map, not look for a mapping. */
function reasonsWithoutMapping(reading: FormReading): ReviewReason[] {
  if (reading.xfa === 'dynamic') return ['no_mapping', 'xfa']
  const fillable = reading.controls.some(({ kind }) => kind !== 'push_button' && kind !== 'unknown')
  return fillable ? ['no_mapping'] : ['no_mapping', 'flattened']
}

/** The purposes that any configured form asks for; without forms the two that reminders need. */
export function purposesOf(forms: readonly FormMapping[]): Purpose[] {
  const asked = new Set(forms.flatMap((form) => form.consents.flatMap(({ purposes }) => purposes)))
  return asked.size === 0 ? ['reminder', 'recall'] : PURPOSES.filter((purpose) => asked.has(purpose))
}

/** What the words of an unreadable file's code need. */
export function detailsOf(code: UnreadableCode, { limits }: ReaderPool): ErrorDetails {
  switch (code) {
    case 'FORM_READER_TIMEOUT':
      return { seconds: limits.timeoutSeconds }
    case 'FORM_READER_MEMORY':
      return { mebibytes: limits.memoryMebibytes }
    case 'FORM_TOO_LARGE':
      return { limit: limits.fileLimitBytes }
    case 'FORM_NOT_PDF':
    case 'FORM_BROKEN':
    case 'FORM_ENCRYPTED':
    case 'FORM_READER_CRASHED':
      return {}
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
