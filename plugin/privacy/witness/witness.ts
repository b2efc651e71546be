/**
 * A witness outside the database to everything that took consent away or erased somebody. A database that is set back
 * to an older copy of itself knows nothing of these; the witness does (P-53). It holds leaves of the ledger and keyed
 * digests, which name nobody.
 */
import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { copyFile, open, readdir, readFile, rename, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { decodeLeaf } from '../../consent/leaf.js'
import { RecallError } from '../../errors.js'
import { makeFolder } from '../../files/folder.js'
import type { PracticeKeys } from '../../keys/practice-keys.js'
import { isOurs, lineOf, oursOf, testimonyOf, type Testimony, type WitnessLine } from './testimony.js'

export interface Witness {
  /** @throws RecallError WITNESS_UNREADABLE */
  read(): Promise<Testimony>
  /**
   * Safe on disk when it resolves.
   * @param version from which the caller knows what stands there
   * @returns the version now; `null` where somebody else has written since `version`
   * @throws RecallError WITNESS_UNREADABLE
   */
  append(lines: readonly WitnessLine[], version?: string | null): Promise<string | null>
  /** Changes with every line that anybody adds; `null` while there is no file. */
  version(): Promise<string | null>
  /** What of it is ours, whatever else was written into it. @throws RecallError WITNESS_UNREADABLE */
  readOurs(): Promise<Testimony>
  /** Puts what there is out of the way, unread; afterwards there is nothing. @throws RecallError WITNESS_UNREADABLE */
  setAside(): Promise<void>
}

const readTestimony = (text: string, keys: PracticeKeys): Testimony =>
  testimonyOf(text, authenticationOf(keys), seqOf)

const seqOf = (leaf: string): number | null => decodeLeaf(Buffer.from(leaf, 'base64'))?.seq ?? null

const writtenLine = (line: WitnessLine, keys: PracticeKeys): string => lineOf(line, authenticationOf(keys))

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
    read: () => guarded(async () => readTestimony(await textOf(path), keys)),
    readOurs: () => guarded(async () => oursOf(await textOf(path), authenticationOf(keys))),
    append: (lines, version = null) =>
      guarded(async () => {
        makeFolder(dirname(path))
        const isNew = (await versionOf(path)) === null
        const file = await open(path, 'a', 0o600)
        try {
          const before = await file.stat()
          // Begins a line of its own, whatever a crash left of the one before.
          const text = lines.map((line) => `\n${writtenLine(line, keys)}`).join('') + '\n'
          await file.appendFile(text)
          await file.sync()
          const after = await file.stat()
          const isKnown = version === null ? isNew : version === versionIn(before)
          return isKnown && after.size === before.size + Buffer.byteLength(text) ? versionIn(after) : null
        } finally {
          await file.close()
        }
      }),
    version: () => guarded(() => versionOf(path)),
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

/** Empty where there is no file; one that is there and cannot be read is not empty. */
async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ''
    throw error
  }
}

const versionIn = ({ size, mtimeMs, ino }: Stats): string => `${ino}/${size}/${mtimeMs}`

async function versionOf(path: string): Promise<string | null> {
  try {
    return versionIn(await stat(path))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/**
 * The file of a practice: named for the database it belongs to, because several may be tried with one configuration. One
 * that has moved begins with what its file said where it was, and leaves that as it is: a copy that is only tried must
 * not write into the witness of the real one.
 * @param database its address
 */
export async function witnessFile(folder: string, database: string, keys: PracticeKeys): Promise<string> {
  const place = createHash('sha256').update(placeOf(database)).digest('hex').slice(0, 8)
  const own = join(folder, `${keys.practice}.${place}.witness`)
  const isOf = async (path: string, ifUnreadable: boolean): Promise<boolean> => {
    const text = await textOf(path).catch(() => null)
    return text === null
      ? ifUnreadable
      : text.split('\n').some((line) => isOurs(line, authenticationOf(keys)))
  }
  // One that cannot be read keeps its place: whoever reads it says so, and nothing is sent.
  if (await isOf(own, true)) return own
  const files = await readdir(folder).catch((): string[] => [])
  for (const name of files) {
    const path = join(folder, name)
    if (path === own || !name.startsWith(`${keys.practice}.`) || !name.endsWith('.witness')) continue
    if (!(await isOf(path, false))) continue
    if (files.includes(basename(own))) await rename(own, `${own}.${Date.now()}.aside`)
    await copyFile(path, own)
    break
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
