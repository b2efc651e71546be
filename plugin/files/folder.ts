/** Folders that are made where they are missing. */
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Like `mkdir -p`. Node's own `recursive` never ends below `/proc` and its like, which say of a new folder that it does
 * not exist although its parent does.
 * @throws the system's error
 */
export function makeFolder(path: string, mode = 0o777): void {
  if (isFolder(path)) return
  const parent = dirname(path)
  if (parent !== path && !existsSync(parent)) makeFolder(parent, mode)
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    // Another process made it in this moment.
    if (isFolder(path)) return
    throw existsSync(path)
      ? Object.assign(new Error('not a folder'), { code: 'ENOTDIR', syscall: 'mkdir' })
      : error
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
