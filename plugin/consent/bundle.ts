/** A directory of files that is complete or not there: written beside their places, then moved in. */
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../files/folder.js'
import { assertMayWrite, partOf, unwritable } from '../files/whole-file.js'

export interface Bundle {
  /** Adds to the end of a file of the bundle. */
  append(file: string, content: string | Uint8Array): Promise<void>
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
 * @returns what `write` returns
 * @throws RecallError FILE_EXISTS without `force`, FILE_UNWRITABLE; what `write` throws
 */
export async function writeBundle<T>(
  directory: string,
  files: BundleFiles,
  write: (bundle: Bundle) => Promise<T>,
): Promise<T> {
  const written = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      throw unwritable(directory, error)
    }
  }
  const parts = new Map<string, { part: string; handle: FileHandle }>()
  const place = (file: string): string => join(directory, file)
  await written(async () => {
    makeFolder(directory, 0o700)
    for (const file of [...files.all, ...files.absent]) await assertMayWrite(place(file), files.force)
  })
  try {
    await written(async () => {
      for (const file of files.all) {
        const part = partOf(place(file))
        parts.set(file, { part, handle: await open(part, 'wx', 0o600) })
      }
    })
    const made = await write({
      append: (file, content) => written(async () => parts.get(file)?.handle.appendFile(content)),
    })
    await written(async () => {
      for (const { handle } of parts.values()) {
        await handle.sync()
        await handle.close()
      }
      for (const file of [files.seal, ...files.absent]) await rm(place(file), { force: true })
      for (const file of [...files.all.filter((name) => name !== files.seal), files.seal])
        await rename(parts.get(file)?.part ?? '', place(file))
    })
    return made
  } finally {
    for (const { part, handle } of parts.values()) {
      // On a full disk closing may fail, too; what went wrong first is what is told.
      await handle.close().catch(() => undefined)
      await rm(part, { force: true }).catch(() => undefined)
    }
  }
}
