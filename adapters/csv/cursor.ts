/** How far the exports have been read: which state of which file. Our own text, stored and given back unread. */
import type { FileStamp } from '../folder.js'

export const LISTS = ['patients', 'appointments', 'recalls'] as const
export type ListName = (typeof LISTS)[number]

export interface SeenFile {
  name: string
  stamp: FileStamp
  sha256: string
  /** The stamp alone shows that nothing changed; false for a file read within a step of the file clock. */
  settled: boolean
  /** Digest of the options the file was read with: read otherwise, it is another list. */
  options: string
}

export type Cursor = Partial<Record<ListName, SeenFile>>

/** A cursor that is not ours (another adapter under the same id before) begins anew: reading again is harmless. */
export function parseCursor(text: string | null): Cursor {
  if (text === null) return {}
  try {
    const parsed: unknown = JSON.parse(text)
    return isCursor(parsed) ? parsed : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function isCursor(value: unknown): value is Cursor {
  return isRecord(value) && LISTS.every((name) => value[name] === undefined || isSeenFile(value[name]))
}

const isSeenFile = (value: unknown): value is SeenFile =>
  isRecord(value) &&
  ['name', 'sha256', 'options'].every((key) => typeof value[key] === 'string') &&
  typeof value['settled'] === 'boolean' &&
  isRecord(value['stamp']) &&
  ['size', 'modified', 'changed', 'inode'].every(
    (key) => isRecord(value['stamp']) && typeof value['stamp'][key] === 'string',
  )

export function cursorText(cursor: Cursor): string {
  return JSON.stringify(Object.fromEntries(LISTS.map((name) => [name, cursor[name]])))
}
