/** Writes what commands hand out. Files may hold personal data: only their owner reads them, and none is overwritten unasked. */
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { RecallError } from '../errors.js'

/** Read and write for the owner, nothing for anybody else. */
const OWNER_ONLY = 0o600

/**
 * @returns the absolute path
 * @throws RecallError FILE_EXISTS without `force`, FILE_UNWRITABLE
 */
export async function writeNewFile(
  path: string,
  bytes: Uint8Array | string,
  { force }: { force: boolean },
): Promise<string> {
  const file = resolve(path)
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes, { flag: force ? 'w' : 'wx', mode: OWNER_ONLY })
    // The mode above is for a new file; one that is overwritten keeps its own.
    await chmod(file, OWNER_ONLY)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'EEXIST' && !force) throw new RecallError('FILE_EXISTS', { file }, { cause: error })
    throw new RecallError('FILE_UNWRITABLE', { file, reason: code }, { cause: error })
  }
  return file
}
