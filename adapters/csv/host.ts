/** A practice that exports its lists into a folder: `patienten*.csv`, `termine*.csv`, `recalls*.csv`. */
import { readdir } from 'node:fs/promises'
import type { AppointmentId } from '../../plugin/ids.js'
import { checked, hostTrouble } from '../folder.js'
import type { HostAdapter, HostAppointment, HostCheck, HostContext, HostReading } from '../host.js'
import { cursorText, LISTS, parseCursor, type Cursor, type SeenFile } from './cursor.js'
import { fileInvalid, readListFile, type Turn } from './list-file.js'
import { SHOWN_NAMES } from './newest.js'
import { csvOptions, type CsvOptions } from './options.js'
import { appointmentSource, patientSource, recallSource } from './sources.js'

/** @throws RecallError CONFIG_INVALID */
export function csvHost(context: HostContext): HostAdapter {
  return new CsvHost(context, csvOptions(context))
}

/** The content of an appointment file, for questions about one appointment. */
interface KnownAppointments {
  seen: SeenFile
  items: ReadonlyMap<AppointmentId, HostAppointment>
  unreadable: ReadonlySet<AppointmentId>
}

class CsvHost implements HostAdapter {
  readonly id: string
  readonly maxDisappearing?: number
  private appointments: KnownAppointments | undefined
  /** Several questions at once are answered from one look at the file. */
  private looking: Promise<KnownAppointments | null> | undefined
  /** SHA-256 of the appointment file that the caller was given, or has stored already. */
  private handedOver: string | undefined

  constructor(
    private readonly context: HostContext,
    private readonly options: CsvOptions,
  ) {
    this.id = context.id
    if (options.maxDisappearing !== undefined) this.maxDisappearing = options.maxDisappearing
  }

  /** Whether the folder has a list and every list can be read; single lines that cannot are told by `read`. */
  async check(): Promise<HostCheck> {
    return checked(async () => {
      const { problems } = await this.readAll({})
      return problems.find((candidate) => candidate.code !== 'HOST_LINE_INVALID')
    })
  }

  async read(cursor: string | null): Promise<HostReading> {
    const { patients, appointments, recalls, problems } = await this.readAll(parseCursor(cursor))
    this.handedOver = appointments.seen?.sha256
    const next: Cursor = {}
    if (patients.seen !== undefined) next.patients = patients.seen
    if (appointments.seen !== undefined) next.appointments = appointments.seen
    if (recalls.seen !== undefined) next.recalls = recalls.seen
    return {
      patients: patients.list,
      appointments: appointments.list,
      recalls: recalls.list,
      problems,
      cursor: cursorText(next),
    }
  }

  async appointmentNow(id: AppointmentId): Promise<HostAppointment | 'gone' | 'missing' | 'unknown'> {
    this.looking ??= this.attempt(() => this.look()).finally(() => {
      this.looking = undefined
    })
    const now = await this.looking
    if (now === null || now.unreadable.has(id)) return 'unknown'
    const found = now.items.get(id)
    if (found !== undefined) return found
    // What it means that this content lacks a line was decided when the content was stored.
    return now.seen.sha256 === this.handedOver ? 'unknown' : 'missing'
  }

  private async readAll(before: Cursor) {
    return this.attempt(async () => {
      // Before anything else, so that a missing folder is not taken for missing files.
      await readdir(this.options.directory)
      const { context, options } = this
      const patients = await readListFile(patientSource(context), context, options, before.patients)
      const appointments = await this.readAppointments(before.appointments)
      const recalls = await readListFile(recallSource(context), context, options, before.recalls)
      const turns = [patients, appointments, recalls]
      const problems = turns.flatMap((turn) => turn.problems)
      if (problems.length === 0 && turns.every((turn) => turn.seen === undefined))
        problems.push(fileInvalid(LISTS.map((list) => SHOWN_NAMES[list]).join(', '), 'missing'))
      return { patients, appointments, recalls, problems }
    })
  }

  private readAppointments(before: SeenFile | undefined): Promise<Turn<HostAppointment, AppointmentId>> {
    const { context, options } = this
    return readListFile(appointmentSource(context, options), context, options, before)
  }

  /** The appointments as the file has them now, read again only when it has changed; `null` when it cannot be used. */
  private async look(): Promise<KnownAppointments | null> {
    const { list, problems, seen } = await this.readAppointments(this.appointments?.seen)
    if (seen === undefined) return null
    if (list.completeness !== 'unread') {
      this.appointments = {
        seen,
        items: new Map(list.items.map((item) => [item.appointmentId, item])),
        unreadable: new Set(list.unreadable),
      }
    } else if (problems.length > 0 || this.appointments === undefined) {
      return null
    } else {
      this.appointments = { ...this.appointments, seen }
    }
    return this.appointments
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw hostTrouble(this.id, error)
    }
  }
}
