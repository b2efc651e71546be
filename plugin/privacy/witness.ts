/**
 * A witness outside the database to everything that took consent away or erased somebody. A database that is set back
 * to an older copy of itself knows nothing of these; the witness does (P-53). It holds leaves of the ledger, which name
 * nobody: random ids, times, commitments.
 */
import { open, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { RecallError } from '../errors.js'
import { makeFolder } from '../files/folder.js'

/** How much an erasure took. */
export type ErasedScope = 'person' | 'proof_kept' | 'contents'

export interface WitnessedLeaf {
  kind: 'leaf'
  /** Base64 of the leaf's bytes. */
  leaf: string
  /** Only of a tombstone. */
  erased: { scope: ErasedScope; entries: number[] } | null
}

export interface WitnessedTip {
  kind: 'tip'
  /** Entries in the ledger. */
  size: number
  /** The signed checkpoint of this size. */
  checkpoint: string
  /** Base64 of the last entry's leaf. */
  last: string
}

/** From here on the database is an older copy that was put right: what was witnessed before is told again after this. */
export interface WitnessedReset {
  kind: 'reset'
  at: string
}

export type WitnessLine = WitnessedLeaf | WitnessedTip | WitnessedReset

export interface Testimony {
  leaves: WitnessedLeaf[]
  tip: WitnessedTip | null
}

export interface Witness {
  /** @throws RecallError WITNESS_UNREADABLE */
  read(): Promise<Testimony>
  /** Safe on disk when it resolves. @throws RecallError WITNESS_UNREADABLE */
  append(lines: readonly WitnessLine[]): Promise<void>
  /** Changes with every line that anybody adds; `null` while there is no file. */
  version(): Promise<string | null>
}

export function fileWitness(path: string): Witness {
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
          return testimonyOf(await readFile(path, 'utf8'))
        } catch (error) {
          if (errorCode(error) === 'ENOENT') return { leaves: [], tip: null }
          throw error
        }
      }),
    append: (lines) =>
      guarded(async () => {
        makeFolder(dirname(path))
        const file = await open(path, 'a', 0o600)
        try {
          // Begins a line of its own, whatever a crash left of the one before.
          await file.appendFile(lines.map((line) => `\n${JSON.stringify(line)}`).join('') + '\n')
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
  }
}

const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unreadable'

/**
 * A line that was cut off by a crash was never relied on; one that is something else makes the file useless. Pure.
 * @throws RecallError WITNESS_UNREADABLE
 */
export function testimonyOf(text: string): Testimony {
  const testimony: Testimony = { leaves: [], tip: null }
  const lines = text.split('\n')
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    const parsed = parseLine(line)
    if (parsed === null) {
      if (isCutOff(line, lines, index)) continue
      throw new RecallError('WITNESS_UNREADABLE', { reason: `line ${index + 1}` })
    }
    if (parsed.kind === 'leaf') testimony.leaves.push(parsed)
    else if (parsed.kind === 'tip') testimony.tip = parsed
    else {
      testimony.leaves = []
      testimony.tip = null
    }
  }
  return testimony
}

/** Lines are written in one go, each ended by the next one's beginning: only the last of one writing can be cut off. */
const isCutOff = (line: string, lines: readonly string[], index: number): boolean =>
  !line.endsWith('}') && (index === lines.length - 1 || lines[index + 1] !== '')

function parseLine(line: string): WitnessLine | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null
  if (value.kind === 'reset') return { kind: 'reset', at: 'at' in value ? String(value.at) : '' }
  if (value.kind === 'tip')
    return 'size' in value &&
      'checkpoint' in value &&
      'last' in value &&
      typeof value.size === 'number' &&
      typeof value.checkpoint === 'string' &&
      typeof value.last === 'string'
      ? { kind: 'tip', size: value.size, checkpoint: value.checkpoint, last: value.last }
      : null
  if (value.kind !== 'leaf' || !('leaf' in value) || typeof value.leaf !== 'string') return null
  return { kind: 'leaf', leaf: value.leaf, erased: erasedOf('erased' in value ? value.erased : null) }
}

function erasedOf(value: unknown): WitnessedLeaf['erased'] {
  if (typeof value !== 'object' || value === null || !('scope' in value) || !('entries' in value)) return null
  const { scope, entries } = value
  if (scope !== 'person' && scope !== 'proof_kept' && scope !== 'contents') return null
  return {
    scope,
    entries: Array.isArray(entries) ? entries.filter((entry) => typeof entry === 'number') : [],
  }
}
