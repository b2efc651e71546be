/** Writes what commands hand out. Files may hold personal data: only their owner reads them, and none is overwritten unasked. */
import { dirname, resolve } from 'node:path'
import { makeFolder } from '../files/folder.js'
import { unwritable, writeWhole } from '../files/whole-file.js'

/** Read and write for the owner, nothing for anybody else. */
const OWNER_ONLY = 0o600

/**
 * Makes the folder where it is missing.
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
    makeFolder(dirname(file))
  } catch (error) {
    throw unwritable(file, error)
  }
  await writeWhole(file, bytes, { force, mode: OWNER_ONLY })
  return file
}
