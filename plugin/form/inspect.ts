/** What a form consists of, and a first proposal of its mapping; a person completes and confirms it. */
import type { Purpose } from '../consent/purpose.js'
import type { ErrorDetails } from '../errors.js'
import { comparableName } from './mapping.js'
import { detailsOf } from './read-form.js'
import type { ReaderPool } from './reader-pool.js'
import type { ControlKind, ControlReading, FormReading, UnreadableCode } from './reading.js'

export interface InspectedControl {
  name: string
  kind: ControlKind
  /** Of its first widget; `null` if no page shows it. */
  page: number | null
  /** On-states of boxes, with their labels; entries of choices. */
  states: string[]
  default: string | null
  nearbyText: string | null
}

/** One entry of `forms` in `recall.config.json`. */
export interface ProposedMapping {
  id: string
  match: { controls: string[] }
  markedBy: 'patient_device'
  patient: Partial<Record<PatientField, string>>
  givenAt?: string
  consents: ProposedConsent[]
}

export type ProposedConsent = { purposes: Purpose[]; wording: string } & (
  | { control: string; granted?: string[]; refused?: string[] }
  | { grantedControl: string; refusedControl: string }
)

export type Inspection =
  | { kind: 'read'; controls: InspectedControl[]; mapping: ProposedMapping }
  | { kind: 'unreadable'; code: UnreadableCode; details: ErrorDetails }

export async function inspectForm(bytes: Uint8Array, { pool }: { pool: ReaderPool }): Promise<Inspection> {
  const outcome = await pool.read(bytes, { withNearbyText: true })
  if (outcome.kind === 'unreadable') {
    return { kind: 'unreadable', code: outcome.code, details: detailsOf(outcome.code, pool) }
  }
  const { reading } = outcome
  return { kind: 'read', controls: reading.controls.map(inspected), mapping: proposeMapping(reading) }
}

function inspected(control: ControlReading): InspectedControl {
  const texts = control.widgets.flatMap(({ nearbyText }) => nearbyText ?? [])
  return {
    name: comparableName(control.name),
    kind: control.kind,
    page: control.widgets[0]?.page ?? null,
    states: statesOf(control),
    default: control.defaults[0]?.text ?? null,
    nearbyText: texts.length === 0 ? null : [...new Set(texts)].join(' | '),
  }
}

function statesOf(control: ControlReading): string[] {
  if (control.kind === 'choice') return control.options.map(({ value }) => value)
  const states = control.widgets.flatMap(({ onStates }) =>
    onStates.map(({ name, label }) => label ?? name.text),
  )
  return [...new Set(states)]
}

const PATIENT_FIELDS = ['hostPatientId', 'givenName', 'familyName', 'birthDate', 'mobilePhone'] as const
export type PatientField = (typeof PATIENT_FIELDS)[number]

const PATIENT_WORDS: Readonly<Record<PatientField, RegExp>> = {
  hostPatientId: /pat(?:ient(?:en)?)?[\s._-]*(?:nr|nummer|id|no)\b|patnr|patientennummer/iu,
  givenName: /vorname|given[\s._-]*name|first[\s._-]*name/iu,
  familyName: /nachname|familienname|zuname|surname|last[\s._-]*name|family[\s._-]*name|^name\b/iu,
  birthDate: /geburts(?:datum|tag)|geb(?:oren)?\.?[\s._-]*(?:dat|am)|birth/iu,
  mobilePhone: /mobil|handy|cell/iu,
}

const CONSENT_WORDS = /whats?\s*app|messenger|einwillig|zustimm|einverstand|erinner|recall|consent|reminder/iu
const CHANNEL_WORDS = /whats?\s*app|messenger/iu
const YES = /^(?:ja|yes|j|y|on|1|einverstanden|zustimmung)$/iu
const NO = /^(?:nein|no|n|nicht einverstanden|ablehnung)$/iu
/** `Erinnerung_Ja`: Scribus names the states of a group after its buttons. */
const YES_STATE = /[\s._-](?:ja|yes)$/iu
const NO_STATE = /[\s._-](?:nein|no)$/iu
const YES_ENDING = /[\s._-]*(?:ja|yes)$/iu
const NO_ENDING = /[\s._-]*(?:nein|no)$/iu

/** Guesses from names and nearby words. Wrong guesses cost a correction; nothing is recorded by them. */
export function proposeMapping(reading: FormReading): ProposedMapping {
  const named = reading.controls.filter(({ name }) => name !== '')
  const patient: Partial<Record<PatientField, string>> = {}
  const taken = new Set<ControlReading>()
  for (const field of PATIENT_FIELDS) {
    const texts = named.filter((control) => control.kind === 'text' && !taken.has(control))
    const found =
      texts.find(({ name }) => PATIENT_WORDS[field].test(lastPart(name))) ??
      texts.find((control) => PATIENT_WORDS[field].test(wordsNear(control)))
    if (found === undefined) continue
    taken.add(found)
    patient[field] = comparableName(found.name)
  }
  const date = named.find(
    (control) =>
      control.kind === 'text' &&
      !taken.has(control) &&
      /^datum|^date|unterschrift.*datum/iu.test(lastPart(control.name)),
  )
  const consents = proposeConsents(named)
  return {
    id: 'anamnese',
    match: {
      controls: consents.flatMap((consent) =>
        'control' in consent ? [consent.control] : [consent.grantedControl, consent.refusedControl],
      ),
    },
    markedBy: 'patient_device',
    patient,
    ...(date === undefined ? {} : { givenAt: comparableName(date.name) }),
    consents,
  }
}

function proposeConsents(controls: ControlReading[]): ProposedConsent[] {
  const tickable = controls.filter(({ kind }) => kind === 'checkbox' || kind === 'radio' || kind === 'choice')
  const about = tickable.filter((control) => CONSENT_WORDS.test(`${control.name} ${wordsNear(control)}`))
  const named = about.filter((control) => CHANNEL_WORDS.test(`${control.name} ${wordsNear(control)}`))
  const chosen = named.length > 0 ? named : about
  const paired = new Set<ControlReading>()
  return chosen.flatMap((control): ProposedConsent[] => {
    if (paired.has(control)) return []
    const purposes = purposesOf(control)
    const twin = YES_ENDING.test(control.name)
      ? chosen.find(
          (other) =>
            other.name.replace(NO_ENDING, '') === control.name.replace(YES_ENDING, '') && other !== control,
        )
      : undefined
    if (twin !== undefined) {
      paired.add(twin)
      return [
        {
          purposes,
          grantedControl: comparableName(control.name),
          refusedControl: comparableName(twin.name),
          wording: '',
        },
      ]
    }
    const states = statesOf(control)
    const refused = states.filter((state) => NO.test(state) || NO_STATE.test(state))
    const yes = states.filter((state) => YES.test(state) || YES_STATE.test(state))
    const granted = yes.length > 0 || states.length > 1 ? yes : states
    return [
      {
        purposes,
        control: comparableName(control.name),
        // Where the blank draws no state, whoever ticks the box names it.
        ...(states.length === 0 ? {} : { granted }),
        ...(refused.length > 0 && states.length > 1 ? { refused } : {}),
        wording: '',
      },
    ]
  })
}

/** Purposes are never guessed beyond the words of the form (P-01). */
function purposesOf(control: ControlReading): ('reminder' | 'recall')[] {
  const words = `${control.name} ${wordsNear(control)}`
  if (!RECALL_WORDS.test(words)) return ['reminder']
  return REMINDER_WORDS.test(words) ? ['reminder', 'recall'] : ['recall']
}

/** A box of another program may be called "Kontrollkästchen". */
const RECALL_WORDS = /recall|vorsorge|kontroll(?!k)|einlad|invit|check-?up/iu
/** A check-up to be arranged is no appointment that one is reminded of. */
const REMINDER_WORDS = /reminder|erinner|(?<!kontroll|vorsorge)termin/iu

const wordsNear = (control: ControlReading): string =>
  control.widgets.map(({ nearbyText }) => nearbyText ?? '').join(' ')

const lastPart = (name: string): string =>
  (name.split('.').at(-1) ?? name).replace(/\[\d+\]$/, '').replace(/_/g, ' ')
