/** A directory of files that is complete or not there: written beside their places, then moved in. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { databaseErrorCode } from '../storage/database.js'
import { RecallError } from '../errors.js'

export interface Bundle {
  /** Adds text to the end of a file of the bundle. */
  append(file: string, text: string): Promise<void>
}

/**
 * Writes the files that `write` appends to. `seal` is moved in last, and an older one is taken away first, so that it
 * never stands beside files it does not belong to. Files may be read by their owner only.
 * @param absent files of an older bundle that the new one may not have
 * @throws RecallError FILE_UNREADABLE when the directory cannot be written
 */
export async function writeBundle(
  directory: string,
  files: { all: readonly string[]; seal: string; absent: readonly string[] },
  write: (bundle: Bundle) => Promise<void>,
): Promise<void> {
  const suffix = `.${randomBytes(6).toString('hex')}.part`
  const handles = new Map<string, FileHandle>()
  const partOf = (file: string): string => join(directory, `.${file}${suffix}`)
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    for (const file of files.all) handles.set(file, await open(partOf(file), 'wx', 0o600))
    await write({
      async append(file, text) {
        await handles.get(file)?.appendFile(text, 'utf8')
      },
    })
    for (const handle of handles.values()) {
      await handle.sync()
      await handle.close()
    }
    for (const file of [files.seal, ...files.absent]) await rm(join(directory, file), { force: true })
    for (const file of [...files.all.filter((name) => name !== files.seal), files.seal])
      await rename(partOf(file), join(directory, file))
  } catch (error) {
    for (const [file, handle] of handles) {
      await handle.close()
      await rm(partOf(file), { force: true })
    }
    const isFileTrouble = error instanceof Error && 'syscall' in error
    throw isFileTrouble
      ? new RecallError(
          'FILE_UNREADABLE',
          { file: directory, reason: databaseErrorCode(error) },
          { cause: error },
        )
      : error
  }
}
