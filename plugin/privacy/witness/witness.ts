/**
 * A witness outside the database to everything that took consent away or erased somebody. A database that is set back
 * to an older copy of itself knows nothing of these; the witness does (P-53). It holds leaves of the ledger and keyed
 * digests, which name nobody.
 */
import { createHash } from 'node:crypto'
import { open, readdir, readFile, rename, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { decodeLeaf } from '../../consent/leaf.js'
import { RecallError } from '../../errors.js'
import { makeFolder } from '../../files/folder.js'
import type { PracticeKeys } from '../../keys/practice-keys.js'
import { isOurs, lineOf, testimonyOf, type Testimony, type WitnessLine } from './testimony.js'

export interface Witness {
  /** @throws RecallError WITNESS_UNREADABLE */
  read(): Promise<Testimony>
  /** Safe on disk when it resolves. @throws RecallError WITNESS_UNREADABLE */
  append(lines: readonly WitnessLine[]): Promise<void>
  /** Changes with every line that anybody adds; `null` while there is no file. */
  version(): Promise<string | null>
  /** Puts what there is out of the way, unread; afterwards there is nothing. @throws RecallError WITNESS_UNREADABLE */
  setAside(): Promise<void>
}

export const readTestimony = (text: string, keys: PracticeKeys): Testimony =>
  testimonyOf(text, authenticationOf(keys), (leaf) => decodeLeaf(Buffer.from(leaf, 'base64'))?.seq ?? null)

export const writtenLine = (line: WitnessLine, keys: PracticeKeys): string =>
  lineOf(line, authenticationOf(keys))

const authenticationOf =
  (keys: PracticeKeys) =>
  (json: string): string =>
    keys.witness(`line\n${keys.practice}\n${json}`)

export function fileWitness(path: string, keys: PracticeKeys): Witness {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof RecallError) throw error
      throw new RecallError('WITNESS_UNREADABLE', { reason: errorCode(error) }, { cause: error })
    }
  }
  return {
    read: () =>
      guarded(async () => {
        try {
          return readTestimony(await readFile(path, 'utf8'), keys)
        } catch (error) {
          if (errorCode(error) === 'ENOENT') return readTestimony('', keys)
          throw error
        }
      }),
    append: (lines) =>
      guarded(async () => {
        makeFolder(dirname(path))
        const file = await open(path, 'a', 0o600)
        try {
          // Begins a line of its own, whatever a crash left of the one before.
          await file.appendFile(lines.map((line) => `\n${writtenLine(line, keys)}`).join('') + '\n')
          await file.sync()
        } finally {
          await file.close()
        }
      }),
    version: () =>
      guarded(async () => {
        try {
          const { size, mtimeMs, ino } = await stat(path)
          return `${ino}/${size}/${mtimeMs}`
        } catch (error) {
          if (errorCode(error) === 'ENOENT') return null
          throw error
        }
      }),
    setAside: () =>
      guarded(async () => {
        try {
          await rename(path, `${path}.${Date.now()}.aside`)
        } catch (error) {
          if (errorCode(error) !== 'ENOENT') throw error
        }
      }),
  }
}

/**
 * The file of a practice: named for the database it belongs to, because several may be tried with one configuration. One
 * that has moved keeps its file: it knows its own lines.
 * @param database its address
 */
export async function witnessFile(folder: string, database: string, keys: PracticeKeys): Promise<string> {
  const place = createHash('sha256').update(placeOf(database)).digest('hex').slice(0, 8)
  const own = join(folder, `${keys.practice}.${place}.witness`)
  const files = await readdir(folder).catch((): string[] => [])
  if (files.includes(basename(own))) return own
  for (const name of files.filter((one) => one.startsWith(`${keys.practice}.`) && one.endsWith('.witness'))) {
    const path = join(folder, name)
    const text = await readFile(path, 'utf8').catch(() => '')
    if (text.split('\n').some((line) => isOurs(line, authenticationOf(keys)))) return path
  }
  return own
}

/** Without user and password. */
function placeOf(database: string): string {
  if (!URL.canParse(database) || database.startsWith('sqlite:')) return database
  const { host, pathname } = new URL(database)
  return host + pathname
}

const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unreadable'
