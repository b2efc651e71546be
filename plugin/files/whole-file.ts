/** Files that are there whole or not at all: written beside their place, then moved in. */
import { randomBytes } from 'node:crypto'
import { link, lstat, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { RecallError } from '../errors.js'
import { fileTrouble } from './system-words.js'

export interface NewFileOptions {
  /** Whether a file that is there gives way. */
  force: boolean
  mode: number
}

/**
 * A pipe, a device or a folder never gives way: writing to it would wait without end, or put a file in its place.
 * @param path absolute
 * @throws RecallError FILE_EXISTS without `force`, FILE_UNWRITABLE
 */
export async function writeWhole(
  path: string,
  bytes: Uint8Array | string,
  { force, mode }: NewFileOptions,
): Promise<void> {
  await assertMayWrite(path, force)
  try {
    // Through a link the file that it names is replaced, not the link.
    const file = await realpath(path).catch(() => path)
    const part = partOf(file)
    try {
      const handle = await open(part, 'wx', mode)
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await (force ? rename(part, file) : moveInto(part, file))
    } finally {
      await rm(part, { force: true })
    }
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** Where a file is written before it is moved in; hidden, and never the same twice. */
export const partOf = (file: string): string =>
  join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.part`)

/** @throws RecallError FILE_EXISTS without `force`, FILE_UNWRITABLE where it is no file */
export async function assertMayWrite(path: string, force: boolean): Promise<void> {
  let isFile: boolean
  try {
    isFile = (await stat(path)).isFile()
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw unwritable(path, error)
    // A link that leads nowhere is something that is there, too.
    if (!force && (await isThere(path)))
      throw new RecallError('FILE_EXISTS', { file: path }, { cause: error })
    return
  }
  if (!isFile) throw new RecallError('FILE_UNWRITABLE', fileTrouble(path, 'NOT_A_FILE'))
  if (!force) throw new RecallError('FILE_EXISTS', { file: path })
}

/** As FILE_EXISTS or FILE_UNWRITABLE. */
export function unwritable(file: string, error: unknown): unknown {
  if (error instanceof RecallError) return error
  const reason = codeOf(error)
  return reason === 'EEXIST'
    ? new RecallError('FILE_EXISTS', { file }, { cause: error })
    : new RecallError('FILE_UNWRITABLE', fileTrouble(file, reason), { cause: error })
}

/** Never over a file that came into being meanwhile, where the file system knows links. */
async function moveInto(part: string, file: string): Promise<void> {
  try {
    await link(part, file)
  } catch (error) {
    if (!/^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS)$/.test(codeOf(error))) throw error
    await rename(part, file)
  }
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
