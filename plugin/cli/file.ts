/** Files named on the command line. */
import { readFile, stat } from 'node:fs/promises'
import { RecallError } from '../errors.js'
import { fileTrouble } from '../files/system-words.js'

/**
 * A pipe or a device would be waited for without end, so only regular files are read.
 * @throws RecallError FILE_UNREADABLE
 */
export async function bytesOf(file: string): Promise<Buffer> {
  try {
    if ((await stat(file)).isFile()) return await readFile(file)
  } catch (error) {
    throw new RecallError('FILE_UNREADABLE', fileTrouble(file, reasonOf(error)), { cause: error })
  }
  throw new RecallError('FILE_UNREADABLE', fileTrouble(file, 'NOT_A_FILE'))
}

/** The system's own code, e.g. `ENOENT`. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
