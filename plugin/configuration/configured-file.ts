/** A file that the configuration names. */
import { readFileSync } from 'node:fs'
import { RecallError } from '../errors.js'

/**
 * @param what it is to the reader of the error
 * @throws RecallError CONFIG_FILE_MISSING
 */
export function readConfiguredFile(path: string, what: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new RecallError('CONFIG_FILE_MISSING', { what, file: path }, { cause: error })
  }
}
