/** One list of the practice, from the newest file that has it, if that file says anything new. */
import { createHash } from 'node:crypto'
import { isFresh, readStable, sameStamp } from '../folder.js'
import type { HostContext, HostList, HostProblem } from '../host.js'
import type { SeenFile } from './cursor.js'
import { readList } from './list.js'
import { newestFile, SHOWN_NAMES } from './newest.js'
import type { CsvOptions } from './options.js'
import type { Source } from './sources.js'

export interface Turn<Item, Id> {
  /** `unread` when the file says nothing new, or cannot be used: then with a problem. */
  list: HostList<Item, Id>
  problems: HostProblem[]
  /** The file whose content is now known; `undefined` when there never was one. */
  seen: SeenFile | undefined
}

/** @param before the file whose content is known already */
export async function readListFile<Item, Id>(
  source: Source<Item, Id>,
  context: HostContext,
  options: CsvOptions,
  before: SeenFile | undefined,
): Promise<Turn<Item, Id>> {
  const known = before?.options === optionsDigest(context, options) ? before : undefined
  const file = await newestFile(options.directory, source.name)
  if (file === null)
    return unread(before, before === undefined ? [] : [fileInvalid(SHOWN_NAMES[source.name], 'missing')])
  if (known?.settled === true && known.name === file.name && sameStamp(known.stamp, file.stamp))
    return unread(known)
  const content = await readStable(file.path, endsWithLineEnd)
  if (content.kind !== 'read')
    return unread(before, [fileInvalid(file.name, content.kind === 'changing' ? 'being_written' : 'missing')])
  const seen: SeenFile = {
    name: file.name,
    stamp: content.stamp,
    sha256: digest(content.bytes),
    settled: !isFresh(content.stamp),
    options: optionsDigest(context, options),
  }
  if (known?.sha256 === seen.sha256) return unread(seen)
  const read = readList(file.name, content.bytes, source.layouts, source.kind, options)
  return read.kind === 'refused'
    ? unread(before, [read.problem])
    : { list: read.list, problems: read.problems, seen }
}

const unread = (seen: SeenFile | undefined, problems: HostProblem[] = []): Turn<never, never> => ({
  list: { completeness: 'unread', items: [], gone: [], unreadable: [] },
  problems,
  seen,
})

export const fileInvalid = (file: string, reason: string): HostProblem => ({
  code: 'HOST_FILE_INVALID',
  details: { file, reason },
})

const endsWithLineEnd = (bytes: Buffer): boolean => /[\r\n]\0?$/.test(bytes.subarray(-2).toString('latin1'))

const digest = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex')

/** Everything but the file that a list depends on: with other options the same file is another list. */
function optionsDigest(context: HostContext, options: CsvOptions): string {
  const { columns, status, delimiter, encoding } = options
  const { timeZone, country } = context
  return digest(JSON.stringify([columns, [...status], delimiter, encoding, timeZone, country])).slice(0, 16)
}
