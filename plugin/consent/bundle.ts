/** A directory of files that is complete or not there: written beside their places, then moved in. */
import { randomBytes } from 'node:crypto'
import { access, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { databaseErrorCode } from '../storage/database.js'
import { RecallError } from '../errors.js'

export interface Bundle {
  /** Adds text to the end of a file of the bundle. */
  append(file: string, text: string): Promise<void>
}

export interface BundleFiles {
  all: readonly string[]
  /** Moved in last: a directory without it is not complete. */
  seal: string
  /** Files of an older bundle that the new one may not have. */
  absent: readonly string[]
  /** Whether an older bundle gives way. */
  force: boolean
}

/**
 * Writes the files that `write` appends to. `seal` is moved in last, and an older one is taken away first, so that it
 * never stands beside files it does not belong to. Files may be read by their owner only.
 * @throws RecallError FILE_EXISTS without `force`, FILE_UNREADABLE when the directory cannot be written
 */
export async function writeBundle(
  directory: string,
  files: BundleFiles,
  write: (bundle: Bundle) => Promise<void>,
): Promise<void> {
  const suffix = `.${randomBytes(6).toString('hex')}.part`
  const handles = new Map<string, FileHandle>()
  const partOf = (file: string): string => join(directory, `.${file}${suffix}`)
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    if (!files.force)
      for (const file of [...files.all, ...files.absent]) await assertAbsent(join(directory, file))
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

async function assertAbsent(file: string): Promise<void> {
  try {
    await access(file)
  } catch {
    return
  }
  throw new RecallError('FILE_EXISTS', { file })
}
