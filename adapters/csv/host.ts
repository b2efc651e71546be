/** A practice that exports its lists into a folder: `patienten*.csv`, `termine*.csv`, `recalls*.csv`. */
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isSupportedCountry } from 'libphonenumber-js/max'
import type { AppointmentId, HostPatientId, RecallId } from '../../plugin/ids.js'
import { instantOf, localDateOf } from '../../plugin/time.js'
import { hostTrouble, isFresh, isUnfinishedName, readStable, sameStamp, stampOf } from '../folder.js'
import type { FileStamp } from '../folder.js'
import type {
  HostAdapter,
  HostAppointment,
  HostContext,
  HostList,
  HostPatient,
  HostProblem,
  HostReading,
  HostRecall,
} from '../host.js'
import { APPOINTMENT_COLUMNS, appointmentRecords } from './appointments.js'
import { cursorText, parseCursor, LISTS, type Cursor, type ListName, type SeenFile } from './cursor.js'
import type { Column } from './header.js'
import { readList, type ReadList } from './list.js'
import { csvOptions, type CsvOptions } from './options.js'
import { PATIENT_COLUMNS, PATIENT_COLUMNS_WITH_BOTH_NAMES, patientRecords } from './patients.js'
import { RECALL_COLUMNS, recallRecords } from './recalls.js'
import type { RecordKind } from './records.js'

/** What became of one list in a reading. */
interface Turn<Item, Id> {
  list: HostList<Item, Id>
  problems: HostProblem[]
  seen: SeenFile | undefined
}

interface CurrentAppointments {
  seen: SeenFile
  read: ReadList<HostAppointment, AppointmentId>
}

/** @throws RecallError CONFIG_INVALID */
export function csvHost(context: HostContext): HostAdapter {
  return new CsvHost(context, csvOptions(context))
}

class CsvHost implements HostAdapter {
  readonly id: string
  readonly maxDisappearing?: number
  /** Digest of everything but the file that a list depends on. */
  private readonly optionsDigest: string
  /** The appointment list last read here, for questions about one appointment. */
  private appointments: CurrentAppointments | undefined
  /** The content of the appointment file that the caller has been given, or has stored already. */
  private handedOver: string | undefined

  constructor(
    private readonly context: HostContext,
    private readonly options: CsvOptions,
  ) {
    this.id = context.id
    if (options.maxDisappearing !== undefined) this.maxDisappearing = options.maxDisappearing
    const { columns, status, delimiter, encoding } = options
    this.optionsDigest = sha256(
      Buffer.from(
        JSON.stringify([columns, [...status], delimiter, encoding, context.timeZone, context.country]),
      ),
    ).slice(0, 16)
  }

  async check() {
    const reading = await this.attempt(() => this.readAll({}))
    const problem = reading.problems.find((candidate) => candidate.code !== 'HOST_LINE_INVALID')
    return problem === undefined ? ({ ok: true } as const) : ({ ok: false, problem } as const)
  }

  async read(cursor: string | null): Promise<HostReading> {
    const { handedOver, ...reading } = await this.attempt(() => this.readAll(parseCursor(cursor)))
    this.handedOver = handedOver
    return reading
  }

  async appointmentNow(id: AppointmentId): Promise<HostAppointment | 'gone' | 'missing' | 'unknown'> {
    const current = await this.attempt(() => this.currentAppointments())
    if (current === null || current.read.kind === 'refused') return 'unknown'
    const { items, unreadable } = current.read.list
    const found = items.find((item) => item.appointmentId === id)
    if (found !== undefined) return found
    // Whether a line that is not there any longer means anything was decided when this content was stored.
    return unreadable.includes(id) || current.seen.sha256 === this.handedOver ? 'unknown' : 'missing'
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw hostTrouble(this.id, error)
    }
  }

  private async readAll(before: Cursor): Promise<HostReading & { handedOver: string | undefined }> {
    const names = await readdir(this.options.directory)
    const patients = await this.turn(this.patientSource(), names, before.patients)
    const appointments = await this.turn(this.appointmentSource(), names, before.appointments)
    const recalls = await this.turn(this.recallSource(), names, before.recalls)
    const problems = [...patients.problems, ...appointments.problems, ...recalls.problems]
    const cursor: Cursor = {}
    if (patients.seen !== undefined) cursor.patients = patients.seen
    if (appointments.seen !== undefined) cursor.appointments = appointments.seen
    if (recalls.seen !== undefined) cursor.recalls = recalls.seen
    if (problems.length === 0 && Object.keys(cursor).length === 0)
      problems.push(fileInvalid(LISTS.map((list) => NAMES[list].shown).join(', '), 'missing'))
    return {
      patients: patients.list,
      appointments: appointments.list,
      recalls: recalls.list,
      problems,
      cursor: cursorText(cursor),
      handedOver: appointments.seen?.sha256,
    }
  }

  private async turn<Item, Id>(
    source: Source<Item, Id>,
    names: readonly string[],
    before: SeenFile | undefined,
  ): Promise<Turn<Item, Id>> {
    const unread = (seen: SeenFile | undefined, problems: HostProblem[] = []): Turn<Item, Id> => ({
      list: { completeness: 'unread', items: [], gone: [], unreadable: [] },
      problems,
      seen,
    })
    const file = await this.newest(source.name, names)
    if (file === null)
      return unread(before, before === undefined ? [] : [fileInvalid(NAMES[source.name].shown, 'missing')])
    const sameOptions = before?.options === this.optionsDigest
    if (
      before?.settled === true &&
      sameOptions &&
      before.name === file.name &&
      sameStamp(before.stamp, file.stamp)
    )
      return unread(before)
    const content = await readStable(file.path, endsWithLineEnd)
    if (content.kind !== 'read')
      return unread(before, [
        fileInvalid(file.name, content.kind === 'changing' ? 'being_written' : 'missing'),
      ])
    const seen = this.seenFile(file.name, content.bytes, content.stamp)
    if (sameOptions && before.sha256 === seen.sha256) return unread(seen)
    const read = this.readSource(source, file.name, content.bytes)
    if (read.kind === 'refused') return unread(before, [read.problem])
    return { list: read.list, problems: read.problems, seen }
  }

  private readSource<Item, Id>(source: Source<Item, Id>, file: string, bytes: Buffer): ReadList<Item, Id> {
    return readList(file, bytes, source.layouts, source.kind, this.options)
  }

  private seenFile(name: string, bytes: Buffer, stamp: FileStamp): SeenFile {
    return { name, stamp, sha256: sha256(bytes), settled: !isFresh(stamp), options: this.optionsDigest }
  }

  /** The appointment list as the file has it now; read again only when the file has changed. */
  private async currentAppointments(): Promise<CurrentAppointments | null> {
    const file = await this.newest('appointments', await readdir(this.options.directory))
    if (file === null) return null
    const known = this.appointments
    if (
      known?.seen.settled === true &&
      known.seen.name === file.name &&
      sameStamp(known.seen.stamp, file.stamp)
    )
      return known
    const content = await readStable(file.path, endsWithLineEnd)
    if (content.kind !== 'read') return null
    const seen = this.seenFile(file.name, content.bytes, content.stamp)
    const read =
      known?.seen.sha256 === seen.sha256
        ? known.read
        : this.readSource(this.appointmentSource(), file.name, content.bytes)
    const current = { seen, read }
    this.appointments = current
    return current
  }
}

const endsWithLineEnd = (bytes: Buffer): boolean => /[\r\n]\0?$/.test(bytes.subarray(-2).toString('latin1'))

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const fileInvalid = (file: string, reason: string): HostProblem => ({
  code: 'HOST_FILE_INVALID',
  details: { file, reason },
})
