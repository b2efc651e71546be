/**
 * What the two readers found in one PDF form: plain data (JSON-able, no classes), in the words of the PDF
 * specification (ISO 32000). It says what is there, never what it means: that is `decide.ts`.
 */

/** A name or string of the file: `text` as a viewer decodes it (NFC), `bytes` in hexadecimal for exact comparison. */
export interface Spelling {
  text: string
  bytes: string
}

export type ControlKind = 'checkbox' | 'radio' | 'choice' | 'text' | 'push_button' | 'signature' | 'unknown'

/** Whether an ordinary viewer shows a widget on screen, and if not, why. */
export type Visibility = 'visible' | 'hidden_flag' | 'layer_off' | 'no_page' | 'no_size' | 'off_page'

/**
 * What an appearance stream draws.
 * `same_as_off`: nothing that the off-appearance does not draw as well. `placeholder`: nothing, and the
 * off-appearance draws nothing either. `missing`: no stream. `unreadable`: not decodable. `elaborate`: only painting
 * could tell what is seen; states that are on have been painted unless that failed.
 */
export type Drawing =
  | 'drawn'
  | 'blank'
  | 'placeholder'
  | 'same_as_off'
  | 'missing'
  | 'unreadable'
  | 'elaborate'

export interface OnState {
  name: Spelling
  drawing: Drawing
  /** The label that the field's /Opt gives to this state. */
  label: string | null
}

/** The second reader's words on the same widget, uninterpreted; `value` and `onValue` in its own decoding. */
export interface SecondOpinion {
  fieldName: string
  kind: 'checkbox' | 'radio' | 'other'
  values: string[]
  /** Export value (checkbox) or button value (radio) of this widget; `null` if it found no on-state. */
  onValue: string | null
  hidden: boolean
}

export interface WidgetReading {
  /** Object number and generation, e.g. `12R`, `12R1`; `direct` for an object without number. */
  id: string
  /** From 1; `null` if no page lists the widget. */
  page: number | null
  /** Left, bottom, right, top in points of the page; `null` if missing or malformed. */
  rect: [number, number, number, number] | null
  visibility: Visibility
  /** /AS; `null` if missing. */
  appearanceState: Spelling | null
  /** `states`: /AP /N has one stream per state; `single`: one stream for all; `none`: no drawing at all. */
  appearance: 'states' | 'single' | 'none'
  /** The keys of /AP /N other than Off. */
  onStates: OnState[]
  /** The off-appearance draws a tick mark, or all that the on-appearance draws and more. */
  offLooksTicked: boolean
  /** Text drawn by the only appearance (choices); `null` if there is none or its font cannot be decoded. */
  shownText: string | null
  /** A value on the widget itself that differs from the field's. */
  ownValue: Spelling | null
  /** Ink, a stamp, a drawing or a text lies across the widget. */
  drawnOver: boolean
  second: SecondOpinion | null
  /** Words of the page next to the widget; only when asked for. */
  nearbyText: string | null
}

export interface ControlReading {
  /** Full name, NFC, partial names joined by `.`, empty ones left out. */
  name: string
  kind: ControlKind
  /** Listed under /AcroForm /Fields; `false`: found on a page only. */
  listed: boolean
  /** /V, inherited. Several for a list with several selections; none for missing, null, or an empty name. */
  values: Spelling[]
  /** /V exists but has a type that no viewer understands for this kind of control. */
  valueMalformed: boolean
  /** /DV, inherited. */
  defaults: Spelling[]
  /** Choices only: export value and label. */
  options: { value: string; label: string }[]
  /** A script or calculation of the form writes this control. */
  calculated: boolean
  readOnly: boolean
  widgets: WidgetReading[]
}

export interface SignatureReading {
  control: string
  /** End of the last signed byte range, in bytes from the start of the file. */
  coveredTo: number
  /** Certification (/DocMDP) that allows filling in: the author's seal on the blank, not the patient's signature. */
  allowsFilling: boolean
  /** The byte range reaches beyond the file, so the signed file was another one. */
  beyondFile: boolean
}

/** One control as one revision of the file held it. */
export interface RevisionControl {
  /** Values and appearance states, joined; equal texts mean equal answers. */
  answer: string
  /** The on-states shown by widgets, without Off. */
  on: string[]
  /** Fingerprint of everything that makes up its look: place, flags, appearance streams, page content. */
  look: string
}

export interface RevisionReading {
  /** Length of the file up to the end of this revision, in bytes. */
  end: number
  controls: Record<string, RevisionControl>
  /** Signed signature fields, ink and stamps. */
  signs: number
}

/** Line ends after the end mark may or may not be signed. */
const END_OF_LINE_BYTES = 2

/** The end of the oldest revision that holds all signed bytes. */
export function signedRevision(ends: readonly number[], coveredTo: number): number | undefined {
  return ends.find((end) => end >= coveredTo - END_OF_LINE_BYTES)
}

/** What a page prints beside and below its controls, for comparing it with the blank form. */
export interface PagePrint {
  /** From 1. */
  page: number
  /** Equal for pages that print the same. */
  print: string
  laidOver: LaidOver[]
}

/** What viewers lay over a page: `Widget`, `Stamp`, `FreeText` …, and where, in whole points. */
export interface LaidOver {
  kind: string
  rect: [number, number, number, number] | null
}

export interface FormReading {
  /** E.g. `anamnese-recall/1 pdf-lib/2.11.1 pdfjs/5.6.205`; kept as evidence. */
  reader: string
  pages: number
  /** It was encrypted, and opened with the empty password. */
  encrypted: boolean
  needAppearances: boolean
  /** `hybrid`: XFA beside PDF fields. `dynamic`: what a viewer shows is not in the PDF fields. */
  xfa: 'none' | 'hybrid' | 'dynamic'
  /** Leaves of the XFA data set of a hybrid form, by element name. */
  xfaData: { name: string; text: string }[]
  controls: ControlReading[]
  signatures: SignatureReading[]
  /** Of the pages that were asked for. */
  prints: PagePrint[]
  /** Oldest first; the last one is the file as it is. */
  revisions: RevisionReading[]
}

/** How reading one file ended. */
export type ReadOutcome =
  | { kind: 'read'; reading: FormReading }
  | { kind: 'unreadable'; code: UnreadableCode }

export type UnreadableCode =
  | 'FORM_NOT_PDF'
  | 'FORM_BROKEN'
  | 'FORM_ENCRYPTED'
  | 'FORM_READER_TIMEOUT'
  | 'FORM_READER_MEMORY'
  | 'FORM_READER_CRASHED'
  | 'FORM_TOO_LARGE'
