/** Which file of the folder is the list: full snapshots, so the newest one is everything there is. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isUnfinishedName, stampOf, type FileStamp } from '../folder.js'
import type { ListName } from './cursor.js'

const PATTERNS: Readonly<Record<ListName, RegExp>> = {
  patients: /^patienten.*\.csv$/i,
  appointments: /^termine.*\.csv$/i,
  recalls: /^recalls.*\.csv$/i,
}

/** What the file is called where none is there to be named. */
export const SHOWN_NAMES: Readonly<Record<ListName, string>> = {
  patients: 'patienten*.csv',
  appointments: 'termine*.csv',
  recalls: 'recalls*.csv',
}

export interface FoundFile {
  name: string
  path: string
  stamp: FileStamp
}

/** The file written last; of equally old ones (a copied folder) the last by name, which is where dates stand. */
export async function newestFile(directory: string, list: ListName): Promise<FoundFile | null> {
  let newest: FoundFile | null = null
  for (const name of (await readdir(directory)).sort()) {
    if (!PATTERNS[list].test(name) || isUnfinishedName(name)) continue
    const path = join(directory, name)
    const stamp = await stampOf(path)
    if (stamp === null) continue
    if (newest === null || BigInt(stamp.modified) >= BigInt(newest.stamp.modified))
      newest = { name, path, stamp }
  }
  return newest
}
