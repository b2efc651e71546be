/** Files that another program writes while we read: seen whole, or not at all. */
import { readFile, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { RecallError } from '../plugin/errors.js'
import type { HostCheck, HostProblem } from './host.js'

/** What tells one state of a file from another. */
export interface FileStamp {
  size: string
  /** Nanoseconds. */
  modified: string
  /** Nanoseconds; also changes when a file of the same size and time is put in its place. */
  changed: string
  inode: string
}

/** `null`: there is no such file. */
export async function stampOf(path: string): Promise<FileStamp | null> {
  try {
    const found = await stat(path, { bigint: true })
    if (!found.isFile()) return null
    return {
      size: String(found.size),
      modified: String(found.mtimeNs),
      changed: String(found.ctimeNs),
      inode: String(found.ino),
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return null
    throw error
  }
}

export const sameStamp = (one: FileStamp, other: FileStamp): boolean =>
  one.size === other.size &&
  one.modified === other.modified &&
  one.changed === other.changed &&
  one.inode === other.inode

/** File times count in steps of up to 2 s (FAT): within one, a second write may leave the same stamp. */
const CLOCK_STEP_MILLIS = 2_000

/** Whether the file may change again without its stamp telling. */
export const isFresh = (stamp: FileStamp): boolean =>
  Date.now() - Number(BigInt(stamp.changed) / 1_000_000n) < CLOCK_STEP_MILLIS ||
  Date.now() - Number(BigInt(stamp.modified) / 1_000_000n) < CLOCK_STEP_MILLIS

export type StableBytes =
  | { kind: 'read'; bytes: Buffer; stamp: FileStamp }
  /** Somebody is writing it. */
  | { kind: 'changing' }
  | { kind: 'vanished' }

/** How long a file that was written just now is watched before it is believed to be whole. */
const WATCH_MILLIS = 60
/** The same for a file that does not end as a whole one should. */
const WATCH_OPEN_END_MILLIS = 240

/** @param endsWell whether the bytes end as a finished file does; a file that does not is watched longer */
export async function readStable(path: string, endsWell: (bytes: Buffer) => boolean): Promise<StableBytes> {
  const before = await stampOf(path)
  if (before === null) return { kind: 'vanished' }
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { kind: 'vanished' }
    throw error
  }
  if (isFresh(before)) await sleep(endsWell(bytes) ? WATCH_MILLIS : WATCH_OPEN_END_MILLIS)
  const after = await stampOf(path)
  if (after === null) return { kind: 'vanished' }
  return sameStamp(before, after) && BigInt(bytes.length) === BigInt(after.size)
    ? { kind: 'read', bytes, stamp: after }
    : { kind: 'changing' }
}

/** Names that editors, spreadsheets, browsers and file transfers give to what is not finished. */
export const isUnfinishedName = (name: string): boolean =>
  /^(?:~\$|\.)|\.(?:tmp|temp|part|partial|crdownload|filepart|swp)(?:\.|$)|~$/i.test(name)

/** Code of a system error, e.g. `ENOENT`; empty for anything else. */
export function systemCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}

/** A system error of the folder or a file as what it means for the host; anything else comes back as it is. */
export function hostTrouble(host: string, error: unknown): unknown {
  const code = systemCode(error)
  return /^E[A-Z]+$/.test(code)
    ? new RecallError('HOST_UNAVAILABLE', { host, reason: code }, { cause: error })
    : error
}

/** A check that answers, also when the host cannot be reached. */
export async function checked(find: () => Promise<HostProblem | undefined>): Promise<HostCheck> {
  try {
    const problem = await find()
    return problem === undefined ? { ok: true } : { ok: false, problem }
  } catch (error) {
    if (!(error instanceof RecallError)) throw error
    return { ok: false, problem: { code: error.code, details: error.details } }
  }
}
