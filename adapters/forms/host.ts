/** A folder into which a form system puts filled anamnesis forms as PDF files. What is none of the configured forms is only counted. */
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { RecallError } from '../../plugin/errors.js'
import {
  checked,
  hostTrouble,
  isFresh,
  isUnfinishedName,
  sameStamp,
  stampOf,
  systemCode,
  type FileStamp,
} from '../folder.js'
import type {
  HostAdapter,
  HostCheck,
  HostContext,
  HostForm,
  HostList,
  HostProblem,
  HostReading,
} from '../host.js'

interface FormsOptions {
  directory: string
  /** Whether folders inside the folder are read too. */
  recursive?: boolean
}

const isFormsOptions = new Ajv2020({ allErrors: true }).compile<FormsOptions>({
  type: 'object',
  required: ['directory'],
  additionalProperties: false,
  properties: { directory: { type: 'string', minLength: 1 }, recursive: { type: 'boolean' } },
})

/** How long files that were written just now are watched before they are believed to be whole. */
const WATCH_MILLIS = 100

/** @throws RecallError CONFIG_INVALID */
export function formsHost(context: HostContext): HostAdapter {
  const options: unknown = context.options
  if (!isFormsOptions(options)) {
    const findings = (isFormsOptions.errors ?? []).map((error) =>
      `${error.instancePath.slice(1).replaceAll('/', '.')} ${error.message ?? ''}`.trim(),
    )
    throw new RecallError('CONFIG_INVALID', { file: `hosts.${context.id}`, findings: findings.join('; ') })
  }
  return new FormsHost(context.id, resolve(context.directory, options.directory), options.recursive ?? false)
}

interface FormFile {
  name: string
  path: string
  stamp: FileStamp
}

class FormsHost implements HostAdapter {
  /**
   * Files whose reader came back for the next one and did not want this one again, so that thousands of old forms are not read again each minute.
   * Only a short cut of this process: what was recorded, the ledger knows by the files' hashes.
   */
  private readonly done = new Map<string, FileStamp>()
  /** The file that was just offered, where it is to be offered again. */
  private readonly again = new Set<string>()
  /** System error codes of files that could not be opened in the last round. */
  private unopened: string[] = []

  constructor(
    readonly id: string,
    private readonly directory: string,
    private readonly recursive: boolean,
  ) {}

  check(): Promise<HostCheck> {
    return checked(async () => {
      await this.attempt(() => this.list())
      return undefined
    })
  }

  /** @throws RecallError HOST_UNAVAILABLE */
  async read(): Promise<HostReading> {
    await this.attempt(() => readdir(this.directory))
    const problems: HostProblem[] = []
    if (this.unopened.length > 0) {
      const codes = [...new Set(this.unopened)].join(', ')
      problems.push({
        code: 'HOST_UNAVAILABLE',
        details: { host: this.id, reason: `${this.unopened.length} × ${codes}` },
      })
    }
    return { patients: unread(), appointments: unread(), recalls: unread(), problems, cursor: '1' }
  }

  /** @throws RecallError HOST_UNAVAILABLE */
  async *forms(): AsyncIterable<HostForm> {
    const files = await this.attempt(() => this.list())
    this.forgetAllBut(files)
    const waiting = files.filter((file) => !this.isDone(file))
    if (waiting.some((file) => isFresh(file.stamp))) await sleep(WATCH_MILLIS)
    for (const file of waiting) {
      const bytes = await this.stableBytes(file)
      if (bytes === null) continue
      yield {
        name: file.name,
        mediaType: 'application/pdf',
        bytes: () => Promise.resolve(bytes),
        again: () => void this.again.add(file.path),
      }
      if (!this.again.delete(file.path)) this.done.set(file.path, file.stamp)
    }
  }

  /** `null` for a file that is being written, has vanished or cannot be opened: another round will find it. */
  private async stableBytes(file: FormFile): Promise<Buffer | null> {
    return this.opening(async () => {
      const before = await stampOf(file.path)
      if (before === null || !sameStamp(before, file.stamp)) return null
      const bytes = await readFile(file.path)
      const after = await stampOf(file.path)
      return after !== null && sameStamp(after, file.stamp) && BigInt(bytes.length) === BigInt(after.size)
        ? bytes
        : null
    })
  }

  /** One file that cannot be opened must not keep the others waiting: it is counted, and told by `read`. */
  private async opening<T>(work: () => Promise<T | null>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      const code = systemCode(error)
      if (code === '') throw error
      if (code !== 'ENOENT') this.unopened.push(code)
      return null
    }
  }

  private isDone(file: FormFile): boolean {
    const before = this.done.get(file.path)
    return before !== undefined && sameStamp(before, file.stamp)
  }

  private forgetAllBut(files: readonly FormFile[]): void {
    const present = new Set(files.map((file) => file.path))
    for (const path of this.done.keys()) if (!present.has(path)) this.done.delete(path)
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw hostTrouble(this.id, error)
    }
  }

  /** Oldest first, so that of several forms of one patient the newest is read last. */
  private async list(): Promise<FormFile[]> {
    const entries = await readdir(this.directory, { withFileTypes: true, recursive: this.recursive })
    const files: FormFile[] = []
    this.unopened = []
    for (const entry of entries) {
      if (!/\.pdf$/i.test(entry.name) || isUnfinishedName(entry.name) || entry.isDirectory()) continue
      const path = join(entry.parentPath, entry.name)
      const stamp = await this.opening(() => stampOf(path))
      if (stamp !== null) files.push({ name: entry.name, path, stamp })
    }
    return files.sort((one, other) => byAge(one, other))
  }
}

function byAge(one: FormFile, other: FormFile): number {
  const difference = BigInt(one.stamp.modified) - BigInt(other.stamp.modified)
  if (difference !== 0n) return difference < 0n ? -1 : 1
  return one.path < other.path ? -1 : 1
}

const unread = (): HostList<never, never> => ({
  completeness: 'unread',
  items: [],
  gone: [],
  unreadable: [],
})
