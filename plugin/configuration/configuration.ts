/** The configuration after it was checked: every default filled in, every path absolute, every value of its own type. */
import type { PracticeId } from '../ids.js'
import type { E164 } from '../phone.js'
import type { IsoDuration, LocalDate, LocalTime, TimeZone } from '../time.js'
import type { Representative } from '../consent/entry.js'
import type { Purpose } from '../consent/purpose.js'
import type { SignOffPoint } from '../gates/sign-off-points.js'
import type { RetentionPeriods } from '../privacy/retention/periods.js'
import type { WordingRefusal } from '../consent/wording/check.js'

export interface Configuration {
  /** Folder that relative paths start from: that of the configuration file. */
  directory: string
  /** `sqlite:<absolute path>` or `mysql://…` */
  database: string
  server: { host: string; port: number; publicUrl: string | null }
  /** Folder of the witness files, absolute. */
  witness: string
  practices: readonly Practice[]
}

export interface Practice {
  id: PracticeId
  name: string
  /** Legal name of who answers for the processing; the practice's unless given. */
  controller: string
  phone: E164
  /** `null`: not said; papers say that it has to be filled in. */
  address: PostalAddress | null
  /** `null`: not said; papers say that it has to be filled in. */
  dataProtectionOfficer: DataProtectionOfficer | null
  timeZone: TimeZone
  /** ISO 3166: `DE`, `DE-BE`. */
  region: string
  /** `de`, `en`, … */
  language: string
  whatsapp: WhatsAppAccount
  /** Who confirmed what only the practice can confirm (P-39); `null`: nobody yet, and nothing is sent. */
  signOff: SignOff | null
  hosts: readonly HostConfiguration[]
  forms: readonly FormMapping[]
  wordings: readonly Wording[]
  rules: readonly ReminderRule[]
  window: SendWindow
  templates: readonly TemplateDefinition[]
  /** Who stamps checkpoints of the ledger; `null`: nobody. */
  timeStamping: TimeStamping | null
  /** Cron expression of the tick. */
  schedule: string
  /** Periods of retention that differ from the defaults. */
  retention?: Partial<RetentionPeriods>
}

export interface PostalAddress {
  /** A line above the street. */
  addition: string | null
  street: string
  postalCode: string
  city: string
}

export interface DataProtectionOfficer {
  name: string
  /** E-mail, telephone or postal address, as it is printed. */
  contact: string
}

export interface WhatsAppAccount {
  phone: E164
  phoneNumberId: string
  /** Unique patients in 24 hours. */
  portfolioLimit: number
  /** Messages a second. */
  throughput: number
  /** How long a message may stay `unknown` before it is put before a person. */
  unknownGrace: IsoDuration
  /** Who receives the data today: 360dialog, Meta, and who else the practice says (P-09). */
  recipients: readonly string[]
  /** Where Meta stores it (`DE`, `EU`, …); `null`: no region was chosen. */
  storageRegion: string | null
}

/** A time-stamping authority (RFC 3161). */
export interface TimeStamping {
  url: string
  /** PEM certificates of its roots; `null`: its certificates are not judged. */
  roots: string | null
}

export interface SignOff {
  by: string
  on: LocalDate
  confirmed: readonly SignOffPoint[]
}

/** One data source. `options` are the adapter's own keys, which the adapter checks; `directory` is absolute. */
export interface HostConfiguration {
  /** Unique in the practice; the adapter's name unless given. */
  id: string
  adapter: string
  options: Readonly<Record<string, unknown>>
}

/** Who set the mark on the form (P-04). */
export type MarkedBy = 'patient_device' | 'patient_paper' | 'staff'

export interface FormMapping {
  id: string
  match: { controls: readonly string[] }
  /** Absolute path of the blank form. */
  template: string | null
  markedBy: MarkedBy
  /** Which control holds which datum of the patient. */
  patient: {
    hostPatientId?: string
    familyName?: string
    givenName?: string
    birthDate?: string
    mobilePhone?: string
  }
  /** The control with the date of the form. */
  givenAt: string | null
  /** The text control with the name of who acted for the patient, and in which role (P-27). */
  representative: { control: string; role: Representative } | null
  consents: readonly ConsentMapping[]
}

export interface ConsentMapping {
  purposes: readonly Purpose[]
  controls: { kind: 'one'; control: string } | { kind: 'two'; grantedControl: string; refusedControl: string }
  /** Values that mean yes; `null`: any on-state. */
  granted: readonly string[] | null
  /** Values that mean no; `null`: unticked is `not_given`. */
  refused: readonly string[] | null
  wording: string | null
}

/** An immutable text that patients were shown. */
export interface Wording {
  id: string
  language: string
  /** Normalised to NFC with `\n` line ends. */
  text: string
  /** Hex SHA-256 over `text` in UTF-8 (P-07). */
  sha256: string
  /** What a consent under it is given for; once registered, as it was then. Absent: nobody said. */
  facts?: WordingFacts
  /** Id of the wording that took its place: consents under this one are to be renewed (P-09). */
  replacedBy?: string
  /** Why it may not be used (P-08, P-37); absent: it may. */
  refusal?: WordingRefusal
}

/** What a consent does not extend beyond (P-09). */
export interface WordingFacts {
  recipients: readonly string[]
  storageRegion: string | null
  /** What the text is about. */
  purposes: readonly Purpose[]
}

export interface SendWindow {
  from: LocalTime
  to: LocalTime
  /** ISO week days, 1 = Monday. */
  days: readonly number[]
  holidays: 'skip' | 'send'
}

interface RuleBase {
  id: string
  /** Name of the template. */
  template: string
  /** `always` lifts hours, days and holidays. */
  window: SendWindow | 'always'
}

export type ReminderRule =
  | (RuleBase & {
      kind: 'before'
      purpose: 'reminder'
      before: IsoDuration
      /** Wall-clock time of a day rule; `null`: counted back from the appointment itself. */
      at: LocalTime | null
      /** Least time that must remain before the appointment when the rule is already late. */
      doNotSendWithin: IsoDuration
    })
  | (RuleBase & {
      kind: 'after'
      purpose: 'recall'
      /** One reminder each, counted from the day the recall falls due. */
      after: readonly IsoDuration[]
      at: LocalTime
    })

export type TemplateSlot = 'salutation' | 'date' | 'time' | 'practice' | 'phone' | 'link'
export type ButtonAction = 'confirm' | 'cancel' | 'stop'
export type TemplateCategory = 'UTILITY' | 'MARKETING'

export interface TemplateDefinition {
  name: string
  /** Exactly as approved: `de` is not `de_DE`. */
  language: string
  category: TemplateCategory
  body: string
  slots: readonly TemplateSlot[]
  buttons: readonly { text: string; action: ButtonAction }[]
}
