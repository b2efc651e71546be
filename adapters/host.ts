/**
 * What the plugin asks of host software, and what an adapter promises.
 *
 * - Reading changes nothing in the host.
 * - Nothing is dropped silently: a record that cannot be understood is a `problem` with a code, and the rest goes on.
 * - Reading again from an older cursor is harmless; records may be repeated.
 * - An adapter never guesses: a missing patient number, a half-readable date or number is a problem, not a value.
 */
import type { ErrorCode, ErrorDetails } from '../plugin/errors.js'
import type { AppointmentId, HostPatientId, RecallId } from '../plugin/ids.js'
import type { PhoneReading } from '../plugin/phone.js'
import type { Instant, LocalDate, TimeZone } from '../plugin/time.js'

export interface HostPatient {
  hostPatientId: HostPatientId
  familyName: string
  givenName: string
  birthDate: LocalDate | null
  mobilePhone: PhoneReading
  /** False when the host says deceased, moved, blocked or archived: nothing is sent (P-32). */
  active: boolean
}

export type AppointmentStatus = 'booked' | 'confirmed' | 'cancelled' | 'completed' | 'no_show'

export interface HostAppointment {
  appointmentId: AppointmentId
  hostPatientId: HostPatientId
  startsAt: Instant
  status: AppointmentStatus
}

export interface HostRecall {
  recallId: RecallId
  hostPatientId: HostPatientId
  dueOn: LocalDate
}

/** Something the host delivered that cannot be used. Details carry file, line and column names, never contents. */
export interface HostProblem {
  code: ErrorCode
  details: ErrorDetails
}

/** Whether the delivered list is everything there is, or only what changed. */
export type Completeness =
  /** Every record of this kind: what is not in it no longer exists. */
  | 'snapshot'
  /** Only changes; removals are named in `gone`. */
  | 'changes'
  /** This kind was not read now (unchanged, or the host does not have it); what is known stays. */
  | 'unread'

export interface HostList<Item, Id> {
  completeness: Completeness
  items: Item[]
  gone: Id[]
  /** Records that are there but cannot be understood, each with a problem: what was last known of them stays. */
  unreadable: Id[]
}

export interface HostReading {
  patients: HostList<HostPatient, HostPatientId>
  appointments: HostList<HostAppointment, AppointmentId>
  recalls: HostList<HostRecall, RecallId>
  problems: HostProblem[]
  /** Where the next reading may begin; the adapter's own text. */
  cursor: string
}

/** A filled form that waits in the host. */
export interface HostForm {
  /** What the file is called at the host; may contain a name, so it is shown to the caller and never stored or logged. */
  name: string
  mediaType: string
  bytes(): Promise<Uint8Array>
  /**
   * Called before the next form is asked for when this one could not be taken in: it is offered again in a later round.
   * An adapter that keeps no account of what it offered does so anyway.
   */
  again?(): void
}

export type HostCheck = { ok: true } | { ok: false; problem: HostProblem }

export interface HostAdapter {
  readonly id: string
  /**
   * Which share (0 to 1) of the known records of a kind may be missing from a snapshot before it is taken for a broken
   * export and nothing is removed; 0.2 unless the adapter says otherwise.
   */
  readonly maxDisappearing?: number
  /** Whether the host can be read; answers in any case, an unreachable host is `ok: false`. */
  check(): Promise<HostCheck>
  /**
   * @param cursor of the last reading that was stored, `null` at first
   * @throws RecallError HOST_UNAVAILABLE
   */
  read(cursor: string | null): Promise<HostReading>
  /**
   * The appointment as the host has it now, asked in the moment of sending. `gone`: it certainly no longer exists.
   * `missing`: the host's list has changed since it was read and no longer has it; reading it will tell whether the
   * appointment is gone or the list broken. `unknown`: the host cannot say, and what was last read counts.
   * @throws RecallError HOST_UNAVAILABLE
   */
  appointmentNow?(id: AppointmentId): Promise<HostAppointment | 'gone' | 'missing' | 'unknown'>
  /** Forms that may not have been read yet. Offering one twice is harmless: the ledger knows the file by its hash. */
  forms?(): AsyncIterable<HostForm>
}

/** What an adapter is built from. */
export interface HostContext {
  id: string
  /** The host's own keys in the configuration. */
  options: Readonly<Record<string, unknown>>
  /** Folder that relative paths start from. */
  directory: string
  timeZone: TimeZone
  /** ISO 3166 country of the practice, for national telephone numbers. */
  country: string
}

export type HostAdapterFactory = (context: HostContext) => HostAdapter
